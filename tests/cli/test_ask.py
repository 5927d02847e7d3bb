"""``duban ask``, ``query`` and ``export`` as people call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ledger.exports import SHEET_NAMES
from ledger.questions.catalogue import questions
from ledger.store import Ledger
from registry.model import Agency, AgencyKind, Registry

Duban = Callable[..., Any]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger in which one agency is known and nothing ran yet."""
    agency = Agency(
        agency_id="edu",
        name="苏镇市教育局",
        kind=AgencyKind.DEPARTMENT,
        region_code="990100",
    )
    with Ledger.open(tmp_path / "var" / "ledger.db") as ledger:
        ledger.record_registry(Registry(agencies={"edu": agency}, places={}), (2023,))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_name_all_questions_are_listed(duban: Duban) -> None:
    answer = duban("ask")
    lines = [line for line in answer.out.splitlines() if not line.startswith(" ")]
    assert lines == [
        *(f"{q.name}  {q.title}" for q in questions()),
        f"共 {len(questions())} 个；各项的说明见 docs/questions.md。",
    ]


@pytest.mark.usefixtures("office")
def test_columns_are_aligned_and_an_empty_answer_says_so(duban: Duban) -> None:
    sql = "SELECT '苏镇市教育局' AS 机关, 5 AS 件数 UNION ALL SELECT '局', 12"
    assert duban("query", sql).out == (
        "机关          件数\n------------  ----\n"
        "苏镇市教育局     5\n局              12\n共 2 行。\n"
    )
    assert duban("ask", "哪些机关逾期公布").out == "哪些机关逾期公布：没有符合条件的记录。\n"


@pytest.mark.usefixtures("office")
def test_a_long_cell_is_cut_and_the_terminal_gets_no_controls(duban: Duban) -> None:
    out = duban(
        "query", "SELECT char(27) || '[2J' || '长' AS a, '字字' || hex(zeroblob(60)) AS b"
    ).out
    assert "\x1b" not in out
    assert out.splitlines()[2] == "[2J长  字字" + "0" * 75 + "…"
    assert (
        out.splitlines()[4]
        == "过长的内容已截短（以 … 结尾）；全文请用 --format csv、json 或 xlsx。"
    )


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("ask", "天气"), 1, "没有名为“天气”的常用查询；用 duban ask 查看全部"),
        (("ask", "late", "--param", "year"), 2, "--param 应写成 参数=值，而不是“year”"),
        (("ask", "late", "--format", "xlsx"), 2, "xlsx 须用 --output 写明文件"),
        (
            ("query", "DELETE FROM findings"),
            1,
            "只能查询，不能改动台账，也不能附加其他文件或者更改数据库设置；请只写 SELECT",
        ),
        (("export", "--format", "csv"), 2, "csv 一次只能导出一张表，请用 --sheet 写明"),
    ],
)
def test_a_wrong_call_is_told(
    duban: Duban, arguments: tuple[str, ...], status: int, said: str
) -> None:
    answer = duban(*arguments)
    assert (answer.status, answer.out, answer.err) == (status, "", f"duban：{said}\n")


def test_without_a_ledger_one_is_told_what_to_do(
    duban: Duban, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for call in (("ask", "late"), ("query", "SELECT 1"), ("export", "--output", "a.xlsx")):
        answer = duban(*call)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith("duban：还没有台账（")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_of_all_sheets_and_no_file_is_replaced_unasked(
    duban: Duban, office: Path
) -> None:
    answer = duban("export", "--output", "台账.xlsx")
    assert answer.status == 0
    book = load_workbook(office / "台账.xlsx")
    assert book.sheetnames == list(SHEET_NAMES)
    assert [[cell.value for cell in row][:4] for row in book["机关"]] == [
        ["机关编号", "机关", "类别", "行政区划代码"],
        ["edu", "苏镇市教育局", "政府部门", "990100"],
    ]
    again = duban("export", "--output", "台账.xlsx")
    assert (again.status, again.err) == (
        1,
        "duban：台账.xlsx 已经存在；换一个文件名，或用 --force 覆盖\n",
    )
    assert duban("export", "--output", "台账.xlsx", "--force").status == 0


def test_answers_for_programs(duban: Duban, office: Path) -> None:
    sql = "SELECT agency_id, name FROM agencies"
    row = {"agency_id": "edu", "name": "苏镇市教育局"}
    assert json.loads(duban("query", sql, "--format", "json").out) == [row]
    assert [json.loads(x) for x in duban("query", sql, "--format", "jsonl").out.splitlines()] == [
        row
    ]
    answer = duban("query", sql, "--format", "csv", "--output", "a.csv")
    assert (answer.out, answer.err) == ("", "已写出 a.csv。\n")
    assert (office / "a.csv").read_bytes() == (
        "\ufeffagency_id,name\r\nedu,苏镇市教育局\r\n".encode()
    )
    day = "SELECT '2024-01-31' AS 最后期限"
    assert duban("query", day, "--format", "xlsx", "--output", "b.xlsx").status == 0
    value = load_workbook(office / "b.xlsx")["查询结果"]["A2"].value
    assert value.date() == date(2024, 1, 31)
