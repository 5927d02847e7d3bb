"""What a page draws beside its text, path by path: rules, and shapes that may be writing.

A rule is drawn as a line, as a thin filled shape, as the rim between two shapes, or as dots in a
row. What is neither a rule nor a plain box may be letters without a code, or a stroke through a
cell: no number can be read from it, and a cell that holds it is not blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf, isfinite

from reading.pdf.matrix import Bounds, Point

THIN = 4.0
"""No wider is a rule that is drawn as a filled shape, in points."""
_DOTS_PER_POINT, _DOTS_AT_LEAST = 2, 6
# Places are often whole eighths of a point: rounding must not fall between two of them.
_OFF_GRID = 0.06
_FRAME = 2
_STRAIGHT = 0.8
_LOWEST, _HIGHEST, _NARROWEST = 3.0, 40.0, 0.8
_Pieces = Sequence[Sequence[Point]]


class Ink:
    """Rules, pictures and odd shapes of a page, in the places of the file."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._lines: list[tuple[Point, Point]] = []
        self._dots: list[Point] = []
        self.pictures: list[Bounds] = []
        self.shapes: list[Bounds] = []

    @property
    def lines(self) -> list[tuple[Point, Point]]:
        """Every rule."""
        return [*self._lines, *_dotted_lines(self._dots)]

    def draw(self, pieces: _Pieces, *, is_stroked: bool, is_curved: bool) -> None:
        """Take in a path: the straight runs of it, in points.

        ``is_curved``: it has other runs too. One that is not stroked is filled.
        """
        boxes = [_bounds(piece) for piece in pieces if piece]
        if not boxes:
            return
        whole = _around(boxes)
        if is_stroked:
            for piece in pieces:
                self._lines.extend(pairwise(piece))
        elif (len(boxes) == 1 or is_curved) and (dot := _dot(whole)) is not None:
            self._dots.append(dot)
            return
        else:
            self._lines.extend(_thin_lines(boxes))
            if len(boxes) == _FRAME and not is_curved:
                self._lines.extend(_rim(*boxes))
        if is_curved or any(map(_is_slanted, pieces)):
            is_stroke = is_stroked and len(boxes) == 1
            if is_stroke or _is_as_letters(whole, is_one=len(boxes) == 1):
                self.shapes.append(whole)


def _is_as_letters(box: Bounds, *, is_one: bool) -> bool:
    """Whether a shape is as high as letters are, and a single one as wide."""
    wide, high = box[2] - box[0], box[3] - box[1]
    is_high = _LOWEST <= high <= _HIGHEST and wide >= _NARROWEST
    return is_high and (wide <= _HIGHEST or not is_one)


def _around(boxes: Sequence[Bounds]) -> Bounds:
    left, low, right, high = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(high)


def _bounds(piece: Sequence[Point]) -> Bounds:
    xs, ys = [x for x, _ in piece], [y for _, y in piece]
    return min(xs), min(ys), max(xs), max(ys)


def _is_slanted(piece: Sequence[Point]) -> bool:
    return any(
        abs(x1 - x0) > _STRAIGHT and abs(y1 - y0) > _STRAIGHT
        for (x0, y0), (x1, y1) in pairwise(piece)
    )


def _dot(box: Bounds) -> Point | None:
    """The middle of a small square or disc, of which a dotted rule is made."""
    left, low, right, high = box
    wide, tall = right - left, high - low
    is_dot = wide <= THIN and tall <= THIN and min(wide, tall) * 2 > max(wide, tall)
    return ((left + right) / 2, (low + high) / 2) if is_dot else None


def _dotted_lines(dots: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Rules made of dots in a row."""
    for is_level in (True, False):
        rows: dict[int, list[Point]] = {}
        for dot in dots:
            rows.setdefault(round((dot[is_level] + _OFF_GRID) * _DOTS_PER_POINT), []).append(dot)
        for row in rows.values():
            row.sort(key=lambda dot: dot[not is_level])
            run = row[:1]
            for dot in (*row[1:], (inf, inf)):
                if max(dot[0] - run[-1][0], dot[1] - run[-1][1]) > THIN:
                    if len(run) >= _DOTS_AT_LEAST:
                        yield run[0], run[-1]
                    run = []
                run.append(dot)


def _thin_lines(boxes: Sequence[Bounds]) -> Iterator[tuple[Point, Point]]:
    """Rules that are drawn as thin filled shapes."""
    for x0, y0, x1, y1 in boxes:
        wide, high = x1 - x0, y1 - y0
        if high <= THIN and wide > high:
            yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
        elif wide <= THIN and high > wide:
            yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)


def _rim(one: Bounds, other: Bounds) -> Iterator[tuple[Point, Point]]:
    """The four rules of a frame, which is one shape inside another."""
    if max(abs(a - b) for a, b in zip(one, other, strict=True)) <= THIN:
        x0, y0, x1, y1 = ((a + b) / 2 for a, b in zip(one, other, strict=True))
        yield from pairwise([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])


def is_finite(bounds: Bounds) -> bool:
    """Whether all places are numbers."""
    return isfinite(sum(bounds))
