"""How much the ledger holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger.examination import open_to_read
from ledger.migrate import applied_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSize:
    """A table: its name, its Chinese name and its rows."""

    name: str
    chinese: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The ledger as a whole; sizes in bytes, ``journal`` is what waits beside the file.

    ``free`` is what the file could give back. ``runs`` counts by state. The days are those of
    judgement of the first and the last finished run.
    """

    path: Path
    schema: int
    size: int
    journal: int
    free: int
    tables: tuple[TableSize, ...]
    runs: tuple[tuple[str, int], ...]
    first_day: str | None
    last_day: str | None


def statistics_of(path: Path) -> Statistics:
    """Count; nothing is changed.

    Raises:
        LedgerError: there is no such file, or it is none of ours.
    """
    journal = Path(f"{path}-wal")
    with closing(open_to_read(path)) as connection:
        pages = {
            name: int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_size", "freelist_count")
        }
        runs = connection.execute("SELECT state, count(*) FROM runs GROUP BY state ORDER BY state")
        days = connection.execute(
            "SELECT min(as_of), max(as_of) FROM runs WHERE state = 'finished'"
        ).fetchone()
        return Statistics(
            path=path,
            schema=applied_steps(connection),
            size=path.stat().st_size,
            journal=journal.stat().st_size if journal.exists() else 0,
            free=pages["page_size"] * pages["freelist_count"],
            tables=_tables(connection),
            runs=tuple((row[0], row[1]) for row in runs),
            first_day=days[0],
            last_day=days[1],
        )


def _tables(connection: sqlite3.Connection) -> tuple[TableSize, ...]:
    """In the order in which they were made; the descriptions of tables leave out views' names."""
    named = connection.execute(
        "SELECT c.table_name, c.chinese FROM _columns c JOIN sqlite_master m "
        "ON m.name = c.table_name AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' "
        "WHERE c.column_name = '' AND substr(c.table_name, 1, 1) <> '_' ORDER BY c.rowid"
    ).fetchall()
    return tuple(
        TableSize(
            name=row[0],
            chinese=row[1],
            rows=connection.execute(f'SELECT count(*) FROM "{row[0]}"').fetchone()[0],  # noqa: S608
        )
        for row in named
    )
