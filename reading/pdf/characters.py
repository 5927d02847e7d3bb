"""The characters of a PDF page: what pdfium says of each, where it lies, which way it runs."""

from __future__ import annotations

import ctypes
from math import hypot, isfinite
from typing import Any

import pypdfium2.raw as pdfium

from reading.pdf.budget import Budget
from reading.pdf.drawn import Drawn, address
from reading.pdf.letters import letter
from reading.pdf.matrix import Bounds, quarter_turns
from reading.pdf.shapes import RawGlyph

_WIDEST = 2.0
_UNKNOWN, _HYPHEN, _SPACE = 0, 0x2D, 0x20
_LINE_BREAKS = frozenset({10, 13})
_HYPHENS = frozenset({2, 0xFFFE})
"""Codes that pdfium gives a hyphen at the end of a line."""


def characters_of(page: Any, budget: Budget, drawn: Drawn) -> list[RawGlyph]:  # noqa: ANN401
    """Every character that is seen, with one that stands for those the file does not name.

    Spaces and line breaks that pdfium makes up are left out.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    try:
        return _Characters(text, drawn).seen(budget)
    finally:
        pdfium.FPDFText_ClosePage(text)


class _Characters:
    """Asks pdfium for one character after another."""

    def __init__(self, text: Any, drawn: Drawn) -> None:  # noqa: ANN401 - a C handle
        """``drawn`` knows of hidden text, and of text in forms that were moved."""
        self._text = text
        self._drawn = drawn
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._asked = tuple(
            ctypes.byref(one) for one in (self._box, self._matrix, self._x, self._y)
        )

    def seen(self, budget: Budget) -> list[RawGlyph]:
        """All that can be seen."""
        count = max(pdfium.FPDFText_CountChars(self._text), 0)
        budget.take(glyphs=count)
        is_special = bool(self._drawn.hidden or self._drawn.moved)
        found: list[RawGlyph] = []
        for at in range(count):
            code = self._code(at)
            if code is None:
                continue
            shape = pdfium.FPDFText_GetTextObject(self._text, at) if is_special else None
            place = address(shape) if shape else 0
            if place in self._drawn.unseen:
                continue
            glyph = self._glyph(at, code, place)
            if glyph is not None:
                found.append(glyph)
        return found

    def _code(self, at: int) -> int | None:
        text = self._text
        code: int = pdfium.FPDFText_GetUnicode(text, at)
        if code in _LINE_BREAKS:
            return None
        if code == _SPACE and pdfium.FPDFText_IsGenerated(text, at) == 1:
            return None
        if code in _HYPHENS and pdfium.FPDFText_IsHyphen(text, at) == 1:
            return _HYPHEN
        # Without a table of characters pdfium gives the number of the glyph: 0x30 is then no 0.
        return _UNKNOWN if pdfium.FPDFText_HasUnicodeMapError(text, at) == 1 else code

    def _glyph(self, at: int, code: int, shape: int) -> RawGlyph | None:
        """The character in its place; ``shape`` is the text that it is a part of."""
        text = self._text
        box_at, matrix_at, x_at, y_at = self._asked
        pdfium.FPDFText_GetLooseCharBox(text, at, box_at)
        pdfium.FPDFText_GetMatrix(text, at, matrix_at)
        pdfium.FPDFText_GetCharOrigin(text, at, x_at, y_at)
        a, b, box = self._matrix.a, self._matrix.b, self._box
        size = abs(pdfium.FPDFText_GetFontSize(text, at) * hypot(a, b))
        bounds = (box.left, box.bottom, box.right, box.top)
        origin = (self._x.value, self._y.value)
        if not isfinite(size + sum(bounds) + sum(origin)):
            return None
        if abs(box.right - box.left) > _WIDEST * size:
            # pdfium gives a senseless box for writing from top to bottom.
            bounds = self._drawn_box(at)
        form = self._drawn.moved.get(shape)
        if form is not None:
            bounds, origin = form.mended(bounds, origin, size)
        return (letter(code), *bounds, *origin, size, quarter_turns(a, b))

    def _drawn_box(self, at: int) -> Bounds:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value
