"""The XML of a sheet, cell by cell, with all that decides what a person sees of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import BytesIO

from lxml import etree

from reading.blocks import MOST_SLOTS, too_many_cells
from reading.forms import broken_package
from reading.package_xml import entities, has_doctype, local, parse
from reading.xlsx.looks import GENERAL, Shown, format_code, shown
from reading.xlsx.package import Package

MOST_MERGES = 20_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DIGITS = re.compile(r"[0-9]{1,9}")
_NOT_COMPUTED = "单元格是公式，文件没有存下计算结果，请用表格软件打开并保存后再读取"
_TRUE = frozenset({"1", "true"})
_UNDERSCORED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDEST, _TALLEST = 16_384, 1_048_576
_WORDS = frozenset({"s", "str", "inlineStr"})
"""Kinds of cells that calamine counts even where they hold no letter."""
Place = tuple[int, int]  # row and column, from 0
Range = tuple[Place, Place]  # both ends belong to it


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """A cell as the XML has it: its ``kind`` (``t``), its text and its number format."""

    kind: str
    text: str
    code: str = GENERAL
    has_formula: bool = False

    def shown(self, *, shows_zeros: bool) -> Shown:
        """What is seen in it."""
        if self.has_formula and not self.text and self.kind != "str":
            return Shown(text="", doubt=_NOT_COMPUTED)
        if self.kind == "b":
            return Shown(text="TRUE" if self.text in _TRUE else "FALSE")
        if self.kind != "n" or not self.text:
            return Shown(text=self.text)
        try:
            return shown(Decimal(self.text), self.code, shows_zeros=shows_zeros)
        except InvalidOperation:
            return Shown(text=self.text)


@dataclass(slots=True, kw_only=True)
class RawSheet:
    """A sheet: its cells, merges, and what of it is hidden."""

    cells: dict[Place, RawCell] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shows_zeros: bool = True


class Sheets:
    """Reads the sheets of one package; texts and formats that they share are read once."""

    def __init__(self, package: Package) -> None:
        """``package`` is checked."""
        self._package = package
        self._strings = tuple(_strings(package.parts.get("xl/sharedStrings.xml")))
        self._codes = _codes(package.parts.get("xl/styles.xml"))

    def sheet(self, path: str) -> RawSheet:
        """One sheet.

        Raises:
            DocumentError: it is damaged, or has more cells than any report.
        """
        content = self._package.parts.get(path)
        if content is None:
            raise broken_package()
        sheet = RawSheet()
        row = -1
        try:
            for element in _elements(content):
                name = local(element)
                if name == "row":
                    row = _row_number(element, row)
                    self._row(sheet, element, row)
                elif name == "mergeCell":
                    _merge(sheet, element.get("ref") or "")
                elif name == "col":
                    _column(sheet, element)
                elif name == "sheetView" and element.get("showZeros") in ("0", "false"):
                    sheet.shows_zeros = False
        except etree.XMLSyntaxError as error:
            raise broken_package() from error
        return sheet

    def _row(self, sheet: RawSheet, element: etree._Element, row: int) -> None:
        if element.get("hidden") in _TRUE or _is_zero(element.get("ht")):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element:
            if local(cell) != "c":
                continue
            address = cell.get("r")
            place = (row, column + 1) if address is None else _place(address)
            if place is None or place[0] != row:
                raise broken_package()
            column = place[1]
            raw = self._cell(cell)
            if raw.text or raw.has_formula or raw.kind in _WORDS:
                sheet.cells[place] = raw
                if len(sheet.cells) > MOST_SLOTS:
                    raise too_many_cells()

    def _cell(self, cell: etree._Element) -> RawCell:
        kind = cell.get("t") or "n"
        parts = {local(part): part for part in cell}
        value = parts.get("v")
        text = (value.text or "") if value is not None else ""
        if kind == "s":
            text = self._shared(text)
        elif kind == "inlineStr":
            text = _text(parts["is"]) if "is" in parts else ""
        elif kind == "str":
            text = _unescaped(text)
        number = _number(cell.get("s"))
        code = self._codes[number] if number < len(self._codes) else GENERAL
        return RawCell(kind=kind, text=text, code=code, has_formula="f" in parts)

    def _shared(self, number: str) -> str:
        if not _DIGITS.fullmatch(number) or int(number) >= len(self._strings):
            raise broken_package()
        return self._strings[int(number)]


def _elements(content: bytes) -> Iterator[etree._Element]:
    """The elements of interest of a sheet, each dropped once it is seen."""
    wanted = tuple(f"{{*}}{name}" for name in ("row", "mergeCell", "col", "sheetView"))
    walker = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=wanted,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    is_checked = False
    for _, element in walker:
        if not is_checked and has_doctype(element):
            raise entities()
        is_checked = True
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _row_number(element: etree._Element, above: int) -> int:
    number = element.get("r")
    if number is None:
        return above + 1
    if not _DIGITS.fullmatch(number) or not 0 < int(number) <= _TALLEST:
        raise broken_package()
    return int(number) - 1


def _place(address: str) -> Place | None:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if 0 < row <= _TALLEST and column <= _WIDEST else None


def _merge(sheet: RawSheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    if start and end and start[0] <= end[0] and start[1] <= end[1]:
        sheet.merges.append((start, end))
        if len(sheet.merges) > MOST_MERGES:
            raise too_many_cells()


def _column(sheet: RawSheet, element: etree._Element) -> None:
    if element.get("hidden") not in _TRUE and not _is_zero(element.get("width")):
        return
    first, last = element.get("min") or "", element.get("max") or ""
    if _DIGITS.fullmatch(first) and _DIGITS.fullmatch(last):
        sheet.hidden_columns.update(range(int(first) - 1, min(int(last), _WIDEST)))


def _is_zero(length: str | None) -> bool:
    try:
        return length is not None and float(length) == 0
    except ValueError:
        return False


def _strings(content: bytes | None) -> Iterator[str]:
    if content is not None:
        yield from (_text(item) for item in parse(content) if local(item) == "si")


def _text(item: etree._Element) -> str:
    """The words of a text in runs; readings printed above Chinese words do not belong to it."""
    pieces: list[str] = []
    for part in item:
        name = local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces.extend(inner.text or "" for inner in part if local(inner) == "t")
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Control characters are stored as ``_x000D_``."""
    return _UNDERSCORED.sub(lambda found: chr(int(found[1], 16)), text)


def _codes(content: bytes | None) -> tuple[str, ...]:
    """The number format of each cell style."""
    if content is None:
        return ()
    root = parse(content)
    own: dict[int, str] = {}
    styles: list[int] = []
    for element in root.iter():
        name = local(element)
        if name == "numFmt":
            own[_number(element.get("numFmtId"))] = element.get("formatCode") or ""
        elif name == "cellXfs":
            styles = [_number(style.get("numFmtId")) for style in element if local(style) == "xf"]
    return tuple(format_code(number, own) for number in styles)


def _number(text: str | None) -> int:
    return int(text) if text and _DIGITS.fullmatch(text) else 0
