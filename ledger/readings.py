"""Readings and their figures, each kept once."""

from __future__ import annotations

import sqlite3

from ledger.errors import LedgerError
from ledger.identity import reading_digest
from ledger.model import FigureRow, JudgedCase, ReadingRow
from ledger.rows import Cell, bounded, json_text, write_rows
from reading.model import Figure, FigureState

_READING = (
    "agency_id",
    "year",
    "digest",
    "reader_version",
    "media",
    "title",
    "agency",
    "report_year",
    "edition",
    "warnings",
    "first_run_id",
)
_FIGURE = ("reading_id", "path", "state", "value", "printed", "at", "reason")


def record_reading(connection: sqlite3.Connection, case: JudgedCase) -> int:
    """The key of the case's reading; it and its figures are written where they are new.

    Raises:
        LedgerError: the case holds no reading.
    """
    reading = case.reading
    if reading is None:
        raise LedgerError(f"{case.agency_id}：没有识读结果可以登记")
    digest = reading_digest(reading, case.reader_version)
    known = _reading_id(connection, case, digest)
    if known is not None:
        return known
    row: tuple[Cell, ...] = (
        case.agency_id,
        case.year,
        digest,
        case.reader_version,
        reading.media.value,
        reading.title,
        reading.agency,
        bounded(reading.year),
        reading.edition.name if reading.edition else None,
        json_text(reading.warnings),
        case.run_id,
    )
    write_rows(connection, "readings", _READING, [row])
    made = _reading_id(connection, case, digest)
    if made is None:
        raise LedgerError(f"{case.agency_id}：识读结果未能登记")
    figures = [_figure_row(made, figure) for figure in reading.figures.values()]
    write_rows(connection, "figures", _FIGURE, figures)
    return made


def latest_figures(
    connection: sqlite3.Connection, agency_id: str, year: int
) -> tuple[FigureRow, ...]:
    """The figures of the reading last judged in a finished run, in the order of the document."""
    rows = connection.execute(
        "SELECT * FROM figures WHERE reading_id = ("
        "SELECT j.reading_id FROM cases c JOIN runs r USING (run_id) "
        "JOIN judgements j USING (judgement_id) WHERE c.agency_id = ? AND c.year = ? "
        "AND r.state = 'finished' AND j.reading_id IS NOT NULL "
        "ORDER BY r.started_at DESC, r.sequence DESC LIMIT 1) ORDER BY rowid",
        (agency_id, year),
    )
    return tuple(_figure(row) for row in rows)


def reading_of(connection: sqlite3.Connection, judgement_id: int) -> ReadingRow | None:
    """The reading behind a judgement; ``None`` where no report was read."""
    row = connection.execute(
        "SELECT g.* FROM judgements j JOIN readings g USING (reading_id) WHERE judgement_id = ?",
        (judgement_id,),
    ).fetchone()
    if row is None:
        return None
    figures = connection.execute(
        "SELECT * FROM figures WHERE reading_id = ? ORDER BY rowid", (row["reading_id"],)
    )
    return ReadingRow(
        reader_version=row["reader_version"],
        digest=row["digest"],
        figures=tuple(_figure(figure) for figure in figures),
    )


def _figure(row: sqlite3.Row) -> FigureRow:
    return FigureRow(
        path=row["path"],
        state=FigureState(row["state"]),
        value=row["value"],
        printed=row["printed"],
        at=row["at"],
        reason=row["reason"],
    )


def _reading_id(connection: sqlite3.Connection, case: JudgedCase, digest: str) -> int | None:
    row = connection.execute(
        "SELECT reading_id FROM readings WHERE agency_id = ? AND year = ? AND digest = ?",
        (case.agency_id, case.year, digest),
    ).fetchone()
    return None if row is None else int(row["reading_id"])


def _figure_row(reading_id: int, figure: Figure) -> tuple[Cell, ...]:
    return (
        reading_id,
        figure.path,
        figure.state.value,
        None if figure.value is None else str(figure.value),
        figure.printed,
        figure.at,
        figure.reason,
    )
