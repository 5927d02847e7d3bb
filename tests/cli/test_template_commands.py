"""``duban notices templates`` and ``duban notices preview`` as a person calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Duban = Callable[..., Any]
CONFIG = '[notices]\nforms = ["html", "docx"]\ntemplates = "模板"\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_templates_are_copied_changed_and_checked(duban: Duban, here: Path) -> None:
    copied = duban("notices", "templates", "copy", "模板")
    assert copied.status == 0
    assert copied.out.splitlines()[0].startswith("已复制")
    assert 'templates = "模板"' in copied.out
    template = here / "模板" / "urging.html"
    template.write_text("\n{{ urging.nothing }}", encoding="utf-8")
    (here / "模板" / "mail.txt").write_text("{{ cover.title }}\n{{ cover.no }}", encoding="utf-8")
    (here / "模板" / "robot.txt").write_text("\n", encoding="utf-8")
    (here / "模板" / "extra.html").write_text("", encoding="utf-8")
    again = duban("notices", "templates", "copy", "模板")
    assert "没有改动（覆盖请加 --force）" in again.out
    checked = duban("notices", "templates", "check", "模板")
    assert checked.status == 1
    assert [line.partition("：")[0] for line in checked.out.splitlines()[:11]] == [
        "整改通知", "提醒", "催办", "复查结果", "通报", "公布情况说明", "访问协调函",
        "年度比较报告", "撤回函", "邮件正文", "群机器人消息",
    ]  # fmt: skip
    assert "整改通知：可以使用" in checked.out
    assert "邮件正文：模板/mail.txt第2行：用到的内容不存在" in checked.out
    assert "群机器人消息：robot.txt：写出来是空的" in checked.out
    assert "催办：模板/urging.html第2行：用到的内容不存在" in checked.out
    assert "模板/extra.html：自带模板中没有这个文件名" in checked.out
    assert duban("notices", "templates", "copy", "模板", "--force").status == 0
    assert duban("notices", "templates", "check", "模板").status == 0


def test_the_configured_templates_are_checked_and_used(duban: Duban, here: Path) -> None:
    (here / "duban.toml").write_text(CONFIG, encoding="utf-8")
    missing = duban("notices", "templates", "check")
    assert (missing.status, missing.out) == (1, "")
    assert "没有这个模板文件夹" in missing.err
    duban("notices", "templates", "copy", "模板")
    template = here / "模板" / "reminder.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("<h1>", "<h1>〔试〕", 1), encoding="utf-8")
    shown = duban("notices", "preview", "--kind", "reminder", "--output", "预览")
    assert shown.status == 0
    page, word = map(Path, shown.out.split())
    assert page.suffix == ".html"
    assert "<h1>〔试〕" in page.read_text(encoding="utf-8")
    assert word.suffix == ".docx"


def test_every_kind_is_shown(duban: Duban, here: Path) -> None:
    (here / "duban.toml").write_text('[notices]\nforms = ["html"]\n', encoding="utf-8")
    shown = duban("notices", "preview", "--output", "预览")
    assert shown.status == 0
    assert len(shown.out.splitlines()) == len(list((here / "预览").iterdir())) == 8
    assert not (here / "var").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--year", "2023"), "--kind 应为 circular、status_statement、yearly_comparison"),
        (("--year", "2023", "--kind", "notice"), "其他文书请写 --agency"),
        (("--agency", "edu", "--kind", "circular"), "--agency 只能预览通知或复查结果"),
    ],
)
def test_a_wrong_call_is_explained(duban: Duban, options: tuple[str, ...], said: str) -> None:
    answer = duban("notices", "preview", "--output", "预览", *options)
    assert answer.status == 2
    assert said in answer.err
