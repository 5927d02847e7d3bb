"""One report in several forms: pages, DOCX, PDF with text, plain text."""

from __future__ import annotations

from collections.abc import Iterator

from pdf_writer import Paper, Printer

from bench.made import page
from bench.mutations.model import Draft
from portal_lab.render_docx import report_docx
from portal_lab.render_html import Hand
from portal_lab.render_text import cell_a_line, tab_separated
from portal_lab.report import LabReport, tables_of
from reading.model import ReportReading
from reading.reader import read

_WIDE = 1190.0
_WIDTHS = {
    "proactive": [3.0, 2.0, 2.0, 2.0],
    "requests": [1.0, 1.0, 2.0, *[1.2] * 7],
    "disputes": [1.0] * 15,
}


def read_page(draft: Draft) -> ReportReading:
    """The report printed as a page by an editor's hand, and read."""
    return read(page(draft.report, Hand.EDITOR), name="report.html")


def printings(draft: Draft) -> Iterator[tuple[str, str, bytes]]:
    """The form, a name of the file and its bytes, a page by hand first."""
    report = draft.report
    for hand in Hand:
        yield f"HTML, {hand}", "report.html", page(report, hand)
    yield "DOCX", "report.docx", report_docx(report)
    yield "PDF with text", "report.pdf", printed_pdf(report)
    yield "text, a cell a line", "report.txt", cell_a_line(report)
    yield "text, with tabs", "report.txt", tab_separated(report)


def printed_pdf(report: LabReport) -> bytes:
    """The report on wide paper, where no number is broken, tables ruled."""
    paper = Paper(width=_WIDE, height=842.0)
    printer = Printer(paper)
    printer.centred(report.title, 14)
    for text in report.preamble:
        printer.line(text)
    tables = tables_of(report)
    for name, heading in report.headings.items():
        printer.line(heading)
        for text in report.paragraphs[name]:
            printer.line(text)
        if name in tables:
            rows = [[(cell.text, cell.across, cell.down) for cell in row] for row in tables[name]]
            printer.table(rows, _WIDTHS[name])
    return paper.bytes()
