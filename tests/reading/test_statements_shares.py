"""Percentages of the narrative beside their numbers, and sweeping claims."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reading.model import PartName, Quantity, Statement, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

K = StatementKind


def said(text: str, *kinds: StatementKind) -> list[Statement]:
    parts = {PartName.OVERVIEW: part(PartName.OVERVIEW, "一、总体情况", [text])}
    return [s for s in statements_of(parts, ()) if s.kind in kinds]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("予以公开42件，占51.85%；不予公开5件，占6.17%。", [(42, "51.85"), (5, "6.17")]),
        ("部分公开208件（17.46%），不予公开9件。", [(208, "17.46")]),
        ("网络申请15件，占总数的79%。", [(15, "79")]),
        ("网络申请15件，占总数的百分之七十九。", [(15, "79")]),
        ("网络申请15件，占总数的7.90%。", [(15, "7.90")]),
        ("公开信息326条，占全市的5%。", []),
        ("网络申请15件，约占79%。", []),
        ("网络申请15余件，占79%。", []),
        ("收到申请15件，同比增长79%。", []),
    ],
)
def test_shares(sentence: str, expected: list[tuple[int, str]]) -> None:
    found = [(share.numbers[0].value, str(share.value)) for share in said(sentence, K.SHARE)]

    assert found == expected


def test_a_share_tells_its_place_its_words_and_the_numbers_before_it() -> None:
    (share,) = said("全年收到申请81件，其中网上申请42件，占51.85%。", K.SHARE)

    assert share == Statement(
        kind=K.SHARE,
        part=PartName.OVERVIEW,
        at="第一部分 第1句",
        quote="全年收到申请81件，其中网上申请42件，占51.85%",
        value=Decimal("51.85"),
        unit="%",
        numbers=(Quantity(value=42, unit="件"), Quantity(value=81, unit="件")),
    )


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
    found = [tuple(n.value for n in change.numbers) for change in said(sentence, K.CHANGE)]

    assert found == expected


SWEEPING = (
    *(K.REQUESTS_ALL_GRANTED, K.REQUESTS_NONE_REFUSED),
    *(K.REVIEWS_ALL_UPHELD, K.SUITS_ALL_UPHELD),
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("收到申请9件，均依法予以公开。", [(K.REQUESTS_ALL_GRANTED, "均依法予以公开", None)]),
        ("2022年收到申请9件，全部予以公开。", [(K.REQUESTS_ALL_GRANTED, "全部予以公开", 2022)]),
        ("对申请没有不予公开的情形。", [(K.REQUESTS_NONE_REFUSED, "没有不予公开", None)]),
        ("对申请没有不予公开信息。", []),
        ("决算均予以公开。", []),
        (
            "信息公开类行政复议7件，诉讼9件，均获维持。",
            [(K.REVIEWS_ALL_UPHELD, "均获维持", None), (K.SUITS_ALL_UPHELD, "均获维持", None)],
        ),
        (
            "政府信息公开行政复议2件，结果均为维持。",
            [(K.REVIEWS_ALL_UPHELD, "结果均为维持", None)],
        ),
        ("房屋征收行政复议2件，均获维持。", []),
        ("作为复议机关办理政府信息公开行政复议2件，均获维持。", []),
        ("政府信息公开行政复议2件，维持1件。", []),
    ],
)
def test_sweeping_claims(
    sentence: str, expected: list[tuple[StatementKind, str, int | None]]
) -> None:
    assert [(s.kind, s.quote, s.year) for s in said(sentence, *SWEEPING)] == expected
