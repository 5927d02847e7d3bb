"""Who turns the collector away, and the letter that asks for access (商请函)."""

from __future__ import annotations

from datetime import date, timedelta

from archive.model import Visit, VisitClass
from config.settings import Config
from ledger.model import CaptureRow
from ledger.store import Ledger
from notices.papers.access_letter import AccessLetterView, BlockedVisit
from registry.deadlines import duty_of
from registry.model import Agency, Place, Registry
from workflow.papers.views.notice_views import proof_of

# A site that bars us by its own will, so that only its owner can help; a host that is down
# or slow is not among them.
BARRED = frozenset(
    {
        VisitClass.ROBOTS_DISALLOW,
        VisitClass.BLOCKED_CHALLENGE,
        VisitClass.BLOCKED_CAPTCHA,
        VisitClass.BLOCKED_FORBIDDEN,
        VisitClass.RATE_LIMITED,
    }
)
# One bad evening is no policy: it must have happened again the next day.
_APART = timedelta(hours=20)
_VISITS_SHOWN = 3


def access_letter(
    config: Config,
    ledger: Ledger,
    agency: Agency,
    places: tuple[Place, ...],
    year: int,
    due_date: date | None = None,
) -> AccessLetterView | None:
    """The letter to ``agency``, or ``None`` where nothing bars us lastingly.

    A place where the report was collected needs no letter for another place that bars us.
    ``due_date`` is given while it is still to come, for the letter to remind of it.
    """
    visits = ledger.visits_of(agency.agency_id, year)
    latest = {visit.place_id: visit for visit in visits}
    if any(visit.visit_class.has_report for visit in latest.values()):
        return None
    for place in places:
        barred = _barred_lately([visit for visit in visits if visit.place_id == place.place_id])
        if barred:
            last = barred[-1]
            return AccessLetterView(
                agency_id=agency.agency_id,
                agency_name=agency.name,
                year=year,
                issuing_office=config.office.name,
                office_contact=config.office.contact,
                user_agent=config.crawl.user_agent,
                delay_seconds=place.delay_seconds or config.crawl.delay_seconds,
                pages=config.crawl.page_budget,
                is_by_robots=last.visit_class is VisitClass.ROBOTS_DISALLOW,
                visits=tuple(_told(visit, place) for visit in barred[-_VISITS_SHOWN:]),
                proofs=tuple(proof_of(capture) for capture in _captures(ledger, last)),
                due_date=due_date,
            )
    return None


def due_date_ahead(agency: Agency, year: int, registry: Registry, today: date) -> date | None:
    """The last day on time while it is still to come; ``None`` once it is past, or without one."""
    duty = duty_of(agency, year, registry)
    return duty.due_date if duty is not None and today <= duty.due_date else None


def _barred_lately(visits: list[Visit]) -> list[Visit]:
    """The visits since the site last let us in, where it barred us on more than one day."""
    barred: list[Visit] = []
    for visit in reversed(visits):
        if visit.visit_class not in BARRED:
            break
        barred.insert(0, visit)
    is_lasting = bool(barred) and barred[-1].started_at - barred[0].started_at >= _APART
    return barred if is_lasting else []


def _told(visit: Visit, place: Place) -> BlockedVisit:
    return BlockedVisit(
        visited_at=visit.started_at,
        url=place.column_url or place.home_url,
        reason=(visit.reason or visit.visit_class.label).partition("：http")[0],
    )


def _captures(ledger: Ledger, visit: Visit) -> tuple[CaptureRow, ...]:
    return ledger.captures_of(visit.run_id, visit.evidence)
