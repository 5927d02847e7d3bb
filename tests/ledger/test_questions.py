"""The saved questions: their pages, their parameters, and what they may say of whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.model import ClassGroup, VisitClass
from audit.model import Outcome
from config.errors import InputError
from ledger.asking import LedgerReader, reading_ledger
from ledger.errors import LedgerError
from ledger.identity import finding_sha256
from ledger.migrations.m0007_questions import KEY_FIGURES
from ledger.model import Decision, FindingQuery, PublicationState, Verdict
from ledger.questions.catalogue import question_named, question_on, questions
from ledger.questions.model import FIGURE_NAMES
from ledger.questions.page import questions_page
from ledger.questions.words import with_remarks
from ledger.said import Waiver, WaiverEnd
from ledger.statement import PublicationFigures, publication_figures
from ledger.store import Ledger

PAGE = """-- 题目：各年案卷数
-- 数案卷。
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
SELECT count(*) AS 案卷数 FROM cases WHERE year = :year
"""


@pytest.fixture
def reader(ledger: Ledger, tmp_path: Path) -> Iterator[LedgerReader]:  # noqa: ARG001
    with reading_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def judged(record: Callable[..., None], given: Any) -> None:
    """One report, wrong in a row, with a rule in shadow that found something too."""
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    shadow = given.result(Outcome.NONCONFORMING, "requests.granted", rule="CON02")
    record(1, wrong, replace(shadow, is_shadow=True))


def asked(reader: LedgerReader, name: str, **written: str) -> list[dict[str, object]]:
    listing = reader.ask(question_named(name), written)
    return [dict(zip(listing.columns, row, strict=True)) for row in listing.rows]


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_every_question_runs_on_a_ledger_without_runs(reader: LedgerReader, name: str) -> None:
    question = question_named(name)
    given = {p.name: "edu" for p in question.parameters if p.is_required}
    listing = reader.ask(question, given)
    assert (listing.title, listing.rows, listing.is_cut) == (question.title, (), False)


def test_names_and_titles_are_unique_and_both_accepted() -> None:
    names = [q.name for q in questions()] + [q.title for q in questions()]
    assert len(set(names)) == len(names)
    assert [question_named(name) for name in names] == [*questions(), *questions()]


def test_the_printed_page_is_current(root: Path) -> None:
    assert (root / "docs" / "questions.md").read_text(encoding="utf-8") == questions_page()


def test_the_figures_people_name_are_those_of_the_index() -> None:
    assert sorted(FIGURE_NAMES.values()) == sorted(KEY_FIGURES)


def test_every_failing_class_stands_in_the_question_on_portals() -> None:
    sql = question_named("failing-portals").sql
    failing = {
        (c.value, c.group.value)
        for c in VisitClass
        if c.group is not ClassGroup.AGENCY and c is not VisitClass.NOT_SEEN
    }
    assert set(re.findall(r"\('([a-z0-9_]+)', '([a-z]+)'\)", sql)) == failing


def test_a_page_tells_all_its_mistakes() -> None:
    page = PAGE.replace("最近", "明年").replace("cases WHERE year", "cases WHERE :other = year")
    with pytest.raises(InputError) as refusal:
        question_on("01-Wrong Name.sql", page.replace("-- 题目：各年案卷数\n", ""))
    assert refusal.value.problems == (
        "文件名应为 序号-英文名.sql",
        "应写明题目、说明和查询语句",
        "参数与查询语句不一致：other",
        "参数 year 应写成“名称 | 中文名 | 类型 | 默认 | 说明”",
    )
    assert question_on("01-cases.sql", PAGE).parameters[0].takes == "年度，或者 最近、全部"


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("late", {"year": "去年"}, "参数 year（年度）不能写“去年”，可写：年度，或者 最近、全部"),
        (
            "late",
            {"foo": "1"},
            "“哪些机关逾期公布”没有参数 foo；可用：year（年度）、region（地区）",
        ),
        (
            "late",
            {"region": "99%"},
            "参数 region（地区）不能写“99%”，可写：行政区划代码或者其前几位，或者 全部",
        ),
        ("unresolved", {"天数": "-1"}, "参数 days（天数）不能写“-1”，可写：0—36500 的整数"),
        ("unresolved", {"agency": "教育"}, "台账中没有机关“教育”；是否指：苏镇市教育局？"),
        (
            "agency-figures",
            {},
            "“一个机关历年的数据”须写明机关：--param agency=…（机关全称、其他名称或者编号）",
        ),
    ],
)
def test_a_parameter_that_is_wrong_is_told(
    reader: LedgerReader, name: str, written: dict[str, str], said: str
) -> None:
    with pytest.raises(LedgerError) as refusal:
        reader.ask(question_named(name), written)
    assert str(refusal.value) == said


@pytest.mark.usefixtures("judged")
def test_a_finding_is_named_until_it_is_waived(
    ledger: Ledger, reader: LedgerReader, given: Any
) -> None:
    rows = asked(reader, "unresolved", days="0", severity="全部", year="全部")
    assert rows == []  # found on the very day
    assert [
        (r["规则"], r["规则名称"], r["现存问题"], r["机关数"])
        for r in asked(reader, "rules-by-frequency")
    ] == [("CON01", "表三各行分项之和与总计不符", 1, 1)]
    ledger.waivers.add(
        Waiver(
            rule="CON01",
            agency_id="edu",
            year=None,
            from_date=date(2024, 1, 1),
            until_date=date(2024, 12, 31),
            reason="口径正在核实",
            waived_by="张三",
            waived_at=given.day(1),
        )
    )
    assert asked(reader, "rules-by-frequency") == []
    assert [(r["机关"], r["规则"], r["理由"]) for r in asked(reader, "waived")] == [
        ("苏镇市教育局", "CON01", "口径正在核实")
    ]


@pytest.mark.usefixtures("judged")
def test_a_waiver_holds_and_ends_before_the_next_run(
    ledger: Ledger, reader: LedgerReader, given: Any
) -> None:
    later = given.day(11)  # nothing was judged since day 1
    waiver = Waiver(
        rule="CON01",
        agency_id="edu",
        year=None,
        from_date=later.date(),
        until_date=date(2024, 12, 31),
        reason="口径正在核实",
        waived_by="张三",
        waived_at=later,
    )
    ledger.waivers.add(replace(waiver, from_date=date(2024, 6, 1)))
    assert len(asked(reader, "rules-by-frequency")) == 1
    made = ledger.waivers.add(waiver).waiver_id
    assert asked(reader, "rules-by-frequency") == []
    end = WaiverEnd(
        from_date=given.day(12).date(), reason="已核实", ended_by="张三", ended_at=given.day(12)
    )
    ledger.waivers.end(made, end)
    assert len(asked(reader, "rules-by-frequency")) == 1


@pytest.mark.usefixtures("judged")
def test_a_rejected_finding_is_named_again_when_the_rule_changes(
    ledger: Ledger, reader: LedgerReader, record: Callable[..., None], given: Any
) -> None:
    (finding,) = ledger.findings(FindingQuery(rule="CON01"))
    ledger.record_decision(
        Decision(
            fingerprint=finding.fingerprint,
            run_id="r1",
            rule="CON01",
            rule_version=1,
            finding_sha256=finding_sha256(finding.message, finding.evidence),
            verdict=Verdict.REJECTED,
            decided_by="张三",
            decided_at=given.day(1),
            reason="核对无误",
        )
    )
    assert asked(reader, "rules-by-frequency") == []
    record(2, replace(given.result(Outcome.NONCONFORMING, "requests.granted"), version=2))
    assert [r["现存问题"] for r in asked(reader, "rules-by-frequency")] == [1]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (PublicationState.ABSENT_UNCONFIRMED, ["未见公布（待人工确认）"]),
        (PublicationState.NOT_PUBLISHED, ["未公布（人工确认）"]),
        (PublicationState.UNKNOWN, ["无法核实"]),
        (PublicationState.ON_TIME, []),
        (PublicationState.NOT_DUE, []),
    ],
)
def test_what_is_not_confirmed_stands_apart(
    ledger: Ledger,
    reader: LedgerReader,
    record: Callable[..., None],
    state: PublicationState,
    told: list[str],
) -> None:
    record(1, state=state)
    rows = [r["情况"] for r in asked(reader, "not-published") if r["机关"] == "苏镇市教育局"]
    assert rows == told
    ledger._connection.execute("DELETE FROM duties WHERE agency_id <> 'edu'")
    expected = {
        PublicationState.ABSENT_UNCONFIRMED: PublicationFigures(
            year=2023, due=1, absent_unconfirmed=1
        ),
        PublicationState.NOT_PUBLISHED: PublicationFigures(year=2023, due=1, not_published=1),
        PublicationState.UNKNOWN: PublicationFigures(year=2023, due=1, unknown=1),
        PublicationState.ON_TIME: PublicationFigures(year=2023, due=1, on_time=1),
        PublicationState.NOT_DUE: PublicationFigures(year=2023),
    }[state]
    assert publication_figures(reader, 2023) == expected
    rates = {PublicationState.ON_TIME: 1, PublicationState.NOT_PUBLISHED: 0}
    assert expected.rate == rates.get(state)


@pytest.mark.usefixtures("judged")
def test_what_notices_leave_out_of_a_rule_is_listed_with_a_remark(reader: LedgerReader) -> None:
    listing = reader.ask(question_named("rules-by-frequency"), {})
    title = "表三各行分项之和与总计不符"
    assert [row[:2] for row in with_remarks(listing.columns, listing.rows, {"CON02"})] == [
        ("CON01", title)
    ]
    assert [row[:2] for row in with_remarks(listing.columns, listing.rows, {"CON01"})] == [
        ("CON01", f"{title}（人工认定的准确率不足，不列入告知）")
    ]


def test_one_agency_over_the_years_and_a_run_that_failed_takes_nothing_away(
    reader: LedgerReader, record: Callable[..., None], given: Any
) -> None:
    record(1, given.result(Outcome.CONFORMS))
    record(2, state=PublicationState.UNKNOWN, results=None, reading=None, documents=())
    rows = asked(reader, "agency-figures", 机关="苏镇市教育局", part="requests.received.total")
    assert [(r["数据项"], r["年度"], r["较上年"], r["状态"]) for r in rows] == [
        ("表三“一、本年新收政府信息公开申请数量”总计", 2023, None, "数字")
    ]
