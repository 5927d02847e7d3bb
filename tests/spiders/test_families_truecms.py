from __future__ import annotations

import json
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from lab_portals import Client, portal_of, rows, shown_rows, title

from portal_lab.sites.truecms import Truecms
from spiders.article import read_article
from spiders.families.catalogue import families_for
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.truecms import TRUECMS

NONE: frozenset[str] = frozenset()
HOST = "http://www.haimen.gov.cn"
URL = f"{HOST}/hmsslj/zfxxgknb/zfxxgknb.html"
PROXY = f"{HOST}/truecms/messageController/getMessage.do"
HEADERS = (("Referer", URL),)


def record(n: int) -> str:
    day = date(2024, 1, 31) - timedelta(days=n)
    return (
        f"<record><![CDATA[<li><a href='/content/{n}.html' title='海门区水务局文件之{n}'>海门…</a>"
        f"<span>{day}</span></li>]]></record>"
    )


def links(start: int, end: int) -> tuple[ListLink, ...]:
    return tuple(
        ListLink(
            url=f"{HOST}/content/{n}.html",
            title=f"海门区水务局文件之{n}",
            listed_date=date(2024, 1, 31) - timedelta(days=n),
        )
        for n in range(start, end + 1)
    )


def store(start: int, end: int, total: int | None) -> str:
    records = "".join(record(n) for n in range(start, end + 1))
    stated = "" if total is None else f"<totalrecord>{total}</totalrecord>"
    return f"<datastore>{stated}<recordset>{records}</recordset></datastore>"


def column(shown: int, *stated: str) -> Page:
    body = f"""<div id="initData" style="display:none">{store(1, shown, None)}</div>
<script>var page = {{columnId:'8fc1-02',{"".join(stated)}
proxyUrl:'/truecms/messageController/getMessage.do'}};</script>"""
    return Page(url=URL, body=body.encode(), content_type="text/html")


def address(start: int, size: int) -> str:
    fields = {
        "startrecord": start,
        "endrecord": start + size - 1,
        "perpage": size,
        "columnId": "8fc1-02",
        "callback": "cb",
    }
    return f"{PROXY}?{urlencode(fields)}"


def fetch(start: int, *sizes: int, note: str = "") -> Fetch:
    first, *rest = (address(start, size) for size in sizes)
    return Fetch(url=first, headers=HEADERS, otherwise=tuple(rest), note=note)


def reply(result: object, status: int = 200) -> Page:
    text = f"cb({json.dumps({'result': result}, ensure_ascii=False)});"
    return Page(url=PROXY, body=text.encode("gb18030"), content_type="text/html", status=status)


def test_the_rest_is_asked_for_in_ever_smaller_numbers():
    page = column(3, "totalRecord:25,")
    first = TRUECMS.first(page)

    assert families_for(page)[0] is TRUECMS
    assert first == ListPage(links=links(1, 3), declared_total=25, next=(fetch(4, 50, 20, 10),))
    refused = TRUECMS.more(fetch(4, 50, 20, 10), reply(""), NONE)
    assert refused == ListPage(next=(fetch(4, 20, 10),), is_valid=False)
    gone = Page(url=PROXY, body=b"<h1>404</h1>", status=404)
    assert TRUECMS.more(fetch(4, 20, 10), gone, NONE) == ListPage(
        next=(fetch(4, 10),), is_valid=False
    )
    ten = TRUECMS.more(fetch(4, 10), reply(store(4, 13, 25)), first.addresses)
    assert ten == ListPage(links=links(4, 13), declared_total=25, next=(fetch(14, 10),))
    # one answer was cut: what came counts, not what was asked for
    seen = first.addresses | ten.addresses
    cut = TRUECMS.more(fetch(14, 10), reply(store(14, 18, 25)), seen)
    assert cut.next == (fetch(19, 10),)
    last = TRUECMS.more(fetch(19, 10), reply(store(19, 25, 25)), seen | cut.addresses)
    assert last == ListPage(links=links(19, 25), declared_total=25, is_last=True)
    assert is_complete((first, refused, ten, cut, last))
    assert not is_complete((first, ten, last))


def test_the_own_number_of_the_page_is_asked_first():
    assert TRUECMS.first(column(3, "totalRecord:25,perPage:15,")).next == (
        fetch(4, 15, 50, 20, 10),
    )
    assert TRUECMS.first(column(3, "totalRecord:25,perPage:9000,")).next == (fetch(4, 50, 20, 10),)


def test_a_page_that_states_no_total_is_asked_from_the_start():
    first = TRUECMS.first(column(3))
    (asked,) = first.next
    one = TRUECMS.more(asked, reply(store(1, 5, None)), first.addresses)
    (after,) = one.next
    end = TRUECMS.more(after, reply(""), one.addresses)

    assert asked == fetch(1, 50, 20, 10)
    assert (one.links, one.declared_total, after) == (links(1, 5), None, fetch(6, 50))
    assert end == ListPage(is_last=True)
    assert is_complete((first, one, end))
    assert not is_complete((first, one))


def test_a_whole_list_in_the_page_and_an_empty_one():
    whole = TRUECMS.first(column(3, "totalRecord:3,"))
    (asked,) = TRUECMS.first(column(0)).next

    assert whole == ListPage(links=links(1, 3), declared_total=3, is_last=True)
    assert TRUECMS.first(column(0, "totalRecord:0,")) == ListPage(declared_total=0, is_last=True)
    empty = TRUECMS.more(asked, reply(store(1, 0, 0)), NONE)
    assert empty == ListPage(declared_total=0, is_last=True)
    # nothing at all, in any number: no list, and no empty one
    last = fetch(1, 10)
    again = TRUECMS.more(last, reply(""), NONE)
    assert [f.attempt for f in again.next] == [2]
    assert TRUECMS.more(again.next[0], reply(""), NONE) == ListPage(is_valid=False)


def test_records_that_come_again_and_a_changed_total():
    first = TRUECMS.first(column(3, "totalRecord:25,"))
    again = TRUECMS.more(fetch(4, 10), reply(store(1, 3, 25)), first.addresses)
    grown = TRUECMS.more(fetch(4, 50), reply(store(4, 26, 26)), first.addresses)

    assert (again.links, again.next) == (links(1, 3), (fetch(7, 10),))
    assert not is_complete((first, again))
    assert not is_complete((first, grown))


@pytest.mark.parametrize(
    "text", ["", "cb(", "cb({)", "<html>", "cb([1])", 'cb({"result":7})', "x" * 100_000 + "("]
)
def test_junk_is_an_error(text: str):
    junk = Page(url=PROXY, body=text.encode())
    asked = fetch(4, 10, note="works")
    again = TRUECMS.more(asked, junk, NONE)

    assert [(f.url, f.attempt) for f in again.next] == [(asked.url, 2)]
    assert TRUECMS.more(again.next[0], junk, NONE) == ListPage(is_valid=False)


@pytest.mark.parametrize("count", [0, 40])
def test_the_list_of_the_lab(count: int):
    site = Truecms(portal_of(count=count))
    family, pages = Client(site).pages()

    assert family is TRUECMS
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)
    # fifty at a time bring nothing, twenty do
    assert [read.is_valid for read in pages] == ([True] if not count else [True, False, True, True])


def test_the_article_of_the_lab():
    site = Truecms(portal_of((2023,)))
    (entry,) = site.portal.entries
    article = read_article(Client(site).get(site.article_path(entry)))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert set(article.claimed_dates.values()) == {date(2024, 1, 18)}
