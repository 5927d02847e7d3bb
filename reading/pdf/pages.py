"""The pages of a PDF as pdfium draws them: characters, rules, pictures and filled-in fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2.raw as pdfium

from reading.errors import DocumentError, DocumentErrorClass
from reading.pdf.budget import MOST_PAGES, Budget
from reading.pdf.characters import characters_of
from reading.pdf.drawn import Drawn
from reading.pdf.fields import drawn_in
from reading.pdf.matrix import Bounds
from reading.pdf.nesting import refuse_deep_forms
from reading.pdf.properties import claimed_dates
from reading.pdf.seen import PdfPage, PdfPages, page_seen
from reading.pdf.streams import refuse_damaged
from reading.pdf.unseen import Layers

# pdfium is not safe for threads.
_PDFIUM = Lock()
_TAIL = 1 << 16
_HEAD = 2048
# A file for slow lines tells its length: “<</Linearized 1/L 293525/H[ 676 215]/O 52”.
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s*(\d{1,12})")


def pages_of(body: bytes) -> PdfPages:
    """Every page of a PDF.

    Raises:
        DocumentError: the file cannot be opened, or is larger than any report.
    """
    _refuse_cut(body)
    refuse_deep_forms(body)
    refuse_damaged(body)
    budget, layers = Budget(), Layers(body)
    pages: list[PdfPage] = []
    unopened: list[int] = []
    with _PDFIUM, _opened(body) as (document, count):
        dates = claimed_dates(document)
        for number in range(1, count + 1):
            budget.check_time()
            with _page_opened(document, number, budget) as (page, unseen):
                if page:
                    drawn = Drawn(budget, layers, document)
                    pages.append(_page(page, number, budget, drawn, unseen))
                else:
                    unopened.append(number)
    if not pages:
        raise _broken()
    return PdfPages(pages=tuple(pages), unopened=tuple(unopened), claimed_dates=dates)


def _refuse_cut(body: bytes) -> None:
    """Refuse a file that plainly ends early; pdfium would mend it and lose pages."""
    length = _LINEARIZED.search(body[:_HEAD])
    is_short = length is not None and int(length.group(1)) > len(body)
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


@contextmanager
def _page_opened(
    document: Any,  # noqa: ANN401 - a C handle
    number: int,
    budget: Budget,
) -> Iterator[tuple[Any, tuple[Bounds, ...]]]:
    """A page with its fields and stamps drawn into it, and the places of those that were not."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    unseen = drawn_in(page, budget) if page else None
    if unseen is not None:
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number - 1)
    try:
        yield page, unseen or ()
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _page(
    page: Any,  # noqa: ANN401 - a C handle
    number: int,
    budget: Budget,
    drawn: Drawn,
    unseen: tuple[Bounds, ...],
) -> PdfPage:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    drawn.walk_page(page)
    drawn.ink.shapes.extend(unseen)
    has_hidden_text = bool(drawn.ink.pictures) and drawn.hidden > drawn.shown
    return page_seen(
        number,
        (box.left, box.bottom, box.right, box.top),
        [] if has_hidden_text else characters_of(page, budget, drawn),
        drawn.ink,
        is_blank=drawn.is_blank,
        has_hidden_text=has_hidden_text,
    )
