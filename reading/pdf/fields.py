"""What lies over a page: fields that were filled in, stamps, text boxes.

It is no part of the page's own drawing, but a reader sees it: a table may be a form whose numbers
are the values of its fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from reading.pdf.budget import Budget
from reading.pdf.matrix import Bounds

# Links and notes show nothing but a frame or an icon.
_NO_TEXT = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT})


def drawn_in(page: Any, budget: Budget) -> tuple[Bounds, ...] | None:  # noqa: ANN401
    """Make what lies over a page a part of it, which is seen when the page is opened again.

    Returns:
        The places of what has no look of its own, so that it cannot be drawn and yet may show
        text; ``None`` where nothing lies over the page.
    """
    count = pdfium.FPDFPage_GetAnnotCount(page)
    budget.take(objects=max(count, 0))
    seen = [(_bounds(one), bool(pdfium.FPDFAnnot_HasKey(one, b"AP"))) for one in _seen(page)]
    if not seen:
        return None
    is_drawn = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_FAIL
    return tuple(bounds for bounds, has_look in seen if bounds and not (is_drawn and has_look))


def _bounds(annotation: Any) -> Bounds | None:  # noqa: ANN401 - a C handle
    box = pdfium.FS_RECTF()
    is_there = pdfium.FPDFAnnot_GetRect(annotation, box)
    return (box.left, box.bottom, box.right, box.top) if is_there else None


def _seen(page: Any) -> Iterator[Any]:  # noqa: ANN401 - a C handle
    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        with _annotation(page, at) as annotation:
            if annotation and _is_seen(annotation):
                yield annotation


def _is_seen(annotation: Any) -> bool:  # noqa: ANN401 - a C handle
    flags = pdfium.FPDFAnnot_GetFlags(annotation)
    is_hidden = flags & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
    return not is_hidden and pdfium.FPDFAnnot_GetSubtype(annotation) not in _NO_TEXT


@contextmanager
def _annotation(page: Any, at: int) -> Iterator[Any]:  # noqa: ANN401 - a C handle
    annotation = pdfium.FPDFPage_GetAnnot(page, at)
    try:
        yield annotation
    finally:
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)
