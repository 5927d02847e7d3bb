"""The words of a page's elements: what parts lines, what prints nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from reading.html.markup import APART, BLOCKS, TEXT, Tree

_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u3000]+")
BREAK = "\0"
"""Parts lines; no page holds it: control characters are taken out before."""
_EDGES = f" \t\n\r\f\v\u00a0\u3000{BREAK}"


def line_of(pieces: Sequence[str]) -> str:
    """Pieces of running text as one line."""
    text = "".join(pieces).strip()
    return text if text.isalnum() else _SPACES.sub(" ", text).strip()


def cell_text(tree: Tree, cell: LexborNode) -> str:
    """The text of a cell, its lines parted; a table inside it is not its text."""
    return _tidy(_walked(tree, cell))


def simple_cell_text(tree: Tree, cell: LexborNode) -> str:
    """The same, far quicker, for a cell in which nothing is hidden or apart."""
    text = cell.text(True, BREAK, False, True)  # deep, separator, strip, skip empty
    if text.isalnum():
        return text
    return _tidy(_walked(tree, cell) if BREAK in text else text) if text else ""


def _tidy(text: str) -> str:
    text = text.strip(_EDGES)
    return text if text.isalnum() else _lines_of(text)


def _walked(tree: Tree, cell: LexborNode) -> str:
    """The words of a cell with breaks, node by node."""
    hidden = tree.hidden
    pieces: list[str] = []
    opened: list[LexborNode] = []
    node = cell.first_child
    while node is not None:
        kind = node.tag_id
        if kind == TEXT:
            pieces.append(node.text_content or "")
        else:
            if kind in BLOCKS:
                pieces.append(BREAK)
            if kind not in APART and not (hidden and node.mem_id in hidden):
                inner = node.first_child
                if inner is not None:
                    opened.append(node)
                    node = inner
                    continue
        beside = node.next
        while beside is None and opened:
            node = opened.pop()
            if node.tag_id in BLOCKS:
                pieces.append(BREAK)
            beside = node.next
        node = beside
    return "".join(pieces)


def _lines_of(text: str) -> str:
    """Words with breaks as lines, none of them blank."""
    if BREAK not in text:
        return _SPACES.sub(" ", text).strip()
    lines = (_SPACES.sub(" ", line).strip() for line in text.split(BREAK))
    return "\n".join(line for line in lines if line)
