"""What changed at the portals since the last visit, told apart from what agencies did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from archive.model import Visit, VisitClass
from cli.main import duban
from spiders.outcome import REPUBLISHED
from workflow.health import ChangeKind, PlaceChange, Seen, changes_between, health_of

ROBOTS = "http://edu.example/robots.txt"
COLLECTED = Visit(
    run_id="r",
    place_id="edu",
    agency_id="edu",
    year=2023,
    visit_class=VisitClass.COLLECTED,
    started_at=datetime(2024, 2, 5, tzinfo=UTC),
    ended_at=datetime(2024, 2, 5, tzinfo=UTC),
    family="trs",
    listed=12,
)
NORMAL = Seen(visit=COLLECTED, robots={ROBOTS: "1"})
NEW_WORDS = "年报内容与 2024-02-05 采集的不同，前后版本均已存证"


def seen(*, robots: str = "1", **changes: Any) -> Seen:
    return Seen(visit=replace(COLLECTED, **changes), robots={ROBOTS: robots})


def kinds(before: Seen, now: Seen) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.detail) for change in changes_between(before, now)]


def test_nothing_changed() -> None:
    assert kinds(NORMAL, NORMAL) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            seen(visit_class=VisitClass.NOT_SEEN, listed=11),
            [(ChangeKind.REPORT_GONE, "已采集 → 本次未见，尚待再次核查")],
        ),
        (
            seen(visit_class=VisitClass.BLOCKED_FORBIDDEN, reason="状态 403", listed=None),
            [(ChangeKind.BLOCKED, "已采集 → 网站拒绝访问（状态 403）")],
        ),
        (
            seen(visit_class=VisitClass.LAYOUT_CHANGED, family="static_list", listed=0),
            [
                (ChangeKind.LAYOUT_LOST, "已采集 → 页面结构未能识别"),
                (ChangeKind.LIST_EMPTY, "12 条 → 0 条"),
                (ChangeKind.FAMILY_CHANGED, "trs → static_list"),
            ],
        ),
        (
            seen(listed=5),
            [(ChangeKind.LIST_SHRUNK, "12 条 → 5 条")],
        ),
        (
            seen(visit_class=VisitClass.BUDGET_EXHAUSTED),
            [(ChangeKind.OURS, "已采集 → 本次访问额度用完")],
        ),
        (
            seen(flags=(REPUBLISHED,), reason=NEW_WORDS, robots="2"),
            [
                (ChangeKind.ROBOTS_CHANGED, ROBOTS),
                (ChangeKind.REPORT_CHANGED, NEW_WORDS),
            ],
        ),
    ],
)
def test_a_change_is_told_with_before_and_now(
    now: Seen, expected: list[tuple[ChangeKind, str]]
) -> None:
    assert kinds(NORMAL, now) == expected


def test_what_comes_back_is_told_as_recovered() -> None:
    blocked = seen(visit_class=VisitClass.TIMEOUT, listed=None)
    assert kinds(blocked, NORMAL) == [(ChangeKind.RECOVERED, "网站响应超时 → 已采集")]
    assert kinds(blocked, blocked) == []


def test_a_run_beside_the_run_before(office: Any, kit: Any) -> None:
    office.run()
    office.portals["edu"] = kit.published(visit_class=VisitClass.TIMEOUT, reason="60 秒无响应")
    office.portals["fin"] = kit.published(
        documents=(kit.report("fin", title="苏镇市财政局2023年年度报告"),),
        flags=(REPUBLISHED,),
        reason=NEW_WORDS,
    )
    summary = office.run(2)
    with office.ledger() as ledger:
        found = health_of(ledger, summary.run_id, alarm_share=0.2)
    assert found.changes == (
        PlaceChange(
            kind=ChangeKind.BLOCKED,
            agency_id="edu",
            place_id="edu",
            year=2023,
            detail="已采集 → 网站响应超时（60 秒无响应）",
        ),
        PlaceChange(
            kind=ChangeKind.REPORT_CHANGED,
            agency_id="fin",
            place_id="fin",
            year=2023,
            detail=NEW_WORDS,
        ),
    )
    assert found.alarms == ("3 次访问中 1 次访问受阻，请检查本机网络和出口地址是否被限制",)
    assert summary.lines()[2:4] == (
        "注意：3 次访问中 1 次访问受阻，请检查本机网络和出口地址是否被限制。",
        ("与上次访问相比：访问受阻 1 处，已采集的年报内容有变化 1 处（详见 duban health）。"),
    )


def test_the_command_names_agencies(office: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    office.run()
    office.portals["edu"] = kit.published(visit_class=VisitClass.DNS, reason="查无此域名")
    office.run(2)
    monkeypatch.setenv("DUBAN_DATA_DIR", str(office.config.data_dir))
    called = CliRunner().invoke(duban, ["health"])
    assert called.output == (
        "运行 20240206-090000：访问 3 次，结果归属：访问 1，机关 2。\n"
        "注意：3 次访问中 1 次访问受阻，请检查本机网络和出口地址是否被限制。\n"
        "[访问受阻] 苏镇市教育局 2023（位置 edu）：已采集 → 域名无法解析（查无此域名）\n"
        "与上次访问相比有 1 处变化。\n"
    )
    assert "没有编号为 x 的采集" in str(CliRunner().invoke(duban, ["health", "x"]).exception)
