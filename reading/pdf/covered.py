"""Text that lies under a picture, or in a form that a page does not draw.

A scanner's software may leave its guess of the words beneath the picture of the page. A seal or a
watermark lies over words as well, and they are seen: only a large picture covers, without a clear
spot, not cut to a shape. Where that is not sure the text is taken as seen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from reading.pdf.matrix import Bounds

_LARGE = 0.25
"""Share of the page from which on a picture is more than a seal."""
_SOLID, _EVEN, _STEPS = 250, 24, 64
_CORNERS_MOST = 5
_LONGEST_SIDE = 4_000


class LaidText(NamedTuple):
    """A text object of a page by its address, with its bounds on the page."""

    address: int
    bounds: Bounds


def is_large(bounds: Bounds, page: Any) -> bool:  # noqa: ANN401 - a C handle
    """Whether a picture fills much of a page."""
    whole = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    return bool((bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) >= _LARGE * whole > 0)


def seen_of_picture(document: Any, page: Any, picture: Any, bounds: Bounds) -> Bounds | None:  # noqa: ANN401 - C handles
    """Where a picture hides all that lies under it; ``None`` where it may be seen through."""
    if pdfium.FPDFPageObj_HasTransparency(picture) or not _is_solid(document, page, picture):
        return None
    return _cut(picture, bounds)


def under(texts: list[LaidText], cover: Bounds) -> Iterator[int]:
    """The texts whose middle lies under a cover, by their addresses."""
    left, low, right, high = cover
    for text in texts:
        x0, y0, x1, y1 = text.bounds
        if left <= (x0 + x1) / 2 <= right and low <= (y0 + y1) / 2 <= high:
            yield text.address


def not_drawn(page: Any, texts: list[LaidText]) -> Iterator[int]:  # noqa: ANN401 - a C handle
    """The texts in whose place a drawing of the page shows one colour only."""
    width, height = (
        round(side(page)) for side in (pdfium.FPDF_GetPageWidthF, pdfium.FPDF_GetPageHeightF)
    )
    if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE):
        return
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    for text in texts:
        (x0, y0), (x1, y1) = (
            _pixel(page, (width, height), corner) for corner in (text.bounds[:2], text.bounds[2:])
        )
        left, right = max(min(x0, x1), 0), min(max(x0, x1) + 1, width)
        rows = range(max(min(y0, y1), 0), min(max(y0, y1) + 1, height))
        inside = b"".join(drawn[row * stride + left : row * stride + right] for row in rows)
        if inside and max(inside) - min(inside) < _EVEN:
            yield text.address


def _pixel(page: Any, size: tuple[int, int], point: tuple[float, float]) -> tuple[int, int]:  # noqa: ANN401
    x, y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, *point, x, y)
    return x.value, y.value


def _is_solid(document: Any, page: Any, picture: Any) -> bool:  # noqa: ANN401 - C handles
    """Whether no spot of a picture is clear, as far as a raster of spots tells."""
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, picture)
    if not bitmap:
        return False
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
            return bool(pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_Unknown)
        wide, high = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        held = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = range(high // 20, high - high // 20, max(high // _STEPS, 1))
    columns = range(wide // 20, wide - wide // 20, max(wide // _STEPS, 1))
    return all(held[row * stride + 4 * column + 3] >= _SOLID for row in rows for column in columns)


def _cut(picture: Any, bounds: Bounds) -> Bounds | None:  # noqa: ANN401 - a C handle
    """The bounds within the boxes that a picture is cut to; ``None`` for a cut of another shape."""
    clip = pdfium.FPDFPageObj_GetClipPath(picture)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    left, low, right, high = bounds
    for path in range(max(count, 0)):
        corners = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < corners <= _CORNERS_MOST:
            return None
        xs, ys = zip(*(_corner(clip, path, at) for at in range(corners)), strict=True)
        left, low = max(left, min(xs)), max(low, min(ys))
        right, high = min(right, max(xs)), min(high, max(ys))
    return (left, low, right, high) if left < right and low < high else None


def _corner(clip: Any, path: int, at: int) -> tuple[float, float]:  # noqa: ANN401 - a C handle
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, at), x, y)
    return x.value, y.value
