"""The log (操作记录): what people and jobs did, each row chained to the one before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ledger.chain import Plain, canonical, link
from ledger.connection import transaction
from ledger.errors import LedgerError
from ledger.rows import instant_text, whole_text
from ledger.said import Event

# The tables that hold what people said, with their keys: each row of them stands in the log too.
SAID: Mapping[str, str] = {
    "decisions": "decision_id",
    "waivers": "waiver_id",
    "waiver_ends": "end_id",
    "absences": "absence_id",
    "absence_ends": "end_id",
    "notice_files": "file_id",
    "notice_states": "state_id",
    "replies": "reply_id",
    "reply_items": "answer_id",
    "deliveries": "delivery_id",
}


def named(actor: str) -> str:
    """The name of who acts, in one line.

    Raises:
        LedgerError: there is none.
    """
    name = " ".join(actor.split())
    if not name:
        raise LedgerError("没有写明姓名：认定、豁免、签发等操作须由具名的人作出，请写明姓名")
    return name


def put(
    connection: sqlite3.Connection,
    table: str,
    row: Mapping[str, Plain],
    *,
    kind: str,
    actor: str,
    at: datetime,
) -> int:
    """Add ``row`` to one of ``SAID`` and to the log, both or neither; its key.

    Raises:
        LedgerError: nobody is named; the ledger is locked or full.
    """
    name = named(actor)
    cells = {column: whole_text(cell) for column, cell in row.items()}
    holes = ", ".join("?" * len(cells))
    with transaction(connection):
        # Table and columns are constants of this room.
        (key,) = connection.execute(
            f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({holes}) "  # noqa: S608
            f"RETURNING {SAID[table]}",
            tuple(cells.values()),
        ).fetchone()
        content = {SAID[table]: key, **cells}
        append(connection, kind=kind, actor=name, at=at, content=content, table=table, key=key)
    return int(key)


def append(
    connection: sqlite3.Connection,
    *,
    kind: str,
    actor: str,
    at: datetime,
    content: Mapping[str, Plain],
    table: str = "",
    key: int = 0,
) -> None:
    """Add one event, inside the transaction that makes the change.

    Raises:
        LedgerError: nobody is named; the ledger is locked or full.
    """
    with transaction(connection):
        last = connection.execute(
            "SELECT event_id, sha256 FROM events ORDER BY event_id DESC LIMIT 1"
        ).fetchone()
        number, previous = (last["event_id"], last["sha256"]) if last else (0, "")
        cells = (
            number + 1,
            instant_text(at),
            whole_text(named(actor)),
            kind,
            table,
            key,
            whole_text(canonical(content)),
        )
        connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*cells, previous, link(previous, cells)),
        )


def all_events(connection: sqlite3.Connection, kind: str | None = None) -> Iterator[Event]:
    """Every event, the earliest first; with ``kind`` only those of this kind."""
    chosen = "SELECT * FROM events WHERE ?1 IS NULL OR kind = ?1 ORDER BY event_id"
    for row in connection.execute(chosen, (kind,)):
        yield Event(
            event_id=row["event_id"],
            at=datetime.fromisoformat(row["at"]),
            actor=row["actor"],
            kind=row["kind"],
            table=row["table_name"],
            row_key=row["row_key"],
            content=row["content"],
            previous_sha256=row["previous_sha256"],
            sha256=row["sha256"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLog:
    """What became of an examination of the log; ``head`` is the hash of its last row."""

    events: int
    head: str
    problems: tuple[str, ...]


def verify(connection: sqlite3.Connection, noted_head: str | None = None) -> CheckedLog:
    """Follow the chain and compare it with the rows it speaks of.

    ``noted_head`` is a head that was noted down earlier: where it is no longer in the chain, the
    end of the log was cut off or all of it was written anew.
    """
    problems: list[str] = []
    previous, count = "", 0
    seen = noted_head is None
    for row in connection.execute("SELECT * FROM events ORDER BY event_id"):
        count += 1
        cells = tuple(row)[:7]
        if row["event_id"] != count:
            problems.append(f"操作记录在第 {count} 行处断号，接下来是第 {row['event_id']} 行")
            count = row["event_id"]
        if row["previous_sha256"] != previous or row["sha256"] != link(previous, cells):
            problems.append(f"操作记录第 {row['event_id']} 行的内容与校验值不符")
        previous = row["sha256"]
        seen = seen or previous == noted_head
    if not seen:
        problems.append("操作记录中没有先前抄存的校验值：记录的末尾被删去，或者全部被重写")
    # A ledger of an older program lacks the younger tables; what it must have is asked elsewhere.
    held = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    for table, key in SAID.items():
        if table in held:
            problems += _compared(connection, table, key)
    problems += _notice_lists(connection)
    return CheckedLog(events=count, head=previous, problems=tuple(problems))


def _compared(connection: sqlite3.Connection, table: str, key: str) -> list[str]:
    """How the rows of ``table`` differ from what the log says was added."""
    logged = {
        row["row_key"]: row["content"]
        for row in connection.execute(
            "SELECT row_key, content FROM events WHERE table_name = ?", (table,)
        )
    }
    problems = []
    for row in connection.execute(f"SELECT * FROM {table} ORDER BY {key}"):  # noqa: S608 - constants
        said = logged.pop(row[key], None)
        if said is None:
            problems.append(f"{table} 第 {row[key]} 行没有操作记录")
        elif _plain(said) != dict(row):
            problems.append(f"{table} 第 {row[key]} 行与操作记录不符")
    return problems + [f"{table} 第 {number} 行已不在台账中" for number in sorted(logged)]


def _plain(content: str) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _notice_lists(connection: sqlite3.Connection) -> list[str]:
    """Released documents whose file hash or list of findings is no longer what was released."""
    released = connection.execute(
        "SELECT s.notice_id, s.sha256, s.items_sha256, n.sha256 AS now FROM notice_states s "
        "JOIN notices n USING (notice_id) WHERE s.state = 'released' ORDER BY s.notice_id"
    ).fetchall()
    return [
        f"文书第 {row['notice_id']} 号签发后被改动"
        for row in released
        if row["sha256"] != row["now"]
        or row["items_sha256"] != items_sha256(connection, row["notice_id"])
    ]


def items_sha256(connection: sqlite3.Connection, notice_id: int) -> str:
    """The hash over the findings that a document lists, in their order."""
    rows = connection.execute(
        "SELECT position, fingerprint, rule, rule_version, severity, subject, message, evidence "
        "FROM notice_items WHERE notice_id = ? ORDER BY position",
        (notice_id,),
    )
    sha256 = ""
    for row in rows:
        sha256 = link(sha256, tuple(row))
    return sha256
