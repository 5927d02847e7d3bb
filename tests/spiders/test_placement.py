"""What a page says of the place where it stands."""

from __future__ import annotations

import pytest

from spiders.families.model import Page
from spiders.placement import placement_of

HEAD = (
    '<meta name="SiteName" content="苏镇市教育局">'
    '<meta name="pubdate" content=" 2024-01-20  09:30 ">'
    '<meta name="ColumnName" content="政府信息公开年报"><meta name="Keywords" content="">'
    '<meta http-equiv="refresh" content="9">'
)


def placed(body: str, head: str = HEAD) -> tuple[dict[str, str], tuple[str, ...] | None]:
    page = Page(
        url="http://a.example/1.html",
        body=f"<html><head>{head}</head><body>{body}</body></html>".encode(),
        content_type="text/html; charset=utf-8",
    )
    found = placement_of(page)
    assert found is not None
    return dict(found.tags), found.column_names


def test_tags_are_given_as_printed() -> None:
    tags, _ = placed("<p>正文</p>")
    assert tags == {
        "SiteName": "苏镇市教育局",
        "pubdate": "2024-01-20 09:30",
        "ColumnName": "政府信息公开年报",
        "Keywords": "",
    }


@pytest.mark.parametrize(
    "trail",
    [
        '<div class="bread">当前位置：<a href="/">首页</a> &gt; <a>政务公开</a> &gt; 年报</div>',
        "<td>您现在的位置：<a>首页</a>>><a>政务公开</a>>><a>年报</a>>>正文</td>",
        "<ul class='breadcrumb'><li><a>网站首页</a></li> / <li>政务公开</li> / <li>年报</li></ul>",
        "<div id='dqwz'><a>首页</a> <a>政务公开</a> <a>年报</a></div>",
    ],
)
def test_a_trail_names_the_columns(trail: str) -> None:
    assert placed(f"<div>招聘位置：见附件</div>{trail}<p>正文</p>")[1] == ("政务公开", "年报")


def test_without_a_trail_the_column_is_not_known() -> None:
    long = "<div class='location'>首页" + "字" * 300 + "</div>"
    assert placed(long)[1] is None
    assert placed("<p>本局地理位置优越 > 交通便利</p>", head="") == ({}, None)


def test_a_file_is_no_page() -> None:
    assert placement_of(Page(url="http://a.example/1.pdf", body=b"%PDF-1.7")) is None
