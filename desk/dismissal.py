"""A person finds that a problem a document lists is none (认定不属实), with a reason."""

from __future__ import annotations

from config.clock import local_date
from ledger.events import named
from ledger.identity import finding_sha256
from ledger.model import Decision, Verdict
from workflow.papers.release.paper_desk import PaperDesk, PaperError
from workflow.papers.release.reviewing import required
from workflow.papers.release.still_true import finding_of, says_the_same


def dismiss(desk: PaperDesk, notice_id: int, *, number: int, by: str, reason: str) -> None:
    """Reject the problem with this ``number``; the document then waits to be drafted anew.

    Raises:
        DubanError: there is no such document or item, nobody is named, no reason is given, or the
            finding no longer says what the document tells. Nothing is written then.
    """
    named(by)
    told = required(reason)
    desk.ledger.papers.one(notice_id)
    items = desk.ledger.papers.items(notice_id)
    if not 1 <= number <= len(items):
        raise PaperError(f"第 {notice_id} 号文书没有第 {number} 项：共列 {len(items)} 项")
    item = items[number - 1]
    now = desk.clock.now()
    finding = finding_of(desk.ledger, item, local_date(now))
    if finding is None or not says_the_same(item, finding):
        raise PaperError(
            f"第 {notice_id} 号文书第 {number} 项（{item.rule}）起草后有变化，不能认定；请重新起草"
        )
    desk.ledger.record_decision(
        Decision(
            fingerprint=finding.fingerprint,
            run_id=finding.last_seen_run,
            rule=finding.rule,
            rule_version=finding.rule_version,
            finding_sha256=finding_sha256(finding.message, finding.evidence),
            verdict=Verdict.REJECTED,
            decided_by=by,
            decided_at=now,
            reason=told,
        )
    )
