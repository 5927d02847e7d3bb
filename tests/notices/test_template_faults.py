"""Templates of the office: only by name, in a sandbox, and their faults told by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.said import NoticeKind
from notices.examples import examples
from notices.form.page import css_text, page_of
from notices.form.template_faults import TemplateFault
from notices.paper import Paper

EXAMPLE = examples()[0]


def written(folder: Path, text: str, name: str = "notice.html") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("一行\n{% if %}", 2, "模板语法有误"),
        ("一行\n二行\n{{ notice.nothing }}", 3, "用到的内容不存在"),
        ("{{ nobody }}", 1, "用到的内容不存在"),
        ("\n{% include 'absent.html' %}", 2, "没有名为“absent.html”的模板"),
        ("{{ ''.__class__.__mro__ }}", 1, "模板用了不允许的写法"),
        ("{{ notice.problems.append }}", 1, "用到的内容不存在"),
        ("\n\n{{ notice.year + 'x' }}", 3, "写法与内容不符"),
        ("{{ 1 / 0 }}", 1, "写法与内容不符"),
        ("{% include 'notice.html' %}", 1, "模板互相引用，没有尽头"),
        ("{{ notice.year | no_filter }}", 1, "模板语法有误"),
    ],
)
def test_a_fault_is_told_by_file_and_line(
    tmp_path: Path, template: str, line: int, said: str
) -> None:
    folder = written(tmp_path, template)
    with pytest.raises(TemplateFault, match=said) as caught:
        page_of(EXAMPLE, folder)
    assert (caught.value.path, caught.value.line) == (folder / "notice.html", line)
    assert str(caught.value).startswith(f"{folder / 'notice.html'}第{line}行：{said}")


def test_a_fault_in_a_part_is_told_there(tmp_path: Path) -> None:
    written(tmp_path, "\n\n{{ wording.nothing }}", "document.html")
    with pytest.raises(TemplateFault) as caught:
        page_of(EXAMPLE, tmp_path)
    assert (caught.value.path, caught.value.line) == (tmp_path / "document.html", 3)


def test_other_files_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("秘密", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "notice.html").write_text("秘密", encoding="utf-8")
    for name in ("secret.html", "../secret.html", "/etc/passwd", "deep/notice.html"):
        written(tmp_path, f"{{% include '{name}' %}}")
        with pytest.raises(TemplateFault, match="没有名为"):
            page_of(EXAMPLE, tmp_path)


def test_a_view_cannot_be_changed(tmp_path: Path) -> None:
    written(tmp_path, "{% set _ = box.append(1) %}{{ box }}")
    box: list[int] = []
    paper = Paper(kind=NoticeKind.NOTICE, template="notice.html", stem="x", context={"box": box})
    with pytest.raises(TemplateFault, match="不允许的写法"):
        page_of(paper, tmp_path)
    assert box == []


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "notice.html").write_bytes("关于整改的通知".encode("gbk"))
    with pytest.raises(TemplateFault, match=r"notice.html：不是 UTF-8 编码"):
        page_of(EXAMPLE, tmp_path)


def test_a_mark_before_the_text_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "notice.html").write_bytes("\ufeff<p>{{ notice.year }}</p>".encode())
    assert page_of(EXAMPLE, tmp_path) == "<p>2023</p>"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="没有这个模板文件夹"):
        page_of(EXAMPLE, tmp_path / "absent")


def test_what_the_office_did_not_change_stays_ours(tmp_path: Path) -> None:
    written(tmp_path, "p { color: red }", "document.css")
    page = page_of(EXAMPLE, tmp_path)
    assert "p { color: red }" in page
    assert "苏镇市教育局" in page


def test_text_in_a_style_cannot_end_it() -> None:
    assert css_text('甲"}</style>\n\\') == '"甲\\22 }\\3c /style\\3e \\a \\5c "'
