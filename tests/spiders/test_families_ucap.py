from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from lab_portals import Client, portal_of, rows, shown_rows, text_file, title

from archive.model import DateBasis
from portal_lab.sites.ucap import Ucap
from spiders.article import body_of, read_article
from spiders.families.catalogue import families_for
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.ucap import UCAP
from spiders.markup import parse

NONE: frozenset[str] = frozenset()
HOST = "http://www.heijiang.gov.cn"
URL = f"{HOST}/slj/c100028/common_zfxxgknb.shtml"
ID = "cd11df89f5894c1eac37ae37cc11e369"
COLUMN = f"""<title>政府信息公开年报</title><ul id="list"></ul>
<script>var channelId = '{ID}';</script><script src="/js/common_list.js"></script>"""
HEADERS = (("X-Requested-With", "XMLHttpRequest"), ("Referer", URL))


def address(path: str, number: int = 1, channel: str = ID) -> str:
    fields = {
        "_isAgg": "true",
        "_isJson": "true",
        "_pageSize": "20",
        "_template": "index",
        "_rangeTimeGte": "",
        "_channelName": "",
        "page": number,
    }
    return f"{HOST}{path}{channel}?{urlencode(fields)}"


def fetch(*paths: str, number: int = 1, attempt: int = 1) -> Fetch:
    first, *rest = (address(path, number) for path in paths)
    return Fetch(url=first, headers=HEADERS, otherwise=tuple(rest), attempt=attempt)


FIRST = fetch("/searchList/", "/common/search/", "/search/")


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def results(*years: int) -> list[dict[str, object]]:
    return [
        {
            "title": f"黑江市水利局{y}年<em>政府信息公开</em>年报",
            "url": f"//www.heijiang.gov.cn/slj/c100028/c{y}/content.shtml",
            "publishedTime": 1_706_284_800_000,
            "publishedTimeStr": f"{y + 1}-01-26 16:38:00",
        }
        for y in years
    ]


def reply(total: object, *years: int) -> Page:
    listed = {"page": 1, "rows": 2, "total": total, "results": results(*years)}
    return page(json.dumps({"data": listed}), f"{HOST}/searchList/{ID}")


def links(*years: int) -> tuple[ListLink, ...]:
    return tuple(
        ListLink(
            url=f"{HOST}/slj/c100028/c{y}/content.shtml",
            title=f"黑江市水利局{y}年政府信息公开年报",
            listed_date=date(y + 1, 1, 26),
        )
        for y in years
    )


def test_the_channel_is_read_from_the_page():
    column = page(COLUMN)
    hidden = f"<ul></ul><input type='hidden' id='channelId' value='{ID}'><i class='ucap'></i>"
    asked = f"{URL}?channelid={ID}"

    assert families_for(column)[0] is UCAP
    assert UCAP.first(column) == ListPage(next=(FIRST,))
    assert UCAP.first(page(hidden)) == ListPage(next=(FIRST,))
    (by_address,) = UCAP.first(page("<ul></ul><b class='UCAP'></b>", asked)).next
    assert by_address.url == FIRST.url
    assert UCAP.first(page("<ul></ul><script>var channelId='x'</script>")) == ListPage(
        is_valid=False
    )


def test_the_interface_that_the_page_names_is_asked_first():
    script = "$.get('/es-search/search/' + lmCode + '?_template=ucap/list_ejs&_isAgg=1')"
    named = page(COLUMN.replace("channelId", "lmCode") + f"<script>{script}</script>")
    (request,) = UCAP.first(named).next

    assert (request.url, len(request.otherwise)) == (address("/es-search/search/"), 3)


def test_the_interface_with_the_id_in_it():
    named = page("<ul></ul><script>load('/chinatax/manuscriptList/n810760?_isAgg=0')</script>")
    (request,) = UCAP.first(named).next

    assert request.url == address("/chinatax/manuscriptList/", channel="n810760")


def test_a_page_without_the_id_is_asked_after_by_its_code():
    nameless = page("<ul id='list'></ul><script src='/js/common_list.js'></script>")
    (look_up,) = UCAP.first(nameless).next

    assert families_for(nameless)[0] is UCAP
    assert look_up == Fetch(
        url=f"{HOST}/getChannelList?channelCode=c100028",
        headers=(("Referer", URL),),
        otherwise=(f"{HOST}/common/getChannelList?channelCode=c100028",),
    )
    told = page(json.dumps({"code": "200", "results": {"channelId": ID}}))
    assert UCAP.more(look_up, told, NONE) == ListPage(next=(FIRST,))
    (other,) = UCAP.more(look_up, page("404", status=404), NONE).next
    assert (other.url, other.note) == (look_up.otherwise[0], look_up.note)
    assert UCAP.more(other, page('{"results":{"channelId":"../x"}}'), NONE) == ListPage(
        is_valid=False
    )


def test_rows_in_the_page_are_a_static_list():
    rendered = """<ul id="list"><li>
<a href="c1/content.shtml">黑江市水利局2023年政府信息公开年报</a><span>2024-01-26</span></li></ul>
<script>createPageHTML('page_div',1,1,'common_list','shtml',1)</script>"""
    column = page(COLUMN.replace('<ul id="list"></ul>', rendered))

    assert [family.name for family in families_for(column)][:2] == ["trs", "ucap"]


def test_pages_up_to_the_total_with_the_date_of_the_string():
    one = UCAP.more(FIRST, reply("3", 2023, 2022), NONE)
    two = UCAP.more(fetch("/searchList/", number=2), reply(3, 2021), one.addresses)

    assert one == ListPage(
        links=links(2023, 2022), declared_total=3, next=(fetch("/searchList/", number=2),)
    )
    assert two == ListPage(links=links(2021), declared_total=3, is_last=True)
    assert is_complete((one, two))
    assert not is_complete((one,))
    # the last page again: asked on, until the reader gives up
    again = UCAP.more(fetch("/searchList/", number=2), reply(3, 2023, 2022), one.addresses)
    assert (again.links, again.next) == (links(2023, 2022), (fetch("/searchList/", number=3),))
    assert not is_complete((one, again))
    assert not is_complete((one, UCAP.more(FIRST, reply(4, 2021), one.addresses)))


def test_without_the_string_there_is_no_date():
    row = {"title": "水利局2023年年报", "url": "/a.html", "publishedTime": 1_706_284_800_000}
    inner = {"title": "", "domainMetaList": [{"title": "内", "url": "/b.html"}, 7]}
    listed = {"total": 2, "results": [row, inner, "junk", {"title": 7, "url": 9}]}
    text = json.dumps({"code": 200, "results": {"data": listed}})

    assert UCAP.more(FIRST, page(text), NONE).links == (
        ListLink(url=f"{HOST}/a.html", title="水利局2023年年报"),
        ListLink(url=f"{HOST}/b.html", title="内"),
    )


def test_a_fragment_of_rows_is_an_answer_and_a_whole_page_is_none():
    fragment = """<ul><li><a href="/c1.shtml" title="水利局2023年年报">水利局…</a>
<i>2024-01-26</i></li></ul><div class="pagination">共1条</div>"""
    home = f"<html><body>{fragment}</body></html>"

    assert UCAP.more(FIRST, page(fragment), NONE) == ListPage(
        links=(
            ListLink(
                url=f"{HOST}/c1.shtml", title="水利局2023年年报", listed_date=date(2024, 1, 26)
            ),
        ),
        declared_total=1,
        is_last=True,
    )
    assert UCAP.more(FIRST, page(home), NONE).links == ()


def test_errors_are_asked_again_and_other_interfaces_in_turn():
    second = fetch("/common/search/", "/search/")
    again = UCAP.more(FIRST, page('{"success":false}'), NONE)

    assert [(f.url, f.attempt) for f in again.next] == [(FIRST.url, 2)]
    assert UCAP.more(again.next[0], page("{}"), NONE) == ListPage(next=(second,), is_valid=False)
    assert UCAP.more(FIRST, page("404", status=404), NONE) == ListPage(
        next=(second,), is_valid=False
    )
    assert UCAP.more(fetch("/search/"), page("", status=404), NONE) == ListPage(is_valid=False)
    for junk in ("", "[" * 100_000, '{"data":{"results":{}}}', '{"data":7}'):
        assert UCAP.more(fetch("/search/", attempt=2), page(junk), NONE) == ListPage(is_valid=False)


def test_an_empty_list_is_believed_when_no_interface_says_otherwise():
    empty = UCAP.more(FIRST, reply(0), NONE)
    (second,) = empty.next
    (third,) = UCAP.more(second, page("", status=404), NONE).next

    assert (empty.is_valid, second.url) == (False, address("/common/search/"))
    assert UCAP.more(third, page("", status=404), NONE) == ListPage(declared_total=0, is_last=True)
    assert UCAP.more(second, reply(1, 2023), NONE).links == links(2023)


@pytest.mark.parametrize("count", [0, 40])
def test_the_list_of_the_lab(count: int):
    site = Ucap(portal_of(count=count))
    family, pages = Client(site).pages()

    assert family is UCAP
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)


def test_the_article_of_the_lab():
    site = Ucap(portal_of((2023,), attachments=(text_file(2023),)))
    (entry,) = site.portal.entries
    answer = Client(site).get(site.article_path(entry))
    article, body = read_article(answer), body_of(parse(answer))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert article.claimed_dates == {
        DateBasis.LABEL: date(2024, 1, 18),
        DateBasis.META: date(2024, 1, 18),
    }
    assert [file.name for file in article.attachments] == [f"{title(2023)}.txt"]
    assert body is not None
    assert body.get("id") == "UCAP-CONTENT"
