"""A person upholds or rejects what a document lists, before it is released (逐项认定)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from config.clock import local_date
from ledger.decisions import decision_on
from ledger.events import named
from ledger.model import FindingRow, FindingStatus, Verdict
from ledger.said import NoticeItem
from workflow.papers.listed_findings import finding_of
from workflow.papers.release.paper_desk import PaperDesk, PaperError, numbered
from workflow.papers.release.releasing import waiting_for
from workflow.papers.release.reviewing import required
from workflow.papers.release.still_true import says_the_same

_REASON = "签发前逐项核对属实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What was upheld now, by the numbers in the document, and how many still wait."""

    numbers: tuple[int, ...]
    still_waiting: tuple[int, ...]


def confirm(
    desk: PaperDesk, notice_id: int, *, by: str, numbers: tuple[int, ...] = (), reason: str = ""
) -> Confirmed:
    """Uphold the problems with these ``numbers``, or all that wait for it.

    Raises:
        DubanError: there is no such document or item, nobody is named, or a finding no longer
            says what the document tells. Nothing is written then.
    """
    named(by)
    items = _items(desk, notice_id)
    for number in numbers:
        numbered(items, notice_id, number)
    waiting = {items.index(item) + 1 for item in waiting_for(desk, items)}
    chosen = sorted(set(numbers)) if numbers else sorted(waiting)
    only_open = (FindingStatus.OPEN,)
    found = [_finding(desk, notice_id, items, number, only_open) for number in chosen]
    told, at = " ".join(reason.split()) or _REASON, desk.clock.now()
    for finding in found:
        desk.ledger.record_decision(decision_on(finding, Verdict.UPHELD, by=by, at=at, reason=told))
    return Confirmed(numbers=tuple(chosen), still_waiting=tuple(sorted(waiting - set(chosen))))


def dismiss(desk: PaperDesk, notice_id: int, *, number: int, by: str, reason: str) -> None:
    """Reject the problem with this ``number``; the document then waits to be drafted anew.

    Raises:
        DubanError: there is no such document or item, nobody is named, no reason is given, or the
            finding no longer says what the document tells. Nothing is written then.
    """
    named(by)
    told = required(reason)
    finding = _finding(desk, notice_id, _items(desk, notice_id), number, tuple(FindingStatus))
    desk.ledger.record_decision(
        decision_on(finding, Verdict.REJECTED, by=by, at=desk.clock.now(), reason=told)
    )


def _items(desk: PaperDesk, notice_id: int) -> tuple[NoticeItem, ...]:
    papers = desk.ledger.papers
    return papers.items(papers.one(notice_id).notice_id)


def _finding(
    desk: PaperDesk,
    notice_id: int,
    items: tuple[NoticeItem, ...],
    number: int,
    statuses: Collection[FindingStatus],
) -> FindingRow:
    """The finding behind an item, where it still says the same and is in one of ``statuses``."""
    item = numbered(items, notice_id, number)
    finding = finding_of(desk.ledger, item, local_date(desk.clock.now()))
    if finding is None or finding.status not in statuses or not says_the_same(item, finding):
        raise PaperError(
            f"第 {notice_id} 号文书第 {number} 项（{item.rule}）起草后有变化，不能认定；请重新起草"
        )
    return finding
