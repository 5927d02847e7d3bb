from __future__ import annotations

from datetime import date

import pytest
from lab_portals import Client, portal_of, report_entry, rows, shown_rows, title

from archive.model import DateBasis
from portal_lab.sites.webforms import PagerKind, WebForms
from spiders.article import read_article
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.static_list import STATIC_LIST
from spiders.families.webforms import WEBFORMS

NONE: frozenset[str] = frozenset()
URL = "http://rs.qingchuan.gov.cn/gk/list.aspx?id=3"
ROW = """<table><tr><td><a href="/html/9.html">青川市水利局2023年政府信息公开工作年度报告</a></td>
<td>2024/1/26</td></tr></table>"""
POST_BACK = f"""<form method="post" action="./list.aspx?id=3">
<input type="hidden" name="__VIEWSTATE" value="/wEP+a=="><input type="hidden" name="__EVENTTARGET">
<input name="words" type="text" value="水利"><input type="submit" name="go" value="查询">
<select name="year"><option value="">全部</option><option selected value="1">今年</option></select>
{ROW}<div>STATED<a href="javascript:__doPostBack('pager','2')">下一页</a></div></form>"""
JSP = f"""{ROW}<form name="f" method="METHOD" action="list.jsp?id=3">
<input type="hidden" name="cpage" value="1"></form>STATED<a href="#" onclick="page('2')">下页</a>"""
LINKS = (
    ListLink(
        url="http://rs.qingchuan.gov.cn/html/9.html",
        title="青川市水利局2023年政府信息公开工作年度报告",
        listed_date=date(2024, 1, 26),
    ),
)
SEEN = frozenset(link.url for link in LINKS)
HEADERS = (("Content-Type", "application/x-www-form-urlencoded"), ("Referer", URL))
WORDS, GBK_WORDS = "%E6%B0%B4%E5%88%A9", "%CB%AE%C0%FB"


def page(text: str, status: int = 200, encoding: str = "utf-8") -> Page:
    return Page(url=URL, body=text.encode(encoding), content_type="text/html", status=status)


def posted(url: str, body: str) -> Fetch:
    return Fetch(url=url, method="POST", body=body, headers=HEADERS)


BACK = posted(
    URL,
    f"__VIEWSTATE=%2FwEP%2Ba%3D%3D&words={WORDS}&year=1&__EVENTTARGET=pager&__EVENTARGUMENT=2",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POST_BACK, ListPage(links=LINKS, next=(BACK,))),
        (
            POST_BACK.replace("STATED", "共13条记录"),
            ListPage(links=LINKS, declared_total=13, next=(BACK,)),
        ),
        # the pager says that this is the last page, whatever it links to
        (
            POST_BACK.replace("STATED", "共1条 第1/1页"),
            ListPage(links=LINKS, declared_total=1, is_last=True),
        ),
        (
            JSP.replace("METHOD", "post"),
            ListPage(
                links=LINKS,
                next=(posted("http://rs.qingchuan.gov.cn/gk/list.jsp?id=3", "cpage=2"),),
            ),
        ),
        (
            JSP.replace("METHOD", "get"),
            ListPage(
                links=LINKS, next=(Fetch(url="http://rs.qingchuan.gov.cn/gk/list.jsp?cpage=2"),)
            ),
        ),
    ],
)
def test_the_request_that_a_click_makes(text: str, expected: ListPage) -> None:
    assert WEBFORMS.sniff(page(text)) == 75
    assert WEBFORMS.first(page(text)) == expected


def test_fields_travel_in_the_encoding_of_the_page() -> None:
    read = WEBFORMS.first(page(POST_BACK + "<p>青川市水利局主办</p>", encoding="gb18030"))

    assert [fetch.body for fetch in read.next] == [(BACK.body or "").replace(WORDS, GBK_WORDS)]


def test_a_pager_that_is_switched_off() -> None:
    off = POST_BACK.replace("<a href=", "<a disabled=disabled href=")
    told = WEBFORMS.first(page(off))

    assert told == ListPage(links=LINKS, is_last=True)
    # a click whose form is nowhere proves nothing
    lost = page(f"{ROW}<a href=\"javascript:__doPostBack('pager','2')\">下一页</a>")
    assert WEBFORMS.sniff(lost) == 30
    assert WEBFORMS.first(lost) == ListPage(links=LINKS)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (POST_BACK, 200),  # the same page again
        ("<p>会话已超时，请从首页重新进入。</p>", 200),
        (POST_BACK, 500),
        ("", 200),
    ],
)
def test_what_proves_nothing(text: str, status: int) -> None:
    read = WEBFORMS.more(BACK, page(text, status), SEEN)

    assert (read.is_valid, read.next) == (False, ())
    assert not is_complete((WEBFORMS.first(page(POST_BACK)), read))


@pytest.mark.parametrize("pager", list(PagerKind))
@pytest.mark.parametrize("count", [0, 22])
def test_the_lab_is_read_to_its_end(pager: PagerKind, count: int) -> None:
    site = WebForms(portal_of(count=count), pager)
    client = Client(site)
    family, pages = client.pages()

    is_single = count == 0 or pager is PagerKind.QUERY
    assert family in ((WEBFORMS, STATIC_LIST) if is_single else (WEBFORMS,))
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)


def test_the_lab_without_the_cookie_of_the_session() -> None:
    client = Client(WebForms(portal_of(count=22)))
    column = client.column()
    fetch = WEBFORMS.first(column).next[0]
    client.cookies.clear()
    expired = client.ask(fetch)

    assert "会话已超时" in expired.body.decode()
    assert not WEBFORMS.more(fetch, expired, NONE).is_valid
    # a state that was not given is refused
    client.get("/")
    forged = Fetch(url=fetch.url, method="POST", body="__EVENTARGUMENT=2", headers=fetch.headers)
    assert client.ask(forged).status == 500


def test_the_article_of_the_lab() -> None:
    site = WebForms(portal_of((2023,)))
    article = read_article(Client(site).get(site.article_path(report_entry(2023))))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert article.claimed_dates[DateBasis.LABEL] == date(2024, 1, 18)
