"""Rows of a Word file to a grid: edges in twips, merges across and down (MS-DOC 2.9.334)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.blocks import MOST_SLOTS, Cell, Grid, Layout, too_many_cells
from reading.doc.sprms import (
    TABLE,
    TABLE_DELETE,
    TABLE_INSERT,
    TABLE_MERGE,
    TABLE_MERGE_DOWN,
    TABLE_SPLIT,
    Sprm,
    shorts,
)

_ODD_ROW = "该行的单元格标记与表格定义不一致，文件可能已损坏，请核对原件"
_DESCRIPTION = 20
_ACROSS, _DOWN_SHIFT = 3, 5
_DOWN_ON = 1
# Edges of rows that lie within so many twips (1/20 point) of each other are one edge of the table.
_TOLERANCES = (100, 60, 30, 10, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShape:
    """The cells of a row as defined: their edges, and how each is merged.

    ``across`` and ``down`` say for each cell whether it is swallowed by the one before or above.
    """

    edges: tuple[int, ...]
    across: tuple[bool, ...]
    down: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """What stands in a cell; ``doubt`` says why that cannot be relied on."""

    text: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocRow:
    """A row as its marks divide it; ``shape`` is ``None`` where nothing defines it."""

    cells: tuple[CellText, ...]
    shape: RowShape | None

    @property
    def is_odd(self) -> bool:
        """Whether marks and definition contradict each other, or text stands where none shows."""
        shape = self.shape
        if shape is None or len(self.cells) != len(shape.across):
            return True
        swallowed = zip(self.cells, shape.across, shape.down, strict=True)
        return any(cell.text and (across or down) for cell, across, down in swallowed)


def shape_of(changes: Sequence[Sprm]) -> RowShape | None:
    """The shape that the modifiers of a row define, or ``None`` where they do not."""
    edges: tuple[int, ...] = ()
    cells: list[tuple[int, int]] = []
    for name, operand in changes:
        if name == TABLE:
            edges, cells = _definition(operand)
        elif name in (TABLE_INSERT, TABLE_DELETE):
            cells = []  # what changes a row stands before its definition, or its marks alone count
        elif name in (TABLE_MERGE, TABLE_SPLIT) and len(operand) > 1:
            first, limit = operand[0], min(operand[1], len(cells))
            for number in range(first, limit):
                is_first = number == first
                across = 0 if name == TABLE_SPLIT else 1 if is_first else 2
                cells[number] = (across, cells[number][1])
        elif name == TABLE_MERGE_DOWN and len(operand) > 2 and operand[1] < len(cells):  # noqa: PLR2004
            cells[operand[1]] = (cells[operand[1]][0], operand[2] & 3)
    if not cells:
        return None
    return RowShape(
        edges=edges,
        across=_swallowed([across for across, _ in cells]),
        down=tuple(down == _DOWN_ON for _, down in cells),
    )


def _definition(operand: bytes) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    """Edges, and for each cell how it is merged across and down."""
    if len(operand) < 3:  # noqa: PLR2004 - size and number of cells
        return (), []
    count = operand[2]
    start = 3 + 2 * (count + 1)
    if start > len(operand):
        return (), []
    cells: list[tuple[int, int]] = []
    for number in range(count):
        at = start + number * _DESCRIPTION
        flags = struct.unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0
        cells.append((flags & _ACROSS, flags >> _DOWN_SHIFT & 3))
    return shorts(operand[3:start]), cells


def _swallowed(flags: Sequence[int]) -> tuple[bool, ...]:
    """Which cells are merged into the one before.

    The two bits are described differently in different years: what begins a run of merged cells
    is the flag that comes first.
    """
    first = next((flag for flag in flags if flag), 0)
    return tuple(bool(flag) and flag != first for flag in flags)


def grid_of(rows: Sequence[DocRow], lead: str) -> Grid:
    """The rows as one grid. Cells of a contradictory row are kept, each with its doubt.

    Raises:
        DocumentError: the table is larger than any report's (``too_large``).
    """
    columns = _columns(rows)
    slots: list[dict[int, Cell]] = []
    above: dict[int, tuple[int, Cell]] = {}
    wide = 0
    for number, row in enumerate(rows):
        line: dict[int, Cell] = {}
        here: dict[int, tuple[int, Cell]] = {}
        for start, end, text, is_down in _spans(row, columns):
            began = above.get(start)
            if is_down and began is not None and began[0] == end:
                cell = began[1]
            else:
                cell = Cell(text=text.text, row=number, column=start, doubt=text.doubt)
            here[start] = (end, cell)
            wide = max(wide, end)
            if wide * len(rows) > MOST_SLOTS:
                raise too_many_cells()
            for column in range(start, end):
                line[column] = cell
        slots.append(line)
        above = here
    return Grid(
        slots=tuple(tuple(line.get(column) for column in range(wide)) for line in slots),
        layout=Layout.SPANNED,
        lead=lead,
    )


def _spans(row: DocRow, columns: dict[int, int]) -> list[tuple[int, int, CellText, bool]]:
    """Each shown cell with its columns, and whether it goes on from above."""
    shape = row.shape
    if shape is None or row.is_odd:
        return [
            (place, place + 1, CellText(text=cell.text, doubt=cell.doubt or _ODD_ROW), False)
            for place, cell in enumerate(row.cells)
        ]
    found: list[tuple[int, int, CellText, bool]] = []
    for place, cell in enumerate(row.cells):
        start = columns.get(shape.edges[place], place) if columns else place
        end = columns.get(shape.edges[place + 1], place + 1) if columns else place + 1
        if shape.across[place] and found:
            found[-1] = (found[-1][0], end, *found[-1][2:])
        else:
            found.append((start, end, cell, shape.down[place]))
    return found


def _columns(rows: Sequence[DocRow]) -> dict[int, int]:
    """The column that each edge begins; empty where the edges make no sense."""
    shapes = [row.shape for row in rows if row.shape is not None and not row.is_odd]
    edges = sorted({edge for shape in shapes for edge in shape.edges})
    for tolerance in _TOLERANCES:
        columns: dict[int, int] = {}
        column, last = -1, None
        for edge in edges:
            if last is None or edge - last > tolerance:
                column += 1
            columns[edge] = column
            last = edge
        if all(_keeps_apart(shape, columns) for shape in shapes):
            return columns
    return {}


def _keeps_apart(shape: RowShape, columns: dict[int, int]) -> bool:
    return all(columns[one] < columns[other] for one, other in pairwise(shape.edges))
