"""From registry and ledger to the views of reminder and urging, and to what the ladder asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from archive.model import CaptureRole, Visit, VisitClass
from config.clock import local_date
from config.settings import Config
from ledger.lives import BY_A_PERSON
from ledger.publication import has_proved_unseen
from ledger.said import Waiver
from ledger.store import Ledger
from notices.papers.reminder import ReminderView
from notices.papers.urging import Look, UrgingView
from reading.editions import edition_of_year
from registry.model import Agency, AgencyKind, Duty, Place, Registry
from workflow.papers.views.notice_views import proof_of
from workflow.papers.views.relation import is_written_by_letter

# Late by its day, and not published: whoever is excused from these is not pressed for the day.
_RULES_ON_THE_DAY = {AgencyKind.DEPARTMENT: ("TIM01",), AgencyKind.GOVERNMENT: ("TIM02",)}
# What shows that the report is not there, for the annex of the urging.
_PROOFS = frozenset({CaptureRole.HOME, CaptureRole.COLUMN, CaptureRole.LIST, CaptureRole.SEARCH})
_MOST_PROOFS = 12

WholeLook = tuple[Visit, ...]
"""The visits of one run, one to each place, all of which looked to the end and saw no report."""


def whole_looks(
    visits: Iterable[Visit], places: Sequence[Place], duty: Duty
) -> tuple[WholeLook, ...]:
    """The runs after the due date that looked through every place, the earliest first."""
    runs: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.place_id in {place.place_id for place in places}:
            runs.setdefault(visit.run_id, []).append(visit)
    return tuple(
        tuple(run)
        for run in runs.values()
        if {visit.place_id for visit in run} == {place.place_id for place in places}
        and all(has_proved_unseen(visit) for visit in run)
        and day_of(run) > duty.due_date
    )


def day_of(look: Iterable[Visit]) -> date:
    """The day on which a look began, in Asia/Shanghai."""
    return local_date(min(visit.started_at for visit in look))


def reminder_view(config: Config, registry: Registry, agency: Agency, duty: Duty) -> ReminderView:
    """The reminder of ``duty``."""
    is_letter = is_written_by_letter(agency, registry)
    is_department = agency.kind is AgencyKind.DEPARTMENT
    return ReminderView(
        agency_id=agency.agency_id,
        agency_name=agency.name,
        year=duty.year,
        issuing_office=config.office.name,
        office_contact=config.office.contact,
        is_letter=is_letter,
        due_date=duty.due_date,
        basis=duty.basis,
        # A department hands its report in to the office of its own level, which may be another.
        is_submitted=is_department and not is_letter,
        is_government=agency.kind is AgencyKind.GOVERNMENT,
        format_document=_format_document(duty.year),
        places=tuple(_address(place) for place in registry.places_of(agency.agency_id)),
    )


def urging_view(
    config: Config,
    ledger: Ledger,
    registry: Registry,
    duty: Duty,
    looks: Sequence[WholeLook],
    *,
    is_confirmed: bool,
) -> UrgingView:
    """The urging that rests on ``looks``, of which there is at least one, the earliest first."""
    agency = registry.agencies[duty.agency_id]
    last = looks[-1]
    captures = [one for visit in last for one in ledger.captures_of(visit.run_id, visit.evidence)]
    proofs = [capture for capture in captures if capture.role in _PROOFS]
    return UrgingView(
        agency_id=agency.agency_id,
        agency_name=agency.name,
        year=duty.year,
        issuing_office=config.office.name,
        office_contact=config.office.contact,
        is_letter=is_written_by_letter(agency, registry),
        due_date=duty.due_date,
        basis=duty.basis,
        format_document=_format_document(duty.year),
        is_confirmed=is_confirmed,
        last_look=day_of(last),
        times=len(looks),
        looks=tuple(_look(visit, registry) for look in looks for visit in look),
        proofs=tuple(proof_of(capture) for capture in proofs[:_MOST_PROOFS]),
        answer_workdays=config.ladder.answer_workdays,
    )


def is_waived(agency: Agency, year: int, waivers: Iterable[Waiver]) -> bool:
    """Whether one of ``waivers`` excuses the agency from the day or from publishing."""
    rules = (*_RULES_ON_THE_DAY.get(agency.kind, ()), BY_A_PERSON)
    return any(waiver.covers(rule, agency.agency_id, year) for waiver in waivers for rule in rules)


def _format_document(year: int) -> str | None:
    edition = edition_of_year(year)
    return edition.document_number if edition else None


def _address(place: Place) -> str:
    return place.column_url or place.home_url


def _look(visit: Visit, registry: Registry) -> Look:
    is_empty = visit.visit_class is VisitClass.COLUMN_EMPTY
    return Look(
        looked_at=visit.started_at,
        url=_address(registry.places[visit.place_id]),
        ways=visit.tried,
        result="年报栏目没有内容" if is_empty else "未见到该年度报告",
    )
