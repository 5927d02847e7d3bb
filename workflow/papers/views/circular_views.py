"""From ledger rows to the view of the circular (通报): what is told in figures, who by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from audit.catalogue import CATALOGUE
from audit.model import Family, Severity
from config.clock import local_date
from ledger.asking import LedgerReader
from ledger.lives import BY_A_PERSON
from ledger.model import PublicationState, RunJob, RunState
from ledger.owed import OwedReport
from ledger.said import NoticeItem, Waiver
from ledger.tellable import (
    TellableFinding,
    agencies_without_problems,
    items_of,
    judged_reports,
    tellable_findings,
)
from notices.papers.circular_view import (
    CircularView,
    FamilyProblems,
    NamedProblem,
    RuleProblems,
)
from notices.publication import LateAgency
from reading.editions import edition_of_year
from workflow.papers.views.publication_views import (
    LATE_RULES,
    Published,
    late_agency,
    published_in,
    unseen_agency,
)
from workflow.telling import imprecise_rules
from workflow.workdays import workday_after
from workflow.workplace import Workplace

_RULES = {rule.code: rule for rule in CATALOGUE}
_OF_TIME = (*LATE_RULES, BY_A_PERSON)
_BY_ARITHMETIC, _BY_PERSON = "算术核验", "人工认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """The circular with the findings that it tells by name, as the ledger keeps them."""

    view: CircularView
    items: tuple[NoticeItem, ...]


def circular_of(workplace: Workplace, reader: LedgerReader, year: int) -> Circular:
    """The circular on ``year`` as of the day last judged.

    Raises:
        DubanError: nothing was judged for that year.
        LedgerError: the ledger cannot be read.
    """
    published = published_in(workplace, reader, year)
    found = told_findings(reader, year, imprecise_now(workplace), published.waivers)
    late = _late(published, found)
    missing = tuple(
        one for one in published.of(PublicationState.NOT_PUBLISHED) if published.is_nameable(one)
    )
    named = tuple(one for one in found if one.rule not in _OF_TIME and is_beyond_doubt(one))
    names = {one.agency_id: one.name for one in published.owed}
    names |= {key: agency.name for key, agency in workplace.registry.agencies.items()}
    office = workplace.config.office
    first_day, last_day = _days_checked(workplace, published)
    edition = edition_of_year(year)
    view = CircularView(
        year=year,
        issuing_office=office.name,
        office_contact=office.contact,
        format_document=edition.document_number if edition else None,
        as_of=published.as_of,
        first_day=first_day,
        last_day=last_day,
        total=published.total,
        kinds=published.kinds,
        reports=judged_reports(reader, year),
        troubled=len({one.agency_id for one in found}),
        families=_families(found),
        rules=_rules(found, named, names),
        named=_named(named, names),
        late=tuple(agency for _, agency in late),
        not_published=tuple(map(unseen_agency, missing)),
        exemplary=_exemplary(published, agencies_without_problems(reader, year)),
        due_date=workday_after(local_date(workplace.clock.now()), office.correction_workdays),
        workdays=office.correction_workdays,
    )
    on_time = {one.agency_id for one, _ in late} | {one.agency_id for one in missing}
    told = [one for one in found if one.rule in _OF_TIME and one.agency_id in on_time]
    return Circular(view=view, items=items_of(reader, [one.fingerprint for one in (*told, *named)]))


def imprecise_now(workplace: Workplace) -> frozenset[str]:
    """The codes of the rules that people have not upheld often enough to be told."""
    return imprecise_rules(CATALOGUE, workplace.ledger.precisions(), workplace.config.audit)


def told_findings(
    reader: LedgerReader, year: int, imprecise: Collection[str], waivers: Iterable[Waiver]
) -> tuple[TellableFinding, ...]:
    """The errors and warnings of ``year`` that may be told.

    None is of a rule in ``imprecise`` or covered by ``waivers``, those beside the ones that the
    ledger's views know of.
    """
    in_force = tuple(waivers)
    return tuple(
        one
        for one in tellable_findings(reader, year)
        if one.rule in _RULES
        and one.rule not in imprecise
        and not any(waiver.covers(one.rule, one.agency_id, year) for waiver in in_force)
    )


def is_beyond_doubt(finding: TellableFinding) -> bool:
    """Whether it may be told by name: arithmetic over printed figures, or upheld by a person."""
    is_sum = _RULES[finding.rule].is_arithmetic and finding.severity is Severity.ERROR
    return is_sum or finding.is_upheld


def _late(
    published: Published, found: Iterable[TellableFinding]
) -> tuple[tuple[OwedReport, LateAgency], ...]:
    """Who was late without doubt: a date in an address alone makes only a warning."""
    sure = {
        one.agency_id
        for one in found
        if one.rule in LATE_RULES and (one.severity is Severity.ERROR or one.is_upheld)
    }
    return tuple(
        (one, agency)
        for one in published.of(PublicationState.LATE)
        if one.agency_id in sure
        and published.is_nameable(one)
        and (agency := late_agency(one)) is not None
    )


def _families(found: Iterable[TellableFinding]) -> tuple[FamilyProblems, ...]:
    own: dict[Family, list[TellableFinding]] = {family: [] for family in Family}
    for one in found:
        own[_RULES[one.rule].family].append(one)
    return tuple(
        FamilyProblems(
            label=family.label,
            errors=sum(one.severity is Severity.ERROR for one in findings),
            warnings=sum(one.severity is Severity.WARNING for one in findings),
            agencies=len({one.agency_id for one in findings}),
        )
        for family, findings in own.items()
    )


def _rules(
    found: Iterable[TellableFinding], named: Iterable[TellableFinding], names: dict[str, str]
) -> tuple[RuleProblems, ...]:
    """The commonest first."""
    own: dict[str, list[TellableFinding]] = {}
    for one in found:
        own.setdefault(one.rule, []).append(one)
    sure: dict[str, dict[str, None]] = {}
    for one in named:
        sure.setdefault(one.rule, {})[one.agency_id] = None
    told = [
        RuleProblems(
            code=code,
            title=_RULES[code].title,
            basis=_RULES[code].basis,
            how_to_correct=_RULES[code].section("How to correct"),
            findings=len(findings),
            agencies=len({one.agency_id for one in findings}),
            named=tuple(_in_order(sure.get(code, ()), names)),
            is_of_time=code in _OF_TIME,
        )
        for code, findings in own.items()
    ]
    return tuple(sorted(told, key=lambda rule: (-rule.agencies, -rule.findings, rule.code)))


def _named(named: Iterable[TellableFinding], names: dict[str, str]) -> tuple[NamedProblem, ...]:
    """One line for each agency and rule, in the order of agencies."""
    own: dict[tuple[str, str], list[TellableFinding]] = {}
    for one in named:
        own.setdefault((one.agency_id, one.rule), []).append(one)
    places = {agency: place for place, agency in enumerate(names)}
    return tuple(
        NamedProblem(
            agency_name=names.get(agency_id, agency_id),
            rule_code=rule,
            rule_title=_RULES[rule].title,
            findings=len(findings),
            ground=_ground(findings),
        )
        for (agency_id, rule), findings in sorted(
            own.items(), key=lambda item: (places.get(item[0][0], len(places)), item[0][1])
        )
    )


def _ground(findings: list[TellableFinding]) -> str:
    upheld = sum(one.is_upheld for one in findings)
    if upheld == len(findings):
        return _BY_PERSON
    return f"{_BY_ARITHMETIC}、{_BY_PERSON}" if upheld else _BY_ARITHMETIC


def _exemplary(published: Published, faultless: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        one.name for one in published.of(PublicationState.ON_TIME) if one.agency_id in faultless
    )


def _in_order(agencies: Iterable[str], names: dict[str, str]) -> list[str]:
    """The names in the order of ``names``."""
    wanted = set(agencies)
    return [name for agency, name in names.items() if agency in wanted]


def _days_checked(workplace: Workplace, published: Published) -> tuple[date, date]:
    """The first and the last day on which the portals were visited for the year."""
    days = [
        run.as_of
        for run in workplace.ledger.runs()
        if run.state is RunState.FINISHED
        and run.job is not RunJob.AUDIT
        and published.year in run.years
    ]
    return (min(days), max(days)) if days else (published.as_of, published.as_of)
