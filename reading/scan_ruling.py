"""Ruling lines of a page to tables: where the lines run, and which slots they part.

A slot border counts as drawn where most of it is dark; where it is not plain whether there is a
border, the cells on both sides are doubtful.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.scan_vision import Box, Picture, Rules, dilated, either, pieces, rules_of, share

_ACROSS, _DOWN, _SHORT = 60, 50, 22  # pixels of a line that is surely one, at the usual width
_THICKEST = 12
_SAME_LINE = 9
_BAND, _TIP = 6, 6
_NARROWEST_TABLE, _LOWEST_TABLE = 200, 40
_DRAWN, _NOT_DRAWN = 0.72, 0.4
_MOST_LINES = 300
_USUAL_WIDTH = 1654


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledCell:
    """A cell between ruling lines: the space inside, and the slots that it covers."""

    box: Box
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table of a page.

    ``edges`` are the places of its vertical lines from left to right, ``levels`` those of the
    others from top to bottom.
    """

    box: Box
    edges: tuple[int, ...]
    levels: tuple[int, ...]
    cells: tuple[RuledCell, ...]

    def cell_at(self, x: int, y: int) -> RuledCell | None:
        """The cell around a point."""
        slot = (bisect_right(self.levels, y) - 1, bisect_right(self.edges, x) - 1)
        return next((cell for cell in self.cells if cell.covers(*slot)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The tables of a page from top to bottom, and all its lines as a mask."""

    tables: tuple[RuledTable, ...]
    lines: Picture


def ruling_of(grey: Picture, scale: float) -> Ruling:
    """Find the tables of a straight page; ``scale`` is its width to the usual one."""
    rules = rules_of(
        grey,
        across=round(_ACROSS * scale),
        down=round(_DOWN * scale),
        short=round(_SHORT * scale),
    )
    net = dilated(either(rules.long_across, rules.long_down), 3)
    regions = [
        box
        for box in pieces(net)
        if box.width >= _NARROWEST_TABLE * scale and box.height >= _LOWEST_TABLE * scale
    ]
    tables = [
        table
        for box in sorted(regions, key=lambda box: box.top)
        if (table := _table(rules, box, scale)) is not None
    ]
    inside = [t for t in tables if not any(_holds(o.box, t.box) for o in tables if o is not t)]
    lines = either(rules.long_across, rules.long_down)
    only = lines * 0
    for table in inside:
        box = table.box
        only[box.top : box.bottom, box.left : box.right] = lines[
            box.top : box.bottom, box.left : box.right
        ]
    return Ruling(tables=tuple(inside), lines=dilated(_near_edges(only, inside, scale), 1))


def _near_edges(lines: Picture, tables: Sequence[RuledTable], scale: float) -> Picture:
    """Only what lies on the edges of cells: strokes of letters are no ruling lines."""
    kept = lines * 0
    reach = round(_BAND * scale)
    for cell in (cell for table in tables for cell in table.cells):
        outer, inner = cell.box.grown(2 * reach), cell.box
        for part in (
            Box(left=outer.left, top=outer.top, right=outer.right, bottom=inner.top),
            Box(left=outer.left, top=inner.bottom, right=outer.right, bottom=outer.bottom),
            Box(left=outer.left, top=outer.top, right=inner.left, bottom=outer.bottom),
            Box(left=inner.right, top=outer.top, right=outer.right, bottom=outer.bottom),
        ):
            rows, columns = slice(part.top, part.bottom), slice(part.left, part.right)
            kept[rows, columns] = lines[rows, columns]
    return kept


def _holds(outer: Box, inner: Box) -> bool:
    return outer.within(inner) == inner and outer != inner


def _table(rules: Rules, box: Box, scale: float) -> RuledTable | None:
    """The table of one connected net of lines, or ``None`` where it is a frame or a stroke."""
    across = _segments(rules.long_across, box, scale, is_across=True)
    down = _segments(rules.long_down, box, scale, is_across=False)
    across = [s for s in across if _is_held(s, down, box, scale, is_across=True)]
    down = [s for s in down if _is_held(s, across, box, scale, is_across=False)]
    if not across or not down:
        return None
    xs = _lines(
        [((s.left + s.right) // 2, s.height) for s in down]
        + _ends([(s.left, s.width) for s in across], first=True)
        + _ends([(s.right, s.width) for s in across], first=False),
        scale,
    )
    ys = _lines(
        [((s.top + s.bottom) // 2, s.width) for s in across]
        + _ends([(s.top, s.height) for s in down], first=True)
        + _ends([(s.bottom, s.height) for s in down], first=False),
        scale,
    )
    if len(xs) + len(ys) > _MOST_LINES or min(len(xs), len(ys)) < 2:  # noqa: PLR2004
        return None
    cells = _cells(rules, xs, ys, scale)
    if len(cells) < 2:  # noqa: PLR2004 - a frame around text is no table
        return None
    return RuledTable(box=box, edges=tuple(xs), levels=tuple(ys), cells=cells)


def _segments(mask: Picture, box: Box, scale: float, *, is_across: bool) -> list[Box]:
    part = mask[box.top : box.bottom, box.left : box.right]
    thickest = round(_THICKEST * scale)
    return [
        Box(
            left=s.left + box.left,
            top=s.top + box.top,
            right=s.right + box.left,
            bottom=s.bottom + box.top,
        )
        for s in pieces(part)
        if (s.height if is_across else s.width) <= thickest
    ]


def _is_held(
    line: Box, crossing: Sequence[Box], table: Box, scale: float, *, is_across: bool
) -> bool:
    """Whether a line meets two other lines, or sides of the table; strokes of letters do not."""
    near = round(_SAME_LINE * scale)
    reach = line.grown(near)
    met: list[int] = []
    for other in crossing:
        both = reach.within(other)
        if both.width and both.height:
            met.append(
                (other.left + other.right) // 2 if is_across else (other.top + other.bottom) // 2
            )
    for tip, side in (
        ((line.left, table.left), (line.right, table.right))
        if is_across
        else ((line.top, table.top), (line.bottom, table.bottom))
    ):
        if abs(tip - side) <= near:
            met.append(side)
    return max(met, default=0) - min(met, default=0) > 2 * near


def _ends(places: list[tuple[int, int]], *, first: bool) -> list[tuple[int, int]]:
    """The outermost end of the lines: a table on a further page often has no border there."""
    return [min(places) if first else max(places)] if places else []


def _lines(places: list[tuple[int, int]], scale: float) -> list[int]:
    """Places that are one line become one, the longer pieces counting more."""
    near = _SAME_LINE * scale
    groups: list[list[tuple[int, int]]] = []
    for place, length in sorted(places):
        if groups and place - groups[-1][-1][0] <= near:
            groups[-1].append((place, length))
        else:
            groups.append([(place, length)])
    return [
        round(sum(p * length for p, length in group) / max(sum(length for _, length in group), 1))
        for group in groups
    ]


def _cells(rules: Rules, xs: list[int], ys: list[int], scale: float) -> tuple[RuledCell, ...]:
    wide, high = len(xs) - 1, len(ys) - 1
    owner = {(row, column): (row, column) for row in range(high) for column in range(wide)}
    unsure: set[tuple[int, int]] = set()
    for one, other, drawn in _borders(rules, xs, ys, scale):
        if _NOT_DRAWN < drawn < _DRAWN:
            unsure |= {one, other}
        if drawn < (_NOT_DRAWN + _DRAWN) / 2:
            _join(owner, one, other)
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot in owner:
        members.setdefault(_root(owner, slot), []).append(slot)
    found: list[RuledCell] = []
    for slots in members.values():
        rows, columns = [row for row, _ in slots], [column for _, column in slots]
        tall, broad = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        if tall * broad == len(slots):
            is_sure = not unsure.intersection(slots)
            found.append(_cell(xs, ys, min(rows), min(columns), tall, broad, is_sure, scale))
        else:  # no rectangle: a border was lost somewhere
            found.extend(_cell(xs, ys, r, c, 1, 1, False, scale) for r, c in slots)
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _borders(
    rules: Rules, xs: list[int], ys: list[int], scale: float
) -> Iterator[tuple[tuple[int, int], tuple[int, int], float]]:
    """Each border between two slots, and the share of it that is drawn."""
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            if row + 2 < len(ys):
                drawn = _drawn(rules.short_across, left, right, bottom, scale, is_across=True)
                yield (row, column), (row + 1, column), drawn
            if column + 2 < len(xs):
                drawn = _drawn(rules.short_down, top, bottom, right, scale, is_across=False)
                yield (row, column), (row, column + 1), drawn


def _drawn(
    mask: Picture, start: int, end: int, place: int, scale: float, *, is_across: bool
) -> float:
    """The share of a border that is dark, less where it does not reach its ends, as print does."""
    band, tip = round(_BAND * scale), round(_TIP * scale)
    shares: list[float] = []
    for first, last in ((start, end), (start + 2, start + tip), (end - tip, end - 2)):
        low, high = (first, last), (max(place - band, 0), place + band + 1)
        across, down = (low, high) if is_across else (high, low)
        box = Box(left=across[0], right=across[1], top=down[0], bottom=down[1])
        shares.append(share(mask, box, along_rows=not is_across))
    whole, *tips = shares
    missed = sum(tip < _NOT_DRAWN for tip in tips)
    return whole * (2 - missed) / 2


def _root(owner: dict[tuple[int, int], tuple[int, int]], slot: tuple[int, int]) -> tuple[int, int]:
    while owner[slot] != slot:
        owner[slot] = owner[owner[slot]]
        slot = owner[slot]
    return slot


def _join(
    owner: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    owner[_root(owner, other)] = _root(owner, one)


def _cell(
    xs: list[int], ys: list[int], row: int, column: int, tall: int, broad: int,
    is_sure: bool, scale: float,
) -> RuledCell:  # fmt: skip
    inset = round(_BAND * scale) // 2
    return RuledCell(
        box=Box(
            left=xs[column] + inset,
            top=ys[row] + inset,
            right=max(xs[column + broad] - inset + 1, xs[column] + inset),
            bottom=max(ys[row + tall] - inset + 1, ys[row] + inset),
        ),
        row=row,
        column=column,
        row_span=tall,
        column_span=broad,
        is_sure=is_sure,
    )
