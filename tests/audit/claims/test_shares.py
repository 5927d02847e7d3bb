"""Whether percentages fit their numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit.claims.shares import by_sentence, change_told, is_near, shown, whole_of
from reading.model import PartName, Statement, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

SHARES = ("公开258件，占33.9%；不予公开35件，占4.34%；无法提供265件，占32.9%。",)


def said(*sentences: str) -> list[Statement]:
    parts = {PartName.OVERVIEW: part(PartName.OVERVIEW, "一、总体情况", sentences)}
    kinds = (StatementKind.SHARE, StatementKind.CHANGE)
    return [s for s in statements_of(parts, ()) if s.kind in kinds]


@pytest.mark.parametrize(
    ("printed", "is_right"),
    [("4.35%", True), ("4.34%", True), ("4.3%", True), ("4%", True), ("4.36%", False)],
)
def test_rounded_or_cut_off(printed: str, is_right: bool) -> None:
    (share,) = said(f"不予公开35件，占{printed}。")

    assert is_near(share, Decimal(35) / 805) is is_right


def test_the_whole_is_what_most_shares_fit() -> None:
    shares = said(*SHARES)

    assert whole_of(shares, [859, 805, 558]) == 805
    assert whole_of(shares, [859]) is None


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("收到申请81件，其中网上申请42件，占60%。", 81),
        ("收到申请81件，公开信息90条，网上申请42件，占60%。", 81),
        ("收到申请81件，办结80件，网上申请42件，占60%。", None),
        ("收到申请40件，网上申请42件，占60%。", None),
    ],
)
def test_a_single_share_is_of_the_one_number_before_it(sentence: str, whole: int | None) -> None:
    assert whole_of(said(sentence), []) == whole


def test_shares_of_one_sentence_are_of_one_whole() -> None:
    shares = said(*SHARES, "信函申请9件，占90%。")

    assert [len(one) for one in by_sentence(shares)] == [3, 1]


def test_by_how_much_a_number_changed() -> None:
    (change,) = said("收到申请12件，较2022年的20件下降40%。")

    assert change_told(change) == Decimal("0.4")


def test_a_fraction_is_shown_with_two_digits() -> None:
    assert shown(Decimal(6) / 11) == "54.55%"
