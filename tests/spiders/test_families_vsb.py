from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lab_portals import NOW, Client, portal_of, report_entry, rows, shown_rows, text_file, title

from archive.model import DateBasis
from portal_lab.portal import newest_first
from portal_lab.sites.vsb import Vsb
from spiders.article import read_article
from spiders.attachments import Attachment
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.vsb import VSB

NONE: frozenset[str] = frozenset()
URL = "http://slj.qingchuan.gov.cn/zfxxgk/nb.htm"
SIDE = """<ul><li id="line_u7_0"><a href="info/1001/1.htm">防汛动员</a><span>2024-02-03</span></li>
<li id="line_u7_1"><a href="info/1001/2.htm">河长巡河</a><span>2024-02-02</span></li>
<li id="line_u7_2"><a href="info/1001/3.htm">水库检查</a><span>2024-02-01</span></li></ul>"""
OLD = """<html><body>SIDE<table><tr id="line136_0"><td><a class="c" href="/info/1023/4567.htm"
title="青川市水利局2023年政府信息公开工作年度报告">青川市水利局2023年…</a></td><td>2024年01月26日</td></tr>
<tr id="line136_1"><td><a href="/info/1023/4566.htm">供水公告</a></td><td>2024年01月25日</td></tr>
</table><table><tr><td id="fanye136">共COUNT条&nbsp;&nbsp;AT/PAGES&nbsp;</td><td>LINKS</td></tr>
</table><script>function a136_gopage_fun(){_simple_list_gotopage_fun(PAGES,'a136GOPAGE',2)}</script>
</body></html>""".replace("SIDE", SIDE)
NEW = """<html><body>SIDE<ul><li id="line_u13_0"><a href="info/1023/4567.htm">
青川市水利局2023年政府信息公开工作年度报告</a><span>2024年01月26日</span></li></ul>
<div class="pb_sys_common"><span class="p_pages"><span class="p_no_d">AT</span>LINKS</span>
<span class="p_t">共PAGES页</span>
<a onclick="_simple_list_gotopage_fun(PAGES,&quot;u13_goto&quot;,2)">跳转</a></div>
</body></html>""".replace("SIDE", SIDE)
REPORT = "青川市水利局2023年政府信息公开工作年度报告"


def page(text: str, url: str = URL, status: int = 200, encoding: str = "utf-8") -> Page:
    return Page(url=url, body=text.encode(encoding), content_type="text/html", status=status)


def old(at: int, pages: int, count: int = 45, links: str = "") -> str:
    filled = OLD.replace("COUNT", str(count)).replace("AT", str(at)).replace("PAGES", str(pages))
    return filled.replace("LINKS", links)


def new(at: int, pages: int, links: str = "") -> str:
    return NEW.replace("AT", str(at)).replace("PAGES", str(pages)).replace("LINKS", links)


OLD_LINKS = (
    ListLink(
        url="http://slj.qingchuan.gov.cn/info/1023/4567.htm",
        title=REPORT,
        listed_date=date(2024, 1, 26),
    ),
    ListLink(
        url="http://slj.qingchuan.gov.cn/info/1023/4566.htm",
        title="供水公告",
        listed_date=date(2024, 1, 25),
    ),
)
NEW_LINKS = (
    ListLink(
        url="http://slj.qingchuan.gov.cn/zfxxgk/info/1023/4567.htm",
        title=REPORT,
        listed_date=date(2024, 1, 26),
    ),
)
FOLDER = "http://slj.qingchuan.gov.cn/zfxxgk/nb"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            old(1, 3, links='<a class="Next" href="nb/2.htm">下页</a>'),
            ListPage(links=OLD_LINKS, declared_total=45, next=(Fetch(url=f"{FOLDER}/2.htm"),)),
        ),
        # the address of the page before is counted where the pager is all script
        (
            old(1, 3),
            ListPage(links=OLD_LINKS, declared_total=45, next=(Fetch(url=f"{FOLDER}/2.htm"),)),
        ),
        # where the link goes elsewhere, the count down is the other way
        (
            old(1, 3, links='<a class="Next" href="nb/9.htm">下页</a>'),
            ListPage(
                links=OLD_LINKS,
                declared_total=45,
                next=(Fetch(url=f"{FOLDER}/9.htm", otherwise=(f"{FOLDER}/2.htm",)),),
            ),
        ),
        (old(3, 3), ListPage(links=OLD_LINKS, declared_total=45, is_last=True)),
        (old(1, 1, count=2), ListPage(links=OLD_LINKS, declared_total=2, is_last=True)),
        (
            new(1, 31, '<span class="p_next p_fun"><a href="nb/30.htm">下页</a></span>'),
            ListPage(links=NEW_LINKS, next=(Fetch(url=f"{FOLDER}/30.htm"),)),
        ),
        (new(2, 2), ListPage(links=NEW_LINKS, is_last=True)),
    ],
)
def test_a_list_that_counts_down(text: str, expected: ListPage) -> None:
    assert VSB.sniff(page(text)) == 85
    assert VSB.first(page(text)) == expected


def test_following_pages_know_where_they_are_by_their_address() -> None:
    second = page(new(1, 3).replace('<span class="p_no_d">1</span>', ""), f"{FOLDER}/2.htm")
    read = VSB.more(Fetch(url=second.url, note="-"), second, NONE)

    assert read.next == (Fetch(url=f"{FOLDER}/1.htm"),)
    last = replace(second, url=f"{FOLDER}/1.htm")
    assert VSB.more(Fetch(url=last.url, note="-"), last, NONE).is_last


def test_dynamic_pages_count_upwards() -> None:
    url = "http://slj.qingchuan.gov.cn/list.jsp?totalpage=2&PAGENUM=2&wbtreeid=1460"
    last = page(new(2, 2).replace('<span class="p_no_d">2</span>', ""), url)

    assert VSB.more(Fetch(url=url, note="-"), last, NONE).is_last


def test_what_proves_nothing() -> None:
    fetch = Fetch(url=f"{FOLDER}/2.htm", note="-")
    again = page(old(2, 3), fetch.url)
    seen = frozenset(link.url for link in OLD_LINKS)

    assert not VSB.more(fetch, again, seen).is_valid  # the page repeats itself
    assert not VSB.more(fetch, page("<h1>404</h1>", fetch.url, status=404), NONE).is_valid
    assert not VSB.more(fetch, page("<p>系统繁忙</p>", fetch.url), NONE).is_valid
    assert VSB.first(page(old(1, 3), status=502)) == ListPage(is_valid=False)
    grown = ListPage(links=OLD_LINKS, declared_total=46, is_last=True)
    assert not is_complete((VSB.first(page(old(1, 3))), grown))


def test_an_empty_list_says_so() -> None:
    empty = "<table><tr><td id='fanye1'>共0条&nbsp;1/0</td></tr></table>"

    assert VSB.first(page(empty)) == ListPage(declared_total=0, is_last=True)
    assert VSB.first(page(empty.replace("共0条", "共3条"))) == ListPage(is_valid=False)


def test_a_page_in_gbk_without_charset() -> None:
    read = VSB.first(page(old(3, 3, count=2), encoding="gb18030"))

    assert read == ListPage(links=OLD_LINKS, declared_total=2, is_last=True)


@pytest.mark.parametrize("is_old", [True, False])
def test_the_lab_is_read_to_its_end(*, is_old: bool) -> None:
    site = Vsb(portal_of(count=42), is_old=is_old)
    client = Client(site)
    family, pages = client.pages()

    assert family is VSB
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)
    assert [target for _, target in client.asked[-2:]] == ["/zfxxgk/nb/2.htm", "/zfxxgk/nb/1.htm"]
    assert [page.declared_total for page in pages] == [45, 45, 45]


def test_pages_shift_when_an_entry_is_added() -> None:
    site = Vsb(portal_of(count=42))
    before = Client(site, now=NOW - timedelta(days=2))
    _, earlier = before.pages()
    assert rows([link for page in earlier for link in page.links]) == shown_rows(site, before.now)
    assert is_complete(earlier)
    # on the way from page to page the total changes: no proof
    client = Client(site, now=before.now)
    column = client.column()
    client.now = NOW
    assert not is_complete(client.pages(column)[1])


def test_the_article_of_the_lab() -> None:
    entry = report_entry(2023, attachments=(text_file(2023),))
    portal = portal_of(())
    site = Vsb(replace(portal, entries=newest_first([entry])))
    client = Client(site)
    article = read_article(client.get(site.article_path(entry)))
    url = f"http://{portal.host}{site.file_path(entry, 0)}"

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert article.claimed_dates == {DateBasis.LABEL: date(2024, 1, 18)}
    assert article.attachments == (Attachment(url=url, name=f"{title(2023)}.txt"),)
    assert client.get(url).status == 403
    referer = (("Referer", f"http://{portal.host}{site.article_path(entry)}"),)
    assert client.ask(Fetch(url=url, headers=referer)).body == b"2023"
