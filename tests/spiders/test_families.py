from __future__ import annotations

from datetime import date

import pytest

from spiders.families.catalogue import FAMILIES, FAMILY_NAMES, families_for, family_named
from spiders.families.framed import FRAMED, frame_urls
from spiders.families.json_list import JSON_LIST
from spiders.families.model import Family, Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.single_page import SINGLE_PAGE, is_shell
from spiders.families.static_list import STATIC_LIST
from spiders.families.trs import TRS, following_pages

NONE: frozenset[str] = frozenset()


def page(url: str, text: str, status: int = 200, encoding: str = "utf-8") -> Page:
    return Page(url=url, body=text.encode(encoding), content_type="text/html", status=status)


def report(url: str, year: int, day: date | None = None) -> ListLink:
    title = f"青川市水利局{year}年政府信息公开工作年度报告"
    return ListLink(url=url, title=title, listed_date=day)


# ---- static list

STATIC_URL = "http://slj.qingchuan.gov.cn/nb/index.html"
STATIC_PAGE = """<html><head><title>政府信息公开年报_青川市水利局</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li>
<li><a href="/nb/">政府信息公开年报</a></li></ul></div>
<div class="side"><ul><li><a href="/x/9.html">防汛动员</a><span>2024-02-01</span></li></ul></div>
<ul class="list">
<li class="odd"><a href="./2023.html" title="青川市水利局2023年政府信息公开工作年度报告">青川市…
</a><span>2024-01-26</span></li>
<li><a href="2022.html">青川市水利局2022年政府信息公开工作年度报告<span>[2023-01-20]</span></a></li>
</ul>PAGER</body></html>"""
STATIC_LINKS = (
    report("http://slj.qingchuan.gov.cn/nb/2023.html", 2023, date(2024, 1, 26)),
    report("http://slj.qingchuan.gov.cn/nb/2022.html", 2022, date(2023, 1, 20)),
)

STATIC_GUESS = Fetch(
    url="http://slj.qingchuan.gov.cn/nb/index_1.html",
    otherwise=(
        "http://slj.qingchuan.gov.cn/nb/index_2.html",
        "http://slj.qingchuan.gov.cn/nb/2",
        "http://slj.qingchuan.gov.cn/nb/index.html?page=2",
        "http://slj.qingchuan.gov.cn/nb/index.html?pageNo=2",
    ),
    is_guess=True,
)


@pytest.mark.parametrize(
    ("pager", "expected"),
    [
        ("", ListPage(links=STATIC_LINKS, is_last=True)),
        (
            '<div>共 3 条 第1/2页 <a href="index_1.html">下一页</a></div>',
            ListPage(
                links=STATIC_LINKS,
                declared_total=3,
                next=(Fetch(url="http://slj.qingchuan.gov.cn/nb/index_1.html"),),
            ),
        ),
        (
            '<div>共2条 第 2 页 / 共 2 页 <a href="index.html">下一页</a></div>',
            ListPage(links=STATIC_LINKS, declared_total=2, is_last=True),
        ),
        ("<div>上一页 <span>下一页</span></div>", ListPage(links=STATIC_LINKS, is_last=True)),
        # live by script: proves nothing, but the usual addresses are asked in turn
        (
            '<div><a href="javascript:go(2)">下一页</a></div>',
            ListPage(links=STATIC_LINKS, next=(STATIC_GUESS,)),
        ),
        ("<script>$.get('/more?pageNo=2')</script>", ListPage(links=STATIC_LINKS)),
        # a total without a pager: the usual addresses are asked in turn
        (
            "<div>共 3 条记录</div>",
            ListPage(
                links=STATIC_LINKS,
                declared_total=3,
                next=(STATIC_GUESS,),
            ),
        ),
    ],
)
def test_static_list(pager: str, expected: ListPage):
    column = page(STATIC_URL, STATIC_PAGE.replace("PAGER", pager))

    assert STATIC_LIST.first(column) == expected


def test_static_list_that_is_empty_or_no_list():
    empty = page(STATIC_URL, "<ul class='list'></ul><p>暂无数据</p>")
    by_script = page(STATIC_URL, "<p>暂无数据</p><script>$.ajax({url:'/l'})</script>")
    nothing = page(STATIC_URL, "<p>正在建设中</p>")
    gone = page(STATIC_URL, STATIC_PAGE, status=404)

    assert STATIC_LIST.first(empty) == ListPage(declared_total=0, is_last=True)
    assert STATIC_LIST.first(by_script) == ListPage(is_valid=False)
    assert STATIC_LIST.first(nothing) == ListPage(is_valid=False)
    assert STATIC_LIST.first(gone) == ListPage(is_valid=False)
    # it is nobody else's, so the plain list must know it
    assert families_for(empty) == (STATIC_LIST,)
    assert families_for(by_script) == families_for(nothing) == ()


def test_static_page_that_repeats_itself_is_asked_otherwise():
    fetch = Fetch(
        url="http://slj.qingchuan.gov.cn/nb/index_1.html", otherwise=("http://a.gov.cn/2",)
    )
    same = page(fetch.url, STATIC_PAGE.replace("PAGER", ""))
    seen = frozenset(link.url for link in STATIC_LINKS)

    assert STATIC_LIST.more(fetch, same, seen) == ListPage(
        next=(Fetch(url="http://a.gov.cn/2"),), is_valid=False
    )
    assert STATIC_LIST.more(Fetch(url=fetch.url), same, seen) == ListPage(
        links=STATIC_LINKS, is_valid=False
    )


def test_list_of_files_behind_clicks():
    body = """<table><tr><td><a href="#" onclick="window.open('files/2023.doc')">
    青川市水利局2023年政府信息公开工作年度报告</a></td><td>2024-01-26</td></tr></table>"""

    assert STATIC_LIST.first(page(STATIC_URL, body)).links == (
        report("http://slj.qingchuan.gov.cn/nb/files/2023.doc", 2023, date(2024, 1, 26)),
    )


# ---- TRS

TRS_URL = "http://www.suzhen.gov.cn/zwgk/zfxxgknb/"
TRS_PAGE = """<html><body><ul class="gl"><li><a href="./202401/t20240126_1.html"
title="青川市水利局2023年政府信息公开工作年度报告">青川市水利局2023年政府…</a><span>2024-01-25</span></li>
<li><a href="./202301/t20230120_2.html" title="青川市水利局2022年政府信息公开工作年度报告">青…</a>
<span>2023-01-20</span></li></ul>
<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}</script>
<script>CALL</script></body></html>"""
TRS_LINKS = (
    report(f"{TRS_URL}202401/t20240126_1.html", 2023, date(2024, 1, 25)),
    report(f"{TRS_URL}202301/t20230120_2.html", 2022, date(2023, 1, 20)),
)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            'createPageHTML(3, 0, "index", "html");',
            ListPage(
                links=TRS_LINKS,
                next=(Fetch(url=f"{TRS_URL}index_1.html", otherwise=(f"{TRS_URL}index_2.html",)),),
            ),
        ),
        ('createPageHTML(3, 2, "index", "html");', ListPage(links=TRS_LINKS, is_last=True)),
        ('createPageHTML(1, 0, "index", "html");', ListPage(links=TRS_LINKS, is_last=True)),
        (
            "createPageHTML('page_div', 4, 1, 'nb_list', 'shtml', 58)",
            ListPage(
                links=TRS_LINKS,
                declared_total=58,
                next=(
                    Fetch(
                        url=f"{TRS_URL}nb_list_2.shtml", otherwise=(f"{TRS_URL}nb_list_1.shtml",)
                    ),
                ),
            ),
        ),
        (
            "createPageHTML('page_div', 4, 4, 'nb_list', 'shtml', 58)",
            ListPage(links=TRS_LINKS, declared_total=58, is_last=True),
        ),
        (
            "var countPage = 2;//共多少页\nvar currentPage = 0;",
            ListPage(
                links=TRS_LINKS,
                next=(Fetch(url=f"{TRS_URL}index_1.html", otherwise=(f"{TRS_URL}index_2.html",)),),
            ),
        ),
        ('createPageHTML(0, 0, "index", "html");', ListPage(links=TRS_LINKS, is_last=True)),
        # the rest comes by script: no end in sight
        ("pagebar: {recordCount: '20'}", ListPage(links=TRS_LINKS, declared_total=20)),
    ],
)
def test_trs(call: str, expected: ListPage):
    column = page(TRS_URL, TRS_PAGE.replace("CALL", call))

    assert TRS.first(column) == expected


def test_trs_list_without_entries():
    empty = '<ul></ul><script>createPageHTML(0, 0, "index", "html");</script>'

    assert TRS.first(page(TRS_URL, empty)) == ListPage(declared_total=0, is_last=True)
    unseen = empty.replace("(0,", "(1,")
    assert TRS.first(page(TRS_URL, unseen)) == ListPage(is_valid=False)


@pytest.mark.parametrize(
    ("found", "put", "is_empty"),
    [
        ("", "", True),
        # a script may fill it, or there is more than the frame of a page
        ('<ul class="list">', '<ul class="list" id="rows">', False),
        ("</ul>", '</ul><p><a href="/a.html">关于年报的说明</a></p>', False),
        ("(1, 0", "(2, 0", False),
        ('class="list"', 'class="tabs"', False),
    ],
)
def test_trs_prints_an_empty_list_on_its_only_page(found: str, put: str, *, is_empty: bool):
    text = """<div class="header"><a href="/">首页</a></div>
    <div class="bread"><a href="../">上级</a></div>
    <ul class="list"></ul><script>createPageHTML(1, 0, "index", "html");</script>
    <div class="footer"><a href="/map">网站地图</a></div>"""
    column = page(TRS_URL, text.replace(found, put) if found else text)

    assert TRS.first(column) == (
        ListPage(declared_total=0, is_last=True) if is_empty else ListPage(is_valid=False)
    )


def test_trs_list_of_two_on_its_only_page():
    rows = "".join(
        f'<li><a href="./202601/t2026010{n}_{n}.html">关于{n}的通知</a><i>2026-01-0{n}</i></li>'
        for n in (1, 2)
    )
    side = rows.replace("./202601/t", "/xw/")
    call = '<script>createPageHTML(1, 0, "index", "html");</script>'
    text = f'<ul class="list">{rows}</ul><div class="side"><ul>{side}</ul></div>'
    read = TRS.first(page(TRS_URL, text + call))

    assert [link.title for link in read.links] == ["关于1的通知", "关于2的通知"]
    assert read.is_last
    # without the call that says so, two rows are no list
    assert TRS.first(page(TRS_URL, text)) == ListPage(is_valid=False)


def test_trs_asks_the_other_numbering_once():
    fetch = Fetch(url=f"{TRS_URL}index_1.html", otherwise=(f"{TRS_URL}index_2.html",))
    missing = page(fetch.url, "<h1>404</h1>", status=404)
    other = Fetch(url=f"{TRS_URL}index_2.html")

    assert TRS.more(fetch, missing, NONE) == ListPage(next=(other,), is_valid=False)
    assert TRS.more(other, missing, NONE) == ListPage(is_valid=False)


def test_pages_of_a_long_article():
    url = f"{TRS_URL}202401/t20240126_1.html"
    first = page(url, '<script>createPageHTML(3, 0, "t20240126_1", "html");</script>')
    second = page(url, '<script>createPageHTML(3, 1, "t20240126_1", "html");</script>')

    assert following_pages(first) == (
        f"{TRS_URL}202401/t20240126_1_1.html",
        f"{TRS_URL}202401/t20240126_1_2.html",
    )
    assert following_pages(second) == ()


# ---- frames

FRAME_URL = "http://www.laocheng.gov.cn/gk/nb.htm"
FRAMESET = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>政府信息公开年报</title></head><frameset cols="180,*"><frame name="left" src="menu.htm">
<frame name="main" src="list.htm"></frameset></html>"""
FRAME_LIST = """<head><base href="../"><table><tr><td><table>
<tr><td>·<a href="#" onclick="window.open('gk/2023.htm')">青川市水利局2023年政府信息公开工作年度报告
</a></td><td>2024.1.26</td></tr>
<tr><td>·<a href="gk/2022.htm">青川市水利局2022年政府信息公开工作年度报告</a></td>
<td>2023.1.20</td></tr>
</table></td></tr></table>"""


def test_framed_site_in_gbk():
    column = page(FRAME_URL, FRAMESET, encoding="gb18030")
    fetch = Fetch(url="http://www.laocheng.gov.cn/gk/list.htm")

    assert families_for(column) == (FRAMED,)
    assert FRAMED.first(column) == ListPage(next=(fetch,))
    read = FRAMED.more(fetch, page(fetch.url, FRAME_LIST, encoding="gb18030"), NONE)
    assert read == ListPage(
        links=(
            report("http://www.laocheng.gov.cn/gk/2023.htm", 2023, date(2024, 1, 26)),
            report("http://www.laocheng.gov.cn/gk/2022.htm", 2022, date(2023, 1, 20)),
        ),
        is_last=True,
    )


def test_frames_within_frames_and_counters():
    outer = page(
        FRAME_URL,
        "<iframe src='/module/visitcount/v.jsp'></iframe><iframe src='x.htm'></iframe>"
        "<iframe src='list.htm'></iframe><iframe src='top.htm'></iframe>",
    )

    assert frame_urls(outer) == (
        "http://www.laocheng.gov.cn/gk/list.htm",
        "http://www.laocheng.gov.cn/gk/x.htm",
    )
    inner = page("http://www.laocheng.gov.cn/gk/list.htm", '<iframe src="deep.htm"></iframe>')
    assert FRAMED.more(Fetch(url=inner.url), inner, NONE) == ListPage(
        next=(Fetch(url="http://www.laocheng.gov.cn/gk/deep.htm"),)
    )


# ---- single page

APP_URL = "http://zwgk.xinqu.gov.cn/nb"
APP_SHELL = """<!doctype html><html><head><title>政务公开</title></head><body>
<noscript>请启用脚本</noscript><div id="app"></div><script src="/js/app.1f.js"></script></body>"""
APP_DOM = """<html><body><div id="app"><ul class="el-list">
<li><a href="#/detail/7">青川市水利局2023年政府信息公开工作年度报告</a><i>2024-01-26</i></li></ul>
<div class="pager">TOTAL<button class="btn-next" STATE>下一页</button></div></div>
<script src="/js/app.1f.js"></script></body></html>"""


def test_single_page_is_opened_in_the_browser():
    shell = page(APP_URL, APP_SHELL)
    first = SINGLE_PAGE.first(shell)

    assert families_for(shell) == (JSON_LIST, SINGLE_PAGE)
    assert is_shell(shell)
    assert SINGLE_PAGE.is_render_needed(shell)
    assert [(f.url, f.needs_render) for f in first.next] == [(APP_URL, True)]
    assert not first.is_last


@pytest.mark.parametrize(
    ("total", "state", "declared", "is_last"),
    [("共 1 条", "", 1, False), ("", "disabled", None, True), ("", "", None, False)],
)
def test_rendered_page(total: str, state: str, declared: int | None, *, is_last: bool):
    dom = page(APP_URL, APP_DOM.replace("TOTAL", total).replace("STATE", state))
    read = SINGLE_PAGE.more(Fetch(url=APP_URL, needs_render=True), dom, NONE)

    assert read == ListPage(
        links=(report(f"{APP_URL}#/detail/7", 2023, date(2024, 1, 26)),),
        declared_total=declared,
        is_last=is_last,
    )
    assert is_complete((SINGLE_PAGE.first(page(APP_URL, APP_SHELL)), read)) is bool(total or state)
    # handed in as the column itself, it is read as it stands
    assert families_for(dom)[0] is SINGLE_PAGE
    assert not is_shell(dom)
    assert SINGLE_PAGE.first(dom) == read


# ---- all of them


def test_catalogue():
    assert FAMILY_NAMES == (
        "gkmlpt",
        "hanweb_jpage",
        "hanweb_xxgk",
        "hanweb_jpaas",
        "truecms",
        "ucap",
        "epoint",
        "trs",
        "folders",
        "vsb",
        "lonsun",
        "nc_tree",
        "easysite",
        "wordpress",
        "webforms",
        "script_array",
        "framed",
        "json_list",
        "single_page",
        "static_list",
    )
    assert [family_named(name) for name in FAMILY_NAMES] == list(FAMILIES)
    assert family_named("unknown") is None


@pytest.mark.parametrize("family", FAMILIES, ids=FAMILY_NAMES)
@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 9, b"%PDF-1.7 \xff", b"<html>", b"{}", b"<frameset><frame></frameset>"]
)
def test_no_family_takes_or_trusts_rubbish(family: Family, body: bytes):
    rubbish = Page(url="http://a.gov.cn/nb/", body=body)

    assert family.sniff(rubbish) == 0
    assert family.first(rubbish) == ListPage(is_valid=False)
    assert not family.more(Fetch(url="http://a.gov.cn/nb/?page=2"), rubbish, NONE).is_valid


def test_completeness():
    one = ListPage(links=TRS_LINKS[:1], declared_total=2)
    two = ListPage(links=TRS_LINKS, declared_total=2)
    grown = ListPage(links=TRS_LINKS[1:], declared_total=3)

    assert is_complete((one, two))
    assert not is_complete((one,))
    assert not is_complete((one, grown))
    assert not is_complete((ListPage(links=TRS_LINKS),))
    assert is_complete((ListPage(links=TRS_LINKS, is_last=True), ListPage(is_valid=False)))
    assert not is_complete(())
