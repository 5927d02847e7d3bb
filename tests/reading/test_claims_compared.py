"""Claims as they are compared with those that a reader wrote down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bench.claims import Claim, compared, value_of
from bench.expected import Expected
from reading.model import Actor, Media, ReportReading, Statement, StatementKind

K = StatementKind


def claim(kind: StatementKind, value: int | Decimal | None = None, **more: object) -> Statement:
    return Statement(kind=kind, part=None, at="正文前 第1句", quote="", value=value, **more)  # type: ignore[arg-type]


def reading(*statements: Statement) -> ReportReading:
    return ReportReading(
        media=Media.TEXT, title=None, agency=None, year=None, year_basis=None, edition=None,
        preamble=(), parts={}, figures={}, statements=statements,
    )  # fmt: skip


def answers(
    told: tuple[Statement, ...],
    written: list[Claim],
    doubtful: tuple[Claim, ...] = (),
    *,
    year: int = 2023,
    is_every_claim: bool = True,
) -> list[tuple[str, bool | None]]:
    expected = Expected(
        figures={}, year=year, statements=written, doubtful=doubtful,
        is_every_claim=is_every_claim,
    )  # fmt: skip
    return list(compared(reading(*told), expected).answers())


def test_right_wrong_and_unread() -> None:
    told = (claim(K.REQUESTS_RECEIVED, 9), claim(K.REQUESTS_CONCLUDED, 8))
    written = [("requests_received", "9"), ("requests_concluded", "7")]
    assert answers(told, written) == [
        ("requests_received", True),
        ("requests_concluded", False),
        ("requests_concluded", None),
    ]


def test_each_counts_as_often_as_it_is_told() -> None:
    told = (claim(K.COUNT_PART, 1), claim(K.COUNT_PART, 1))
    assert answers(told, [("count_part", "1")]) == [("count_part", True), ("count_part", False)]
    assert answers(told[:1], [("count_part", "1"), ("count_part", "1")]) == [
        ("count_part", True),
        ("count_part", None),
    ]


def test_a_doubtful_claim_is_neither() -> None:
    told = (claim(K.INFORMATION_PUBLISHED, 20),)
    assert answers(told, [], (("information_published", "20"),)) == []
    assert answers((), [], (("information_published", "20"),)) == []


@pytest.mark.parametrize("actor", [Actor.DRAFTED, Actor.JOINT, Actor.OTHERS, Actor.UNCLEAR])
def test_the_work_of_others_is_not_compared(actor: Actor) -> None:
    told = (claim(K.DOCUMENTS_MADE, 2, actor=actor),)
    assert answers(told, []) == []
    assert answers(told, [("documents_made", "2")]) == [("documents_made", None)]


def test_no_reviews_and_suits_are_none_of_either() -> None:
    told = (claim(K.REVIEWS, 0), claim(K.SUITS, 0))
    both = [("reviews", True), ("suits", True)]
    assert answers(told, [("reviews_and_suits", "0")]) == both
    assert answers(told, [], (("reviews_and_suits", "0"),)) == []
    assert answers(told, [("reviews_and_suits", "7")]) == [
        ("reviews", False), ("suits", False), ("reviews_and_suits", None),
    ]  # fmt: skip


def test_what_has_no_value_in_the_comparison() -> None:
    told = (claim(K.REQUESTS_ALL_CONCLUDED, 9), claim(K.PROBLEM), claim(K.MEASURE))
    assert answers(told, [("requests_all_concluded", "")]) == [("requests_all_concluded", True)]


def test_the_fee_named_beside_a_more_exact_claim() -> None:
    named = claim(K.PROCESSING_FEE_MENTIONED)
    none = claim(K.PROCESSING_FEE_NONE_COLLECTED)
    exact = ("processing_fee_none_collected", "")
    assert answers((named, none), [exact]) == [(exact[0], True)]
    assert answers((named,), [exact]) == [(exact[0], None)]
    assert answers((named,), []) == [("processing_fee_mentioned", False)]
    assert answers((named, none), [exact], year=2020) == []


def test_a_list_that_is_not_whole_judges_its_own_kinds() -> None:
    told = (claim(K.REQUESTS_RECEIVED, 9), claim(K.COUNT_WHOLE, 9))
    written = [("requests_received", "8")]
    assert answers(told, written, is_every_claim=False) == [
        ("requests_received", False),
        ("requests_received", None),
    ]


def test_values_as_they_are_written_down() -> None:
    start, end = date(2023, 1, 1), date(2023, 12, 31)
    period = claim(K.STATISTICS_PERIOD, start=start, end=end)
    assert value_of(period) == "2023-01-01 2023-12-31"
    assert value_of(claim(K.FEES_COLLECTED, Decimal("6703763.750000"))) == "6703763.75"
    assert value_of(claim(K.FEES_COLLECTED, Decimal(100))) == "100"
    assert value_of(claim(K.PROCESSING_FEE_MENTIONED)) == ""
