"""Periods, problems and measures in the narrative, and the samples as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from reading.model import PartName, Statement, StatementKind
from reading.narrative import loose_sentences, part
from reading.statements.statements import statements_of

K = StatementKind
OVERVIEW = PartName.OVERVIEW
RECEIVED, NONE = K.REQUESTS_RECEIVED, K.REQUESTS_NONE_RECEIVED
DONE, ALL = K.REQUESTS_CONCLUDED, K.REQUESTS_ALL_CONCLUDED
MENTIONED, UNCOLLECTED = K.PROCESSING_FEE_MENTIONED, K.PROCESSING_FEE_NONE_COLLECTED


def said(name: PartName, *paragraphs: str) -> tuple[Statement, ...]:
    return statements_of({name: part(name, "一、情况", paragraphs)}, ())


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
    assert said(OVERVIEW, "工作中还存在一些问题，下一步将改进。") == ()


def test_a_whole_statement() -> None:
    assert said(OVERVIEW, "（二）依申请公开", "畅通渠道。2023 年共收到信息公开申请 17 件。") == (
        Statement(
            kind=RECEIVED,
            part=OVERVIEW,
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
    (found,) = said(OVERVIEW, text)
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
        said(OVERVIEW, *[f"（一）{piece}。"] * 2_000)


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


# Kinds, values and years were written from the reports by reading them, before the program did.
P1, P5, P6 = OVERVIEW, PartName.PROBLEMS, PartName.OTHER_MATTERS
PERIOD = (K.STATISTICS_PERIOD, None, None, 2023)
NO_FEE = (UNCOLLECTED, P6, None, 2023)
ON_FEE = (MENTIONED, P6, None, None)
PROBLEM, MEASURE = (K.PROBLEM, P5, None, None), (K.MEASURE, P5, None, None)
PUBLISHED = K.LICENCES_PENALTIES_PUBLISHED
SAMPLES: dict[str, Sequence[tuple[object, ...]]] = {
    "000": (
        PERIOD, (RECEIVED, P1, 10, None), (DONE, P1, 10, None), (ALL, P1, 10, None), ON_FEE, NO_FEE,
        MEASURE, PROBLEM, MEASURE, MEASURE, MEASURE,
    ),
    "001": (
        (PUBLISHED, P1, 21, None), (NONE, P1, None, 2023), (UNCOLLECTED, P6, None, None),
        PROBLEM, PROBLEM, PROBLEM, MEASURE, MEASURE,
    ),
    "002": (
        (RECEIVED, P1, 9, 2019), (ALL, P1, 9, 2019), (UNCOLLECTED, P1, None, 2019),
        (PUBLISHED, P1, 42, 2019), PROBLEM, *(MEASURE,) * 7,
    ),
    "003": (
        PERIOD, (RECEIVED, P1, 0, 2023), ON_FEE, ON_FEE, NO_FEE, PROBLEM, MEASURE, PROBLEM, MEASURE,
    ),
    "004": (
        (NONE, P1, None, None), ON_FEE, NO_FEE, ON_FEE, PROBLEM, MEASURE, MEASURE,
    ),
}  # fmt: skip


@pytest.mark.real_reports
@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_the_samples(shared: Path, number: str) -> None:
    (path,) = (shared / "reports" / "samples").glob(f"{number}_*.txt")
    told = {kind for claims in SAMPLES.values() for kind, *_ in claims}
    found = [s for s in crude_statements(path.read_text(encoding="utf-8")) if s.kind in told]
    assert [(s.kind, s.part, s.value, s.year) for s in found] == list(SAMPLES[number])
