"""Opens the SQLite file of a ledger and runs transactions on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import LedgerError
from ledger.migrate import migrate

_BUSY_SECONDS = 30.0
# Memory for pages, in KiB: the indexes of a large ledger are written at random places.
_CACHE_KIB = 65_536
# Pages between two clean-ups of the journal, so that a run of small writes is not held up by them.
_CHECKPOINT_PAGES = 4000


def open_connection(path: Path) -> sqlite3.Connection:
    """A connection to the file at ``path``, brought to the present schema.

    Foreign keys are on; the journal is written ahead, so that readers never wait for a writer.

    Raises:
        LedgerError: the file is no ledger, is newer than the program, or cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"{path}：台账打不开（{error}），请检查路径和权限") from error
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        migrate(connection, str(path))
    except sqlite3.Error as error:
        connection.close()
        raise LedgerError(
            f"{path}：不是可用的台账文件（{error}），请检查该文件，或另设数据文件夹"
        ) from error
    except LedgerError:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(
    connection: sqlite3.Connection, *, is_redoable: bool = False
) -> Iterator[sqlite3.Connection]:
    """All or nothing. Inside another transaction it is a part of that one, still all or nothing.

    Foreign keys are checked at the end, so that the order of rows does not matter. What was
    written is on the disk when this ends, but for what ``is_redoable``: a power failure may take
    the last of it, never a part of a transaction, and a job makes it again. That the program dies
    takes nothing.

    Raises:
        LedgerError: the file is locked, full or damaged.
    """
    if connection.in_transaction:
        with _part(connection):
            yield connection
        return
    try:
        connection.execute(f"PRAGMA synchronous = {'NORMAL' if is_redoable else 'FULL'}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        yield connection
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(connection)
        raise LedgerError(f"台账写入失败（{error}），请检查磁盘空间和是否有其他程序占用") from error
    except BaseException:
        _roll_back(connection)
        raise


@contextmanager
def _part(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
