"""The rows of the statutory tables, found by their labels, whatever grid they stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reading.blocks import Cell, Grid, Layout
from reading.cells import aligned, is_figure_like
from reading.editions import (
    APPLICANT_COLUMNS,
    DISPUTE_COLUMNS,
    DISPUTES,
    EDITIONS,
    PROACTIVE,
    REQUESTS,
    Edition,
)
from reading.found import FoundRow, FoundTables
from reading.labels import (
    GROUPS,
    HEADER_WORDS,
    WEAK_ROWS,
    applicant_column,
    dispute_column,
    dispute_kind,
    fold,
    is_label,
    proactive_column,
    proactive_row,
    request_row,
)
from reading.model import PartName
from reading.parts import Outline

NameOf = Callable[[str], str | None]
_APPLICANTS = tuple(column.name for column in APPLICANT_COLUMNS)
_ORGANISATIONS = _APPLICANTS[1:-1]
_DISPUTE_NAMES = tuple(column.name for column in DISPUTE_COLUMNS)
_DISPUTE_ROWS = ("review", "suit_direct", "suit_after_review")
_DISPUTE_CELLS = len(_DISPUTE_NAMES) * len(_DISPUTE_ROWS)
_DISPUTE_WORDS_AT_LEAST = 3
_NUMBERS_AT_LEAST = 4


def find_tables(outline: Outline) -> FoundTables:
    """Search every grid for rows of the three tables."""
    search = _Search(outline)
    search.run()
    return FoundTables(
        rows=tuple(search.rows),
        edition=search.edition(),
        loose=search.loose,
        bare=frozenset(search.bare),
        last_place=search.last_place,
        header_notes=search.header_notes,
    )


class _Search:
    """One pass over the blocks; gathers rows as it goes."""

    def __init__(self, outline: Outline) -> None:
        """``outline`` says in which part a grid stands."""
        self._outline = outline
        self._number = 0
        self._column_hits = {edition.name: 0 for edition in EDITIONS}
        self.rows: list[FoundRow] = []
        self.loose = {PROACTIVE: 0, REQUESTS: 0, DISPUTES: 0}
        self.bare: set[str] = set()
        self.last_place: dict[str, int] = {}
        self.header_notes: dict[str, str] = {}

    def run(self) -> None:
        grids = [(p, b) for p, b in enumerate(self._outline.blocks) if isinstance(b, Grid)]
        three = [place for place, grid in grids if _is_requests(grid)]
        for place, grid in grids:
            if _is_requests(grid):
                self._requests(place, grid)
            elif _is_disputes(grid) or self._stands_in(place, PartName.DISPUTES):
                self._disputes(place, grid)
            elif _has_proactive_header(grid) or self._stands_in(place, PartName.PROACTIVE):
                self._proactive(place, grid)
            else:
                if three and three[0] < place < three[-1]:
                    self._count_loose(REQUESTS, grid, len(_APPLICANTS))
                self._note_bare(PROACTIVE, tuple(grid.cells()), proactive_row)

    def edition(self) -> Edition | None:
        """By the column headers of table two alone."""
        best = max(EDITIONS, key=lambda edition: self._column_hits[edition.name])
        counts = sorted(self._column_hits.values())
        return best if counts[-1] and counts[-1] != counts[-2] else None

    def _stands_in(self, place: int, name: PartName) -> bool:
        section = self._outline.section(name)
        return section is not None and section.start <= place < section.end

    def _count_loose(self, table: str, grid: Grid, at_least: int) -> None:
        for row in range(len(grid.slots)):
            cells = grid.own_cells(row)
            if sum(is_figure_like(cell.text) for cell in cells) >= at_least:
                self.loose[table] += 1

    def _add(self, row: FoundRow) -> None:
        self.rows.append(row)
        self.last_place[row.table] = row.place

    def _proactive(self, place: int, grid: Grid) -> None:
        header: dict[str, list[str]] = {}
        for row in range(len(grid.slots)):
            cells = grid.own_cells(row)
            named = self._proactive_header(cells)
            if named:
                header = named
                self._note_bare(PROACTIVE, cells, proactive_row)
                continue
            at = _label_at(cells, proactive_row)
            name = proactive_row(cells[at].text) if at is not None else None
            if at is None or name is None:
                self._count_odd(cells)
                self._note_bare(PROACTIVE, cells, proactive_row)
            elif at + 1 == len(cells):
                self.bare.add(f"{PROACTIVE}.{name}")
            else:
                self._note_bare(PROACTIVE, cells[:at], proactive_row)
                self._add(
                    FoundRow(
                        table=PROACTIVE,
                        name=name,
                        label=cells[at].text,
                        cells=cells[at + 1 :],
                        grid=grid,
                        place=place,
                        columns={},
                        order=_order(header),
                    )
                )

    def _proactive_header(self, cells: Sequence[Cell]) -> dict[str, list[str]]:
        """The columns that a header row names, for each edition."""
        named: dict[str, list[str]] = {}
        for edition in EDITIONS:
            found = [
                (name, cell.text)
                for cell in cells
                if (name := proactive_column(cell.text, edition)) is not None
            ]
            self._column_hits[edition.name] += len(found)
            if found:
                named[edition.name] = [name for name, _ in found]
            for name, text in found:
                if name == "amount":
                    self.header_notes[f"{edition.name}.amount"] = text
        return named

    def _requests(self, place: int, grid: Grid) -> None:
        columns: dict[str, int] = {}
        for row in range(len(grid.slots)):
            cells = grid.own_cells(row)
            if _is_requests_header(cells):
                columns |= {
                    name: cell.column
                    for cell in cells
                    if (name := applicant_column(cell.text)) is not None
                }
                self._note_bare(REQUESTS, cells, request_row)
                continue
            at = _label_at(cells, request_row)
            if at is not None and _goes_on_below(grid, cells[at]):
                at = None
            name = request_row(cells[at].text) if at is not None else None
            if at is None or name is None:
                self._unlabelled_request(grid, cells)
                self._note_bare(REQUESTS, cells, request_row)
            elif at + 1 == len(cells):
                self.bare.add(f"{REQUESTS}.{name}")
            else:
                self._note_bare(REQUESTS, cells[:at], request_row)
                self._number += 1
                self._add(
                    FoundRow(
                        table=REQUESTS,
                        name=name,
                        label=cells[at].text,
                        cells=cells[at + 1 :],
                        grid=grid,
                        place=place,
                        number=self._number,
                        columns=columns,
                        order=_applicant_order(columns, grid.layout),
                    )
                )

    def _unlabelled_request(self, grid: Grid, cells: Sequence[Cell]) -> None:
        """A row of figures under a group or under words unknown to the format."""
        labels = [
            fold(c.text)
            for c in cells
            if c.text and not is_figure_like(c.text) and not _goes_on_below(grid, c)
        ]
        figures = sum(is_figure_like(cell.text) for cell in cells)
        is_blank_row = bool(labels) and sum(c.is_blank for c in cells) >= len(_APPLICANTS)
        if figures < _NUMBERS_AT_LEAST and not is_blank_row:
            return
        self._number += 1
        is_group = bool(labels) and all(any(g in label for g in GROUPS) for label in labels)
        self.loose[REQUESTS] += not is_group

    def _note_bare(self, table: str, cells: Sequence[Cell], name_of: NameOf) -> None:
        """Keep labels that stand where no row could be read: those rows are not missing."""
        names = (name_of(cell.text) for cell in cells)
        self.bare.update(f"{table}.{name}" for name in names if name not in (None, *WEAK_ROWS))

    def _count_odd(self, cells: Sequence[Cell]) -> None:
        """Count a row of table two under words unknown to the format."""
        rest = cells[1:]
        if rest and all(cell.is_blank or is_figure_like(cell.text) for cell in rest):
            is_block = fold(cells[0].text).startswith("第二十条")
            self.loose[PROACTIVE] += bool(cells[0].text) and not is_block

    def _disputes(self, place: int, grid: Grid) -> None:
        kind = _kind_of_lead(grid)
        for row in range(len(grid.slots)):
            cells = grid.own_cells(row)
            at = _label_at(cells, dispute_kind)
            name = dispute_kind(cells[at].text) if at is not None else None
            rest = cells[at + 1 :] if at is not None else cells
            if any(is_label(cell.text) for cell in rest) or not rest:
                continue
            if name is not None and not any(is_figure_like(cell.text) for cell in rest):
                continue  # a header: 复议后起诉 above its five columns
            if name is not None or (kind is not None and len(cells) == len(_DISPUTE_NAMES)):
                self._add_dispute(name or kind or "", rest, grid, place)
                continue
            found = aligned([cell.text for cell in rest], _DISPUTE_CELLS)
            if found is None or not _is_dispute_header_in_order(grid):
                if any(is_figure_like(cell.text) for cell in rest):
                    self.loose[DISPUTES] += 1
                continue
            taken = _window(rest, found)
            for number, dispute in enumerate(_DISPUTE_ROWS):
                start = number * len(_DISPUTE_NAMES)
                self._add_dispute(dispute, taken[start : start + len(_DISPUTE_NAMES)], grid, place)

    def _add_dispute(self, name: str, cells: Sequence[Cell], grid: Grid, place: int) -> None:
        self._add(
            FoundRow(
                table=DISPUTES,
                name=name,
                label=name,
                cells=tuple(cells),
                grid=grid,
                place=place,
            )
        )


def _window(cells: Sequence[Cell], found: Sequence[str]) -> Sequence[Cell]:
    """The run of cells that ``aligned`` took."""
    start = 0
    if len(cells) > len(found):
        start = next((n for n, cell in enumerate(cells) if cell.text), 0)
    return cells[start : start + len(found)]


def _goes_on_below(grid: Grid, cell: Cell) -> bool:
    """Whether a cell spans rows, as that of a group does and that of a row of figures does not."""
    below = grid.slots[cell.row + 1] if cell.row + 1 < len(grid.slots) else ()
    return cell.column < len(below) and below[cell.column] is cell


def _label_at(cells: Sequence[Cell], name_of: NameOf) -> int | None:
    """The place of the last cell that is a row's label, with only figures after it."""
    for at in range(len(cells) - 1, -1, -1):
        text = cells[at].text
        if text and name_of(text) is not None:
            after = cells[at + 1 :]
            return None if any(is_label(cell.text) for cell in after) else at
    return None


def _is_requests(grid: Grid) -> bool:
    return any(
        name is not None and name not in WEAK_ROWS
        for cell in grid.cells()
        if (name := request_row(cell.text)) is not None
    ) and not _is_only_header(grid)


def _is_only_header(grid: Grid) -> bool:
    return not any(is_figure_like(c.text) or c.is_blank for c in grid.cells())


def _is_requests_header(cells: Sequence[Cell]) -> bool:
    return any(fold(cell.text) in HEADER_WORDS for cell in cells)


def _has_proactive_header(grid: Grid) -> bool:
    return any(
        proactive_column(cell.text, edition) is not None
        for cell in grid.cells()
        for edition in EDITIONS
    )


def _dispute_words(grid: Grid) -> list[str]:
    return [name for cell in grid.cells() if (name := dispute_column(cell.text)) is not None]


def _is_disputes(grid: Grid) -> bool:
    words = set(_dispute_words(grid)) - {"total"}
    return len(words) >= _DISPUTE_WORDS_AT_LEAST


def _kind_of_lead(grid: Grid) -> str | None:
    """The kind that the words before a table of five columns name, e.g. 行政诉讼（复议后起诉）."""
    if any(dispute_kind(cell.text) for cell in grid.cells()):
        return None
    return dispute_kind(grid.lead)


def _is_dispute_header_in_order(grid: Grid) -> bool:
    """Whether a full header names the fifteen columns in the order of the format."""
    words = _dispute_words(grid)
    kinds = [k for cell in grid.cells() if (k := dispute_kind(cell.text)) is not None]
    wanted = [*_DISPUTE_NAMES] * len(_DISPUTE_ROWS)
    in_order = sorted(words) != sorted(wanted) or words == wanted
    return in_order and kinds == sorted(kinds, key=_DISPUTE_ROWS.index)


def _applicant_order(columns: dict[str, int], layout: Layout) -> tuple[str, ...] | None:
    """``None`` where the header has the columns in the order of the format, or has none.

    Columns in another order are not put right: a broken span moves header cells just so.
    """
    found = tuple(name for name in columns if name in _ORGANISATIONS)
    in_order = found == tuple(name for name in _ORGANISATIONS if name in found)
    if layout is Layout.SPANNED and {"individual", "total"} <= set(columns):
        in_order = in_order and columns["individual"] < columns["total"]
    return None if in_order else ("unknown",)


def _order(header: dict[str, list[str]]) -> tuple[str, ...] | None:
    """The columns of the block's header row, where it names each of them once."""
    longest = max(header.values(), key=len, default=[])
    return tuple(longest) if len(longest) > 1 and len(set(longest)) == len(longest) else None
