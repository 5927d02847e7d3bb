"""Reports made from a seed, in every form that this machine can make."""

from __future__ import annotations

import importlib
import subprocess
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from bench.expected import Document, Expected, Form, Origin
from portal_lab.defects import DEFECTS
from portal_lab.forms import FORM_2019, FORM_2021
from portal_lab.generator import Author, reports_of
from portal_lab.render_docx import report_docx
from portal_lab.render_html import Hand, report_html
from portal_lab.render_text import cell_a_line, tab_separated
from portal_lab.report import LabReport, tables_of
from reading.editions import EDITIONS

SEEDS = range(1, 6)
CONVERTED_SEEDS = 2
_DEFECTS = ("cells_blank", "row_missing", "problems_missing")
_AUTHORS = (
    Author(name="苏镇市教育局", self_name="我局", topics=("招生入学", "教育经费", "学校建设")),
    Author(
        name="南浦县人民政府",
        self_name="县政府",
        topics=("乡村振兴", "城乡建设", "民生实事"),
        scale=300,
    ),
)
_CONVERT_SECONDS = 240


def made_reports(seeds: range = SEEDS) -> Iterator[tuple[str, LabReport]]:
    """Reports of both editions, small and large, sound and with blanks and gaps."""
    for seed in seeds:
        author = _AUTHORS[seed % len(_AUTHORS)]
        for year, form in ((2019, FORM_2019), (2023, FORM_2021)):
            report = reports_of(author, range(2019, 2024), seed)[year]
            yield f"{seed}-{form.name}", report
            if seed == seeds[0] and form is FORM_2021:
                for name in _DEFECTS:
                    yield f"{seed}-{form.name}-{name}", DEFECTS[name].plant(report)


def made_documents(seeds: range = SEEDS) -> Iterator[Document]:
    """Every made report in the forms that need nothing but the project."""
    for name, report in made_reports(seeds):
        expected = expected_of(report)
        for hand in Hand:
            yield _document(f"{name}-{hand}.html", Form.HTML, page(report, hand), expected)
        plain = page(report, Hand.PLAIN).decode().replace("utf-8", "gb2312")
        body = plain.encode("gb18030")
        yield _document(f"{name}-gb18030.html", Form.GB18030, body, expected)
        yield _document(f"{name}.docx", Form.DOCX, report_docx(report), expected)
        yield _document(f"{name}-lines.txt", Form.TEXT, cell_a_line(report), expected)
        yield _document(f"{name}-tabs.txt", Form.TEXT, tab_separated(report), expected)
        book = _xlsx(report)
        if book is not None:
            yield _document(f"{name}.xlsx", Form.XLSX, book, _of_tables(expected))


def converted_documents(seeds: range = SEEDS[:CONVERTED_SEEDS]) -> Iterator[Document]:
    """DOC and PDF by an office suite and PDF by a browser, where they are installed."""
    with TemporaryDirectory() as held:
        folder = Path(held)
        expected = {}
        for name, report in made_reports(seeds):
            expected[name] = expected_of(report)
            (folder / f"{name}.docx").write_bytes(report_docx(report))
            (folder / f"{name}.html").write_bytes(page(report, Hand.EDITOR))
        for suffix, form in (("doc", Form.DOC), ("pdf", Form.PDF)):
            _by_office(folder, suffix)
            yield from _found(folder, suffix, form, expected)
        _by_browser(folder)
        yield from _found(folder, "browser.pdf", Form.PDF, expected)


def expected_of(report: LabReport) -> Expected:
    """What a reader should find in a made report."""
    edition = next(edition for edition in EDITIONS if edition.name == report.form.name)
    paths = {path for row in edition.rows for path in row.paths()}
    held = {path.partition(".")[0] for path in report.figures} & set(report.headings)
    figures = {
        path: (_value(printed), printed)
        for path, printed in report.figures.items()
        if path.partition(".")[0] in held
    }
    return Expected(
        figures=figures,
        missing=frozenset(paths - set(figures)),
        year=report.year,
        title=report.title,
        parts=report.headings,
        statements=tuple(_statements(report)),
    )


def page(report: LabReport, hand: Hand) -> bytes:
    """The report as a page of its own."""
    head = f"<!doctype html><html><head><meta charset=utf-8><title>{report.title}</title></head>"
    return f"{head}<body><h1>{report.title}</h1>{report_html(report, hand)}</body></html>".encode()


def _document(name: str, form: Form, body: bytes, expected: Expected) -> Document:
    return Document(
        name=f"made/{name}", form=form, origin=Origin.MADE, body=body, expected=expected
    )


def _of_tables(expected: Expected) -> Expected:
    """What a workbook holds: numbers without the zeros that only a printed one ends in."""
    return Expected(
        figures={
            path: (value, printed if value is None else f"{Decimal(value).normalize():f}")
            for path, (value, printed) in expected.figures.items()
        },
        missing=expected.missing,
        has_title=False,
    )


def _value(printed: str) -> str | None:
    try:
        return str(Decimal(printed))
    except InvalidOperation:
        return None


def _statements(report: LabReport) -> Iterator[tuple[str, str]]:
    """The claims whose numbers the generator took from the tables."""
    yield "statistics_period", f"{report.year}-01-01 {report.year}-12-31"
    received = report.figures["requests.received.total"]
    if received == "0":
        yield "requests_none_received", ""
    else:
        yield "requests_received", received
        yield "requests_concluded", report.figures["requests.concluded.total"]


def _xlsx(report: LabReport) -> bytes | None:
    """The three tables as sheets of a workbook; nothing where the writer is not installed."""
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError:
        return None
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables_of(report).items():
        sheet = book.create_sheet(title)
        taken: set[tuple[int, int]] = set()
        for line, row in enumerate(rows, start=1):
            column = 1
            for cell in row:
                while (line, column) in taken:
                    column += 1
                right, below = column + cell.across - 1, line + cell.down - 1
                number = _value(cell.text)
                sheet.cell(line, column).value = cell.text if number is None else float(number)
                if (right, below) != (column, line):
                    sheet.merge_cells(None, line, column, below, right)
                taken |= {(y, x) for y in range(line, below + 1) for x in range(column, right + 1)}
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _found(
    folder: Path, suffix: str, form: Form, expected: dict[str, Expected]
) -> Iterator[Document]:
    for name, known in expected.items():
        path = folder / f"{name}.{suffix}"
        if path.exists():
            yield _document(path.name, form, path.read_bytes(), known)


def _by_office(folder: Path, suffix: str) -> None:
    office = which("soffice")
    if office is None:
        return
    names = [str(path) for path in sorted(folder.glob("*.docx"))]
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run(office, home, "--headless", "--convert-to", suffix, "--outdir", str(folder), *names)


def _by_browser(folder: Path) -> None:
    browser = which("chromium-headless-shell") or which("chromium")
    if browser is None:
        return
    for path in sorted(folder.glob("*.html")):
        target = path.with_suffix(".browser.pdf")
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        _run(browser, *flags, f"--print-to-pdf={target}", path.as_uri())


def _run(*command: str) -> None:
    """Run a converter; what it could not make is simply not measured, and the count tells."""
    subprocess.run(  # noqa: S603 - programs found on the machine, arguments our own
        command, capture_output=True, check=False, timeout=_CONVERT_SECONDS
    )
