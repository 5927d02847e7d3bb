"""``duban absent``: who was not seen, a person's word, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from duban_command import ONE_AGENCY, Answer, calling, set_up

from archive.model import VisitClass
from cli.context import Session
from config.settings import AuditSettings
from ledger.identity import fingerprint

NAME = fingerprint("TIM03", "edu", 2023, "publication")
YEAR = ("--year", "2023")
REASON = "已查看首页、年报栏目和站内检索"
WHO = ("--by", "张三", "--reason", REASON)
WORD = (
    f"第 1 号：2024-02-06 10:00 张三 确认未公布：{REASON}（所据核查 2024-02-06，"
    "运行 20240206-090000）"
)
ENDED = f"{WORD}；2024-02-07 李四 撤回：年报在上级平台"
BEGIN = "苏镇市教育局（edu）2023年度："


@pytest.fixture
def duban(
    office: Any, kit: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """The command an hour after the run of a day; the bureau of education was twice not seen."""
    office.config = replace(office.config, audit=AuditSettings(select=("CON01", "TIM")))
    show(office, kit, 1, VisitClass.NOT_SEEN, VisitClass.ABSENT_UNCONFIRMED)
    folder = office.config.data_dir.parent
    (folder / "registry.toml").write_text(ONE_AGENCY, encoding="utf-8")
    command = calling(capsys, *set_up(folder))

    def run(day: int, *arguments: str) -> Answer:
        now = office.clock(day)
        clock = replace(now, instant=now.now() + timedelta(hours=1))
        monkeypatch.setattr(Session, "clock", lambda _: clock)
        return command(*arguments)

    return run


def show(office: Any, kit: Any, day: int, *classes: VisitClass) -> None:
    for number, visit_class in enumerate(classes, start=day):
        office.portals["edu"] = kit.published(visit_class=visit_class)
        office.run(number)


def test_listed_confirmed_told_and_taken_back(
    office: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    looked = [
        "  最后期限 2024-01-31；自 2024-02-05 起完整核查未见到",
        "  2024-02-05 此前一次核查，同样未见：本次未见，尚待再次核查（运行 20240205-090000）",
        "  2024-02-06 最近一次核查：未见公布（待人工确认）（运行 20240206-090000）",
    ]
    listed = duban(2, "absent", "list", *YEAR)
    assert (listed.status, listed.err) == (0, "")
    assert listed.lines == [
        f"{BEGIN}未见公布（待人工确认）",
        *looked,
        "  人工确认：尚无",
        "2023年度共 1 个机关，其中已确认未公布 0 个。",
        "全部页面见 duban evidence；查看后确认未公布的，用 duban absent confirm。",
    ]
    kept = duban(2, "absent", "confirm", "苏镇市教育局", *YEAR, *WHO)
    assert (kept.status, kept.err) == (0, "")
    assert kept.out == (
        f"已登记：苏镇市教育局2023年度，{WORD}\n"
        "下一次 duban run 或者 duban audit 之后，其公布情况改为“未公布”，记入问题（TIM03），"
        "并起草整改通知（代拟稿，由人审核签发）。正在进行的运行不受影响。此后见到年报的，本确认自行失效。\n"
    )
    assert duban(2, "absent", "list").lines == [
        f"{BEGIN}未见公布（待人工确认）；已确认未公布，下次审核之后生效",
        *looked,
        f"  {WORD}",
        "2023年度共 1 个机关，其中已确认未公布 1 个。",
    ]
    show(office, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    assert duban(3, "absent", "list").lines[0] == f"{BEGIN}未公布"
    told = duban(3, "explain", NAME).lines
    place = told.index("未公布的人工确认：")
    assert told[place : place + 3] == ["未公布的人工确认：", f"  {WORD}", "人工认定：尚无"]
    ended = duban(
        3, "absent", "withdraw", "edu", *YEAR, "--by", "李四", "--reason", "年报在上级平台"
    )
    assert (ended.status, ended.lines[0]) == (0, f"已撤回：苏镇市教育局2023年度，{ENDED}")
    listed = duban(3, "absent", "list")
    assert listed.lines[0] == f"{BEGIN}未公布；没有有效的确认，下次审核之后改为待人工确认"
    show(office, kit, 4, VisitClass.ABSENT_UNCONFIRMED)
    listed = duban(4, "absent", "list")
    assert (listed.lines[0], listed.lines[-3]) == (f"{BEGIN}未见公布（待人工确认）", f"  {ENDED}")
    assert duban(4, "ledger", "verify").status == 0


def test_a_word_that_waits_is_listed(office: Any, kit: Any, duban: Callable[..., Answer]) -> None:
    duban(2, "absent", "confirm", "edu", *YEAR, *WHO)
    show(office, kit, 3, VisitClass.TIMEOUT)
    listed = duban(3, "absent", "list")
    assert listed.lines[0] == f"{BEGIN}无法核实；曾确认未公布，最近一次核查没有查成，暂不认定"
    office.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    office.run(4)
    assert duban(4, "absent", "list").lines == ["2023年度共 0 个机关，其中已确认未公布 0 个。"]
    refused = duban(4, "absent", "confirm", "edu", *YEAR, *WHO)
    assert refused.status == 1
    assert refused.err.startswith("duban：苏镇市教育局2023年度现为“")
    assert "已经见到年报；认为采集的不是该机关该年度年报的" in refused.err


def test_for_programs(duban: Callable[..., Answer]) -> None:
    duban(2, "absent", "confirm", "edu", *YEAR, *WHO)
    duban(3, "absent", "withdraw", "edu", *YEAR, "--by", "李四", "--reason", "年报在上级平台")
    (told,) = json.loads(duban(3, "absent", "list", "--format", "json").out)
    confirmations = told.pop("confirmations")
    first, last = told.pop("visits")
    assert told == {
        "agency_id": "edu",
        "agency": "苏镇市教育局",
        "year": 2023,
        "state": "absent_unconfirmed",
        "due": "2024-01-31",
        "since": "2024-02-05",
        "proved": True,
        "in_force": False,
    }
    assert (first["date"], first["class"]) == ("2024-02-05", "not_seen")
    assert last == {
        "run": "20240206-090000",
        "place": "edu",
        "date": "2024-02-06",
        "class": "absent_unconfirmed",
        "why": "最近一次核查",
        "tried": ["打开首页", "读取年报栏目"],
        "pages": [],
    }
    assert confirmations == [
        {
            "confirmation": 1,
            "by": "张三",
            "at": "2024-02-06T02:00:00+00:00",
            "reason": REASON,
            "run": "20240206-090000",
            "visited": "2024-02-06",
            "withdrawn": {
                "by": "李四",
                "at": "2024-02-07T02:00:00+00:00",
                "reason": "年报在上级平台",
            },
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("confirm", "没有的局", *YEAR, *WHO), 2, "台账中没有机关“没有的局”"),
        (("confirm", "edu", *WHO), 2, "缺少参数 --year"),
        (("confirm", "edu", *YEAR, "--by", "张三"), 2, "缺少参数 --reason"),
        (("confirm", "edu", "--year", "2022", *WHO), 1, "没有苏镇市教育局2022年度的审核结果"),
        (("confirm", "edu", "--year", "9" * 30, *WHO), 2, "应为整数（2008—2100）"),
        (("confirm", "edu", *YEAR, "--by", " ", "--reason", "x"), 1, "没有写明姓名"),
        (("confirm", "edu", *YEAR, "--by", "张三", "--reason", " "), 1, "请写明查看了什么"),
        (("confirm", "fin", *YEAR, *WHO), 1, "现为“按时公布”，不能确认未公布"),
        (("withdraw", "edu", *YEAR, *WHO), 1, "没有可以撤回的未公布确认"),
    ],
)
def test_refused(
    duban: Callable[..., Answer], arguments: tuple[str, ...], status: int, words: str
) -> None:
    answer = duban(2, "absent", *arguments)
    assert (answer.status, answer.out) == (status, "")
    assert words in answer.err
    assert "Traceback" not in answer.err


def test_hostile_words_are_shown_as_words(
    office: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    """The reason is told to the office alone; it never comes into a document or onto the board."""
    hostile = "已看\x1b[31m\u202e<script>alert(1)</script>{{ 7*7 }}\n=1+1"
    shown = "已看[31m<script>alert(1)</script>{{ 7*7 }} =1+1"
    kept = duban(2, "absent", "confirm", "edu", *YEAR, "--by", "张三", "--reason", hostile)
    assert kept.status == 0
    assert f"张三 确认未公布：{shown}（" in kept.out
    show(office, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    for command in (("absent", "list"), ("explain", NAME)):
        assert shown in duban(3, *command).out
    pages = [path.read_text(encoding="utf-8") for path in office.config.reports_dir.rglob("*.html")]
    assert len(pages) > 1
    assert not any("alert(1)" in page for page in pages)


def test_a_confirmation_is_told_without_another_visit(
    office: Any, duban: Callable[..., Answer]
) -> None:
    before = len(office.jobs)
    assert duban(2, "absent", "confirm", "苏镇市教育局", *YEAR, *WHO).status == 0
    audited = duban(3, "audit", *YEAR)
    assert audited.status == 0
    assert "2023 年度：机关 1 个；未公布 1。" in audited.lines
    assert "通知（代拟稿）：1 份。" in audited.lines
    assert len(office.jobs) == before
