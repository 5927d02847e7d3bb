"""What a page of a PDF draws beside its text: rules and pictures, also those in forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from math import inf, isfinite
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from reading.pdf.budget import Budget
from reading.pdf.shapes import Point

_DEEPEST_FORM = 8
_THIN = 4.0
_DOTS_PER_POINT, _DOTS_AT_LEAST = 2, 6
# Places are often whole eighths of a point: rounding must not fall between two of them.
_OFF_GRID = 0.06
_FRAME = 2
Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class MovedText(NamedTuple):
    """Text in a form: how the form is moved, and where on the page the text then lies."""

    matrix: Matrix
    bounds: Bounds

    def mended(self, bounds: Bounds, origin: Point, size: float) -> tuple[Bounds, Point]:
        """The place of a character in it; ``size`` is that of its em.

        pdfium forgets the form's own move for characters that it gives another code, such as the
        radical 一 for the character: those lie outside the text they belong to.
        """
        there = moved(origin, self.matrix)
        if self._holds(origin, size) or not self._holds(there, size):
            return bounds, origin
        (a, b), (c, d) = moved(bounds[:2], self.matrix), moved(bounds[2:], self.matrix)
        return (min(a, c), min(b, d), max(a, c), max(b, d)), there

    def _holds(self, point: Point, size: float) -> bool:
        (x, y), (x0, y0, x1, y1) = point, self.bounds
        return x0 - size <= x <= x1 + size and y0 - size <= y <= y1 + size


class Drawn:
    """Rules and pictures of a page, as drawn; and how much of its text can be seen."""

    def __init__(self, budget: Budget) -> None:
        """``budget`` bounds the objects, also those of forms inside forms."""
        self._budget = budget
        self._lines: list[tuple[Point, Point]] = []
        self.pictures: list[Bounds] = []
        self._dots: list[Point] = []
        self.moved: dict[int, MovedText] = {}
        self.hidden = 0
        self.shown = 0
        self.is_blank = True

    @property
    def lines(self) -> list[tuple[Point, Point]]:
        """Every rule, drawn as a line, as a thin shape, or as dots in a row."""
        return [*self._lines, *_dotted_lines(self._dots)]

    def walk_page(self, page: Any) -> None:  # noqa: ANN401 - a C handle
        """Take in all objects of a page."""
        count = pdfium.FPDFPage_CountObjects(page)
        self.is_blank = count <= 0
        self._budget.take(objects=max(count, 0))
        for at in range(count):
            self._walk(pdfium.FPDFPage_GetObject(page, at), _UNMOVED, 0)

    def _walk(self, shape: Any, outer: Matrix, depth: int) -> None:  # noqa: ANN401
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(shape, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if outer != _UNMOVED:
                self._note_moved(shape, outer)
            is_unseen = is_hidden(shape)
            self.hidden += is_unseen
            self.shown += not is_unseen
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(shape, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = pdfium.FPDFFormObj_CountObjects(shape)
            self._budget.take(objects=max(count, 0))
            inner = _combined(_matrix_of(shape), outer)
            for at in range(count):
                self._walk(pdfium.FPDFFormObj_GetObject(shape, at), inner, depth + 1)

    def _note_moved(self, shape: Any, outer: Matrix) -> None:  # noqa: ANN401 - a C handle
        bounds = _bounds(shape, outer)
        if bounds is not None:
            self.moved[address(shape)] = MovedText(outer, bounds)

    def _picture(self, shape: Any, outer: Matrix) -> None:  # noqa: ANN401
        bounds = _bounds(shape, outer)
        if bounds is not None:
            self.pictures.append(bounds)

    def _path(self, shape: Any, outer: Matrix) -> None:  # noqa: ANN401
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
        if not fill.value and not stroke.value:
            return
        count = pdfium.FPDFPath_CountSegments(shape)
        self._budget.take(objects=max(count, 0) // 4)
        matrix = _combined(_matrix_of(shape), outer)
        pieces = _pieces(shape, count, matrix)
        if stroke.value:
            for piece in pieces:
                self._lines.extend(pairwise(piece))
        elif len(pieces) == 1 and (dot := _dot(pieces[0])) is not None:
            self._dots.append(dot)
        else:
            self._lines.extend(_filled_lines(pieces))


def address(shape: Any) -> int:  # noqa: ANN401 - a C handle
    """What tells an object of a page from others while the page is open."""
    return ctypes.cast(shape, ctypes.c_void_p).value or 0


def _bounds(shape: Any, outer: Matrix) -> Bounds | None:  # noqa: ANN401 - a C handle
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    corners = [moved((x.value, y.value), outer) for x in (left, right) for y in (bottom, top)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return (min(xs), min(ys), max(xs), max(ys)) if isfinite(sum(xs) + sum(ys)) else None


def _pieces(shape: Any, count: int, matrix: Matrix) -> list[list[Point]]:  # noqa: ANN401
    """The straight runs of a path; a curve ends one and begins the next."""
    pieces: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(shape, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved((x.value, y.value), matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and pieces:
            pieces[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                pieces[-1].append(pieces[-1][0])
        else:
            pieces.append([point])
    return pieces


def _dot(piece: list[Point]) -> Point | None:
    """The middle of a small square or disc, of which a dotted rule is made."""
    (left, right), (low, high) = ((min(c), max(c)) for c in zip(*piece, strict=True))
    wide, tall = right - left, high - low
    is_dot = wide <= _THIN and tall <= _THIN and min(wide, tall) * 2 > max(wide, tall)
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
                if max(dot[0] - run[-1][0], dot[1] - run[-1][1]) > _THIN:
                    if len(run) >= _DOTS_AT_LEAST:
                        yield run[0], run[-1]
                    run = []
                run.append(dot)


def _filled_lines(pieces: list[list[Point]]) -> Iterator[tuple[Point, Point]]:
    """Rules that are drawn as thin filled shapes; a frame is one shape inside another."""
    boxes = [
        (min(x), min(y), max(x), max(y))
        for x, y in (([p[0] for p in piece], [p[1] for p in piece]) for piece in pieces)
    ]
    for x0, y0, x1, y1 in boxes:
        wide, high = x1 - x0, y1 - y0
        if high <= _THIN and wide > high:
            yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
        elif wide <= _THIN and high > wide:
            yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)
    if len(boxes) == _FRAME:
        outer, inner = sorted(boxes, key=lambda b: b[0] - b[2])
        rims = [abs(a - b) for a, b in zip(outer, inner, strict=True)]
        if max(rims) <= _THIN:
            x0, y0, x1, y1 = ((a + b) / 2 for a, b in zip(outer, inner, strict=True))
            corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
            yield from pairwise(corners)


def _matrix_of(shape: Any) -> Matrix:  # noqa: ANN401 - a C handle
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, matrix):
        return _UNMOVED
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _UNMOVED:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def moved(point: Point, matrix: Matrix) -> Point:
    """A place inside a form, on the page."""
    (x, y), (a, b, c, d, e, f) = point, matrix
    return (a * x + c * y + e, b * x + d * y + f)


def is_hidden(shape: Any) -> bool:  # noqa: ANN401 - a C handle
    """Whether a text object is drawn so that nothing of it is seen."""
    return bool(shape) and pdfium.FPDFTextObj_GetTextRenderMode(shape) in (
        pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        pdfium.FPDF_TEXTRENDERMODE_CLIP,
    )
