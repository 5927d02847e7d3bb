"""Documents: drafted by the program, moved on by people, frozen once released."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from audit.model import Severity
from ledger import events
from ledger.connection import transaction
from ledger.errors import LedgerError
from ledger.model import NoticeRow
from ledger.rows import date_of, date_text, evidence_of, instant_text, json_text, write_rows
from ledger.said import NoticeItem, NoticeKind, NoticeState, NoticeStep

_ITEM = (
    *("notice_id", "position", "fingerprint", "rule", "rule_version", "severity"),
    *("subject", "message", "evidence"),
)


def record_notice(
    connection: sqlite3.Connection, notice: NoticeRow, items: Sequence[NoticeItem] = ()
) -> int:
    """Write down that a draft was made, and what it lists; its key.

    Made again in the same run, the last draft counts. One that somebody has taken in hand stays,
    and the new one stands beside it.

    Raises:
        LedgerError: the document it corrects was never released.
    """
    row = {
        "kind": notice.kind.value,
        "run_id": notice.run_id,
        "agency_id": notice.agency_id,
        "year": notice.year,
        "path": notice.path,
        "sha256": notice.sha256,
        "made_at": instant_text(notice.made_at),
        "reply_due": date_text(notice.reply_due),
        "supersedes": released(connection, notice.supersedes),
    }
    with transaction(connection):
        notice_id = _untouched(connection, notice)
        if notice_id is None:
            (notice_id,) = connection.execute(
                "INSERT INTO notices (kind, run_id, agency_id, year, path, sha256, made_at, "
                "reply_due, supersedes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING notice_id",
                tuple(row.values()),
            ).fetchone()
        else:
            connection.execute(
                "UPDATE notices SET path = ?, sha256 = ?, made_at = ?, reply_due = ?, "
                "supersedes = ? WHERE notice_id = ?",
                (*tuple(row.values())[4:], notice_id),
            )
        connection.execute("DELETE FROM notice_items WHERE notice_id = ?", (notice_id,))
        cells = [_item_row(notice_id, place, item) for place, item in enumerate(items, start=1)]
        write_rows(connection, "notice_items", _ITEM, cells)
    return int(notice_id)


def notices_of(connection: sqlite3.Connection, year: int) -> tuple[NoticeRow, ...]:
    """All documents for the year, the oldest first."""
    rows = connection.execute(
        "SELECT * FROM notices WHERE year = ? ORDER BY made_at, agency_id, notice_id", (year,)
    )
    return tuple(_notice(row) for row in rows)


def items_of(connection: sqlite3.Connection, notice_id: int) -> tuple[NoticeItem, ...]:
    """What a document lists, in its order."""
    rows = connection.execute(
        "SELECT * FROM notice_items WHERE notice_id = ? ORDER BY position", (notice_id,)
    )
    return tuple(
        NoticeItem(
            fingerprint=row["fingerprint"],
            rule=row["rule"],
            rule_version=row["rule_version"],
            severity=Severity(row["severity"]),
            subject=row["subject"],
            message=row["message"],
            evidence=evidence_of(row["evidence"]),
        )
        for row in rows
    )


def move(
    connection: sqlite3.Connection,
    notice_id: int,
    state: NoticeState,
    *,
    moved_by: str,
    moved_at: datetime,
    number: str | None = None,
    reason: str | None = None,
) -> NoticeStep:
    """Take a document one step on; ``number`` is the 文号, given at release and only there.

    Raises:
        LedgerError: there is no such document, the step does not follow, or nobody is named.
    """
    with transaction(connection):
        row = connection.execute(
            "SELECT sha256 FROM notices WHERE notice_id = ?", (notice_id,)
        ).fetchone()
        if row is None:
            raise LedgerError(f"没有第 {notice_id} 号文书，请先列出全部文书再选定编号")
        now = state_of(connection, notice_id)
        if not now.may_become(state):
            raise LedgerError(f"第 {notice_id} 号文书现为{now.label}，不能改为{state.label}")
        if number is not None and state is not NoticeState.RELEASED:
            raise LedgerError(f"第 {notice_id} 号文书：文号只在签发时写明")
        step = NoticeStep(
            notice_id=notice_id,
            state=state,
            sha256=row["sha256"],
            items_sha256=events.items_sha256(connection, notice_id),
            number=number,
            moved_by=events.named(moved_by),
            moved_at=moved_at,
            reason=reason,
        )
        cells = {
            "notice_id": notice_id,
            "state": state.value,
            "sha256": step.sha256,
            "items_sha256": step.items_sha256,
            "number": number,
            "moved_by": step.moved_by,
            "moved_at": instant_text(moved_at),
            "reason": reason,
        }
        kind = f"文书{state.label}"
        events.put(connection, "notice_states", cells, kind=kind, actor=moved_by, at=moved_at)
    return step


def released(connection: sqlite3.Connection, notice_id: int | None) -> int | None:
    """``notice_id``, once it is sure that this document left the house.

    Raises:
        LedgerError: it was never released.
    """
    if notice_id is None:
        return None
    row = connection.execute(
        "SELECT 1 FROM notice_states WHERE notice_id = ? AND state = 'released'", (notice_id,)
    ).fetchone()
    if row is None:
        raise LedgerError(f"第 {notice_id} 号文书没有签发，不能更正、投递或者登记反馈")
    return notice_id


def state_of(connection: sqlite3.Connection, notice_id: int) -> NoticeState:
    """How far a document has come."""
    row = connection.execute(
        "SELECT state FROM notice_states WHERE notice_id = ? ORDER BY state_id DESC LIMIT 1",
        (notice_id,),
    ).fetchone()
    return NoticeState(row["state"]) if row else NoticeState.DRAFT


def steps_of(connection: sqlite3.Connection, notice_id: int) -> tuple[NoticeStep, ...]:
    """The steps of a document, the earliest first; none while it is the first draft."""
    rows = connection.execute(
        "SELECT * FROM notice_states WHERE notice_id = ? ORDER BY state_id", (notice_id,)
    )
    return tuple(
        NoticeStep(
            notice_id=row["notice_id"],
            state=NoticeState(row["state"]),
            sha256=row["sha256"],
            items_sha256=row["items_sha256"],
            moved_by=row["moved_by"],
            moved_at=datetime.fromisoformat(row["moved_at"]),
            number=row["number"],
            reason=row["reason"],
        )
        for row in rows
    )


def _untouched(connection: sqlite3.Connection, notice: NoticeRow) -> int | None:
    """The draft of the same kind, run and agency that nobody has taken in hand."""
    row = connection.execute(
        "SELECT notice_id FROM notices n WHERE run_id = ? AND agency_id IS ? AND year = ? "
        "AND kind = ? AND NOT EXISTS "
        "(SELECT 1 FROM notice_states s WHERE s.notice_id = n.notice_id) "
        "ORDER BY notice_id DESC LIMIT 1",
        (notice.run_id, notice.agency_id, notice.year, notice.kind.value),
    ).fetchone()
    return None if row is None else int(row["notice_id"])


def _item_row(notice_id: int, place: int, item: NoticeItem) -> tuple[str | int | None, ...]:
    return (
        notice_id,
        place,
        item.fingerprint,
        item.rule,
        item.rule_version,
        item.severity.value,
        item.subject,
        item.message,
        json_text(item.evidence),
    )


def _notice(row: sqlite3.Row) -> NoticeRow:
    return NoticeRow(
        notice_id=row["notice_id"],
        kind=NoticeKind(row["kind"]),
        run_id=row["run_id"],
        agency_id=row["agency_id"],
        year=row["year"],
        path=row["path"],
        sha256=row["sha256"],
        made_at=datetime.fromisoformat(row["made_at"]),
        reply_due=date_of(row["reply_due"]),
        supersedes=row["supersedes"],
    )
