from __future__ import annotations

from datetime import date

import pytest

from spiders.families.model import INVALID_PAGE, Fetch, ListLink, ListPage, once_more
from spiders.families.replies import number_of, object_of, objects_of, part_of, text_of
from spiders.families.rows import rows_of
from spiders.markup import parse_fragment
from spiders.titles import is_column_name

BASE = "http://a.gov.cn/nb/"


def test_every_row_is_an_entry_once_and_the_pager_is_none():
    html = """<div class="page-content"><ul>
<li><a href="1.html" title="甲的全称">甲…</a><a href="1.pdf">PDF</a><i>2024-01-02</i></li>
<li><span>没有链接</span></li><li><a href="javascript:void(0)">空</a></li>
<li><ul><li><a href="2.html">乙</a></li><li><a href="1.html">甲</a></li></ul></li></ul></div>
<ul class="pagination"><li><a href="?p=2">2</a></li></ul>
<table class="page"><tr><td><a href="?p=3">3</a></td></tr></table>"""

    assert rows_of(parse_fragment(html, BASE)) == (
        ListLink(url=f"{BASE}1.html", title="甲的全称", listed_date=date(2024, 1, 2)),
        ListLink(url=f"{BASE}2.html", title="乙"),
    )


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7),
        ("7", 7),
        (" 12 ", 12),
        (-1, None),
        (True, None),
        ("²", None),
        ("9" * 5000, None),
        (7.0, None),
        (None, None),
        ("7条", None),
    ],
)
def test_numbers(value: object, number: int | None):
    assert number_of(value) == number


def test_other_values():
    assert object_of('{"a":{"b":1}}') == {"a": {"b": 1}}
    assert [object_of(text) for text in ("", "[]", "7", "{", "[" * 100_000)] == [None] * 5
    assert part_of({"a": {"b": 1}, "c": 7}, "a") == {"b": 1}
    assert part_of({"c": 7}, "c") == part_of({}, "a") == {}
    assert objects_of([{"a": 1}, 7, None]) == ({"a": 1},)
    assert objects_of({"a": 1}) == ()
    assert text_of(" <em>甲</em>&amp;乙\n 丙 ") == "甲&乙 丙"
    assert text_of(7) == ""


def test_once_more_and_no_more():
    fetch = Fetch(url=BASE, method="POST", body="a=1")
    again = once_more(fetch)

    assert again == ListPage(
        next=(Fetch(url=BASE, method="POST", body="a=1", attempt=2),), is_valid=False
    )
    assert once_more(again.next[0]) == INVALID_PAGE


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("政府信息公开年报", True),
        ("政府信息公开工作年度报告", True),
        ("年 报", True),
        ("公开年报", True),
        ("统计年报", False),
        ("政府信息公开指南", False),
    ],
)
def test_the_name_of_the_column(label: str, *, expected: bool):
    assert is_column_name(label) is expected
