"""The forms in which agencies publish, and the file of a report in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from importlib import import_module

from portal_lab.paper.bundle import RAR_TYPE, ZIP_TYPE, rar_of, zipped
from portal_lab.paper.layout import sheets_of
from portal_lab.portal import Attachment
from portal_lab.report import LabReport

PDF_TYPE = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX_TYPE = f"{_OFFICE}.wordprocessingml.document"
_JPEG_TYPE = "image/jpeg"


class Media(StrEnum):
    """A form; ``HTML`` is the page itself, all others are files."""

    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    WPS = "wps"
    PDF = "pdf"
    SCAN = "scan"
    XLSX = "xlsx"
    OFD = "ofd"
    TXT = "txt"
    ZIP = "zip"
    RAR = "rar"


# The writers are loaded when the first file of their kind is made: a lab must start at once.
_WRITERS: Mapping[Media, tuple[str, str, str]] = {
    Media.DOCX: (DOCX_TYPE, "portal_lab.render_docx", "report_docx"),
    Media.DOC: ("application/msword", "portal_lab.paper.word", "report_doc"),
    Media.WPS: ("application/vnd.ms-works", "portal_lab.paper.word", "report_doc"),
    Media.PDF: (PDF_TYPE, "portal_lab.paper.pdf", "report_pdf"),
    Media.SCAN: (PDF_TYPE, "portal_lab.paper.scan", "report_scan"),
    Media.XLSX: (f"{_OFFICE}.spreadsheetml.sheet", "portal_lab.paper.book", "report_xlsx"),
    Media.OFD: ("application/ofd", "portal_lab.paper.ofd", "report_ofd"),
    Media.TXT: ("text/plain", "portal_lab.render_text", "tab_separated"),
}
_SUFFIXES = {Media.SCAN: "pdf"}
# One file for a report in all phases; the report is kept, so that its identity stays its own.
_HELD: dict[tuple[Media, int, str], tuple[LabReport, Attachment]] = {}


def written(media: Media, report: LabReport) -> bytes:
    """The bytes of a report in that form."""
    if media is Media.RAR:
        return rar_of(written(Media.DOCX, report))
    _, module, function = _WRITERS[media]
    write: Callable[[LabReport], bytes] = getattr(import_module(module), function)
    return write(report)


def attachment(media: Media, report: LabReport, name: str = "") -> Attachment:
    """The file of a report; ``name`` is what it is called where that is not its title."""
    key = (media, id(report), name)
    if key not in _HELD:
        suffix = _SUFFIXES.get(media, media.value)
        content_type = RAR_TYPE if media is Media.RAR else _WRITERS[media][0]
        _HELD[key] = (
            report,
            Attachment(
                name=name or f"{report.title}.{suffix}",
                content_type=content_type,
                make=cache(partial(written, media, report)),
            ),
        )
    return _HELD[key][1]


def bundle(name: str, reports: Mapping[str, LabReport]) -> Attachment:
    """A zip with a DOCX for each name, the names in GBK as old tools leave them."""

    def make() -> bytes:
        return zipped({inner: written(Media.DOCX, held) for inner, held in reports.items()}, "gbk")

    return Attachment(name=name, content_type=ZIP_TYPE, make=cache(make))


def pictures(report: LabReport) -> tuple[Attachment, ...]:
    """The pages of a report as pictures, in order, named as a content system does."""
    pages = cache(partial(_pages, report))
    return tuple(
        Attachment(
            name=f"W0{report.year + 1}0116{i:06d}.jpg",
            content_type=_JPEG_TYPE,
            make=partial(_page, pages, i),
        )
        for i in range(len(sheets_of((report,))))
    )


def _pages(report: LabReport) -> tuple[bytes, ...]:
    draw: Callable[[LabReport], tuple[bytes, ...]]
    draw = import_module("portal_lab.paper.scan").report_pictures
    return draw(report)


def _page(pages: Callable[[], tuple[bytes, ...]], number: int) -> bytes:
    return pages()[number]
