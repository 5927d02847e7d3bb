"""A table of a page to blocks: its grid, the words that stand outside its cells, its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from reading.blocks import Gap, Paragraph, grid_of_spans
from reading.grid_pieces import pieces_of
from reading.html.attributes import gap_of
from reading.html.markup import APART, CELLS, MAY_BE_GAP, TABLE, TR, Inside, Tree, ids_of
from reading.html.rows import Placed
from reading.html.text import cell_text, simple_cell_text
from reading.html.veiled import cells_by_row, doubt_veiled_cells, tables_not_seen
from reading.labels import is_label_word
from reading.part_headings import part_of_heading

_LABELS_AT_LEAST = 3
_ROW_GROUPS = ids_of("tbody", "thead", "tfoot")
_ONCE = (1, 1)
Spanned = tuple[str, int, int]
"""A cell as written: its text, how many columns and rows it spans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inside:
    """What stands inside a table: the tables in it, what may be a gap.

    ``is_simple``: nothing in it is hidden or apart.
    """

    tables: tuple[LexborNode, ...]
    gaps: tuple[LexborNode, ...]
    is_simple: bool


def blocks_of_table(tree: Tree, table: LexborNode, lead: str) -> Iterator[Placed]:
    """A table and those inside it, each block with the table in which it stands.

    None for a table that only lays out the page: what stands in it is walked like the page.
    """
    inside = _inside(tree, table)
    rows = _rows(tree, table, is_simple=inside.is_simple)
    if _is_frame(rows, has_nested=bool(inside.tables)):
        return
    for one in (table, *inside.tables):
        # A caption stands above its table.
        for line in _caption_lines(tree, one):
            lead = line
            yield Paragraph(text=line), one
        grid = grid_of_spans(rows if one is table else _rows(tree, one), lead=lead)
        if tree.hidden and not inside.is_simple:
            doubt_veiled_cells(tree, one, grid)
        yield from ((piece, one) for piece in pieces_of(grid))
        gaps = inside.gaps if one is table else _inside(tree, one).gaps
        yield from ((Gap(what=what), one) for gap in gaps if (what := gap_of(gap)))


def _inside(tree: Tree, table: LexborNode) -> _Inside:
    kinds = [node.tag_id for node in table.traverse()]
    told = set(kinds[1:])
    is_simple = told.isdisjoint(APART) and not _has_veils(tree, table)
    if is_simple and told.isdisjoint(MAY_BE_GAP):
        return _Inside(tables=(), gaps=(), is_simple=True)
    not_seen = tables_not_seen(tree, table)
    nodes = list(islice(table.traverse(), 1, None))
    return _Inside(
        tables=tuple(
            node for node in nodes if node.tag_id == TABLE and node.mem_id not in not_seen
        ),
        gaps=tuple(node for node in nodes if node.tag_id in MAY_BE_GAP),
        is_simple=is_simple,
    )


def _has_veils(tree: Tree, table: LexborNode) -> bool:
    """Whether anything in a table, or the table, is not seen."""
    inside = Inside(table)
    return any(inside.holds(veil) for veil in tree.veils)


def _is_frame(rows: Sequence[Sequence[Spanned]], *, has_nested: bool) -> bool:
    """Whether the report, or another table, stands in a table rather than labels and figures."""
    texts = [cell[0] for row in rows for cell in row if cell[0]]
    labels = 0
    for text in texts:
        labels += is_label_word(text)
        if labels >= _LABELS_AT_LEAST:
            return False  # headings inside a table of figures are taken out of its grid
    return has_nested or any(part_of_heading(line) for text in texts for line in text.split("\n"))


def _rows(tree: Tree, table: LexborNode, *, is_simple: bool = False) -> list[list[Spanned]]:
    """The own rows of a table, not those of a table inside it."""
    text_of = simple_cell_text if is_simple else cell_text
    spans = tree.spans
    if tree.hidden and not is_simple:
        return [
            [
                (text_of(tree, cell) if is_seen else "", *spans.get(cell.mem_id, _ONCE))
                for cell, is_seen in cells
            ]
            for cells in cells_by_row(tree, table)
        ]
    return [
        [
            (text_of(tree, cell), *spans.get(cell.mem_id, _ONCE))
            for cell in row.iter()
            if cell.tag_id in CELLS
        ]
        for group in table.iter()
        if group.tag_id in _ROW_GROUPS
        for row in group.iter()
        if row.tag_id == TR
    ]


def _caption_lines(tree: Tree, table: LexborNode) -> list[str]:
    """The words of a table that stand in no cell.

    Others than those of a caption the parser puts before the table, as a browser shows them.
    """
    return [
        line
        for part in table.iter()
        if part.tag_id not in _ROW_GROUPS and not tree.is_dropped(part)
        for line in cell_text(tree, part).split("\n")
        if line
    ]
