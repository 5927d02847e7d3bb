"""Reports as DOCX, with merged cells as in the official form, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocumentType

from portal_lab.report import LabReport, Rows, spread, tables_of

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# The first instant a zip archive can tell: members carry no time of making.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def report_docx(report: LabReport) -> bytes:
    """The report as a word processor's file."""
    document = Document()
    document.add_heading(report.title, level=0)
    for text in report.preamble:
        document.add_paragraph(text)
    tables = tables_of(report)
    for name, heading in report.headings.items():
        document.add_paragraph().add_run(heading).bold = True
        for text in report.paragraphs[name]:
            document.add_paragraph(text)
        if name in tables:
            _add_table(document, tables[name])
    held = BytesIO()
    document.save(held)
    return timeless(held.getvalue())


def _add_table(document: DocumentType, rows: Rows) -> None:
    grid = spread(rows)
    table = document.add_table(rows=len(grid), cols=len(grid[0]), style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for i, row in enumerate(grid):
        for j, cell in enumerate(row):
            if cell is None:
                continue
            first = cells[i][j]
            if cell.across > 1 or cell.down > 1:
                first = first.merge(cells[i + cell.down - 1][j + cell.across - 1])
            first.text = cell.text


def timeless(packed: bytes, change: Callable[[bytes], bytes] = lambda part: part) -> bytes:
    """The same archive with the clock taken out of its members; ``change`` is for their bytes."""
    held = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(held, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name, date_time=_ZIP_EPOCH)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, change(source.read(name)))
    return held.getvalue()
