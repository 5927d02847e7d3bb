"""Documents: drafted by the program, moved on by people, frozen once released."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from audit.model import Severity
from ledger import events, notice_files
from ledger.connection import transaction
from ledger.errors import LedgerError
from ledger.model import NoticeRow
from ledger.rows import (
    bounded,
    date_of,
    date_text,
    evidence_of,
    instant_text,
    json_text,
    write_rows,
)
from ledger.said import Issue, NoticeItem, NoticeKind, NoticeState, NoticeStep, Placed

_ITEM = (
    *("notice_id", "position", "fingerprint", "rule", "rule_version", "severity"),
    *("subject", "message", "evidence"),
)
_WHAT_NEXT = {
    NoticeState.DRAFT: "请先提交审核（duban notices submit）",
    NoticeState.IN_REVIEW: "可以签发（release）、退回（return）或者办结（close）",
    NoticeState.RELEASED: "可以登记送达（deliver）、登记反馈（reply），或者更正（correct）",
    NoticeState.DELIVERED: "可以登记反馈（reply）、办结（close），或者更正（correct）",
    NoticeState.REPLIED: "可以办结（close），或者更正（correct）",
    NoticeState.CLOSED: "已办结的文书不再变动；内容有误的可以更正（correct）",
}


def record_notice(
    connection: sqlite3.Connection, notice: NoticeRow, items: Sequence[NoticeItem] = ()
) -> int:
    """Write down that a draft was made, and what it lists; its key.

    It takes the place of the draft of the same kind, agency and year, whatever its run. A document
    in review or further stays, and so does one that is closed: the new one stands beside it. A
    correction and a draft that corrects nothing leave each other alone.

    Raises:
        LedgerError: the document it corrects was never released.
    """
    row = {
        "kind": notice.kind.value,
        "agency_id": notice.agency_id,
        "year": notice.year,
        "run_id": notice.run_id,
        "path": notice.path,
        "sha256": notice.sha256,
        "made_at": instant_text(notice.made_at),
        "reply_due": date_text(notice.reply_due),
        "supersedes": released(connection, notice.supersedes),
        "reason": notice.reason,
    }
    with transaction(connection):
        notice_id = _draft_of(connection, notice)
        if notice_id is None:
            (notice_id,) = connection.execute(
                "INSERT INTO notices (kind, agency_id, year, run_id, path, sha256, made_at, "
                "reply_due, supersedes, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "RETURNING notice_id",
                tuple(row.values()),
            ).fetchone()
        else:
            connection.execute(
                "UPDATE notices SET run_id = ?, path = ?, sha256 = ?, made_at = ?, reply_due = ?, "
                "supersedes = ?, reason = ? WHERE notice_id = ?",
                (*tuple(row.values())[3:], notice_id),
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
    return tuple(notice_of(row) for row in rows)


def one_notice(connection: sqlite3.Connection, notice_id: int) -> NoticeRow:
    """The document with this key.

    Raises:
        LedgerError: there is none.
    """
    row = connection.execute(
        "SELECT * FROM notices WHERE notice_id = ?", (bounded(notice_id),)
    ).fetchone()
    if row is None:
        raise LedgerError(
            f"没有第 {notice_id} 号文书，请先列出全部文书（duban notices list）再选定编号"
        )
    return notice_of(row)


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
    placed: Placed | None = None,
) -> NoticeStep:
    """Take a document one step on; ``number`` is the 文号, given at release and only there.

    ``placed`` is where its files lie from now on, if that changes.

    Raises:
        LedgerError: there is no such document, the step does not follow, the number is taken, or
            nobody is named.
    """
    with transaction(connection):
        row = one_notice(connection, notice_id)
        require_step(connection, notice_id, state)
        if number is not None and state is not NoticeState.RELEASED:
            raise LedgerError(f"第 {notice_id} 号文书：文号只在签发时写明")
        require_free(connection, number)
        if placed is not None:
            connection.execute(
                "UPDATE notices SET path = ? WHERE notice_id = ?", (placed.path, notice_id)
            )
            hashes = dict(placed.sha256_by_form)
            notice_files.note_placed(connection, notice_id, hashes, actor=moved_by, at=moved_at)
        step = NoticeStep(
            notice_id=notice_id,
            state=state,
            sha256=row.sha256,
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


def require_step(connection: sqlite3.Connection, notice_id: int, state: NoticeState) -> None:
    """Make sure that the next step of a document may be ``state``.

    Raises:
        LedgerError: it may not; the message says what may be done.
    """
    now = state_of(connection, notice_id)
    if not now.may_become(state):
        raise LedgerError(
            f"第 {notice_id} 号文书现为{now.label}，不能改为{state.label}；{_WHAT_NEXT[now]}"
        )


def require_free(connection: sqlite3.Connection, number: str | None) -> None:
    """Make sure that no document was released under this 文号.

    Raises:
        LedgerError: one was.
    """
    row = connection.execute(
        "SELECT notice_id FROM notice_states WHERE number = ? LIMIT 1", (number,)
    ).fetchone()
    if row is not None:
        raise LedgerError(
            f"文号{number}已由第 {row['notice_id']} 号文书使用，请另写一个文号（--number）"
        )


def numbers_given(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every 文号 ever given, in the order of the releases."""
    rows = connection.execute(
        "SELECT number FROM notice_states WHERE number IS NOT NULL ORDER BY state_id"
    )
    return tuple(row["number"] for row in rows)


def release(
    connection: sqlite3.Connection,
    notice_id: int,
    issue: Issue,
    *,
    moved_by: str,
    moved_at: datetime,
    reason: str | None = None,
) -> NoticeStep:
    """Freeze a document in review with its files and its number; what it corrects is closed.

    Raises:
        LedgerError: there is no such document, it is not in review, the number is taken, or
            nobody is named.
    """
    with transaction(connection):
        row = one_notice(connection, notice_id)
        require_step(connection, notice_id, NoticeState.RELEASED)
        connection.execute(
            "UPDATE notices SET path = ?, sha256 = ?, reply_due = ?, issued_date = ? "
            "WHERE notice_id = ?",
            (
                issue.page.path,
                issue.page.sha256,
                date_text(issue.reply_due),
                date_text(issue.day),
                notice_id,
            ),
        )
        notice_files.freeze(connection, notice_id, issue.files, actor=moved_by, at=moved_at)
        step = move(
            connection,
            notice_id,
            NoticeState.RELEASED,
            moved_by=moved_by,
            moved_at=moved_at,
            number=issue.number,
            reason=reason,
        )
        former = row.supersedes
        if former is not None and state_of(connection, former) is not NoticeState.CLOSED:
            told = f"由第 {notice_id} 号文书" + (f"（{issue.number}）" if issue.number else "")
            move(
                connection,
                former,
                NoticeState.CLOSED,
                moved_by=moved_by,
                moved_at=moved_at,
                reason=f"{told}更正",
            )
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


def _draft_of(connection: sqlite3.Connection, notice: NoticeRow) -> int | None:
    """The draft that ``notice`` takes the place of."""
    row = connection.execute(
        "SELECT notice_id FROM notices n WHERE year = ? AND kind = ? AND agency_id IS ? "
        "AND supersedes IS ? AND coalesce((SELECT state FROM notice_states s "
        "WHERE s.notice_id = n.notice_id ORDER BY state_id DESC LIMIT 1), 'draft') = 'draft' "
        "ORDER BY notice_id DESC LIMIT 1",
        (notice.year, notice.kind.value, notice.agency_id, notice.supersedes),
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


def notice_of(row: sqlite3.Row) -> NoticeRow:
    """A row of the table as a value."""
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
        reason=row["reason"],
        issued_date=date_of(row["issued_date"]),
    )
