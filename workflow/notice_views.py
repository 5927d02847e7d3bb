"""From ledger rows to the view of a notice: what is told, what is advice, what is ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.model import CaptureRole
from audit.catalogue import CATALOGUE
from audit.model import Family, Obstacle, Outcome, Severity
from config.settings import OfficeSettings
from ledger.model import CaptureRow, CaseRow, JudgedFinding, PublicationState, ResultRow
from notices.view import CaptureProof, NoticeEvidence, NoticeItem, NoticeView, Unchecked
from reading.editions import edition_of_year
from workflow.telling import Aside
from workflow.workdays import workday_after

_RULES = {rule.code: rule for rule in CATALOGUE}
_TELLABLE_STATES = frozenset(
    {
        PublicationState.ON_TIME,
        PublicationState.LATE,
        PublicationState.COLLECTED,
        PublicationState.NOT_PUBLISHED,
    }
)
_PROBLEMS = (Severity.ERROR, Severity.WARNING)
_FAMILY_ORDER = list(Family)
_CRASHED = "本系统的规则程序出错，未能判定"

ROLE_LABELS = {
    CaptureRole.ROBOTS: "robots 规则",
    CaptureRole.REDIRECT: "跳转",
    CaptureRole.HOME: "网站首页",
    CaptureRole.COLUMN: "年报栏目页",
    CaptureRole.LIST: "年报列表页",
    CaptureRole.SEARCH: "站内检索结果页",
    CaptureRole.ARTICLE: "年报页面",
    CaptureRole.NEXT_PAGE: "年报续页",
    CaptureRole.ATTACHMENT: "年报附件",
    CaptureRole.DOM: "浏览器显示的页面",
    CaptureRole.SCREENSHOT: "页面截图",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRows:
    """What the ledger holds on one judged case and what may be told of it.

    ``aside`` counts what is kept for reviewers.
    """

    case: CaseRow
    results: tuple[ResultRow, ...]
    findings: tuple[JudgedFinding, ...]
    documents: tuple[CaptureRow, ...]
    aside: Aside = field(default_factory=Aside)


def notice_view(rows: JudgedRows, office: OfficeSettings) -> NoticeView | None:
    """The view of the notice, or ``None`` where nothing may be told to the agency.

    Nothing is told where the report was not seen and no person has confirmed that it is missing.
    Advice alone asks for no correction: it makes a notice only where the office wants that.
    Hints are for reviewers; what could not be judged stands apart as ours.
    """
    case = rows.case
    problems = _items(rows.findings, _PROBLEMS)
    advice = _items(rows.findings, (Severity.ADVICE,))
    is_worth_it = problems or (advice and office.is_advice_told_alone)
    if case.state not in _TELLABLE_STATES or not is_worth_it:
        return None
    due = workday_after(case.as_of, office.correction_workdays)
    letter = "函" if case.is_vertical else "通知"
    return NoticeView(
        agency_id=case.agency_id,
        agency_name=case.agency_name,
        year=case.year,
        issuing_office=office.name,
        office_contact=office.contact,
        # A body under vertical management is not subordinate to the office.
        is_between_equals=case.is_vertical,
        checked_date=case.as_of,
        reply_due_date=due,
        reply_due_text=f"收到本{letter}之日起{office.correction_workdays}个工作日内",
        report_title=case.report_title,
        report_url=case.report_url,
        claimed_date=case.claimed_date,
        claimed_basis=case.claimed_basis.label if case.claimed_basis else None,
        format_document=_format_document(case),
        problems=problems,
        advice=advice,
        conforming_count=_count(rows.results, Outcome.CONFORMS),
        not_applicable_count=_count(rows.results, Outcome.NOT_APPLICABLE),
        unchecked=_unchecked(rows.results),
        proofs=tuple(proof_of(capture) for capture in rows.documents),
    )


def _format_document(case: CaseRow) -> str | None:
    """The document of the edition that the year demands, which is what the report is held to."""
    edition = edition_of_year(case.year) if case.report_id is not None else None
    return edition.document_number if edition else None


def _items(
    findings: Iterable[JudgedFinding], severities: tuple[Severity, ...]
) -> tuple[NoticeItem, ...]:
    """By family, the gravest first within a family; rules no longer in the catalogue are left."""
    told = [f for f in findings if f.severity in severities and f.rule in _RULES]
    told.sort(key=lambda f: (_FAMILY_ORDER.index(_RULES[f.rule].family), f.severity.rank, f.rule))
    return tuple(_item(number, finding) for number, finding in enumerate(told, start=1))


def _item(number: int, finding: JudgedFinding) -> NoticeItem:
    rule = _RULES[finding.rule]
    return NoticeItem(
        number=number,
        family_label=rule.family.label,
        rule_code=rule.code,
        rule_title=rule.title,
        severity=finding.severity.value,
        severity_label=finding.severity.label,
        message=finding.message,
        evidence=tuple(NoticeEvidence(at=e.at, printed=e.printed) for e in finding.evidence),
        basis=rule.basis,
        how_to_correct=rule.section("How to correct"),
    )


def _unchecked(results: Iterable[ResultRow]) -> tuple[Unchecked, ...]:
    reasons = {
        result.rule: _CRASHED if result.outcome is Outcome.CRASHED else result.reason or ""
        for result in results
        if is_unjudged(result) and result.rule in _RULES and _is_of_the_report(result)
    }
    return tuple(
        Unchecked(rule_code=code, rule_title=_RULES[code].title, reason=reason)
        for code, reason in reasons.items()
    )


def is_unjudged(result: ResultRow) -> bool:
    """Whether a person should look, since we could not: unread, contradictory, or a rule crashed.

    What the office does not hold, such as its register of reports handed in, last year's report or
    a list of names, leaves rules open on every report: that tells nothing about this one.
    """
    if result.outcome is Outcome.CRASHED:
        return True
    return result.outcome is Outcome.UNDETERMINED and result.obstacle is not Obstacle.NOT_HELD


def _is_of_the_report(result: ResultRow) -> bool:
    """Whether it is about the content of the report: an agency need not know of our visits."""
    return result.outcome is Outcome.CRASHED or _RULES[result.rule].needs_reading


def _count(results: Iterable[ResultRow], outcome: Outcome) -> int:
    return sum(result.outcome is outcome for result in results)


def proof_of(capture: CaptureRow) -> CaptureProof:
    """A capture as documents for agencies tell of it."""
    return CaptureProof(
        role_label=ROLE_LABELS[capture.role],
        url=capture.final_url,
        captured_at=capture.received_at,
        sha256=capture.sha256,
        size=capture.size,
    )
