"""Whether what a draft tells still holds on the day it is to be released."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from audit.catalogue import CATALOGUE
from config.clock import local_date
from ledger.identity import finding_sha256
from ledger.lives import BY_A_PERSON
from ledger.model import CaseRow, FindingRow, FindingStatus, NoticeRow, Verdict
from ledger.said import NoticeItem, NoticeKind
from ledger.store import Ledger
from workflow.papers.drafts.ladder import FRESH
from workflow.papers.listed_findings import finding_of
from workflow.papers.release.paper_desk import PaperDesk
from workflow.telling import imprecise_rules, is_decided

# These tell of the state of an agency, not of single findings.
_OF_A_STATE = frozenset({NoticeKind.REMINDER, NoticeKind.URGING, NoticeKind.ACCESS_LETTER})


def no_longer_true(desk: PaperDesk, row: NoticeRow) -> tuple[str, ...]:
    """What of a document does not hold any more, each told in Chinese; empty where all does."""
    today = local_date(desk.clock.now())
    ledger = desk.ledger
    imprecise = imprecise_rules(CATALOGUE, ledger.precisions(), desk.config.audit)
    items = ledger.papers.items(row.notice_id)
    told = [
        f"第{number}项（{item.rule}）{reason}"
        for number, item in enumerate(items, start=1)
        if (reason := why_untold(ledger, item, imprecise, today)) is not None
    ]
    return (*told, *_state_changed(ledger, row), *_long_unseen(ledger, row, today))


def unconfirmed_absences(
    ledger: Ledger, items: tuple[NoticeItem, ...], day: date
) -> tuple[NoticeItem, ...]:
    """Items that say 未公布 where no person's confirmation stands: these are never released."""
    return tuple(
        item
        for item in items
        if item.rule == BY_A_PERSON and not _is_confirmed(finding_of(ledger, item, day), ledger)
    )


def _is_confirmed(finding: FindingRow | None, ledger: Ledger) -> bool:
    return finding is not None and finding.agency_id in ledger.absences.in_force(finding.year)


def why_untold(
    ledger: Ledger, item: NoticeItem, imprecise: Collection[str], today: date
) -> str | None:
    """Why the finding of an item may no longer be told as it is, in Chinese; ``None`` if it may."""
    finding = finding_of(ledger, item, today)
    if finding is None:
        return "已不在台账中"
    if finding.status is not FindingStatus.OPEN:
        return f"{finding.state.label}，已不是现存的问题"
    if finding.is_waived:
        return "已豁免"
    decision = next(reversed(ledger.decisions_of(item.fingerprint)), None)
    if is_decided(
        decision, Verdict.REJECTED, finding.rule_version, finding.message, finding.evidence
    ):
        return "已由人工认定不属实"
    if finding.is_shadow or item.rule in imprecise:
        return "所依据的规则现在不列入告知"
    return None if says_the_same(item, finding) else "起草之后内容有变化"


def says_the_same(item: NoticeItem, finding: FindingRow) -> bool:
    """Whether a finding still says what a document tells of it."""
    now = (finding.rule_version, finding_sha256(finding.message, finding.evidence))
    return now == (item.rule_version, finding_sha256(item.message, item.evidence))


def _state_changed(ledger: Ledger, row: NoticeRow) -> Iterator[str]:
    """An agency that has published since must be neither reminded nor urged."""
    if row.kind not in _OF_A_STATE or row.agency_id is None:
        return
    then = ledger.case_of(row.run_id, row.agency_id, row.year)
    now = _latest(ledger, row.agency_id, row.year)
    if then is not None and now is not None and then.state is not now.state:
        yield f"该机关的公布情况起草时为{then.state.label}，现为{now.state.label}"


def _long_unseen(ledger: Ledger, row: NoticeRow, today: date) -> Iterator[str]:
    """Nobody is urged on the word of an old look: the report may have come out since."""
    if row.kind is not NoticeKind.URGING or row.agency_id is None:
        return
    looks = [local_date(one.started_at) for one in ledger.visits_of(row.agency_id, row.year)]
    if looks and today - max(looks) > FRESH:
        yield (
            f"最近一次核查是{max(looks)}，距今超过{FRESH.days}天，"
            "请再次核查，或者由工作人员打开所列网址核对"
        )


def _latest(ledger: Ledger, agency_id: str, year: int) -> CaseRow | None:
    return next((case for case in ledger.cases(year) if case.agency_id == agency_id), None)
