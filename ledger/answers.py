"""What follows a released document: attempts to deliver it, and what the agency answers."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from ledger import events
from ledger.chain import Plain
from ledger.connection import transaction
from ledger.notices import released
from ledger.rows import instant_text
from ledger.said import Answer, Delivery, DeliveryOutcome, Reply, ReplyItem


def record_reply(connection: sqlite3.Connection, reply: Reply) -> int:
    """Keep what an agency answered; its key.

    Raises:
        LedgerError: the document was not released, or nobody is named.
    """
    row: dict[str, Plain] = {
        "notice_id": released(connection, reply.notice_id),
        "received_date": reply.received_date.isoformat(),
        "words": reply.words,
        "sha256": reply.sha256,
        "entered_by": events.named(reply.entered_by),
        "entered_at": instant_text(reply.entered_at),
    }
    actor, at = reply.entered_by, reply.entered_at
    with transaction(connection):
        key = events.put(connection, "replies", row, kind="登记反馈", actor=actor, at=at)
        for item in reply.items:
            answer: dict[str, Plain] = {
                "reply_id": key,
                "fingerprint": item.fingerprint,
                "answer": item.answer.value,
                "words": item.words,
            }
            events.put(connection, "reply_items", answer, kind="登记答复", actor=actor, at=at)
    return key


def replies_to(connection: sqlite3.Connection, notice_id: int) -> tuple[Reply, ...]:
    """The replies to a document, in the order in which they were entered."""
    rows = connection.execute(
        "SELECT * FROM replies WHERE notice_id = ? ORDER BY reply_id", (notice_id,)
    ).fetchall()
    return tuple(
        Reply(
            notice_id=row["notice_id"],
            received_date=date.fromisoformat(row["received_date"]),
            words=row["words"],
            sha256=row["sha256"],
            entered_by=row["entered_by"],
            entered_at=datetime.fromisoformat(row["entered_at"]),
            items=_answers(connection, row["reply_id"]),
        )
        for row in rows
    )


def record_delivery(connection: sqlite3.Connection, delivery: Delivery) -> Delivery:
    """Keep one attempt to deliver; it comes back with its number among those to the same target.

    Raises:
        LedgerError: the document was not released, or nobody is named.
    """
    with transaction(connection):
        notice_id = released(connection, delivery.notice_id)
        (before,) = connection.execute(
            "SELECT count(*) FROM deliveries WHERE notice_id = ? AND channel = ? AND target = ?",
            (notice_id, delivery.channel, delivery.target),
        ).fetchone()
        row: dict[str, Plain] = {
            "notice_id": notice_id,
            "channel": delivery.channel,
            "target": delivery.target,
            "attempt": before + 1,
            "outcome": delivery.outcome.value,
            "reason": delivery.reason,
            "receipt": delivery.receipt,
            "sha256": delivery.sha256,
            "attempted_by": events.named(delivery.attempted_by),
            "attempted_at": instant_text(delivery.attempted_at),
        }
        actor, at = delivery.attempted_by, delivery.attempted_at
        key = events.put(connection, "deliveries", row, kind="投递", actor=actor, at=at)
    (kept,) = _deliveries(connection, "delivery_id = ?", key)
    return kept


def deliveries_of(connection: sqlite3.Connection, notice_id: int) -> tuple[Delivery, ...]:
    """The attempts to deliver a document, the earliest first."""
    return _deliveries(connection, "notice_id = ?", notice_id)


def _deliveries(connection: sqlite3.Connection, where: str, key: int) -> tuple[Delivery, ...]:
    rows = connection.execute(
        f"SELECT * FROM deliveries WHERE {where} ORDER BY delivery_id",  # noqa: S608 - constants
        (key,),
    )
    return tuple(
        Delivery(
            notice_id=row["notice_id"],
            channel=row["channel"],
            target=row["target"],
            attempt=row["attempt"],
            outcome=DeliveryOutcome(row["outcome"]),
            reason=row["reason"],
            receipt=row["receipt"],
            sha256=row["sha256"],
            attempted_by=row["attempted_by"],
            attempted_at=datetime.fromisoformat(row["attempted_at"]),
        )
        for row in rows
    )


def _answers(connection: sqlite3.Connection, reply_id: int) -> tuple[ReplyItem, ...]:
    rows = connection.execute(
        "SELECT * FROM reply_items WHERE reply_id = ? ORDER BY answer_id", (reply_id,)
    )
    return tuple(
        ReplyItem(fingerprint=row["fingerprint"], answer=Answer(row["answer"]), words=row["words"])
        for row in rows
    )
