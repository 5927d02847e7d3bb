"""The words of a page's elements: what parts lines, what prints nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

_DROPPED_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "select", "textarea", "title", "button",
    "option", "svg",
})  # fmt: skip
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u3000]+")


def is_dropped(element: etree._Element) -> bool:
    """Whether an element prints nothing."""
    if element.tag in _DROPPED_TAGS:
        return True
    style = element.get("style")
    return style is not None and "one" in style.lower() and _HIDDEN.search(style) is not None


def line_of(pieces: Sequence[str]) -> str:
    """Pieces of running text as one line."""
    return _SPACES.sub(" ", "".join(pieces).replace("\n", " ")).strip()


def cell_text(cell: etree._Element) -> str:
    """The text of a cell, its lines parted; a table inside it is not its text."""
    lone = _lone_text(cell)
    if lone is not None:
        return lone
    pieces: list[str] = [(cell.text or "").replace("\n", " ")]
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if element is cell:
            continue
        if element.tag in BLOCK_TAGS:
            pieces.append("\n")
        if event == "end":
            pieces.append((element.tail or "").replace("\n", " "))
        elif element.tag == "table" or is_dropped(element):
            walker.skip_subtree()
        else:
            pieces.append((element.text or "").replace("\n", " "))
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _lone_text(cell: etree._Element) -> str | None:
    """The text of a cell in which one tag stands in another, as most do; ``None`` elsewhere."""
    inner = cell
    while len(inner) == 1 and not (inner.text or "").strip():
        inner = inner[0]
        if inner.tag == "table" or (inner.tail or "").strip() or is_dropped(inner):
            return None
    if len(inner):
        return None
    text = (inner.text or "").strip()
    return text if text.isalnum() else line_of([text])
