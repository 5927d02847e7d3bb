"""Applications as the narrative tells of them: received, none, concluded, all concluded."""

from __future__ import annotations

import pytest

from reading.model import PartName, Statement, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

K = StatementKind
OVERVIEW = PartName.OVERVIEW
REQUEST_KINDS = {
    K.REQUESTS_RECEIVED,
    K.REQUESTS_NONE_RECEIVED,
    K.REQUESTS_CONCLUDED,
    K.REQUESTS_ALL_CONCLUDED,
}


def said(name: PartName, *paragraphs: str) -> tuple[Statement, ...]:
    return statements_of({name: part(name, "一、情况", paragraphs)}, ())


def requests(text: str, heading: str = "（二）依申请公开情况") -> list[tuple[object, ...]]:
    paragraphs = [heading, text] if heading else [text]
    return [
        (s.kind, s.value, s.year) for s in said(OVERVIEW, *paragraphs) if s.kind in REQUEST_KINDS
    ]


RECEIVED, NONE = K.REQUESTS_RECEIVED, K.REQUESTS_NONE_RECEIVED
DONE, ALL = K.REQUESTS_CONCLUDED, K.REQUESTS_ALL_CONCLUDED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年收到政府信息公开申请17件。", [(RECEIVED, 17, None)]),
        ("2023年，我局共受理政府信息公开申请 17 件。", [(RECEIVED, 17, 2023)]),
        ("本年新收政务信息公开申请十七宗。", [(RECEIVED, 17, None)]),
        ("全年收到依申请公开17件。", [(RECEIVED, 17, None)]),
        ("全年收到申请公开政府信息17件。", [(RECEIVED, 17, None)]),
        ("共收到17件政府信息公开申请。", [(RECEIVED, 17, None)]),
        ("收到的政府信息公开申请，共17件。", [(RECEIVED, 17, None)]),
        ("政府信息公开申请共收到17份。", [(RECEIVED, 17, None)]),
        ("收到公民、法人和其他组织提出的信息公开申请17件。", [(RECEIVED, 17, None)]),
        ("收到通过邮寄、网络提交的信息公开申请共计17件。", [(RECEIVED, 17, None)]),
        ("收到信息公开（当面）申请17件。", [(RECEIVED, 17, None)]),
        ("2023年收到申请17件。", [(RECEIVED, 17, 2023)]),
        ("收到政府信息公开申请0件。", [(RECEIVED, 0, None)]),
        ("收到政府信息公开申请零件。", [(RECEIVED, 0, None)]),
        ("自2023年1月1日至12月31日收到政府信息公开申请17件。", [(RECEIVED, 17, 2023)]),
        ("截至2023年12月31日，共收到政府信息公开申请17件。", [(RECEIVED, 17, 2023)]),
        ("二\u3007二三年收到政府信息公开申请17件。", [(RECEIVED, 17, 2023)]),
        (
            "2022年收到政府信息公开申请21件，2023年收到政府信息公开申请17件。",
            [(RECEIVED, 21, 2022), (RECEIVED, 17, 2023)],
        ),
        ("2023年收到政府信息公开申请17件，比2022年减少4件。", [(RECEIVED, 17, 2023)]),
        ("收到政府信息公开申请17件（含上年结转2件）。", [(RECEIVED, 17, None)]),
    ],
)
def test_requests_received(text: str, expected: list[tuple[object, ...]]) -> None:
    assert requests(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全年办理网上咨询61条。",
        "收到局长信箱来信61件。",
        "收到人大建议和政协提案61件。",
        "收到行政许可申请61件。",
        "收到行政复议申请3件。",
        "去年收到政府信息公开申请21件。",
        "上年收到政府信息公开申请21件。",
        "近三年累计收到政府信息公开申请61件。",
        "自条例施行以来，共收到政府信息公开申请61件。",
        "2021年至2023年收到政府信息公开申请61件。",
        "12月收到政府信息公开申请2件。",
        "上半年收到政府信息公开申请9件。",
        "11月1日至12月31日收到政府信息公开申请2件。",
        "区政府本级收到政府信息公开申请9件。",
        "各镇未收到政府信息公开申请。",
        "收到网络政府信息公开申请12件，收到信函政府信息公开申请5件。",
        "通过网络平台收到政府信息公开申请12件。",
        "收到自然人提出的政府信息公开申请12件。",
        "收到关于征地补偿的政府信息公开申请12件。",
        "收到市政府转来的政府信息公开申请2件。",
        "上年结转政府信息公开申请2件。",
        "收到政府信息公开申请8-10件。",
        "全年办理政府信息公开申请17件。",
        "公开规范性文件0件。",
        "按时办结率100%。",
        "按照《2022年收到政府信息公开申请17件的说明》办理。",
    ],
)
def test_what_is_no_number_of_requests(text: str) -> None:
    assert requests(text) == []


def test_a_bare_application_counts_only_where_disclosure_is_spoken_of() -> None:
    assert requests("全年收到申请17件。", heading="（三）审批服务") == []
    assert requests("全年收到申请17件。") == [(RECEIVED, 17, None)]


def test_parts_are_not_the_number_received() -> None:
    assert requests(
        "2019年，某厅收到信息公开（信函）申请17件，其中：网络申请15件，信函申请2件，"
        "均已按程序在法定期限内办结。"
    ) == [(RECEIVED, 17, 2019), (ALL, 17, 2019)]
    assert requests("收到政府信息公开申请17件，其中自然人提出政府信息公开申请12件，企业5件。") == [
        (RECEIVED, 17, None)
    ]
    assert requests("收到政府信息公开申请17件。其中，收到网络、信函申请12件。") == [
        (RECEIVED, 17, None)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "收到公民、法人和其他组织提交的政府信息公开申请17件，办结16件，均在规定期限内答复。",
            [(RECEIVED, 17, None), (DONE, 16, None)],
        ),
        (
            "收到政府信息公开申请17件，办结17件，均在规定期限内答复。",
            [(RECEIVED, 17, None), (DONE, 17, None), (ALL, 17, None)],
        ),
        (
            "收到政府信息公开申请17件、办结16件、结转下年度1件。",
            [(RECEIVED, 17, None), (DONE, 16, None)],
        ),
        (
            "收到政府信息公开申请17件，其中已办结16件，结转1件。",
            [(RECEIVED, 17, None), (DONE, 16, None)],
        ),
        (
            "收到政府信息公开申请17件，其中自然人12件，企业5件，办结16件。",
            [(RECEIVED, 17, None), (DONE, 16, None)],
        ),
        ("全年答复政府信息公开申请16件。", [(DONE, 16, None)]),
        ("办结依申请公开16件。", [(DONE, 16, None)]),
        ("对16件政府信息公开申请作出答复。", [(DONE, 16, None)]),
        (
            "收到政府信息公开申请17件，当年办结17件（含上年结转）。",
            [(RECEIVED, 17, None), (DONE, 17, None)],
        ),
        (
            "收到政府信息公开申请17件，全部办结17件。",
            [(RECEIVED, 17, None), (DONE, 17, None)],
        ),
        ("收到政府信息公开申请17件，均已办结。", [(RECEIVED, 17, None), (ALL, 17, None)]),
        ("收到政府信息公开申请17件，已全部按期答复。", [(RECEIVED, 17, None), (ALL, 17, None)]),
        (
            "收到政府信息公开申请17件，上年结转2件，均已办结。",
            [(RECEIVED, 17, None), (ALL, None, None)],
        ),
        (
            "收到政府信息公开申请17件，按时办结率100%，均按期答复。",
            [(RECEIVED, 17, None), (ALL, 17, None)],
        ),
        (
            "收到政府信息公开申请17件，上年结转2件，办结18件。",
            [(RECEIVED, 17, None), (DONE, 18, None)],
        ),
        (
            "收到政府信息公开申请17件，受理15件，办结15件。",
            [(RECEIVED, 17, None), (DONE, 15, None)],
        ),
        (
            "收到17条政府信息公开申请，较去年增加5条，予以公开9条，已全部办理完毕。",
            [(RECEIVED, 17, None), (ALL, 17, None)],
        ),
        ("所有申请均已按时办理完成。", [(ALL, None, None)]),
    ],
)
def test_requests_concluded(text: str, expected: list[tuple[object, ...]]) -> None:
    assert requests(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "主动接受监督，答复局长信箱群众留言88条。",
        "办结建议提案88件，均在期限内答复。",
        "收到局长信箱留言88件，办结88件，均已答复。",
        "收到群众来信88件，全部办结。",
        "依申请公开按时办结率100%。",
        "在申请中同意公开答复9件，不予公开答复2件。",
        "办结信访事项88件。",
    ],
)
def test_what_is_no_number_concluded(text: str) -> None:
    assert requests(text) == []


def test_numbers_of_other_matters_end_the_chain() -> None:
    assert requests("收到政府信息公开申请17件，收到咨询30件，办结30件，均已答复。") == [
        (RECEIVED, 17, None)
    ]


def test_an_approximate_number_is_marked() -> None:
    assert [
        (s.kind, s.value, s.is_approximate) for s in said(OVERVIEW, "收到信息公开申请20余件。")
    ] == [(RECEIVED, 20, True)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("本年度未收到政府信息公开申请。", None),
        ("2023 年，没有收到信息公开申请。", 2023),
        ("2022年未收到政府信息公开申请。", 2022),
        ("全年无政府信息公开申请。", None),
        ("未收到公民、法人和其他组织提出的政府信息公开申请。", None),
        ("全年未接到任何依申请公开政府信息的申请。", None),
        ("我局未发生依申请公开事项。", None),
        ("全年未收到申请。", None),
        ("没有收到公民通过信函、网络等方式提出的政府信息公开申请。", None),
        ("未收到政府信息公开申请，也没有结转的申请。", None),
    ],
)
def test_none_received(text: str, year: int | None) -> None:
    assert requests(text) == [(NONE, None, year)]


@pytest.mark.parametrize(
    "text",
    [
        "未收到行政复议申请。",
        "未收到因政府信息公开申请引起的行政复议。",
        "没有由政府信息公开申请行为造成的行政诉讼。",
        "未收到关于征地补偿的政府信息公开申请。",
        "上半年未收到政府信息公开申请。",
        "去年未收到政府信息公开申请。",
        "未收到自然人提出的政府信息公开申请。",
        "未收到书面政府信息公开申请。",
        "规范性文件0件，不予公开信息零条。",
        "没有政府信息公开申请被投诉。",
        "政府信息公开申请无积压。",
    ],
)
def test_what_does_not_say_that_none_was_received(text: str) -> None:
    assert requests(text) == []


def test_none_received_of_another_noun_under_another_heading() -> None:
    assert requests("全年未收到申请。", heading="（三）审批服务") == []
