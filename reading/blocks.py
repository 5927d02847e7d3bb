"""What every form of document becomes first: paragraphs, grids, and gaps, in reading order.

A grid has its spans resolved; a gap stands where the document has a picture, an object or an
attachment, so that what may be inside is never told as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media

MOST_SLOTS = 200_000
"""Slots of one grid. The largest statutory table has 28 × 10."""
WIDEST_SPAN = 100

_SPACES = re.compile(r"[\s\u200b\ufeff]+")


class Layout(StrEnum):
    """How far the place of a cell in its row can be trusted."""

    SPANNED = "spanned"  # HTML, DOCX: every cell is there, with its spans
    CELLS = "cells"  # text that keeps every cell, blank ones too, but no spans
    TABBED = "tabbed"  # rows parted by tabs: padded with blanks, sometimes shifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of text, as it is printed.

    ``is_auto_numbered``: a word processor prints a numeral before it that is not known.
    """

    text: str
    is_auto_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that holds no text for us; ``what`` is its kind in Chinese, e.g. 图片."""

    what: str


@dataclass(slots=True, kw_only=True, eq=False)
class Cell:
    """A cell as the document has it; ``row`` and ``column`` are where it begins, from 0.

    ``doubt`` says in Chinese why the text cannot be relied on, as where a scan is not clear: then
    the cell is no figure, whatever its text, and not a blank one either.
    Nothing changes a cell; it is not frozen since cells are made by the hundred, and a frozen one
    takes twice the time to make.
    """

    text: str
    row: int
    column: int
    doubt: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with its spans resolved: a spanning cell stands in each slot that it covers.

    ``lead`` is the paragraph before it. ``own`` are the cells that begin in each row, in order;
    they are gathered from the slots where they are not given.
    """

    slots: tuple[tuple[Cell | None, ...], ...]
    layout: Layout
    lead: str = ""
    own: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False, compare=False)
    _worded: tuple[tuple[Cell, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather each row's own cells once: they are asked for again and again."""
        if not self.own:
            own = tuple([_beginning_in(row, line) for row, line in enumerate(self.slots)])
            object.__setattr__(self, "own", own)
        object.__setattr__(self, "_worded", tuple(map(worded, self.own)))

    def own_cells(self, row: int) -> tuple[Cell, ...]:
        """The cells that begin in this row, in order."""
        return self.own[row]

    def cells(self) -> Iterator[Cell]:
        """Every cell once, in order."""
        return chain.from_iterable(self.own)

    def worded_cells(self, row: int | None = None) -> Iterable[Cell]:
        """The cells, of one row or of all, that may hold a label: neither blank nor digits."""
        return chain.from_iterable(self._worded) if row is None else self._worded[row]


def worded(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells that may hold a label: neither blank nor digits."""
    return tuple([cell for cell in cells if cell.text and not cell.text.isdecimal()])


def _beginning_in(row: int, line: Sequence[Cell | None]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys([cell for cell in line if cell is not None and cell.row == row]))


Block = Paragraph | Grid | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as blocks.

    ``titles`` are candidates that stand outside the text (page tags, headings of the page).
    ``is_cut`` is true where the file plainly ends before its end.
    """

    media: Media
    blocks: tuple[Block, ...]
    encoding: str | None = None
    titles: tuple[str, ...] = ()
    claimed_dates: Mapping[str, date] = field(default_factory=dict)
    is_cut: bool = False
    warnings: tuple[str, ...] = ()


class SpannedCell(NamedTuple):
    """A cell as written, before its spans are resolved. ``row_span`` 0 means to the end."""

    text: str
    column_span: int = 1
    row_span: int = 1


def one_line(text: str) -> str:
    """The text with every run of white space as one space, stripped."""
    return _SPACES.sub(" ", text).strip()


def grid_of_spans(rows: Sequence[Sequence[tuple[str, int, int]]], *, lead: str = "") -> Grid:
    """Resolve spans as a browser does; senseless spans are cut to the table.

    Rows hold ``SpannedCell``, or the same as plain tuples.

    Raises:
        DocumentError: the table is larger than any report's (``too_large``).
    """
    slots: list[dict[int, Cell]] = [{} for _ in rows]
    own: list[tuple[Cell, ...]] = []
    filled = wide = 0
    for row, cells in enumerate(rows):
        column, line, begun = 0, slots[row], []
        for text, across, down in cells:
            while column in line:
                column += 1
            cell = Cell(text=text, row=row, column=column)
            begun.append(cell)
            if across == 1 == down:  # nearly all are so: no need to spread
                line[column] = cell
                column += 1
            else:
                width = min(max(across, 1), WIDEST_SPAN)
                height = min(down if down > 0 else len(rows), len(rows) - row)
                filled += width * height - 1
                if filled > MOST_SLOTS:
                    raise too_many_cells()
                for below in slots[row : row + height]:
                    for beside in range(column, column + width):
                        below.setdefault(beside, cell)
                column += width
        own.append(tuple(begun))
        filled += len(begun)
        wide = max(wide, column)
    if max(filled, wide * len(rows)) > MOST_SLOTS:
        raise too_many_cells()
    places = range(wide)
    return Grid(
        slots=tuple([tuple(map(line.get, places)) for line in slots]),
        layout=Layout.SPANNED,
        lead=lead,
        own=tuple(own),
    )


def grid_of_rows(rows: Sequence[Sequence[str]], layout: Layout, *, lead: str = "") -> Grid:
    """A grid of text rows, which have no spans.

    Raises:
        DocumentError: the table is larger than any report's (``too_large``).
    """
    if sum(len(row) for row in rows) > MOST_SLOTS:
        raise too_many_cells()
    return Grid(
        slots=tuple(
            tuple(
                Cell(text=one_line(text), row=number, column=column)
                for column, text in enumerate(row)
            )
            for number, row in enumerate(rows)
        ),
        layout=layout,
        lead=lead,
    )


def too_many_cells() -> DocumentError:
    """The error for a table that no report has."""
    return DocumentError(
        DocumentErrorClass.TOO_LARGE, "表格单元格过多，超出处理上限，请核对是否为年报文件"
    )
