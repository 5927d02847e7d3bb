"""Percentages of the narrative beside their numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit.claims.shares import changes_in, is_near, shares_in, shown, whole_of
from reading.numbers import numbers_in


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("予以公开42件，占51.85%；不予公开5件，占6.17%。", [(42, "51.85%"), (5, "6.17%")]),
        ("部分公开208件（17.46%），", [(208, "17.46%")]),
        ("网络申请15件，占总数的79%", [(15, "79%")]),
        ("公开信息326条，占全市的5%", []),
        ("网络申请15件，约占79%", []),
        ("网络申请15余件，占79%", []),
        ("收到申请15件，同比增长79%", []),
    ],
)
def test_shares(sentence: str, expected: list[tuple[int, str]]) -> None:
    found = [(share.number, share.percent.printed) for share in shares_in(sentence)]

    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("公开信息326条，比上年增加26条，增长8.67%。", [(326, 300)]),
        ("收到申请12件，较2022年的20件下降40%。", [(12, 20)]),
        ("2022年收到申请20件，2023年收到12件，下降40%。", [(12, 20)]),
        ("申请由上年的10件增加到12件，增长20%。", [(12, 10)]),
        ("收到申请270件，上年300件，同比下降10%。", [(270, 300)]),
        ("公开信息326条，增加阅读26次，增长8%。", []),
        ("收到申请12件，办结11件，增长8%。", []),
        ("收到申请12件，同比增长20%。", []),
        ("收到申请12件，比上年减少3件，增长20%。", []),
    ],
)
def test_changes(sentence: str, expected: list[tuple[int, int]]) -> None:
    assert [(change.new, change.old) for change in changes_in(sentence)] == expected


@pytest.mark.parametrize(
    ("printed", "is_right"),
    [("4.35%", True), ("4.34%", True), ("4.3%", True), ("4%", True), ("4.36%", False)],
)
def test_rounded_or_cut_off(printed: str, is_right: bool) -> None:
    (percent,) = numbers_in(printed)

    assert is_near(percent, Decimal(35) / 805) is is_right


def test_the_whole_is_what_most_shares_fit() -> None:
    shares = shares_in("公开258件，占33.9%；不予公开35件，占4.34%；无法提供265件，占32.9%。")

    assert whole_of(shares, [859, 805, 558]) == 805
    assert whole_of(shares, [859]) is None


def test_a_fraction_is_shown_with_two_digits() -> None:
    assert shown(Decimal(6) / 11) == "54.55%"
