"""From ledger rows to the view of a notice: what is told, what is advice, what is ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from archive.model import CaptureRole
from audit.catalogue import CATALOGUE
from audit.model import Family, Obstacle, Outcome, Severity
from config.clock import local_date
from config.settings import Config
from ledger import said
from ledger.model import CaptureRow, CaseRow, JudgedFinding, PublicationState, ResultRow
from notices.view import (
    CaptureProof,
    FamilyCheck,
    NoticeEvidence,
    NoticeItem,
    NoticeView,
    Unchecked,
)
from reading.editions import edition_of_year
from workflow.telling import Aside
from workflow.workdays import workday_after

RULES = {rule.code: rule for rule in CATALOGUE}
TELLABLE_STATES = frozenset(
    {
        PublicationState.ON_TIME,
        PublicationState.LATE,
        PublicationState.COLLECTED,
        PublicationState.NOT_PUBLISHED,
    }
)
PROBLEMS = (Severity.ERROR, Severity.WARNING)
_FAMILY_ORDER = [family.value for family in Family]
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

    ``aside`` counts what is kept for reviewers. ``withdrawn`` are findings in a report that is no
    longer there: nobody can correct them. ``awaiting`` are the fingerprints of what a person has
    yet to confirm; ``is_between_equals`` where the agency gets a 函
    (``workflow.papers.views.relation``).
    ``caution`` is what the officer should know of the visit that the case rests on. Terms are
    counted from ``drafted_on``, without it from the day of judgement.
    """

    case: CaseRow
    results: tuple[ResultRow, ...]
    findings: tuple[JudgedFinding, ...]
    documents: tuple[CaptureRow, ...]
    aside: Aside = field(default_factory=Aside)
    withdrawn: tuple[JudgedFinding, ...] = ()
    awaiting: frozenset[str] = frozenset()
    is_between_equals: bool = False
    caution: str | None = None
    drafted_on: date | None = None

    @property
    def is_tellable(self) -> bool:
        """Whether the case was judged on what the agency published, or a person on its absence."""
        return self.case.state in TELLABLE_STATES


def notice_view(rows: JudgedRows, config: Config) -> NoticeView | None:
    """The view of the notice, or ``None`` where nothing may be told to the agency.

    Nothing is told where the report was not seen and no person has confirmed that it is missing.
    Advice alone asks for no correction: it makes a notice only where the office wants that.
    Hints are for reviewers; what could not be judged stands apart as ours.
    """
    case, office = rows.case, config.office
    problems = shown(rows, told_findings(rows, PROBLEMS))
    advice = shown(rows, told_findings(rows, (Severity.ADVICE,)))
    is_worth_it = problems or (advice and office.is_advice_told_alone)
    if not rows.is_tellable or not is_worth_it:
        return None
    return NoticeView(
        agency_id=case.agency_id,
        agency_name=case.agency_name,
        year=case.year,
        issuing_office=office.name,
        office_contact=office.contact,
        is_between_equals=rows.is_between_equals,
        checked_date=checked_date(rows),
        reply_due_date=reply_due_of(rows, config),
        reply_workdays=office.correction_workdays,
        report_title=case.report_title,
        report_url=case.report_url,
        claimed_date=case.claimed_date,
        claimed_basis=case.claimed_basis.label if case.claimed_basis else None,
        format_document=_format_document(case),
        problems=problems,
        advice=advice,
        checks=_checks(rows.results),
        not_applicable_count=_count(rows.results, Outcome.NOT_APPLICABLE),
        not_held_count=sum(result.obstacle is Obstacle.NOT_HELD for result in rows.results),
        unchecked=_unchecked(rows.results),
        proofs=tuple(proof_of(capture) for capture in rows.documents),
        most_shown=config.notices.most_shown,
        caution=rows.caution,
    )


def reply_due_of(rows: JudgedRows, config: Config) -> date | None:
    """The day by which a reply is asked; ``None`` without a published calendar."""
    from_day = rows.drafted_on or rows.case.as_of
    return workday_after(from_day, config.office.correction_workdays)


def checked_date(rows: JudgedRows) -> date:
    """The day on which the report that was judged was taken from the site.

    Without a report it is the day of judgement: until then it was looked for.
    """
    taken = (local_date(capture.received_at) for capture in rows.documents)
    return max(taken, default=rows.case.as_of)


def told_findings(rows: JudgedRows, severities: Collection[Severity]) -> tuple[JudgedFinding, ...]:
    """What is told of these severities, in the order of documents.

    The family with the gravest finding comes first, within it the gravest, rule by rule. Rules no
    longer in the catalogue are left out.
    """
    return in_order(f for f in rows.findings if f.severity in severities and f.rule in RULES)


_Found = TypeVar("_Found", JudgedFinding, said.NoticeItem)


def in_order(findings: Iterable[_Found]) -> tuple[_Found, ...]:
    """Findings as documents order them."""
    told = tuple(findings)
    gravest: dict[str, int] = {}
    for finding in told:
        family = finding.rule[:3]
        gravest[family] = min(finding.severity.rank, gravest.get(family, finding.severity.rank))

    def order(finding: _Found) -> tuple[int, int, int, str]:
        family = finding.rule[:3]
        place = _FAMILY_ORDER.index(family)
        return gravest[family], place, finding.severity.rank, finding.rule

    return tuple(sorted(told, key=order))


def listed_items(
    rows: JudgedRows, findings: Iterable[JudgedFinding]
) -> tuple[said.NoticeItem, ...]:
    """The findings as the ledger keeps that a document lists them."""
    versions = {result.rule: result.version for result in rows.results}
    return tuple(listed_item(finding, versions[finding.rule]) for finding in findings)


def listed_item(finding: JudgedFinding, rule_version: int) -> said.NoticeItem:
    """One finding as the ledger keeps that a document lists it."""
    return said.NoticeItem(
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        rule_version=rule_version,
        severity=finding.severity,
        subject=finding.subject,
        message=finding.message,
        evidence=finding.evidence,
    )


def shown(rows: JudgedRows, findings: Iterable[JudgedFinding]) -> tuple[NoticeItem, ...]:
    """The findings as a document shows them, numbered from 1."""
    return tuple(
        shown_item(finding, number, is_awaiting=finding.fingerprint in rows.awaiting)
        for number, finding in enumerate(findings, start=1)
    )


def shown_item(
    finding: JudgedFinding | said.NoticeItem, number: int, *, is_awaiting: bool = False
) -> NoticeItem:
    """One finding as a document shows it; its rule must be in the catalogue."""
    rule = RULES[finding.rule]
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
        is_awaiting=is_awaiting,
    )


def is_unjudged(result: ResultRow) -> bool:
    """Whether a person should look, since we could not: unread, contradictory, or a rule crashed.

    What the office does not hold, such as its register of reports handed in, last year's report or
    a list of names, leaves rules open on every report: that tells nothing about this one.
    """
    if result.outcome is Outcome.CRASHED:
        return True
    return result.outcome is Outcome.UNDETERMINED and result.obstacle is not Obstacle.NOT_HELD


def proof_of(capture: CaptureRow) -> CaptureProof:
    """A capture as documents for agencies tell of it."""
    return CaptureProof(
        role_label=ROLE_LABELS[capture.role],
        url=capture.final_url,
        captured_at=capture.received_at,
        sha256=capture.sha256,
        size=capture.size,
    )


def _format_document(case: CaseRow) -> str | None:
    """The document of the edition that the year demands, which is what the report is held to."""
    edition = edition_of_year(case.year) if case.report_id is not None else None
    return edition.document_number if edition else None


def _checks(results: Iterable[ResultRow]) -> tuple[FamilyCheck, ...]:
    """Rules that were really held against the report, by family."""
    checked: dict[Family, list[Outcome]] = {family: [] for family in Family}
    for result in results:
        if result.rule in RULES and result.outcome in (Outcome.CONFORMS, Outcome.NONCONFORMING):
            checked[RULES[result.rule].family].append(result.outcome)
    return tuple(
        FamilyCheck(
            label=family.label,
            checked=len(outcomes),
            conforming=outcomes.count(Outcome.CONFORMS),
        )
        for family, outcomes in checked.items()
    )


def _unchecked(results: Iterable[ResultRow]) -> tuple[Unchecked, ...]:
    reasons = {
        result.rule: _CRASHED if result.outcome is Outcome.CRASHED else result.reason or ""
        for result in results
        if is_unjudged(result) and result.rule in RULES and _is_of_the_report(result)
    }
    return tuple(
        Unchecked(rule_code=code, rule_title=RULES[code].title, reason=reason)
        for code, reason in reasons.items()
    )


def _is_of_the_report(result: ResultRow) -> bool:
    """Whether it is about the content of the report: an agency need not know of our visits."""
    return result.outcome is Outcome.CRASHED or RULES[result.rule].needs_reading


def _count(results: Iterable[ResultRow], outcome: Outcome) -> int:
    return sum(result.outcome is outcome for result in results)
