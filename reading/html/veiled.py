"""What a page holds and does not show, where a report may be concerned.

A cell whose words are not seen is neither read as printed nor told as blank: it is unread. Where
a part or a row is told only by words that are not seen, nothing may be told as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from reading.blocks import Block, Grid, Paragraph
from reading.html.markup import CELLS, TABLE, TR, Tree, ids_of, words_of
from reading.html.text import BREAK
from reading.labels import fold, is_label
from reading.part_headings import part_of_heading

HIDES_REPORT = "页面中有未显示的内容，可能是年报的一部分，未予读取"
_NOT_SEEN = "单元格内有页面不显示的文字，无法确定取值"
_ROW_GROUPS = ids_of("tbody", "thead", "tfoot")
_DIGIT = re.compile(r"\d")
_SHORTEST_LABEL = 6
"""Shorter ones, such as 总计 or 其他, stand in many places."""
_LONGEST_MARK = 100
"""No heading and no label is longer, however far apart its signs are set."""


def cells_by_row(tree: Tree, table: LexborNode) -> Iterator[list[tuple[LexborNode, bool]]]:
    """The cells of a table that take their place, row by row, each with whether it is seen."""
    gone, hidden = tree.gone, tree.hidden
    for group in table.iter():
        if group.tag_id not in _ROW_GROUPS or group.mem_id in gone:
            continue
        for row in group.iter():
            if row.tag_id == TR and row.mem_id not in gone:
                is_seen = hidden.isdisjoint((group.mem_id, row.mem_id))
                yield [
                    (cell, is_seen and cell.mem_id not in hidden)
                    for cell in row.iter()
                    if cell.tag_id in CELLS and cell.mem_id not in gone
                ]


def doubt_veiled_cells(tree: Tree, table: LexborNode, grid: Grid) -> None:
    """Give each cell of the grid its doubt that holds words which are not seen, or may not be."""
    for cells, own in zip(cells_by_row(tree, table), grid.own, strict=True):
        for (element, is_seen), cell in zip(cells, own, strict=True):
            hidden = tuple(_hidden_in(tree, element)) if is_seen else (element,)
            if any(_is_told(tree, one, cell.text) for one in hidden):
                cell.doubt = _NOT_SEEN


def tables_not_seen(tree: Tree, table: LexborNode) -> frozenset[int]:
    """The tables inside one that are not seen, by their ``mem_id``."""
    return frozenset(
        node.mem_id
        for hidden in (_hidden_in(tree, table) if tree.hidden else ())
        for node in hidden.traverse()
        if node.tag_id == TABLE
    )


def hides_report(tree: Tree, blocks: Iterable[Block]) -> bool:
    """Whether a heading of a part or a label of a table is there and not seen, and nowhere else."""
    if not tree.hidden:
        return False
    marks = {
        fold(words)
        for element in tree.veils
        for words in element.text(True, BREAK, True, True).split(BREAK)
        if len(words) <= _LONGEST_MARK and _is_mark(words)
    }
    return bool(marks) and not marks <= {fold(text) for text in _texts(blocks)}


def _is_told(tree: Tree, hidden: LexborNode, seen: str) -> bool:
    """Whether what is hidden matters beside the words of the cell that are seen."""
    if seen and hidden.mem_id not in tree.unsure:
        return False
    words = "".join(words_of(hidden)).strip()
    return bool(_DIGIT.search(words) if seen else words)


def _hidden_in(tree: Tree, element: LexborNode) -> Iterator[LexborNode]:
    """The outermost elements inside one that are not seen."""
    waiting = [element.first_child]
    while waiting:
        node = waiting.pop()
        while node is not None:
            if node.mem_id in tree.hidden:
                yield node
            elif node.first_child is not None:
                waiting.append(node.next)
                node = node.first_child
                continue
            node = node.next


def _is_mark(words: str) -> bool:
    if part_of_heading(words) is not None:
        return True
    return len(fold(words)) >= _SHORTEST_LABEL and is_label(words)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Grid):
            yield from (line for cell in block.cells() for line in cell.text.split("\n"))
