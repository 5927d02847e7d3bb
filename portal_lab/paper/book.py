"""Reports as XLSX: the three tables as sheets of a workbook."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO

from openpyxl import Workbook

from portal_lab.render_docx import timeless
from portal_lab.report import LabReport, Rows, tables_of

_MADE_AT = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def report_xlsx(report: LabReport) -> bytes:
    """The report: a sheet of text, then a sheet for each table."""
    book = Workbook()
    first = book.active
    if first is not None:
        first.title = "报告"
        texts = [report.title, *report.preamble]
        for name, heading in report.headings.items():
            texts += [heading, *report.paragraphs[name]]
        for text in texts:
            first.append([text])
    for name, rows in tables_of(report).items():
        _fill(book, report.headings[name][2:14], rows)
    book.properties.created = book.properties.modified = _MADE_AT
    held = BytesIO()
    book.save(held)
    return timeless(
        held.getvalue(), lambda part: _MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z", part)
    )


def _fill(book: Workbook, title: str, rows: Rows) -> None:
    sheet = book.create_sheet(title)
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(rows, start=1):
        column = 1
        for cell in row:
            while (line, column) in taken:
                column += 1
            right, below = column + cell.across - 1, line + cell.down - 1
            sheet.cell(line, column, _value(cell.text))
            if (right, below) != (column, line):
                sheet.merge_cells(
                    start_row=line, start_column=column, end_row=below, end_column=right
                )
            taken |= {(y, x) for y in range(line, below + 1) for x in range(column, right + 1)}


def _value(text: str) -> str | Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
