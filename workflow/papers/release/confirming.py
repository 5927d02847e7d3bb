"""A person upholds what a document lists, before it is released (逐项认定)."""

from __future__ import annotations

from dataclasses import dataclass

from config.clock import local_date
from ledger.events import named
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingRow, FindingStatus, Verdict
from ledger.said import NoticeItem
from workflow.papers.release.paper_desk import PaperDesk, PaperError
from workflow.papers.release.releasing import waiting_for
from workflow.papers.release.still_true import finding_of, says_the_same

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
    papers = desk.ledger.papers
    papers.one(notice_id)
    items = papers.items(notice_id)
    wrong = [number for number in numbers if not 1 <= number <= len(items)]
    if wrong:
        raise PaperError(f"第 {notice_id} 号文书没有第 {wrong[0]} 项：共列 {len(items)} 项")
    waiting = {items.index(item) + 1 for item in waiting_for(desk, items)}
    chosen = sorted(set(numbers)) if numbers else sorted(waiting)
    found = [_finding(desk, notice_id, number, items[number - 1]) for number in chosen]
    for finding in found:
        desk.ledger.record_decision(
            Decision(
                fingerprint=finding.fingerprint,
                run_id=finding.last_seen_run,
                rule=finding.rule,
                rule_version=finding.rule_version,
                finding_sha256=finding_sha256(finding.message, finding.evidence),
                verdict=Verdict.UPHELD,
                decided_by=by,
                decided_at=desk.clock.now(),
                reason=" ".join(reason.split()) or _REASON,
            )
        )
    return Confirmed(numbers=tuple(chosen), still_waiting=tuple(sorted(waiting - set(chosen))))


def _finding(desk: PaperDesk, notice_id: int, number: int, item: NoticeItem) -> FindingRow:
    finding = finding_of(desk.ledger, item, local_date(desk.clock.now()))
    if (
        finding is None
        or finding.status is not FindingStatus.OPEN
        or not says_the_same(item, finding)
    ):
        raise PaperError(
            f"第 {notice_id} 号文书第 {number} 项（{item.rule}）起草后有变化，不能认定；请重新起草"
        )
    return finding
