"""The pages of an OFD file as a reader sees them, in the same shape as those of a PDF.

Where they hold no text they are pictures put together, for the reader of scans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree

from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import broken_package
from reading.ofd.objects import POINTS, Drawing, PlacedPicture, numbers, paper
from reading.ofd.package import OfdDocument, OfdPackage, children, documents_of, resolved, text_of
from reading.package_xml import local
from reading.pdf.budget import Budget
from reading.pdf.matrix import Bounds
from reading.pdf.seen import PdfPage, PdfPages, page_seen
from reading.pdf.shapes import RawGlyph

_A4 = [0.0, 0.0, 210.0, 297.0]
_LARGEST_SIDE = 5_000.0
_LARGE = 0.25
"""Share of the page from which on a picture is more than a seal."""
_NEAR = 1.0
_WITHOUT_CLEAR_SPOTS = (b"\xff\xd8\xff", b"BM")
_PNG, _PNG_KIND, _PNG_SOLID, _CLEAR_COLOUR = b"\x89PNG\r\n\x1a\n", 25, b"\x00\x02\x03", b"tRNS"


def ofd_pages(body: bytes) -> PdfPages:
    """Every page of every document in the file.

    Raises:
        DocumentError: the file is encrypted, damaged, or larger than any report.
    """
    package = OfdPackage(body)
    documents = documents_of(package)
    budget = Budget()
    pages: list[PdfPage] = []
    unopened: list[int] = []
    number = 0
    for document in documents:
        reader = _Pages(package, document, budget)
        for path in document.pages:
            number += 1
            budget.check_time()
            if package.has(path):
                pages.append(reader.page(path, number))
            else:
                unopened.append(number)
    if not pages:
        raise broken_package()
    return PdfPages(
        pages=tuple(pages), unopened=tuple(unopened), claimed_dates=documents[0].claimed_dates
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBytes:
    """A picture as a file, and the bounds that it fills and is cut to."""

    body: bytes
    bounds: Bounds
    cut: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePage:
    """The pictures that a page is made of, in the order they are laid, and its own bounds."""

    bounds: Bounds
    pictures: tuple[PlacedBytes, ...]


def picture_pages(body: bytes) -> Iterator[PicturePage]:
    """The pages that have pictures, one after another.

    Raises:
        DocumentError: as ``ofd_pages``; a picture is missing, too large, turned or mirrored.
    """
    package = OfdPackage(body)
    budget = Budget()
    for document in documents_of(package):
        reader = _Pages(package, document, budget)
        for path in document.pages:
            budget.check_time()
            if package.has(path) and (page := reader.pictures(path)).pictures:
                yield page


class _Pages:
    """Reads the pages of one document."""

    def __init__(self, package: OfdPackage, document: OfdDocument, budget: Budget) -> None:
        self._package = package
        self._document = document
        self._budget = budget
        self._shared: dict[str, dict[str, etree._Element]] = {}
        self._files: dict[str, dict[str, str]] = {}
        self._solid: dict[str, bool] = {}

    def page(self, path: str, number: int) -> PdfPage:
        """One page with its templates."""
        drawing, bounds, resources = self._drawn(path)
        glyphs = drawing.glyphs
        for placed in drawing.placed:
            self._budget.check_time()
            if placed.over and self._is_cover(placed, bounds, resources):
                glyphs = [
                    glyph
                    for place, glyph in enumerate(glyphs)
                    if place >= placed.over or not _is_inside(glyph, placed.cut)
                ]
        return page_seen(number, bounds, glyphs, drawing.ink, is_blank=drawing.is_blank)

    def _is_cover(self, placed: PlacedPicture, page: Bounds, resources: tuple[str, ...]) -> bool:
        """Whether nothing that lies under a picture is seen; a seal leaves it to be seen."""
        if _area(placed.cut) < _LARGE * _area(page) or not _holds(placed.bounds, placed.cut):
            return False
        path = self._file_of(resources, placed.name)
        if path not in self._solid:
            try:
                self._solid[path] = _is_solid(self._package.picture(path))
            except DocumentError:
                self._solid[path] = False
        return self._solid[path]

    def pictures(self, path: str) -> PicturePage:
        """The pictures on one page."""
        drawing, bounds, resources = self._drawn(path)
        if not all(picture.is_upright for picture in drawing.placed):
            raise DocumentError(
                DocumentErrorClass.UNSUPPORTED_FORMAT,
                "OFD 页面中的图片经过旋转或变形，不能识读，请取得文字版",
            )
        return PicturePage(
            bounds=bounds,
            pictures=tuple(
                PlacedBytes(
                    body=self._package.picture(self._file_of(resources, placed.name)),
                    bounds=placed.bounds,
                    cut=placed.cut,
                )
                for placed in drawing.placed
            ),
        )

    def _drawn(self, path: str) -> tuple[Drawing, Bounds, tuple[str, ...]]:
        """What is drawn on a page, its bounds, and the parts that name its resources."""
        root = self._package.part(path)
        area = numbers(text_of(root, "Area", "PhysicalBox") or self._document.box)
        left, top, wide, high = area if len(area) == 4 else _A4  # noqa: PLR2004 - a whole box
        if not (0 < wide < _LARGEST_SIDE and 0 < high < _LARGEST_SIDE):
            left, top, wide, high = _A4
        resources = (
            *self._document.resources,
            *(resolved(path, r.text or "") for r in children(root, "PageRes")),
        )
        drawing = Drawing(self._budget, partial(self._unit, resources))
        corner = paper(left, top)
        for template in children(root, "Template"):
            under = self._document.templates.get(template.get("TemplateID") or "")
            if under is not None and self._package.has(under):
                drawing.walk(self._package.part(under), corner)
        drawing.walk(root, corner)
        return drawing, (0.0, -high * POINTS, wide * POINTS, 0.0), resources

    def _file_of(self, resources: tuple[str, ...], name: str) -> str:
        """The path of the file of a picture; empty where no resource has the name."""
        for path in resources:
            if path not in self._files:
                self._files[path] = self._media(path)
            if name in self._files[path]:
                return self._files[path][name]
        return ""

    def _media(self, path: str) -> dict[str, str]:
        if not self._package.has(path):
            return {}
        root = self._package.part(path)
        base = resolved(path, f"{root.get('BaseLoc') or ''}/.")
        return {
            element.get("ID") or "": resolved(f"{base}/.", text_of(element, "MediaFile") or "")
            for element in root.iter()
            if local(element) == "MultiMedia"
        }

    def _unit(self, resources: tuple[str, ...], name: str) -> etree._Element | None:
        """A drawing that pages share."""
        for path in resources:
            if path not in self._shared:
                self._shared[path] = self._units(path)
            if name in self._shared[path]:
                return self._shared[path][name]
        return None

    def _units(self, path: str) -> dict[str, etree._Element]:
        if not self._package.has(path):
            return {}
        return {
            element.get("ID") or "": element
            for element in self._package.part(path).iter()
            if local(element) == "CompositeGraphicUnit"
        }


def _is_solid(picture: bytes) -> bool:
    """Whether a picture has no clear spots, by its form."""
    if picture.startswith(_PNG):
        kind = picture[_PNG_KIND : _PNG_KIND + 1]
        return bool(kind) and kind in _PNG_SOLID and _CLEAR_COLOUR not in picture
    return picture.startswith(_WITHOUT_CLEAR_SPOTS)


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _holds(outer: Bounds, inner: Bounds) -> bool:
    """Whether a picture fills all of what it is cut to."""
    is_over = outer[0] <= inner[0] + _NEAR and outer[1] <= inner[1] + _NEAR
    return is_over and outer[2] >= inner[2] - _NEAR and outer[3] >= inner[3] - _NEAR


def _is_inside(glyph: RawGlyph, bounds: Bounds) -> bool:
    """Whether the middle of a character lies within bounds."""
    x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]
