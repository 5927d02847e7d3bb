"""A row as it was found in a grid, and all that the grids of a document say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reading.blocks import Cell, Grid, Layout
from reading.cells import aligned, is_figure_like
from reading.editions import Edition, Row

BALANCE_NOTE = "requests.balance_note"
"""Under this the notes keep the words on 勾稽关系 in the header of table three, if any."""
_COLUMNS_AT_LEAST = 4


@dataclass(slots=True, kw_only=True)
class FoundRow:
    """A row of data under its label. Nothing changes it; not frozen, like its cells.

    ``cells`` are all cells beside the label; ``order`` the columns as the header prints them,
    where it prints them in another order; ``number`` counts the rows of data in table three.
    ``headers`` are the columns of table two that the header names, for each edition.
    """

    table: str
    name: str
    label: str
    cells: tuple[Cell, ...]
    grid: Grid
    place: int
    number: int = 0
    order: tuple[str, ...] | None = None
    columns: dict[str, int] = field(default_factory=dict)
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """``table.row``, as figures name it."""
        return f"{self.table}.{self.name}"

    def is_headed_for(self, row: Row, edition: Edition) -> bool:
        """Whether the header names every column of a row as this edition has it."""
        named = self.headers.get(edition.name, ())
        return {column.name for column in row.columns} <= set(named)

    def by_column(self, names: Sequence[str]) -> dict[str, Cell] | None:
        """The cell of each column, or ``None`` where it is not sure which is which.

        A column that the header plainly does not have is left out.
        """
        printed = [cell.text for cell in self.cells]
        is_padded = self.grid.layout is Layout.TABBED
        if is_padded and len(printed) == len(names) and not printed[0] and printed[-1]:
            return None
        order = self.order or tuple(names)
        if self._lacks_columns(names) and len(printed) == len(self.columns):
            return dict(
                zip(sorted(self.columns, key=self.columns.__getitem__), self.cells, strict=True)
            )
        if self.order is not None and sorted(order) != sorted(names):
            return None
        texts = aligned(printed, len(names))
        found = window(self.cells, texts) if texts is not None else None
        is_spanned = self.grid.layout is Layout.SPANNED
        if is_spanned and len(printed) > len(names) and set(self.columns) == set(names):
            # Too many cells under a full header: count and header must not contradict each other.
            under = self._by_header(order)
            if under is None or texts not in (None, tuple(cell.text for cell in under)):
                return None
            found = under
        return dict(zip(order, found, strict=True)) if found is not None else None

    def _lacks_columns(self, names: Sequence[str]) -> bool:
        """Whether a full grid's header names some of the columns, each in a place of its own."""
        if not _COLUMNS_AT_LEAST <= len(self.columns) < len(names):
            return False
        wide = len(self.grid.slots[0])
        places = sorted(self.columns.values())
        return (
            self.grid.layout is Layout.SPANNED
            and set(self.columns) < set(names)
            and places == list(range(wide - len(places), wide))
        )

    def _by_header(self, names: Sequence[str]) -> tuple[Cell, ...] | None:
        """The cells under the header cells, where these stand in order and no number beside."""
        line = self.grid.slots[self.cells[0].row]
        places = [self.columns[name] for name in names]
        if places != sorted(set(places)) or places[-1] >= len(line):
            return None
        under = [line[place] for place in places]
        beside = [cell for cell in self.cells if not any(cell is one for one in under)]
        if len(self.cells) - len(beside) != len(names):
            return None
        if any(is_figure_like(cell.text) for cell in beside):
            return None
        return tuple(cell for cell in under if cell is not None)


def window(cells: Sequence[Cell], texts: Sequence[str]) -> Sequence[Cell]:
    """The run of cells whose texts ``aligned`` took."""
    start = 0
    if len(cells) > len(texts):
        start = next((n for n, cell in enumerate(cells) if cell.text), 0)
    return cells[start : start + len(texts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTables:
    """All that the grids of a document say.

    ``loose`` counts, for each table, rows of numbers without a known label; ``bare`` holds labels
    without cells, ``last_place`` the last block in which a table stands. ``extras`` are the labels
    of rows that are none of the format, for each table.
    """

    rows: tuple[FoundRow, ...]
    edition: Edition | None
    loose: dict[str, int]
    bare: frozenset[str]
    last_place: dict[str, int]
    header_notes: dict[str, str]
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _by_path: Mapping[str, list[FoundRow]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the rows by their paths once: they are asked for again and again."""
        by_path: dict[str, list[FoundRow]] = {}
        for row in self.rows:
            by_path.setdefault(row.path, []).append(row)
        object.__setattr__(self, "_by_path", by_path)

    def of(self, table: str) -> tuple[FoundRow, ...]:
        """The rows of one table, in order."""
        return tuple(row for row in self.rows if row.table == table)

    def at(self, path: str) -> Sequence[FoundRow]:
        """The rows found for one row of the format, in order."""
        return self._by_path.get(path, ())
