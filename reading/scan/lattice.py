"""Lines that cross to cells: which borders between the slots are drawn.

A border counts as drawn where most of it is dark; where it is not plain whether there is one, the
cells on both sides are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reading.scan.vision import Box, Drawn, Rules, drawn_in

_BAND, _TIP, _INSET, _OPEN = 6, 6, 3, 8  # pixels at the usual width
_DRAWN, _NOT_DRAWN = 0.72, 0.4
_HALF_DRAWN = (_DRAWN + _NOT_DRAWN) / 2
Slot = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledCell:
    """A cell between ruling lines: the space inside, and the slots that it covers.

    ``safe`` is where its whole print must lie: print that leans on a line, or on a side of the
    table that has no line, may go on beyond it.
    """

    box: Box
    safe: Box
    row: int
    column: int
    row_span: int
    column_span: int
    is_sure: bool

    def covers(self, row: int, column: int) -> bool:
        """Whether a slot belongs to the cell."""
        return (
            self.row <= row < self.row + self.row_span
            and self.column <= column < self.column + self.column_span
        )


class Lattice:
    """The slots between vertical lines ``xs`` and horizontal lines ``ys``."""

    def __init__(self, rules: Rules, xs: list[int], ys: list[int], scale: float) -> None:
        """``scale`` is the width of the page to the usual one."""
        self._rules = rules
        self._xs, self._ys = xs, ys
        self._scale = scale
        self._owner: dict[Slot, Slot] = {}

    def cells(self) -> tuple[RuledCell, ...]:
        """The cells, row by row."""
        wide, high = len(self._xs) - 1, len(self._ys) - 1
        self._owner = {(r, c): (r, c) for r in range(high) for c in range(wide)}
        unsure: set[Slot] = set()
        for one, other, drawn in self._borders():
            if _NOT_DRAWN < _share(drawn) < _DRAWN:
                unsure |= {one, other}
            if _share(drawn) < _HALF_DRAWN:
                self._owner[self._root(other)] = self._root(one)
        members: dict[Slot, list[Slot]] = {}
        for slot in self._owner:
            members.setdefault(self._root(slot), []).append(slot)
        found: list[RuledCell] = []
        for slots in members.values():
            last = (max(row for row, _ in slots), max(column for _, column in slots))
            first = (min(row for row, _ in slots), min(column for _, column in slots))
            if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) == len(slots):
                found.append(self._cell(first, last, is_sure=not unsure.intersection(slots)))
            else:  # no rectangle: a border was lost somewhere
                found.extend(self._cell(slot, slot, is_sure=False) for slot in slots)
        return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))

    def sound_edges(self) -> tuple[list[int], list[int]]:
        """The lines of which at least one border is plainly drawn; the outermost are kept.

        Strokes that stand over each other in the print of two rows look like an upright line, but
        leave a gap at every line that crosses it.
        """
        xs = {0, len(self._xs) - 1}
        ys = {0, len(self._ys) - 1}
        for (row, column), (below, beside), drawn in self._borders():
            if _share(drawn) >= _DRAWN and not drawn.has_gap:
                xs |= {beside} if beside != column else set()
                ys |= {below} if below != row else set()
        return [self._xs[place] for place in sorted(xs)], [self._ys[place] for place in sorted(ys)]

    def _root(self, slot: Slot) -> Slot:
        owner = self._owner
        while owner[slot] != slot:
            owner[slot] = owner[owner[slot]]
            slot = owner[slot]
        return slot

    def _borders(self) -> Iterator[tuple[Slot, Slot, Drawn]]:
        """Each border between two slots, and how much of it is drawn."""
        xs, ys = self._xs, self._ys
        for row, (top, bottom) in enumerate(pairwise(ys)):
            for column, (left, right) in enumerate(pairwise(xs)):
                if row + 2 < len(ys):
                    yield (row, column), (row + 1, column), self._across(left, right, bottom)
                if column + 2 < len(xs):
                    yield (row, column), (row, column + 1), self._down(top, bottom, right)

    def _across(self, left: int, right: int, y: int) -> Drawn:
        band, rules = round(_BAND * self._scale), self._rules
        box = Box(left=left, right=right, top=max(y - band, 0), bottom=y + band + 1)
        tip = round(_TIP * self._scale)
        return drawn_in(rules.short_across, rules.dark_across, box, tip, is_upright=False)

    def _down(self, top: int, bottom: int, x: int) -> Drawn:
        band, rules = round(_BAND * self._scale), self._rules
        box = Box(left=max(x - band, 0), right=x + band + 1, top=top, bottom=bottom)
        tip = round(_TIP * self._scale)
        return drawn_in(rules.short_down, rules.dark_down, box, tip, is_upright=True)

    def _cell(self, first: Slot, last: Slot, *, is_sure: bool) -> RuledCell:
        left, right = self._xs[first[1]], self._xs[last[1] + 1]
        top, bottom = self._ys[first[0]], self._ys[last[0] + 1]
        inset, away = round(_INSET * self._scale), round(_OPEN * self._scale)
        drawn = (
            _share(self._down(top, bottom, left)) >= _HALF_DRAWN,
            _share(self._across(left, right, top)) >= _HALF_DRAWN,
            _share(self._down(top, bottom, right)) >= _HALF_DRAWN,
            _share(self._across(left, right, bottom)) >= _HALF_DRAWN,
        )
        sides = (inset if drawn[0] else away, 0 if drawn[1] else away,
                 inset if drawn[2] else away, 0 if drawn[3] else away)  # fmt: skip
        return RuledCell(
            box=_inside(left, top, right, bottom, (inset, inset, inset, inset)),
            safe=_inside(left, top, right, bottom, sides),
            row=first[0],
            column=first[1],
            row_span=last[0] - first[0] + 1,
            column_span=last[1] - first[1] + 1,
            is_sure=is_sure,
        )


def _share(drawn: Drawn) -> float:
    """The share of a border that is dark, less where it misses its ends, as print does."""
    missed = sum(tip < _NOT_DRAWN for tip in drawn.tips)
    return drawn.whole * (2 - missed) / 2


def _inside(left: int, top: int, right: int, bottom: int, sides: tuple[int, int, int, int]) -> Box:
    return Box(
        left=left + sides[0],
        top=top + sides[1],
        right=max(right - sides[2] + 1, left + sides[0]),
        bottom=max(bottom - sides[3] + 1, top + sides[1]),
    )
