"""Lists of no known make: found by structure, continued by guesses, read out of scripts."""

from __future__ import annotations

import json
from datetime import date

import pytest
from lab_portals import Client, portal_of, rows, shown_rows

from portal_lab.sites.shell_home import ShellHome
from spiders.columns import column_links
from spiders.families.catalogue import families_for
from spiders.families.framed import all_frames
from spiders.families.guessing import first_guesses, is_continued, next_guess
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.script_array import SCRIPT_ARRAY
from spiders.families.static_list import STATIC_LIST, list_links, list_note
from spiders.markup import parse

NONE: frozenset[str] = frozenset()
HOST = "http://www.qingchuan.gov.cn"
URL = f"{HOST}/zwgk/nb/index.html"


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def row(href: str, words: str = "河道治理公示", day: str = "2024-01-26") -> str:
    return f'<li><a href="{href}">{words}</a><span>{day}</span></li>'


REPORT = "青川市水利局2023年政府信息公开工作年度报告"
SIDE = f'<div class="side"><ul>{"".join(row(f"/xw/{n}.html") for n in range(5))}</ul></div>'


def listed(*rows: str, pager: str = "", side: str = SIDE) -> str:
    return f'<div class="main"><ul class="list">{"".join(rows)}</ul>{pager}</div>{side}'


def urls(links: tuple[ListLink, ...]) -> list[str]:
    return [link.url.removeprefix(HOST) for link in links]


@pytest.mark.parametrize(
    ("url", "hrefs"),
    [
        # Beijing: names of 32 hexadecimal digits
        (
            f"{HOST}/110016/zfxxgknb/list.shtml",
            ["/110016/zfxxgknb/content_0f9a4bb1c2d3e4f5061728394a5b6c7d.shtml"],
        ),
        # Huai'an: pairs of numbers, mixed letters
        (
            f"{HOST}/col/18073_668815/index.html",
            ["/col/4039_446643/art/17356608/17364738729029ffO7DUB.html"],
        ),
        # Shanghai
        (f"{HOST}/nb/index.html", ["/nb/20240126/0f9a4bb1c2d3e4f5061728394a5b6c7d.html"]),
        # dedecms and phpcms
        (f"{HOST}/plus/list.php?tid=12", ["/a/nb/2024/0126/9.html"]),
        (
            f"{HOST}/index.php?m=content&c=index&a=lists&catid=12",
            ["/index.php?m=content&c=index&a=show&catid=12&id=9"],
        ),
    ],
)
def test_addresses_of_any_shape(url: str, hrefs: list[str]) -> None:
    column = page(listed(*(row(href.replace("&", "&amp;"), REPORT) for href in hrefs)), url)

    assert families_for(column) == (STATIC_LIST,)
    assert STATIC_LIST.first(column) == ListPage(
        links=tuple(
            ListLink(url=f"{HOST}{href}", title=REPORT, listed_date=date(2024, 1, 26))
            for href in hrefs
        ),
        is_last=True,
    )


def test_a_list_is_known_again_by_where_it_stands() -> None:
    first = parse(page(listed(*(row(f"{n}.html") for n in range(9)))))
    last = parse(page(listed(row("9.html"))))

    assert urls(list_links(first)) == [f"/zwgk/nb/{n}.html" for n in range(9)]
    # one entry is no list by itself, and the side bar is longer
    assert urls(list_links(last)) == [f"/xw/{n}.html" for n in range(5)]
    assert urls(list_links(last, list_note(first))) == ["/zwgk/nb/9.html"]


def test_the_next_page_keeps_the_place() -> None:
    pager = '共10条 第1/2页 <a href="index_1.html">下一页</a>'
    column = page(listed(*(row(f"{n}.html") for n in range(9)), pager=pager))
    one = STATIC_LIST.first(column)
    seen = frozenset(link.url for link in one.links)
    end = page(listed(row("9.html"), pager="共10条 第2/2页"), f"{HOST}/zwgk/nb/index_1.html")
    two = STATIC_LIST.more(one.next[0], end, seen)

    assert urls(two.links) == ["/zwgk/nb/9.html"]
    assert is_complete((one, two))


def test_guesses_in_their_order() -> None:
    assert first_guesses(URL) == tuple(
        f"{HOST}/zwgk/nb/{name}"
        for name in (
            *("index_1.html", "index_2.html", "2", "index.html?page=2", "index.html?pageNo=2"),
        )
    )
    assert first_guesses(f"{HOST}/nb/list.shtml?id=3#top") == tuple(
        f"{HOST}/nb/{name}"
        for name in (
            *("list_1.shtml", "list_2.shtml", "index_1.html", "index_2.html"),
            *("list.shtml?id=3&page=2", "list.shtml?id=3&pageNo=2"),
        )
    )
    assert [
        next_guess(Fetch(url=f"{HOST}/nb/{name}"))[0].url for name in ("list_2.shtml", "2")
    ] == [
        f"{HOST}/nb/list_3.shtml",
        f"{HOST}/nb/3",
    ]
    assert next_guess(Fetch(url=f"{HOST}/nb/list.shtml?pageNo=2"))[0].url.endswith("pageNo=3")
    assert next_guess(Fetch(url=f"{HOST}/nb/")) == ()


def test_a_guess_counts_only_where_it_goes_on_with_the_list() -> None:
    pager = "共 4 条 <a href='javascript:go(2)'>下一页</a>"
    one = STATIC_LIST.first(
        page(listed(*(row(f"2024/{n}.html") for n in range(3)), pager=pager, side=""))
    )
    guess = one.next[0]
    seen = frozenset(link.url for link in one.links)

    assert guess.is_guess
    # the home page in place of an error: news from elsewhere
    news = page(listed(*(row(f"/xw/2024/{n}.html") for n in range(3)), side=""), guess.url)
    other = STATIC_LIST.more(guess, news, seen)
    assert (other.is_valid, other.next[0].url) == (False, f"{HOST}/zwgk/nb/index_2.html")
    gone = STATIC_LIST.more(guess, page("404", guess.url, status=404), seen)
    assert gone.next[0].url == f"{HOST}/zwgk/nb/index_2.html"
    # the rest of the list, of an older year
    rest = page(listed(row("2023/3.html"), pager=pager, side=""), guess.url)
    two = STATIC_LIST.more(guess, rest, seen)
    assert urls(two.links) == ["/zwgk/nb/2023/3.html"]
    assert is_complete((one, two))
    assert two.next[0].url == f"{HOST}/zwgk/nb/index_2.html"
    # the last page again, and nothing else left to try: what was read stays proven
    last = STATIC_LIST.more(two.next[0], rest, seen | {two.links[0].url})
    assert (last.is_valid, last.next) == (False, ())
    assert is_complete((one, two, last))


def test_a_list_without_a_total_is_not_proven_by_guesses() -> None:
    pager = "<a href='javascript:go(2)'>下一页</a>"
    one = STATIC_LIST.first(
        page(listed(*(row(f"{n}.html") for n in range(3)), pager=pager, side=""))
    )
    rest = page(listed(row("3.html"), pager=pager, side=""), one.next[0].url)
    two = STATIC_LIST.more(one.next[0], rest, frozenset(link.url for link in one.links))

    assert urls(two.links) == ["/zwgk/nb/3.html"]
    assert not is_complete((one, two))


def test_where_entries_lie() -> None:
    def read(*hrefs: str) -> ListPage:
        return ListPage(links=tuple(ListLink(url=f"{HOST}{href}", title="公示") for href in hrefs))

    seen = frozenset({f"{HOST}/zwgk/nb/202401/t20240126_1.html"})
    assert is_continued(read("/zwgk/nb/202312/t20231201_9.html"), seen)
    assert not is_continued(read("/zwgk/tj/202312/t20231201_9.html"), seen)
    assert not is_continued(read("/zwgk/nb/202401/t20240126_1.html"), seen)
    assert not is_continued(read(), seen)


def test_totals_beside_page_counts_and_dates_for_machines() -> None:
    rows = (
        '<li><a href="9.html">青川市水利局2023年政府信息公开年报</a><time datetime="2024-01-18T08">'
    )
    column = page(f"<ul>{rows}1月18日</time></li></ul><div>共 <b>1</b>页<b>1</b>条</div>")

    assert STATIC_LIST.first(column) == ListPage(
        links=(
            ListLink(
                url=f"{HOST}/zwgk/nb/9.html",
                title="青川市水利局2023年政府信息公开年报",
                listed_date=date(2024, 1, 18),
            ),
        ),
        declared_total=1,
        is_last=False,
    )


def array(*years: int, **more: str) -> str:
    items = [
        {
            "aId": 70 + year,
            "aT": f"青川市水利局{year}年政府信息公开工作年度报告",
            "aPd": f"{year + 1}-01-26 17:00",
            "aU": json.dumps({"common": f"/zwgk/nb/{year}.html", "mobile": ""}),
            **more,
        }
        for year in years
    ]
    return f"<script>var pageSize = 9;\nvar itemObj = {json.dumps(items)};draw(itemObj)</script>"


def entry(year: int) -> ListLink:
    return ListLink(
        url=f"{HOST}/zwgk/nb/{year}.html",
        title=f"青川市水利局{year}年政府信息公开工作年度报告",
        listed_date=date(year + 1, 1, 26),
    )


def test_an_array_in_a_script() -> None:
    column = page(f"<h1>年报</h1>{array(2023, 2022)}")

    assert families_for(column) == (SCRIPT_ARRAY,)
    assert SCRIPT_ARRAY.first(column) == ListPage(links=(entry(2023), entry(2022)), is_last=True)
    stated = page(f"<p>共3条</p>{array(2023, 2022)}")
    assert SCRIPT_ARRAY.first(stated) == ListPage(
        links=(entry(2023), entry(2022)), declared_total=3
    )
    full = page(array(*range(2014, 2024)))
    assert (len(SCRIPT_ARRAY.first(full).links), SCRIPT_ARRAY.first(full).is_last) == (10, False)
    asking = page(f"{array(2023)}<script>$.get('/more')</script>")
    assert SCRIPT_ARRAY.first(asking) == ListPage(links=(entry(2023),))


@pytest.mark.parametrize(
    "text",
    [
        "<script>var a = [{</script>",
        "<script>var a = [{}, 3, null]</script>",
        f"<script>var a = {'[{' * 5000}</script>",
        '<script>var a = [{"t": "甲", "u": "{\\"a\\": 3}"}]</script>',
        "<script>" + "var a = [{} " * 90 + "</script>",
    ],
)
def test_arrays_that_are_none(text: str) -> None:
    assert SCRIPT_ARRAY.sniff(page(text)) == 0
    assert SCRIPT_ARRAY.first(page(text)) == ListPage(is_valid=False)
    assert not SCRIPT_ARRAY.more(Fetch(url=URL), page(text), NONE).is_valid


def test_an_array_beside_a_list_is_decoration() -> None:
    slides = json.dumps([{"t": f"图片新闻{n}", "u": f"/xw/{n}.html"} for n in range(4)])
    script = f"<script>var slides = {slides};</script>"
    column = page(script + listed(row("9.html", REPORT), side=""))
    plain = page(script + listed(*(row(f"{n}.html") for n in range(3)), side=""))

    assert families_for(column) == families_for(plain) == (STATIC_LIST,)
    assert families_for(page(script)) == (SCRIPT_ARRAY,)
    # reports in the array, and none in the rows that stand beside it
    both = page(array(2023) + SIDE)
    assert families_for(both) == (SCRIPT_ARRAY, STATIC_LIST)


def test_frames_that_hold_no_list() -> None:
    names = ("/visitcount/a.jsp", "/login.html", "/m/tree.jsp", "/share/s.html", "/footer.html")
    frames = "".join(f'<iframe src="{name}"></iframe>' for name in (*names, "list.html"))

    assert all_frames(page(frames)) == (f"{HOST}/zwgk/nb/list.html",)


def test_a_home_behind_shells_and_a_column_behind_a_picture() -> None:
    site = ShellHome(portal_of(count=20))
    client = Client(site)
    home = client.get("/")
    _, pages = client.pages()

    assert len(home.body) == 160
    assert [target for _, target in client.asked[1:5]] == [
        "/",
        "/web/",
        "/web/index.html",
        "/zwgk/",
    ]
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)


def test_a_clone_is_named_and_never_followed() -> None:
    friends = '<a href="http://www.slj-gov.example.com/zwgk/nb/">政府信息公开年报</a>'
    home = page(f'<a href="/zwgk/nb/">政府信息公开年报</a><div class="links">{friends}</div>')

    # both look alike; where they lead is judged by the place's hosts, before anything is asked
    assert [(link.score, link.url) for link in column_links(home)] == [
        (100, f"{HOST}/zwgk/nb/"),
        (100, "http://www.slj-gov.example.com/zwgk/nb/"),
    ]
