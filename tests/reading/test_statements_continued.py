"""Claims over several sentences, in brackets, under headings told as sentences, and in lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reading.model import PartName, Statement, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

K = StatementKind
OVERVIEW = PartName.OVERVIEW


def said(*paragraphs: str, year: int | None = None) -> tuple[Statement, ...]:
    return statements_of({OVERVIEW: part(OVERVIEW, "一、总体情况", paragraphs)}, (), year=year)


def claims(*paragraphs: str) -> list[tuple[str, object]]:
    return [(s.kind.value, s.value) for s in said(*paragraphs)]


def test_among_them_at_the_head_of_a_sentence_breaks_down_the_one_before() -> None:
    found = said("通过网站主动公开信息60条。其中，文件类20条，动态类40条。")
    assert [(s.kind.value, s.value, s.key, s.breakdown_of) for s in found[1:]] == [
        ("count_whole", 60, "第一部分 第1句/1", None),
        ("count_part", 20, None, "第一部分 第1句/1"),
        ("count_part", 40, None, "第一部分 第1句/1"),
    ]


def test_results_after_a_full_stop_are_of_those_concluded() -> None:
    assert claims(
        "受理政府信息公开申请20件，办结18件（含上年结转3件），均在期限内答复。"
        "其中，予以公开及部分公开10件（55.6%），不予公开8件。"
    ) == [
        ("requests_received", 20),
        ("requests_concluded", 18),
        ("count_whole", 18),
        ("requests_carried_in", 3),
        ("requests_granted_or_partial", 10),
        ("count_part", 10),
        ("share", Decimal("55.6")),
        ("requests_refused", 8),
        ("count_part", 8),
    ]


def test_ways_after_a_full_stop_are_of_those_received() -> None:
    found = said("收到政府信息公开申请20件，办结18件。其中，网络申请15件，信函申请5件。")
    assert [(s.kind.value, s.value) for s in found if s.key] == [("count_whole", 20)]
    assert [s.value for s in found if s.kind is K.REQUESTS_BY_CHANNEL] == [15, 5]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息60条，公告40条。其中，文件类20条，动态类40条。",  # of which of the two
        "公开信息60条。其中，召开发布会3次。",
        "公开信息60条。文件类20条，动态类40条。",
        "公开信息60余篇。其中，访问量20次。",
    ],
)
def test_what_is_no_breakdown_of_the_sentence_before(text: str) -> None:
    assert not {kind for kind, _ in claims(text)} & {"count_whole", "count_part"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("回应关切9次，其中：组织访谈2次，召开发布会4次，在线直播3次。", [2, 4, 3]),
        ("公开信息60条，其中公告50条，答复咨询3条，其他信息7条。", [50, 3, 7]),
        ("发布信息60条，其中动态信息50条，回应关切信息10条。", [50, 10]),
        ("爆款60条，其中3条播放破亿、7条破千万、50条破百万。", [3, 7, 50]),
        # the same applications, counted twice
        ("收到申请10件，其中受理10件，答复10件。", []),
        ("公开信息60条，其中公告50条，答复咨询3条。", [50]),
    ],
)
def test_acts_in_a_breakdown(text: str, parts: list[int]) -> None:
    assert [value for kind, value in claims(text) if kind == "count_part"] == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "办结信息公开申请17件（含上年结转2件，另有3件申请依法顺延至下年度答复）。",
            [("requests_concluded", 17), ("requests_carried_in", 2), ("requests_carried_out", 3)],
        ),
        ("办结许可事项17件（含上年结转2件）。", []),
        ("办结信息公开申请17件（信访工单结转下年度3件）。", [("requests_concluded", 17)]),
    ],
)
def test_carried_over_in_brackets(text: str, expected: list[tuple[str, object]]) -> None:
    assert claims(text) == expected


def test_brackets_speak_of_the_year_of_their_sentence() -> None:
    found = said("2022年办结信息公开申请17件（含上年结转2件）。")
    assert [(s.kind, s.year) for s in found] == [
        (K.REQUESTS_CONCLUDED, 2022), (K.REQUESTS_CARRIED_IN, 2022),
    ]  # fmt: skip


def test_a_heading_told_as_a_sentence_is_a_heading() -> None:
    assert claims("总体平稳。（二）依申请公开方面。全年收到申请9件，办结8件。") == [
        ("requests_received", 9),
        ("requests_concluded", 8),
    ]
    assert claims("总体平稳。（二）审批服务方面。全年收到申请9件，办结8件。") == []
    assert claims("（二）依申请公开方面。全年平稳。（三）审批服务方面。全年收到申请9件。") == []


def test_a_sentence_that_speaks_on() -> None:
    assert claims("发生1件政府信息公开行政复议。涉及的行政诉讼数为0件。") == [
        ("reviews", 1),
        ("suits", 0),
    ]
    assert claims("发生1件政府信息公开行政复议。全年行政诉讼数为7件。") == [("reviews", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年度受理政府信息公开行政复议1件，未受理行政诉讼案件。", [("reviews", 1), ("suits", 0)]),
        ("本年度受理政府信息公开行政复议1件。", []),  # perhaps heard as the organ of review
        ("作好信息公开行政复议、行政诉讼应诉，全年办理相关案件7件。", [("reviews_and_suits", 7)]),
        ("作好行政复议、行政诉讼应诉，全年办理相关案件7件。", []),
        ("作好信息公开行政复议、行政诉讼应诉，全年办理案件7件。", []),
    ],
)
def test_cases_by_other_words(text: str, expected: list[tuple[str, object]]) -> None:
    assert claims(text) == expected


RECEIVED, ALL, DONE = "requests_received", "requests_all_concluded", "requests_concluded"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到信息公开申请9件，办结率100%。", [(RECEIVED, 9), (ALL, 9)]),
        ("收到信息公开申请9件，均已答复，办结率100%。", [(RECEIVED, 9), (ALL, 9)]),
        ("受理信息公开申请9件，受理的申请已按期答复。", [(RECEIVED, 9), (ALL, 9)]),
        ("办理信息公开申请9件，均按期答复。", [(ALL, None)]),
        ("对收到的信息公开申请，认真受理，全部按时答复完毕。", [(ALL, None)]),
        ("受理信息公开申请9件；共办理8件，结转下年度1件。", [
            (RECEIVED, 9), (DONE, 8), ("requests_carried_out", 1),
        ]),
        ("在办结的信息公开申请中，同意公开答复9件。", [("requests_granted", 9)]),
        # other rates and matters, or of those concluded alone
        ("收到信息公开申请9件，按时办结率100%。", [(RECEIVED, 9)]),
        ("收到信息公开申请9件，办结率90%。", [(RECEIVED, 9)]),
        ("收到信息公开申请9件，信箱留言办结率100%。", [(RECEIVED, 9)]),
        ("收到信息公开申请9件，办结8件，办结率100%。", [(RECEIVED, 9), (DONE, 8)]),
        ("收到信息公开申请9件，办结8件，均按期答复。", [(RECEIVED, 9), (DONE, 8)]),
        ("收到信息公开申请9件，共办理信访8件，结转下年度1件。", [
            (RECEIVED, 9), ("requests_carried_out", 1),
        ]),
        ("收到信息公开申请9件，共办理8件。", [(RECEIVED, 9)]),
    ],
)  # fmt: skip
def test_all_concluded_by_other_words(text: str, expected: list[tuple[str, object]]) -> None:
    assert claims(text) == expected


def test_the_processing_fee_is_none_before_it_was_brought_in() -> None:
    text = "全年未收取信息公开相关费用。"
    none = K.PROCESSING_FEE_NONE_COLLECTED
    assert [s.kind for s in said(text)] == [none]
    assert [s.kind for s in said(text, year=2021)] == [none]
    assert [s.kind for s in said(text, year=2019)] == []
    named = said("全年未收取信息处理费。", year=2020)
    assert [s.kind for s in named if s.kind is none] == [none]
