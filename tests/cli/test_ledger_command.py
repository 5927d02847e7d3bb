"""``duban ledger`` as people call it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ledger.migrate import MIGRATIONS
from ledger.store import Ledger

OLD = Path(__file__).parents[1] / "ledger" / "old" / "schema05.sql"
Duban = Callable[..., Any]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing ran yet, with an older ledger ``old.db`` beside it."""
    folder = tmp_path / "office"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "old.db")) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def taken(office: Path, duban: Duban) -> Path:
    """The ledger of the office, taken over from the older one."""
    assert duban("ledger", "import", "old.db", "--by", "张三").status == 0
    return office / "var" / "ledger.db"


@pytest.mark.parametrize(
    "command",
    [("verify",), ("stats",), ("search", "教育"), ("backup", "b.db"), ("thin", "--months", "3")],
)
@pytest.mark.usefixtures("office")
def test_without_a_ledger_one_is_told_what_to_do(duban: Duban, command: tuple[str, ...]) -> None:
    answer = duban("ledger", *command)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("duban：还没有台账（")


def test_import_then_verify_by_the_noted_head(taken: Path, duban: Duban) -> None:
    told = json.loads(duban("ledger", "verify", "--format", "json").out)
    assert (told["sound"], told["schema"], told["events"]) == (True, len(MIGRATIONS), 3)
    answer = duban("ledger", "verify", "--head", told["head"])
    assert (answer.status, answer.out) == (
        0,
        (
            f"结构版本 {len(MIGRATIONS)}，操作记录 3 行\n"
            f"操作记录末行校验值：{told['head']}（可另行抄存，供日后比对）\n"
            "结论：完好，没有发现损坏或改动。\n"
        ),
    )
    with closing(sqlite3.connect(taken)) as connection:
        connection.execute("DROP TRIGGER decisions_update")
        connection.execute("UPDATE decisions SET decided_by = '别人' WHERE decision_id = 1")
        connection.commit()
    answer = duban("ledger", "verify", "--head", "0" * 64)
    assert answer.status == 1
    assert answer.out.splitlines()[1:6] == [
        "问题：",
        "  防改触发器 decisions_update 缺失",
        "  操作记录中没有先前抄存的校验值：记录的末尾被删去，或者全部被重写",
        "  decisions 第 1 行与操作记录不符",
        f"操作记录末行校验值：{told['head']}（可另行抄存，供日后比对）",
    ]
    assert answer.out.endswith("结论：有问题 3 处。\n")


def test_backup_and_restore(taken: Path, duban: Duban) -> None:
    answer = duban("ledger", "backup", "备份/一.db")
    assert answer.status == 0
    assert answer.out.startswith("已备份：备份/一.db（")
    assert duban("ledger", "backup", "备份/一.db").err.endswith("请另写一个文件名\n")
    with Ledger.open(taken) as ledger:
        ledger._connection.execute("DELETE FROM runs WHERE run_id = 'r2'")
    answer = duban("ledger", "restore", "备份/一.db", "--by", "张三")
    assert answer.status == 0
    former = answer.out.splitlines()[1].removeprefix("原来的台账改名保留为：")
    assert Path(former).parent == taken.parent
    with Ledger.open(taken) as ledger, Ledger.open(Path(former)) as before:
        assert (len(ledger.runs()), len(before.runs())) == (2, 1)
    assert duban("ledger", "restore", "备份/一.db").status == 2
    assert duban("ledger", "restore", "没有.db", "--by", "张三").err == (
        "duban：没有.db：没有这个文件，请检查路径\n"
    )


@pytest.mark.usefixtures("taken")
def test_statistics(duban: Duban) -> None:
    lines = duban("ledger", "stats").out.splitlines()
    assert lines[2] == "运行：完成 1 次，进行中 1 次；判定日 2024-02-05 至 2024-02-05"
    assert "           2  机关（agencies）" in lines
    told = json.loads(duban("ledger", "stats", "--format", "json").out)
    assert (told["schema"], told["first_day"]) == (len(MIGRATIONS), "2024-02-05")


@pytest.mark.usefixtures("taken")
def test_search(duban: Duban) -> None:
    assert duban("ledger", "search", "报告填", "教育局").out == (
        "苏镇市教育局（2023）CON01 7b3ef4b4ae00304b：3 + 1 = 4，报告填 5\n"
        "共检索到年报正文 0 处，问题 1 项。\n"
    )
    assert duban("ledger", "search", "没有的话").out == "共检索到年报正文 0 处，问题 0 项。\n"


@pytest.mark.usefixtures("taken")
def test_thin_tells_before_it_does(duban: Duban) -> None:
    assert duban("ledger", "thin").status == 2
    assert duban("ledger", "thin", "--months", "3", "--apply").status == 2
    answer = duban("ledger", "thin", "--months", "3")
    assert answer.status == 0
    assert answer.out.endswith(
        "没有变化的访问 0 次，其抓取记录 0 条。没有删除；要删除请加 --apply --by 姓名。\n"
    )
    Path("duban.toml").write_text("[ledger]\ncaptures_months = 3\n", encoding="utf-8")
    answer = duban("ledger", "thin", "--apply", "--by", "张三")
    assert (answer.status, answer.out[:5]) == (0, "已精简：2")
