"""Writes rows in bulk, and turns the values of other rooms into columns and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime

from archive.rows import from_plain, to_plain
from audit.model import Evidence

Cell = str | int | None

_LARGEST = 2**63 - 1


def write_rows(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Cell, ...]],
    *,
    key: tuple[str, ...] = (),
) -> None:
    """Insert ``rows``; with ``key`` a row that is there already is brought up to date.

    Half characters, which SQLite cannot keep and which hostile pages can smuggle in, become ``?``.
    """
    holes = ", ".join("?" * len(columns))
    # Table and columns are constants of this room.
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})"  # noqa: S608
    if key:
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
        sql += f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
    try:
        connection.executemany(sql, rows)
    except UnicodeEncodeError:
        # Rows before the bad one are in already: an insert that fails half way must not stay.
        connection.executemany(_or_ignore(sql, key), [tuple(map(whole_text, row)) for row in rows])


def _or_ignore(sql: str, key: tuple[str, ...]) -> str:
    return sql if key else sql.replace("INSERT", "INSERT OR IGNORE", 1)


def whole_text(cell: Cell) -> Cell:
    """``cell`` as SQLite can keep it."""
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def json_text(value: object) -> str:
    """A tuple or mapping as JSON for a column."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def instant_text(instant: datetime) -> str:
    """An instant in UTC, so that text sorts as time."""
    return instant.astimezone(UTC).isoformat()


def date_text(day: date | None) -> str | None:
    """A day as ISO text."""
    return day.isoformat() if day else None


def date_of(text: str | None) -> date | None:
    """The day in a column."""
    return date.fromisoformat(text) if text else None


def bounded(number: int | None) -> int | None:
    """A count as SQLite can keep it: what a portal declares may be beyond all measure."""
    return None if number is None else max(-_LARGEST, min(number, _LARGEST))


def evidence_of(text: str) -> tuple[Evidence, ...]:
    """The evidence in a column."""
    return tuple(from_plain(Evidence, item) for item in json.loads(text))
