"""The rows of the statutory tables, found by their labels, whatever grid they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reading.blocks import Cell, Grid, Layout, worded
from reading.cells import aligned, is_figure_like
from reading.editions import DISPUTES, EDITIONS, PROACTIVE, REQUESTS, Edition
from reading.found import BALANCE_NOTE, FoundRow, FoundTables, window
from reading.labels import (
    GROUPS,
    HEADER_WORDS,
    WEAK_ROWS,
    applicant_column,
    dispute_kind,
    fold,
    is_extra_row,
    is_label,
    proactive_column,
    proactive_row,
    request_row,
)
from reading.model import PartName
from reading.parts import Outline
from reading.table_headers import (
    applicant_order,
    dispute_columns,
    dispute_order,
    dispute_words,
)

NameOf = Callable[[str], str | None]
_APPLICANTS = tuple(c.name for c in max((e.request_rows[0].columns for e in EDITIONS), key=len))
_FORMATS = frozenset(tuple(c.name for c in e.request_rows[0].columns) for e in EDITIONS)
_ORGANISATIONS = _APPLICANTS[1:-1]
_DISPUTE_NAMES = {
    row.name: tuple(column.name for column in row.columns)
    for e in EDITIONS
    for row in e.dispute_rows
}
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
        extras={table: tuple(labels) for table, labels in search.extras.items()},
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
        self.extras: dict[str, list[str]] = {}
        self._columns: dict[str, int] = {}
        self._order: tuple[str, ...] | None = None
        self._wide = 0

    def run(self) -> None:
        grids = [(p, b) for p, b in enumerate(self._outline.blocks) if isinstance(b, Grid)]
        three = [place for place, grid in grids if _is_requests(grid)]
        for place, grid in grids:
            if place in three:
                self._requests(place, grid)
            elif _is_disputes(grid) or self._stands_in(place, PartName.DISPUTES):
                self._disputes(place, grid)
            elif _has_proactive_header(grid) or self._stands_in(place, PartName.PROACTIVE):
                self._proactive(place, grid)
            else:
                if three and three[0] < place < three[-1]:
                    self._count_loose(REQUESTS, grid, len(_APPLICANTS))
                self._note_bare(PROACTIVE, tuple(grid.worded_cells()), proactive_row)

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
        header: dict[str, tuple[str, ...]] = {}
        for row in range(len(grid.slots)):
            cells = grid.own_cells(row)
            named = self._proactive_header(grid.worded_cells(row))
            if named:
                header = named
                self._note_bare(PROACTIVE, cells, proactive_row)
                continue
            at = _label_at(cells, proactive_row)
            name = proactive_row(cells[at].text) if at is not None else None
            figures = _beside(cells, at) if at is not None else ()
            if at is None or name is None:
                self._count_odd(cells)
                self._note_bare(PROACTIVE, cells, proactive_row)
            elif not figures:
                self.bare.add(f"{PROACTIVE}.{name}")
            else:
                self._note_bare(PROACTIVE, cells[:at], proactive_row)
                self._add(
                    FoundRow(
                        table=PROACTIVE,
                        name=name,
                        label=cells[at].text,
                        cells=figures,
                        grid=grid,
                        place=place,
                        order=_proactive_order(header),
                        headers=header,
                    )
                )

    def _proactive_header(self, cells: Iterable[Cell]) -> dict[str, tuple[str, ...]]:
        """The columns that a header row names, for each edition."""
        named: dict[str, tuple[str, ...]] = {}
        for edition in EDITIONS:
            found = [
                (name, cell.text)
                for cell in cells
                if (name := proactive_column(cell.text, edition)) is not None
            ]
            self._column_hits[edition.name] += len(found)
            if found:
                named[edition.name] = tuple(name for name, _ in found)
            for name, text in found:
                if name == "amount":
                    self.header_notes[f"{edition.name}.amount"] = text
        return named

    def _requests(self, place: int, grid: Grid) -> None:
        headers = {r for r in range(len(grid.slots)) if _is_requests_header(grid.worded_cells(r))}
        self._request_header(grid, headers)
        for row, cells in enumerate(grid.own):
            if row in headers:
                self._note_bare(REQUESTS, cells, request_row)
                continue
            at = _label_at(cells, request_row)
            if at is not None and _goes_on_below(grid, cells[at]):
                at = None
            name = request_row(cells[at].text) if at is not None else None
            figures = _beside(cells, at) if at is not None else ()
            if at is None or name is None:
                self._unlabelled_request(grid, cells)
                self._note_bare(REQUESTS, cells, request_row)
            elif not figures:
                self.bare.add(f"{REQUESTS}.{name}")
            else:
                self._note_bare(REQUESTS, cells[:at], request_row)
                self._number += 1
                self._add(
                    FoundRow(
                        table=REQUESTS,
                        name=name,
                        label=cells[at].text,
                        cells=figures,
                        grid=grid,
                        place=place,
                        number=self._number,
                        columns=self._columns,
                        order=self._order,
                    )
                )

    def _request_header(self, grid: Grid, headers: set[int]) -> None:
        """The columns of a table; one that only goes on from another page has those of that."""
        header = [tuple(grid.worded_cells(row)) for row in sorted(headers)]
        wide = len(grid.slots[0]) if grid.slots and grid.layout is Layout.SPANNED else 0
        if not header and wide and wide == self._wide:
            return
        self._wide = wide
        self._columns = {
            name: cell.column
            for cells in header
            for cell in cells
            if (name := applicant_column(cell.text)) is not None
        }
        self._order = _applicant_order(applicant_order(header), self._columns, grid.layout)
        notes = (cell.text for cell in grid.worded_cells() if "勾稽" in cell.text)
        self.header_notes.update((BALANCE_NOTE, text) for text in notes)

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
        if not is_group:
            self.loose[REQUESTS] += 1
            words = (cell.text for cell in cells if not is_figure_like(cell.text))
            self.extras.setdefault(REQUESTS, []).extend(text for text in words if text)

    def _note_bare(self, table: str, cells: Sequence[Cell], name_of: NameOf) -> None:
        """Keep labels that stand where no row could be read: those rows are not missing."""
        for cell in worded(cells) if cells else ():
            name = name_of(cell.text)
            if name is not None and name not in WEAK_ROWS:
                self.bare.add(f"{table}.{name}")

    def _count_odd(self, cells: Sequence[Cell]) -> None:
        """Count a row of table two under words unknown to the format."""
        rest = cells[1:]
        if not rest or not cells[0].text or fold(cells[0].text).startswith("第二十条"):
            return
        if all(cell.is_blank or is_figure_like(cell.text) for cell in rest):
            self.loose[PROACTIVE] += not is_extra_row(cells[0].text)
            self.extras.setdefault(PROACTIVE, []).append(cells[0].text)

    def _disputes(self, place: int, grid: Grid) -> None:
        lead = _kind_of_lead(grid)
        for row in range(len(grid.slots)):
            cells = grid.own_cells(row)
            at = _label_at(cells, dispute_kind)
            name = dispute_kind(cells[at].text) if at is not None else None
            rest = _beside(cells, at) if at is not None else cells
            if not rest or any(is_label(cell.text) for cell in worded(rest)):
                continue
            if name is not None and not any(is_figure_like(cell.text) for cell in rest):
                continue  # a header: 复议后起诉 above its five columns
            kind = name or lead
            if kind is not None and (name or len(cells) == len(_DISPUTE_NAMES[kind])):
                order = dispute_columns(grid, _DISPUTE_NAMES[kind]) or ("unknown",)
                self._add_dispute(kind, rest, grid, place, order)
            elif not self._whole_disputes(rest, grid, place):
                self.loose[DISPUTES] += any(is_figure_like(cell.text) for cell in rest)

    def _whole_disputes(self, cells: Sequence[Cell], grid: Grid, place: int) -> bool:
        """A row that holds all of table four."""
        shape = dispute_order(grid)
        found = aligned([cell.text for cell in cells], len(shape)) if shape else None
        if shape is None or found is None:
            return False
        taken = list(zip(shape, window(cells, found), strict=True))
        for kind in dict.fromkeys(kind for kind, _ in shape):
            own = [(column, cell) for (of_kind, column), cell in taken if of_kind == kind]
            order = tuple(column for column, _ in own)
            self._add_dispute(kind, [cell for _, cell in own], grid, place, order)
        return True

    def _add_dispute(
        self, name: str, cells: Sequence[Cell], grid: Grid, place: int, order: tuple[str, ...]
    ) -> None:
        self._add(
            FoundRow(
                table=DISPUTES,
                name=name,
                label=name,
                cells=tuple(cells),
                grid=grid,
                place=place,
                order=order,
            )
        )


def _beside(cells: Sequence[Cell], at: int) -> tuple[Cell, ...]:
    """The cells of a row's figures: those after its label, or before it where it stands last."""
    if at + 1 < len(cells):
        return tuple(cells[at + 1 :])
    before = cells[:at]
    is_figures = all(cell.is_blank or is_figure_like(cell.text) for cell in before)
    return tuple(before) if is_figures and any(cell.text for cell in before) else ()


def _goes_on_below(grid: Grid, cell: Cell) -> bool:
    """Whether a cell spans rows, as that of a group does and that of a row of figures does not."""
    below = grid.slots[cell.row + 1] if cell.row + 1 < len(grid.slots) else ()
    return cell.column < len(below) and below[cell.column] is cell


def _label_at(cells: Sequence[Cell], name_of: NameOf) -> int | None:
    """The place of the last cell that is a row's label, with only figures after it."""
    after: list[str] = []
    for at in range(len(cells) - 1, -1, -1):
        text = cells[at].text
        if not text or text.isdecimal():
            continue
        if name_of(text) is not None:
            return None if any(map(is_label, after)) else at
        after.append(text)
    return None


def _is_requests(grid: Grid) -> bool:
    return any(
        name is not None and name not in WEAK_ROWS
        for cell in grid.worded_cells()
        if (name := request_row(cell.text)) is not None
    ) and not _is_only_header(grid)


def _is_only_header(grid: Grid) -> bool:
    return not any(c.is_blank or c.text.isdecimal() or is_figure_like(c.text) for c in grid.cells())


def _is_requests_header(cells: Iterable[Cell]) -> bool:
    return not HEADER_WORDS.isdisjoint([fold(cell.text) for cell in cells])


def _has_proactive_header(grid: Grid) -> bool:
    return any(
        proactive_column(cell.text, edition) is not None
        for cell in grid.worded_cells()
        for edition in EDITIONS
    )


def _is_disputes(grid: Grid) -> bool:
    words = set(dispute_words(grid)) - {"total"}
    return len(words) >= _DISPUTE_WORDS_AT_LEAST


def _kind_of_lead(grid: Grid) -> str | None:
    """The kind that the words before a table of five columns name, e.g. 行政诉讼（复议后起诉）."""
    if any(dispute_kind(cell.text) for cell in grid.worded_cells()):
        return None
    return dispute_kind(grid.lead)


def _applicant_order(
    printed: tuple[str, ...] | None, columns: dict[str, int], layout: Layout
) -> tuple[str, ...] | None:
    """``None`` where the header has the columns in the order of the format, or has none.

    A header that names them all in another order is followed; one that is not plain is not read.
    """
    if printed is not None and any(sorted(printed) == sorted(names) for names in _FORMATS):
        return None if printed in _FORMATS else printed
    found = printed or tuple(name for name in columns if name in _ORGANISATIONS)
    wanted = _APPLICANTS if printed else _ORGANISATIONS
    in_order = found == tuple(name for name in wanted if name in found)
    if layout is Layout.SPANNED and {"individual", "total"} <= set(columns):
        in_order = in_order and columns["individual"] < columns["total"]
    return None if in_order else ("unknown",)


def _proactive_order(header: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The columns of the block's header row, where it names each of them once."""
    longest = max(header.values(), key=len, default=())
    return longest if len(longest) > 1 and len(set(longest)) == len(longest) else None
