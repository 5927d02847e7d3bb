"""Sheets as an Excel workbook: frozen heads, filters, widths for Chinese, no formula from data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from config.spreadsheets import is_formula
from ledger.asking import Cell
from ledger.exports import OpenSheet
from workflow.cells import SheetCell, Tidied, cell_of

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head among them."""

_SAMPLE = 200
_NARROWEST, _WIDEST = 8, 60
_MARGIN = 2
_DAY_FORMAT, _INSTANT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSheet:
    """One sheet as it was written; ``left_out`` rows did not fit."""

    name: str
    rows: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBook:
    """A workbook as it was written."""

    sheets: tuple[WrittenSheet, ...]
    tidied: Tidied


def write_workbook(
    out: BinaryIO,
    sheets: Iterable[OpenSheet],
    *,
    most_rows: int = MOST_ROWS,
    frozen_columns: int = 0,
) -> WrittenBook:
    """Write the sheets one after another; only a part of the rows is in memory at a time.

    So many columns stay in sight, as the heads do.
    """
    corner = f"{get_column_letter(frozen_columns + 1)}2"
    book = Workbook(write_only=True)
    tidied = Tidied()
    written = tuple(_sheet(book, sheet, tidied, most_rows, corner) for sheet in sheets)
    book.save(out)
    return WrittenBook(sheets=written, tidied=tidied)


def _sheet(
    book: Workbook, sheet: OpenSheet, tidied: Tidied, most_rows: int, corner: str
) -> WrittenSheet:
    page: Any = book.create_sheet(sheet.name)
    rows = (
        tuple(cell_of(c, v, tidied) for c, v in zip(sheet.columns, row, strict=True))
        for row in sheet.rows
    )
    sample = list(islice(rows, _SAMPLE))
    for n, width in enumerate(_widths(sheet.columns, sample), 1):
        page.column_dimensions[get_column_letter(n)].width = width
    page.freeze_panes = corner
    page.append([_head(page, name) for name in sheet.columns])
    count = 0
    whole = chain(sample, rows)
    for row in islice(whole, most_rows - 1):
        page.append([_cell(page, value) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count + 1}"
    return WrittenSheet(name=sheet.name, rows=count, left_out=sum(1 for _ in whole))


def _widths(columns: Sequence[str], sample: Sequence[tuple[SheetCell, ...]]) -> Iterator[int]:
    for n, name in enumerate(columns):
        longest = max((cell_len(str(row[n])) for row in sample if row[n] is not None), default=0)
        # Beside the head stands the button of the filter.
        yield min(max(longest + _MARGIN, cell_len(name) + 2 * _MARGIN, _NARROWEST), _WIDEST)


def _head(page: Any, name: str) -> Any:  # noqa: ANN401 - openpyxl's types do not hold
    cell = _text(page, name)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="center")
    return cell


def _cell(page: Any, value: SheetCell) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return _text(page, value)
    if isinstance(value, date):
        cell: Any = WriteOnlyCell(page)
        cell.value = value
        cell.number_format = _INSTANT_FORMAT if isinstance(value, datetime) else _DAY_FORMAT
        return cell
    return value


def _text(page: Any, text: str) -> Any:  # noqa: ANN401
    """A text, and nothing else: what looks like a formula stays one even when it is edited."""
    cell: Any = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    if is_formula(text):
        cell.quotePrefix = True
    return cell


def one_sheet(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> OpenSheet:
    """An answer as the only sheet of a workbook; Excel allows 31 letters for its name."""
    forbidden = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
    return OpenSheet(name=name.translate(forbidden)[:31], columns=columns, rows=iter(rows))
