"""A sheet as a person sees it, to blocks: its tables, and the lines of text around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reading.blocks import MOST_SLOTS, Block, Cell, Gap, Grid, Layout, Paragraph, too_many_cells
from reading.grid_pieces import pieces_of
from reading.labels import is_label
from reading.xlsx.looks import Shown

Place = tuple[int, int]  # row and column, from 0
Range = tuple[Place, Place]  # both ends belong to it


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSheet:
    """A sheet: what is seen in each cell, which cells are merged, and what is hidden."""

    name: str
    cells: Mapping[Place, Shown]
    merges: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    has_pictures: bool = False

    @property
    def has_hidden_cells(self) -> bool:
        """Whether something stands in what is hidden."""
        return any(
            row in self.hidden_rows or column in self.hidden_columns for row, column in self.cells
        )


def blocks_of(sheet: SeenSheet) -> Iterator[Block]:
    """The blocks of a sheet; a blank row parts one table from the next."""
    lead = ""
    for lines in _Lines(sheet).runs():
        for block in _blocks_of_run(lines, lead):
            yield block
            lead = block.text if isinstance(block, Paragraph) else lead
    if sheet.has_hidden_cells:
        yield Gap(what="隐藏的行或列")
    if sheet.has_pictures:
        yield Gap(what="图片")


@dataclass(frozen=True, slots=True, eq=False)
class _Merged:
    """A cell, or merged cells as one."""

    shown: Shown
    row: int
    column: int
    last_row: int


@dataclass(slots=True)
class _Line:
    """A visible row: what stands in each of its visible columns."""

    row: int
    slots: dict[int, _Merged] = field(default_factory=dict)

    def only(self) -> _Merged | None:
        """The one cell with words in a row that has no other, if it belongs to this row alone."""
        filled = {id(m): m for m in self.slots.values() if m.shown.text or m.shown.doubt}
        if len(filled) != 1:
            return None
        (merged,) = filled.values()
        return merged if merged.row == self.row == merged.last_row else None


class _Lines:
    """The visible rows that hold something, from top to bottom."""

    def __init__(self, sheet: SeenSheet) -> None:
        """Merged cells are spread over the rows and columns that the sheet uses."""
        self._sheet = sheet
        self._lines: dict[int, _Line] = {}
        self._filled = 0
        last_row = max((row for row, _ in sheet.cells), default=-1)
        last_column = max((column for _, column in sheet.cells), default=-1)
        covered: set[Place] = set()
        for (row, column), (bottom, right) in dict(sheet.merges).items():
            shown = sheet.cells.get((row, column), Shown(text=""))
            # What is merged beyond all words, as to the end of the sheet, makes no cells there.
            merged = _Merged(shown, row, column, min(bottom, last_row))
            covered.update(self._spread(merged, min(right, last_column)))
        for (row, column), shown in sheet.cells.items():
            if (row, column) not in covered:
                self._put(row, column, _Merged(shown, row, column, row))

    def _spread(self, merged: _Merged, right: int) -> Iterator[Place]:
        for row in range(merged.row, merged.last_row + 1):
            for column in range(merged.column, right + 1):
                yield row, column
                self._put(row, column, merged)

    def _put(self, row: int, column: int, merged: _Merged) -> None:
        self._filled += 1
        if self._filled > MOST_SLOTS:
            raise too_many_cells()
        if row in self._sheet.hidden_rows or column in self._sheet.hidden_columns:
            return
        self._lines.setdefault(row, _Line(row)).slots[column] = merged

    def runs(self) -> Iterator[list[_Line]]:
        """Rows that follow one another without a blank one between."""
        run: list[_Line] = []
        for row in sorted(self._lines):
            line = self._lines[row]
            if not any(merged.shown.text or merged.shown.doubt for merged in line.slots.values()):
                continue
            between = range(run[-1].row + 1, row) if run else range(0)
            if any(number not in self._sheet.hidden_rows for number in between):
                yield run
                run = []
            run.append(line)
        if run:
            yield run


def _blocks_of_run(lines: list[_Line], lead: str) -> Iterator[Block]:
    """Single cells above and below are text; what lies between is a grid."""
    texts = [_is_text(line) for line in lines]
    start = next((place for place, is_text in enumerate(texts) if not is_text), len(lines))
    end = next((n for n in range(len(lines), start, -1) if not texts[n - 1]), start)
    for line in lines[:start]:
        for block in _paragraphs(line):
            yield block
            lead = block.text
    if lines[start:end]:
        yield from pieces_of(_grid(lines[start:end], lead))
    for line in lines[end:]:
        yield from _paragraphs(line)


def _is_text(line: _Line) -> bool:
    only = line.only()
    return only is not None and only.shown.doubt is None and not is_label(only.shown.text)


def _paragraphs(line: _Line) -> Iterator[Paragraph]:
    only = line.only()
    for text in only.shown.text.split("\n") if only else ():
        if text.strip():
            yield Paragraph(text=text.strip())


def _grid(lines: list[_Line], lead: str) -> Grid:
    """The rows as a grid; where nothing is stored a cell is blank."""
    columns = sorted({column for line in lines for column in line.slots})
    if len(columns) * len(lines) > MOST_SLOTS:
        raise too_many_cells()
    made: dict[int, Cell] = {}
    slots = tuple(
        tuple(_cell(line.slots.get(c), made, row, place) for place, c in enumerate(columns))
        for row, line in enumerate(lines)
    )
    return Grid(slots=slots, layout=Layout.SPANNED, lead=lead)


def _cell(merged: _Merged | None, made: dict[int, Cell], row: int, column: int) -> Cell:
    if merged is None:
        return Cell(text="", row=row, column=column)
    if id(merged) not in made:
        text = "\n".join(filter(None, map(str.strip, merged.shown.text.split("\n"))))
        made[id(merged)] = Cell(text=text, row=row, column=column, doubt=merged.shown.doubt)
    return made[id(merged)]
