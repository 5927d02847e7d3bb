"""The working behind the interval: every visit, every claim, and whether the report is gone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from archive.model import DateBasis, VisitClass
from ledger.publication import (
    Bearing,
    Claim,
    Removal,
    Stretch,
    bearing_of,
    interval_of,
    removal_of,
    working_of,
)

OWN, PLATFORM = "edu-own", "edu-platform"
UNSEEN = VisitClass.NOT_SEEN


def on(day: int) -> date:
    """A day of February; run 1 is that of the 5th."""
    return date(2024, 2, day)


def test_a_place_that_nobody_looked_at_may_have_shown_it(given: Any) -> None:
    """The platform had it later: that only our own site was looked at proves nothing."""
    visits = (
        given.visit(1, UNSEEN),
        given.visit(2),
        given.visit(2, place_id=PLATFORM, ended_at=given.day(2) + timedelta(minutes=9)),
    )
    assert interval_of(visits).not_before is None
    both = (*visits, given.visit(1, UNSEEN, PLATFORM))
    assert interval_of(both).not_before == on(5)


def test_every_visit_and_every_claim_stand_in_the_working(given: Any) -> None:
    redated = {DateBasis.LABEL: date(2024, 1, 12)}
    visits = (
        given.visit(1, UNSEEN),
        given.visit(2, UNSEEN),
        given.visit(3, VisitClass.TIMEOUT),
        given.visit(4),
        given.visit(5),
        given.visit(6, claimed_dates=redated),
        given.visit(7, place_id="edu-former"),
    )
    working = working_of(visits[::-1], {OWN})
    assert [visit.run_id for visit in working.last_proof] == ["r2"]
    assert working.first_sight == visits[3]
    assert (working.interval.not_before, working.interval.not_after) == (on(6), on(8))

    def stretch(bearing: Bearing, visit_class: VisitClass, first: int, last: int) -> Stretch:
        return Stretch(
            place_id=OWN,
            bearing=bearing,
            visit_class=visit_class,
            first_day=on(first),
            last_day=on(last),
            visits=last - first + 1,
        )

    assert working.stretches == (
        stretch(Bearing.UNSEEN, UNSEEN, 5, 6),
        stretch(Bearing.NOTHING, VisitClass.TIMEOUT, 7, 7),
        stretch(Bearing.SEEN, VisitClass.COLLECTED, 8, 10),
    )

    def claim(basis: DateBasis, day: date, first: int, last: int) -> Claim:
        return Claim(place_id=OWN, basis=basis, day=day, first_seen=on(first), last_seen=on(last))

    assert working.claims == (
        claim(DateBasis.LABEL, date(2024, 1, 12), 10, 10),
        claim(DateBasis.LABEL, date(2024, 1, 30), 8, 9),
        claim(DateBasis.LIST, date(2024, 1, 31), 8, 9),
    )
    assert working.removal is None


def test_what_a_visit_proves(given: Any) -> None:
    assert bearing_of(given.visit(1)) is Bearing.SEEN
    assert bearing_of(given.visit(1, UNSEEN)) is Bearing.UNSEEN
    assert bearing_of(given.visit(1, UNSEEN, flags=())) is Bearing.NOTHING
    assert bearing_of(given.visit(1, VisitClass.HTTP_5XX)) is Bearing.NOTHING


GONE = Removal(last_seen=on(5), unseen_since=on(6), is_proved=True)


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ((UNSEEN,), Removal(last_seen=on(5), unseen_since=on(6), is_proved=False)),
        ((UNSEEN, UNSEEN, UNSEEN), GONE),
        ((UNSEEN, VisitClass.TIMEOUT, UNSEEN), GONE),
        ((UNSEEN, UNSEEN, UNSEEN, VisitClass.TIMEOUT), None),
        ((UNSEEN, UNSEEN, UNSEEN, VisitClass.COLLECTED), None),
        ((VisitClass.TIMEOUT,), None),
        ((), None),
    ],
)
def test_a_report_is_gone_where_whole_visits_say_so(
    given: Any, classes: tuple[VisitClass, ...], expected: Removal | None
) -> None:
    visits = tuple(
        given.visit(number, visit_class)
        for number, visit_class in enumerate((VisitClass.COLLECTED, *classes), start=1)
    )
    assert removal_of(visits, {OWN}) == expected


def test_what_was_never_seen_is_not_gone(given: Any) -> None:
    assert removal_of((given.visit(1, UNSEEN), given.visit(3, UNSEEN)), {OWN}) is None


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        (VisitClass.COLLECTED, None),
        (VisitClass.TIMEOUT, None),
        (UNSEEN, GONE),
        (None, Removal(last_seen=on(5), unseen_since=on(6), is_proved=False)),
    ],
)
def test_no_place_may_be_left_unknown(
    given: Any, elsewhere: VisitClass | None, expected: Removal | None
) -> None:
    visits = [given.visit(1), given.visit(2, UNSEEN), given.visit(4, UNSEEN)]
    if elsewhere is not None:
        visits.append(given.visit(4, elsewhere, PLATFORM))
    assert removal_of(tuple(visits), {OWN, PLATFORM}) == expected
