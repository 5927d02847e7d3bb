"""Pages of a scan to one run of blocks; tables go on over a page break as those of a PDF do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reading.blocks import MOST_SLOTS, Block, Cell, Gap, Grid, Paragraph, too_many_cells
from reading.pdf.join import belongs, grid_of
from reading.pdf.tables import PdfCell, PdfTable
from reading.scan.page import ScanCell, ScanFound, ScanMark, ScanPage, ScanTable
from reading.scan.text import Paragraphs, column_of, is_page_number
from reading.scan.unruled import with_unruled

_POINTS = 595
"""Width of a page in the unit that places on a page of a PDF have."""
_NEAR = 3.5
_NOT_SEEN = "扫描件此处没有可辨认的文字，可能被遮盖或漏印，不能当作空白"
_MARK = "未能识别的文字或图案"


def blocks_of(pages: Sequence[ScanPage]) -> tuple[Block, ...]:
    """Every page's blocks in order, joined over the breaks.

    Raises:
        DocumentError: a table is larger than any report's (``too_large``).
    """
    joiner = _Joiner(Paragraphs(column_of(pages)))
    for number, page in enumerate(with_unruled(pages)):
        joiner.add(number, page)
    return joiner.finish()


class _Joiner:
    """Takes page after page. Text and a table are never open at the same time."""

    def __init__(self, text: Paragraphs) -> None:
        """``text`` takes the lines outside the tables; nothing is open yet."""
        self._blocks: list[Block] = []
        self._text = text
        self._pieces: list[PdfTable] = []
        self._slots = 0
        self._has_mark = False

    def add(self, number: int, page: ScanPage) -> None:
        self._text.begin(page)
        is_unread = all(isinstance(block, ScanMark) for block in page.blocks)
        for block in () if is_unread else page.blocks:
            if isinstance(block, ScanTable):
                self._close_text()
                self._add_piece(_piece(block, number, page))
            elif isinstance(block, ScanFound):
                self._close_table()
                self._close_text()
                self._blocks += [_doubted(b) if isinstance(b, Grid) else b for b in block.found]
            elif isinstance(block, ScanMark):
                self._add_mark()
            elif not is_page_number(block, page):
                self._close_table()
                self._text.add(block)
        if is_unread and page.has_ink:
            self._close_text()
            self._close_table()
            self._blocks.append(Gap(what="未能识别的扫描页"))
        self._close_text(is_break=True)

    def _add_mark(self) -> None:
        """A mark stands behind the table that is open, for it may go on on the next page."""
        if self._pieces:
            self._has_mark = True
        else:
            self._close_text()
            self._blocks.append(Gap(what=_MARK))

    def finish(self) -> tuple[Block, ...]:
        self._close_table()
        self._close_text()
        return tuple(self._blocks)

    def _add_piece(self, piece: PdfTable) -> None:
        self._slots += len(piece.slots) * len(piece.xs)
        if self._slots > MOST_SLOTS:
            raise too_many_cells()
        last = self._pieces[-1] if self._pieces else None
        if last is not None and not (last.page == piece.page - 1 and belongs(last, piece)):
            self._close_table()
        self._pieces.append(piece)

    def _close_text(self, *, is_break: bool = False) -> None:
        self._blocks.extend(Paragraph(text=text) for text in self._text.taken(is_break=is_break))

    def _close_table(self) -> None:
        if self._pieces:
            last = self._blocks[-1] if self._blocks else None
            lead = last.text if isinstance(last, Paragraph) else ""
            self._blocks.append(_doubted(grid_of(self._pieces, lead=lead)))
        if self._has_mark:
            self._blocks.append(Gap(what=_MARK))
        self._pieces, self._has_mark = [], False


def _piece(table: ScanTable, number: int, page: ScanPage) -> PdfTable:
    """The table as a piece of one that may go on, its places in points."""
    scale = _POINTS / page.width
    wide = len(table.edges) - 1
    blank = PdfCell(text="")
    slots = [[blank] * wide for _ in range(table.rows)]
    for cell in table.cells:
        made = _cell(cell)
        for row in range(cell.row, cell.row + cell.row_span):
            slots[row][cell.column : cell.column + cell.column_span] = [made] * cell.column_span
    return PdfTable(
        page=number,
        xs=tuple(edge * scale for edge in table.edges),
        top=table.box.top * scale,
        bottom=table.box.bottom * scale,
        slots=tuple(tuple(line) for line in slots),
        near=_NEAR,
    )


def _cell(cell: ScanCell) -> PdfCell:
    return PdfCell(text=cell.text, doubt=cell.doubt if cell.text else None)


def _doubted(grid: Grid) -> Grid:
    """No cell of a scan is blank for sure: a seal or a bad print may hide what stands there."""
    made: dict[int, Cell] = {}
    for cell in grid.cells():
        made[id(cell)] = cell if cell.text else replace(cell, doubt=cell.doubt or _NOT_SEEN)
    slots = tuple(
        tuple(made.get(id(cell)) if cell is not None else None for cell in line)
        for line in grid.slots
    )
    return Grid(slots=slots, layout=grid.layout, lead=grid.lead)
