"""Tables without ruling lines: print that stands over each other, read as that of a PDF is.

``reading.pdf.unruled`` takes a row only where its label is one of the format and every column is
named and stands apart; here each word of the recogniser takes the place of printed letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from reading.blocks import Block
from reading.labels import is_label
from reading.pdf.lines import Line
from reading.pdf.shapes import Glyph
from reading.pdf.text import PageText
from reading.pdf.unruled import unruled_tables
from reading.scan.page import ScanBlock, ScanFound, ScanLine, ScanPage, ScanTable
from reading.scan.text import beside_each_other

_POINTS = 595
_FIGURE = re.compile(r"[\d.,□]+")
_FIGURES_AT_LEAST = 3
_PADDING = 0.25  # the detector leaves so much around a word, in its heights
_LETTER, _BASE = 0.75, 0.15


def with_unruled(pages: Sequence[ScanPage]) -> list[ScanPage]:
    """The pages with what was found in the place of the lines of print that it is made of."""
    words: dict[int, list[ScanLine]] = {}
    texts = [_page_text(number, page, words) for number, page in enumerate(pages)]
    ruled = [
        (number, block.box.top * _POINTS / page.width)
        for number, page in enumerate(pages)
        for block in page.blocks
        if isinstance(block, ScanTable)
    ]
    tables, rest = unruled_tables(texts, ruled)
    if not tables:
        return list(pages)
    kept = {id(line) for text in rest for line in text.lines}
    lines = {(text.number, line.y): line for text in texts for line in text.lines}
    # A row that is not read is no text either: its figures would run together into one number.
    taken = {
        id(word)
        for line in lines.values()
        if id(line) not in kept or _is_row(words[id(line)])
        for word in words[id(line)]
    }
    first = {id(words[id(lines[place])][0]): tuple(found) for place, found in tables}
    return [replace(page, blocks=tuple(_blocks(page, first, taken))) for page in pages]


def _blocks(
    page: ScanPage, first: Mapping[int, tuple[Block, ...]], taken: set[int]
) -> Iterator[ScanBlock]:
    for block in page.blocks:
        if id(block) in first:
            yield ScanFound(box=block.box, found=first[id(block)])
        if id(block) not in taken:
            yield block


def _is_row(words: Sequence[ScanLine]) -> bool:
    figures = sum(_FIGURE.fullmatch(word.text) is not None for word in words)
    return figures >= _FIGURES_AT_LEAST or (figures > 0 and is_label(words[0].text))


def _page_text(number: int, page: ScanPage, words: dict[int, list[ScanLine]]) -> PageText:
    """The lines of a page in points; ``words`` takes what each is made of."""
    pieces = [block for block in page.blocks if isinstance(block, ScanLine)]
    lines: list[Line] = []
    for row in beside_each_other(pieces):
        ordered = sorted(row, key=lambda word: word.box.left)
        line = _line(ordered, _POINTS / page.width)
        lines.append(line)
        words[id(line)] = ordered
    return PageText(number=number, lines=tuple(lines))


def _line(words: Sequence[ScanLine], scale: float) -> Line:
    high = median(word.box.height for word in words)
    size = high * _LETTER * scale
    y = (median(word.box.bottom for word in words) - high * _BASE) * scale
    glyphs = tuple(glyph for word in words for glyph in _glyphs(word, scale, y, size))
    return Line(
        text="".join(word.text for word in words),
        x0=glyphs[0].x0,
        x1=max(glyph.x1 for glyph in glyphs),
        y=y,
        size=size,
        glyphs=glyphs,
    )


def _glyphs(word: ScanLine, scale: float, y: float, size: float) -> Iterator[Glyph]:
    """The letters of a word, each as wide as the others."""
    text = "".join(word.text.split()) or "□"
    padding = min(word.box.height * _PADDING, word.box.width / 4)
    left = (word.box.left + padding) * scale
    wide = (word.box.width - 2 * padding) * scale / len(text)
    for at, letter in enumerate(text):
        yield Glyph(letter, left + at * wide, left + (at + 1) * wide, y, size, is_turned=False)
