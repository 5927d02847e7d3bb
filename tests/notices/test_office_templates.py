"""Templates are copied for the office, and checked with an example of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import DubanError
from ledger.said import NoticeKind
from notices.examples import examples
from notices.form.office_templates import (
    check_templates,
    copy_templates,
    document_templates,
    unused_templates,
)


def faults(folder: Path | None) -> dict[NoticeKind, str]:
    return {one.kind: one.fault for one in check_templates(folder, examples()) if one.fault}


def test_there_is_an_example_of_every_kind() -> None:
    assert sorted(paper.kind for paper in examples()) == sorted(NoticeKind)
    assert faults(None) == {}


def test_a_copy_changes_nothing_and_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "本单位模板"
    copied = copy_templates(folder)
    assert [path.name for path in copied.written] == [t.name for t in document_templates()]
    assert copied.kept == ()
    assert faults(folder) == {}
    changed = folder / "notice.html"
    changed.write_text("改过", encoding="utf-8")
    again = copy_templates(folder)
    assert again.written == ()
    assert len(again.kept) == len(copied.written)
    assert changed.read_text(encoding="utf-8") == "改过"
    forced = copy_templates(folder, is_forced=True)
    assert len(forced.written) == len(copied.written)
    assert faults(folder) == {}


def test_the_board_is_no_document() -> None:
    assert not any(path.stem == "board" for path in document_templates())


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DubanError, match="输出文件夹不能写入"):
        copy_templates(tmp_path / "file")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('data-slot="number"', "", "填写文号的位置应有一处，实有0处"),
        ("<h1>", "<blink>闪</blink><h1>", "blink"),
        ("{{ wording.opening }}", "{{ wording.opening2 }}", "reminder.html第"),
    ],
)
def test_a_fault_is_told_for_the_kind_alone(tmp_path: Path, old: str, new: str, said: str) -> None:
    copy_templates(tmp_path)
    template = tmp_path / "reminder.html"
    text = template.read_text(encoding="utf-8")
    assert old in text
    template.write_text(text.replace(old, new), encoding="utf-8")
    found = faults(tmp_path)
    assert list(found) == [NoticeKind.REMINDER]
    assert said in found[NoticeKind.REMINDER]


def test_the_title_of_a_file_is_no_draft(tmp_path: Path) -> None:
    copy_templates(tmp_path)
    base = tmp_path / "document.html"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("</title>", "（代拟稿）</title>"), encoding="utf-8")
    assert set(faults(tmp_path)) == set(NoticeKind)


def test_a_mistyped_name_is_told(tmp_path: Path) -> None:
    copy_templates(tmp_path)
    (tmp_path / "notcie.html").write_text("", encoding="utf-8")
    assert unused_templates(tmp_path) == (tmp_path / "notcie.html",)
