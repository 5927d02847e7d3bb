"""The tables of one page: each character in the cell whose rules enclose it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from reading.pdf.letters import LOST
from reading.pdf.lines import cell_text
from reading.pdf.pages import PdfPage
from reading.pdf.rules import Lattice, lattices_of
from reading.pdf.shapes import Glyph

_NUMERIC = frozenset("0123456789.,")
_TOUCHING = 0.12
_LONGEST_FIGURE = 16
_BREAKS_AT_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PdfCell:
    """A cell of one page. ``is_lost``: its text cannot be told from that of its neighbour.

    ``doubt`` is another reason, in Chinese, why its text cannot be relied on.
    """

    text: str
    is_lost: bool = False
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
    """A page as tables, and the characters outside them."""

    tables: tuple[PdfTable, ...]
    outside: tuple[Glyph, ...]


def taken_apart(page: PdfPage) -> TakenApart:
    """Sort the characters of a page into the cells of its tables; the rest is text."""
    lattices = lattices_of(page)
    held: list[list[list[Glyph]]] = [[[] for _ in range(_count(one))] for one in lattices]
    outside: list[Glyph] = []
    owners: list[tuple[int, int] | None] = []
    for glyph in page.glyphs:
        owner = _owner(lattices, glyph)
        owners.append(owner)
        if owner is None:
            outside.append(glyph)
        else:
            held[owner[0]][owner[1]].append(glyph)
    lost = set(_overflowing(page.glyphs, owners))
    tables = (
        _table(page.number, lattice, cells, {n for place, n in lost if place == number})
        for number, (lattice, cells) in enumerate(zip(lattices, held, strict=True))
    )
    return TakenApart(
        tables=tuple(sorted((t for t in tables if t is not None), key=lambda t: t.top)),
        outside=tuple(outside),
    )


def _count(lattice: Lattice) -> int:
    return max(max(line) for line in lattice.owner) + 1


def _owner(lattices: Sequence[Lattice], glyph: Glyph) -> tuple[int, int] | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
    for number, lattice in enumerate(lattices):
        slot = lattice.slot(x, y)
        if slot is not None:
            return number, lattice.owner[slot[0]][slot[1]]
    return None


def _overflowing(
    glyphs: Sequence[Glyph], owners: Sequence[tuple[int, int] | None]
) -> Iterator[tuple[int, int]]:
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


def _table(page: int, lattice: Lattice, held: list[list[Glyph]], lost: set[int]) -> PdfTable | None:
    if not any(held):
        return None
    widths = _widths(lattice)
    cells = [
        _cell(glyphs, widths[number], is_lost=number in lost) for number, glyphs in enumerate(held)
    ]
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


def _cell(glyphs: Sequence[Glyph], width: float, *, is_lost: bool) -> PdfCell:
    text = cell_text(glyphs, width) if glyphs else ""
    short = text.replace(LOST, "").strip()
    has_lost_digit = LOST in text and len(text) < _LONGEST_FIGURE and (short.isascii() or not short)
    return PdfCell(text=text, is_lost=is_lost or has_lost_digit)
