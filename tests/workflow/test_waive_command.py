"""``duban waive``: a waived finding is shown as such and enters no notice while it is waived."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from duban_command import Answer, calling, set_up

from config.settings import AuditSettings
from ledger.identity import fingerprint
from ledger.said import Waiver

NAME = fingerprint("CON01", "edu", 2023, "requests.granted")
WAIVED = ("waive", "add", "--rule", "con01", "--agency", "苏镇市教育局", "--year", "2023")
REST = ("--until", "2099-12-31", "--by", "张三", "--reason", "正在 核实")
LINE = "第 1 号 CON01，苏镇市教育局，2023年度，2024-02-01 至 2099-12-31，张三：正在 核实"
FINDING = (
    "苏镇市教育局 2023 [错误] CON01 表三“（一）予以公开”一行：4 + 1 + 0 + 0 + 1 + 0 = 6，报告填 99"
)


@pytest.fixture
def judged(office: Any, kit: Any) -> Any:
    office.portals["edu"] = kit.published(
        documents=(kit.report("edu", figures={"requests.granted.total": 99}),)
    )
    office.config = replace(office.config, audit=AuditSettings(select=("CON01", "TIM")))
    return office


@pytest.fixture
def duban(judged: Any, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    return calling(capsys, *set_up(judged.config.data_dir.parent))


def test_a_waived_finding_enters_no_notice_until_the_waiver_ends(judged: Any) -> None:
    judged.run()
    with judged.ledger() as ledger:
        ledger.waivers.add(
            Waiver(
                rule="CON01",
                agency_id="edu",
                year=None,
                from_date=date(2024, 2, 6),
                until_date=date(2024, 2, 6),
                reason="正在核实",
                waived_by="张三",
                waived_at=datetime(2024, 2, 6, tzinfo=UTC),
            )
        )

    def told(day: int) -> tuple[int, int]:
        summary = judged.run(day)
        (year,) = summary.years
        is_told = "另有仅供审阅、不进入通知和看板的发现：已豁免 1。" in summary.lines()
        assert is_told is (year.waived == 1)
        return len(year.notices), year.waived

    assert [told(2), told(3)] == [(0, 1), (1, 0)]


def test_added_listed_reported_and_ended(judged: Any, duban: Callable[..., Answer]) -> None:
    judged.run()
    assert duban(*WAIVED, "--from", "2024-02-01", *REST) == Answer(0, f"已登记：{LINE}\n", "")
    assert duban("waive", "list").out == f"{LINE}（有效）\n共 1 项。\n"
    shown = f"（新发现、已豁免，首次发现 2024-02-05，标识 {NAME}）"
    assert duban("findings", "--state", "waived").out == f"{FINDING}{shown}\n共 1 项。\n"
    assert duban("explain", NAME).out.splitlines()[0] == f"问题 {NAME}（新发现、已豁免）"
    assert duban("waive", "report", "--day", "2024-02-05").out.splitlines() == [
        LINE,
        f"  {FINDING}（新发现、已豁免，标识 {NAME}）",
        "2024-02-05：有效的豁免 1 项，所豁免的问题 1 项。",
    ]
    (told,) = json.loads(duban("waive", "report", "--format", "json").out)
    assert (told["waiver"], told["in_force"], told["ended"]) == (1, True, None)
    assert [row["fingerprint"] for row in told["findings"]] == [NAME]
    ended = duban("waive", "end", "1", "--from", "2024-03-01", "--by", "李四", "--reason", "已核实")
    assert ended.out == "已终止：第 1 号豁免自 2024-03-01 起不再有效。\n"
    assert duban("waive", "list").out == "共 0 项。\n"
    assert duban("waive", "list", "--all").out == (
        f"{LINE}（李四自 2024-03-01 起终止：已核实）\n共 1 项。\n"
    )
    assert duban("findings", "--state", "waived").out == "共 0 项。\n"
    again = duban("waive", "end", "1", "--by", "李四", "--reason", "再次")
    assert (again.status, again.out) == (1, "")


@pytest.mark.parametrize(
    ("scope", "status", "words"),
    [
        (("--rule", "*", "--agency", "全部", "--year", "2023"), 1, "豁免的范围过宽"),
        (("--rule", "CON99", "--agency", "edu", "--year", "2023"), 2, "没有规则 CON99"),
        (("--rule", "CON01", "--agency", "财政厅", "--year", "2023"), 2, "没有机关“财政厅”"),
        (("--rule", "CON01", "--agency", "edu", "--year", "去年"), 2, "--year 应为 2008—2100"),
    ],
)
def test_a_scope_that_is_refused(
    judged: Any, duban: Callable[..., Answer], scope: tuple[str, ...], status: int, words: str
) -> None:
    judged.run()
    answer = duban("waive", "add", *scope, *REST)
    assert (answer.status, answer.out) == (status, "")
    assert words in answer.err
    assert duban("waive", "list", "--all").out == "共 0 项。\n"


def test_a_day_that_is_past_is_refused(judged: Any, duban: Callable[..., Answer]) -> None:
    judged.run()
    past = ("--until", "2024-02-05", "--by", "张三", "--reason", "因")
    assert duban(*WAIVED, "--from", "2024-02-01", *past) == Answer(
        2, "", "duban：截止日 2024-02-05 已过，豁免不会生效\n"
    )


def test_two_states_of_life_at_once(judged: Any, duban: Callable[..., Answer]) -> None:
    judged.run()
    answer = duban("findings", "--state", "rectified", "--state", "new")
    assert answer == Answer(
        2, "", "duban：一项问题不会同时处于几种状态（新发现、已整改），--state 中只写其一\n"
    )
    assert duban("findings", "--state", "new", "--state", "noticed").out == "共 0 项。\n"
    assert duban("findings", "--state", "new").out.splitlines()[-1] == "共 1 项。"
