"""When a report was published, as far as all visits together can tell."""

from __future__ import annotations

from archive.model import DateBasis, Visit, VisitClass
from config.clock import local_date
from ledger.model import PublicationInterval
from spiders.outcome import LOOKED_EVERYWHERE

_UNSEEN = frozenset({VisitClass.NOT_SEEN, VisitClass.COLUMN_EMPTY})


def has_proved_unseen(visit: Visit) -> bool:
    """Whether the visit looked everywhere it could, to the end, and the report was not there."""
    if visit.visit_class is VisitClass.ABSENT_UNCONFIRMED:
        return True
    return visit.visit_class in _UNSEEN and LOOKED_EVERYWHERE in visit.flags


def interval_of(visits: tuple[Visit, ...]) -> PublicationInterval:
    """The interval from all visits for one agency and year, in any order.

    A run proves that the report was not there only where each place it visited was read to its
    end without it; and where the report was seen later, that very place must be among them.
    """
    seen = [visit for visit in visits if visit.visit_class.has_report]
    first = min(seen, key=lambda visit: visit.ended_at, default=None)
    before = [
        min(visit.started_at for visit in run)
        for run in _by_run(visits)
        if all(has_proved_unseen(visit) for visit in run)
        and (first is None or any(visit.place_id == first.place_id for visit in run))
    ]
    if first is not None:
        before = [instant for instant in before if instant <= first.started_at]
    claim = min(
        (visit for visit in seen if visit.published_date is not None),
        key=lambda visit: (visit.published_date, visit.ended_at),
        default=None,
    )
    return PublicationInterval(
        not_before=local_date(max(before)) if before else None,
        not_after=local_date(first.ended_at) if first else None,
        claimed_date=claim.published_date if claim else None,
        claimed_basis=_trusted_basis(claim) if claim else None,
        claimed_dates={
            basis: min(visit.claimed_dates[basis] for visit in seen if basis in visit.claimed_dates)
            for basis in DateBasis
            if any(basis in visit.claimed_dates for visit in seen)
        },
    )


def _by_run(visits: tuple[Visit, ...]) -> list[list[Visit]]:
    runs: dict[str, list[Visit]] = {}
    for visit in visits:
        runs.setdefault(visit.run_id, []).append(visit)
    return list(runs.values())


def _trusted_basis(visit: Visit) -> DateBasis | None:
    return next((basis for basis in DateBasis if basis in visit.claimed_dates), None)
