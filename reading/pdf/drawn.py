"""What a page of a PDF draws beside its text, also in forms inside forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from reading.pdf.budget import Budget
from reading.pdf.covered import LaidText, is_large, not_drawn, seen_of_picture, under
from reading.pdf.ink import THIN, Ink, is_finite
from reading.pdf.matrix import UNMOVED, Bounds, Matrix, Point
from reading.pdf.unseen import Layers, is_on, is_white, is_white_text, is_without_ink

_DEEPEST_FORM = 8


class MovedText(NamedTuple):
    """Text in a form: how the form is moved, and where on the page the text then lies."""

    matrix: Matrix
    bounds: Bounds

    def mended(self, bounds: Bounds, origin: Point, size: float) -> tuple[Bounds, Point]:
        """The place of a character in it; ``size`` is that of its em.

        pdfium forgets the form's own move for characters that it gives another code, such as the
        radical 一 for the character: those lie outside the text they belong to.
        """
        there = self.matrix.at(*origin)
        if self._holds(origin, size) or not self._holds(there, size):
            return bounds, origin
        return self.matrix.box(bounds), there

    def _holds(self, point: Point, size: float) -> bool:
        (x, y), (x0, y0, x1, y1) = point, self.bounds
        return x0 - size <= x <= x1 + size and y0 - size <= y <= y1 + size


class Drawn:
    """Ink of a page, as drawn; and how much of its text can be seen."""

    def __init__(self, budget: Budget, layers: Layers, document: Any) -> None:  # noqa: ANN401
        """``budget`` bounds the objects, also those of forms inside forms."""
        self._budget = budget
        self._layers = layers
        self._document = document
        self._white: list[tuple[Any, Bounds]] = []
        self._texts: list[tuple[Any, Matrix, int]] = []
        self._laid: list[tuple[int, Any, Bounds]] = []
        self._is_off = False
        self.unseen: set[int] = set()
        self.ink = Ink()
        self.moved: dict[int, MovedText] = {}
        self.shown = 0
        self.is_blank = True

    def walk_page(self, page: Any) -> None:  # noqa: ANN401 - a C handle
        """Take in all objects of a page."""
        count = pdfium.FPDFPage_CountObjects(page)
        self.is_blank = count <= 0
        self._budget.take(objects=max(count, 0))
        for at in range(count):
            self._walk(pdfium.FPDFPage_GetObject(page, at), UNMOVED, 0)
        if self._white:
            painted = list(_painted_on(page))
            for shape, bounds in self._white:
                self._note_seen(shape, is_unseen=not is_on(bounds, painted))
        self._hide_covered(page)

    def _hide_covered(self, page: Any) -> None:  # noqa: ANN401 - a C handle
        """Note as unseen what lies under a picture, and what of a form is not drawn."""
        hidden: list[int] = []
        for before, picture, bounds in self._laid:
            self._budget.check_time()
            if is_large(bounds, page):
                cover = seen_of_picture(self._document, page, picture, bounds)
                hidden += under(self._placed(self._texts[:before]), cover) if cover else ()
        in_forms = [text for text in self._texts if text[2]]
        if in_forms and self._layers.may_hide_forms:
            hidden += not_drawn(page, self._placed(in_forms))
        self.shown -= len(set(hidden) - self.unseen)
        self.unseen.update(hidden)

    def _placed(self, texts: Sequence[tuple[Any, Matrix, int]]) -> list[LaidText]:
        found = ((shape, _bounds(shape, outer)) for shape, outer, _ in texts)
        return [LaidText(address(shape), bounds) for shape, bounds in found if bounds is not None]

    def _walk(self, shape: Any, outer: Matrix, depth: int) -> None:  # noqa: ANN401
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(shape, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self._text(shape, outer, depth)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(shape, outer, depth)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = pdfium.FPDFFormObj_CountObjects(shape)
            self._budget.take(objects=max(count, 0))
            inner = _matrix_of(shape).within(outer)
            is_off = self._is_off
            self._is_off = is_off or self._layers.hide(shape)
            for at in range(count):
                self._walk(pdfium.FPDFFormObj_GetObject(shape, at), inner, depth + 1)
            self._is_off = is_off

    def _text(self, shape: Any, outer: Matrix, depth: int) -> None:  # noqa: ANN401 - a C handle
        self._texts.append((shape, outer, depth))
        if outer != UNMOVED:
            self._note_moved(shape, outer)
        is_unseen = self._is_off or is_without_ink(shape) or self._layers.hide(shape)
        bounds = _bounds(shape, outer) if not is_unseen and is_white_text(shape) else None
        if bounds is not None:
            self._white.append((shape, bounds))
        else:
            self._note_seen(shape, is_unseen=is_unseen)

    @property
    def hidden(self) -> int:
        """How many texts cannot be seen."""
        return len(self.unseen)

    def _note_seen(self, shape: Any, *, is_unseen: bool) -> None:  # noqa: ANN401 - a C handle
        if is_unseen:
            self.unseen.add(address(shape))
        else:
            self.shown += 1

    def _note_moved(self, shape: Any, outer: Matrix) -> None:  # noqa: ANN401 - a C handle
        bounds = _bounds(shape, outer)
        if bounds is not None:
            self.moved[address(shape)] = MovedText(outer, bounds)

    def _picture(self, shape: Any, outer: Matrix, depth: int) -> None:  # noqa: ANN401
        bounds = None if self._is_off or self._layers.hide(shape) else _bounds(shape, outer)
        if bounds is not None:
            self.ink.pictures.append(bounds)
            # Of a picture in a form it is not known through what it is seen.
            if self._texts and not depth:
                self._laid.append((len(self._texts), shape, bounds))

    def _path(self, shape: Any, outer: Matrix) -> None:  # noqa: ANN401
        if self._is_off:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
        if not fill.value and not stroke.value:
            return
        count = pdfium.FPDFPath_CountSegments(shape)
        self._budget.take(objects=max(count, 0) // 4)
        pieces, is_curved = _pieces(shape, count, _matrix_of(shape).within(outer))
        self.ink.draw(pieces, is_stroked=bool(stroke.value), is_curved=is_curved)


def address(shape: Any) -> int:  # noqa: ANN401 - a C handle
    """What tells an object of a page from others while the page is open."""
    return ctypes.cast(shape, ctypes.c_void_p).value or 0


def _painted_on(page: Any) -> Iterator[Bounds]:  # noqa: ANN401 - a C handle
    """What of a page is painted in a colour, or is a picture: white text on it is seen."""
    count = max(pdfium.FPDFPage_CountObjects(page), 0)
    for at in range(count):
        yield from _painted(pdfium.FPDFPage_GetObject(page, at), UNMOVED, 0)


def _painted(shape: Any, outer: Matrix, depth: int) -> Iterator[Bounds]:  # noqa: ANN401
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < _DEEPEST_FORM:
            inner = _matrix_of(shape).within(outer)
            for at in range(max(pdfium.FPDFFormObj_CountObjects(shape), 0)):
                yield from _painted(pdfium.FPDFFormObj_GetObject(shape, at), inner, depth + 1)
        return
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        return
    bounds = _bounds(shape, outer)
    if bounds is not None and (kind != pdfium.FPDF_PAGEOBJ_PATH or _is_filled(shape)):
        yield bounds


def _is_filled(shape: Any) -> bool:  # noqa: ANN401 - a C handle
    """Whether a path paints an area, be it as a line as thick as one."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    if fill.value and not is_white(shape):
        return True
    is_told = bool(stroke.value and pdfium.FPDFPageObj_GetStrokeWidth(shape, width))
    return is_told and width.value > THIN


def _bounds(shape: Any, outer: Matrix) -> Bounds | None:  # noqa: ANN401 - a C handle
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    bounds = outer.box((left.value, bottom.value, right.value, top.value))
    return bounds if is_finite(bounds) else None


def _pieces(
    shape: Any,  # noqa: ANN401 - a C handle
    count: int,
    matrix: Matrix,
) -> tuple[list[list[Point]], bool]:
    """The straight runs of a path, and whether it has curves, each of which ends a run."""
    pieces: list[list[Point]] = []
    is_curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(shape, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.at(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and pieces:
            pieces[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                pieces[-1].append(pieces[-1][0])
        else:
            is_curved = is_curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            pieces.append([point])
    return pieces, is_curved


def _matrix_of(shape: Any) -> Matrix:  # noqa: ANN401 - a C handle
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, matrix):
        return UNMOVED
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
