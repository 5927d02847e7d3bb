"""What a PDF draws on its pages: characters, rules and pictures, in places as a reader sees them.

Places are in points from the upper left corner of the page as it
is read: a page whose text runs up or down the sheet is turned until the text is upright.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import atan2, hypot, isfinite, pi
from threading import Lock
from typing import Any

import pypdfium2.raw as pdfium

from reading.errors import DocumentError, DocumentErrorClass
from reading.pdf.budget import MOST_PAGES, Budget
from reading.pdf.drawn import Drawn, address, is_hidden
from reading.pdf.letters import letter
from reading.pdf.nesting import refuse_deep_forms
from reading.pdf.shapes import Box, Glyph, RawGlyph, Sheet, Stroke
from reading.pdf.streams import refuse_damaged

# pdfium is not safe for threads.
_PDFIUM = Lock()
_SMALLEST_PICTURE = 20.0
_TAIL = 1 << 16
_HEAD = 2048
_LINEARIZED = b"/Linearized"
_QUARTER = pi / 2
_SLANT = 0.12
_WIDEST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page. ``across`` and ``down`` are its rules; ``number`` counts from 1.

    ``has_hidden_text``: text lies unseen under a picture, as a scanner's OCR leaves it. It is not
    among the glyphs. ``lost`` counts glyphs without a known character. ``is_blank``: nothing at all
    is drawn.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()
    pictures: tuple[Box, ...] = ()
    has_hidden_text: bool = False
    lost: int = 0
    is_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPages:
    """All pages; ``unopened`` are the numbers of those that could not be opened."""

    pages: tuple[PdfPage, ...]
    unopened: tuple[int, ...] = ()


def pages_of(body: bytes) -> PdfPages:
    """Every page of a PDF.

    Raises:
        DocumentError: the file cannot be opened, or is larger than any report.
    """
    _refuse_cut(body)
    refuse_deep_forms(body)
    refuse_damaged(body)
    budget = Budget()
    pages: list[PdfPage] = []
    unopened: list[int] = []
    with _PDFIUM, _opened(body) as (document, count):
        for number in range(1, count + 1):
            budget.check_time()
            page = pdfium.FPDF_LoadPage(document, number - 1)
            if not page:
                unopened.append(number)
                continue
            try:
                pages.append(_page(page, number, budget))
            finally:
                pdfium.FPDF_ClosePage(page)
    if not pages:
        raise _broken()
    return PdfPages(pages=tuple(pages), unopened=tuple(unopened))


def _refuse_cut(body: bytes) -> None:
    """Refuse a file that plainly ends early; pdfium would mend it and lose pages."""
    head = body[:_HEAD]
    is_short = False
    if _LINEARIZED in head:
        after = head.split(_LINEARIZED, 1)[1].split(b"/L", 1)[-1].split()
        length = after[0] if after else b""
        is_short = length.isdigit() and int(length) > len(body)
    if is_short or b"%%EOF" not in body[-_TAIL:]:
        raise DocumentError(
            DocumentErrorClass.TRUNCATED, "PDF 文件不完整（没有文件结束标记），请重新取得文件"
        )


@contextmanager
def _opened(body: bytes) -> Iterator[tuple[Any, int]]:
    document = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
    if not document:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError(
                DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件"
            )
        raise _broken()
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise DocumentError(
                DocumentErrorClass.TOO_LARGE,
                f"PDF 有 {count} 页，超出处理上限（{MOST_PAGES} 页），请核对是否为年报文件",
            )
        yield document, count
    finally:
        pdfium.FPDF_CloseDocument(document)


def _broken() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.TRUNCATED, "PDF 文件不完整或已损坏，无法打开，请重新取得文件"
    )


def _page(page: Any, number: int, budget: Budget) -> PdfPage:  # noqa: ANN401 - a C handle
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    drawn = Drawn(budget)
    drawn.walk_page(page)
    has_hidden_text = bool(drawn.pictures) and drawn.hidden > drawn.shown
    raw = [] if has_hidden_text else _raw_glyphs(page, budget, drawn)
    turns = Counter(turn for *_, turn in raw if turn is not None)
    turn = turns.most_common(1)[0][0] if turns else 0
    sheet = Sheet(turn, box.left, box.bottom, box.right, box.top)
    glyphs = tuple(g for g in (sheet.glyph(one) for one in raw) if g is not None)
    across, down = sheet.strokes(drawn.lines)
    pictures = (sheet.box(*bounds) for bounds in drawn.pictures)
    return PdfPage(
        number=number,
        width=sheet.width,
        height=sheet.height,
        glyphs=glyphs,
        across=across,
        down=down,
        pictures=tuple(b for b in pictures if _is_seen(b, sheet)),
        has_hidden_text=has_hidden_text,
        is_blank=drawn.is_blank,
        lost=sum(1 for g in glyphs if g.text == "\ufffd"),
    )


def _is_seen(box: Box, sheet: Sheet) -> bool:
    wide = min(box.x1, sheet.width) - max(box.x0, 0.0)
    high = min(box.y1, sheet.height) - max(box.y0, 0.0)
    return wide > _SMALLEST_PICTURE and high > _SMALLEST_PICTURE


def _raw_glyphs(
    page: Any,  # noqa: ANN401 - a C handle
    budget: Budget,
    drawn: Drawn,
) -> list[RawGlyph]:
    """Text, bounds, origin, size and quarter turns (``None``: aslant) of every glyph.

    Spaces that pdfium makes up are left out.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    found: list[RawGlyph] = []
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    get_matrix, get_size = pdfium.FPDFText_GetMatrix, pdfium.FPDFText_GetFontSize
    get_origin = pdfium.FPDFText_GetCharOrigin
    box_at, matrix_at = ctypes.byref(box), ctypes.byref(matrix)
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    is_special = bool(drawn.hidden or drawn.moved)
    try:
        count = pdfium.FPDFText_CountChars(text)
        budget.take(glyphs=max(count, 0))
        for at in range(count):
            code = get_unicode(text, at)
            if code in (10, 13) or (code == 32 and pdfium.FPDFText_IsGenerated(text, at) == 1):  # noqa: PLR2004
                continue
            shape = pdfium.FPDFText_GetTextObject(text, at) if is_special else None
            if shape and drawn.hidden and is_hidden(shape):
                continue
            if code in (2, 0xFFFE) and pdfium.FPDFText_IsHyphen(text, at) == 1:
                code = 0x2D
            get_box(text, at, box_at)
            get_matrix(text, at, matrix_at)
            get_origin(text, at, x_at, y_at)
            a, b = matrix.a, matrix.b
            size = get_size(text, at) * hypot(a, b)
            if not isfinite(size + box.left + box.right + x.value + y.value):
                continue
            bounds = (box.left, box.bottom, box.right, box.top)
            if abs(box.right - box.left) > _WIDEST * size:
                # pdfium gives a senseless box for writing from top to bottom.
                bounds = _drawn_box(text, at)
            origin = (x.value, y.value)
            if shape and (form := drawn.moved.get(address(shape))) is not None:
                bounds, origin = form.mended(bounds, origin, abs(size))
            found.append((letter(code), *bounds, *origin, abs(size), _quarters(a, b)))
    finally:
        pdfium.FPDFText_ClosePage(text)
    return found


def _drawn_box(text: Any, at: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _quarters(a: float, b: float) -> int | None:
    """The direction of writing in quarter turns to the left, or ``None`` where it is aslant."""
    if b == 0.0:
        return 0 if a >= 0.0 else 2
    angle = atan2(b, a) / _QUARTER
    nearest = round(angle)
    return nearest % 4 if abs(angle - nearest) < _SLANT else None
