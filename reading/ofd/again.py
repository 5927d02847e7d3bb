"""The second reading of an OFD: what lies between the rules left and right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reading.blocks import one_line
from reading.cells import is_figure_like
from reading.ofd.pages import ofd_pages
from reading.pdf.seen import PdfPage
from reading.pdf.shapes import Glyph, Stroke

_SAME = 2.5
"""Rules nearer than this, in points, are one drawn twice."""
_LINE_SHARE = 0.5
_CELLS_AT_LEAST = 2


def ofd_lines(body: bytes) -> Iterator[tuple[str, ...]]:
    """The rows of ruled tables by another way: what lies between the rules left and right.

    A row lies between two neighbouring level rules; its cells lie between the upright rules that
    cross its middle. Nothing is joined over pages: what a break cut in two has no known label, or
    not its count of cells, and a row at the edge of a page that shows no figure is left out.

    Raises:
        DocumentError: the file cannot be used.
    """
    for page in ofd_pages(body).pages:
        yield from _rows(page)


def _rows(page: PdfPage) -> Iterator[tuple[str, ...]]:
    levels = _places(stroke.at for stroke in page.across)
    for above, below in pairwise(levels):
        middle = (above + below) / 2
        walls = _places(s.at for s in page.down if s.start < middle < s.end)
        texts = [
            _text(page, (left, right), _floors(page.across, (left + right) / 2, middle))
            for left, right in pairwise(walls)
        ]
        is_at_edge = above == levels[0] or below == levels[-1]
        if is_at_edge and not any(map(is_figure_like, texts)):
            continue
        if len(texts) >= _CELLS_AT_LEAST:
            yield tuple(texts)


def _places(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _floors(across: Sequence[Stroke], x: float, y: float) -> tuple[float, float]:
    """The level rules next above and below a place; where there is none, as far as can be."""
    crossing = [s.at for s in across if s.start <= x <= s.end]
    above = max((at for at in crossing if at <= y), default=-1.0)
    return above, min((at for at in crossing if at > y), default=float("inf"))


def _text(page: PdfPage, sides: tuple[float, float], floors: tuple[float, float]) -> str:
    """The characters inside a cell, line by line; numbers on two lines stay two."""
    inside = [
        glyph
        for glyph in page.glyphs
        if sides[0] <= (glyph.x0 + glyph.x1) / 2 <= sides[1]
        and floors[0] <= glyph.middle <= floors[1]
    ]
    lines: list[list[Glyph]] = []
    for glyph in sorted(inside, key=lambda g: g.y):
        if not lines or glyph.y - lines[-1][0].y > _LINE_SHARE * glyph.size:
            lines.append([])
        lines[-1].append(glyph)
    texts = ["".join(g.text for g in sorted(line, key=lambda g: g.x0)) for line in lines]
    has_numbers = any(is_figure_like(text) for text in texts)
    return one_line(("\n" if has_numbers else "").join(texts))
