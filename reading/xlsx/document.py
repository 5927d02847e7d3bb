"""XLSX (and XLS) to blocks: values by calamine, what a person sees of them by their formats."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reading.blocks import MOST_SLOTS, Block, Document, Paragraph, one_line, too_many_cells
from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import broken_package
from reading.model import Media
from reading.part_headings import part_of_heading
from reading.xlsx.blocks import Place, SeenSheet, blocks_of
from reading.xlsx.looks import GENERAL, ODD_FORMAT, Shown, shown
from reading.xlsx.package import package_of
from reading.xlsx.sheets import RawSheet, Sheets
from reading.xlsx.xls_records import XlsBook, XlsSheet, book_of

_ZIP = b"PK"
_SHEETS = "xl/worksheets/"
_PANIC = "PanicException"
_MOST_AREA = 4_000_000
"""Places between the first and the last cell of a sheet; calamine makes room for each."""
Value = int | float | str | bool | time | date | timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The visible sheets of a workbook, and what is worth a word."""

    sheets: tuple[SeenSheet, ...]
    warnings: tuple[str, ...]


def read_xlsx(body: bytes) -> Document:
    """The workbook as blocks, sheet after sheet. XLS and ET are read by the same call.

    Raises:
        DocumentError: it is encrypted, damaged, or has more cells than any report.
    """
    book = _packaged(body) if body.startswith(_ZIP) else _old(body)
    blocks: list[Block] = []
    for sheet in book.sheets:
        if part_of_heading(sheet.name) is not None:
            blocks.append(Paragraph(text=sheet.name))
        blocks.extend(blocks_of(sheet))
    return Document(media=Media.XLSX, blocks=tuple(blocks), warnings=book.warnings)


def _packaged(body: bytes) -> _Book:
    package = package_of(body)
    reader = Sheets(package)
    with _opened(package.rebuilt()) as book:
        visible = [
            (part.path, part.name, reader.sheet(part.path))
            for part in package.sheets
            if not part.is_hidden and part.path is not None and part.path.startswith(_SHEETS)
        ]
        for _, _, raw in visible:
            _refuse_wide(raw.cells)
        seen = tuple(
            _seen_sheet(
                book.get_sheet_by_name(name),
                SeenSheet(
                    name=name,
                    cells={},
                    hidden_rows=frozenset(raw.hidden_rows),
                    hidden_columns=frozenset(raw.hidden_columns),
                    has_pictures=path in package.pictures,
                ),
                raw.cells,
                partial(_of_cell, raw),
            )
            for path, name, raw in visible
        )
    hidden = sum(part.is_hidden for part in package.sheets)
    return _Book(sheets=seen, warnings=_warnings(seen, hidden, has_macros=package.has_macros))


def _old(body: bytes) -> _Book:
    records = book_of(body)
    for raw in records.sheets:
        _refuse_wide(raw.styles)  # calamine makes room for all sheets at once
    seen: list[SeenSheet] = []
    hidden = 0
    with _opened(body) as book:
        for place, listed in enumerate(book.sheets_metadata):
            if listed.visible is not SheetVisibleEnum.Visible:
                hidden += 1
                continue
            if listed.typ is not SheetTypeEnum.WorkSheet or place >= len(records.sheets):
                continue
            raw = records.sheets[place]
            seen.append(
                _seen_sheet(
                    book.get_sheet_by_name(listed.name),
                    SeenSheet(
                        name=listed.name,
                        cells={},
                        hidden_rows=frozenset(raw.hidden_rows),
                        hidden_columns=frozenset(raw.hidden_columns),
                    ),
                    raw.errors,
                    partial(_of_old_cell, records, raw),
                )
            )
    sheets = tuple(seen)
    return _Book(sheets=sheets, warnings=_warnings(sheets, hidden, has_macros=records.has_macros))


@contextmanager
def _opened(body: bytes) -> Iterator[CalamineWorkbook]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(body)) as book:
            yield book
    except PasswordError as error:
        raise DocumentError(
            DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件"
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise broken_package() from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:  # calamine's own failure, which is no Exception
            raise broken_package() from error
        raise


def _refuse_wide(places: Collection[Place]) -> None:
    """Refuse a sheet that is spread over millions of places."""
    if places:
        rows, columns = ([place[axis] for place in places] for axis in (0, 1))
        area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
        if area > _MOST_AREA:
            raise too_many_cells()


def _seen_sheet(
    found: CalamineSheet,
    bare: SeenSheet,
    places: Collection[Place],
    look: Callable[[Place, Value], Shown],
) -> SeenSheet:
    """``bare`` with what is seen in its cells; ``places`` may hold what calamine leaves blank."""
    top, left = found.start or (0, 0)
    values: dict[Place, Value] = dict.fromkeys(places, "")
    for row, line in enumerate(found.to_python(), start=top):
        values.update(
            ((row, column), value) for column, value in enumerate(line, start=left) if value != ""
        )
    cells = {place: look(place, value) for place, value in values.items()}
    return replace(
        bare,
        cells={place: cell for place, cell in cells.items() if cell.text.strip() or cell.doubt},
        merges=tuple(found.merged_cell_ranges or ()),
    )


def _of_cell(raw: RawSheet, place: Place, value: Value) -> Shown:
    """By calamine; errors, and formulas without a result, which it leaves blank, by the XML."""
    cell = raw.cells.get(place)
    if cell is not None and value == "":
        return cell.shown(shows_zeros=raw.shows_zeros)
    return _of_value(value, cell.code if cell else GENERAL, shows_zeros=raw.shows_zeros)


def _of_old_cell(book: XlsBook, raw: XlsSheet, place: Place, value: Value) -> Shown:
    if value == "":
        return Shown(text=raw.errors.get(place, ""))
    return _of_value(value, book.code(raw, place), shows_zeros=raw.shows_zeros)


def _of_value(value: Value, code: str, *, shows_zeros: bool) -> Shown:
    if isinstance(value, str):
        return Shown(text=value)
    if isinstance(value, bool):
        return Shown(text="TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return shown(Decimal(repr(value)), code, shows_zeros=shows_zeros)
    if isinstance(value, date):
        return Shown(text=f"{value.year}年{value.month}月{value.day}日")
    return Shown(text=str(value), doubt=ODD_FORMAT)


def _warnings(sheets: tuple[SeenSheet, ...], hidden: int, *, has_macros: bool) -> tuple[str, ...]:
    found = [f"有 {hidden} 张隐藏的工作表，未予读取"] if hidden else []
    found += [
        f"工作表“{sheet.name}”有隐藏的行或列，未予读取"
        for sheet in sheets
        if sheet.has_hidden_cells
    ]
    if has_macros:
        found.append("文件带有宏，未予运行")
    return tuple(found)


def xlsx_lines(body: bytes) -> Iterator[tuple[str, ...]]:
    """The rows of every visible sheet by the XML alone, merged cells once.

    An XLS has no XML: nothing comes, and the second reading abstains.

    Raises:
        DocumentError: the package cannot be used.
    """
    if not body.startswith(_ZIP):
        return
    package = package_of(body)
    sheets = Sheets(package)
    for part in package.sheets:
        if part.is_hidden or part.path is None or not part.path.startswith(_SHEETS):
            continue
        raw = sheets.sheet(part.path)
        yield from _raw_lines(raw)


def _raw_lines(raw: RawSheet) -> Iterator[tuple[str, ...]]:
    """Cells in order, row by row; a row ends where the widest of its neighbours ends."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in raw.cells.items():
        if row not in raw.hidden_rows and column not in raw.hidden_columns:
            text = one_line(cell.shown(shows_zeros=raw.shows_zeros).text)
            if text:
                rows.setdefault(row, {})[column] = text
    covered: dict[int, list[range]] = {}
    for (top, left), (bottom, right) in raw.merges:
        for row in rows.keys() & range(top, bottom + 1):
            # The first cell of a merge stands for all; in the rows below it none does.
            covered.setdefault(row, []).append(range(left + (row == top), right + 1))
    run: list[int] = []
    for row in [*sorted(rows), -1]:
        if run and row != run[-1] + 1:
            wide = max(max(rows[line]) for line in run)
            wide = max([wide, *(r.stop - 1 for line in run for r in covered.get(line, ()))])
            if (wide + 1) * len(run) > MOST_SLOTS:
                raise too_many_cells()
            for line in run:
                skipped = {c for cells in covered.get(line, ()) for c in cells}
                yield tuple(
                    rows[line].get(column, "")
                    for column in range(wide + 1)
                    if column not in skipped and column not in raw.hidden_columns
                )
            run = []
        run.append(row)
