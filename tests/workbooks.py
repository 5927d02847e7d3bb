"""Workbooks for the tests: made reports as XLSX by openpyxl, small XLS files record by record."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Table = list[list[tuple[str, int, int]]]  # rows of (text, column span, row span)


def xlsx_of_tables(
    tables: dict[str, Table],
    *,
    before: dict[str, Sequence[str]] | None = None,
    in_one_sheet: bool = False,
    change: Callable[[openpyxl.Workbook], None] = lambda _book: None,
) -> bytes:
    """A workbook of these tables, each under the lines ``before`` it."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for number, (name, table) in enumerate(tables.items()):
        if not in_one_sheet and number:
            sheet, row = book.create_sheet(), 1
        if not in_one_sheet:
            sheet.title = name
        for line in (before or {}).get(name, ()):
            sheet.cell(row, 1, line)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=10)
            row += 1
        row = _put(sheet, row, table) + 1
    change(book)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(sheet: Worksheet, top: int, table: Table) -> int:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table, start=top):
        column = 1
        for text, wide, high in line:
            while (row, column) in taken:
                column += 1
            sheet.cell(row, column, _value(text))
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            if wide > 1 or high > 1:
                sheet.merge_cells(
                    start_row=row, end_row=row + high - 1,
                    start_column=column, end_column=column + wide - 1,
                )  # fmt: skip
            column += wide
    return top + len(table)


def _value(text: str) -> str | float | int:
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a BIFF stream."""
    return struct.pack("<HH", kind, len(content)) + content


def xls(
    rows: Sequence[Sequence[str | float]],
    *,
    merges: Iterable[tuple[int, int, int, int]] = (),
    formats: Sequence[str] = (),
    styles: dict[tuple[int, int], int] | None = None,
    hidden_rows: Iterable[int] = (),
    more: bytes = b"",
    in_globals: bytes = b"",
) -> bytes:
    """An XLS with one sheet; ``styles`` gives cells one of ``formats``, counted from 1."""
    start = struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 6)
    name = "表一".encode("utf-16-le")
    head = record(0x809, start) + record(0x42, struct.pack("<H", 1200)) + in_globals
    for number, code in enumerate(formats, start=170):
        letters = code.encode("utf-16-le")
        head += record(0x41E, struct.pack("<HHB", number, len(code), 1) + letters)
    for number in (0, *range(170, 170 + len(formats))):
        head += record(0xE0, struct.pack("<HHH", 0, number, 0) + bytes(14))
    bound = struct.pack("<BBBB", 0, 0, 2, 1) + name
    place = len(head) + 4 + 4 + len(bound) + 4
    head += record(0x85, struct.pack("<I", place) + bound) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for row in hidden_rows:
        sheet += record(0x208, struct.pack("<HHHHHHHH", row, 0, 0, 0, 0, 0, 0x20, 0))
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            cell = struct.pack("<HHH", row, column, (styles or {}).get((row, column), 0))
            if isinstance(value, str) and value:
                letters = value.encode("utf-16-le")
                sheet += record(0x204, cell + struct.pack("<HB", len(value), 1) + letters)
            elif not isinstance(value, str):
                sheet += record(0x203, cell + struct.pack("<d", value))
    ranges = [struct.pack("<HHHH", *merge) for merge in merges]
    sheet += record(0xE5, struct.pack("<H", len(ranges)) + b"".join(ranges)) + more + record(0x0A)
    return ole("Workbook", head + sheet)


def ole(name: str, content: bytes) -> bytes:
    """A container with one stream, long enough to stand in sectors of its own."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    fat_sectors = 1
    while (fat_sectors + 1 + sectors) * 4 > fat_sectors * 512:
        fat_sectors += 1
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    first = fat_sectors + 1
    chain = [*range(first + 1, first + sectors), end]
    numbers = [table] * fat_sectors + [end] + chain
    fat = struct.pack(f"<{len(numbers)}I", *numbers).ljust(fat_sectors * 512, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, fat_sectors,
                      0, 4096, end, 0, end, 0)
    )  # fmt: skip
    places = [*range(fat_sectors), *[free] * (109 - fat_sectors)]
    header += struct.pack("<109I", *places)
    root = _entry("Root Entry", 5, child=1, start=end, size=0)
    stream = _entry(name, 2, child=free, start=first, size=len(content))
    return header + fat + (root + stream + bytes(256)) + content


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    free = 0xFFFFFFFF
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters) + 2, kind, 1, free, free, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
