"""One report in several forms is one reading: printed, as OFD, and by a browser."""

from __future__ import annotations

import subprocess

import pytest
from ofd_files import OfdWriter
from pdf_writer import WIDTHS, Paper, Printer

from browser.executable import find_browser
from portal_lab.defects import DEFECTS
from portal_lab.forms import FORM_2019, FORM_2021
from portal_lab.generator import Author, reports_of
from portal_lab.render_docx import report_docx
from portal_lab.render_html import Hand, report_html
from portal_lab.report import tables_of
from reading.ofd.document import read_ofd
from reading.pdf.document import read_pdf
from reading.reader import read, reading_of

SMALL = Author(name="苏镇市教育局", self_name="我局", topics=("招生入学", "教育经费", "学校建设"))
LARGE = Author(
    name="南浦县人民政府",
    self_name="县政府",
    topics=("乡村振兴", "城乡建设", "民生实事"),
    scale=300,
)
REPORTS = {
    "2019": reports_of(SMALL, range(2019, 2020), 1, {2019: FORM_2019})[2019],
    "2023": reports_of(SMALL, range(2023, 2024), 2, {2023: FORM_2021})[2023],
    "2023, large": reports_of(LARGE, range(2023, 2024), 3, {2023: FORM_2021})[2023],
    "2020, large": reports_of(LARGE, range(2020, 2021), 4)[2020],
} | {
    name: DEFECTS[name].plant(reports_of(SMALL, range(2023, 2024), 5)[2023])
    for name in ("cells_blank", "row_missing", "problems_missing")
}


def _written(report, write, table):
    """The report through two functions of a writer: for a paragraph, and for a table."""
    write(report.title)
    for paragraph in report.preamble:
        write(paragraph)
    tables = tables_of(report)
    for part, heading in report.headings.items():
        write(heading)
        for paragraph in report.paragraphs.get(part, ()):
            write(paragraph)
        if part in tables:
            table(part, [[(c.text, c.across, c.down) for c in row] for row in tables[part]])


def _told(reading):
    """All that a reading tells, but the form it came in."""
    return {
        "identity": (reading.title, reading.agency, reading.year, reading.year_basis),
        "edition": reading.edition,
        "figures": {p: (f.state, f.value, f.printed) for p, f in reading.figures.items()},
        "parts": {
            name: (part.heading, part.numeral, part.sentences, part.sub_headings)
            for name, part in reading.parts.items()
        },
        "around": (reading.preamble, reading.trailer),
        "statements": reading.statements,
        "notes": (reading.table_notes, reading.warnings, reading.is_cut),
    }


@pytest.mark.parametrize("height", [842.0, 500.0])
@pytest.mark.parametrize("name", REPORTS)
def test_a_printed_report_is_read_as_its_word_file(name, height):
    report = REPORTS[name]
    printer = Printer(Paper(height=height), head=report.agency)
    _written(report, printer.line, lambda part, rows: printer.table(rows, WIDTHS[part]))
    assert _told(reading_of(read_pdf(printer.paper.bytes()))) == _told(
        read(report_docx(report), name="年报")
    )


@pytest.mark.parametrize("bottom", [270.0, 150.0])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_as_ofd_is_read_as_its_word_file(name, bottom):
    report = REPORTS[name]
    writer = OfdWriter(bottom=bottom)
    _written(report, writer.paragraph, lambda _, rows: writer.table(rows))
    assert _told(reading_of(read_ofd(writer.saved()))) == _told(
        read(report_docx(report), name="年报")
    )


def test_a_page_that_a_browser_printed_is_read_as_the_page(tmp_path):
    browser = find_browser()
    if browser is None:
        pytest.skip("no browser is installed (chromium-headless-shell)")
    report = REPORTS["2023, large"]
    head = f"<!doctype html><meta charset=utf-8><title>{report.title}</title>"
    page = f"{head}<h1>{report.title}</h1>{report_html(report, Hand.EDITOR)}".encode()
    source, target = tmp_path / "report.html", tmp_path / "report.pdf"
    source.write_bytes(page)
    command = (
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={target}", source.as_uri(),
    )  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603
    assert _told(read(target.read_bytes(), name="年报")) == _told(read(page, name="年报"))
