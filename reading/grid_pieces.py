"""One grid taken apart where several tables, part headings or paragraphs stand in it.

A page may set tables two, three and four in one table, with the headings of the parts, or the
whole narrative, in rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from reading.blocks import Block, Cell, Grid, Paragraph
from reading.editions import DISPUTES, EDITIONS, PROACTIVE, REQUESTS
from reading.labels import (
    HEADER_WORDS,
    WEAK_ROWS,
    dispute_column,
    dispute_kind,
    fold,
    is_label,
    proactive_column,
    proactive_row,
    request_row,
)
from reading.part_headings import heading_of, part_of_heading

_SHARED_HEADER = "信息内容"
_DISPUTE_WORDS_AT_LEAST = 3
_LONGEST_CELL = 80
_SENTENCE_ENDS = frozenset("。；！？")
Line = tuple[Cell | None, ...]


def pieces_of(grid: Grid) -> tuple[Block, ...]:
    """The grid itself, or its tables and the paragraphs between them, in order."""
    tables: set[str] = set()
    is_mixed = False
    named: list[str | None] = []
    for row in range(len(grid.slots)):
        cells = grid.own_cells(row)
        words = _is_words(cells)
        is_mixed = is_mixed or words or _heading_at(cells) is not None
        table = None if words else _table_of(grid.worded_cells(row))
        named.append(table)
        if table is not None:
            tables.add(table)
    if not is_mixed and len(tables) <= 1:
        return (grid,)
    return tuple(_Pieces(grid, named).run())


class _Pieces:
    """Cuts the rows of one grid into runs of one table each."""

    def __init__(self, grid: Grid, named: list[str | None]) -> None:
        """``named`` is the table that each row names."""
        self._grid = grid
        self._named = named
        self._lines: list[Line] = []
        self._table: str | None = None
        self._lead = grid.lead

    def run(self) -> Iterator[Block]:
        for row, line in enumerate(self._grid.slots):
            cells = self._grid.own_cells(row)
            if _is_words(cells):
                yield from self._close()
                for cell in cells:
                    yield from self._paragraphs(cell.text)
                continue
            heading = _heading_at(cells)
            if heading is not None:
                yield from self._close()
                yield from self._paragraphs(heading.text)
            table = self._named[row]
            if table is not None and self._table not in (None, table):
                yield from self._close()
            self._table = table or self._table
            self._lines.append(_without(line, heading))
        yield from self._close()

    def _paragraphs(self, text: str) -> Iterator[Paragraph]:
        for words in text.split("\n"):
            if words.strip():
                self._lead = words.strip()
                yield Paragraph(text=self._lead)

    def _close(self) -> Iterator[Grid]:
        if self._lines:
            yield Grid(slots=_rebased(self._lines), layout=self._grid.layout, lead=self._lead)
        self._lines, self._table, self._lead = [], None, ""


def _rebased(lines: list[Line]) -> tuple[Line, ...]:
    """The rows with their cells counted from the first; a cell that began above begins there."""
    moved: dict[int, Cell] = {}
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell is not None and id(cell) not in moved:
                moved[id(cell)] = replace(cell, row=number, column=column)
    return tuple(
        tuple(moved[id(cell)] if cell is not None else None for cell in line) for line in lines
    )


def _without(line: Line, heading: Cell | None) -> Line:
    if heading is None:
        return line
    blank = replace(heading, text="")
    return tuple(blank if cell is heading else cell for cell in line)


def _is_words(cells: tuple[Cell, ...]) -> bool:
    """Whether a row holds nothing but headings of parts and sentences."""
    is_filled = False
    for cell in cells:
        if cell.text:
            if cell.text.isdecimal() or not _is_heading_or_prose(cell.text):
                return False
            is_filled = True
    return is_filled


@lru_cache(maxsize=8192)
def _is_heading_or_prose(text: str) -> bool:
    lines = text.split("\n")
    if any(heading_of(line) is not None for line in lines):
        return True
    if len(lines) == 1 and (len(text) <= _LONGEST_CELL or is_label(text)):
        return text[-1] in _SENTENCE_ENDS and not is_label(text)
    return any(end in text for end in _SENTENCE_ENDS)


def _heading_at(cells: tuple[Cell, ...]) -> Cell | None:
    """A part heading that stands beside the rows of its table, as in a column of its own."""
    first = next((cell for cell in cells if cell.text), None)
    return first if first is not None and part_of_heading(first.text) is not None else None


def _table_of(cells: Iterable[Cell]) -> str | None:
    """The table that the words of a row can only stand in."""
    texts = [cell.text for cell in cells]
    if len(texts) >= _DISPUTE_WORDS_AT_LEAST:
        dispute_words = {dispute_column(text) for text in texts} - {None, "total"}
        if len(dispute_words) >= _DISPUTE_WORDS_AT_LEAST:
            return DISPUTES
    return next((table for text in texts if (table := _table_of_label(text)) is not None), None)


@lru_cache(maxsize=8192)
def _table_of_label(text: str) -> str | None:
    words = fold(text)
    if words in HEADER_WORDS and words != _SHARED_HEADER:
        return REQUESTS
    if words == "行政诉讼" or dispute_kind(text) is not None:
        return DISPUTES
    if request_row(text) not in (None, *WEAK_ROWS):
        return REQUESTS
    is_proactive = (
        words == _SHARED_HEADER
        or words.startswith("第二十条第")
        or proactive_row(text) is not None
        or any(proactive_column(text, edition) is not None for edition in EDITIONS)
    )
    return PROACTIVE if is_proactive else None
