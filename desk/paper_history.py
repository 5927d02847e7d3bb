"""What happened with a document, in one row: steps, decisions, deliveries, replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ledger.said import NoticeItem, NoticeState, NoticeStep, Reply
from ledger.store import Ledger
from workflow.papers.delivery.channels import WAYS

_STEPS = {
    NoticeState.DRAFT: "退回",
    NoticeState.IN_REVIEW: "送审",
    NoticeState.RELEASED: "签发",
    NoticeState.DELIVERED: "送达",
    NoticeState.REPLIED: "收到反馈",
    NoticeState.CLOSED: "办结",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened, told in Chinese; ``details`` are lines of their own.

    ``paper`` is the hash of a paper that came in and was kept.
    """

    at: datetime
    actor: str
    what: str
    details: tuple[str, ...] = ()
    paper: str | None = None


def history_of(
    ledger: Ledger, notice_id: int, items: tuple[NoticeItem, ...]
) -> tuple[Happened, ...]:
    """All of it since the first draft, the earliest first; it only ever grows."""
    numbers = {item.fingerprint: number for number, item in enumerate(items, start=1)}
    papers = ledger.papers
    told = [
        *map(_step, papers.steps(notice_id)),
        *_decisions(ledger, numbers),
        *_deliveries(ledger, notice_id),
        *(_reply(reply, numbers) for reply in papers.replies(notice_id)),
    ]
    return tuple(sorted(told, key=lambda one: one.at))


def _step(step: NoticeStep) -> Happened:
    details = (f"文号：{step.number}" if step.number else "", step.reason or "")
    return Happened(
        at=step.moved_at,
        actor=step.moved_by,
        what=_STEPS[step.state],
        details=tuple(filter(None, details)),
    )


def _decisions(ledger: Ledger, numbers: dict[str, int]) -> Iterator[Happened]:
    for fingerprint, number in numbers.items():
        for decision in ledger.decisions_of(fingerprint):
            yield Happened(
                at=decision.decided_at,
                actor=decision.decided_by,
                what=f"认定第 {number} 项{decision.verdict.label}",
                details=(decision.reason,),
            )


def _deliveries(ledger: Ledger, notice_id: int) -> Iterator[Happened]:
    for one in ledger.papers.deliveries(notice_id):
        details = (one.reason or "", f"回执：{one.receipt}" if one.receipt else "")
        yield Happened(
            at=one.attempted_at,
            actor=one.attempted_by,
            what=f"投递（{WAYS.get(one.channel, one.channel)}，第 {one.attempt} 次，"
            f"{one.target}）：{one.outcome.label}",
            details=tuple(filter(None, details)),
        )


def _reply(reply: Reply, numbers: dict[str, int]) -> Happened:
    answers = (
        f"第 {numbers.get(item.fingerprint, '?')} 项 {item.answer.label}：{item.words}"
        for item in reply.items
    )
    return Happened(
        at=reply.entered_at,
        actor=reply.entered_by,
        what=f"{reply.received_date} 收到反馈",
        details=(reply.words, *answers),
        paper=reply.sha256,
    )
