"""The objects on an OFD page: characters, rules and pictures.

Places in a file are in millimetres and count down from the upper left corner. ``paper`` turns them
into points that count up, as they are in a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import hypot, isfinite
from typing import NamedTuple

from lxml import etree

from reading.forms import broken_package
from reading.ofd.package import children
from reading.package_xml import local
from reading.pdf.budget import Budget
from reading.pdf.ink import Ink, is_finite
from reading.pdf.letters import LOST, letter
from reading.pdf.matrix import Bounds, Matrix, Point, quarter_turns
from reading.pdf.shapes import RawGlyph

POINTS = 72 / 25.4
"""Points in a millimetre."""
_ABOVE, _BELOW = 0.86, 0.14
_NARROW = 0.5
_DEEPEST = 16
_LONGEST_NUMBER = 32
_TOKEN = re.compile(r"[^\s,]+")
# How many numbers follow each letter of a path; the last two are where it then stands.
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CURVES = frozenset("QBA")
_PULLS = {"Q": 2, "B": 4}
"""How many of them are places that a curve is pulled to: it lies within those."""
_WIDE_FROM = 0x1100
"""Characters from here on are as wide as they are high, but for those of the West before it."""


class PlacedPicture(NamedTuple):
    """A picture by the name of its resource: the bounds that it fills, and those it is cut to.

    ``is_upright``: it is neither turned nor mirrored nor slanted. ``over`` counts the characters
    that were drawn before it, none where it is no more than a veil over them.
    """

    name: str
    bounds: Bounds
    cut: Bounds
    is_upright: bool
    over: int


def paper(left: float, top: float) -> Matrix:
    """Where the places of a page lie whose upper left corner is here, in millimetres."""
    return Matrix(a=POINTS, d=-POINTS, e=-left * POINTS, f=top * POINTS)


class Drawing:
    """What a page draws."""

    def __init__(
        self, budget: Budget, unit: Callable[[str], etree._Element | None] = lambda _id: None
    ) -> None:
        """``unit`` gives a drawing that pages share, by its id."""
        self._budget = budget
        self._unit = unit
        self.glyphs: list[RawGlyph] = []
        self.ink = Ink()
        self.placed: list[PlacedPicture] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing was drawn."""
        return not (self.glyphs or self.ink.lines or self.ink.pictures or self.ink.shapes)

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
            bounds = outer.box((x, y, x + wide, y + high))
            if is_finite(bounds):
                self.ink.pictures.append(bounds)
                over = 0 if _is_veil(element) else len(self.glyphs)
                self.placed.append(_placed(element, outer, bounds, over))

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        is_stroked = element.get("Stroke") != "false"
        if not is_stroked and element.get("Fill") != "true":
            return
        for data in children(element, "AbbreviatedData"):
            text = data.text or ""
            pieces = [[matrix.at(*point) for point in piece] for piece in _pieces(text)]
            self._budget.take(objects=sum(map(len, pieces)) // 4)
            is_curved = not _CURVES.isdisjoint(text)
            self.ink.draw(pieces, is_stroked=is_stroked, is_curved=is_curved)

    def _text(self, element: etree._Element, matrix: Matrix) -> None:
        if _is_without_ink(element):
            return
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
        bounds, origin = matrix.box(box), matrix.at(x, y)
        high = size * hypot(matrix.c, matrix.d)
        turn = quarter_turns(matrix.a, matrix.b)
        if isfinite(sum(bounds) + sum(origin) + high):
            shown = None if turn is None else (turn - turned) % 4
            self.glyphs.append((text, *bounds, *origin, high, shown))


_OBJECTS = frozenset({"TextObject", "PathObject", "ImageObject", "CompositeObject"})


def _is_veil(element: etree._Element) -> bool:
    """Whether a picture is laid so that what is under it may be seen."""
    return element.get("Alpha") not in (None, "255") or element.get("ImageMask") is not None


def _is_without_ink(element: etree._Element) -> bool:
    """Whether text is neither filled nor stroked, or filled with a colour that is wholly clear."""
    if element.get("Stroke") == "true":
        return False
    colours = list(children(element, "FillColor"))
    is_clear = bool(colours) and all(colour.get("Alpha") == "0" for colour in colours)
    return element.get("Fill") == "false" or is_clear


def _placed(element: etree._Element, outer: Matrix, cut: Bounds, over: int) -> PlacedPicture:
    """A picture fills the unit square before it is moved; without a matrix its boundary."""
    name = element.get("ResourceID") or ""
    if len(numbers(element.get("CTM"))) != 6:  # noqa: PLR2004 - a whole matrix
        return PlacedPicture(name, cut, cut, is_upright=True, over=over)
    matrix = _matrix(element).within(outer)
    bounds = matrix.box((0.0, 0.0, 1.0, 1.0))
    slant = max(abs(matrix.b), abs(matrix.c))
    is_upright = is_finite(bounds) and matrix.a > 0 > matrix.d and slant < 1.0
    return PlacedPicture(name, bounds, cut, is_upright=is_upright, over=over)


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
    """The straight runs of a path; a curve ends one, is told by its places, and begins another."""
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
            yield from ([(given[n], given[n + 1])] for n in range(0, _PULLS.get(letter_, 0), 2))
            piece = [(given[-2], given[-1])]
    if piece:
        yield piece
