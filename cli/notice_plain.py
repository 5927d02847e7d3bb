"""Documents as plain values, for programs that read the output of ``duban notices``."""

from __future__ import annotations

from ledger.books import Papers
from ledger.model import NoticeRow
from ledger.notice_list import ListedNotice
from ledger.said import Delivery, NoticeItem, NoticeStep, Reply
from ledger.store import Ledger


def listed_plain(one: ListedNotice) -> dict[str, object]:
    """A row of the list."""
    row = one.row
    return {
        "notice": row.notice_id,
        "kind": row.kind.value,
        "year": row.year,
        "agency_id": row.agency_id,
        "agency": one.agency_name,
        "state": one.state.value,
        "number": one.number,
        "released_at": one.released_at.isoformat() if one.released_at else None,
        "items": one.items,
        "reply_due": row.reply_due.isoformat() if row.reply_due else None,
        "supersedes": row.supersedes,
        "reason": row.reason,
        "path": row.path,
        "sha256": row.sha256,
    }


def document_plain(ledger: Ledger, row: NoticeRow, name: str) -> dict[str, object]:
    """A document with all that is known of it; ``name`` is that of the agency."""
    papers, key = ledger.papers, row.notice_id
    return {
        "notice": key,
        "kind": row.kind.value,
        "year": row.year,
        "agency_id": row.agency_id,
        "agency": name,
        "state": papers.state(key).value,
        "reason": row.reason,
        "issued_date": row.issued_date.isoformat() if row.issued_date else None,
        "reply_due": row.reply_due.isoformat() if row.reply_due else None,
        "supersedes": row.supersedes,
        "path": row.path,
        "sha256": row.sha256,
        "steps": [_step(step) for step in papers.steps(key)],
        "items": [_item(item) for item in papers.items(key)],
        "files": _files(papers, key),
        "deliveries": [_delivery(one) for one in papers.deliveries(key)],
        "replies": [_reply(one) for one in papers.replies(key)],
    }


def _step(step: NoticeStep) -> dict[str, object]:
    return {
        "state": step.state.value,
        "by": step.moved_by,
        "at": step.moved_at.isoformat(),
        "number": step.number,
        "reason": step.reason,
        "sha256": step.sha256,
    }


def _item(item: NoticeItem) -> dict[str, object]:
    return {
        "fingerprint": item.fingerprint,
        "rule": item.rule,
        "severity": item.severity.value,
        "subject": item.subject,
        "message": item.message,
    }


def _files(papers: Papers, notice_id: int) -> list[dict[str, object]]:
    return [
        {"form": file.form, "path": file.path, "sha256": file.sha256, "size": file.size}
        for file in papers.files(notice_id)
    ]


def _delivery(one: Delivery) -> dict[str, object]:
    return {
        "channel": one.channel,
        "target": one.target,
        "attempt": one.attempt,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "receipt": one.receipt,
        "sha256": one.sha256,
        "by": one.attempted_by,
        "at": one.attempted_at.isoformat(),
    }


def _reply(one: Reply) -> dict[str, object]:
    return {
        "received": one.received_date.isoformat(),
        "words": one.words,
        "by": one.entered_by,
        "at": one.entered_at.isoformat(),
        "sha256": one.sha256,
        "items": [
            {"fingerprint": item.fingerprint, "answer": item.answer.value, "words": item.words}
            for item in one.items
        ],
    }
