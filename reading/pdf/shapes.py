"""Places on a page as it is read: characters, rules and boxes, from its upper left corner."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from reading.pdf.matrix import Bounds, Point

_STRAIGHT = 0.8
RawGlyph = tuple[str, float, float, float, float, float, float, float, int | None]
"""Text, bounds, origin, size, and quarter turns of the writing; in the places of the file."""


class Glyph(NamedTuple):
    """A character: ``y`` is its baseline, ``size`` the height of its em.

    A tuple for speed. ``is_turned``: it does not stand upright as most of the page does.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_turned: bool

    @property
    def middle(self) -> float:
        """About the middle of its height."""
        return self.y - 0.36 * self.size


class Stroke(NamedTuple):
    """A straight rule: ``at`` is its place across its run, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """The bounds of a picture, or of a shape that may be writing."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """In square points."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)


class Sheet:
    """Turns places of the file into places on the page as it is read."""

    def __init__(self, turn: int, bounds: Bounds) -> None:
        """``turn``: quarter turns to the left of the writing; ``bounds`` are those of the page."""
        self._turn = turn
        self._left, self._bottom, self._right, self._top = bounds
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, wide) if turn % 2 else (wide, high)

    def point(self, x: float, y: float) -> Point:
        """A place of the file, turned."""
        if self._turn == 0:
            return x - self._left, self._top - y
        if self._turn == 1:
            return y - self._bottom, x - self._left
        if self._turn == 2:  # noqa: PLR2004
            return self._right - x, y - self._bottom
        return self._top - y, self._right - x

    def box(self, bounds: Bounds) -> Box | None:
        """Bounds of the file, turned and cut at the edges of the page; ``None`` beyond them."""
        (a, b), (c, d) = self.point(*bounds[:2]), self.point(*bounds[2:])
        box = Box(
            max(min(a, c), 0.0),
            max(min(b, d), 0.0),
            min(max(a, c), self.width),
            min(max(b, d), self.height),
        )
        return box if box.x1 >= box.x0 and box.y1 >= box.y0 else None

    def glyph(self, raw: RawGlyph) -> Glyph | None:
        """The glyph in its place; ``None`` where it is aslant (a watermark) or off the page."""
        text, x0, y0, x1, y1, x, y, size, turn = raw
        if turn is None:
            return None
        at, base = self.point(x, y)
        if not (-1.0 <= at <= self.width + 1.0 and -1.0 <= base <= self.height + size):
            return None
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        left, right, low = min(a, c), max(a, c), max(b, d)
        if turn == self._turn:
            return Glyph(text, left, right, base, size or abs(d - b), False)
        return Glyph(text, left, right, low - 0.14 * size, size, True)

    def strokes(
        self, lines: list[tuple[Point, Point]]
    ) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
        """Level rules and upright rules, cut at the edge of the page."""
        across: list[Stroke] = []
        down: list[Stroke] = []
        for one, other in lines:
            (x0, y0), (x1, y1) = self.point(*one), self.point(*other)
            wide, high = abs(x1 - x0), abs(y1 - y0)
            if high <= _STRAIGHT < wide and isfinite(wide):
                _add(across, (y0 + y1) / 2, (x0, x1), self.width, self.height)
            elif wide <= _STRAIGHT < high and isfinite(high):
                _add(down, (x0 + x1) / 2, (y0, y1), self.height, self.width)
        return tuple(across), tuple(down)


def _add(
    strokes: list[Stroke], at: float, run: tuple[float, float], longest: float, widest: float
) -> None:
    start, end = max(min(run), 0.0), min(max(run), longest)
    if end > start and -1.0 <= at <= widest + 1.0:
        strokes.append(Stroke(at, start, end))
