"""``duban timeliness`` and ``duban changes`` over runs of the office."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from duban_command import ONE_AGENCY, Answer, calling, set_up

from archive.model import VisitClass
from config.settings import AuditSettings
from ledger.finding_state import FindingState
from ledger.model import FindingQuery
from ledger.said import NoticeState
from workflow.timeliness import Verdict, timeliness_of

ASKED = ("--agency", "苏镇市教育局", "--year", "2023")
BASIS = "《中华人民共和国政府信息公开条例》第四十九条第一款"
DOUBT = (
    "标注的公布日期2024年1月20日在期限2024年1月31日之内，"
    "但2024年2月7日完整核查时仍未见到，两者矛盾，需人工核对"
)
WRONG = {"requests.granted.total": 99}


@pytest.fixture
def duban(office: Any, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    office.config = replace(office.config, audit=AuditSettings(select=("CON01", "TIM")))
    folder = office.config.data_dir.parent
    (folder / "registry.toml").write_text(ONE_AGENCY, encoding="utf-8")
    return calling(capsys, *set_up(folder))


def told(office: Any, day: int) -> tuple[Verdict, str]:
    with office.ledger() as ledger:
        agency = office.registry.agencies["edu"]
        as_of = date(2024, 2, 4) + timedelta(days=day)
        known = timeliness_of(ledger, office.registry, agency, 2023, as_of)
    return known.verdict, known.reason


def show(office: Any, day: int, *visits: Any) -> None:
    """Run once a day from ``day`` on, the education bureau showing these, one a day."""
    for number, shown in enumerate(visits, start=day):
        office.portals["edu"] = shown
        office.run(number)


def test_the_working_is_told(office: Any, kit: Any, duban: Callable[..., Answer]) -> None:
    page = kit.published(documents=(kit.report("edu"),), claimed=date(2024, 1, 20))
    unseen = kit.published(visit_class=VisitClass.NOT_SEEN)
    failed = kit.published(visit_class=VisitClass.TIMEOUT)
    show(office, 1, unseen, failed, unseen, page, page)
    answer = duban("timeliness", *ASKED)
    assert (answer.status, answer.err) == (0, "")
    head, *rest = answer.out.splitlines()
    assert head.startswith("苏镇市教育局 2023年度年报的公布时间（判定日 ")
    assert rest[:11] == [
        f"期限：2024-01-31（含当日；{BASIS}）",
        f"结论：无法判定。{DOUBT}",
        "不早于：2024-02-07（当日完整核查 http://edu.example/ 未见到，运行 20240207-090000）",
        "不晚于：2024-02-08（当日首次在 http://edu.example/ 见到，运行 20240208-090000）",
        "标注的日期：",
        "  页面标注 2024-01-20（http://edu.example/，2024-02-08 至 2024-02-09 所见）",
        "核查经过：",
        "  2024-02-05 http://edu.example/ 完整核查未见到，1 次",
        "  2024-02-06 http://edu.example/ 不作依据（网站响应超时），1 次",
        "  2024-02-07 http://edu.example/ 完整核查未见到，1 次",
        "  2024-02-08 至 2024-02-09 http://edu.example/ 见到，2 次",
    ]
    assert rest[11] == "最近一次审核中有关规则："
    assert [line[2:12] for line in rest[12:] if "TIM07" in line] == ["TIM07 不符合："]
    known = json.loads(duban("timeliness", *ASKED, "--format", "json").out)
    assert (known["verdict"], known["not_before"], known["not_after"]) == (
        "cannot_tell",
        "2024-02-07",
        "2024-02-08",
    )
    assert [visit["bearing"] for visit in known["visits"]] == [
        "unseen",
        "nothing",
        "unseen",
        "seen",
    ]


def test_nobody_is_late_where_only_our_failures_lie_between(
    office: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    assert duban("timeliness", *ASKED).status == 1  # no ledger yet
    failed = kit.published(visit_class=VisitClass.TIMEOUT)
    show(office, 1, failed, failed, kit.published(documents=(kit.report("edu"),)))
    assert told(office, 3) == (
        Verdict.ON_TIME,
        "页面标注为2024年1月30日，在期限2024年1月31日之内，没有与之矛盾的完整核查记录",
    )


@pytest.mark.parametrize(
    ("day", "verdict", "words"),
    [
        (date(2024, 2, 3), Verdict.LATE, "逾期3天"),
        (date(2024, 3, 3), Verdict.CANNOT_TELL, "晚于核查之日"),
    ],
)
def test_a_day_after_the_due_date(
    office: Any, kit: Any, day: date, verdict: Verdict, words: str
) -> None:
    show(office, 1, kit.published(documents=(kit.report("edu"),), claimed=day))
    given, reason = told(office, 1)
    assert given is verdict
    assert words in reason


def test_without_a_report(office: Any, kit: Any) -> None:
    show(office, 1, kit.published(visit_class=VisitClass.NOT_SEEN))
    assert told(office, 1) == (
        Verdict.CANNOT_TELL,
        "截至2024年2月5日的完整核查未见到年报；是否未公布须由人工确认",
    )
    assert told(office, -10) == (
        Verdict.CANNOT_TELL,
        "公布期限2024年1月31日未过，尚未见到年报",
    )
    with office.ledger() as ledger:
        town = office.registry.agencies["town"]
        known = timeliness_of(ledger, office.registry, town, 2023, date(2024, 2, 5))
        assert (known.verdict, known.reason) == (Verdict.CANNOT_TELL, "没有规定该机关的公布期限")


def test_a_removed_report_is_told_and_its_findings_are_withdrawn_until_it_is_back(
    office: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    page = kit.published(documents=(kit.report("edu", figures=WRONG),))
    unseen = kit.published(visit_class=VisitClass.NOT_SEEN)

    def state() -> FindingState:
        with office.ledger() as ledger:
            (found,) = ledger.findings(FindingQuery(rule="CON01"))
        return found.state

    show(office, 1, page, page, unseen)
    assert state() is FindingState.PERSISTING
    line = "撤下：2024-02-06 最后见到，2024-02-07 起完整核查未再见到"
    assert f"{line}；尚须隔 24 小时以上在各公布位置再次完整核查" in duban("timeliness", *ASKED).out
    show(office, 4, unseen, unseen)
    assert state() is FindingState.WITHDRAWN
    assert line in duban("timeliness", *ASKED).out.splitlines()
    show(office, 6, kit.published(visit_class=VisitClass.TIMEOUT))
    assert state() is FindingState.WITHDRAWN
    show(office, 7, page)
    assert state() is FindingState.REOPENED


def _seen(day: str) -> str:
    run = f"{day.replace('-', '')}-090000"
    return f"{day} 09:01:00 首次看到（运行 {run}），{day} 09:01:00 最近看到（运行 {run}）"


def test_a_silent_change_after_a_notice_is_shown_old_and_new(
    office: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    old = kit.published(documents=(kit.report("edu", figures=WRONG, preamble=["旧的前言。"]),))
    new = kit.published(documents=(kit.report("edu", preamble=["新的前言。"]),))
    show(office, 1, old)
    assert duban("changes", *ASKED).out == "苏镇市教育局 2023年度年报公布后的变化共 0 次。\n"
    with office.ledger() as ledger:
        (notice,) = ledger.notices(2023)
        for step, number in ((NoticeState.IN_REVIEW, None), (NoticeState.RELEASED, "〔2024〕1号")):
            at = office.clock(1).now()
            ledger.papers.move(notice.notice_id, step, moved_by="张三", moved_at=at, number=number)
    show(office, 2, new)
    assert duban("changes", *ASKED).out.splitlines() == [
        "位置 edu：第 1 版 → 第 2 版（内容有变化）",
        f"  原版：{_seen('2024-02-05')}",
        f"  现版：{_seen('2024-02-06')}",
        "  首次看到现版之前，〔2024〕1号已于 2024-02-05 09:00:00 签发",
        "  表三“（一）予以公开”总计：99 → 6",
        "  正文之前",
        "    原：旧的前言。",
        "    现：新的前言。",
        "苏镇市教育局 2023年度年报公布后的变化共 1 次。",
    ]
    (known,) = json.loads(duban("changes", *ASKED, "--format", "json").out)
    assert known["figures"] == [
        {
            "path": "requests.granted.total",
            "name": "表三“（一）予以公开”总计",
            "before": {"state": "number", "value": "99", "printed": "99"},
            "after": {"state": "number", "value": "6", "printed": "6"},
        }
    ]
    assert [notice["number"] for notice in known["notices"]] == ["〔2024〕1号"]
    assert "第 2 版：内容有变化" in duban("timeliness", *ASKED).out


@pytest.mark.parametrize("command", ["timeliness", "changes"])
def test_an_agency_that_is_not_there(
    office: Any, duban: Callable[..., Answer], command: str
) -> None:
    office.run()
    answer = duban(command, "--agency", "财政厅", "--year", "2023")
    assert (answer.status, answer.out) == (2, "")
    assert "“财政厅”；写全称或编号" in answer.err
