"""A report set on sheets of A4: where each line of text and each rule lies.

Places are in points from the upper left corner. A Chinese character is as wide as it is high, any
other half as wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal_lab.report import Cell, LabReport, Rows, tables_of

WIDTH, HEIGHT = 595.0, 842.0
_LEFT, _TOP, _BOTTOM, _WIDE = 57.0, 57.0, 780.0, 481.0
_TITLE, _TEXT, _SMALL = 15.0, 11.0, 7.0
_LEADING, _PAD = 1.5, 2.0
_WIDE_FROM = 0x2E80


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with the upper left corner of its first character."""

    text: str
    x: float
    y: float
    size: float


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A page: its lines and its rules (x0, y0, x1, y1)."""

    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def advance(letter: str, size: float) -> float:
    """How far the pen moves for a character."""
    return size if ord(letter) >= _WIDE_FROM else size / 2


def sheets_of(reports: Sequence[LabReport]) -> tuple[Sheet, ...]:
    """The reports one after another, each from the top of a sheet."""
    sheets: list[Sheet] = []
    for report in reports:
        setter = _Setter()
        setter.paragraph(report.title, _TITLE)
        for text in report.preamble:
            setter.paragraph(f"\u3000\u3000{text}", _TEXT)
        tables = tables_of(report)
        for name, heading in report.headings.items():
            setter.paragraph(heading, _TEXT)
            for text in report.paragraphs[name]:
                setter.paragraph(f"\u3000\u3000{text}", _TEXT)
            if name in tables:
                setter.table(tables[name])
        sheets += setter.sheets
    return tuple(sheets)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A cell of a grid with its corner."""

    cell: Cell
    row: int
    column: int


class _Setter:
    """Sets paragraphs and tables one below the other, on as many sheets as they need."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self._y = _TOP

    def paragraph(self, text: str, size: float) -> None:
        for line in _wrapped(text, size, _WIDE):
            self._room(size * _LEADING)
            self.sheets[-1].lines.append(Line(text=line, x=_LEFT, y=self._y, size=size))
            self._y += size * _LEADING

    def table(self, rows: Rows) -> None:
        """Every row on one sheet; a cell that reaches over a break is drawn on both sides."""
        placed = _placed(rows)
        step = _WIDE / sum(cell.across for cell in rows[0])
        heights = _heights(placed, len(rows), step)
        start = 0
        while start < len(heights):
            self._room(heights[start])
            tops = [self._y]
            end = start
            while end < len(heights) and (end == start or tops[-1] + heights[end] <= _BOTTOM):
                tops.append(tops[-1] + heights[end])
                end += 1
            self._rows(placed, range(start, end), tops, step)
            self._y = tops[-1] + _TEXT
            start = end

    def _rows(
        self, placed: Sequence[_Placed], rows: range, tops: Sequence[float], step: float
    ) -> None:
        sheet = self.sheets[-1]
        for one in placed:
            first = max(one.row, rows.start)
            last = min(one.row + one.cell.down, rows.stop)
            if first >= last:
                continue
            left = _LEFT + one.column * step
            right = left + one.cell.across * step
            top, floor = tops[first - rows.start], tops[last - rows.start]
            sheet.rules += [
                (left, top, right, top),
                (left, floor, right, floor),
                (left, top, left, floor),
                (right, top, right, floor),
            ]
            if one.row >= rows.start:
                texts = _wrapped(one.cell.text, _SMALL, right - left - 2 * _PAD)
                sheet.lines += [
                    Line(text=text, x=left + _PAD, y=top + _PAD + i * _SMALL * 1.2, size=_SMALL)
                    for i, text in enumerate(texts)
                    if text
                ]

    def _room(self, high: float) -> None:
        if self._y + high > _BOTTOM:
            self.sheets.append(Sheet())
            self._y = _TOP


def _wrapped(text: str, size: float, wide: float) -> list[str]:
    lines, used = [""], 0.0
    for letter in text:
        step = advance(letter, size)
        if used + step > wide and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += letter
        used += step
    return lines


def _placed(rows: Rows) -> tuple[_Placed, ...]:
    found: list[_Placed] = []
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            found.append(_Placed(cell=cell, row=row, column=column))
            taken |= {(row + y, column + x) for y in range(cell.down) for x in range(cell.across)}
    return tuple(found)


def _heights(placed: Sequence[_Placed], count: int, step: float) -> list[float]:
    heights = [_SMALL * 1.2 + 2 * _PAD] * count
    for one in sorted(placed, key=lambda p: p.cell.down):
        wide = one.cell.across * step - 2 * _PAD
        need = len(_wrapped(one.cell.text, _SMALL, wide)) * _SMALL * 1.2 + 2 * _PAD
        rows = slice(one.row, one.row + one.cell.down)
        heights[rows.stop - 1] += max(0.0, need - sum(heights[rows]))
    return heights
