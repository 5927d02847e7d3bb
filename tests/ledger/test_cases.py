"""Cases: nothing repeats, only whole runs show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from builders import conforming_report

from archive.model import DateBasis
from audit.model import Evidence, Outcome, Severity
from ledger.identity import fingerprint
from ledger.model import (
    CaseRow,
    FigureRow,
    JudgedFinding,
    PublicationInterval,
    PublicationState,
    ResultRow,
)
from ledger.store import Ledger
from reading.model import FigureState

CONTENT = ("reports", "readings", "figures", "judgements", "results", "result_findings")
ROW = CaseRow(
    run_id="r1",
    agency_id="edu",
    agency_name="苏镇市教育局",
    agency_kind="department",
    is_vertical=False,
    year=2023,
    as_of=date(2024, 2, 5),
    state=PublicationState.ON_TIME,
    reason=None,
    due_date=date(2024, 1, 31),
    claimed_date=date(2024, 1, 30),
    claimed_basis=DateBasis.LABEL,
    not_before=None,
    not_after=date(2024, 2, 5),
    visit_run_id="r1",
    place_id="edu-own",
    report_id=1,
    report_title="苏镇市教育局2023年政府信息公开工作年度报告",
    report_url="http://jyj.example/2023.html",
    edition="2021",
    judgement_id=1,
)


def test_a_case_comes_out_as_it_went_in(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    conforms = given.result(Outcome.CONFORMS, rule="CMP01")
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    doubt = given.result(Outcome.UNDETERMINED, rule="TIM01", reason="没有标注公布日期")
    record(1, wrong, conforms, doubt)
    assert ledger.cases(2023) == (ROW,)
    assert ledger.results_of(1) == (
        ResultRow(
            rule="CMP01", version=1, outcome=Outcome.CONFORMS, severity=Severity.ERROR, reason=None
        ),
        ResultRow(
            rule="CON01",
            version=1,
            outcome=Outcome.NONCONFORMING,
            severity=Severity.ERROR,
            reason=None,
        ),
        ResultRow(
            rule="TIM01",
            version=1,
            outcome=Outcome.UNDETERMINED,
            severity=Severity.ERROR,
            reason="没有标注公布日期",
        ),
    )
    assert ledger.findings_of(1) == (
        JudgedFinding(
            fingerprint=fingerprint("CON01", "edu", 2023, "requests.granted"),
            rule="CON01",
            subject="requests.granted",
            severity=Severity.ERROR,
            message="3 + 1 = 4，报告填 5",
            evidence=(Evidence(at="表三 第1行 总计", printed="5"),),
        ),
    )


def test_figures_keep_every_state_and_exact_numbers(
    ledger: Ledger, record: Callable[..., None]
) -> None:
    reading = conforming_report(
        figures={
            "proactive.fees.amount": Decimal("12.3400"),
            "requests.received.individual": "",
            "requests.received.company": {"text": "/"},
            "requests.received.research": "missing",
            "requests.received.charity": {"unreadable": "模糊"},
        }
    )
    record(1, reading=reading)
    kept = {row.path: row for row in ledger.figures("edu", 2023)}
    assert list(kept) == list(reading.figures)
    assert kept["proactive.fees.amount"] == FigureRow(
        path="proactive.fees.amount",
        state=FigureState.NUMBER,
        value="12.3400",
        printed="12.3400",
        at=reading.figures["proactive.fees.amount"].at,
        reason=None,
    )
    states = {
        path.rpartition(".")[2]: (row.state.value, row.value, row.printed, row.reason)
        for path, row in kept.items()
        if path.startswith("requests.received.") and row.state is not FigureState.NUMBER
    }
    assert states == {
        "individual": ("blank", None, "", None),
        "company": ("text", None, "/", None),
        "research": ("missing", None, None, "文件中没有这一项"),
        "charity": ("unreadable", None, None, "模糊"),
    }


def test_an_unchanged_report_adds_only_its_case(
    given: Any, record: Callable[..., None], counts: Callable[..., dict[str, int]]
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    record(1, wrong)
    before = counts(*CONTENT)
    record(2, wrong)
    assert counts(*CONTENT) == before
    assert counts("cases", "findings", "runs") == {"cases": 2, "findings": 1, "runs": 2}


def test_other_page_furniture_is_another_report_with_the_same_reading(
    given: Any, record: Callable[..., None], counts: Callable[..., dict[str, int]]
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    record(1, wrong)
    record(2, wrong, documents=("cd" * 32,))
    assert counts("reports", "readings", "judgements") == {
        "reports": 2,
        "readings": 1,
        "judgements": 1,
    }


def test_a_changed_figure_or_reader_is_another_reading(
    record: Callable[..., None], counts: Callable[..., dict[str, int]]
) -> None:
    record(1)
    record(2, reading=conforming_report(figures={"requests.received.total": {"text": "/"}}))
    record(3, reader_version=2)
    assert counts("readings", "figures") == {"readings": 3, "figures": 600}


def test_a_new_rule_version_is_another_judgement_of_the_same_reading(
    given: Any, record: Callable[..., None], counts: Callable[..., dict[str, int]]
) -> None:
    conforms = given.result(Outcome.CONFORMS)
    record(1, conforms)
    record(2, replace(conforms, version=2))
    assert counts("readings", "judgements") == {"readings": 1, "judgements": 2}


def test_a_case_without_a_report(ledger: Ledger, given: Any, record: Callable[..., None]) -> None:
    record(
        1,
        given.result(Outcome.UNDETERMINED, rule="TIM03", reason="待人工确认"),
        state=PublicationState.ABSENT_UNCONFIRMED,
        documents=(),
        reading=None,
        interval=PublicationInterval(not_before=date(2024, 2, 5), claimed_dates={}),
    )
    assert ledger.cases(2023) == (
        replace(
            ROW,
            state=PublicationState.ABSENT_UNCONFIRMED,
            claimed_date=None,
            claimed_basis=None,
            not_before=date(2024, 2, 5),
            not_after=None,
            report_id=None,
            report_title=None,
            report_url=None,
            edition=None,
        ),
    )


def test_only_whole_runs_show(ledger: Ledger, given: Any, record: Callable[..., None]) -> None:
    record(1)
    record(2, state=PublicationState.LATE, finish=False)
    assert ledger.cases(2023) == (ROW,)
    ledger.fail_run("r2", given.day(2), "中断")
    assert ledger.cases(2023) == (ROW,)
    record(3, state=PublicationState.LATE)
    assert [(case.run_id, case.state) for case in ledger.cases(2023)] == [
        ("r3", PublicationState.LATE)
    ]


def test_agencies_out_of_the_registry_do_not_show(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1)
    gov = {"gov": given.registry.agencies["gov"]}
    ledger.record_registry(replace(given.registry, agencies=gov, places={}), (2023,))
    assert ledger.cases(2023) == ()


def test_the_views_for_people(ledger: Ledger, given: Any, record: Callable[..., None]) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    ledger.begin_run(given.run(2))
    identity = fingerprint("CON01", "edu", 2023, "requests.granted")

    def shown(view: str) -> list[dict[str, object]]:
        return [dict(row) for row in ledger._connection.execute(f"SELECT * FROM {view} LIMIT 2")]  # noqa: S608

    assert shown("问题一览") == [
        {
            "机关": "苏镇市教育局",
            "年度": 2023,
            "规则": "CON01",
            "程度": "错误",
            "问题": "3 + 1 = 4，报告填 5",
            "对象": "requests.granted",
            "状态": "存在",
            "经历": "新发现",
            "首次发现": "2024-02-05",
            "最近发现": "2024-02-05",
            "已通知": "否",
            "有异议": "否",
            "已豁免": "否",
            "人工认定": None,
            "问题标识": identity,
        }
    ]
    assert shown("公布情况") == [
        {
            "机关": "苏镇市教育局",
            "类别": "政府部门",
            "年度": 2023,
            "情况": "按时公布",
            "说明": None,
            "最后期限": "2024-01-31",
            "所称公布日期": "2024-01-30",
            "不早于": None,
            "不晚于": "2024-02-05",
            "网址": "http://jyj.example/2023.html",
            "判定日": "2024-02-05",
            "运行编号": "r1",
        }
    ]
    assert [(row["运行编号"], row["任务"], row["状态"]) for row in shown("运行记录")] == [
        ("r2", "采集并审核", "进行中"),
        ("r1", "采集并审核", "完成"),
    ]
    first = next(iter(conforming_report().figures.values()))
    assert shown("数据项一览")[0] == {
        "机关": "苏镇市教育局",
        "年度": 2023,
        "数据项": first.path,
        "数值": str(first.value),
        "原文": first.printed,
        "位置": first.at,
        "状态": "数字",
    }


def test_runs_are_ordered_by_their_instant(ledger: Ledger, record: Callable[..., None]) -> None:
    record(2, state=PublicationState.LATE)
    record(1)
    assert [case.run_id for case in ledger.cases(2023)] == ["r2"]
