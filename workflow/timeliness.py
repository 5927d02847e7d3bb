"""Timeliness (时效) of one report, with the working: claims, visits, verdict, and what follows.

The verdict is that of the rules on time: the same function judges both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.case import AuditCase
from audit.circumstances import Publication
from audit.model import Outcome, Undetermined
from audit.publication import lateness, printed_date
from config.clock import local_date
from ledger.model import CaseRow, PublicationInterval
from ledger.publication import PublicationWorking, working_of
from ledger.said import Absence
from ledger.store import Ledger
from ledger.versions import ReportVersion
from registry.deadlines import duty_of
from registry.model import Agency, Duty, Registry

# Lateness, too early, no date, dates that disagree, back-dating, changed later, local day.
_RULES = ("TIM01", "TIM02", "TIM04", "TIM05", "TIM06", "TIM07", "TIM08", "TIM10")


class Verdict(StrEnum):
    """Whether a report was published on time."""

    ON_TIME = "on_time"
    LATE = "late"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"on_time": "按时公布", "late": "逾期公布", "cannot_tell": "无法判定"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSays:
    """What a rule on time said when the case was last judged; ``told`` are its words."""

    rule: str
    outcome: Outcome
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """When a report was published and whether that was on time; ``reason`` is the working.

    ``as_of`` is the day of judgement. ``versions`` are what its places showed over time.
    """

    agency: Agency
    year: int
    as_of: date
    duty: Duty | None
    working: PublicationWorking
    verdict: Verdict
    reason: str
    rules: tuple[RuleSays, ...]
    versions: tuple[ReportVersion, ...]


def timeliness_of(
    ledger: Ledger, registry: Registry, agency: Agency, year: int, as_of: date
) -> Timeliness:
    """The timeliness of an agency's report, from all visits to the places that are watched."""
    places = {place.place_id for place in registry.places_of(agency.agency_id)}
    working = working_of(ledger.visits_of(agency.agency_id, year), places)
    duty = duty_of(agency, year, registry)
    absence = ledger.absences.in_force(year).get(agency.agency_id)
    verdict, reason = verdict_of(working, duty, as_of, absence)
    return Timeliness(
        agency=agency,
        year=year,
        as_of=as_of,
        duty=duty,
        working=working,
        verdict=verdict,
        reason=reason,
        rules=_rules(ledger, agency, year),
        versions=ledger.versions_of(agency.agency_id, year),
    )


def publication_of(interval: PublicationInterval, absence: Absence | None = None) -> Publication:
    """What the rules are told of the time of publication, or of a confirmed absence."""
    basis = interval.claimed_basis
    return Publication(
        claimed_date=interval.claimed_date,
        claimed_basis=basis.label if basis else None,
        not_before=interval.not_before,
        not_after=interval.not_after,
        claimed_dates=interval.claimed_dates,
        absence_confirmed_date=local_date(absence.confirmed_at) if absence else None,
    )


def verdict_of(
    working: PublicationWorking, duty: Duty | None, as_of: date, absence: Absence | None = None
) -> tuple[Verdict, str]:
    """On time, late, or cannot tell, and why. Nobody is late for a failure of ours.

    ``absence`` is a person's word in force that nothing was published.
    """
    if duty is None:
        return Verdict.CANNOT_TELL, "没有规定该机关的公布期限"
    if working.first_sight is None:
        return Verdict.CANNOT_TELL, _unseen(working, duty, as_of, absence)
    interval = working.interval
    publication = publication_of(interval)
    case = AuditCase(held=None, as_of=as_of, given_year=duty.year, publication=publication)
    try:
        found = tuple(lateness(case, duty.due_date))
    except Undetermined as doubt:
        return Verdict.CANNOT_TELL, str(doubt)
    if found:
        return Verdict.LATE, "；".join(finding.message for finding in found)
    return Verdict.ON_TIME, _on_time(interval, duty)


def _unseen(working: PublicationWorking, duty: Duty, as_of: date, absence: Absence | None) -> str:
    if as_of <= duty.due_date:
        return f"公布期限{printed_date(duty.due_date)}未过，尚未见到年报"
    if working.interval.not_before is None:
        return "没有见到年报，也没有完整的核查记录"
    confirmed = "是否未公布须由人工确认"
    if absence is not None:
        confirmed = f"{printed_date(local_date(absence.confirmed_at))}经人工确认未公布"
    return f"截至{printed_date(working.interval.not_before)}的完整核查未见到年报；{confirmed}"


def _on_time(interval: PublicationInterval, duty: Duty) -> str:
    due, seen, claimed = duty.due_date, interval.not_after, interval.claimed_date
    if seen is not None and seen <= due:
        return f"{printed_date(seen)}已见到年报，不晚于期限{printed_date(due)}"
    basis = interval.claimed_basis.label if interval.claimed_basis else "标注的公布日期"
    stated = f"{basis}为{printed_date(claimed)}，" if claimed else ""
    return f"{stated}在期限{printed_date(due)}之内，没有与之矛盾的完整核查记录"


def _rules(ledger: Ledger, agency: Agency, year: int) -> tuple[RuleSays, ...]:
    """The rules on time as the last case was judged, in the order of their codes."""
    judgement = _judgement(ledger.cases(year), agency)
    if judgement is None:
        return ()
    found = ledger.findings_of(judgement)
    return tuple(
        RuleSays(
            rule=result.rule,
            outcome=result.outcome,
            told=tuple(one.message for one in found if one.rule == result.rule)
            or ((result.reason,) if result.reason else ()),
        )
        for result in ledger.results_of(judgement)
        if result.rule in _RULES and result.outcome is not Outcome.NOT_APPLICABLE
    )


def _judgement(cases: tuple[CaseRow, ...], agency: Agency) -> int | None:
    own = (case.judgement_id for case in cases if case.agency_id == agency.agency_id)
    return next(own, None)
