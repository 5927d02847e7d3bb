"""The elements of a page to blocks in reading order, each with the element it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from reading.blocks import Gap, Paragraph
from reading.html.attributes import gap_of
from reading.html.markup import (
    BLOCKS,
    DROPPED,
    IFRAME,
    MAY_BE_GAP,
    PRE,
    TABLE,
    TEXT,
    Tree,
    attribute,
    ids_of,
    words_of,
)
from reading.html.parsing import tree_of
from reading.html.rows import (
    Item,
    Placed,
    is_blank_leaf,
    row_of,
    tells_of_table,
    with_rows_joined,
)
from reading.html.tables import blocks_of_table
from reading.html.text import line_of
from reading.text import blocks_of_text

_DEEPEST_FRAME = 3
_WHOLES = frozenset({TABLE, IFRAME, PRE})
_ASKED = _WHOLES | MAY_BE_GAP | DROPPED
_HOLDS_MORE = ids_of("table", "p", "div", "pre")


def blocks_of_page(tree: Tree, depth: int = 0) -> list[Placed]:
    """Every block of a page; ``depth`` counts the pages around a page inside a page.

    Only a page that prints words of the tables outside of tables is searched for rows without them.
    """
    items = _Walk(tree, depth, with_rows=False).items()
    if tells_of_table(*[block.text for block, _ in items if isinstance(block, Paragraph)]):
        items = _Walk(tree, depth, with_rows=True).items()
    return with_rows_joined(items)


class _Walk:
    """One way through a page, from its first element to its last."""

    def __init__(self, tree: Tree, depth: int, *, with_rows: bool) -> None:
        """``with_rows``: rows of cells are looked for outside of tables, too."""
        self._tree = tree
        self._depth = depth
        self._with_rows = with_rows
        self._items: list[Item] = []
        self._pieces: list[str] = []
        self._lead = ""
        self._at = tree.root

    def items(self) -> list[Item]:
        pieces, with_rows = self._pieces, self._with_rows
        odd = self._tree.hidden | self._tree.preserved
        opened: list[LexborNode] = []
        node: LexborNode | None = self._tree.root
        while node is not None:
            kind = node.tag_id
            if kind == TEXT:
                if pieces or not node.is_empty_text_node:
                    pieces.append(node.text_content or "")
            else:
                is_block = kind in BLOCKS
                if is_block and pieces:
                    self._end_line()
                is_asked = kind in _ASKED or with_rows or (odd and node.mem_id in odd)
                inner = None if is_asked and self._is_over(node, kind) else node.first_child
                if inner is not None:
                    opened.append(node)
                    if is_block:
                        self._at = node
                    node = inner
                    continue
                if is_block and opened:
                    self._at = opened[-1]
            beside = node.next
            node = beside if beside is not None else self._after(opened)
        return self._items

    def _after(self, opened: list[LexborNode]) -> LexborNode | None:
        """What comes after the elements that end here."""
        beside: LexborNode | None = None
        while beside is None and opened:
            node = opened.pop()
            if node.tag_id in BLOCKS:
                if self._pieces:
                    self._end_line()
                self._at = opened[-1] if opened else self._at
            beside = node.next
        return beside

    def _end_line(self) -> None:
        line = line_of(self._pieces)
        self._pieces.clear()
        if line:
            self._lead = line
            self._items.append((Paragraph(text=line), self._at))

    def _is_over(self, node: LexborNode, kind: int) -> bool:
        """Take what is read as a whole; a gap is only noted, the walk goes on inside it."""
        tree, known = self._tree, node.mem_id
        if kind in DROPPED or known in tree.hidden:
            return True
        whole: list[Item] = []
        if kind in _WHOLES or known in tree.preserved:
            whole.extend(_whole(tree, node, self._lead, self._depth))
        if self._with_rows and not whole:
            whole.extend(_row(tree, node))
        if not whole and kind in MAY_BE_GAP:
            what = gap_of(node)
            if what:
                self._items.append((Gap(what=what), self._at))
        self._items.extend(whole)
        return bool(whole) or kind == IFRAME


def _whole(tree: Tree, node: LexborNode, lead: str, depth: int) -> Iterator[Item]:
    """What is read as a whole: a table, set text, a page inside the page."""
    if node.tag_id == TABLE:
        yield from blocks_of_table(tree, node, lead)  # none, where it only lays out the page
    elif node.tag_id == IFRAME:
        srcdoc = attribute(node, "srcdoc") if depth < _DEEPEST_FRAME else ""
        if srcdoc.strip():
            yield from ((block, node) for block, _ in blocks_of_page(tree_of(srcdoc), depth + 1))
    else:
        text = "".join(words_of(node))
        if "\n" in text.strip() and not _holds_more(node):
            yield from ((block, node) for block in blocks_of_text(text))


def _holds_more(node: LexborNode) -> bool:
    """Whether set text is but the style of what lies inside: tables, or blocks in a wider tag."""
    inner = {one.tag_id for one in islice(node.traverse(), 1, None)}
    return TABLE in inner or (node.tag_id not in _HOLDS_MORE and not inner.isdisjoint(_HOLDS_MORE))


def _row(tree: Tree, node: LexborNode) -> Iterator[Item]:
    """A row of cells without a table, or a blank paragraph that may be a cell."""
    row = row_of(tree, node)
    if row is not None:
        yield row, node
    elif is_blank_leaf(node):
        yield Paragraph(text=""), node
