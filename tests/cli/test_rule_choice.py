"""``--select``, ``--ignore`` and what is set for rules, as ``duban check`` obeys them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.catalogue import CATALOGUE
from cli.main import call

CODES = [rule.code for rule in CATALOGUE]


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Write the configuration of the present folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> None:
        (tmp_path / "duban.toml").write_text(text, encoding="utf-8")

    return write


def judged(answer: Any) -> list[dict[str, Any]]:
    (row,) = json.loads(answer.out)
    return row["results"]


def codes(answer: Any) -> list[str]:
    return [result["rule"] for result in judged(answer)]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--select", "con02,CON01"), ["CON01", "CON02"]),
        (
            ("--select", "TIM，CON01", "--ignore", "TIM"),
            ["CON01"],
        ),
        (
            ("--ignore", "AUT,CON"),
            [code for code in CODES if code[:3] in ("CMP", "TIM")],
        ),
    ],
)
def test_which_rules_run(
    duban: Callable[..., Any],
    files: dict[str, Path],
    arguments: tuple[str, ...],
    expected: list[str],
) -> None:
    answer = duban("check", files["report.docx"], "--format", "json", *arguments)
    assert codes(answer) == expected


def test_the_exit_status_is_of_the_rules_that_ran(
    duban: Callable[..., Any], files: dict[str, Path]
) -> None:
    assert duban("check", files["wrong.docx"], "--select", "CON01").status == 1
    assert duban("check", files["wrong.docx"], "--select", "CMP01").status == 0


@pytest.mark.parametrize("command", ["check", "run"])
def test_an_unknown_name_is_told(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["年报.docx"] if command == "check" else []
    assert call([command, *files, "--select", "CON01,XY", "--ignore", "CMP99"]) == 2
    assert capsys.readouterr().err == (
        "duban：--select[2]：没有代码或类别 'XY'；用 duban rules 查看全部规则；"
        "--ignore[1]：没有代码或类别 'CMP99'；用 duban rules 查看全部规则\n"
    )


def test_what_is_configured_holds_and_the_call_narrows_it(
    duban: Callable[..., Any], files: dict[str, Path], configured: Callable[[str], None]
) -> None:
    configured("[audit]\nselect = ['CON']\nignore = ['CON02']\n")
    of_con = [code for code in CODES if code.startswith("CON") and code != "CON02"]
    path = files["report.docx"]
    assert codes(duban("check", path, "--format", "json", "--ignore", "CON01")) == of_con[1:]
    chosen = duban("check", path, "--format", "json", "--select", "CON02,CMP01")
    assert codes(chosen) == ["CMP01"]


def test_severity_by_region_and_year(
    duban: Callable[..., Any], files: dict[str, Path], configured: Callable[[str], None]
) -> None:
    configured(
        "[[audit.rules]]\ncode = 'CON01'\nseverity = 'warning'\nregions = ['99']\n"
        "from_year = 2023\nto_year = 2023\n"
    )
    path = files["wrong.docx"]

    def severity(*arguments: str) -> tuple[str, int]:
        answer = duban("check", path, "--select", "CON01", "--format", "json", *arguments)
        (result,) = judged(answer)
        return result["severity"], answer.status

    assert severity("--region", "410100") == ("error", 1)
    assert severity("--region", "990100") == ("warning", 0)


def test_a_rule_in_shadow_is_shown_apart(
    duban: Callable[..., Any], files: dict[str, Path], configured: Callable[[str], None]
) -> None:
    configured("[[audit.rules]]\ncode = 'CON01'\nis_shadow = true\n")
    answer = duban("check", files["wrong.docx"], "--select", "CON01,CMP01")
    lines = answer.out.splitlines()
    assert answer.status == 0
    assert lines[2:4] == ["  合计：符合1", "  影子规则 1 条，仅供审阅，不计入以上结果："]
    assert lines[4].startswith("  [错误] CON01 表三各行分项之和与总计不符：")
    results = judged(duban("check", files["wrong.docx"], "--select", "CON01", "--format", "json"))
    assert [(r["rule"], r["outcome"], r["shadow"]) for r in results] == [
        ("CON01", "nonconforming", True)
    ]


def test_every_mistake_of_the_file_is_told(
    duban: Callable[..., Any], configured: Callable[[str], None], tmp_path: Path
) -> None:
    configured(
        "[audit]\nselect = ['XYZ']\n"
        "[[audit.rules]]\ncode = 'CON99'\n[[audit.rules]]\ncode = 'CON23'\nseverity = 'error'\n"
    )
    path = tmp_path / "duban.toml"
    answer = duban("check", "年报.docx")
    assert (answer.status, answer.err.splitlines()) == (
        1,
        [
            f"duban：{path}：audit.select[1]：没有代码或类别 'XYZ'；用 duban rules 查看全部规则",
            f"{path}：audit.rules[1].code：没有代码为 'CON99' 的规则；用 duban rules 查看全部规则",
            f"{path}：audit.rules[2].severity：“错误”高于 CON23 自身的最高程度“提示”",
        ],
    )
    configured(
        "[[audit.rules]]\nis_on = 'no'\n[[audit.rules]]\ncode = 'CON01'\nseverity = 'grave'\n"
        "from_year = 1999\nyear = 2023\n"
    )
    assert duban("check", "年报.docx").err.splitlines() == [
        f"duban：{path}：audit.rules[1].code：缺少此项",
        f"{path}：audit.rules[1].is_on：应为true 或 false，现为 'no'",
        f"{path}：audit.rules[2].year：没有这个设置项",
        f"{path}：audit.rules[2].severity：应为 error、warning、advice、hint 之一，现为 'grave'",
        f"{path}：audit.rules[2].from_year：应在 2008 到 2100 之间，现为 1999",
    ]
