"""Which edition a document follows, where it mixes two, and how its words differ from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reading.editions import (
    DISPUTES,
    EDITIONS,
    PROACTIVE,
    REQUESTS,
    Edition,
    Row,
    edition_of_year,
)
from reading.found import BALANCE_NOTE, FoundRow, FoundTables
from reading.labels import fold

EXTRA_ROWS = "extra_rows"
"""Under ``table.extra_rows`` the notes keep the labels of rows that are none of the format."""


def _telling_headers() -> Mapping[str, tuple[str, ...]]:
    """The column headers of table two that no other edition's headers contain."""
    labels = {
        e.name: {fold(column.label) for row in e.proactive_rows for column in row.columns}
        for e in EDITIONS
    }
    return {
        name: tuple(
            sorted(
                word
                for word in own
                if not any(
                    word in label
                    for other, theirs in labels.items()
                    if other != name
                    for label in theirs
                )
            )
        )
        for name, own in labels.items()
    }


_TELLING_HEADERS = _telling_headers()


def edition_of(
    found: FoundTables, words: Callable[[], str], year: int | None
) -> tuple[Edition | None, tuple[str, ...]]:
    """The edition by the headers of table two, else by the year, and what is worth a warning.

    ``words`` gives the folded words outside the tables, where a table may have run together.
    """
    if found.edition is not None:
        return found.edition, ()
    folded = words()
    counts = {e.name: sum(w in folded for w in _TELLING_HEADERS[e.name]) for e in EDITIONS}
    ranked = sorted(EDITIONS, key=lambda edition: -counts[edition.name])
    if counts[ranked[0].name] > counts[ranked[1].name]:
        return ranked[0], ()
    if not found.rows:
        return None, ()
    edition = edition_of_year(year) if year is not None else None
    return _warned(edition or _by_request_rows(found))


def _warned(edition: Edition) -> tuple[Edition, tuple[str, ...]]:
    return edition, (f"未识别到表二表头，暂按{edition.name}年版格式读取其余表格",)


def _by_request_rows(found: FoundTables) -> Edition:
    """The edition whose rows of table three are there, the latest of equals."""
    names = {row.name for row in found.of(REQUESTS)}
    return max(
        reversed(EDITIONS), key=lambda edition: len(names & {r.name for r in edition.request_rows})
    )


def rows_wanted(edition: Edition, found: FoundTables) -> Iterator[Row]:
    """The rows of the edition, and those of another that stand in the document."""
    yield from edition.rows
    own = {row.path: row for row in edition.rows}
    for other in EDITIONS:
        for row in other.rows if other is not edition else ():
            hits = found.at(row.path)
            here = own.get(row.path)
            if not hits or here is row or here == row:
                continue
            if here is None or any(edition_mixed_in(hit, here) is other for hit in hits):
                yield row


def edition_mixed_in(hit: FoundRow, row: Row) -> Edition | None:
    """The other edition under whose full header a row of table two stands.

    So it is where a report mixes two editions: a block of 2019 in a table of 2021.
    """
    if hit.table != PROACTIVE:
        return None
    if any(hit.is_headed_for(row, e) and row in e.proactive_rows for e in EDITIONS):
        return None
    for other in EDITIONS:
        for theirs in other.proactive_rows:
            is_alike = theirs.path == row.path and len(theirs.columns) == len(hit.cells)
            if is_alike and theirs != row and hit.is_headed_for(theirs, other):
                return other
    return None


def notes_of(edition: Edition, found: FoundTables) -> dict[str, str]:
    """Row labels worded otherwise than in the format, headers that state a unit, other rows."""
    notes: dict[str, str] = {}
    for row in edition.rows:
        for hit in found.at(row.path):
            if hit.table != DISPUTES and fold(hit.label) != fold(row.label):
                notes[row.path] = hit.label
        for column in row.columns:
            header = column.is_money and found.header_notes.get(f"{edition.name}.{column.name}")
            if header:
                notes[f"{row.path}.{column.name}"] = header
    if BALANCE_NOTE in found.header_notes:
        notes[BALANCE_NOTE] = found.header_notes[BALANCE_NOTE]
    for table, labels in found.extras.items():
        notes[f"{table}.{EXTRA_ROWS}"] = "；".join(dict.fromkeys(labels))
    return notes
