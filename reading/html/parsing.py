"""A page to its tags and words: by lxml, and where that loses cells by an HTML5 parser."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from reading.html.markup import Markup, Tag

_NOT_MARKUP = re.compile(
    r"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|\bsrcdoc\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.IGNORECASE | re.DOTALL,
)
_CELL_TAG = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_CONTROLS = bytes.maketrans(bytes([*range(9), 11, 12, *range(14, 32)]), b" " * 29)
# What lxml writes: no > stands inside a tag, and every start has its end.
_WRITTEN_TAGS = re.compile(r"<([^>]*+)>")


def printable(text: str) -> str:
    """The text with a space for each control character."""
    body = text.encode("utf-8", "replace")
    clean = body.translate(_CONTROLS)
    return text if clean == body else clean.decode("utf-8")


def markup_of(text: str) -> tuple[Markup | None, bool]:
    """A page as tags and words, however broken; nothing is fetched.

    ``None`` where it holds nothing. The flag says that cells of tables are lost, so that nothing on
    the page may be told as missing.
    """
    markup = parsed_markup(text)
    if markup is None or _cells_in(markup) >= len(_CELL_TAG.findall(text)):
        return markup, False
    written = len(_CELL_TAG.findall(_NOT_MARKUP.sub("", text)))
    if _cells_in(markup) >= written:
        return markup, False
    other = parsed_markup(LexborHTMLParser(text).html or "")
    if other is not None and _cells_in(other) > _cells_in(markup):
        markup = other
    return markup, _cells_in(markup) < written


def parsed_markup(text: str) -> Markup | None:
    """The page as libxml2 builds it; ``None`` where it holds nothing."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    etree.strip_elements(root, "script", "style", with_tail=False)
    written = etree.tostring(root, encoding="unicode", with_tail=False)
    lowered = text.lower()
    is_open = _has_open_table(lowered) and _has_open_table(_NOT_MARKUP.sub("", lowered))
    return _flattened(written, is_open=is_open)


def _has_open_table(lowered: str) -> bool:
    return lowered.count("<table") > lowered.count("</table")


def _flattened(written: str, *, is_open: bool) -> Markup:
    """The tree as one row: to walk a row takes a fraction of the time of walking elements.

    ``is_open``: more tables began in the page than ended, before the parser ended them.
    """
    pieces = _WRITTEN_TAGS.split(written)
    texts = [unescape(words) if "&" in words else words for words in pieces[::2]]
    made: dict[str, Tag] = {}
    tags: list[Tag] = []
    partners: list[int] = []
    opened: list[int] = []
    for number, raw in enumerate(pieces[1::2]):
        tag = made.get(raw)
        if tag is None:
            tag = made[raw] = _tag(raw)
        if tag.is_end:
            start = opened.pop()
            partners[start] = number
            partners.append(start)
        else:
            if not tag.is_empty:
                opened.append(number)
            partners.append(number)
        tags.append(tag)
    return Markup(tags, texts, partners, is_open=is_open)


def _tag(raw: str) -> Tag:
    name, _, rest = raw.strip("/").partition(" ")
    return Tag(name, rest, is_end=raw.startswith("/"), is_empty=raw.endswith("/"))


def _cells_in(markup: Markup) -> int:
    """The cells that stand in a row, as cells must."""
    return sum(
        markup.tags[cell].is_cell for row in markup.named("tr") for cell in markup.children(row)
    )
