"""What the narrative claims, on sentences made up with the grammar of real reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reading.model import PartName, Statement, StatementKind
from reading.narrative import loose_sentences, part
from reading.statements import statements_of

K = StatementKind
O = PartName.OVERVIEW  # noqa: E741 - it stands in every line
REQUEST_KINDS = {
    K.REQUESTS_RECEIVED,
    K.REQUESTS_NONE_RECEIVED,
    K.REQUESTS_CONCLUDED,
    K.REQUESTS_ALL_CONCLUDED,
}
FEE_KINDS = {kind for kind in K if kind.value.startswith("processing_fee")}


def said(name: PartName, *paragraphs: str) -> tuple[Statement, ...]:
    return statements_of({name: part(name, "一、情况", paragraphs)}, ())


def requests(text: str, heading: str = "（二）依申请公开情况") -> list[tuple[object, ...]]:
    paragraphs = [heading, text] if heading else [text]
    return [(s.kind, s.value, s.year) for s in said(O, *paragraphs) if s.kind in REQUEST_KINDS]


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
            [(RECEIVED, 17, None), (DONE, 16, None), (ALL, 16, None)],
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
        "接受监督，全年答复厅长信箱留言信息88条。",
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
    assert [(s.kind, s.value, s.is_approximate) for s in said(O, "收到信息公开申请20余件。")] == [
        (RECEIVED, 20, True)
    ]


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
        "没有因政府信息公开申请行为而引起的行政诉讼。",
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
        ("全年未收取政府信息公开任何费用。", {(UNCOLLECTED, None, None)}),
        ("全年未发生因依申请公开信息收取费用。", {(UNCOLLECTED, None, None)}),
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
        for s in said(O, text)
        if s.kind is K.LICENCES_PENALTIES_PUBLISHED
    ]


EVERY = ("licences", "penalties", "coercive_measures")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年在网站公开“双公示”信息57条。", [(57, EVERY[:2], 2019)]),
        ("通过“双随机、一公开”平台主动公开行政执法信息 33 条。", [(33, EVERY, None)]),
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


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("统计期限为2023年1月1日至12月31日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("自2023年1月1日起至2023年12月31日止。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计期为 2023 年 1 月 1 日—12 月 31 日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("二〇二三年一月一日至十二月三十一日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("数据自2010年1月1日起至2009年12月31日止。", date(2010, 1, 1), date(2009, 12, 31)),
        ("数据统计时间为2023年1月5日至12月20日。", date(2023, 1, 5), date(2023, 12, 20)),
        ("1月1日至2023年12月31日。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计期限为2023.1.1-2023.12.31。", date(2023, 1, 1), date(2023, 12, 31)),
        ("统计期限为1月1日至12月31日。", None, None),
    ],
)
def test_statistics_period(text: str, start: date | None, end: date | None) -> None:
    found = statements_of({}, loose_sentences([text], label="正文前"))
    assert [(s.kind, s.part, s.at, s.start, s.end, s.year) for s in found] == [
        (K.STATISTICS_PERIOD, None, "正文前 第1句", start, end, start.year if start else None)
    ]


@pytest.mark.parametrize(
    "text",
    ["3月5日至3月9日开展培训。", "统计期限为2023年2月30日至12月31日。", "截至2023年12月31日。"],
)
def test_what_is_no_period(text: str) -> None:
    assert statements_of({}, (), loose_sentences([text], label="正文后")) == ()


def problems(*paragraphs: str) -> list[tuple[str, str]]:
    return [(s.kind.value, s.at) for s in said(PartName.PROBLEMS, *paragraphs)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("工作中还存在一些问题。", ["problem"]),
        ("政策解读的形式不够丰富。", ["problem"]),
        ("平台建设有待进一步规范。", ["problem"]),
        ("公开内容还需进一步拓展。", ["problem"]),
        ("部分栏目更新不及时，下一步将按月检查。", ["problem", "measure"]),
        ("下一步，我局将加强培训。", ["measure"]),
        ("进一步完善工作机制，提高公开质量。", ["measure"]),
        ("针对上一年度存在的问题，进行了整改。", ["measure"]),
        ("2024年，我局将继续推进公开。", ["measure"]),
        ("不存在突出问题。", []),
        ("无。", []),
        ("2023年，我局工作平稳有序。", []),
    ],
)
def test_problems_and_measures(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in problems(text)] == kinds


def test_headings_and_lists_carry_on() -> None:
    assert problems(
        "（一）主要问题",
        "一是渠道太窄。二是人手紧张。",
        "（二）改进情况",
        "一是与信息中心会商。",
    ) == [
        ("problem", "第五部分 （一） 第1句"),
        ("problem", "第五部分 （一） 第2句"),
        ("measure", "第五部分 （二） 第1句"),
    ]
    assert problems("下一步打算：", "一是会商。", "二是轮训。") == [
        ("measure", "第五部分 第2句"),
        ("measure", "第五部分 第3句"),
    ]
    assert problems("（一）公开的形式较为单一", "（二）解决办法", "（三）无") == [
        ("problem", "第五部分 （一）")
    ]


def test_problems_elsewhere_are_not_told() -> None:
    assert said(O, "工作中还存在一些问题，下一步将改进。") == ()


def test_a_whole_statement() -> None:
    assert said(O, "（二）依申请公开", "畅通渠道。2023 年共收到信息公开申请 17 件。") == (
        Statement(
            kind=RECEIVED,
            part=O,
            at="第一部分 （二） 第2句",
            quote="收到信息公开申请 17 件",
            value=17,
            year=2023,
        ),
    )


def test_quotes_are_short_and_printed() -> None:
    text = (
        "收到公民、法人和其他组织（含外地来访的个人和单位）依照规定以各种方式向我局提出的"
        "政府信息公开申请共计 17 件。"
    )
    (found,) = said(O, text)
    assert (len(found.quote) <= 40, found.quote in text) == (True, True)
    assert found.quote.endswith("政府信息公开申请共计 17 件")


def test_hostile_text_is_read_in_time() -> None:
    pieces = (
        "收到信息公开申请1件",
        "未向因对",
        "共计共",
        "我局单位",
        "和、与",
        "1万",
        "（",
        "未收取",
    )
    for piece in pieces:
        long = piece * 20_000
        said(PartName.PROBLEMS, long)
        said(PartName.OTHER_MATTERS, "信息处理费" + long)
        said(O, *[f"（一）{piece}。"] * 2_000)


PARTS = (
    ("总体情况", PartName.OVERVIEW),
    ("主动公开政府信息情况", PartName.PROACTIVE),
    ("收到和处理政府信息公开申请情况", PartName.REQUESTS),
    ("行政诉讼情况", PartName.DISPUTES),
    ("主要问题及改进情况", PartName.PROBLEMS),
    ("其他需要报告的事项", PartName.OTHER_MATTERS),
)
TABLES = {PartName.PROACTIVE, PartName.REQUESTS, PartName.DISPUTES}


def crude_statements(text: str) -> tuple[Statement, ...]:
    """The narrative lines of a sample, parted by headings that are lines of their own."""
    here: PartName | None = None
    lines: dict[PartName | None, list[str]] = {None: []}
    for raw in text.splitlines():
        line = raw.strip().lstrip("#").strip()
        named = [n for words, n in PARTS if re.fullmatch(rf"(?:[一-六]、)?.{{0,12}}{words}", line)]
        if named and "\t" not in raw.strip():
            here = named[0]
            lines[here] = []
        elif line and "\t" not in raw.strip() and here not in TABLES:
            lines[here].append(line)
    parts = {name: part(name, "", told) for name, told in lines.items() if name}
    return statements_of(parts, loose_sentences(lines[None], label="正文前"))


# Written from the reports by reading them, before the program had read any.
P5, P6 = PartName.PROBLEMS, PartName.OTHER_MATTERS
PERIOD = (K.STATISTICS_PERIOD, None, None, 2023)
NO_FEE = (UNCOLLECTED, P6, None, 2023)
ON_FEE = (MENTIONED, P6, None, None)
PROBLEM, MEASURE = (K.PROBLEM, P5, None, None), (K.MEASURE, P5, None, None)
PUBLISHED = K.LICENCES_PENALTIES_PUBLISHED
SAMPLES: dict[str, Sequence[tuple[object, ...]]] = {
    "000": (
        PERIOD, (RECEIVED, O, 10, None), (DONE, O, 10, None), (ALL, O, 10, None), ON_FEE, NO_FEE,
        MEASURE, PROBLEM, MEASURE, MEASURE, MEASURE,
    ),
    "001": (
        (PUBLISHED, O, 21, None), (NONE, O, None, 2023), (UNCOLLECTED, P6, None, None),
        PROBLEM, PROBLEM, PROBLEM, MEASURE, MEASURE,
    ),
    "002": (
        (RECEIVED, O, 9, 2019), (ALL, O, 9, 2019), (UNCOLLECTED, O, None, 2019),
        (PUBLISHED, O, 42, 2019), PROBLEM, *(MEASURE,) * 7,
    ),
    "003": (
        PERIOD, (RECEIVED, O, 0, 2023), ON_FEE, ON_FEE, NO_FEE, PROBLEM, MEASURE, PROBLEM, MEASURE,
    ),
    "004": (
        (NONE, O, None, None), ON_FEE, NO_FEE, ON_FEE, PROBLEM, MEASURE, MEASURE,
    ),
}  # fmt: skip


@pytest.mark.real_reports
@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_the_samples(shared: Path, number: str) -> None:
    (path,) = (shared / "reports" / "samples").glob(f"{number}_*.txt")
    found = crude_statements(path.read_text(encoding="utf-8"))
    assert [(s.kind, s.part, s.value, s.year) for s in found] == list(SAMPLES[number])
