"""Text with one cell a line and nothing but line breaks between cells and rows.

Such text comes from pages whose cells were paragraphs: so many breaks part two cells, so many two
rows, and a blank cell adds as many as a cell. The numbers are measured on the header of table two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.cells import is_figure_like
from reading.editions import EDITIONS
from reading.labels import WEAK_ROWS, fold, proactive_row, request_row

_COLUMNS = 3
_HEADERS = frozenset(
    tuple(fold(column.label) for column in row.columns[:_COLUMNS])
    for edition in EDITIONS
    for row in edition.proactive_rows
    if len(row.columns) >= _COLUMNS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Line breaks between two cells of a row, and between the last of a row and the next."""

    cell: int
    row: int

    def blanks_in_row(self, breaks: int) -> int | None:
        """How many blank cells stand between two cells of one row; ``None``: not one row."""
        if breaks % self.cell or (self.row % self.cell == 0 and breaks >= self.row > self.cell):
            return None
        return breaks // self.cell - 1 if self.row % self.cell else 0

    def blanks_between_rows(self, breaks: int) -> int:
        """How many blank cells stand between the filled cells of two rows."""
        over = breaks - self.row
        can_tell = self.row % self.cell != 0
        return over // self.cell if can_tell and over >= 0 and over % self.cell == 0 else 0


def spacing_of(lines: Sequence[str]) -> Spacing | None:
    """The spacing of a text, or ``None`` where its tables are not set so."""
    filled = [(number, fold(line)) for number, line in enumerate(lines) if line.strip()]
    for place in range(len(filled) - _COLUMNS):
        words = tuple(word for _, word in filled[place : place + _COLUMNS])
        if words in _HEADERS:
            numbers = [number for number, _ in filled[place : place + _COLUMNS + 1]]
            if any("\t" in lines[number] for number in numbers):
                return None
            first, second = numbers[1] - numbers[0], numbers[2] - numbers[1]
            row = numbers[3] - numbers[2]
            return Spacing(cell=first, row=row) if first == second and row >= first else None
    return None


def spaced_rows(lines: Sequence[tuple[int, str]], spacing: Spacing) -> list[list[str]]:
    """Rows of cells out of numbered lines."""
    rows: list[list[str]] = [[lines[0][1]]]
    for (above, _), (number, text) in pairwise(lines):
        breaks = number - above
        blanks = spacing.blanks_in_row(breaks)
        is_after_figures = is_figure_like(rows[-1][-1])
        if breaks < spacing.cell:
            rows[-1][-1] += text
        elif spacing.row == spacing.cell:
            # Rows are not parted at all: the label of a row, or words after figures, begin one.
            if begins_row(text) or (is_after_figures and not is_figure_like(text)):
                rows.append([text])
            else:
                rows[-1].append(text)
        elif blanks is not None:
            rows[-1].extend([""] * blanks + [text])
        else:
            between = [""] * spacing.blanks_between_rows(breaks)
            if is_figure_like(text):
                rows.append([*between, text])
            else:
                # A row begins with its label: blank cells before it end the row above.
                rows[-1].extend(between)
                rows.append([text])
    return rows


def begins_row(text: str) -> bool:
    """Whether a cell is the label of a row that no column header can be taken for."""
    return proactive_row(text) is not None or request_row(text) not in (None, *WEAK_ROWS)


def split_at_labels(texts: Sequence[str]) -> list[list[str]]:
    """Rows that stand in one, as where no empty line parts them: each begins with its label."""
    if sum(begins_row(text) for text in texts) <= 1:
        return [list(texts)]
    rows: list[list[str]] = [[]]
    for text in texts:
        is_after_figures = bool(rows[-1]) and is_figure_like(rows[-1][-1])
        if rows[-1] and (begins_row(text) or (is_after_figures and not _is_cell(text))):
            rows.append([])
        rows[-1].append(text)
    return rows


def _is_cell(text: str) -> bool:
    return not text or is_figure_like(text)
