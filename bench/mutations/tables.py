"""Rows, columns, tables and cells that are missing or hold no number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bench.mutations.model import Draft, Kind, Planted, planted
from portal_lab.forms import FORM_2019
from reading.editions import APPLICANT_COLUMNS, DISPUTES, PROACTIVE, REQUESTS, Row

_NO_ROW = {PROACTIVE: "CMP06", REQUESTS: "CMP08", DISPUTES: "CMP11"}
_NO_NUMBER = {PROACTIVE: "CMP07", REQUESTS: "CMP10", DISPUTES: "CMP11"}
_NAMES = {PROACTIVE: "table two", REQUESTS: "table three", DISPUTES: "table four"}
_UNFILLED = {
    "blank": "",
    "a stroke": "/",
    "a dash": "—",
    "a hyphen": "-",
    "the word 无": "无",
    "the word 若干": "若干",
}


def _rows(draft: Draft, table: str) -> list[Row]:
    return [row for row in draft.edition.rows if row.table == table]


def _row_places(table: str) -> Callable[[Draft], Sequence[str]]:
    return lambda draft: [row.path for row in _rows(draft, table)]


def _cell_places(table: str) -> Callable[[Draft], Sequence[str]]:
    return lambda draft: [path for row in _rows(draft, table) for path in row.paths()]


def _groups(draft: Draft) -> Sequence[str]:
    return list(dict.fromkeys(row.group for row in draft.edition.request_rows if row.group))


def _blocks(draft: Draft) -> Sequence[str]:
    return list(dict.fromkeys(str(row.block) for row in draft.edition.proactive_rows))


def _columns(_: Draft) -> Sequence[str]:
    return [column.name for column in APPLICANT_COLUMNS]


def _lost(draft: Draft, paths: Sequence[str], code: str, *, is_printable: bool = True) -> Planted:
    lost = draft.with_figures(dict.fromkeys(paths))
    return planted(replace(lost, is_printable=is_printable), code)


def _row_lost(table: str) -> Kind:
    def plant(draft: Draft, place: str) -> Planted:
        paths = draft.edition.row(place).paths()
        return _lost(draft, paths, _NO_ROW[table], is_printable=table != DISPUTES)

    return Kind(name=f"a row of {_NAMES[table]} is missing", plant=plant, places=_row_places(table))


def _table_lost(table: str) -> Kind:
    def plant(draft: Draft, _: str) -> Planted:
        paths = [path for row in _rows(draft, table) for path in row.paths()]
        return _lost(draft, paths, _NO_ROW[table], is_printable=False)

    return Kind(name=f"{_NAMES[table]} is missing", plant=plant)


def _group_lost(draft: Draft, place: str) -> Planted:
    rows = [row for row in draft.edition.request_rows if row.group == place]
    return _lost(draft, [path for row in rows for path in row.paths()], "CMP08", is_printable=False)


def _block_lost(draft: Draft, place: str) -> Planted:
    rows = [row for row in draft.edition.proactive_rows if row.block == place]
    return _lost(draft, [path for row in rows for path in row.paths()], "CMP06")


def _column_lost(draft: Draft, place: str) -> Planted:
    paths = [f"{row.path}.{place}" for row in draft.edition.request_rows]
    return _lost(draft, paths, "CMP09", is_printable=False)


def _kinds_in_one_column(draft: Draft, _: str) -> Planted:
    kinds = ("company", "research", "charity", "legal_service")
    paths = [f"{row.path}.{kind}" for row in draft.edition.request_rows for kind in kinds]
    return _lost(draft, paths, "CMP09", is_printable=False)


def _cell_lost(table: str, code: str) -> Kind:
    def plant(draft: Draft, place: str) -> Planted:
        return _lost(draft, [place], code, is_printable=False)

    name = f"a single cell of {_NAMES[table]} is missing"
    return Kind(name=name, plant=plant, places=_cell_places(table))


def _unfilled(table: str, what: str, printed: str) -> Kind:
    def plant(draft: Draft, place: str) -> Planted:
        return planted(draft.with_figures({place: printed}), _NO_NUMBER[table])

    name = f"a cell of {_NAMES[table]} holds {what}"
    return Kind(name=name, plant=plant, places=_cell_places(table))


def _row_blank(table: str, name: str, *, keeps: Callable[[str], bool]) -> Kind:
    def plant(draft: Draft, place: str) -> Planted | None:
        paths = [path for path in draft.edition.row(place).paths() if not keeps(path)]
        changed = draft.with_figures(dict.fromkeys(paths, ""))
        return planted(changed, _NO_NUMBER[table]) if paths else None

    return Kind(name=f"{name} in {_NAMES[table]}", plant=plant, places=_row_places(table))


def _table_blank(table: str) -> Kind:
    def plant(draft: Draft, _: str) -> Planted:
        paths = [path for row in _rows(draft, table) for path in row.paths()]
        return planted(draft.with_figures(dict.fromkeys(paths, "")), _NO_NUMBER[table])

    return Kind(name=f"all cells of {_NAMES[table]} are blank", plant=plant)


def _column_blank(draft: Draft, place: str) -> Planted:
    paths = [f"{row.path}.{place}" for row in draft.edition.request_rows]
    return planted(draft.with_figures(dict.fromkeys(paths, "")), "CMP10")


def _one_row_of_2019(draft: Draft, _: str) -> Planted | None:
    """（六） in one row, as in 2019, in tables of 2021."""
    if not draft.is_2021:
        return None
    old = [row for row in draft.edition.request_rows if row.name.startswith("other_")]
    sums: Mapping[str, object] = {
        f"requests.other.{column.name}": sum(
            draft.number(f"{row.path}.{column.name}") for row in old
        )
        for column in APPLICANT_COLUMNS
    }
    gone = dict.fromkeys(path for row in old for path in row.paths())
    results = tuple(
        group if group[0] != "（六）其他处理" else FORM_2019.results[-2]
        for group in draft.report.form.results
    )
    changed = draft.with_figures({**sums, **gone})
    form = replace(draft.report.form, results=results)
    return planted(changed.with_report(form=form), "CMP08", "CMP13")


def _other_edition(draft: Draft, _: str) -> Planted:
    """The tables of one edition under a year of the other."""
    year = 2020 if draft.is_2021 else 2023
    moved = replace(draft.swapped(str(draft.year), str(year)).with_report(year=year), held={})
    # Whether the fee is the old tables' matter, the rules may see in either way.
    return planted(moved, "CMP12", "CMP15 CMP18")


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    tables = (PROACTIVE, REQUESTS, DISPUTES)
    for table in tables:
        yield _row_lost(table)
        yield _table_lost(table)
        yield _row_blank(table, "a row is blank", keeps=lambda _: False)
        yield _table_blank(table)
        for what, printed in _UNFILLED.items():
            yield _unfilled(table, what, printed)
    yield _cell_lost(REQUESTS, "CMP10")
    yield _cell_lost(DISPUTES, "CMP11")
    for table in (REQUESTS, DISPUTES):
        yield _row_blank(
            table, "a total is blank while its parts are not", keeps=lambda p: not _is_total(p)
        )
        yield _row_blank(table, "nothing but the total is filled in", keeps=_is_total)
    yield Kind(name="a group of results is missing", plant=_group_lost, places=_groups)
    yield Kind(name="a block of table two is missing", plant=_block_lost, places=_blocks)
    yield Kind(name="a column of table three is missing", plant=_column_lost, places=_columns)
    yield Kind(name="the kinds of bodies have no columns", plant=_kinds_in_one_column)
    yield Kind(name="a column of table three is blank", plant=_column_blank, places=_columns)
    yield Kind(name="（六） stands in one row, as in 2019", plant=_one_row_of_2019)
    yield Kind(name="the tables are of the other edition", plant=_other_edition)


def _is_total(path: str) -> bool:
    return path.endswith(".total")
