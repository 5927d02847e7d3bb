"""The second reading of a PDF: cells by pdfplumber, with a page join of its own.

Nothing of the first reading is used but the words of the format. Rows that the page break leaves in
doubt come out as they stand on each page; such a row has no known label, or not its count of cells.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from reading.cells import is_figure_like

# What pdfplumber raises on a file that the first reading, which asks for less, could use.
NOT_FOR_PDFPLUMBER = (PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError)
_MOST_PAGES, _MOST_SHAPES = 60, 1500
_TOUCH = 3.0
_SAME_LINE = 0.5
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell of a page: its middle from left to right, and its text."""

    x: float
    text: str


_Row = tuple[_Cell, ...]


def pdf_lines(body: bytes) -> Iterator[tuple[str, ...]]:
    """The rows of every ruled table, each as the texts of its cells.

    Raises:
        NOT_FOR_PDFPLUMBER: the file is not for this way.
    """
    above: _Row | None = None
    with pdfplumber.open(io.BytesIO(body)) as document:
        for page in document.pages[:_MOST_PAGES]:
            if len(page.rects) + len(page.lines) + len(page.curves) > _MOST_SHAPES:
                return  # pdfplumber compares every rule with every other
            rows = list(_rows(page))
            page.close()
            if above is not None and rows:
                merged = _merged(above, rows[0])
                if merged is not None:
                    above, rows = merged, rows[1:]
            for row in rows:
                if above is not None:
                    yield tuple(cell.text for cell in above)
                above = row
    if above is not None:
        yield tuple(cell.text for cell in above)


def _rows(page: Page) -> Iterator[_Row]:
    """The rows of a page from top to bottom."""
    open_ends = [
        end
        for edge in page.edges
        if edge["orientation"] == "v"
        for end in (edge["top"], edge["bottom"])
        if not any(
            other["orientation"] == "h" and abs(other["top"] - end) <= _TOUCH
            for other in page.edges
        )
    ]
    settings = {"explicit_horizontal_lines": sorted(set(open_ends))}
    chars = page.chars
    for table in sorted(page.find_tables(settings), key=lambda t: t.bbox[1]):
        for row in table.rows:
            cells = [cell for cell in row.cells if cell is not None]
            yield tuple(
                _Cell(x=(x0 + x1) / 2, text=_text(chars, (x0, top, x1, bottom)))
                for x0, top, x1, bottom in cells
            )


def _text(chars: Sequence[dict[str, object]], box: tuple[float, float, float, float]) -> str:
    x0, top, x1, bottom = box
    inside: list[tuple[float, float, float, str]] = []
    for char in chars:
        left, right = _number(char["x0"]), _number(char["x1"])
        middle = (_number(char["top"]) + _number(char["bottom"])) / 2
        if x0 <= (left + right) / 2 <= x1 and top <= middle <= bottom:
            inside.append((middle, left, _number(char["size"]), str(char["text"])))
    inside.sort()
    lines: list[list[tuple[float, str]]] = []
    height = 0.0
    for middle, left, size, text in inside:
        if not lines or middle - height > _SAME_LINE * size:
            lines.append([])
            height = middle
        lines[-1].append((left, text))
    texts = ["".join(text for _, text in sorted(line)).strip() for line in lines]
    has_numbers = any(is_figure_like(text) for text in texts)
    return ("\n" if has_numbers else "").join(text for text in texts if text)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _merged(above: _Row, below: _Row) -> _Row | None:
    """One row out of the last of a page and the first of the next, where only one has numbers."""
    has_above, has_below = _has_values(above), _has_values(below)
    if has_above == has_below or not any(cell.text for cell in (*above, *below)):
        return None
    if any(is_figure_like(cell.text) for cell in below) and len(above) != len(below):
        return None
    joined: list[_Cell] = []
    rest = list(below)
    for cell in above:
        under = [other for other in rest if abs(other.x - cell.x) <= _TOUCH]
        texts = [cell.text, *(other.text for other in under)]
        if any(map(is_figure_like, texts)) and sum(map(bool, texts)) > 1:
            return None  # no cell has numbers on one page and words on the other
        rest = [other for other in rest if other not in under]
        joined.append(_Cell(x=cell.x, text=cell.text + "".join(other.text for other in under)))
    is_whole = not any(other.text for other in rest)
    return tuple(joined) if is_whole else None


def _has_values(row: _Row) -> bool:
    return any(is_figure_like(cell.text) for cell in row)
