from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from lab_portals import Client, portal_of, rows, shown_rows, text_file, title

from portal_lab.sites.hanweb_jpaas import HanwebJpaas
from spiders.article import read_article
from spiders.families.catalogue import families_for
from spiders.families.hanweb_jpaas import HANWEB_JPAAS, unit_addresses
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

NONE: frozenset[str] = frozenset()
HOST = "http://www.dongan.gov.cn"
URL = f"{HOST}/col/col1229/index.html"
UNIT = f"{HOST}/api-gateway/jpaas-publish-server/front/page/build/unit"
HEADERS = (("X-Requested-With", "XMLHttpRequest"), ("Referer", URL))


def fields(tag: str) -> dict[str, str]:
    return {"parseType": "bulidstatic", "webId": "9", "tagId": tag, "pageId": "1229"}


def script(tag: str) -> str:
    quoted = ",".join(f"'{k}':'{v}'" for k, v in fields(tag).items())
    return (
        '<script src="/script/0/1/AuthorizedRead/unitbuild.js" '
        f'url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{{{quoted}}}">'
        "</script>"
    )


def address(tag: str) -> str:
    return f"{UNIT}?{urlencode(fields(tag))}"


COLUMN = "".join(script(tag) for tag in ("栏目导航", "右侧内容", "当前栏目list"))
FIRST = Fetch(
    url=address("当前栏目list"),
    headers=HEADERS,
    otherwise=(address("右侧内容"), address("栏目导航")),
)
ASIDE = Fetch(url=address("右侧内容"), headers=HEADERS, otherwise=(address("栏目导航"),))


def numbered(number: int, size: int = 2) -> Fetch:
    asked = json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
    return Fetch(url=f"{FIRST.url}&{urlencode({'paramJson': asked})}", headers=HEADERS)


def page(text: str, url: str = UNIT, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="application/json", status=status)


def reply(html: str) -> Page:
    text = json.dumps({"success": True, "code": "200", "data": {"html": html}})
    return page(text)


def listed(*years: int, pages: str = "<div class='pagination' rows='2' count='3'></div>") -> Page:
    lis = "".join(
        f'<li class="clearfix"><a href="/art/{y}.html" title="东安县{y}年政府信息公开年报">'
        f'东安…</a><span class="bt-right">{y + 1}-01-20</span></li>'
        for y in years
    )
    return reply(f"<div class='page-content'><ul>{lis}</ul></div>{pages}")


def link(year: int) -> ListLink:
    return ListLink(
        url=f"{HOST}/art/{year}.html",
        title=f"东安县{year}年政府信息公开年报",
        listed_date=date(year + 1, 1, 20),
    )


def links(*years: int) -> tuple[ListLink, ...]:
    return tuple(link(year) for year in years)


def test_the_likeliest_unit_is_asked_with_what_the_page_says():
    column = page(COLUMN, URL)

    assert families_for(column)[0] is HANWEB_JPAAS
    assert unit_addresses(column) == (FIRST.url, *FIRST.otherwise)
    assert HANWEB_JPAAS.first(column) == ListPage(next=(FIRST,))


def test_pages_by_param_json_up_to_the_count():
    one = HANWEB_JPAAS.more(FIRST, listed(2023, 2022), NONE)
    two = HANWEB_JPAAS.more(numbered(2), listed(2021), one.addresses)

    assert one == ListPage(links=links(2023, 2022), declared_total=3, next=(numbered(2),))
    assert two == ListPage(links=links(2021), declared_total=3, is_last=True)
    assert is_complete((one, two))
    assert not is_complete((one,))


def test_a_page_that_comes_again_is_followed_until_the_reader_gives_up():
    seen = frozenset(found.url for found in links(2023, 2022))
    again = HANWEB_JPAAS.more(numbered(2), listed(2023, 2022), seen)

    assert again == ListPage(links=links(2023, 2022), declared_total=3, next=(numbered(3),))
    assert not is_complete((again,))


def test_a_changed_total_proves_nothing():
    one = HANWEB_JPAAS.more(FIRST, listed(2023, 2022), NONE)
    grown = listed(2021, pages="<div class='pagination' rows='2' count='4'></div>")
    two = HANWEB_JPAAS.more(numbered(2), grown, one.addresses)

    assert not is_complete((one, two))


def test_an_error_is_asked_again_and_then_another_unit():
    error = page('{"success":false,"code":"500","data":null}')
    again = HANWEB_JPAAS.more(FIRST, error, NONE)

    assert [(f.url, f.attempt) for f in again.next] == [(FIRST.url, 2)]
    assert HANWEB_JPAAS.more(again.next[0], error, NONE) == ListPage(next=(ASIDE,), is_valid=False)
    (aside,) = HANWEB_JPAAS.more(again.next[0], error, NONE).next
    assert HANWEB_JPAAS.more(aside, listed(2023), NONE).links == links(2023)


def test_units_that_are_no_list_are_left():
    news = reply("<ul><li><a href='/x/1.html'>防汛会议</a></li></ul>")
    last = Fetch(url=address("栏目导航"), headers=HEADERS)

    assert HANWEB_JPAAS.more(FIRST, news, NONE) == ListPage(next=(ASIDE,), is_valid=False)
    assert HANWEB_JPAAS.more(last, news, NONE) == ListPage(is_valid=False)
    assert HANWEB_JPAAS.more(last, reply(""), NONE) == ListPage(is_valid=False)


def test_a_short_list_without_pages_an_empty_one_and_the_end():
    short = HANWEB_JPAAS.more(FIRST, listed(2023, pages=""), NONE)
    none = "<div class='pagination' rows='15' count='0'></div>"

    assert short == ListPage(links=links(2023), is_last=True)
    assert HANWEB_JPAAS.more(FIRST, reply(none), NONE) == ListPage(declared_total=0, is_last=True)
    assert HANWEB_JPAAS.more(numbered(2), reply(""), NONE) == ListPage(is_last=True)
    assert not is_complete((HANWEB_JPAAS.more(FIRST, listed(2023, 2022), NONE), ListPage()))


def test_a_few_rows_lead_to_the_column_that_has_all():
    more = """<div><h3>政府信息公开年报</h3>
<a class="xxgk_more" href="/col/col7/index.html">更多</a></div>"""
    few = HANWEB_JPAAS.more(FIRST, listed(2023, pages=more), NONE)
    sub = f"{HOST}/col/col7/index.html"

    assert few == ListPage(links=links(2023), next=(Fetch(url=sub, headers=(("Referer", URL),)),))
    (fetch,) = few.next
    inner = HANWEB_JPAAS.more(fetch, page(COLUMN, sub), few.addresses)
    assert [f.url for f in inner.next] == [FIRST.url]
    rest = '<ul><li><a href="/art/2022.html">东安县2022年政府信息公开年报</a>2023-01-20</li></ul>'
    assert HANWEB_JPAAS.more(fetch, page(rest, sub), few.addresses) == ListPage(
        links=links(2022), is_last=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>系统繁忙</html>",
        "[1]",
        '{"success":true,"data":{"html":7}}',
        '{"success":true,"data":[]}',
        "[" * 100_000,
    ],
)
def test_junk_is_an_error(text: str):
    fetch = Fetch(url=FIRST.url, headers=HEADERS, attempt=2)

    assert HANWEB_JPAAS.more(fetch, page(text), NONE) == ListPage(is_valid=False)


def test_query_data_is_text_and_nothing_more():
    hostile = """<script src="unitbuild.js" url="javascript:alert(1)" queryData="{'a':'b'}">
</script><script src="unitbuild.js" url="/u" queryData="__import__('os').system('id')"></script>"""

    assert unit_addresses(page(hostile, URL)) == ()
    assert HANWEB_JPAAS.first(page(hostile, URL)) == ListPage(is_valid=False)


@pytest.mark.parametrize("count", [0, 30])
def test_the_list_of_the_lab(count: int):
    site = HanwebJpaas(portal_of(count=count))
    family, pages = Client(site).pages()

    assert family is HANWEB_JPAAS
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)
    assert [read.is_valid for read in pages[:2]] == [True, False]  # the error at the first asking


def test_the_article_of_the_lab_links_to_the_gateway():
    site = HanwebJpaas(portal_of((2023,), attachments=(text_file(2023),)))
    (entry,) = site.portal.entries
    client = Client(site)
    article = read_article(client.get(site.article_path(entry)))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    (file,) = article.attachments
    assert file.name == f"{title(2023)}.txt"
    assert "/file-download?fileUrl=%2Fcms_files%2Fjcms1%2F" in file.url
    assert client.ask(Fetch(url=file.url)).body == b"2023"
