"""The interval of publication, from all visits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from archive.model import DateBasis, VisitClass
from ledger.model import PublicationInterval
from ledger.publication import interval_of

CLAIMS = {DateBasis.LABEL: date(2024, 1, 30), DateBasis.LIST: date(2024, 1, 31)}


def seen(not_before: date | None, not_after: date) -> PublicationInterval:
    return PublicationInterval(
        not_before=not_before,
        not_after=not_after,
        claimed_date=date(2024, 1, 30),
        claimed_basis=DateBasis.LABEL,
        claimed_dates=CLAIMS,
    )


def test_without_visits_nothing_is_known() -> None:
    assert interval_of(()) == PublicationInterval(claimed_dates={})


def test_from_not_seen_to_collected(given: Any) -> None:
    visits = (
        given.visit(1, VisitClass.NOT_SEEN),
        given.visit(2, VisitClass.ABSENT_UNCONFIRMED),
        given.visit(3, VisitClass.TIMEOUT),
        given.visit(4),
        given.visit(5),
        given.visit(6, VisitClass.NOT_SEEN),  # removed later: that says nothing of the beginning
    )
    expected = seen(date(2024, 2, 6), date(2024, 2, 8))
    assert interval_of(visits) == expected
    assert interval_of(visits[::-1]) == expected


@pytest.mark.parametrize(
    "failure",
    [
        VisitClass.TIMEOUT,
        VisitClass.COLUMN_MISSING,
        VisitClass.INCOMPLETE_LIST,
        VisitClass.ROBOTS_DISALLOW,
    ],
)
def test_a_failed_visit_proves_no_absence(given: Any, failure: VisitClass) -> None:
    assert interval_of((given.visit(1, failure), given.visit(2))) == seen(None, date(2024, 2, 6))


def test_one_place_that_failed_spoils_the_proof_of_the_other(given: Any) -> None:
    visits = (
        given.visit(1, VisitClass.NOT_SEEN),
        given.visit(1, VisitClass.HTTP_5XX, "edu-platform"),
        given.visit(2),
    )
    assert interval_of(visits) == seen(None, date(2024, 2, 6))


def test_the_place_where_it_was_found_must_have_been_looked_at(given: Any) -> None:
    visits = (given.visit(1, VisitClass.NOT_SEEN), given.visit(2, place_id="edu-platform"))
    assert interval_of(visits) == seen(None, date(2024, 2, 6))


def test_the_earliest_claim_of_any_place_counts(given: Any) -> None:
    early = given.visit(
        2, place_id="edu-platform", claimed_dates={DateBasis.META: date(2024, 1, 12)}
    )
    assert interval_of((given.visit(1), early)) == PublicationInterval(
        not_after=date(2024, 2, 5),
        claimed_date=date(2024, 1, 12),
        claimed_basis=DateBasis.META,
        claimed_dates={**CLAIMS, DateBasis.META: date(2024, 1, 12)},
    )


def test_days_are_those_of_shanghai(given: Any) -> None:
    late = given.visit(
        1, started_at=given.day(1).replace(hour=17), ended_at=given.day(1).replace(hour=18)
    )
    assert interval_of((late,)).not_after == date(2024, 2, 6)


def test_the_ledger_gives_the_same(given: Any, ledger: Any) -> None:
    for number, visit_class in enumerate((VisitClass.NOT_SEEN, VisitClass.COLLECTED), start=1):
        ledger.begin_run(given.run(number))
        ledger.record_visits([given.visit(number, visit_class)])
    assert ledger.publication_of("edu", 2023) == seen(date(2024, 2, 5), date(2024, 2, 6))


@pytest.mark.parametrize("unseen", [VisitClass.NOT_SEEN, VisitClass.COLUMN_EMPTY])
def test_a_visit_that_did_not_look_everywhere_proves_no_absence(
    given: Any, unseen: VisitClass
) -> None:
    assert interval_of((given.visit(1, unseen), given.visit(2))) == seen(
        date(2024, 2, 5), date(2024, 2, 6)
    )
    assert interval_of((given.visit(1, unseen, flags=()), given.visit(2))) == seen(
        None, date(2024, 2, 6)
    )
