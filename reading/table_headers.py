"""The columns of tables three and four in the order in which their header prints them.

The order is that of the words, a group such as 法人或其他组织 replaced by the columns under it: a
span that is written wrongly moves cells on the page, but not the order of the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reading.blocks import Cell, Grid
from reading.cells import is_figure_like
from reading.editions import EDITIONS
from reading.labels import applicant_column, dispute_column, dispute_kind, fold

ORGANISATIONS: Final = "法人或其他组织"
_GROUP: Final = ""
_SINGLE: Final = ("individual", "total")  # columns that stand in no group
_REVIEW: Final = EDITIONS[0].dispute_rows[0].name
DisputeShape = tuple[tuple[str, str], ...]
"""Row and column of each cell of table four, from left to right."""


def _shapes() -> tuple[DisputeShape, ...]:
    shapes = (
        tuple((row.name, column.name) for row in e.dispute_rows for column in row.columns)
        for e in EDITIONS
    )
    return tuple(dict.fromkeys(shapes))


DISPUTE_SHAPES: Final = _shapes()


def applicant_order(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...] | None:
    """The columns of table three as its header rows print them; ``None`` where it is not plain."""
    named = [words for row in rows if (words := _applicant_words(row))]
    grouped = [words for words in named if _GROUP in words]
    if not grouped:
        return tuple(named[0]) if len(named) == 1 and _are_once(named[0]) else None
    if any(word in _SINGLE for words in named if words not in grouped for word in words):
        return None  # 总计 in a row above, as beside 申请人情况: its place cannot be told
    under = [word for words in named for word in words if word not in (_GROUP, *_SINGLE)]
    order: list[str] = []
    for word in grouped[0]:
        if word == _GROUP:
            order.extend(under)
        elif word in _SINGLE:
            order.append(word)
    return tuple(order) if _are_once(order) else None


def _applicant_words(row: Sequence[Cell]) -> list[str]:
    words = (_GROUP if fold(c.text) == ORGANISATIONS else applicant_column(c.text) for c in row)
    return [word for word in words if word is not None]


def _are_once(names: Sequence[str]) -> bool:
    return bool(names) and len(set(names)) == len(names)


def dispute_words(grid: Grid) -> list[str]:
    """The columns of table four that cells of the grid name, in the order of the words."""
    return [name for cell in grid.worded_cells() if (name := dispute_column(cell.text)) is not None]


def dispute_order(grid: Grid) -> DisputeShape | None:
    """The cells of a row that holds all of table four; ``None`` where the header is not plain.

    A header that leaves columns out is taken to be in the order of the format, unless its words are
    in another.
    """
    words = dispute_words(grid)
    kinds = [kind for cell in grid.worded_cells() if (kind := dispute_kind(cell.text)) is not None]
    full = [s for s in DISPUTE_SHAPES if sorted(name for _, name in s) == sorted(words)]
    for shape in full or DISPUTE_SHAPES[-1:]:
        rows = list(dict.fromkeys(row for row, _ in shape))
        if _is_within(words, [name for _, name in shape]) and kinds == [
            row for row in rows if row in kinds
        ]:
            return shape
    order = tuple(_dispute_cells(grid))
    return order if any(sorted(order) == sorted(shape) for shape in full) else None


def _is_within(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the words stand among the names in the same order."""
    rest = iter(names)
    return all(word in rest for word in words)


def _dispute_cells(grid: Grid) -> list[tuple[str, str]]:
    """Row and column that the words of a full header stand for, a kind before its columns.

    The columns of 行政复议 stand beside the kinds of 行政诉讼, whose columns stand below them.
    """
    lines = [[cell for cell in grid.own_cells(row) if cell.text] for row in range(len(grid.slots))]
    header = [line for line in lines if any(dispute_column(cell.text) for cell in line)]
    if not header or any(is_figure_like(cell.text) for line in header for cell in line):
        return []
    below = [name for line in header[1:] for cell in line if (name := dispute_column(cell.text))]
    suits = [kind for cell in header[0] if (kind := dispute_kind(cell.text))]
    each = len(below) // len(suits) if suits else 0
    found: list[tuple[str, str]] = []
    for cell in header[0]:
        kind, name = dispute_kind(cell.text), dispute_column(cell.text)
        if kind is not None:
            found.extend((kind, column) for column in below[:each])
            below = below[each:]
        elif name is not None:
            found.append((_REVIEW, name))
    return found


def dispute_columns(grid: Grid, names: Sequence[str]) -> tuple[str, ...] | None:
    """The columns of a table with a row for each kind, as its header prints them.

    ``names`` are those of the format; ``None`` where the header has them otherwise.
    """
    words = list(dict.fromkeys(dispute_words(grid)))
    if sorted(words) == sorted(names):
        return tuple(words)
    return tuple(names) if words == [name for name in names if name in words] else None
