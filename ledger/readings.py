"""Readings and their figures, each kept once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ledger.errors import LedgerError
from ledger.identity import (
    former_reading_digest,
    is_former,
    reading_digest,
    text_sha256,
)
from ledger.model import FigureRow, JudgedCase, ReadingRow
from ledger.rows import Cell, bounded, json_text, whole_text, write_rows
from ledger.search import record_narratives
from reading.model import Figure, FigureState, ReportReading

_Row = tuple[Cell, ...]
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
    "text_sha256",
)
# The columns are constants of this file.
_INSERT = (
    f"INSERT INTO readings ({', '.join(_READING)}) "  # noqa: S608
    f"VALUES ({', '.join('?' * len(_READING))}) RETURNING reading_id"
)
_FIGURE = ("reading_id", "path", "state", "value", "printed", "at", "reason", "second")


def record_reading(connection: sqlite3.Connection, case: JudgedCase) -> int:
    """The key of the case's reading; it and its figures are written where they are new.

    Raises:
        LedgerError: the case holds no reading.
    """
    reading = case.reading
    if reading is None:
        raise LedgerError(f"{case.agency_id}：没有识读结果可以登记")
    digest = reading_digest(reading, case.reader_version)
    known = _reading_id(connection, case, reading, digest)
    if known is not None:
        _second_say(connection, known, case)
        _complete(connection, known, reading)
        return known
    row: _Row = (
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
        text_sha256(reading),
    )
    (made,) = connection.execute(_INSERT, tuple(map(whole_text, row))).fetchone()
    write_rows(connection, "figures", _FIGURE, _figure_rows(made, case, reading.figures.values()))
    record_narratives(connection, made, reading)
    return int(made)


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
    return ReadingRow(
        reader_version=row["reader_version"],
        digest=row["digest"],
        figures=figures_of(connection, row["reading_id"]),
    )


def figures_of(connection: sqlite3.Connection, reading_id: int | None) -> tuple[FigureRow, ...]:
    """The figures of a reading, in the order of the document."""
    rows = connection.execute(
        "SELECT * FROM figures WHERE reading_id = ? ORDER BY rowid", (reading_id,)
    )
    return tuple(_figure(row) for row in rows)


def _figure(row: sqlite3.Row) -> FigureRow:
    return FigureRow(
        path=row["path"],
        state=FigureState(row["state"]),
        value=row["value"],
        printed=row["printed"],
        at=row["at"],
        reason=row["reason"],
    )


def _reading_id(
    connection: sqlite3.Connection, case: JudgedCase, reading: ReportReading, digest: str
) -> int | None:
    """The key of the same reading, where it is kept already, be it by an older program."""
    held = dict(
        connection.execute(
            "SELECT digest, reading_id FROM readings WHERE agency_id = ? AND year = ?",
            (case.agency_id, case.year),
        ).fetchall()
    )
    if digest not in held and any(map(is_former, held)):
        digest = former_reading_digest(reading, case.reader_version)
    return held.get(digest)


def _complete(connection: sqlite3.Connection, reading_id: int, reading: ReportReading) -> None:
    """Add what an older program did not keep of the same reading."""
    has_words = connection.execute(
        "SELECT 1 FROM narratives WHERE reading_id = ? LIMIT 1", (reading_id,)
    ).fetchone()
    if has_words is not None:
        return
    record_narratives(connection, reading_id, reading)
    connection.execute(
        "UPDATE readings SET text_sha256 = ? WHERE reading_id = ?",
        (text_sha256(reading), reading_id),
    )


def _second_say(connection: sqlite3.Connection, reading_id: int, case: JudgedCase) -> None:
    """Another rule may ask the second reader of other figures of the same reading."""
    connection.executemany(
        "UPDATE figures SET second = ? WHERE reading_id = ? AND path = ?",
        [(say.value, reading_id, path) for path, say in case.second.items()],
    )


def _figure_rows(reading_id: int, case: JudgedCase, figures: Iterable[Figure]) -> list[_Row]:
    """One row a cell; there are hundreds in a report, so nothing is called that need not be."""
    second = case.second
    return [
        (
            reading_id,
            figure.path,
            str(figure.state),
            None if figure.value is None else str(figure.value),
            figure.printed,
            figure.at,
            figure.reason,
            str(second[figure.path]) if figure.path in second else "",
        )
        for figure in figures
    ]
