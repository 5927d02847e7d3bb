"""``duban registry`` as people call it, and what an unforeseen error tells them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main as entry
from cli.main import duban

REGISTRY = """
[[agency]]
id = "jyj"
name = "苏镇市教育局"
kind = "department"
region = "990100"
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "registry.toml").write_text(REGISTRY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(duban, ["registry", *arguments])


@pytest.mark.usefixtures("office")
def test_check_lists_what_is_there_and_what_is_missing() -> None:
    assert call("check", "--year", "2023").output == (
        "名录没有错误：机关 1 个，公布位置 0 个。\n"
        "2023 年度应公布年报的机关 1 个：\n"
        "  政府部门 1 个：2024年1月31日前，依据《中华人民共和国政府信息公开条例》第四十九条第一款\n"
        "没有公布位置的机关，不会被采集：苏镇市教育局（1 个）\n"
    )


def test_add_to_an_agency_that_is_there(office: Path) -> None:
    added = call("add", "--name", "苏镇市教育局", "--home", "http://jyj.suzhen.gov.cn/")
    assert added.output == (
        "新增 位置：http://jyj.suzhen.gov.cn/\n"
        f"新增 1 项，更改 0 项，已写入 {office / 'registry.toml'}，"
        f"原文件存为 {office / 'registry.toml.bak'}\n"
    )
    again = call("add", "--name", "苏镇市教育局", "--home", "http://jyj.suzhen.gov.cn/")
    assert (again.output, again.exit_code) == ("名录没有变化\n", 0)


def test_a_trial_changes_nothing(office: Path) -> None:
    Path("名单.csv").write_text("全称,区划代码\n苏镇市审计局,990100\n", encoding="utf-8")
    assert call("import", "名单.csv", "--dry-run").output == (
        "新增 机关：苏镇市审计局\n"
        "请核对：苏镇市审计局：类别按名称填为“政府部门”\n"
        "试运行：将新增 1 项，更改 0 项，名录未改\n"
    )
    assert (office / "registry.toml").read_text(encoding="utf-8") == REGISTRY


@pytest.mark.usefixtures("office")
def test_export_overwrites_only_when_told() -> None:
    assert call("export", "表.xlsx").output == "已写出 1 个机关：表.xlsx\n"
    refused = call("export", "表.xlsx")
    assert (refused.exit_code, "覆盖请加 --force" in refused.output) == (2, True)
    assert call("export", "表.xlsx", "--force").exit_code == 0


def test_an_unforeseen_error_reaches_people_in_words(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: list[str]) -> int:
        raise ZeroDivisionError("who knows")

    monkeypatch.setattr(entry, "call", broken)
    monkeypatch.setattr(sys, "argv", ["duban"])
    with pytest.raises(SystemExit) as end:
        entry.run()
    log = office / "var/logs/program-errors.log"
    assert end.value.code == 1
    assert capsys.readouterr().err == (
        "duban：程序出错（ZeroDivisionError），本次没有完成，已有的数据不受影响。"
        f"详细记录见 {log}，请交系统维护人员。\n"
    )
    assert log.read_text(encoding="utf-8").endswith("ZeroDivisionError: who knows\n")
