"""The objects on an OFD page: characters and rules in millimetres, turned into points.

Places in a file count down from the upper left corner. Here they count up, as ``Sheet`` has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import atan2, isfinite, pi
from typing import NamedTuple

from lxml import etree

from reading.forms import broken_package
from reading.ofd.package import children
from reading.package_xml import local
from reading.pdf.budget import Budget
from reading.pdf.letters import LOST, letter
from reading.pdf.shapes import Point, RawGlyph

POINTS = 72 / 25.4
"""Points in a millimetre."""
_THIN = 1.4
_ABOVE, _BELOW = 0.86, 0.14
_NARROW = 0.5
_QUARTER, _SLANT = pi / 2, 0.12
_DEEPEST = 16
_LONGEST_NUMBER = 32
_TOKEN = re.compile(r"[^\s,]+")
# How many numbers follow each letter of a path; the last two are where it then stands.
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STRAIGHT = frozenset("SMLC")
_WIDE_FROM = 0x1100
"""Characters from here on are as wide as they are high, but for those of the West before it."""


class Matrix(NamedTuple):
    """Where the places of an object lie on the page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """A place of the object, on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """The matrix inside another."""
        e, f = outer.at(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


class Drawing:
    """What the pages of a document draw, gathered page by page."""

    def __init__(
        self, budget: Budget, unit: Callable[[str], etree._Element | None] = lambda _id: None
    ) -> None:
        """``unit`` gives a drawing that pages share, by its id."""
        self._budget = budget
        self._unit = unit
        self.glyphs: list[RawGlyph] = []
        self.lines: list[tuple[Point, Point]] = []
        self.pictures: list[tuple[float, float, float, float]] = []

    def walk(self, parent: etree._Element, outer: Matrix, depth: int = 0) -> None:
        """Take in all objects in a layer or block; what is nested beyond reason is not drawn."""
        if depth > _DEEPEST:
            raise broken_package()
        for element in parent:
            name = local(element)
            self._budget.take(objects=1)
            if element.get("Visible") == "false" or element.get("Alpha") == "0":
                continue
            if name in ("Layer", "PageBlock", "Content"):
                self.walk(element, outer, depth + 1)
            elif name in _OBJECTS:
                matrix = _matrix(element).within(outer)
                if name == "TextObject":
                    self._text(element, matrix)
                elif name == "PathObject":
                    self._path(element, matrix)
                elif name == "ImageObject":
                    self._picture(element, outer)
                else:
                    unit = self._unit(element.get("ResourceID") or "")
                    if unit is not None:
                        self.walk(unit, matrix, depth + 1)

    def _picture(self, element: etree._Element, outer: Matrix) -> None:
        box = numbers(element.get("Boundary"))
        if len(box) == 4:  # noqa: PLR2004 - left, top, width, height
            x, y, wide, high = box
            (x0, y0), (x1, y1) = outer.at(x, y), outer.at(x + wide, y + high)
            self.pictures.append((x0, y0, x1, y1))

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        for data in children(element, "AbbreviatedData"):
            pieces = [[matrix.at(*point) for point in piece] for piece in _pieces(data.text or "")]
            self._budget.take(objects=sum(map(len, pieces)) // 4)
            if element.get("Stroke") != "false":
                for piece in pieces:
                    self.lines.extend(pairwise(piece))
            elif element.get("Fill") == "true":
                self.lines.extend(_thin(pieces))

    def _text(self, element: etree._Element, matrix: Matrix) -> None:
        size = number_of(element.get("Size"), 0.0)
        scale = number_of(element.get("HScale"), 1.0)
        turned = round(number_of(element.get("CharDirection"), 0.0) / 90)
        unsure = _unsure(element)
        x = y = 0.0
        place = 0
        for code in children(element, "TextCode"):
            x, y = number_of(code.get("X"), x), number_of(code.get("Y"), y)
            text = (code.text or "").strip("\r\n\t")
            self._budget.take(glyphs=len(text))
            across = _deltas(code.get("DeltaX"), len(text))
            down = _deltas(code.get("DeltaY"), len(text))
            left, base = x, y
            for number, character in enumerate(text):
                wide = size * scale * (1.0 if _is_wide(character) else _NARROW)
                step = across[number] if number < len(across) else 0.0 if down else wide
                shown = LOST if place in unsure else letter(ord(character))
                if shown.strip():
                    self._glyph(shown, matrix, (left, base), (wide, size), turned)
                left += step
                base += down[number] if number < len(down) else 0.0
                place += 1

    def _glyph(self, text: str, matrix: Matrix, at: Point, extent: Point, turned: int) -> None:
        (x, y), (wide, size) = at, extent
        if turned % 4:
            box = (x - size, y - size, x + size, y + size)
        else:
            box = (x, y - _ABOVE * size, x + wide, y + _BELOW * size)
        corners = [matrix.at(a, b) for a in (box[0], box[2]) for b in (box[1], box[3])]
        xs, ys = [p[0] * POINTS for p in corners], [-p[1] * POINTS for p in corners]
        left, base = matrix.at(x, y)
        if not isfinite(sum(xs) + sum(ys)):
            return
        high = size * (matrix.c**2 + matrix.d**2) ** 0.5 * POINTS
        turn = _turn(matrix, turned)
        self.glyphs.append(
            (text, min(xs), min(ys), max(xs), max(ys), left * POINTS, -base * POINTS, high, turn)
        )


_OBJECTS = frozenset({"TextObject", "PathObject", "ImageObject", "CompositeObject"})


def numbers(text: str | None) -> list[float]:
    """Numbers that stand in an attribute, parted by spaces; none where one is no number."""
    try:
        found = [float(token) for token in _TOKEN.findall(text or "")]
    except ValueError:
        return []
    return found if all(map(isfinite, found)) else []


def number_of(text: str | None, default: float) -> float:
    """The number in an attribute."""
    found = numbers(text)
    return found[0] if len(found) == 1 else default


def _matrix(element: etree._Element) -> Matrix:
    """Of the object's own matrix first, then its boundary's corner."""
    own = numbers(element.get("CTM"))
    box = numbers(element.get("Boundary"))
    matrix = Matrix(*own) if len(own) == 6 else Matrix()  # noqa: PLR2004 - a whole matrix
    left, top = box[:2] if len(box) == 4 else (0.0, 0.0)  # noqa: PLR2004 - a whole box
    return matrix._replace(e=matrix.e + left, f=matrix.f + top)


def _turn(matrix: Matrix, turned: int) -> int | None:
    """The direction of writing in quarter turns to the left; ``None`` where it is aslant."""
    angle = atan2(-matrix.b, matrix.a) / _QUARTER
    nearest = round(angle)
    return (nearest - turned) % 4 if abs(angle - nearest) < _SLANT else None


def _is_wide(character: str) -> bool:
    return ord(character) >= _WIDE_FROM


def _deltas(text: str | None, count: int) -> list[float]:
    """Steps from one character to the next; ``g 3 5.6`` stands for three times 5.6."""
    tokens = _TOKEN.findall(text or "")
    found: list[float] = []
    place = 0
    while place < len(tokens) and len(found) < count:
        if tokens[place] == "g":
            times, step = tokens[place + 1 : place + 2], tokens[place + 2 : place + 3]
            number, value = number_of("".join(times), 0.0), numbers("".join(step))
            if not value:
                return []
            found.extend(value * min(max(int(number), 0), count - len(found)))
            place += 3
            continue
        value = numbers(tokens[place])
        if not value:
            return []
        found.extend(value)
        place += 1
    return found


def _unsure(element: etree._Element) -> set[int]:
    """Characters whose glyphs belie them: one code that is drawn as several different shapes."""
    text = "".join((code.text or "").strip("\r\n\t") for code in children(element, "TextCode"))
    drawn: dict[str, set[str]] = {}
    places: dict[str, set[int]] = {}
    for change in children(element, "CGTransform"):
        first = int(number_of(change.get("CodePosition"), 0.0))
        glyphs = [g for inner in children(change, "Glyphs") for g in (inner.text or "").split()]
        if int(number_of(change.get("CodeCount"), 1.0)) != len(glyphs):
            continue
        for place, glyph in enumerate(glyphs, start=first):
            if 0 <= place < len(text):
                drawn.setdefault(text[place], set()).add(glyph)
                places.setdefault(text[place], set()).add(place)
    odd = [character for character, glyphs in drawn.items() if len(glyphs) > 1]
    return {place for character in odd for place in places[character]}


def _pieces(data: str) -> Iterator[list[Point]]:
    """The straight runs of a path; a curve ends one and begins the next."""
    tokens = _TOKEN.findall(data)
    piece: list[Point] = []
    place = 0
    while place < len(tokens):
        letter_ = tokens[place]
        takes = _TAKES.get(letter_)
        if takes is None:
            return
        given = numbers(" ".join(tokens[place + 1 : place + 1 + takes]))
        if len(given) < takes:
            break
        place += 1 + takes
        if letter_ == "C" and piece:
            piece.append(piece[0])
        elif letter_ == "L":
            piece.append((given[0], given[1]))
        elif takes:
            if piece:
                yield piece
            piece = [(given[-2], given[-1])]
    if piece:
        yield piece


def _thin(pieces: list[list[Point]]) -> Iterator[tuple[Point, Point]]:
    """Rules that are drawn as thin filled shapes."""
    for piece in pieces:
        xs, ys = [x for x, _ in piece], [y for _, y in piece]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if high <= _THIN and wide > high:
            middle = (min(ys) + max(ys)) / 2
            yield (min(xs), middle), (max(xs), middle)
        elif wide <= _THIN and high > wide:
            middle = (min(xs) + max(xs)) / 2
            yield (middle, min(ys)), (middle, max(ys))
