"""Where the places of a form or an object lie on the page that draws it."""

from __future__ import annotations

from math import atan2, pi
from typing import NamedTuple

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
"""Left, lower, right and upper edge; places of a file count upwards."""
_QUARTER, _SLANT = pi / 2, 0.12


class Matrix(NamedTuple):
    """Turns a place inside into a place outside, as PDF and OFD write it."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """A place inside, outside."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, bounds: Bounds) -> Bounds:
        """The bounds of a box inside, outside."""
        left, low, right, high = bounds
        corners = [self.at(x, y) for x in (left, right) for y in (low, high)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def within(self, outer: Matrix) -> Matrix:
        """The way from inside this one to outside the other."""
        if outer is UNMOVED:
            return self
        e, f = outer.at(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


UNMOVED = Matrix()


def quarter_turns(a: float, b: float) -> int | None:
    """How far writing that runs along (a, b) is turned to the left; ``None`` where it is aslant."""
    if b == 0.0:
        return 0 if a >= 0.0 else 2
    angle = atan2(b, a) / _QUARTER
    nearest = round(angle)
    return nearest % 4 if abs(angle - nearest) < _SLANT else None
