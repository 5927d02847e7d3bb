from __future__ import annotations

from datetime import date

import pytest

from spiders.columns import ColumnLink, column_links, is_column, is_named_interface
from spiders.families.model import Fetch, ListLink, Page
from spiders.search_answers import is_search_answer, search_links
from spiders.site_search import search_fetch

HOME = "http://slj.qingchuan.gov.cn/index.html"
HOST = "http://slj.qingchuan.gov.cn"
NAMES = ("青川市水利局",)
QUERY = "政府信息公开工作年度报告"


def page(text: str, url: str = HOME, status: int = 200, encoding: str = "utf-8") -> Page:
    return Page(url=url, body=text.encode(encoding), status=status)


def test_links_towards_the_column_best_first():
    home = page("""<html><body><a href="/">首页</a><a href="/zwgk/">政务公开</a>
    <a href="/zfxxgk/">政府信息公开</a><a href="/zfxxgk/zn/">政府信息公开指南</a>
    <a href="/zfxxgk/zd/">政府信息公开制度</a><a href="/zfxxgk/fd/">法定主动公开内容</a>
    <a href="/zfxxgk/zfxxgknb/"><span>政府信息<br>公开年报</span></a>
    <a href="/tj/">统计年报</a><a href="/wz/">网站工作年度报表</a><a href="#top">政府信息公开</a>
    <a href="/jy/">市教育局信息公开</a><a href="http://a.gov.cn/9.html">领导</a></body></html>""")

    assert column_links(home, NAMES) == (
        ColumnLink(score=150, url=f"{HOST}/zfxxgk/zfxxgknb/", text="政府信息 公开年报"),
        ColumnLink(score=40, url=f"{HOST}/zfxxgk/", text="政府信息公开"),
        ColumnLink(score=30, url=f"{HOST}/zwgk/", text="政务公开"),
        ColumnLink(score=25, url=f"{HOST}/zfxxgk/fd/", text="法定主动公开内容"),
        ColumnLink(score=15, url=f"{HOST}/zfxxgk/zn/", text="政府信息公开指南"),
        ColumnLink(score=15, url=f"{HOST}/zfxxgk/zd/", text="政府信息公开制度"),
    )


def test_links_in_clicks_maps_images_and_frames():
    home = page("""<html><body><img usemap="#m"><map name="m">
    <area href="gk.htm" alt="政务公开" title="点击进入"></map>
    <a href="nb/"><img src="a.gif" alt="信息公开年报"></a>
    <td onclick="window.open('xx/index.htm','_blank')">信息公开</td>
    <a href="javascript:location.href='zf/'">政府信息公开</a>
    <iframe name="main" src="m.htm"></iframe></body></html>""")

    assert column_links(home) == (
        ColumnLink(score=100, url=f"{HOST}/nb/", text="信息公开年报"),
        ColumnLink(score=40, url=f"{HOST}/zf/", text="政府信息公开"),
        ColumnLink(score=30, url=f"{HOST}/gk.htm", text="点击进入 政务公开"),
        ColumnLink(score=30, url=f"{HOST}/xx/index.htm", text="信息公开"),
        ColumnLink(score=10, url=f"{HOST}/m.htm", text=""),
    )


def test_the_menu_of_a_frameset_leads_on():
    home = page('<frameset><frame name="left" src="left.htm"><frame src="main.htm"></frameset>')

    assert column_links(home) == (
        ColumnLink(score=10, url=f"{HOST}/left.htm", text=""),
        ColumnLink(score=10, url=f"{HOST}/main.htm", text=""),
    )


def test_links_of_shells_and_trees():
    shell = page('<script>location.replace("/home/");</script>')
    tree = page(
        """<script>window._CONFIG = {SID: '1', TREE: [{"id": 7, "name": "政府信息公开年报",
        "jump_url": "", "children": []}], X: 1}</script>""",
        url=f"{HOST}/gkmlpt/index",
    )

    assert column_links(shell) == (ColumnLink(score=30, url=f"{HOST}/home/", text="信息公开"),)
    assert column_links(tree) == (
        ColumnLink(score=120, url=f"{HOST}/gkmlpt/annualreport#7", text="政府信息公开年报"),
    )
    assert not is_column(tree)
    assert is_column(Page(url=f"{HOST}/gkmlpt/annualreport#7", body=tree.body))


LIST = """<ul class="l"><li><a href="1.html">青川市水利局2023年政府信息公开工作年度报告</a>
2024-01-26</li></ul>"""
NEWS = "".join(
    f'<ul class="l"><li><a href="n{n}.html">水利要闻第{n}条</a>2024-01-26</li></ul>'
    for n in range(8)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<meta name="ColumnName" content="政府信息公开年报">', True),
        ('<meta name="columntype" content="信息公开年报">', True),
        ("<title>政府信息公开年报_青川市水利局</title>", True),
        (LIST, True),
        (f"<title>政府信息公开</title>{LIST}{NEWS}", True),
        (f"<title>青川市水利局</title>{LIST}{NEWS}", False),
        ("<title>青川市水利局</title><p>水利要闻</p>", False),
        ("<title>统计年报</title>", False),
        (
            '<meta name="ColumnName" content="公开年报"><meta name="ArticleTitle" content="甲">',
            False,
        ),
    ],
)
def test_is_column(text: str, *, expected: bool):
    assert is_column(page(text)) is expected


def test_an_error_page_is_no_column():
    assert not is_column(page(LIST, status=404))


def test_search_form_is_filled_in_the_encoding_of_the_page():
    body = """<form action="/login" method="post"><input name="user"></form>
    <form action="/search.jsp?x=1"><input type="hidden" name="site" value="1 2">
    <input type="text" name="area"><input name="keyword" type="text"></form>"""

    assert search_fetch(page(body), "年报") == Fetch(
        url=f"{HOST}/search.jsp?x=1&site=1+2&keyword=%E5%B9%B4%E6%8A%A5"
    )
    assert search_fetch(page(body + "水利", encoding="gb18030"), "年报") == Fetch(
        url=f"{HOST}/search.jsp?x=1&site=1+2&keyword=%C4%EA%B1%A8"
    )
    assert search_fetch(page('<form method="post"><input name="q"></form>'), "年报") is None


def test_search_answers():
    html = page(f"""<input name="q" value="{QUERY}"><div><a href="/nb/1.html">
    青川市水利局2023年 <em>政府信息公开</em>工作年度报告</a></div>
    <div><a href="/x.html">关于报送年报的通知</a></div>""")
    answer = page(
        """{"page": {"content": [{"title": "青川市水利局2023年<em>政府信息公开</em>工作年度报告",
        "url": "//slj.qingchuan.gov.cn/nb/1.html", "trs_time": "2024-01-26 10:00:00"},
        {"title": "通知", "url": "/x.html"}], "total": "2"}}"""
    )
    title = "青川市水利局2023年政府信息公开工作年度报告"
    spaced = "青川市水利局2023年 政府信息公开工作年度报告"

    assert search_links(html) == (ListLink(url=f"{HOST}/nb/1.html", title=spaced),)
    assert search_links(answer) == (
        ListLink(url=f"{HOST}/nb/1.html", title=title, listed_date=date(2024, 1, 26)),
    )
    assert is_search_answer(html, QUERY)
    assert is_search_answer(answer, QUERY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<p>没有找到与“{QUERY}”相关的结果</p>", True),
        (f"<p>{QUERY}</p><p>共找到 0 条</p>", True),
        (f"<p>{QUERY}</p>", False),
        ("<p>没有找到相关结果</p>", False),
        ("<p>系统错误</p>", False),
        ('<div id="app"></div><script src="a.js"></script>', False),
    ],
)
def test_only_a_real_answer_means_nothing_found(text: str, *, expected: bool):
    assert is_search_answer(page(text), QUERY) is expected
    assert search_links(page(text)) == ()


@pytest.mark.parametrize(
    ("label", "status", "expected"),
    [
        ("政府信息公开年报", 200, True),
        ("信息公开年报", 404, False),
        ("政府信息公开指南", 200, False),
        ("2023年政府信息公开年报", 200, False),  # a report, no column
    ],
)
def test_a_shell_of_the_name_of_the_whole_directory(label: str, status: int, *, expected: bool):
    shell = page(
        "<title>信息公开</title><tbody></tbody><script src='/js/webBuilderCommon.js'></script>",
        f"{HOST}/dynamic/zwgk/govInfoPub.html?categorynum=003006",
        status,
    )

    assert not is_column(shell)
    assert is_named_interface(shell, label) is expected
    assert not is_named_interface(page("<p>年报</p>"), "政府信息公开年报")
