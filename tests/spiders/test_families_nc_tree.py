from __future__ import annotations

from datetime import date

import pytest
from lab_portals import NOW, Client, portal_of, report_entry, rows, shown_rows, title

from archive.model import DateBasis, VisitClass
from portal_lab.answers import Request
from portal_lab.sites.nc_tree import NcTree
from spiders.article import read_article
from spiders.classify import page_class
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.nc_tree import NC_TREE

NONE: frozenset[str] = frozenset()
FOLDER = "http://www.qingchuan.gov.cn/n12/n34"
URL = f"{FOLDER}/index.html"
ROWS = """<ul class="gu-list"><li><a href="../../n12/n34/c567/content.html"
title="青川市水利局2023年政府信息公开工作年度报告">青川市水利局…</a><span>[2024-01-26]</span></li></ul>"""
LINKS = (
    ListLink(
        url=f"{FOLDER}/c567/content.html",
        title="青川市水利局2023年政府信息公开工作年度报告",
        listed_date=date(2024, 1, 26),
    ),
)
HIDDEN = (
    '<div style="display:none"><a href="index_900_2.html">2</a>'
    '<a href="index_900_1.html">3</a></div>'
)


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def fetch(number: int) -> Fetch:
    return Fetch(url=f"{FOLDER}/index_900_{number}.html", note="-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HIDDEN, ListPage(links=LINKS, next=(fetch(2),))),
        ("<script>var maxPageNum900 = 3;</script>", ListPage(links=LINKS, next=(fetch(2),))),
        (
            '<input type="hidden" id="maxPageNum900" value="3">',
            ListPage(links=LINKS, next=(fetch(2),)),
        ),
        ("<script>var maxPageNum900 = '1';</script>", ListPage(links=LINKS, is_last=True)),
        ("", ListPage(links=LINKS, is_last=True)),
        # no visit reads so many pages, and no total proves that it need not
        ("<script>var maxPageNum900 = 9999;</script>", ListPage(links=LINKS)),
    ],
)
def test_the_hidden_pages_of_a_column(text: str, expected: ListPage) -> None:
    assert NC_TREE.first(page(ROWS + text)) == expected


def test_it_is_known_by_its_addresses() -> None:
    assert NC_TREE.sniff(page(ROWS + HIDDEN)) == 75
    assert NC_TREE.sniff(page(ROWS + ROWS)) == 62
    assert NC_TREE.sniff(page(ROWS + ROWS, "http://www.qingchuan.gov.cn/nb/")) == 0


def test_the_component_is_that_of_the_list() -> None:
    other = '<a href="index_77_8.html">2</a>'
    column = page(f'{other}<span id="comp_900">{ROWS}</span>{HIDDEN}')

    assert NC_TREE.first(column).next == (fetch(2),)


def test_numbers_count_down_to_one() -> None:
    middle = NC_TREE.more(fetch(2), page(ROWS, fetch(2).url), NONE)
    last = NC_TREE.more(fetch(1), page(ROWS, fetch(1).url), NONE)

    assert middle == ListPage(links=LINKS, next=(fetch(1),))
    assert last == ListPage(links=LINKS, is_last=True)
    # one entry that is no report is a page as well
    short = ROWS.replace("年度报告", "年度会议")
    assert [link.title for link in NC_TREE.more(fetch(1), page(short), NONE).links] == [
        "青川市水利局2023年政府信息公开工作年度会议"
    ]


@pytest.mark.parametrize("text", ["", "<p>系统繁忙</p>", "\x00\xff", ROWS])
def test_a_page_without_news_ends_the_reading_unproven(text: str) -> None:
    seen = frozenset(link.url for link in LINKS)
    read = NC_TREE.more(fetch(2), page(text, fetch(2).url), seen)

    assert (read.is_valid, read.is_last, read.next) == (False, False, ())
    assert not is_complete((NC_TREE.first(page(ROWS + HIDDEN)), read))
    assert not NC_TREE.more(fetch(2), page(ROWS, status=404), NONE).is_valid


@pytest.mark.parametrize("count", [0, 37, 38])
def test_the_lab_is_read_to_its_end(count: int) -> None:
    site = NcTree(portal_of(count=count))
    client = Client(site)
    family, pages = client.pages()

    assert family is NC_TREE
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)
    assert len(pages) == -(-(count + 3) // 20)


def test_the_guarded_lab_is_a_challenge_until_a_cookie_is_set() -> None:
    site = NcTree(portal_of(), is_guarded=True)
    client = Client(site)
    first = client.get("/")

    assert (first.status, list(client.cookies)) == (521, ["__jsluid_s"])
    assert page_class(first.status, first.body, first.body.decode()) is VisitClass.BLOCKED_CHALLENGE
    assert client.get("/").status == 521
    assert client.get("/robots.txt").status == 200
    client.cookies["__jsl_clearance_s"] = "1"
    assert client.get("/").status == 200
    # the truth of the country is read without any header
    path = site.article_path(report_entry(2023))
    assert site.answer(Request(host=site.portal.host, target=path), NOW).status == 200


def test_the_article_of_the_lab() -> None:
    site = NcTree(portal_of((2023,)))
    article = read_article(Client(site).get(site.article_path(report_entry(2023))))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert article.claimed_dates[DateBasis.LABEL] == date(2024, 1, 18)
