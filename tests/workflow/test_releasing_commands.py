"""From the draft to the correction at the command line, as an office does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from duban_command import Answer, calling, set_up

SETTINGS = """
data_dir = "var"
reports_dir = "reports_out"
report_year = 2023
[office]
name = "苏镇市政务公开办公室"
contact = "010-0000"
[notices]
forms = ["html", "docx"]
number_pattern = "苏政公开办〔{year}〕{number}号"
"""
STEM = "edu_苏镇市教育局_2023年报核查"


@pytest.fixture
def duban(
    office: Any, kit: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """The command line a day after a run that drafted a notice, as document 1."""
    wrong = kit.report("edu", figures={"requests.granted.total": 99})
    office.portals["edu"] = kit.published(documents=(wrong,))
    office.config = replace(
        office.config, notices=replace(office.config.notices, forms=("html", "docx"))
    )
    office.run()
    monkeypatch.setattr("cli.context.SystemClock", lambda: office.clock(2))
    monkeypatch.setattr("workflow.workplace.watched_registry", lambda _: kit.registry)
    return calling(capsys, *set_up(office.config.data_dir.parent, SETTINGS))


@pytest.fixture
def folder(office: Any) -> Path:
    return office.config.reports_dir / "2023"  # type: ignore[no-any-return]


def test_from_the_draft_to_its_correction(duban: Callable[..., Answer], folder: Path) -> None:
    assert duban("notices", "submit", "1", "--by", "张三").out == (
        f"第 1 号文书：审核中。\n文件：{folder}/办理中/1_{STEM}.html\n"
    )
    assert duban("notices", "confirm", "1", "--by", "张三").out == (
        "没有须经人工认定的问题，没有记录。\n"
    )
    assert duban("notices", "confirm", "1", "--by", "张三", "--item", "2").out == (
        "已认定属实：第 2 项。\n"
    )
    assert duban("notices", "release", "1", "--by", "李四").out == (
        "第 1 号文书已签发：文号 苏政公开办〔2024〕1号，日期 2024-02-06。\n"
        "要求反馈：2024-02-26 前。\n"
        f"文件：{folder}/已签发/1_{STEM}.html\n"
        f"文件：{folder}/已签发/1_{STEM}.docx\n"
    )
    assert duban("ledger", "verify").status == 0
    corrected = duban("notices", "correct", "1", "--by", "张三", "--reason", "附件中另有说明")
    assert corrected.out == f"第 2 号文书已起草：{folder}/代拟稿/{STEM}_更正第1号.html\n"
    drafted = duban("notices", "correct", "1", "--by", "张三", "--reason", "x", "--withdraw")
    assert drafted.out == (
        f"第 2 号文书已起草：{folder}/代拟稿/edu_苏镇市教育局_2023年整改通知撤回函_更正第1号.html\n"
        "注意：所撤回的第 1、2 项在台账中仍然成立，以后起草的文书还会列入；确实不属实的，"
        "请用 duban decide 认定（问题标识见 duban notices show 1）。\n"
    )
    told = json.loads(duban("notices", "list", "--format", "json").out)
    assert [(one["notice"], one["state"], one["supersedes"]) for one in told] == [
        (1, "released", None),
        (2, "draft", 1),
    ]
    assert sorted(path.name for path in (folder / "代拟稿").iterdir()) == [
        f"edu_苏镇市教育局_2023年整改通知撤回函_更正第1号.{form}" for form in ("docx", "html")
    ]


def test_a_frozen_file_that_was_changed_is_told_by_the_verification(
    duban: Callable[..., Answer], folder: Path
) -> None:
    duban("notices", "submit", "1", "--by", "张三")
    duban("notices", "release", "1", "--by", "李四")
    path = folder / "已签发" / f"1_{STEM}.docx"
    path.chmod(0o644)
    path.write_bytes(b"x")
    answer = duban("ledger", "verify", "--format", "json")
    told = json.loads(answer.out)
    assert (answer.status, told["sound"], told["problems"]) == (
        1,
        False,
        [f"第 1 号文书的签发文件 {path} 签发后被改动"],
    )


def test_drafting_leaves_what_is_in_hand(duban: Callable[..., Answer], folder: Path) -> None:
    assert duban("notices", "draft", "--agency", "苏镇市教育局").out == (
        f"第 1 号文书已起草：{folder}/代拟稿/{STEM}.html\n"
    )
    duban("notices", "submit", "1", "--by", "张三")
    again = json.loads(duban("notices", "draft", "--agency", "edu", "--format", "json").out)
    assert again == [{"notice": 1, "path": f"{folder}/办理中/1_{STEM}.html", "taken": True}]
    assert duban("notices", "draft", "--agency", "苏镇市财政局").out == (
        "没有需要告知的情况，没有起草。\n"
    )
    assert "名录中没有机关“财政厅”" in duban("notices", "draft", "--agency", "财政厅").err
    assert duban("notices").status == 0
    assert duban("notices", "draft", "--format", "json").status == 0
    stated = duban("notices", "draft", "--kind", "status_statement")
    assert stated.out.startswith("第 2 号文书已起草：")
