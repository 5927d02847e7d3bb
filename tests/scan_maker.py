"""Makes scans out of pages: as a scanner, a fax, or a hurried clerk with a seal would.

Everything is drawn from a seed, so that a scan is the same at each run.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import weasyprint
from PIL import Image

Page = npt.NDArray[np.uint8]
_STYLE = """<style>@page{size:A4;margin:25mm 20mm}
body{font:12pt "Noto Serif CJK SC",serif} h1{text-align:center;font-size:18pt}
p{text-indent:2em;margin:.4em 0} table{border-collapse:collapse;width:100%;font-size:9pt}
td{border:.6pt solid black;text-align:center;padding:3pt} td p{text-indent:0;margin:0}</style>"""


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """How badly a page is scanned. ``skew`` in degrees, turned the other way on every other page;
    ``noise`` and ``blur`` are standard deviations in grey levels and pixels.
    """

    dpi: int = 200
    skew: float = 0.6
    noise: float = 8.0
    blur: float = 0.0
    quality: int = 55
    seed: int = 1


CLEAN = Scanner()
HARD = Scanner(dpi=130, skew=1.8, noise=10.0, blur=0.8, quality=35)


def pdf_of_html(html: str, size: str = "A4") -> bytes:
    """The page as a word processor would print it.

    A page is read as long as it is large: where nothing hangs on it, tests print on less.
    """
    style = f"{_STYLE}<style>@page{{size:{size}}}</style>"
    return weasyprint.HTML(string=html.replace("<body>", style + "<body>")).write_pdf()


def pages_of_pdf(body: bytes, dpi: int = 200) -> list[Page]:
    """Each page as red, green and blue."""
    document = pypdfium2.PdfDocument(body)
    scale = dpi / 72
    pages = [page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3] for page in document]
    pages = [np.array(page, dtype=np.uint8) for page in pages]
    document.close()
    return pages


def scanned(page: Page, scanner: Scanner, number: int = 0) -> Page:
    """The page as it comes out of the scanner."""
    random = np.random.default_rng(scanner.seed * 100 + number)
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), scanner.skew * (-1) ** number, 1.0)
    paper = (255, 255, 255)
    turned = cv2.warpAffine(page, turn, (wide, high), borderValue=paper, flags=cv2.INTER_CUBIC)
    if scanner.blur:
        turned = cv2.GaussianBlur(turned, (0, 0), scanner.blur)
    noisy = turned + random.normal(0, scanner.noise, turned.shape)
    stream = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(
        stream, "JPEG", quality=scanner.quality
    )
    return np.asarray(Image.open(stream), dtype=np.uint8)


def with_seal(page: Page, x: float, y: float, *, is_opaque: bool = False) -> Page:
    """The page with a red seal; its middle at these shares of width and height."""
    high, wide = page.shape[:2]
    mark = np.zeros((high, wide), dtype=np.uint8)
    middle, radius = np.array([wide * x, high * y]), wide * 0.12
    cv2.circle(mark, middle.astype(int), int(radius), 255, max(wide // 200, 3))
    corners = [
        middle + radius * 0.4 * np.array([np.sin(turn), -np.cos(turn)])
        for turn in np.arange(5) * 4 * np.pi / 5
    ]
    cv2.fillPoly(mark, [np.array(corners, dtype=np.int32)], 255)
    red = np.array([210, 30, 40], dtype=np.float64)
    inked = page.astype(np.float64)
    inked[mark > 0] = red if is_opaque else inked[mark > 0] * red / 255
    return np.clip(inked, 0, 255).astype(np.uint8)


def picture(pages: Sequence[Page], kind: str = "PNG") -> bytes:
    """The pages as one file: PNG, JPEG, BMP, a TIFF of several pages, or a PDF of pictures."""
    first, *rest = [Image.fromarray(page) for page in pages]
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": rest} if kind in ("TIFF", "PDF") else {}
    first.save(stream, kind, **more)
    return stream.getvalue()


def scan_of_html(html: str, scanner: Scanner = CLEAN) -> bytes:
    """A page as a scanned PDF."""
    pages = pages_of_pdf(pdf_of_html(html), scanner.dpi)
    return picture([scanned(page, scanner, n) for n, page in enumerate(pages)], "PDF")
