"""Pages of a PDF as pictures, and documents that hold nothing but such pictures."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from bench.expected import Document, Form

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
_POINTS_PER_INCH = 72


def pages_of(body: bytes, *, dpi: int = DPI) -> list[Image]:
    """Every page as a grey picture."""
    with pypdfium2.PdfDocument(body) as pdf:
        scale = dpi / _POINTS_PER_INCH
        return [page.render(scale=scale).to_pil().convert("L") for page in pdf]


def scan_of(pages: Sequence[Image], *, dpi: int = DPI) -> bytes:
    """A PDF of pictures alone, as a clean scanner writes it."""
    held = BytesIO()
    first, *others = pages
    first.save(held, "PDF", resolution=dpi, save_all=True, append_images=others, quality=90)
    return held.getvalue()


def scanned(document: Document) -> Document:
    """A PDF with text as a clean scan of its pages."""
    return Document(
        name=f"{document.name}, scanned",
        form=Form.SCAN,
        origin=document.origin,
        body=scan_of(pages_of(document.body)),
        expected=document.expected,
    )
