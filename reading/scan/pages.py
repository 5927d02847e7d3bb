"""The pages of a scan as pictures of one width, one after another.

The size that a scanned PDF states for its pages may lie, so every page comes at the same width.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import PICTURES
from reading.ofd.pages import picture_pages
from reading.pdf.matrix import Bounds
from reading.scan.vision import WHITE, Box, Picture, cut, on_white, resized, row_inks

PAGE_WIDTH = 1654
"""Pixels: A4 at 200 dots an inch."""
MOST_PAGES = 100
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
_LARGEST_PICTURE = 40_000_000  # A4 at 600 dots an inch has 35 million pixels
_TALLEST = 24  # times the width, as in a long screenshot
_PAGE_HIGH, _PAGE_LOW = 1.8, 1.1  # times the width: where a long screenshot is cut into pages
_RULED = 0.3  # of the width that a line of a table has at least
_BELOW_RULE = 3
_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")
# What Pillow raises on files that are damaged, beside its own error.
_DAMAGED = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError,
    TypeError, OverflowError, AttributeError, struct.error, zlib.error,
)  # fmt: skip
_SMALLEST = 16
_SMALLEST_SCALE = 0.25
_LARGEST_RATIO = 1.7
_MOST_ENLARGED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as a picture of red, green and blue; ``scale`` is its size to the usual one."""

    picture: Picture
    scale: float


def pages_of(body: bytes, width: int = PAGE_WIDTH) -> Iterator[Sheet]:
    """Each page, ``width`` pixels wide (a landscape page so high).

    A picture much taller than wide, as of a web page, is cut into pages between lines.

    Raises:
        DocumentError: the file cannot be opened (``truncated``, ``encrypted``) or is larger
            than any report (``too_large``).
    """
    for page, share in _pages(body, width):
        scale = max(share * width / PAGE_WIDTH, _SMALLEST_SCALE)
        for piece in _cut_up(page):
            yield Sheet(picture=piece, scale=scale)


_Page = tuple[Picture, float]
"""A picture, and the share of the width asked for that it has."""


def _pages(body: bytes, width: int) -> Iterator[_Page]:
    if body.startswith(b"PK"):
        return _ofd_pages(body, width)
    if b"%PDF-" in body[:1024]:
        return _pdf_pages(body, width)
    return _picture_pages(body, width)


def _cut_up(page: Picture) -> Iterator[Picture]:
    """A long picture in pieces; each ends at a row without ink, or below a line of a table."""
    high, wide = page.shape[:2]
    low, top = round(wide * _PAGE_LOW), 0
    while high - top > round(wide * _PAGE_HIGH):
        inked = row_inks(page[top + low : top + round(wide * _PAGE_HIGH)])
        blank = np.flatnonzero(inked == inked.min())
        ruled = np.flatnonzero(inked > _RULED * wide)
        if inked.min() and ruled.size:
            end = low + int(ruled[-1]) + _BELOW_RULE
        else:
            end = low + int(blank[blank.size // 2])
        yield page[top : top + end]
        top += end
    yield page[top:]


def _pdf_pages(body: bytes, width: int) -> Iterator[_Page]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(
                DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件"
            ) from error
        raise _broken() from error
    try:
        _refuse_many(len(document))
        for number in range(len(document)):
            try:
                page = document[number]
                wide, high = page.get_size()
                scale = _scale(wide, high, width)
                bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
                picture = np.array(bitmap.to_numpy(), dtype=np.uint8)
                bitmap.close()
                page.close()
            except pypdfium2.PdfiumError as error:
                raise _broken() from error
            yield _three(picture), 1.0
    finally:
        document.close()


def _ofd_pages(body: bytes, width: int) -> Iterator[_Page]:
    """Each page on white paper, its pictures laid on it."""
    for number, page in enumerate(picture_pages(body), start=1):
        if not all(placed.body.startswith(PICTURES) for placed in page.pictures):
            raise DocumentError(
                DocumentErrorClass.UNSUPPORTED_FORMAT,
                "OFD 页面中的图片是不能识读的格式（如 JBIG2），请取得文字版",
            )
        _refuse_many(number)
        left, low, right, high = page.bounds
        scale = _scale(right - left, high - low, width)
        size = round((high - low) * scale), round((right - left) * scale), 3
        paper = np.full(size, WHITE, dtype=np.uint8)
        for placed in page.pictures:
            box = _on_paper(placed.bounds, page.bounds, scale)
            with _opened(placed.body) as image:
                _lay(paper, image, box, box.within(_on_paper(placed.cut, page.bounds, scale)))
        yield paper, 1.0


def _on_paper(bounds: Bounds, page: Bounds, scale: float) -> Box:
    """Places that count up in points, as pixels that count down."""
    left, low, right, high = (value * scale for value in bounds)
    return Box(
        left=round(left - page[0] * scale),
        top=round(page[3] * scale - high),
        right=round(right - page[0] * scale),
        bottom=round(page[3] * scale - low),
    )


def _lay(paper: Picture, image: Image.Image, box: Box, cut_to: Box) -> None:
    high, wide = paper.shape[:2]
    shown = cut_to.within(Box(left=0, top=0, right=wide, bottom=high))
    if min(shown.width, shown.height) <= 0:
        return
    if box.width * box.height > _LARGEST_PICTURE:
        raise _too_large()
    whole = _pixels(image, (box.width, box.height))
    paper[shown.top : shown.bottom, shown.left : shown.right] = cut(
        whole, shown.moved(-box.left, -box.top)
    )


def _picture_pages(body: bytes, width: int) -> Iterator[_Page]:
    with _opened(body) as image:
        frames = getattr(image, "n_frames", 1)
        _refuse_many(frames)
        for number in range(frames):
            image.seek(number)
            yield _picture(image, width)


@contextmanager
def _opened(body: bytes) -> Iterator[Image.Image]:
    """A picture as a file; what goes wrong with it while it is open is the file's fault."""
    with warnings.catch_warnings():
        # Pillow warns of pictures that are large; larger ones than ours are refused here.
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(body), formats=_FORMATS) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except _DAMAGED as error:
            raise _broken() from error


def _picture(image: Image.Image, width: int) -> _Page:
    _refuse_huge(image)
    image = ImageOps.exif_transpose(image)
    wanted = _scale(image.width, image.height, width)
    scale = min(wanted, _MOST_ENLARGED)
    size = round(image.width * scale), round(image.height * scale)
    return _pixels(image, size), scale / wanted


def _refuse_huge(image: Image.Image) -> None:
    if image.width * image.height > _LARGEST_PICTURE:
        raise _too_large()


def _pixels(image: Image.Image, size: tuple[int, int]) -> Picture:
    """The picture at a size, on white where it is transparent."""
    _refuse_huge(image)
    if image.mode.startswith("I;16"):
        deep = (np.asarray(image) // 256).astype(np.uint8)
        return _three(resized(deep, *size))
    if image.mode in _ALPHA or "transparency" in image.info:
        rgba = np.asarray(image.convert("RGBA"), dtype=np.uint8)
        return on_white(resized(rgba, *size))
    rgb = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return resized(rgb, *size)


def _scale(wide: float, high: float, width: int) -> float:
    """What brings a page to the width, a landscape page to a height of as much."""
    if min(wide, high) < _SMALLEST:
        raise DocumentError(DocumentErrorClass.NOT_A_REPORT, "图片或页面过小，不是年报，请核对文件")
    if high > wide * _TALLEST or wide > high * _TALLEST:
        raise _too_large()
    is_landscape = high < wide <= high * _LARGEST_RATIO
    return width / (high if is_landscape else wide)


def _three(picture: Picture) -> Picture:
    return picture[:, :, :3] if picture.shape[2:] else np.stack([picture] * 3, axis=2)


def _refuse_many(pages: int) -> None:
    if pages > MOST_PAGES:
        raise DocumentError(
            DocumentErrorClass.TOO_LARGE,
            f"扫描件共 {pages} 页，超过 {MOST_PAGES} 页的处理上限，请核对是否为年报文件",
        )


def _broken() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.TRUNCATED, "扫描件或图片不完整、已损坏，无法打开，请重新取得文件"
    )


def _too_large() -> DocumentError:
    return DocumentError(DocumentErrorClass.TOO_LARGE, "图片尺寸超出处理上限，请核对是否为年报文件")
