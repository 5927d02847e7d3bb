"""Brings a ledger file to the schema of this program, one numbered step after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from ledger.errors import LedgerError
from ledger.migrations import (
    m0001_initial,
    m0002_views,
    m0003_decisions,
    m0004_how_judged,
    m0005_last_sight,
    m0006_whole,
    m0007_questions,
    m0008_quicker,
    m0009_released,
    m0010_absences,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema: ``number`` counts from 1 without gaps."""

    number: int
    name: str
    apply: Callable[[Database], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(number=1, name="initial", apply=m0001_initial.apply),
    Migration(number=2, name="views", apply=m0002_views.apply),
    Migration(number=3, name="decisions", apply=m0003_decisions.apply),
    Migration(number=4, name="how_judged", apply=m0004_how_judged.apply),
    Migration(number=5, name="last_sight", apply=m0005_last_sight.apply),
    Migration(number=6, name="whole", apply=m0006_whole.apply),
    Migration(number=7, name="questions", apply=m0007_questions.apply),
    Migration(number=8, name="quicker", apply=m0008_quicker.apply),
    Migration(number=9, name="released", apply=m0009_released.apply),
    Migration(number=10, name="absences", apply=m0010_absences.apply),
)


def migrate(connection: sqlite3.Connection, source: str) -> None:
    """Apply what is missing, each step in a transaction of its own.

    ``source`` names the file in messages. Two programs may open the same new file at once: each
    step is decided again under the write lock.

    Raises:
        LedgerError: the file was written by a newer Duban.
    """
    database = Database(connection, execute_plugins=False)
    while True:
        applied = applied_steps(connection)
        if applied > len(MIGRATIONS):
            raise LedgerError(
                f"{source}：台账由更新版本的程序建立（第 {applied} 版，本程序只到第"
                f" {len(MIGRATIONS)} 版），请升级程序后再打开"
            )
        if applied == len(MIGRATIONS):
            return
        _step(database, MIGRATIONS[applied])


def _step(database: Database, migration: Migration) -> None:
    connection = database.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        if applied_steps(connection) == migration.number - 1:
            migration.apply(database)
            connection.execute(
                "INSERT INTO _migrations (number, name) VALUES (?, ?)",
                (migration.number, migration.name),
            )
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def made_at(number: int) -> sqlite3.Connection:
    """An empty ledger in memory as the first ``number`` steps make it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    database = Database(connection, execute_plugins=False)
    for migration in MIGRATIONS[:number]:
        _step(database, migration)
    return connection


def applied_steps(connection: sqlite3.Connection) -> int:
    """The number of the last step applied, 0 for an empty file."""
    has_table = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_migrations'"
    ).fetchone()
    if has_table is None:
        return 0
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM _migrations").fetchone()
    return int(number)
