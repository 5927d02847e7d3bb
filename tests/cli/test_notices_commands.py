"""``duban notices`` as people call it, on the ledger of an older program with a released notice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cli.notices import notices
from config.clock import SHANGHAI, FixedClock
from ledger.store import Ledger

OLD = Path(__file__).parents[1] / "ledger" / "old" / "schema08.sql"
Duban = Callable[..., Any]
STEPS = [
    ("submit", "1", "--by", "张三"),
    ("return", "1", "--by", "张三", "--reason", "x"),
    ("confirm", "1", "--by", "张三"),
    ("release", "1", "--by", "张三"),
    ("deliver", "1", "--by", "张三", "--how", "邮寄"),
    ("reply", "1", "--by", "张三", "--received", "2024-02-20", "--words", "x"),
    ("close", "1", "--by", "张三", "--reason", "x"),
    ("show", "1"),
]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft (1, its file gone) and a released notice (2), on 2024-02-28."""
    (tmp_path / "var").mkdir()
    with closing(sqlite3.connect(tmp_path / "var" / "ledger.db")) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    now = FixedClock(datetime(2024, 2, 28, 9, tzinfo=SHANGHAI))
    monkeypatch.setattr("cli.context.SystemClock", lambda: now)
    return tmp_path


@pytest.mark.usefixtures("office")
def test_documents_are_listed_and_chosen(duban: Duban) -> None:
    answer = duban("notices", "list")
    assert (answer.status, answer.out) == (
        0,
        (
            "编号  年度  种类      机关          状态    文号               问题数  要求反馈    "
            "文件\n"
            "----  ----  --------  ------------  ------  -----------------  ------  ----------  "
            "----------------\n"
            "   1  2023  整改通知  苏镇市教育局  代拟稿                          0              "
            "2023/r1/edu.html\n"
            "   2  2022  整改通知  苏镇市教育局  已签发  苏公开〔2024〕1号       1  2024-02-26  "
            "2022/r1/edu.html\n"
            "共 2 行。\n"
        ),
    )

    def keys(*asked: str) -> list[int]:
        told = json.loads(duban("notices", "list", *asked, "--format", "json").out)
        return [one["notice"] for one in told]

    assert keys("--state", "released", "--state", "closed") == [2]
    assert keys("--year", "2023", "--kind", "notice") == [1]
    assert keys("--agency", "edu") == [1, 2]
    assert keys("--kind", "circular") == []
    assert "台账中没有机关“财政厅”" in duban("notices", "list", "--agency", "财政厅").err


@pytest.mark.usefixtures("office")
def test_a_document_is_shown_whole(duban: Duban) -> None:
    assert duban("notices", "show", "2").out.splitlines() == [
        "第 2 号 整改通知：苏镇市教育局，2022年度，已签发",
        "  起草：2024-02-06 09:00:00，原因未记录",
        "  文件：2022/r1/edu.html",
        "  要求反馈：2024-02-26",
        "办理经过：",
        "  2024-02-07 09:00:00 审核中 张三",
        "  2024-02-08 09:00:00 已签发 李四 文号 苏公开〔2024〕1号",
        "所列问题：",
        "  1. [错误] CON01 3 + 1 = 4，报告填 5（标识 7b3ef4b4ae00304b）",
        "投递：",
        "  2024-02-08 09:00:00 电子邮件 jyj@office.example 第 1 次 已送达",
        "反馈：",
        "  2024-02-20 收到，张三登记：来函收悉",
        "    第 1 项 作出说明：口径不同",
    ]
    told = json.loads(duban("notices", "show", "2", "--format", "json").out)
    assert (
        told["state"],
        told["steps"][1]["number"],
        told["replies"][0]["items"][0]["answer"],
    ) == (
        "released",
        "苏公开〔2024〕1号",
        "explained",
    )


@pytest.mark.usefixtures("office")
def test_overdue_replies_are_listed_until_they_come(duban: Duban) -> None:
    assert duban("notices", "due").out.splitlines()[2:] == [
        "   2  苏镇市教育局  苏公开〔2024〕1号  已签发  2024-02-26  逾期 2 天",
        "共 1 行。",
        "2024-02-28：逾期 1 件，3 天内到期 0 件。",
    ]
    (one,) = json.loads(duban("notices", "due", "--date", "2024-02-26", "--format", "json").out)
    assert (one["notice"], one["days_left"]) == (2, 0)
    assert duban("notices", "due", "--date", "2024-02-01").out == (
        "待反馈的文书：没有符合条件的记录。\n"
    )
    answered = duban(
        *("notices", "reply", "2", "--by", "张三", "--received", "2024-02-27"),
        *("--words", "已整改", "--item", "1=corrected:已更正"),
    )
    assert answered.out == "已登记：第 2 号文书 2024-02-27 收到反馈，逐项答复 1 项。\n"
    assert duban("notices", "due").out == "待反馈的文书：没有符合条件的记录。\n"


def test_delivered_by_hand_then_closed(office: Path, duban: Duban) -> None:
    handed = duban("notices", "deliver", "2", "--by", "张三", "--how", "专人送达")
    assert handed.out == "已登记：第 2 号文书 专人送达 苏镇市教育局，第 1 次。\n"
    closed = duban("notices", "close", "2", "--by", "张三", "--reason", "已整改")
    assert closed.out == "第 2 号文书：已办结。\n"
    with Ledger.open(office / "var" / "ledger.db") as ledger:
        assert [step.state.label for step in ledger.papers.steps(2)] == [
            *("审核中", "已签发", "已送达", "已办结")
        ]
        assert ledger.events.verify().problems == ()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("call", "status", "told"),
    [
        (("show", "99"), 1, "没有第 99 号文书，请先列出全部文书（duban notices list）再选定编号"),
        (("submit", "0", "--by", "张三"), 2, "应为整数"),
        (("submit", "x", "--by", "张三"), 2, "应为整数"),
        (("submit", "1", "--by", " "), 1, "没有写明姓名"),
        (("submit", "1", "--by", "张三"), 1, "不存在，请重新起草（duban notices draft）"),
        (("submit", "2", "--by", "张三"), 1, "现为已签发，不能改为审核中"),
        (("release", "1", "--by", "张三"), 1, "现为代拟稿，不能改为已签发；请先提交审核"),
        (("release", "1", "--by", "张三", "--reason", "x"), 2, "须同时写"),
        (("release", "1", "--by", "张三", "--date", "2月"), 2, "应写成 2024-01-31 的形式"),
        (("return", "1", "--by", "张三", "--reason", "x"), 1, "现为代拟稿，不能改为代拟稿"),
        (("reply", "1", "--by", "张", "--received", "2024-02-27", "--words", "x"), 1, "现为代拟稿"),
        (
            ("reply", "2", "--by", "张", "--received", "2024-02-27", "--words", "x", "--item", "1"),
            2,
            "--item 1 写法不对",
        ),
        (("deliver", "1", "--by", "张三", "--how", "邮寄"), 1, "现为代拟稿"),
        (("confirm", "1", "--by", "张三", "--item", "5"), 1, "没有第 5 项：共列 0 项"),
        (("close", "2", "--by", "张三", "--reason", " "), 1, "没有写明理由"),
        (("draft", "--kind", "circular", "--agency", "edu"), 2, "只写一个"),
        (("--year", "2023", "list"), 2, "请写在子命令之后"),
        (("nothing",), 2, "没有这个命令"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(
    duban: Duban, call: tuple[str, ...], status: int, told: str
) -> None:
    answer = duban("notices", *call)
    assert (answer.status, answer.out) == (status, "")
    assert told in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("call", STEPS)
def test_without_a_ledger_one_is_told_what_to_do(
    duban: Duban, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = duban("notices", *call)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("duban：还没有台账（")


def test_the_commands_stand_in_the_order_of_the_work() -> None:
    names = list(notices.commands)
    order = ["draft", "list", "show", "submit", "return", "confirm", "release", "deliver"]
    assert names[: len(order)] == order
    assert {"reply", "due", "close", "correct"} <= set(names)
