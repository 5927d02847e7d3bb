"""When a report was published, as far as all visits together can tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from archive.model import DateBasis, Visit, VisitClass
from config.clock import local_date
from ledger.model import PublicationInterval
from spiders.outcome import BETWEEN_VISITS, LOOKED_EVERYWHERE

_UNSEEN = frozenset({VisitClass.NOT_SEEN, VisitClass.COLUMN_EMPTY})


def has_proved_unseen(visit: Visit) -> bool:
    """Whether the visit looked everywhere it could, to the end, and the report was not there."""
    if visit.visit_class is VisitClass.ABSENT_UNCONFIRMED:
        return True
    return visit.visit_class in _UNSEEN and LOOKED_EVERYWHERE in visit.flags


def has_proved_absent(visit: Visit) -> bool:
    """Whether two whole visits a day apart, after the due date, found the same: ``visit`` is last.

    An empty column is one way to be nowhere. Whether the agency has not published a person says.
    """
    return visit.visit_class is not VisitClass.NOT_SEEN and has_proved_unseen(visit)


def interval_of(visits: tuple[Visit, ...]) -> PublicationInterval:
    """The interval from all visits for one agency and year, in any order.

    A run proves that the report was not there only where each place it visited was read to its
    end without it, and every place that ever showed the report is among them: it may have stood
    at one that nobody looked at.
    """
    seen = [visit for visit in visits if visit.visit_class.has_report]
    first, before = first_sight(visits), last_proof(visits)
    claim = min(
        (visit for visit in seen if visit.published_date is not None),
        key=lambda visit: (visit.published_date, visit.ended_at),
        default=None,
    )
    return PublicationInterval(
        not_before=local_date(min(visit.started_at for visit in before)) if before else None,
        not_after=local_date(first.ended_at) if first else None,
        claimed_date=claim.published_date if claim else None,
        claimed_basis=_trusted_basis(claim) if claim else None,
        claimed_dates={
            basis: min(visit.claimed_dates[basis] for visit in seen if basis in visit.claimed_dates)
            for basis in DateBasis
            if any(basis in visit.claimed_dates for visit in seen)
        },
    )


def first_sight(visits: tuple[Visit, ...]) -> Visit | None:
    """The first visit that collected the report."""
    seen = (visit for visit in visits if visit.visit_class.has_report)
    return min(seen, key=lambda visit: visit.ended_at, default=None)


def last_proof(visits: tuple[Visit, ...]) -> tuple[Visit, ...]:
    """The visits of the last run, before the first sight, that proves the report was not there."""
    first = first_sight(visits)
    shown_at = {visit.place_id for visit in visits if visit.visit_class.has_report}
    proofs = [
        run
        for run in _by_run(visits)
        if all(has_proved_unseen(visit) for visit in run)
        and shown_at <= {visit.place_id for visit in run}
        and (first is None or _begun(run) <= first.started_at)
    ]
    return max(proofs, key=_begun, default=())


def _begun(run: tuple[Visit, ...]) -> datetime:
    return min(visit.started_at for visit in run)


def _by_run(visits: tuple[Visit, ...]) -> list[tuple[Visit, ...]]:
    runs: dict[str, tuple[Visit, ...]] = {}
    for visit in visits:
        runs[visit.run_id] = (*runs.get(visit.run_id, ()), visit)
    return list(runs.values())


def _trusted_basis(visit: Visit) -> DateBasis | None:
    return next((basis for basis in DateBasis if basis in visit.claimed_dates), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A report that was seen and then no longer: days in Asia/Shanghai.

    ``is_proved`` where, after the last sight, each place that had shown it was looked through to
    the end twice, a day apart, and no place of the agency is left unknown.
    """

    last_seen: date
    unseen_since: date
    is_proved: bool


def removal_of(visits: tuple[Visit, ...], places: Collection[str]) -> Removal | None:
    """Whether the report is gone; ``places`` are all places of the agency that are watched.

    ``None`` where it was never seen, or where the last visit to some place saw it, failed, or did
    not look everywhere: only our not knowing lies there.
    """
    made = sorted((v for v in visits if v.place_id in places), key=lambda visit: visit.started_at)
    sights = {visit.place_id: visit for visit in made if visit.visit_class.has_report}
    latest = {visit.place_id: visit for visit in made}
    if not sights or not all(has_proved_unseen(visit) for visit in latest.values()):
        return None
    last = max(visit.ended_at for visit in sights.values())
    looks = {
        place: [
            visit
            for visit in made
            if visit.place_id == place
            and visit.started_at > sight.started_at
            and has_proved_unseen(visit)
        ]
        for place, sight in sights.items()
    }
    # It is gone from the day on which the last of the places that had shown it was found empty.
    since = max(found[0].started_at for found in looks.values())
    is_twice = all(
        found[-1].started_at - found[0].ended_at >= BETWEEN_VISITS for found in looks.values()
    )
    return Removal(
        last_seen=local_date(last),
        unseen_since=local_date(since),
        is_proved=is_twice and set(places) <= latest.keys(),
    )


class Bearing(StrEnum):
    """What a visit proves of the time of publication."""

    SEEN = "seen"
    UNSEEN = "unseen"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"seen": "见到", "unseen": "完整核查未见到", "nothing": "不作依据"}[self.value]


def bearing_of(visit: Visit) -> Bearing:
    """What a visit proves: a failure, or one that did not look everywhere, proves nothing."""
    if visit.visit_class.has_report:
        return Bearing.SEEN
    return Bearing.UNSEEN if has_proved_unseen(visit) else Bearing.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Visits to one place, one after another, that came out alike; days in Asia/Shanghai.

    ``visit_class`` is the outcome where they prove nothing, and of the first of them otherwise.
    """

    place_id: str
    bearing: Bearing
    visit_class: VisitClass
    first_day: date
    last_day: date
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A day of publication that a place stated, and from when to when it was seen to state it."""

    place_id: str
    basis: DateBasis
    day: date
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationWorking:
    """All that the visits say of when a report was published, and how the interval follows.

    ``last_proof`` are the visits behind ``not_before``, ``first_sight`` the one behind
    ``not_after``. ``stretches`` are all visits by place, ``claims`` all days ever stated.
    """

    interval: PublicationInterval
    last_proof: tuple[Visit, ...]
    first_sight: Visit | None
    stretches: tuple[Stretch, ...]
    claims: tuple[Claim, ...]
    removal: Removal | None


def working_of(visits: tuple[Visit, ...], places: Collection[str]) -> PublicationWorking:
    """The working; ``places`` are all places of the agency that are watched, and only they count.

    A place that the registry no longer names may have been named by mistake.
    """
    made = tuple(
        sorted((v for v in visits if v.place_id in places), key=lambda visit: visit.started_at)
    )
    return PublicationWorking(
        interval=interval_of(made),
        last_proof=last_proof(made),
        first_sight=first_sight(made),
        stretches=_stretches(made),
        claims=_claims(made),
        removal=removal_of(made, places),
    )


def _stretches(visits: tuple[Visit, ...]) -> tuple[Stretch, ...]:
    in_places = sorted(visits, key=lambda visit: visit.place_id)
    return tuple(_stretch(tuple(group)) for _, group in groupby(in_places, _alike))


def _alike(visit: Visit) -> tuple[str, Bearing, VisitClass | None]:
    """Of what proves something, it does not matter how the visit calls it."""
    bearing = bearing_of(visit)
    return visit.place_id, bearing, visit.visit_class if bearing is Bearing.NOTHING else None


def _stretch(group: tuple[Visit, ...]) -> Stretch:
    return Stretch(
        place_id=group[0].place_id,
        bearing=bearing_of(group[0]),
        visit_class=group[0].visit_class,
        first_day=local_date(group[0].started_at),
        last_day=local_date(group[-1].ended_at),
        visits=len(group),
    )


def _claims(visits: tuple[Visit, ...]) -> tuple[Claim, ...]:
    claims: dict[tuple[str, DateBasis, date], Claim] = {}
    for visit in visits:
        seen = local_date(visit.ended_at)
        for basis, day in visit.claimed_dates.items() if visit.visit_class.has_report else ():
            key = visit.place_id, basis, day
            claim = Claim(place_id=key[0], basis=basis, day=day, first_seen=seen, last_seen=seen)
            claims[key] = replace(claims.get(key, claim), last_seen=seen)
    order = list(DateBasis)
    return tuple(
        sorted(claims.values(), key=lambda one: (one.place_id, order.index(one.basis), one.day))
    )
