"""Ink inside the cells of a table: lines of print, and marks that do not belong there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from reading.scan.lattice import RuledCell
from reading.scan.ruling import RuledTable
from reading.scan.vision import Box

_LOWEST_LINE, _HIGHEST_LINE = 0.55, 1.3  # in heights of a line of print


@dataclass(slots=True, kw_only=True)
class Inked:
    """A cell with its pieces of ink; ``is_crossed`` where ink runs over its edge."""

    cell: RuledCell
    pieces: list[Box] = field(default_factory=list)
    is_crossed: bool = False

    def lines(self, height: float) -> list[Box]:
        """The lines of print, from top to bottom; ``height`` is that of a usual line."""
        bands: list[Box] = []
        for piece in sorted(self.pieces, key=lambda piece: piece.top):
            if bands and piece.top <= bands[-1].bottom:
                bands[-1] = bands[-1].joined(piece)
            else:
                bands.append(piece)
        return _whole_lines(bands, height)

    def only_line(self, height: float) -> Box | None:
        """The line of print, where there is just one."""
        lines = self.lines(height)
        return lines[0] if len(lines) == 1 else None

    def pieces_in(self, line: Box) -> list[Box]:
        """The pieces of one line, from left to right."""
        inside = [p for p in self.pieces if line.top <= p.top and p.bottom <= line.bottom]
        return sorted(inside, key=lambda piece: piece.left)


def _whole_lines(bands: list[Box], height: float) -> list[Box]:
    """Bands of ink as lines: the strokes of 二 or the dots of a mark are no lines of their own."""
    lines: list[Box] = []
    for band in bands:
        joined = lines[-1].joined(band) if lines else band
        is_part = bool(lines) and (
            min(band.height, lines[-1].height) < height * _LOWEST_LINE
            and joined.height <= height * _HIGHEST_LINE
        )
        if is_part:
            lines[-1] = joined
        else:
            lines.append(band)
    return lines


def inked_cells(table: RuledTable, pieces: Sequence[Box]) -> list[Inked]:
    """The cells of a table with the pieces of ink inside each."""
    found = {id(cell): Inked(cell=cell) for cell in table.cells}
    for piece in pieces:
        cell = table.cell_at((piece.left + piece.right) // 2, (piece.top + piece.bottom) // 2)
        if cell is None:
            continue
        inked = found[id(cell)]
        inked.pieces.append(piece)
        if piece.within(cell.safe) != piece:
            inked.is_crossed = True
            for other in table.cells:
                both = other.box.within(piece)
                if both.width > 1 and both.height > 1:
                    found[id(other)].is_crossed = True
    return list(found.values())


def line_height(cells: Sequence[Inked], usual: float) -> float:
    """The height of a line of Chinese print in these cells, in pixels."""
    lines = (line for inked in cells for line in inked.lines(usual))
    heights = [line.height for line in lines if line.width >= line.height * 2]
    return median(heights) if heights else usual
