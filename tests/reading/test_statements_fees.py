"""The processing fee, and licences and penalties made public, as the narrative tells of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reading.model import PartName, Statement, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

K = StatementKind
OVERVIEW = PartName.OVERVIEW
FEE_KINDS = {kind for kind in K if kind.value.startswith("processing_fee")}


def said(name: PartName, *paragraphs: str) -> tuple[Statement, ...]:
    return statements_of({name: part(name, "一、情况", paragraphs)}, ())


def fees(*paragraphs: str) -> list[tuple[object, ...]]:
    return [
        (s.kind, s.value, s.year)
        for s in said(PartName.OTHER_MATTERS, *paragraphs)
        if s.kind in FEE_KINDS
    ]


MENTIONED = K.PROCESSING_FEE_MENTIONED
UNCOLLECTED, UNNOTIFIED = K.PROCESSING_FEE_NONE_COLLECTED, K.PROCESSING_FEE_NONE_NOTIFIED
NOTICES, COLLECTED = K.PROCESSING_FEE_NOTICES, K.PROCESSING_FEE_COLLECTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年我局未收取信息处理费。", {(UNCOLLECTED, None, 2023), (MENTIONED, None, None)}),
        (
            "未向申请人收取政府信息公开信息处理费。",
            {(UNCOLLECTED, None, None), (MENTIONED, None, None)},
        ),
        ("本单位无收取信息处理费情况。", {(UNCOLLECTED, None, None), (MENTIONED, None, None)}),
        ("没有产生信息处理费。", {(UNCOLLECTED, None, None), (MENTIONED, None, None)}),
        ("信息处理费收取情况：无。", {(UNCOLLECTED, None, None), (MENTIONED, None, None)}),
        ("一年来未收取与政府信息公开有关的任何费用。", {(UNCOLLECTED, None, None)}),
        ("办理中未发生因依申请公开政府信息收取费用的情形。", {(UNCOLLECTED, None, None)}),
        ("办理依申请公开均未向申请人收取费用。", {(UNCOLLECTED, None, None)}),
        ("认真执行《政府信息公开信息处理费管理办法》。", {(MENTIONED, None, None)}),
        (
            "未发出信息处理费收费通知，未收取信息处理费。",
            {(UNNOTIFIED, None, None), (UNCOLLECTED, None, None), (MENTIONED, None, None)},
        ),
        (
            "全年发出信息处理费收费通知3件，总金额700元，实际收取300元。",
            {(NOTICES, 3, None), (COLLECTED, Decimal(300), None), (MENTIONED, None, None)},
        ),
        (
            "收取信息处理费共计0.05万元。",
            {(COLLECTED, Decimal(500), None), (MENTIONED, None, None)},
        ),
        ("发出3件信息处理费缴费通知。", {(NOTICES, 3, None), (MENTIONED, None, None)}),
        ("信息处理费：0元。", {(COLLECTED, Decimal(0), None), (MENTIONED, None, None)}),
        (
            "没有向申请人发出信息处理费收费通知。",
            {(UNNOTIFIED, None, None), (MENTIONED, None, None)},
        ),
        (
            "发出收费通知0件，总金额0元，未收取费用（政府信息公开信息处理费）。",
            {(NOTICES, 0, None), (UNCOLLECTED, None, None), (MENTIONED, None, None)},
        ),
        ("信息处理费应收取700元。", {(MENTIONED, None, None)}),
        ("信息处理费收取标准为每件100元。", {(MENTIONED, None, None)}),
        ("未违规收取信息处理费。", {(MENTIONED, None, None)}),
    ],
)
def test_processing_fee(text: str, expected: set[tuple[object, ...]]) -> None:
    found = fees(text)
    assert (set(found), len(found)) == (expected, len(expected))


@pytest.mark.parametrize(
    "text",
    [
        "收取行政事业性收费12.5万元。",
        "全年未收取停车费用。",
        "未收取行政事业性费用。",
        "无。",
        "申请人逾期未缴纳费用的，不再处理。",
    ],
)
def test_what_is_not_on_the_processing_fee(text: str) -> None:
    assert fees(text) == []


def test_a_heading_on_the_fee_with_nothing_below() -> None:
    assert fees("（一）信息处理费收取情况", "无。", "（二）其他") == [
        (MENTIONED, None, None),
        (UNCOLLECTED, None, None),
    ]


def decisions(text: str) -> list[tuple[object, ...]]:
    return [
        (s.value, s.topics, s.year)
        for s in said(OVERVIEW, text)
        if s.kind is K.LICENCES_PENALTIES_PUBLISHED
    ]


EVERY = ("licences", "penalties", "coercive_measures")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年在网站公开“双公示”信息57条。", [(57, EVERY[:2], 2019)]),
        ("在“互联网+监管”系统公开行政执法信息 33 条。", [(33, EVERY, None)]),
        ("公示行政许可信息57条，行政处罚信息4条。", [(57, EVERY[:1], None), (4, EVERY[1:2], None)]),
        ("公开行政许可和行政处罚结果57条。", [(57, EVERY[:2], None)]),
        ("及时上传57条双公示信息。", [(57, EVERY[:2], None)]),
        ("公开行政处罚决定书4份。", [(4, EVERY[1:2], None)]),
    ],
)
def test_licences_and_penalties_published(text: str, expected: list[tuple[object, ...]]) -> None:
    assert decisions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进行政权力公开，取消许可事项2项，完成行政许可1200项、行政处罚41项。",
        "公开“双公示”信息0条。",
        "公开行政许可事项清单57项。",
        "公开行政处罚裁量基准12条。",
        "公开“双随机、一公开”抽查信息15条。",
        "公开政府采购信息15条。",
        "作出行政处罚4件。",
    ],
)
def test_what_is_not_published_decisions(text: str) -> None:
    assert decisions(text) == []
