from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.model import Visit, VisitClass
from registry.model import Place
from spiders.outcome import LOOKED_EVERYWHERE
from workflow.choice import Choice, choose

OWN = Place(place_id="own", agency_id="edu", home_url="http://own.example/")
PLATFORM = Place(place_id="platform", agency_id="edu", home_url="http://platform.example/")
C, N, A, T = (
    VisitClass.COLLECTED,
    VisitClass.NOT_SEEN,
    VisitClass.ABSENT_UNCONFIRMED,
    VisitClass.TIMEOUT,
)


def visit(place: Place, visit_class: VisitClass, day: int = 1) -> Visit:
    at = datetime(2024, 2, day, 1, tzinfo=UTC)
    return Visit(
        run_id=f"r{day}",
        place_id=place.place_id,
        agency_id="edu",
        year=2023,
        visit_class=visit_class,
        started_at=at,
        ended_at=at + timedelta(minutes=1),
        tried=(f"打开 {place.home_url}",),
        flags=(LOOKED_EVERYWHERE,) if visit_class is VisitClass.NOT_SEEN else (),
    )


BOTH = ("打开 http://own.example/", "打开 http://platform.example/")


def test_without_places_or_visits() -> None:
    assert choose((), ()) == Choice(reason="名录中没有该机关的公布位置")
    assert choose((OWN,), ()) == Choice(reason="尚有公布位置未访问")
    assert choose((OWN, PLATFORM), (visit(OWN, A),)) == Choice(
        reason="尚有公布位置未访问", tried=BOTH[:1]
    )


def test_a_report_at_any_place_counts_in_the_order_of_the_registry() -> None:
    absent, seen = visit(OWN, A), visit(PLATFORM, C)
    assert choose((OWN, PLATFORM), (absent, seen)) == Choice(visits=(seen,), tried=BOTH)
    both = (visit(PLATFORM, C), visit(OWN, C))
    assert choose((OWN, PLATFORM), both) == Choice(visits=both[::-1], tried=BOTH)


@pytest.mark.parametrize(
    ("own", "platform", "speaks"),
    [(A, A, A), (A, N, N), (N, A, N), (A, T, T), (T, A, T), (N, VisitClass.COLUMN_EMPTY, None)],
)
def test_the_least_that_any_place_knows_is_all_that_is_known(
    own: VisitClass, platform: VisitClass, speaks: VisitClass | None
) -> None:
    visits = (visit(OWN, own), visit(PLATFORM, platform))
    (chosen,) = choose((OWN, PLATFORM), visits).visits
    assert chosen.visit_class is (speaks or VisitClass.COLUMN_EMPTY)


def test_the_last_visit_to_a_place_speaks() -> None:
    visits = (visit(OWN, T, 1), visit(OWN, C, 2))
    assert choose((OWN,), visits) == Choice(visits=visits[1:], tried=BOTH[:1])


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (T, "最近一次核查未能完成，沿用此前采集的年报"),
        (N, "此前已采集，最近一次核查未再见到，待人工核实"),
        (A, "此前已采集，最近一次核查未再见到，待人工核实"),
    ],
)
def test_what_was_collected_before_stays_held(later: VisitClass, reason: str) -> None:
    visits = (visit(OWN, C, 1), visit(OWN, C, 2), visit(OWN, later, 3))
    assert choose((OWN,), visits) == Choice(visits=visits[1:2], reason=reason, tried=BOTH[:1])


def test_places_out_of_the_registry_do_not_speak() -> None:
    assert choose((OWN,), (visit(OWN, A), visit(PLATFORM, T))) == Choice(
        visits=(visit(OWN, A),), tried=BOTH[:1]
    )
