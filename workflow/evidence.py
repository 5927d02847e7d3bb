"""The captures behind a case, and all that stands behind a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.model import CaptureRole, Visit
from audit.model import Family
from ledger.model import CaptureRow, CaseRow, FindingRow
from ledger.publication import has_proved_unseen
from ledger.store import Ledger
from spiders.outcome import BETWEEN_VISITS, UNCHANGED

# 2022年度年报 表三; 苏镇市财政局2023年度年报; 苏镇市财政局年报 表三
_OTHER_REPORT = re.compile(r"(?P<name>.*?)(?:(?P<year>\d{4})年度)?年报(?:\s|$)")
# What comes before the page that is asked for; a redirect to another host asks for its robots.
ON_THE_WAY = frozenset({CaptureRole.REDIRECT, CaptureRole.ROBOTS})
# 2022年度：未见公布
_OTHER_YEAR = re.compile(r"(?P<year>\d{4})年度：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One visit as it bears on a finding, with its captures in order.

    ``why`` says in Chinese what it is there for.
    """

    why: str
    visit: Visit
    captures: tuple[CaptureRow, ...]


def documents_behind(ledger: Ledger, case: CaseRow) -> tuple[CaptureRow, ...]:
    """The documents of the visit that the case rests on, in order; empty without a visit."""
    visit = _visit_of(ledger, case)
    return ledger.captures_of(visit.run_id, visit.documents) if visit else ()


def looks_behind(ledger: Ledger, finding: FindingRow) -> tuple[Look, ...]:
    """The visits that a finding rests on, each once, and what of them bears on it.

    Of a report it is the report's documents with the answers that led to them; of an absence, and
    of a day of publication, every page of each visit that says so.
    """
    case = ledger.case_of(finding.last_seen_run, finding.agency_id, finding.year)
    return _each_once(_looks(ledger, finding, case)) if case else ()


def looks_at_publication(ledger: Ledger, case: CaseRow) -> tuple[Look, ...]:
    """The visits that say whether and when the report of a case was published."""
    visits = _until(ledger, case.run_id, ledger.visits_of(case.agency_id, case.year))
    return _each_once(_publication(ledger, visits, _visit_of(ledger, case)))


def _each_once(looks: Iterator[Look]) -> tuple[Look, ...]:
    """Oldest first; of a visit that is there for two reasons, what holds more."""
    told: dict[tuple[str, str, int], Look] = {}
    for look in looks:
        key = look.visit.run_id, look.visit.place_id, look.visit.year
        held = told.get(key)
        if held is None or len(held.captures) < len(look.captures):
            told[key] = look
    return tuple(sorted(told.values(), key=lambda look: look.visit.started_at))


def _looks(ledger: Ledger, finding: FindingRow, case: CaseRow) -> Iterator[Look]:
    visits = _until(ledger, finding.last_seen_run, ledger.visits_of(case.agency_id, case.year))
    visit = _visit_of(ledger, case)
    is_on_time = finding.rule.startswith(Family.TIMELINESS.value)
    if is_on_time or visit is None or not visit.visit_class.has_report:
        yield from _publication(ledger, visits, visit)
    else:
        yield from _report_of(ledger, visits, visit)
    yield from _compared(ledger, finding)


def _report_of(ledger: Ledger, visits: tuple[Visit, ...], visit: Visit) -> Iterator[Look]:
    """The report; where the visit found only the list unchanged, as the visit before had it."""
    homes = {capture.run_id for capture in ledger.captures_of(visit.run_id, visit.documents)}
    origin = [one for one in visits if one.place_id == visit.place_id and one.run_id in homes]
    if UNCHANGED in visit.flags and origin:
        yield _report(ledger, origin[0], "被审核的年报")
        yield _whole(ledger, visit, "最近一次核查，列表没有变化")
    else:
        yield _report(ledger, visit, "被审核的年报")


def _report(ledger: Ledger, visit: Visit, why: str) -> Look:
    """The documents, and what led to them: redirects, the page as it was sent, its picture."""
    seen = ledger.captures_of(visit.run_id, visit.evidence)
    documents = ledger.captures_of(visit.run_id, visit.documents)
    ids = {capture.capture_id for capture in documents}
    wire = ids | {capture.derived_from for capture in documents}
    bearing = [
        capture
        for number, capture in enumerate(seen)
        if capture.capture_id in wire
        or (capture.derived_from is not None and capture.derived_from in wire)
        or _leads_on(seen[number:], wire)
    ]
    known = {capture.capture_id for capture in bearing}
    others = [capture for capture in documents if capture.capture_id not in known]
    return Look(why=why, visit=visit, captures=(*bearing, *others))


def _leads_on(rest: tuple[CaptureRow, ...], wanted: set[str | None]) -> bool:
    """Whether the first is an answer that sent us on, and the way ends at one that is wanted."""
    end = next((capture for capture in rest if capture.role not in ON_THE_WAY), None)
    is_on = rest[0].role is CaptureRole.REDIRECT
    return is_on and end is not None and (end.capture_id in wanted or end.derived_from in wanted)


def _absence(ledger: Ledger, visits: tuple[Visit, ...]) -> Iterator[Look]:
    """The last visit to each place, and the one a day before that found the same."""
    for visit in {visit.place_id: visit for visit in visits}.values():
        yield _whole(ledger, visit, "最近一次核查")
        earlier = [
            one
            for one in visits
            if one.place_id == visit.place_id
            and has_proved_unseen(one)
            and visit.ended_at - one.ended_at >= BETWEEN_VISITS
        ]
        if earlier:
            yield _whole(ledger, earlier[-1], "此前一次核查，同样未见")


def _publication(ledger: Ledger, visits: tuple[Visit, ...], held: Visit | None) -> Iterator[Look]:
    """What bounds the day of publication: each place's last look without it and first with it.

    Without the report, what says that it is not there.
    """
    if held is None or not held.visit_class.has_report:
        yield from _absence(ledger, visits)
        return
    yield _whole(ledger, held, "见到年报的核查")
    for place_id in dict.fromkeys(visit.place_id for visit in visits):
        of_place = [visit for visit in visits if visit.place_id == place_id]
        seen = [visit for visit in of_place if visit.visit_class.has_report]
        unseen = [
            visit
            for visit in of_place
            if has_proved_unseen(visit) and not (seen and seen[0].started_at < visit.started_at)
        ]
        if unseen:
            yield _whole(ledger, unseen[-1], "见到年报之前最后一次完整核查，未见")
        for visit in seen[:1] + seen[-1:]:
            yield _whole(ledger, visit, "见到年报的核查")


def _compared(ledger: Ledger, finding: FindingRow) -> Iterator[Look]:
    """The reports of other years and agencies that the evidence of the finding names."""
    own = {finding.agency_name: finding.agency_id, "": finding.agency_id}
    ids = {name: agency_id for agency_id, name in ledger.agency_names().items()} | own
    for evidence in finding.evidence:
        other = _OTHER_REPORT.match(evidence.at)
        if other is not None and other["name"] in ids:
            agency_id = ids[other["name"]]
            year = int(other["year"] or finding.year)
            visits = _until(ledger, finding.last_seen_run, ledger.visits_of(agency_id, year))
            seen = [visit for visit in visits if visit.visit_class.has_report]
            if seen and (agency_id, year) != (finding.agency_id, finding.year):
                yield _report(ledger, seen[-1], f"与之比对的{evidence.at.partition(' ')[0]}")
        former = _OTHER_YEAR.match(evidence.printed)
        if former is not None:
            visits = ledger.visits_of(finding.agency_id, int(former["year"]))
            yield from _absence(ledger, _until(ledger, finding.last_seen_run, visits))


def _whole(ledger: Ledger, visit: Visit, why: str) -> Look:
    ids = dict.fromkeys((*visit.evidence, *visit.documents))
    return Look(why=why, visit=visit, captures=ledger.captures_of(visit.run_id, ids))


def _visit_of(ledger: Ledger, case: CaseRow) -> Visit | None:
    return next(
        (
            visit
            for visit in ledger.visits_of(case.agency_id, case.year)
            if (visit.run_id, visit.place_id) == (case.visit_run_id, case.place_id)
        ),
        None,
    )


def _until(ledger: Ledger, run_id: str, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Those that the run knew of, oldest first."""
    order = [run.run_id for run in ledger.runs()]
    known = set(order[: order.index(run_id) + 1])
    return tuple(visit for visit in visits if visit.run_id in known)
