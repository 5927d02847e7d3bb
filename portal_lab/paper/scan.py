"""Reports as pictures: pages of a printed report as a scanner gives them."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from portal_lab.paper.pdf import images_pdf, report_pdf
from portal_lab.report import LabReport

_DPI, _QUALITY = 150, 60


def report_scan(report: LabReport) -> bytes:
    """A PDF whose pages are pictures and nothing else."""
    return images_pdf(_pictures(report))


def report_pictures(report: LabReport) -> tuple[bytes, ...]:
    """The pages as JPEG files, in order (图片版)."""
    return tuple(jpeg for jpeg, _, _ in _pictures(report))


def _pictures(report: LabReport) -> tuple[tuple[bytes, int, int], ...]:
    document = pypdfium2.PdfDocument(report_pdf(report))
    found: list[tuple[bytes, int, int]] = []
    try:
        for page in document:
            image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            held = BytesIO()
            image.save(held, "JPEG", quality=_QUALITY)
            found.append((held.getvalue(), image.width, image.height))
    finally:
        document.close()
    return tuple(found)
