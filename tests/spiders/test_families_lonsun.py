from __future__ import annotations

from datetime import date

import pytest
from lab_portals import OWNER, Client, portal_of, report_entry, rows, shown_rows, title

from archive.model import DateBasis
from portal_lab.sites.lonsun import Lonsun
from spiders.article import read_article
from spiders.columns import ColumnLink, column_links
from spiders.families.catalogue import families_for
from spiders.families.lonsun import LONSUN, reports_column
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

NONE: frozenset[str] = frozenset()
HOST = "http://zwgk.qingchuan.gov.cn"
COLUMN = f"{HOST}/public/column/6596221"
URL = f"{COLUMN}?type=3&action=list&nav=3"
LIST = """<html><head><title>政府信息公开年报</title></head><body>
<div class="gk_list"><ul><li><a class="title" href="/public/6596221/111.html"
title="青川市水利局2023年政府信息公开工作年度报告">青川市水利局2023年…</a><span>2024-01-26</span></li>
<li><a class="title" href="<?=el.link?>"><?=el.title?></a></li></ul></div>PAGER</body></html>"""
LINKS = (
    ListLink(
        url=f"{HOST}/public/6596221/111.html",
        title="青川市水利局2023年政府信息公开工作年度报告",
        listed_date=date(2024, 1, 26),
    ),
)


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def pager(at: int, pages: int, total: int | None = None) -> str:
    stated = "" if total is None else f", total: {total}"
    options = f"{{currentPage: {at}, pageCount: {pages}{stated}}}"
    return f'<script>Ls.pagination("#page_public_info", {options})</script>'


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{COLUMN}?type=4&action=list&nav=3&catId=67", f"{COLUMN}?type=3&action=list&nav=3"),
        (COLUMN, f"{COLUMN}?type=3&action=list"),
        (f"{URL}&pageIndex=2", URL),
        (f"{HOST}/public/6596221/111.html", None),
        (f"{HOST}/content/column/6808051?pageIndex=1", None),
    ],
)
def test_the_column_of_the_reports(url: str, expected: str | None) -> None:
    assert reports_column(url) == expected


def test_whatever_the_kind_the_reports_are_asked_for() -> None:
    shown = page("<ul><li><a href='/public/6596221/9.html'>简介</a>2024-01-02</li></ul>", COLUMN)

    assert LONSUN.sniff(shown) == 80
    assert LONSUN.first(shown) == ListPage(next=(Fetch(url=f"{COLUMN}?type=3&action=list"),))
    # an answer under another kind is none
    fetch = Fetch(url=URL)
    assert LONSUN.more(fetch, page(LIST, f"{COLUMN}?type=4"), NONE) == ListPage(is_valid=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (pager(1, 1, 1), ListPage(links=LINKS, declared_total=1, is_last=True)),
        (
            pager(1, 3, 31),
            ListPage(links=LINKS, declared_total=31, next=(Fetch(url=f"{URL}&pageIndex=2"),)),
        ),
        (
            '<div id="page_public_info"><a paged="1">1</a><a paged="2">2</a></div>',
            ListPage(links=LINKS, next=(Fetch(url=f"{URL}&pageIndex=2"),)),
        ),
        ("<div>共1条</div>", ListPage(links=LINKS, declared_total=1, is_last=True)),
        # the board is filled by script: no proof
        ("<script>$.get('/list?pageIndex=2')</script>", ListPage(links=LINKS)),
    ],
)
def test_the_list_and_its_pager(text: str, expected: ListPage) -> None:
    assert LONSUN.first(page(LIST.replace("PAGER", text))) == expected


def test_the_template_of_a_board_is_no_entry() -> None:
    board = """<title>政府信息公开年报</title>
    <ul><li><a href="<?=el.link?>">青川市水利局2023年政府信息公开年报</a></li></ul>"""

    assert LONSUN.first(page(board)) == ListPage(is_valid=False)
    assert LONSUN.first(page(f"{board}<p>暂无相关信息</p>")) == ListPage(
        declared_total=0, is_last=True
    )
    assert not LONSUN.first(page(f"{board}<p>暂无相关信息</p>{pager(1, 2, 20)}")).is_valid


def test_another_kind_of_list_is_none_of_reports() -> None:
    other = '<ul><li><a href="/public/1/2.html">政务公开工作要点</a><i>2024-01-02</i></li></ul>'
    rows = other.replace("<ul>", "").replace("</ul>", "") * 3
    unnamed = page(f"<title>青川市水利局</title><ul>{rows}</ul>{pager(1, 1, 3)}")

    assert LONSUN.first(unnamed) == ListPage(is_valid=False)
    assert not LONSUN.first(page(f"<p>暂无相关信息</p>{pager(1, 1, 0)}")).is_valid
    trail = "<div>当前位置：首页 &gt; 政府信息公开年报</div>"
    assert LONSUN.first(page(f"{trail}<p>暂无相关信息</p>")) == ListPage(
        declared_total=0, is_last=True
    )
    # some sites keep them under another number
    elsewhere = page(LIST.replace("PAGER", pager(1, 1, 1)), f"{COLUMN}?type=8&action=list")
    assert LONSUN.first(elsewhere) == ListPage(links=LINKS, declared_total=1, is_last=True)


def test_following_pages() -> None:
    fetch = Fetch(url=f"{URL}&pageIndex=2", note="-")
    seen = frozenset(link.url for link in LINKS)
    last = page(LIST.replace("PAGER", pager(2, 2)), fetch.url)

    assert LONSUN.more(fetch, last, NONE) == ListPage(links=LINKS, is_last=True)
    assert not LONSUN.more(fetch, last, seen).is_valid  # the last page again
    assert not LONSUN.more(fetch, page("<p>系统错误</p>", fetch.url), seen).is_valid
    assert not LONSUN.more(fetch, page(LIST, fetch.url, status=500), NONE).is_valid


def test_the_columns_of_other_organs_lead_nowhere() -> None:
    home = page(
        """<a href="/public/column/1?type=4">青川市水利局</a>
        <a href="/public/column/2?type=4">青川市财政局</a>""",
        f"{HOST}/",
    )

    assert column_links(home, ("青川市水利局",)) == (
        ColumnLink(
            score=120,
            url=f"{HOST}/public/column/1?type=3&action=list",
            text="青川市水利局 政府信息公开年报",
        ),
        ColumnLink(score=20, url=f"{HOST}/public/column/1?type=4", text="青川市水利局"),
    )


@pytest.mark.parametrize("count", [0, 40])
def test_the_lab_is_read_to_its_end(count: int) -> None:
    site = Lonsun(portal_of(count=count))
    client = Client(site)
    family, pages = client.pages()

    assert family is LONSUN
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)
    # none of the other five organs was asked, nor the place holder
    organ = site.column_path.partition("?")[0]
    targets = [target for _, target in client.asked if target != "/"]
    assert {target.partition("?")[0] for target in targets} == {organ}


def test_the_lab_from_another_kind_of_page() -> None:
    site = Lonsun(portal_of())
    client = Client(site)
    _, pages = client.pages(client.get(site.column_path.replace("type=3", "type=4")))

    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    other = client.get(site.column_path.replace("type=3", "type=5"))
    assert other.status == 404
    assert families_for(other) == (LONSUN,)
    assert not LONSUN.first(other).is_valid


def test_the_article_of_the_lab() -> None:
    site = Lonsun(portal_of((2023,)))
    article = read_article(Client(site).get(site.article_path(report_entry(2023))))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert article.claimed_dates == {
        DateBasis.LABEL: date(2024, 1, 18),
        DateBasis.META: date(2024, 1, 18),
    }
    assert OWNER in article.title
