"""The words of a page's elements: what parts lines, what prints nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reading.html.markup import Markup, Tag

_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u3000]+")
BREAK = "\x01"
"""Parts lines; no page holds it: control characters are taken out before."""
_LARGE = 60  # tags
_EDGES = f" \t\n\r\f\v\u00a0\u3000{BREAK}"


def line_of(pieces: Sequence[str]) -> str:
    """Pieces of running text as one line."""
    return _SPACES.sub(" ", "".join(pieces)).strip()


def cell_text(markup: Markup, cell: int) -> str:
    """The text of a cell, its lines parted; a table inside it is not its text."""
    first, end = cell + 1, markup.partners[cell]
    if end <= first:
        text = markup.texts[first].strip(_EDGES) if end == first else ""
    elif end - first > _LARGE:
        text = _text_of_large(markup, cell)
    else:
        tags = tuple(markup.tags[first:end])
        form = markup.forms.get(tags)
        if form is None:
            form = markup.forms[tags] = _form_of(tags)
        text = form.format(*markup.texts[first : end + 1]).strip(_EDGES)
    return text if text.isalnum() else _lines_of(text)


def _text_of_large(markup: Markup, cell: int) -> str:
    """The same for a cell in which much stands: what is not its text is passed over."""
    tags, texts, partners = markup.tags, markup.texts, markup.partners
    pieces = [texts[cell + 1]]
    place, end = cell + 1, partners[cell]
    while place < end:
        tag = tags[place]
        if tag.is_block:
            pieces.append(BREAK)
        if not tag.is_end and (tag.is_dropped or tag.name == "table"):
            place = partners[place]
            if tag.is_block:
                pieces.append(BREAK)
        pieces.append(texts[place + 1])
        place += 1
    return "".join(pieces)


def _lines_of(text: str) -> str:
    """Words with breaks as lines, none of them blank."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split(BREAK))
    return "\n".join(line for line in lines if line)


def _form_of(tags: Sequence[Tag]) -> str:
    """Where, among these tags, words stand that print, and where lines part."""
    form = ["{0}"]
    opened: list[bool] = []
    hidden = 0  # how many elements that print nothing are open, one in another
    for place, tag in enumerate(tags, 1):
        if tag.is_end:
            hidden -= opened.pop()
        if tag.is_block and not hidden:
            form.append(BREAK)
        if not tag.is_end and not tag.is_empty:
            opened.append(tag.is_dropped or tag.name == "table")
            hidden += opened[-1]
        if not hidden:
            form.append(f"{{{place}}}")
    return "".join(form)
