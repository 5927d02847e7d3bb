"""Writes a registry as a list that people edit in Excel (XLSX) or as CSV."""

from __future__ import annotations

import csv
import io
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from config.errors import InputError
from config.spreadsheets import harmless
from config.tables import load_toml
from registry.cells import cell_of
from registry.rows import ROW_KINDS, columns_of

SHEET_NAMES: Mapping[str, str] = {"agency": "机关", "place": "位置", "deadline": "期限"}
_WIDEST = 48

Cell = str | int | float | None


def export_registry(registry: Path, target: Path) -> int:
    """Write the registry file as ``target`` (.xlsx or .csv); gives the number of agencies.

    A workbook holds a sheet for agencies, places and deadlines each. A CSV holds one line for
    each place beside its agency, and no deadlines.

    Raises:
        InputError: the registry cannot be read, the ending is another, or the disk refuses.
    """
    tables = load_toml(registry)
    writers = {".xlsx": _write_workbook, ".csv": _write_csv}
    writer = writers.get(target.suffix.lower())
    if writer is None:
        raise InputError(str(target), ("文件名应以 .xlsx 或 .csv 结尾",))
    try:
        writer(tables, target)
    except OSError as error:
        raise InputError(str(target), (f"文件写不进去（{error.strerror}）",)) from error
    return len(tables.get("agency", ()))


def _write_workbook(tables: Mapping[str, Any], target: Path) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table, name in SHEET_NAMES.items():
        lines = [_cells(table, row) for row in tables.get(table, ())]
        _fill(workbook.create_sheet(name), _heads(table), lines)
    held = io.BytesIO()
    workbook.save(held)
    target.write_bytes(held.getvalue())


def _fill(sheet: Worksheet, heads: Sequence[str], lines: Sequence[Sequence[Cell]]) -> None:
    """Heads that stay in sight, a filter, widths for Chinese, and no cell that is a formula."""
    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
    for number, line in enumerate(lines, start=2):
        for at, value in enumerate(line, start=1):
            cell = sheet.cell(row=number, column=at)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.number_format = "@"
    for at, head in enumerate(heads, start=1):
        texts = [head, *(str(line[at - 1] or "") for line in lines)]
        sheet.column_dimensions[get_column_letter(at)].width = _width(texts)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _width(texts: Sequence[str]) -> int:
    """Columns of a cell: a Chinese character takes two."""
    widest = max(sum(1 if ord(c) < 0x2E80 else 2 for c in text) for text in texts)  # noqa: PLR2004
    return min(widest + 3, _WIDEST)


def _write_csv(tables: Mapping[str, Any], target: Path) -> None:
    """With the mark by which Excel knows UTF-8."""
    agency_heads, place_heads = _heads("agency"), _heads("place")
    own = [at for at, head in enumerate(place_heads) if head not in agency_heads]
    lines: list[list[Cell]] = [[*agency_heads, *(place_heads[at] for at in own)]]
    for agency in tables.get("agency", ()):
        places = [p for p in tables.get("place", ()) if p.get("agency") == agency.get("id")]
        for place in places or [{}]:
            cells = _cells("place", place)
            lines.append([*_cells("agency", agency), *(cells[at] for at in own)])
    held = io.StringIO()
    csv.writer(held).writerows([harmless(cell) for cell in line] for line in lines)
    target.write_bytes(held.getvalue().encode("utf-8-sig"))


def _heads(table: str) -> tuple[str, ...]:
    return tuple(str(column.metadata["head"]) for column in columns_of(ROW_KINDS[table]))


def _cells(table: str, row: Mapping[str, Any]) -> list[Cell]:
    kind = ROW_KINDS[table]
    hints = typing.get_type_hints(kind)
    return [cell_of(row.get(c.name), hints[c.name]) for c in columns_of(kind)]
