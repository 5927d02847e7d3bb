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
from reading.ofd.objects import POINTS, Drawing, numbers, paper
from reading.ofd.package import OfdDocument, OfdPackage, children, documents_of, resolved, text_of
from reading.package_xml import local
from reading.pdf.budget import Budget
from reading.pdf.matrix import Bounds
from reading.pdf.seen import PdfPage, PdfPages, page_seen

_A4 = [0.0, 0.0, 210.0, 297.0]
_LARGEST_SIDE = 5_000.0


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

    def page(self, path: str, number: int) -> PdfPage:
        """One page with its templates."""
        drawing, bounds, _ = self._drawn(path)
        return page_seen(number, bounds, drawing.glyphs, drawing.ink, is_blank=drawing.is_blank)

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
