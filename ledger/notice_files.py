"""The files of documents: as they were sent into review, and as they were frozen at release."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from ledger import events
from ledger.chain import Plain
from ledger.said import NoticeFile

# Such an event names a document whose row it does not add: the chain holds the hashes all the same.
_TABLE, _MOVED = "notices", "文书移送"


def freeze(
    connection: sqlite3.Connection,
    notice_id: int,
    files: Sequence[NoticeFile],
    *,
    actor: str,
    at: datetime,
) -> None:
    """Keep the files of a document that is about to be released, in the log too.

    Raises:
        LedgerError: nobody is named.
    """
    for file in files:
        cells: dict[str, Plain] = {"notice_id": notice_id, **asdict(file)}
        events.put(connection, "notice_files", cells, kind="签发文件", actor=actor, at=at)


def files_of(connection: sqlite3.Connection, notice_id: int) -> tuple[NoticeFile, ...]:
    """The files that were frozen with a document, the page first; none before its release."""
    rows = connection.execute(
        "SELECT * FROM notice_files WHERE notice_id = ? ORDER BY file_id", (notice_id,)
    )
    return tuple(_file(row) for row in rows)


def frozen_files(connection: sqlite3.Connection) -> tuple[tuple[int, NoticeFile], ...]:
    """Every file of every released document, by its key; none in a ledger of an older program."""
    if not _has(connection, "notice_files"):
        return ()
    rows = connection.execute("SELECT * FROM notice_files ORDER BY file_id")
    return tuple((row["notice_id"], _file(row)) for row in rows)


def reply_papers(connection: sqlite3.Connection) -> tuple[tuple[int, str], ...]:
    """The hash of every paper that was kept with a reply, by the key of the document answered."""
    if not _has(connection, "replies"):
        return ()
    rows = connection.execute(
        "SELECT notice_id, sha256 FROM replies WHERE sha256 IS NOT NULL ORDER BY reply_id"
    )
    return tuple((row["notice_id"], row["sha256"]) for row in rows)


def note_placed(
    connection: sqlite3.Connection,
    notice_id: int,
    sha256_by_form: dict[str, str],
    *,
    actor: str,
    at: datetime,
) -> None:
    """Write into the log what the files of a document were when they were moved.

    Raises:
        LedgerError: nobody is named.
    """
    content: dict[str, Plain] = {"notice_id": notice_id, **sha256_by_form}
    events.append(
        connection,
        kind=_MOVED,
        actor=actor,
        at=at,
        content=content,
        table=_TABLE,
        key=notice_id,
    )


def placed(connection: sqlite3.Connection, notice_id: int) -> dict[str, str]:
    """The hash of each file, by its form, as they were when they were last moved."""
    row = connection.execute(
        "SELECT content FROM events WHERE table_name = ? AND row_key = ? AND kind = ? "
        "ORDER BY event_id DESC LIMIT 1",
        (_TABLE, notice_id, _MOVED),
    ).fetchone()
    content = json.loads(row["content"]) if row else {}
    return {form: str(sha256) for form, sha256 in content.items() if form != "notice_id"}


def _has(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return found is not None


def _file(row: sqlite3.Row) -> NoticeFile:
    return NoticeFile(form=row["form"], path=row["path"], sha256=row["sha256"], size=row["size"])
