"""The tables of a scanned page: where their ruling lines run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reading.scan.lattice import Lattice, RuledCell
from reading.scan.vision import Box, Picture, Rules, dilated, either, pieces, rules_of

_ACROSS, _DOWN, _SHORT = 60, 50, 22  # pixels of a line that is surely one, at the usual width
_THICKEST = 12
_SAME_LINE = 9
_BAND = 6
_LEANING = 4
_NARROWEST_TABLE, _LOWEST_TABLE = 200, 40
_MOST_LINES = 300
_USUAL_WIDTH = 1654


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
    reach, inside = round(_BAND * scale), round(_LEANING * scale)
    for cell in (cell for table in tables for cell in table.cells):
        outer, inner = cell.box.grown(2 * reach), cell.box.grown(-inside)
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
    near = 2 * _SAME_LINE * scale
    xs = _lines(
        [((s.left + s.right) // 2, s.height) for s in down]
        + _ends([(s.left, s.width) for s in across], near, first=True)
        + _ends([(s.right, s.width) for s in across], near, first=False),
        scale,
    )
    ys = _lines(
        [((s.top + s.bottom) // 2, s.width) for s in across]
        + _ends([(s.top, s.height) for s in down], near, first=True)
        + _ends([(s.bottom, s.height) for s in down], near, first=False),
        scale,
    )
    if len(xs) + len(ys) > _MOST_LINES or min(len(xs), len(ys)) < 2:  # noqa: PLR2004
        return None
    xs, ys = Lattice(rules, xs, ys, scale).sound_edges()
    cells = Lattice(rules, xs, ys, scale).cells()
    if len(cells) < 2:  # noqa: PLR2004 - a frame around text is no table
        return None
    whole = Box(left=xs[0], top=ys[0], right=xs[-1] + 1, bottom=ys[-1] + 1)
    return RuledTable(
        box=whole.grown(round(_BAND * scale)).within(box),
        edges=tuple(xs),
        levels=tuple(ys),
        cells=cells,
    )


def _segments(mask: Picture, box: Box, scale: float, *, is_across: bool) -> list[Box]:
    part = mask[box.top : box.bottom, box.left : box.right]
    thickest = round(_THICKEST * scale)
    return [
        s.moved(box.left, box.top)
        for s in pieces(part)
        if (s.height if is_across else s.width) <= thickest
    ]


def _is_held(
    line: Box, crossing: Sequence[Box], table: Box, scale: float, *, is_across: bool
) -> bool:
    """Whether a line goes from one crossing line, or side of the table, to another.

    It may go on beyond, where strokes of print touch it; strokes alone reach no two lines.
    """
    near = round(_SAME_LINE * scale)
    reach = line.grown(near)
    met = [
        (other.left + other.right) // 2 if is_across else (other.top + other.bottom) // 2
        for other in crossing
        if (both := reach.within(other)).width and both.height
    ]
    if is_across:
        tips, sides = (line.left, line.right), (table.left, table.right)
    else:
        tips, sides = (line.top, line.bottom), (table.top, table.bottom)
    met += [side for tip, side in zip(tips, sides, strict=True) if abs(tip - side) <= near]
    return max(met, default=0) - min(met, default=0) > 2 * near


def _ends(places: list[tuple[int, int]], near: float, *, first: bool) -> list[tuple[int, int]]:
    """The outermost end that two lines share: a further page of a table often has no border there.

    What a single line reaches is the ring of a seal that touches it.
    """
    shared = [
        one
        for number, one in enumerate(places)
        if any(abs(one[0] - other[0]) <= near for other in places[:number] + places[number + 1 :])
    ] or places
    return [min(shared) if first else max(shared)] if shared else []


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
