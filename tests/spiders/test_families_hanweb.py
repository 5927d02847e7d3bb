from __future__ import annotations

from datetime import date, timedelta

from spiders.families.hanweb_jpage import HANWEB_JPAGE
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

URL = "http://www.dongan.gov.cn/col/col337/index.html"
PROXY = "http://www.dongan.gov.cn/module/web/jpage/dataproxy.jsp"
FORM = "col=1&appid=1&webid=39&path=%2F&columnid=337&unitid=212&webname=%E4%B8%9C%E5%AE%89%E5%8E%BF"
HEADERS = (
    ("Content-Type", "application/x-www-form-urlencoded"),
    ("X-Requested-With", "XMLHttpRequest"),
    ("Referer", URL),
)
GROUP_2 = (
    f"{PROXY}?page=2&appid=1&webid=39&path=/&columnid=337&unitid=212"
    "&webname=%E4%B8%9C%E5%AE%89%E5%8E%BF&permissiontype=0"
)


def record(n: int) -> str:
    """Single and double quotes, a title before or behind, two shapes of address."""
    day = date(2024, 1, 31) - timedelta(days=n)
    if n % 2:
        href = f"/art/2024/1/{n}/art_337_{n}.html"
        link = f'<a title="东安县第{n}号文件全称" href="{href}">东安县第{n}…</a>'
    else:
        link = f"<a href='/col/col337/art/2024/art_{n:032x}.html'>东安县第{n}号文件全称</a>"
    return f"<record><![CDATA[<li>{link}<span>{day}</span></li>]]></record>"


def link(n: int) -> ListLink:
    new = f"col/col337/art/2024/art_{n:032x}.html"
    path = f"art/2024/1/{n}/art_337_{n}.html" if n % 2 else new
    return ListLink(
        url=f"http://www.dongan.gov.cn/{path}",
        title=f"东安县第{n}号文件全称",
        listed_date=date(2024, 1, 31) - timedelta(days=n),
    )


def links(start: int, end: int) -> tuple[ListLink, ...]:
    return tuple(link(n) for n in range(start, end + 1))


def unit(number: int, column: int, total: int, records: str, next_group: str = "") -> str:
    return f"""<div id="{number}"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="{next_group}"></a>]]></nextgroup><recordset>{records}</recordset>
</datastore></script></div><script>$('#{number}').jpage({{totalRecord:{total},perPage:15,
groupSize:3,barPosition:'bottom',proxyUrl:'/module/web/jpage/dataproxy.jsp',
ajaxParam:{{col:1,appid:'1',webid:39,path:'/',columnid:{column},unitid:'{number}',webname:'东安县'}}}});</script>"""


def column(total: int, shown: int) -> Page:
    wrong = unit(99, 12, 2, record(901) + record(902))
    group = GROUP_2.replace("page=2", "page=1").partition(".cn")[2].replace("&", "&amp;")
    right = unit(212, 337, total, "".join(record(n) for n in range(1, shown + 1)), group)
    return Page(url=URL, body=f"<html><body>{wrong}{right}</body></html>".encode())


def reply(total: int, start: int, end: int, status: int = 200) -> Page:
    records = "".join(record(n) for n in range(start, end + 1))
    body = (
        f"<datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore>"
    )
    return Page(url=PROXY, body=body.encode("gb18030"), content_type="text/xml", status=status)


SECOND = Fetch(
    url=f"{PROXY}?startrecord=46&endrecord=61&perpage=15",
    method="POST",
    body=FORM,
    headers=HEADERS,
    otherwise=(GROUP_2,),
)


def test_the_unit_of_the_column_is_chosen_and_the_rest_asked_for():
    page = column(61, 45)

    assert HANWEB_JPAGE.sniff(page) == 95
    assert HANWEB_JPAGE.first(page) == ListPage(
        links=links(1, 45), declared_total=61, next=(SECOND,)
    )


def test_the_last_rows_complete_the_list():
    first = HANWEB_JPAGE.first(column(61, 45))
    seen = frozenset(found.url for found in first.links)
    rest = HANWEB_JPAGE.more(SECOND, reply(61, 46, 61), seen)

    assert rest == ListPage(links=links(46, 61), declared_total=61, is_last=True)
    assert is_complete((first, rest))


def test_a_long_list_goes_on():
    first = HANWEB_JPAGE.first(column(130, 45))
    seen = frozenset(found.url for found in first.links)
    (fetch,) = first.next
    second = HANWEB_JPAGE.more(fetch, reply(130, 46, 90), seen)

    assert fetch.url == f"{PROXY}?startrecord=46&endrecord=90&perpage=15"
    assert second == ListPage(
        links=links(46, 90),
        declared_total=130,
        next=(
            Fetch(
                url=f"{PROXY}?startrecord=91&endrecord=130&perpage=15",
                method="POST",
                body=FORM,
                headers=HEADERS,
            ),
        ),
    )


def test_a_refused_post_is_asked_by_page():
    again = Fetch(url=GROUP_2, headers=HEADERS[1:])
    refused = HANWEB_JPAGE.more(SECOND, reply(61, 46, 61, status=405), frozenset())
    by_page = HANWEB_JPAGE.more(again, reply(130, 46, 90), frozenset())

    assert refused == ListPage(next=(again,), is_valid=False)
    assert by_page.next == (Fetch(url=GROUP_2.replace("page=2", "page=3"), headers=HEADERS[1:]),)


def test_a_proxy_that_repeats_itself_proves_nothing():
    again = Fetch(url=GROUP_2, headers=HEADERS[1:])
    seen = frozenset(found.url for found in links(1, 45))

    assert HANWEB_JPAGE.more(again, reply(61, 1, 45), seen) == ListPage(is_valid=False)


def test_the_whole_list_in_the_page_and_an_empty_one():
    assert HANWEB_JPAGE.first(column(5, 5)) == ListPage(
        links=links(1, 5), declared_total=5, is_last=True
    )
    assert HANWEB_JPAGE.first(column(0, 0)) == ListPage(declared_total=0, is_last=True)
    assert HANWEB_JPAGE.first(column(5, 0)) == ListPage(is_valid=False)


def test_the_older_array():
    body = """<div id="68"></div><script>var InitData68 = [
'<li><a href="/art/2024/1/1/art_337_1.html" title="东安县第1号文件全称">\\'第1</a>2024-01-30</li>',
"<li><a href='/b.html'>乙</a></li>"];
$("#68").jpage({totalRecord:2,perPage:15,dataStore:InitData68,
proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',ajaxParam:{columnid:337}});</script>"""

    assert HANWEB_JPAGE.first(Page(url=URL, body=body.encode())) == ListPage(
        links=(link(1), ListLink(url="http://www.dongan.gov.cn/b.html", title="乙")),
        declared_total=2,
        is_last=True,
    )


def test_an_error_later_on_is_asked_once_more():
    third = Fetch(
        url=f"{PROXY}?startrecord=91&endrecord=130&perpage=15",
        method="POST",
        body=FORM,
        headers=HEADERS,
    )
    error = Page(url=PROXY, body=b'{"success":false}')
    again = HANWEB_JPAGE.more(third, error, frozenset())

    assert [(f.body, f.attempt) for f in again.next] == [(FORM, 2)]
    assert not again.is_valid
    assert HANWEB_JPAGE.more(again.next[0], error, frozenset()) == ListPage(is_valid=False)


def test_counts_that_are_no_numbers():
    body = column(5, 5).body.replace(b"totalRecord:5", b"totalRecord:'\xc2\xb2'")

    assert HANWEB_JPAGE.first(Page(url=URL, body=body)) == ListPage(
        links=(
            ListLink(
                url="http://www.dongan.gov.cn/art/2024/1/901/art_337_901.html",
                title="东安县第901号文件全称",
                listed_date=date(2024, 1, 31) - timedelta(days=901),
            ),
            link(902),
        ),
        declared_total=2,
        is_last=True,
    )
