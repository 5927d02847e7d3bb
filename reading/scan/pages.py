"""The pages of a scan as pictures of one width, one after another.

The size that a scanned PDF states for its pages may lie, so every page comes at the same width.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from reading.errors import DocumentError, DocumentErrorClass
from reading.scan.vision import Picture, resized

PAGE_WIDTH = 1654
"""Pixels: A4 at 200 dots an inch."""
MOST_PAGES = 100
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
_LARGEST_PICTURE = 80_000_000
_TALLEST = 24  # times the width, as in a long screenshot
_SMALLEST = 16
_LARGEST_RATIO = 1.7
_MOST_ENLARGED = 3


def pages_of(body: bytes, width: int = PAGE_WIDTH) -> Iterator[Picture]:
    """Each page, red, green and blue, ``width`` pixels wide (a landscape page so high).

    Raises:
        DocumentError: the file cannot be opened (``truncated``, ``encrypted``) or is larger
            than any report (``too_large``).
    """
    return _pdf_pages(body, width) if b"%PDF-" in body[:1024] else _picture_pages(body, width)


def _pdf_pages(body: bytes, width: int) -> Iterator[Picture]:
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
            yield _three(picture)
    finally:
        document.close()


def _picture_pages(body: bytes, width: int) -> Iterator[Picture]:
    with warnings.catch_warnings():
        # Pillow warns of pictures that are large; larger ones than ours are refused here.
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(body), formats=_FORMATS) as image:
                frames = getattr(image, "n_frames", 1)
                _refuse_many(frames)
                for number in range(frames):
                    image.seek(number)
                    yield _picture(image, width)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
            raise _broken() from error
        except Image.DecompressionBombError as error:
            raise _too_large() from error


def _picture(image: Image.Image, width: int) -> Picture:
    if image.width * image.height > _LARGEST_PICTURE:
        raise _too_large()
    turned = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGBA", turned.size, "white")
    flat = Image.alpha_composite(paper, turned).convert("RGB")
    scale = min(_scale(flat.width, flat.height, width), _MOST_ENLARGED)
    return resized(
        np.asarray(flat, dtype=np.uint8), round(flat.width * scale), round(flat.height * scale)
    )


def _scale(wide: float, high: float, width: int) -> float:
    """What brings a page to the width, a landscape page to a height of as much."""
    if min(wide, high) < _SMALLEST or high > wide * _TALLEST:
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
