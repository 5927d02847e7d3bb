"""Which entries of a list may be a year's report, and what an examined one means for the visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.model import ClassGroup, DateBasis, ReportSeen, Visit, VisitClass
from config.clock import local_date
from spiders.examine import Finding
from spiders.families.model import ListLink
from spiders.titles import TitleVerdict, judge_title, years_of

# More doubtful titles than this are not opened for one year.
MAYBES_OPENED = 4

# A doubtful title that leads to one of these is simply not the report.
_OTHER_THINGS = frozenset(
    {VisitClass.WRONG_YEAR_FILE, VisitClass.WRONG_AGENCY_FILE, VisitClass.LAYOUT_CHANGED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may be the report of a year, by its title."""

    link: ListLink
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a visit ends in for one year.

    ``former`` is the visit whose report still stands there, where only the list was looked at.
    """

    visit_class: VisitClass
    reason: str | None = None
    finding: Finding | None = None
    flags: tuple[str, ...] = ()
    seen: ReportSeen | None = None
    former: Visit | None = None


def candidates_of(
    links: tuple[ListLink, ...], year: int, names: tuple[str, ...]
) -> list[Candidate]:
    """Certain titles first; of the doubtful those whose date fits the year first."""
    judged = [(link, judge_title(link.title, year, names)) for link in links]
    certain = [
        Candidate(link=link, is_certain=True)
        for link, judgement in judged
        if judgement.verdict is TitleVerdict.MATCH
    ]
    doubtful = [
        Candidate(link=link, is_certain=False)
        for link, judgement in judged
        if judgement.verdict is TitleVerdict.MAYBE
    ]
    doubtful.sort(key=lambda c: not _is_timely(c.link.listed_date, year))
    return [*certain, *doubtful[:MAYBES_OPENED]]


def failed_outcome(candidate: Candidate, finding: Finding) -> Outcome | None:
    """What a candidate that is not the report means; ``None`` where it means nothing."""
    failure = finding.failure
    if failure is None or (not candidate.is_certain and failure in _OTHER_THINGS):
        return None
    if not candidate.is_certain and failure.group is ClassGroup.AGENCY:
        reason = f"疑似的链接无法核实：{finding.reason}"
        return Outcome(visit_class=VisitClass.AMBIGUOUS, reason=reason, finding=finding)
    return Outcome(visit_class=failure, reason=finding.reason, finding=finding)


def is_of_others(links: tuple[ListLink, ...], names: tuple[str, ...]) -> bool:
    """Whether every report in the list is another agency's: on a shared host it may be theirs."""
    reports = [
        (link.title, year)
        for link in links
        for year in years_of(link.title)
        if judge_title(link.title, year).verdict is TitleVerdict.MATCH
    ]
    verdicts = [judge_title(title, year, names).verdict for title, year in reports]
    return bool(verdicts) and all(verdict is TitleVerdict.NO for verdict in verdicts)


def published_date(finding: Finding) -> date | None:
    """The most trusted date of publication that the portal claims."""
    claimed = finding.claimed_dates
    return next((claimed[basis] for basis in DateBasis if basis in claimed), None)


def _is_timely(listed: date | None, year: int) -> bool:
    return listed is not None and listed.year == year + 1


def is_plausible(published: date, year: int, now: datetime) -> bool:
    """Not before the year has ended, not after tomorrow."""
    return date(year + 1, 1, 1) <= published <= local_date(now) + timedelta(days=1)
