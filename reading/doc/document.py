"""DOC and WPS (the binary form of Word 97 and later) to blocks.

Cell marks divide the text into cells, row marks into rows; the row's definition gives the edges
and merges of the cells. Where marks, properties and definition contradict each other the cells
are doubted or the file is damaged: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reading.blocks import MOST_SLOTS, Block, Document, Gap, Paragraph, too_many_cells
from reading.cells import is_figure_like
from reading.doc.boxes import Boxes, boxes_of
from reading.doc.fib import open_word
from reading.doc.lists import numbering_of
from reading.doc.package import broken_document
from reading.doc.tables import CellText, DocRow, grid_of, shape_of
from reading.doc.text import CELL_MARK, DocParagraph, Story
from reading.list_counts import NOT_KNOWN, numbered
from reading.model import Media

_NO_TEXT = "单元格内是图片、嵌入对象或未更新的域，没有可读取的文字，请核对原件"
_MOST_SLOTS = MOST_SLOTS * 5


def read_doc(body: bytes) -> Document:
    """The document as blocks.

    Raises:
        DocumentError: it is no Word 97 file, is encrypted, damaged, or too large.
    """
    file = open_word(body)
    story = Story(file)
    if not story.ends_well(file.main_length):
        raise broken_document()
    builder = _Builder(story, boxes_of(file))
    numbering = numbering_of(file)
    for paragraph in story.paragraphs(0, file.main_length):
        is_mark = paragraph.properties.ends_row
        builder.add(paragraph, "" if is_mark else numbering.numeral(paragraph.properties))
    builder.finish()
    return Document(media=Media.DOC, blocks=tuple(builder.blocks))


@dataclass(slots=True)
class _Table:
    """A table being read: finished rows, finished cells of the row, lines of the cell."""

    lead: str
    rows: list[DocRow] = field(default_factory=list)
    cells: list[CellText] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    pictures: int = 0
    gaps: int = 0
    inner: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        text = "\n".join(line for line in self.lines if line)
        doubt = _NO_TEXT if self.pictures and not text else None
        self.cells.append(CellText(text=text, doubt=doubt))
        self.gaps += self.pictures
        self.lines, self.pictures = [], 0

    def end_row(self, row: DocRow) -> None:
        self.rows.append(row)
        self.cells = []


class _Builder:
    """Takes paragraph after paragraph and gathers blocks."""

    def __init__(self, story: Story, boxes: Boxes) -> None:
        """``boxes`` are read where their shapes are anchored."""
        self.blocks: list[Block] = []
        self._story = story
        self._boxes = boxes
        self._tables: list[_Table] = []
        self._lead = ""
        self._slots = 0

    def add(self, paragraph: DocParagraph, numeral: str = "") -> None:
        """The next paragraph of the text, with the numeral that is printed before it.

        Raises:
            DocumentError: a mark stands where it cannot stand.
        """
        level = paragraph.properties.level
        while len(self._tables) > level:
            self._close()
        while len(self._tables) < level:
            self._tables.append(_Table(lead=self._lead))
        if level:
            self._in_table(paragraph, numeral)
        elif paragraph.mark == CELL_MARK:
            raise broken_document()
        else:
            self._plain(paragraph, numeral)
        self._shapes(paragraph)

    def finish(self) -> None:
        """Close what is open, and read the boxes that no anchor names."""
        while self._tables:
            self._close()
        for start, end in self._boxes.rest():
            self._box(start, end)

    def _plain(self, paragraph: DocParagraph, numeral: str) -> None:
        for place, line in enumerate(numbered(numeral, paragraph.text).split("\n")):
            text = line.strip()
            if text:
                is_numbered = numeral == NOT_KNOWN and place == 0
                self.blocks.append(Paragraph(text=text, is_auto_numbered=is_numbered))
                self._lead = text
        self.blocks.extend([Gap(what="图片")] * paragraph.pictures)

    def _in_table(self, paragraph: DocParagraph, numeral: str) -> None:
        table = self._tables[-1]
        properties = paragraph.properties
        is_inner = len(self._tables) > 1
        if is_inner and paragraph.mark == CELL_MARK:
            raise broken_document()
        is_end = paragraph.mark == ("\r" if is_inner else CELL_MARK)
        if is_end and properties.ends_row:
            if paragraph.text.strip() or table.lines:
                raise broken_document()
            row = DocRow(cells=tuple(table.cells), shape=shape_of(properties.row))
            table.gaps += row.is_odd
            table.end_row(row)
            return
        text = paragraph.text
        # A numeral counts before words alone, for it is none of the figure.
        shown = text if is_figure_like(text.strip()) else numbered(numeral, text)
        table.lines.extend(line.strip() for line in shown.split("\n"))
        table.pictures += paragraph.pictures
        if is_end and (properties.ends_cell or not is_inner):
            table.end_cell()

    def _close(self) -> None:
        table = self._tables.pop()
        if table.cells or any(table.lines):  # a row without its end
            table.end_cell()
            table.rows.append(DocRow(cells=tuple(table.cells), shape=None))
            table.gaps += 1
        blocks: list[Block] = []
        if any(row.cells for row in table.rows):
            grid = grid_of(table.rows, table.lead)
            self._slots += len(grid.slots) * len(grid.slots[0])
            if self._slots > _MOST_SLOTS:
                raise too_many_cells()
            blocks.append(grid)
        blocks.extend(table.inner)
        blocks.extend([Gap(what="图片或无法确定的表格行")] * table.gaps)
        (self._tables[-1].inner if self._tables else self.blocks).extend(blocks)

    def _shapes(self, paragraph: DocParagraph) -> None:
        for anchor in paragraph.shapes:
            texts = self._boxes.take(anchor)
            for start, end in texts:
                self._box(start, end)
            if not texts:
                self._emit([Gap(what="图片")])

    def _box(self, start: int, end: int) -> None:
        inside = _Builder(self._story, Boxes(shapes={}))
        for paragraph in self._story.paragraphs(start, end):
            inside.add(paragraph)
        inside.finish()
        self._emit(inside.blocks)

    def _emit(self, blocks: Iterable[Block]) -> None:
        """Blocks that stand beside the text: after the table, if they are anchored in one."""
        (self._tables[-1].inner if self._tables else self.blocks).extend(blocks)
