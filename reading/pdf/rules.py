"""From the rules on a page to the lattice of a ruled table.

Rules that lie close together are one; those that touch make a table. A table that goes on from or
to another page often lacks a border there: the bounds of its rules stand for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reading.blocks import MOST_SLOTS, too_many_cells
from reading.pdf.seen import PdfPage
from reading.pdf.shapes import Box, Stroke

# Of the size of the letters: no column that holds a digit, and no row, is so narrow.
_NEAR_SHARE, _SPREAD_SHARE = 0.6, 0.85
_NEAR_LEAST, _NEAR_MOST = 1.2, 5.0
_USUAL_SIZE = 10.0
_SAME_LINE = 1.0
_COVERED = 0.55
_UPRIGHTS_ALONE = 3
_EDGE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """The places of a table's rules, and its cells.

    ``owner[row][column]`` is the number of the cell that covers this slot between two neighbouring
    places; ``near`` is the distance within which two places are the same.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]
    near: float

    @property
    def area(self) -> float:
        """The area of the table, in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    @property
    def is_frame(self) -> bool:
        """Whether it is a single cell."""
        return not any(number for line in self.owner for number in line)

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a place, or ``None`` outside the table."""
        row, column = bisect_left(self.ys, y) - 1, bisect_left(self.xs, x) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return self.owner[row][column] if inside else None

    def cells_under(self, box: Box) -> Iterator[int]:
        """The numbers of the cells into which a box reaches, more than its edge."""
        rows = _reached(self.ys, box.y0, box.y1)
        columns = _reached(self.xs, box.x0, box.x1)
        return (self.owner[row][column] for row in rows for column in columns)


def _reached(places: tuple[float, ...], start: float, end: float) -> range:
    """The steps between two places into which a run reaches."""
    middle = (start + end) / 2
    start, end = min(start + _EDGE, middle), max(end - _EDGE, middle)
    first, last = bisect_left(places, start) - 1, bisect_left(places, end) - 1
    return range(max(first, 0), min(last, len(places) - 2) + 1)


def usual_size(page: PdfPage) -> float:
    """The size of most letters of a page."""
    return median(g.size for g in page.glyphs) if page.glyphs else _USUAL_SIZE


def lattices_of(page: PdfPage) -> tuple[Lattice, ...]:
    """Every ruled table and frame of a page, the smallest first."""
    size = usual_size(page)
    near = min(max(size * _NEAR_SHARE, _NEAR_LEAST), _NEAR_MOST)
    spread = max(size * _SPREAD_SHARE, near)
    across = _merged(page.across, _SAME_LINE, 2 * _SAME_LINE, near)
    down = _merged(page.down, _SAME_LINE, 2 * _SAME_LINE, near)
    # Only within a table may rules that lie near each other be taken for one.
    found = (
        _lattice(_merged(level, near, spread, near), _merged(upright, near, spread, near), near)
        for level, upright in _groups(across, down, near)
    )
    return tuple(sorted((one for one in found if one), key=lambda one: one.area))


def _merged(strokes: Iterable[Stroke], near: float, spread: float, touching: float) -> list[Stroke]:
    """Strokes on nearly the same line, and there touching each other, as one."""
    merged: list[Stroke] = []
    for cluster in _clusters(sorted(strokes), near, spread):
        total = sum(s.end - s.start for s in cluster)
        at = sum(s.at * (s.end - s.start) for s in cluster) / total
        along = sorted(cluster, key=lambda s: s.start)
        start, end = along[0].start, along[0].end
        for stroke in along[1:]:
            if stroke.start > end + touching:
                merged.append(Stroke(at, start, end))
                start = stroke.start
                end = stroke.end
            end = max(end, stroke.end)
        merged.append(Stroke(at, start, end))
    return [s for s in merged if s.end - s.start > touching]


def _clusters(ordered: Sequence[Stroke], near: float, spread: float) -> Iterable[list[Stroke]]:
    cluster: list[Stroke] = []
    for stroke in ordered:
        if cluster and (stroke.at - cluster[-1].at > near or stroke.at - cluster[0].at > spread):
            yield cluster
            cluster = []
        cluster.append(stroke)
    if cluster:
        yield cluster


_Group = tuple[list[Stroke], list[Stroke]]


def _groups(across: list[Stroke], down: list[Stroke], near: float) -> list[_Group]:
    """Rules that touch each other, directly or through others."""
    if len(across) * len(down) > MOST_SLOTS:
        raise too_many_cells()
    above = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    touched: set[int] = set()
    for number, level in enumerate(across):
        for place, upright in enumerate(down, start=len(across)):
            if (
                level.start - near <= upright.at <= level.end + near
                and upright.start - near <= level.at <= upright.end + near
            ):
                above[root(number)] = root(place)
                touched.add(place)
    # Between two page breaks a tall row has no level rule at all: its uprights end together.
    lone = [p for p in range(len(across), len(above)) if p not in touched]
    for one, other in pairwise(lone):
        first, second = down[one - len(across)], down[other - len(across)]
        if abs(first.start - second.start) <= near and abs(first.end - second.end) <= near:
            above[root(one)] = root(other)
    groups: dict[int, _Group] = {}
    for number, stroke in enumerate((*across, *down)):
        group = groups.setdefault(root(number), ([], []))
        group[0 if number < len(across) else 1].append(stroke)
    return list(groups.values())


def _lattice(across: list[Stroke], down: list[Stroke], near: float) -> Lattice | None:
    if len(down) < 2 or (not across and len(down) < _UPRIGHTS_ALONE):  # noqa: PLR2004
        return None
    xs = _places(down, across, near)
    ys = _places(across, down, near)
    if len(xs) * len(ys) > MOST_SLOTS:
        raise too_many_cells()
    walls = _covered(down, xs, ys, near)  # walls[x][row]
    floors = _covered(across, ys, xs, near)  # floors[y][column]
    return Lattice(xs=xs, ys=ys, owner=_owners(walls, floors), near=near)


def _places(own: list[Stroke], other: list[Stroke], near: float) -> tuple[float, ...]:
    """Where the rules lie, with the bounds of those that cross them."""
    places = sorted({s.at for s in own})
    bounds = [s.start for s in other] + [s.end for s in other]
    if bounds:
        low, high = min(bounds), max(bounds)
        if not places or low < places[0] - near:
            places.insert(0, low)
        if high > places[-1] + near:
            places.append(high)
    return tuple(places)


def _covered(
    strokes: list[Stroke], places: tuple[float, ...], steps: tuple[float, ...], near: float
) -> list[list[bool]]:
    """For each place whether a rule runs along each step; the outermost always count as ruled."""
    last = len(places) - 1
    found = [[number in (0, last)] * (len(steps) - 1) for number in range(len(places))]
    for stroke in strokes:
        line = found[places.index(stroke.at)]
        start, end = _snapped(stroke.start, steps, near), _snapped(stroke.end, steps, near)
        for step in range(max(bisect_left(steps, start) - 1, 0), len(steps) - 1):
            low, high = steps[step], steps[step + 1]
            if low >= end:
                break
            if min(end, high) - max(start, low) >= _COVERED * (high - low):
                line[step] = True
    return found


def _snapped(value: float, steps: tuple[float, ...], near: float) -> float:
    at = bisect_left(steps, value)
    best = min(steps[max(at - 1, 0) : at + 1], key=lambda step: abs(step - value))
    return best if abs(best - value) <= near else value


def _owners(walls: list[list[bool]], floors: list[list[bool]]) -> tuple[tuple[int, ...], ...]:
    """Slots without a rule between them are one cell."""
    high, wide = len(floors) - 1, len(walls) - 1
    owner = [[-1] * wide for _ in range(high)]
    number = 0
    for row in range(high):
        for column in range(wide):
            if owner[row][column] >= 0:
                continue
            owner[row][column] = number
            waiting = [(row, column)]
            while waiting:
                y, x = waiting.pop()
                beside = (
                    (y, x + 1, x + 1 < wide and not walls[x + 1][y]),
                    (y, x - 1, x > 0 and not walls[x][y]),
                    (y + 1, x, y + 1 < high and not floors[y + 1][x]),
                    (y - 1, x, y > 0 and not floors[y][x]),
                )
                for down, right, is_open in beside:
                    if is_open and owner[down][right] < 0:
                        owner[down][right] = number
                        waiting.append((down, right))
            number += 1
    return tuple(tuple(line) for line in owner)
