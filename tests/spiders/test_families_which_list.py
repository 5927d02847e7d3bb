"""Which of several lists on a page is the column's, where none of them holds a report."""

from __future__ import annotations

import pytest

from spiders.families.model import Page
from spiders.families.static_list import STATIC_LIST, is_certain_list

URL = "http://slj.qingchuan.gov.cn/nb/"


def rows(count: int, folder: str) -> str:
    return "".join(
        f'<li><a href="/{folder}/{n}.html">关于事项{n}的通知</a><i>2024-01-{n:02d}</i></li>'
        for n in range(1, count + 1)
    )


def block(count: int, folder: str, name: str = "", heading: str = "") -> str:
    return f'<div class="{name}">{heading}<ul>{rows(count, folder)}</ul></div>'


def page(*blocks: str) -> Page:
    text = f'<html><body class="page-header-fixed">{"".join(blocks)}</body></html>'
    return Page(url=URL, body=text.encode(), content_type="text/html; charset=utf-8")


def folder(found: Page) -> str:
    (name,) = {link.url.split("/")[3] for link in STATIC_LIST.first(found).links}
    return name


@pytest.mark.parametrize(
    "side", ["side", "sidebar", "con-side", "hot_list", "related", "newest", "friendlink links"]
)
def test_a_longer_side_bar_is_not_the_list(side: str) -> None:
    found = page(block(3, "own", "con_right"), block(9, "beside", side))
    assert (folder(found), is_certain_list(found)) == ("own", True)


def test_of_two_lists_the_one_under_the_heading_is_the_column_s() -> None:
    heading = "<h3>政府信息公开年报</h3>"
    found = page(block(9, "other", "box1"), block(3, "own", "box2", heading))
    assert (folder(found), is_certain_list(found)) == ("own", True)


def test_of_two_lists_without_a_heading_the_longer_one_is_a_guess() -> None:
    found = page(block(9, "other", "box1"), block(3, "own", "box2"))
    assert (folder(found), is_certain_list(found)) == ("other", False)


def test_a_side_bar_alone_is_a_guess() -> None:
    found = page(block(9, "beside", "side"), "<p>正在建设中</p>")
    assert (folder(found), is_certain_list(found)) == ("beside", False)


def test_a_list_with_a_report_is_certain() -> None:
    report = '<ul><li><a href="/r.html">2023年政府信息公开工作年度报告</a></li></ul>'
    found = page(block(9, "other", "box1"), block(3, "own", "box2"), report)
    assert (folder(found), is_certain_list(found)) == ("r.html", True)
