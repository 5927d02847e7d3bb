"""Lists of agencies in Excel and CSV (名录表): read as rows, and written for people to edit.

A sheet is known by its heads, not by its name: with 全称 it holds agencies, with 首页网址 places,
with both one agency and one place in each row; with 月, 日 and 依据 it holds local deadlines.
"""

from __future__ import annotations

import csv
import io
import typing
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from config.errors import InputError
from config.spreadsheets import unmarked
from registry.cells import value_of
from registry.rows import ROW_KINDS, AgencyRow, DeadlineRow, PlaceRow, columns_of

# More than the whole country has.
ROWS_READ = 100_000
_BYTES_READ = 50 * 1024 * 1024
_EXPANDED_BYTES = 500 * 1024 * 1024

# What offices call the columns in lists of their own.
_OTHER_HEADS = {
    "编号": "机关编号",
    "机关名称": "全称",
    "单位名称": "全称",
    "单位全称": "全称",
    "机关全称": "全称",
    "机关类别": "类别",
    "单位类别": "类别",
    "行政区划代码": "区划代码",
    "简称": "其他叫法",
    "原名称": "曾用名",
    "上级机关编号": "上级机关",
    "网址": "首页网址",
    "网站": "首页网址",
    "网站地址": "首页网址",
    "网站网址": "首页网址",
    "门户网址": "首页网址",
    "首页": "首页网址",
    "年报栏目": "年报栏目网址",
    "栏目网址": "年报栏目网址",
    "邮箱": "电子邮箱",
    "电子邮件": "电子邮箱",
    "邮箱地址": "电子邮箱",
    "联系邮箱": "电子邮箱",
}
_HINTS = {table: typing.get_type_hints(kind) for table, kind in ROW_KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """What one line of a sheet says of one row of the registry.

    ``where`` names the line for messages. ``values`` holds only the keys that the sheet has a
    column for; ``None`` is an empty cell.
    """

    table: str
    where: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """All rows of a file in their order, and the heads that mean nothing to us."""

    rows: tuple[SheetRow, ...]
    ignored_heads: tuple[str, ...]


def read_sheets(path: Path) -> SheetReading:
    """The rows in an Excel workbook or a CSV file.

    Raises:
        InputError: the file cannot be opened, is too large, or has no column that we know.
    """
    body = _body(path)
    grids = _workbook(path, body) if _is_workbook(body) else {path.stem: _csv(path, body)}
    rows: list[SheetRow] = []
    ignored: dict[str, None] = {}
    for name, grid in grids.items():
        found, unknown = _rows(name, grid)
        rows += found
        if found:
            ignored |= dict.fromkeys(unknown)
    if not rows:
        raise InputError(
            str(path), ("没有找到可用的列：首行应有“全称”（机关）或“首页网址”（位置）等列名",)
        )
    return SheetReading(rows=tuple(rows), ignored_heads=tuple(ignored))


def _body(path: Path) -> bytes:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), (f"文件打不开（{error.strerror}）",)) from error
    if len(body) > _BYTES_READ:
        raise InputError(str(path), (f"文件超过 {_BYTES_READ // 1024 // 1024} MB，不是名录表",))
    return body


def _is_workbook(body: bytes) -> bool:
    return body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _workbook(path: Path, body: bytes) -> dict[str, list[list[object]]]:
    try:
        if zipfile.is_zipfile(io.BytesIO(body)):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                if sum(member.file_size for member in archive.infolist()) > _EXPANDED_BYTES:
                    raise InputError(str(path), ("工作簿解压后过大，不是名录表",))
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return {
            name: [list(row) for row in workbook.get_sheet_by_name(name).to_python()]
            for name in workbook.sheet_names
        }
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(
            str(path), ("不是能读取的 Excel 工作簿，请另存为 .xlsx 后再试",)
        ) from error


def _csv(path: Path, body: bytes) -> list[list[object]]:
    """A CSV as Excel saves it: UTF-8 with or without mark, or GBK."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
            lines = csv.reader(io.StringIO(text, newline=""), strict=True)
            return [[unmarked(cell) for cell in line] for line in lines]
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise InputError(str(path), (f"不是有效的 CSV 文件（{error}）",)) from error
    raise InputError(str(path), ("文字编码无法识别，请另存为 UTF-8 的 CSV 或 .xlsx",))


def _rows(sheet: str, grid: Sequence[Sequence[object]]) -> tuple[list[SheetRow], tuple[str, ...]]:
    """The rows of one sheet, and its heads that are unknown; its first line holds the heads."""
    heads = [_head(cell) for cell in grid[0]] if grid else []
    tables = _tables(heads)
    keys = {table: _keys(table, heads) for table in tables}
    rows = []
    for number, line in enumerate(grid[1 : ROWS_READ + 1], start=2):
        cells = [*line, *[None] * (len(heads) - len(line))]
        for table in tables:
            values = {key: value_of(cells[at], _HINTS[table][key]) for at, key in keys[table]}
            own = {key for key, value in values.items() if value is not None}
            if own - {"agency"} or (own and len(tables) == 1):
                rows.append(SheetRow(table=table, where=f"{sheet}第{number}行", values=values))
    used = {heads[at] for columns in keys.values() for at, _ in columns}
    return rows, tuple(head for head in heads if head and head not in used)


def _head(cell: object) -> str:
    name = "".join(str(cell or "").split()).strip("*\uff0a")  # offices mark what must be filled in
    return _OTHER_HEADS.get(name, name)


def _tables(heads: Iterable[str]) -> tuple[str, ...]:
    has = set(heads)
    if {"月", "日", "依据"} <= has:
        return ("deadline",)
    marks = {"agency": "全称", "place": "首页网址"}
    return tuple(table for table, mark in marks.items() if mark in has)


def _keys(table: str, heads: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Which column holds which key."""
    kind: type[AgencyRow | PlaceRow | DeadlineRow] = ROW_KINDS[table]
    known = {str(column.metadata["head"]): column.name for column in columns_of(kind)}
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        if head in known:
            found.setdefault(known[head], at)
    return tuple((at, key) for key, at in found.items())
