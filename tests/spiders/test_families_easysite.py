from __future__ import annotations

from datetime import date

import pytest
from lab_portals import Client, portal_of, report_entry, rows, shown_rows, title

from archive.model import DateBasis, VisitClass
from portal_lab.sites.easysite import Easysite
from spiders.article import read_article
from spiders.classify import page_class
from spiders.families.easysite import EASYSITE
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

NONE: frozenset[str] = frozenset()
HOST = "http://hg.qingchuan.gov.cn"
URL = f"{HOST}/hg/302249/302266/index.html"
MODULE = "5f2c81d0aa5b4c0f9d3e7a1b6c8d9e0f"
LIST = f"""<html><body><input type="hidden" id="eprotalCurrentPageId" value="302266">
<div id="m1" class="portlet"><ul><li><a href="/hg/a/index.html">河长制</a></li></ul>
<input name="article_paging_list_hidden" moduleid="other" totalpage="9"></div>
<div id="m2" class="portlet"><ul class="conList_ull">
<li><a href="/hg/302249/302266/123/index.html">青川市水利局2023年政府信息公开工作年度报告</a>
<span>2024-01-26</span></li></ul>
<input name="article_paging_list_hidden" moduleid="{MODULE}" totalpage="PAGES">PAGER</div>
</body></html>"""
LINKS = (
    ListLink(
        url=f"{HOST}/hg/302249/302266/123/index.html",
        title="青川市水利局2023年政府信息公开工作年度报告",
        listed_date=date(2024, 1, 26),
    ),
)
SEEN = frozenset(link.url for link in LINKS)


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def listed(pages: int, pager: str = "") -> str:
    return LIST.replace("PAGES", str(pages)).replace("PAGER", pager)


def address(number: int) -> str:
    query = f"pageId=302266&currentPage={number}&moduleId={MODULE}&staticRequest=yes"
    return f"{HOST}/eportal/ui?{query}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (listed(3), ListPage(links=LINKS, next=(Fetch(url=address(2)),))),
        (listed(1), ListPage(links=LINKS, is_last=True)),
        (listed(3, "3/3 跳转"), ListPage(links=LINKS, is_last=True)),
        (listed(1, "共 2 条"), ListPage(links=LINKS, declared_total=2, is_last=True)),
        (
            listed(3, '<a tagname="/hg/302249/302266/5f2c81d0-2.html">下一页</a>'),
            ListPage(
                links=LINKS,
                next=(
                    Fetch(url=f"{HOST}/hg/302249/302266/5f2c81d0-2.html", otherwise=(address(2),)),
                ),
            ),
        ),
    ],
)
def test_the_figures_lie_in_the_field_of_the_lists_own_module(
    text: str, expected: ListPage
) -> None:
    assert EASYSITE.sniff(page(text)) == 88
    assert EASYSITE.first(page(text)) == expected


def test_following_pages_know_their_number_by_the_address() -> None:
    second = Fetch(url=address(2))
    read = EASYSITE.more(second, page(listed(3), second.url), NONE)
    static = Fetch(url=f"{HOST}/hg/5f2c81d0-3.html")

    assert read == ListPage(links=LINKS, next=(Fetch(url=address(3)),))
    assert EASYSITE.more(static, page(listed(3), static.url), NONE).is_last


THROTTLE = f"<style>{'p{}' * 4000}</style><p>您的访问过于频繁，请稍后再试。</p>"


@pytest.mark.parametrize("text", ["", THROTTLE, "<p>系统繁忙</p>", listed(3)])
def test_what_is_no_list_proves_nothing(text: str) -> None:
    read = EASYSITE.more(Fetch(url=address(2)), page(text, address(2)), SEEN)

    assert not read.is_valid
    assert not is_complete((EASYSITE.first(page(listed(2))), read))
    assert EASYSITE.first(page(listed(3), status=503)) == ListPage(is_valid=False)


def test_a_page_for_the_hasty_is_a_rate_limit() -> None:
    assert page_class(200, THROTTLE.encode(), THROTTLE) is VisitClass.RATE_LIMITED


def test_the_lab_is_read_to_its_end() -> None:
    site = Easysite(portal_of(count=38))
    client = Client(site)
    family, pages = client.pages()

    assert family is EASYSITE
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert (is_complete(pages), len(pages)) == (True, 5)


def test_the_fifth_page_from_the_interface_is_a_throttle() -> None:
    site = Easysite(portal_of(count=60))
    client = Client(site)
    family, pages = client.pages()

    assert family is EASYSITE
    assert not is_complete(pages)
    answers = [client.get(f"/eportal/ui?n={n}") for n in range(5)]
    throttled = answers[4]
    assert [answer.status for answer in answers] == [404, 404, 404, 404, 200]
    assert 12_000 < len(throttled.body) < 12_800
    seen = page_class(200, throttled.body, throttled.body.decode())
    assert seen is VisitClass.RATE_LIMITED
    calm = Client(Easysite(portal_of(count=60), throttle_every=None))
    assert is_complete(calm.pages()[1])


def test_beyond_the_end_the_lab_repeats_its_last_page() -> None:
    site = Easysite(portal_of(count=10))
    client = Client(site)
    _, pages = client.pages()
    fetch = pages[0].next[0]
    beyond = client.ask(Fetch(url=fetch.url.replace("currentPage=2", "currentPage=7")))

    assert is_complete(pages)
    seen = frozenset(link.url for page in pages for link in page.links)
    assert not EASYSITE.more(Fetch(url=beyond.url), beyond, seen).is_valid


def test_the_article_of_the_lab() -> None:
    site = Easysite(portal_of((2023,)))
    article = read_article(Client(site).get(site.article_path(report_entry(2023))))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert article.claimed_dates[DateBasis.LABEL] == date(2024, 1, 18)
