"""The tables of one page: each character in the cell whose rules enclose it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from reading.pdf.letters import LOST
from reading.pdf.lines import cell_text
from reading.pdf.rules import Lattice, lattices_of, usual_size
from reading.pdf.seen import PdfPage
from reading.pdf.shapes import Box, Glyph

_NUMERIC = frozenset("0123456789.,")
_TOUCHING = 0.12
_LONGEST_FIGURE = 16
_BREAKS_AT_LEAST = 2
_MOST_MARKS = 200
# Times the size of most letters; a title in a table for layout has more letters of its size.
_LARGE, _FEW = 2.5, 3
_RUNS_OVER = "单元格内的数字越过表格线或有无法识别的字符，无法确定取值"
_PICTURED = "单元格内有图片、填写域或以图形绘制的内容，无法确定取值"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PdfCell:
    """A cell of one page. ``doubt`` says in Chinese why its text cannot be relied on."""

    text: str
    doubt: str | None = None


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


_Held = TypeVar("_Held", bound=_HasText | None)
Slots = tuple[tuple[PdfCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfTable:
    """A table, or the piece of one that stands on a page.

    ``xs`` are the places of its upright rules, ``slots[row][column]`` the cell there.
    """

    page: int
    xs: tuple[float, ...]
    top: float
    bottom: float
    slots: Slots
    near: float

    @property
    def ran_together(self) -> bool:
        """Whether a cell holds several numbers, so that a row may hide in it."""
        cells = {id(cell): cell for line in self.slots for cell in line}
        return any(cell.text.count("\n") >= _BREAKS_AT_LEAST for cell in cells.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """A page as tables, and the characters outside them.

    ``frames`` have a single cell: mostly a border around text, whose characters stay outside, but
    it may be the first row of a table that goes on. ``unread`` are the tops of tables whose words
    are all drawn as shapes or pictures.
    """

    tables: tuple[PdfTable, ...]
    frames: tuple[Lattice, ...]
    unread: tuple[float, ...]
    outside: tuple[Glyph, ...]


def taken_apart(page: PdfPage) -> TakenApart:
    """Sort the characters of a page into the cells of its tables; the rest is text."""
    found = lattices_of(page)
    lattices = [lattice for lattice in found if not lattice.is_frame]
    held: list[list[list[Glyph]]] = [[[] for _ in range(_count(one))] for one in lattices]
    outside: list[Glyph] = []
    owners: list[_Owner | None] = []
    for glyph in page.glyphs:
        owner = _owner(lattices, glyph)
        owners.append(owner)
        if owner is None:
            outside.append(glyph)
        else:
            held[owner[0]][owner[1]].append(glyph)
    lost = set(_overflowing(page.glyphs, owners))
    usual = usual_size(page)
    tables: list[PdfTable] = []
    unread: list[float] = []
    for number, (lattice, cells) in enumerate(zip(lattices, held, strict=True)):
        marked = _marked(lattice, page.marks)
        if any(cells):
            unclear = _Unclear(
                lost=frozenset(n for place, n in lost if place == number), marked=marked
            )
            shown = [_without_watermark(glyphs, usual) for glyphs in cells]
            tables.append(_table(page.number, lattice, shown, unclear))
        elif marked:
            unread.append(lattice.ys[0])
    return TakenApart(
        tables=tuple(sorted(tables, key=lambda t: t.top)),
        frames=tuple(lattice for lattice in found if lattice.is_frame),
        unread=tuple(unread),
        outside=tuple(outside),
    )


_Owner = tuple[int, int]  # the number of a table, and of a cell in it


def _count(lattice: Lattice) -> int:
    return max(max(line) for line in lattice.owner) + 1


def _owner(lattices: Sequence[Lattice], glyph: Glyph) -> _Owner | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
    for number, lattice in enumerate(lattices):
        cell = lattice.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _marked(lattice: Lattice, marks: Sequence[Box]) -> frozenset[int]:
    """The cells that hold what may be writing, though it has no characters."""
    inside = [
        mark
        for mark in marks
        if mark.x0 < lattice.xs[-1]
        and mark.x1 > lattice.xs[0]
        and mark.y0 < lattice.ys[-1]
        and mark.y1 > lattice.ys[0]
    ]
    if len(inside) > _MOST_MARKS:
        x0, y0, x1, y1 = zip(*inside, strict=True)
        inside = [Box(min(x0), min(y0), max(x1), max(y1))]
    return frozenset(number for mark in inside for number in lattice.cells_under(mark))


def _without_watermark(glyphs: list[Glyph], usual: float) -> list[Glyph]:
    """Without the few letters that are far larger than all else: they only lie over the table."""
    large = sum(glyph.size > _LARGE * usual for glyph in glyphs)
    if not 0 < large <= _FEW:
        return glyphs
    return [glyph for glyph in glyphs if glyph.size <= _LARGE * usual]


def _overflowing(glyphs: Sequence[Glyph], owners: Sequence[_Owner | None]) -> Iterator[_Owner]:
    """Cells whose number runs over a border, so that its digits fall into two cells."""
    for (left, owner), (right, other) in pairwise(zip(glyphs, owners, strict=True)):
        if (
            owner != other
            and left.text in _NUMERIC
            and right.text in _NUMERIC
            and abs(right.x0 - left.x1) < _TOUCHING * left.size
            and abs(right.y - left.y) < _TOUCHING * left.size
        ):
            yield from (one for one in (owner, other) if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unclear:
    """The numbers of cells whose characters are not surely theirs, or not all they show."""

    lost: frozenset[int]
    marked: frozenset[int]


def _table(page: int, lattice: Lattice, held: list[list[Glyph]], unclear: _Unclear) -> PdfTable:
    widths = _widths(lattice)
    cells = [_cell(glyphs, widths[number], number, unclear) for number, glyphs in enumerate(held)]
    slots = without_idle([[cells[number] for number in line] for line in lattice.owner])
    return PdfTable(
        page=page,
        xs=lattice.xs,
        top=lattice.ys[0],
        bottom=lattice.ys[-1],
        slots=tuple(tuple(line) for line in slots),
        near=lattice.near,
    )


def without_idle(lines: Sequence[Sequence[_Held]]) -> list[list[_Held]]:
    """Without rows, or columns, that have no text but that of cells which reach beyond them.

    Such a line is the space between cells with borders of their own, or a rule that two pages have
    in slightly different places. A row or column of the format has at least its label.
    """
    kept: list[list[_Held]] = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ()
        beyond = {id(cell) for cell in (*below, *(kept[-1] if kept else ()))}
        if any(cell is not None and cell.text and id(cell) not in beyond for cell in line):
            kept.append(list(line))
    return kept


def _widths(lattice: Lattice) -> list[float]:
    """The width of each cell."""
    columns: dict[int, set[int]] = {}
    for line in lattice.owner:
        for column, number in enumerate(line):
            columns.setdefault(number, set()).add(column)
    return [lattice.xs[max(c) + 1] - lattice.xs[min(c)] for _, c in sorted(columns.items())]


def _cell(glyphs: Sequence[Glyph], width: float, number: int, unclear: _Unclear) -> PdfCell:
    text = cell_text(glyphs, width) if glyphs else ""
    short = text.replace(LOST, "").strip()
    has_lost_digit = LOST in text and len(text) < _LONGEST_FIGURE and (short.isascii() or not short)
    doubt = None
    if number in unclear.lost or has_lost_digit:
        doubt = _RUNS_OVER
    elif number in unclear.marked and not text:
        doubt = _PICTURED
    return PdfCell(text=text, doubt=doubt)
