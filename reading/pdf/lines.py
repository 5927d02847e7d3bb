"""Characters to lines of text, and lines to the text of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.labels import is_label
from reading.pdf.shapes import Glyph

# Shares of the size of the letters.
_SAME_LINE = 0.42
_SAME_PLACE = 0.16
_WORD_GAP, _WIDE_GAP = 0.22, 0.9
# Word and its kin keep 0.19 cm on each side of a cell, and a digit is half an em wide.
_PADDING, _DIGIT = 5.8, 0.5
_NUMERAL = re.compile(r"\d[\d.,]*|[.,]?\d+")
_TALL_AT_LEAST, _FEW = 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as printed: ``y`` is its baseline, ``size`` that of most of its letters."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    glyphs: tuple[Glyph, ...]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Characters on one baseline, from left to right, the lines from top to bottom."""
    return [line for row in _rows(glyphs) if (line := _line(row)) is not None]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    y = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if row and glyph.y - y > _SAME_LINE * max(size, glyph.size):
            yield row
            row = []
        if not row:
            y, size = glyph.y, glyph.size
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=lambda g: (g.x0, g.x1))
    kept = [g for g in _once(row) if g.text != " "]
    if not kept:
        return None
    sizes = sorted(g.size for g in kept)
    return Line(
        text=_joined(_once(row)),
        x0=kept[0].x0,
        x1=max(g.x1 for g in kept),
        y=kept[0].y,
        size=sizes[len(sizes) // 2],
        glyphs=tuple(kept),
    )


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Without letters that are printed twice to look bold or to cast a shadow."""
    kept: list[Glyph] = []
    for glyph in row:
        near = _SAME_PLACE * glyph.size
        if not any(g.text == glyph.text and glyph.x0 - g.x0 < near for g in kept[-3:]):
            kept.append(glyph)
    return kept


def _joined(row: Sequence[Glyph]) -> str:
    pieces = [row[0].text]
    for left, right in pairwise(row):
        gap = right.x0 - left.x1
        is_plain = left.text.isascii() and right.text.isascii()
        if gap > (_WORD_GAP if is_plain else _WIDE_GAP) * right.size:
            pieces.append(" ")
        pieces.append(right.text)
    return " ".join("".join(pieces).split())


def cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of a cell, which is so wide. Its lines are one text.

    Numbers on two lines stay two, unless the upper fills its line: then it is one number that did
    not fit.
    """
    level = [g for g in glyphs if not g.is_turned]
    if len(level) * 2 < len(glyphs):
        return _turned_text(glyphs)
    lines = lines_of(level)
    if len(lines) > 1 and all(_NUMERAL.fullmatch(line.text) for line in lines):
        return ("" if _is_wrapped(lines, width) else "\n").join(line.text for line in lines)
    text = joined_lines(line.text for line in lines)
    is_tall = len(lines) >= _TALL_AT_LEAST and all(len(line.glyphs) < _FEW for line in lines)
    if is_tall and not is_label(text):
        upright = _upright_text(level)
        return upright if is_label(upright) else text
    return text


def _is_wrapped(lines: Sequence[Line], width: float) -> bool:
    """Whether each line but the last is as long as the cell lets it be."""
    room = width - 2 * _PADDING
    longest = max(len(line.text) for line in lines)
    return all(
        len(line.text) == longest and line.x1 - line.x0 + line.size * _DIGIT > room
        for line in lines[:-1]
    )


def joined_lines(lines: Iterable[str]) -> str:
    """Lines of one text: a break between letters or digits of the West parts them."""
    text = ""
    for line in lines:
        parts = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii()
        text += "\n" + line if parts and line[:1].isalnum() else line
    return text


def _upright_text(glyphs: Sequence[Glyph]) -> str:
    """Writing from top to bottom, its columns from right to left."""
    across = [Glyph(g.text, g.y, g.y + g.size, -g.x0, g.size, False) for g in glyphs]
    return "".join(line.text for line in lines_of(across)).replace(" ", "")


def _turned_text(glyphs: Sequence[Glyph]) -> str:
    """Writing that was turned as a whole: up or down, whichever gives a known label."""
    up = [Glyph(g.text, -g.y, g.size - g.y, g.x0, g.size, False) for g in glyphs]
    reading = "".join(line.text for line in lines_of(up))
    return reading if is_label(reading) else _upright_text(glyphs)
