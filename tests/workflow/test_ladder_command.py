"""``duban ladder`` as people call it, over runs of the office."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from duban_command import FOLDERS, Answer, calling, set_up

from archive.model import VisitClass
from cli.context import Session

TOML = """
[[agency]]
id = "edu"
name = "苏镇市教育局"
kind = "department"
region = "990100"

[[agency]]
id = "fin"
name = "苏镇市财政局"
kind = "department"
region = "990100"

[[agency]]
id = "town"
name = "苏镇市河湾镇人民政府"
kind = "township"
region = "990100"

[[agency]]
id = "new"
name = "苏镇市数据局"
kind = "department"
region = "990100"

[[place]]
id = "edu"
agency = "edu"
home = "http://edu.example/"

[[place]]
id = "fin"
agency = "fin"
home = "http://fin.example/"
"""
HEAD = [
    "期限前 20、5、1 个工作日提醒；期限后 1、5 个工作日催办；期限后 10 个工作日通报。",
]
# Days of the office count from 5 February 2024.
JANUARY_2, JANUARY_24 = -33, -11
OTHERS = [
    "  已见到年报：苏镇市财政局",
    "  没有规定该机关的公布期限：苏镇市河湾镇人民政府",
    "  尚无核查结果：苏镇市数据局",
    "通报：未到通报的日子（下一步：期限后10个工作日通报，2024-02-19）",
]


@pytest.fixture
def duban(
    office: Any, kit: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """The command line on 24 January 2024, when the bureau of education had nothing yet."""
    settings = replace(office.config.notices, forms=("html",))
    office.config = replace(office.config, notices=settings)
    office.portals["edu"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    folder = office.config.data_dir.parent
    (folder / "registry.toml").write_text(TOML, encoding="utf-8")
    office.run(JANUARY_2)
    monkeypatch.setattr(Session, "clock", lambda _: office.clock(JANUARY_24))

    settings = f'{FOLDERS}[notices]\nforms = ["html"]\n'
    return calling(capsys, *set_up(folder, settings), "ladder")


def test_what_is_due_today_and_why_the_others_get_nothing(duban: Any) -> None:
    answer = duban()
    assert (answer.status, answer.out.splitlines()) == (
        0,
        [
            "2023年度年报，按 2024-01-24 计算。",
            *HEAD,
            "应起草 1 件：",
            "  苏镇市教育局：期限前5个工作日提醒（2024-01-24），期限 2024-01-31，还有 5 个工作日",
            "不起草的：",
            *OTHERS,
        ],
    )


def test_drafting_then_nothing_is_left_to_draft(office: Any, duban: Any) -> None:
    answer = duban("--draft")
    path = office.config.reports_dir / "2023/代拟稿/edu_苏镇市教育局_2023年报公布提醒.html"
    assert path.is_file()
    assert (answer.status, answer.out.splitlines()[-2:]) == (
        0,
        ["已起草 1 件。", f"  第1号 {path}"],
    )
    assert duban().out.splitlines()[2:] == [
        "没有应起草的提醒或者催办。",
        "不起草的：",
        (
            "  期限前5个工作日提醒已经起草：第1号提醒（代拟稿），2024-01-24"
            "（下一步：期限前1个工作日提醒，2024-01-30）：苏镇市教育局"
        ),
        *OTHERS,
    ]
    assert duban("--draft").out.splitlines()[-1] == "已起草 0 件。"


def test_looking_ahead_agency_by_agency(duban: Any) -> None:
    answer = duban("--date", "2024-02-06", "--all")
    assert answer.out.splitlines() == [
        "2023年度年报，按 2024-02-06 计算。",
        *HEAD,
        "苏镇市教育局（未到期限，期限 2024-01-31）：期限后尚无完整的核查记录，不催办",
        "苏镇市财政局（按时公布，期限 2024-01-31）：已见到年报",
        "苏镇市河湾镇人民政府（已采集，没有规定期限）：没有规定该机关的公布期限",
        "苏镇市数据局：尚无核查结果",
        "通报：未到通报的日子（下一步：期限后10个工作日通报，2024-02-19）",
    ]


def test_what_cannot_be_computed_is_told(office: Any, duban: Any) -> None:
    path = office.config.data_dir.parent / "duban.toml"
    settings = path.read_text(encoding="utf-8") + "[ladder]\nremind_before = [99999, 5]\n"
    path.write_text(settings, encoding="utf-8")
    answer = duban("--date", "2024-01-02")
    assert answer.out.splitlines()[2:] == [
        "没有应起草的提醒或者催办。",
        "不起草的：",
        "  未到提醒的日子（下一步：期限前5个工作日提醒，2024-01-24）：苏镇市教育局",
        *OTHERS,
        "无法计算（有关年份的工作日历尚未公布或者未更新）：期限前99999个工作日提醒。",
    ]


def test_for_programs(duban: Any) -> None:
    told = json.loads(duban("--date", "2024-01-24", "--format", "json").out)
    step = {
        "kind": "reminder",
        "workdays": 5,
        "day": "2024-01-24",
        "reason": "期限前5个工作日提醒",
    }
    upcoming = {
        "kind": "reminder",
        "workdays": 1,
        "day": "2024-01-30",
        "reason": "期限前1个工作日提醒",
    }
    assert told["agencies"][0] == {
        "agency_id": "edu",
        "agency": "苏镇市教育局",
        "state": "not_due",
        "due_date": "2024-01-31",
        "step": step,
        "reason": "期限前5个工作日提醒（2024-01-24）",
        "upcoming": upcoming,
        "uncounted": [],
    }
    assert (told["unjudged"], told["drafted"]) == (["new"], [])


def test_drafts_are_made_for_today_alone(duban: Any) -> None:
    answer = duban("--draft", "--date", "2024-01-30")
    assert (answer.status, answer.err) == (
        2,
        "duban：--date 只用于查看，不能与 --draft 同用：起草一律按当天\n",
    )
