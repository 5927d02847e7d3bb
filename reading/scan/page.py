"""One page of a scan: its tables with what is printed in each cell, and the lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reading.blocks import Block
from reading.scan.doubts import Look, doubt_of, legible
from reading.scan.engine import Print, clearness, detected, recognised
from reading.scan.figures import Paper, apart, lost_words, read_twice
from reading.scan.ink import Inked, inked_cells, line_height
from reading.scan.pages import Sheet
from reading.scan.ruling import RuledTable, Ruling, ruling_of
from reading.scan.vision import (
    Box,
    Picture,
    coloured,
    count,
    cut,
    cut_with_margin,
    evened,
    ink_of,
    inks,
    paper_of,
    pieces,
    raw_ink_of,
    softened,
    stacked,
    straightened,
    without_lines,
)

_USUAL_LINE = 30
_SMALLEST_PIECE = 6
_COLOURED_PIXELS = 25
_WIDEST_FIGURE = 9  # times the height of a line
# Figures are read twice; with wider margins a lone 0 looks like a letter.
_MARGIN, _SECOND_MARGIN = 0.2, 0.28
_DARK_SHARE = 0.03
_AROUND, _EDGE = 6, 3
_LEAST_MARK, _MARKS_AT_LEAST, _ILLEGIBLE = 14, 2, 0.3
_CLEAR = Decimal("0.85")
"""Mean confidence of the longer lines of a page that is the right way up; on its head: 0.7."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanCell:
    """A cell as read; ``doubt`` says why its text is not relied on."""

    text: str
    doubt: str | None
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanTable:
    """A table of one page; ``edges`` and ``box`` are places on the page, in pixels."""

    box: Box
    edges: tuple[int, ...]
    rows: int
    cells: tuple[ScanCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanLine:
    """A line of text outside the tables; characters that are not clear stand as □."""

    box: Box
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanMark:
    """Ink outside the tables that was not recognised: a picture, a seal, print under a seal."""

    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFound:
    """What lines of print were found to be: a table without ruling lines, or a gap."""

    box: Box
    found: tuple[Block, ...]


ScanBlock = ScanLine | ScanTable | ScanMark | ScanFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """A page as read, from top to bottom; ``has_ink`` where it is not an empty one.

    ``is_clear`` where most of its longer lines were recognised: those of a page that stands on
    its head are not.
    """

    width: int
    height: int
    blocks: tuple[ScanBlock, ...]
    has_ink: bool = True
    is_clear: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """A straight page in the ways that the steps look at it."""

    picture: Picture
    clean: Picture
    paper: int
    seal: Picture
    ink: Picture
    raw: Picture
    scale: float
    ruling: Ruling

    @property
    def paper_seen(self) -> Paper:
        return Paper(clean=self.clean, ink=self.ink, raw=self.raw, seal=self.seal, paper=self.paper)


def read_page(page: Sheet, *, by_detection: bool = False) -> ScanPage:
    """Read a page of the usual width, or of another scale.

    ``by_detection`` finds the print inside the tables by the detector of the engine, which is
    slower and serves as the second way.
    """
    sheet = _looks(page)
    lines = list(_text_boxes(sheet))
    tables = [
        (table, _boxes_by_engine(sheet, table) if by_detection else _boxes_by_ink(sheet, table))
        for table in sheet.ruling.tables
    ]
    crops = [_text_crop(sheet, box) for box in lines]
    for _, cells in tables:
        crops.extend(crop for cell in cells for crop in cell.crops(sheet))
    found = recognised(crops)
    prints = iter(found)
    texts = [(box, legible(next(prints))) for box in lines]
    read_lines = [ScanLine(box=box, text=text) for box, text in _lines_read(texts, sheet)]
    read_tables = [_read_table(table, cells, sheet, prints) for table, cells in tables]
    blocks: list[ScanBlock] = [line for line in read_lines if line.text.strip("□")]
    blocks.extend(_marks(sheet, read_lines))
    blocks.extend(read_tables)
    high, wide = sheet.clean.shape[:2]
    ordered = sorted(blocks, key=lambda block: (block.box.top, block.box.left))
    has_ink = bool(pieces(sheet.ink, _SMALLEST_PIECE * 3))
    return ScanPage(
        width=wide,
        height=high,
        blocks=tuple(ordered),
        has_ink=has_ink,
        is_clear=clearness(found) >= _CLEAR,
    )


def _lines_read(texts: list[tuple[Box, str]], sheet: _Looks) -> list[tuple[Box, str]]:
    """The lines as read; figures among them twice, and with the signs that were passed over."""
    paper = sheet.paper_seen
    lost = lost_words(texts, paper)
    if not lost:
        return read_twice(texts, paper)
    prints = recognised([_text_crop(sheet, box) for box in lost])
    found = [word for line in texts for word in apart(line, paper)]
    found += [(box, legible(one)) for box, one in zip(lost, prints, strict=True)]
    return read_twice(found, paper)


def _looks(page: Sheet) -> _Looks:
    scale, straight = page.scale, straightened(page.picture)
    grey = evened(inks(straight))
    paper = paper_of(grey)
    ruling = ruling_of(grey, scale)
    clean = without_lines(grey, ruling.lines, paper)
    return _Looks(
        picture=straight,
        clean=clean,
        paper=paper,
        seal=coloured(straight),
        ink=ink_of(clean),
        raw=raw_ink_of(clean),
        scale=scale,
        ruling=ruling,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A cell, its lines of print, and what is known of it before it is read."""

    inked: Inked
    lines: tuple[Box, ...]
    height: float

    @property
    def is_short(self) -> bool:
        """Whether it may hold a figure, which is then read twice."""
        return len(self.lines) == 1 and self.lines[0].width <= self.height * _WIDEST_FIGURE

    def crops(self, sheet: _Looks) -> Iterator[Picture]:
        limit = self.inked.cell.box
        for line in self.lines:
            margin = round(_MARGIN * self.height)
            yield cut_with_margin(sheet.clean, line, margin, limit, sheet.paper)
        if self.is_short:
            margin = round(_SECOND_MARGIN * self.height)
            yield softened(cut_with_margin(sheet.clean, self.lines[0], margin, limit, sheet.paper))


def _boxes_by_ink(sheet: _Looks, table: RuledTable) -> list[_Found]:
    cells = inked_cells(table, _pieces_in(sheet.ink, table.box))
    height = line_height(cells, _USUAL_LINE * sheet.scale)
    return [_Found(inked=c, lines=tuple(c.lines(height)), height=height) for c in cells]


def _pieces_in(ink: Picture, part: Box) -> list[Box]:
    """The pieces of ink in a part of the page, larger than specks."""
    return [piece.moved(part.left, part.top) for piece in pieces(cut(ink, part), _SMALLEST_PIECE)]


def _boxes_by_engine(sheet: _Looks, table: RuledTable) -> list[_Found]:
    by_ink = _boxes_by_ink(sheet, table)
    lines: dict[int, list[Box]] = {}
    for found in detected(cut(sheet.clean, table.box)):
        box = found.moved(table.box.left, table.box.top)
        for place, cell in enumerate(by_ink):
            part = box.within(cell.inked.cell.box)
            if part.height * 2 > box.height and part.width > min(box.height // 3, 8):
                lines.setdefault(place, []).append(part)
    return [
        _Found(
            inked=cell.inked,
            lines=tuple(sorted(lines.get(place, ()), key=lambda box: (box.top, box.left))),
            height=cell.height,
        )
        for place, cell in enumerate(by_ink)
    ]


def _read_table(
    table: RuledTable, cells: Sequence[_Found], sheet: _Looks, prints: Iterator[Print]
) -> ScanTable:
    read: list[ScanCell] = []
    for cell in cells:
        first = [next(prints) for _ in cell.lines]
        second = next(prints) if cell.is_short else None
        text = _joined([line.text for line in first])
        ruled = cell.inked.cell
        line = cell.inked.only_line(cell.height)
        look = Look(
            text=text,
            prints=first,
            second=second,
            line=line,
            pieces=cell.inked.pieces_in(line) if line is not None else (),
            raw=_pieces_in(sheet.raw, line) if line is not None and cell.is_short else (),
            has_seal=count(sheet.seal, ruled.box) >= _COLOURED_PIXELS,
            has_sure_edges=ruled.is_sure,
            is_crossed=cell.inked.is_crossed,
        )
        read.append(
            ScanCell(
                text=text,
                doubt=doubt_of(look),
                row=ruled.row,
                column=ruled.column,
                row_span=ruled.row_span,
                column_span=ruled.column_span,
            )
        )
    return ScanTable(
        box=table.box, edges=table.edges, rows=len(table.levels) - 1, cells=tuple(read)
    )


def _joined(lines: Sequence[str]) -> str:
    """Lines of one cell as one text: Chinese print has no space where a line ends."""
    text = ""
    for line in lines:
        is_latin = bool(text) and text[-1].isascii() and line[:1].isascii()
        text += (" " if is_latin and text[-1].isalnum() and line[:1].isalnum() else "") + line
    return text


def _text_boxes(sheet: _Looks) -> Iterator[Box]:
    """The lines of print outside the tables, as the engine detects them."""
    strips = list(_strips(sheet))
    if not strips:
        return
    wide = sheet.picture.shape[1]
    page = stacked([cut(sheet.picture, strip) for strip in strips])
    starts: list[int] = [0]
    for strip in strips:
        starts.append(starts[-1] + strip.height)
    for box in detected(page):
        middle = (box.top + box.bottom) // 2
        for strip, (start, end) in zip(strips, pairwise(starts), strict=True):
            if start <= middle < end:
                moved = strip.top - start
                yield Box(
                    left=box.left,
                    right=min(box.right, wide),
                    top=max(box.top + moved, strip.top),
                    bottom=min(box.bottom + moved, strip.bottom),
                )


def _strips(sheet: _Looks) -> Iterator[Box]:
    """The bands of the page between its tables that have any ink."""
    high, wide = sheet.picture.shape[:2]
    top = 0
    ends = [(table.box.top, table.box.bottom) for table in sheet.ruling.tables]
    for start, end in [*ends, (high, high)]:
        band = Box(left=0, right=wide, top=top, bottom=max(start, top))
        found = pieces(cut(sheet.ink, band), _SMALLEST_PIECE * 3) if band.height else []
        if found:
            margin = _USUAL_LINE
            yield Box(
                left=0,
                right=wide,
                top=max(top + min(p.top for p in found) - margin, top),
                bottom=min(top + max(p.bottom for p in found) + margin, band.bottom),
            )
        top = max(end, top)


def _marks(sheet: _Looks, lines: Sequence[ScanLine]) -> Iterator[ScanMark]:
    """Ink as large as print that no legible line holds.

    A lone stroke is none, nor what touches the edge of the page, as the shadow of a scanner does.
    """
    high, wide = sheet.ink.shape
    page = Box(left=_EDGE, top=_EDGE, right=wide - _EDGE, bottom=high - _EDGE)
    held = [
        line.box.grown(_AROUND)
        for line in lines
        if line.text.count("□") <= len(line.text) * _ILLEGIBLE
    ]
    held += [table.box.grown(_AROUND) for table in sheet.ruling.tables]
    least = round(_LEAST_MARK * sheet.scale)
    loose = [
        piece
        for piece in pieces(sheet.ink, least)
        if min(piece.width, piece.height) >= least
        and piece.within(page) == piece
        and not any((b := piece.within(box)).width and b.height for box in held)
    ]
    if len(loose) >= _MARKS_AT_LEAST:
        whole = loose[0]
        for piece in loose:
            whole = whole.joined(piece)
        yield ScanMark(box=whole)


def _text_crop(sheet: _Looks, box: Box) -> Picture:
    """A line of text, without the seal on it where the print itself is black."""
    area = max(box.width * box.height, 1)
    if count(sheet.seal, box) and count(sheet.ink, box) > area * _DARK_SHARE:
        return cut(sheet.clean, box)
    return cut(sheet.picture, box)
