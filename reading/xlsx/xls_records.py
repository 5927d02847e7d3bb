"""The records of an XLS workbook (BIFF8) that decide what a person sees: formats, what is hidden.

Values are calamine's business; see [MS-XLS] 2.4 for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from reading.blocks import MOST_SLOTS, too_many_cells
from reading.doc.package import Package
from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import broken_package
from reading.xlsx.looks import GENERAL, format_code

_BOF, _EOF, _BOUND_SHEET, _FILE_PASS, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0x2F, 0x41E, 0xE0
_ROW, _COLUMNS, _WINDOW = 0x208, 0x7D, 0x23E
_NUMBER, _RK, _MANY_RK, _FORMULA, _BOOLEAN = 0x203, 0x27E, 0xBD, 0x06, 0x205
_TEXT, _TEXT_OLD, _TEXT_RICH = 0xFD, 0x204, 0xD6
_ONE_CELL = frozenset({_NUMBER, _RK, _FORMULA, _BOOLEAN, _TEXT, _TEXT_OLD, _TEXT_RICH})
_ROW_HIDDEN, _COLUMN_HIDDEN, _SHOWS_ZEROS = 0x20, 0x1, 0x10
_WIDE_LETTERS = 0x1
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_WIDEST = 256
_MOST_RECORDS, _MOST_SHEETS = 2_000_000, 100
# The least length of the records that are looked into, besides those of one cell.
_LEAST = {_MANY_RK: 6, _ROW: 14, _COLUMNS: 10, _WINDOW: 2}


@dataclass(slots=True, kw_only=True)
class XlsSheet:
    """A sheet: the styles of its cells, errors as printed, and what of it is hidden."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shows_zeros: bool = True


@dataclass(slots=True, kw_only=True)
class XlsBook:
    """The sheets in the order of the workbook, and its number formats."""

    sheets: list[XlsSheet] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    has_macros: bool = False

    def code(self, sheet: XlsSheet, place: tuple[int, int]) -> str:
        """The number format of a cell."""
        style = sheet.styles.get(place, -1)
        return self.codes[style] if 0 <= style < len(self.codes) else GENERAL


def book_of(body: bytes) -> XlsBook:
    """Walk the records of a workbook once.

    Raises:
        DocumentError: it is encrypted, damaged, or has more cells than any report.
    """
    package = Package(body)
    names = set(package.names)
    stream = package.stream("Workbook" if "workbook" in names else "Book")
    book = XlsBook(has_macros=any(name.startswith("_vba") for name in names))
    own: dict[int, str] = {}
    styles: list[int] = []
    places: list[int] = []
    for kind, content in _records(stream, 0):
        if kind == _FILE_PASS:
            raise DocumentError(
                DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件"
            )
        if kind == _BOUND_SHEET and len(content) >= 4:  # noqa: PLR2004 - its place
            places.append(struct.unpack_from("<I", content)[0])
        elif kind == _FORMAT:
            number, code = _format(content)
            own[number] = code
        elif kind == _XF and len(content) >= 4:  # noqa: PLR2004 - font and format
            styles.append(struct.unpack_from("<H", content, 2)[0])
    if len(places) > _MOST_SHEETS:
        raise too_many_cells()
    book.sheets = [_sheet(stream, place) for place in places]
    book.codes = [format_code(number, own) for number in styles]
    return book


def _sheet(stream: bytes, place: int) -> XlsSheet:
    sheet = XlsSheet()
    for kind, content in _records(stream, place):
        _see(sheet, kind, content)
    return sheet


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a ``BOF`` to its ``EOF``, those of charts in between left out."""
    depth = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(stream):
            raise broken_package()
        kind, length = struct.unpack_from("<HH", stream, at)
        if (depth == 0 and kind != _BOF) or at + 4 + length > len(stream):
            raise broken_package()
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
    raise too_many_cells()


def _format(content: bytes) -> tuple[int, str]:
    """A number format: its number, a count of letters, their width, the letters."""
    if len(content) < 5:  # noqa: PLR2004 - the head of the record
        return -1, ""
    number, count, flags = struct.unpack_from("<HHB", content)
    is_wide = flags & _WIDE_LETTERS
    letters = content[5 : 5 + count * (2 if is_wide else 1)]
    return number, letters.decode("utf-16-le" if is_wide else "latin-1", "replace")


def _error(kind: int, content: bytes) -> str | None:
    """The error that a cell prints in place of a value, as ``#DIV/0!``."""
    if kind == _BOOLEAN and len(content) >= 8 and content[7] == 1:  # noqa: PLR2004 - is an error
        return _ERRORS.get(content[6], "#N/A")
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:  # noqa: PLR2004
        return _ERRORS.get(content[8], "#N/A")
    return None


def _see(sheet: XlsSheet, kind: int, content: bytes) -> None:
    least = _LEAST.get(kind, 6 if kind in _ONE_CELL else None)
    if least is None or len(content) < least:
        return
    if kind in _ONE_CELL:
        row, column, style = struct.unpack_from("<HHH", content)
        sheet.styles[row, column] = style
        error = _error(kind, content)
        if error is not None:
            sheet.errors[row, column] = error
    elif kind == _MANY_RK:
        row, column = struct.unpack_from("<HH", content)
        for number in range((len(content) - 6) // 6):
            (style,) = struct.unpack_from("<H", content, 4 + 6 * number)
            sheet.styles[row, column + number] = style
    else:
        _see_view(sheet, kind, content)
    if len(sheet.styles) > MOST_SLOTS:
        raise too_many_cells()


def _see_view(sheet: XlsSheet, kind: int, content: bytes) -> None:
    """Note what is hidden."""
    if kind == _ROW:
        row, options = struct.unpack_from("<H10xH", content)
        if options & _ROW_HIDDEN:
            sheet.hidden_rows.add(row)
    elif kind == _COLUMNS:
        first, last, width, _, options = struct.unpack_from("<HHHHH", content)
        if options & _COLUMN_HIDDEN or width == 0:
            sheet.hidden_columns.update(range(first, min(last, _WIDEST) + 1))
    else:
        sheet.shows_zeros = bool(struct.unpack_from("<H", content)[0] & _SHOWS_ZEROS)
