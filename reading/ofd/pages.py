"""The pages of an OFD file as a reader sees them, in the same shape as those of a PDF."""

from __future__ import annotations

from functools import partial

from lxml import etree

from reading.forms import broken_package
from reading.ofd.objects import POINTS, Drawing, numbers, paper
from reading.ofd.package import OfdDocument, OfdPackage, children, documents_of, resolved, text_of
from reading.package_xml import local
from reading.pdf.budget import Budget
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


class _Pages:
    """Reads the pages of one document."""

    def __init__(self, package: OfdPackage, document: OfdDocument, budget: Budget) -> None:
        self._package = package
        self._document = document
        self._budget = budget
        self._shared: dict[str, dict[str, etree._Element]] = {}

    def page(self, path: str, number: int) -> PdfPage:
        """One page with its templates."""
        root = self._package.part(path)
        area = numbers(text_of(root, "Area", "PhysicalBox") or self._document.box)
        left, top, wide, high = area if len(area) == 4 else _A4  # noqa: PLR2004 - a whole box
        if not (0 < wide < _LARGEST_SIDE and 0 < high < _LARGEST_SIDE):
            left, top, wide, high = _A4
        resources = [
            *self._document.resources,
            *(resolved(path, r.text or "") for r in children(root, "PageRes")),
        ]
        drawing = Drawing(self._budget, partial(self._unit, tuple(resources)))
        corner = paper(left, top)
        for template in children(root, "Template"):
            under = self._document.templates.get(template.get("TemplateID") or "")
            if under is not None and self._package.has(under):
                drawing.walk(self._package.part(under), corner)
        drawing.walk(root, corner)
        bounds = (0.0, -high * POINTS, wide * POINTS, 0.0)
        return page_seen(number, bounds, drawing.glyphs, drawing.ink, is_blank=drawing.is_blank)

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
