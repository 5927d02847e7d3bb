from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from lab_portals import Client, portal_of, report_entry, rows, shown_rows, text_file, title

from archive.model import DateBasis
from portal_lab.portal import newest_first
from portal_lab.sites.wordpress import WordPress
from spiders.article import read_article
from spiders.attachments import Attachment
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.wordpress import WORDPRESS, interface_of, posts_of
from spiders.robots import read_robots

NONE: frozenset[str] = frozenset()
HOST = "http://slj.qingchuan.gov.cn"
URL = f"{HOST}/category/nb/"
HEAD = f'<link rel="https://api.w.org/" href="{HOST}/wp-json/">'
PAGE = f"""<html><head>{HEAD}</head><body class="archive category category-nb category-12">
<article><h2><a href="{HOST}/2024/01/18/9/">青川市水利局2023年政府信息公开工作年度报告</a></h2>
<time datetime="2024-01-18T08:20:00+08:00">2024年1月18日</time></article>PAGER</body></html>"""
BARE = PAGE.replace("<article>", "<!--").replace("</article>", "-->")
LINKS = (
    ListLink(
        url=f"{HOST}/2024/01/18/9/",
        title="青川市水利局2023年政府信息公开工作年度报告",
        listed_date=date(2024, 1, 18),
    ),
)
SEEN = frozenset(link.url for link in LINKS)


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def pager(at: int, pages: int) -> str:
    numbers = [
        f'<span class="page-numbers current"><span>第</span>{n}</span>'
        if n == at
        else f'<a class="page-numbers" href="{URL}page/{n}/">{n}</a>'
        for n in sorted({1, at, min(at + 1, pages), pages})
    ]
    return f"<nav>{''.join(numbers)}</nav>"


def posts(number: int) -> Fetch:
    url = f"{HOST}/wp-json/wp/v2/posts?categories=12&per_page=100&page={number}"
    return Fetch(url=url, note="12")


def answer(*days: str) -> str:
    return json.dumps(
        [
            {
                "link": f"{HOST}/2024/01/18/9/",
                "date": f"{day}T08:20:00",
                "title": {"rendered": "青川市水利局2023年政府信息公开工作年度报告"},
            }
            for day in days
        ]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (pager(1, 3), ListPage(links=LINKS, next=(Fetch(url=f"{URL}page/2/"),))),
        (pager(3, 3), ListPage(links=LINKS, is_last=True)),
        ("", ListPage(links=LINKS, is_last=True)),
    ],
)
def test_the_pager_names_its_last_page(text: str, expected: ListPage) -> None:
    column = page(PAGE.replace("PAGER", text))

    assert WORDPRESS.sniff(column) == 78
    assert WORDPRESS.first(column) == expected


def test_a_theme_without_rows_is_read_by_the_interface() -> None:
    assert interface_of(page(BARE)) == f"{HOST}/wp-json/wp/v2/posts"
    assert WORDPRESS.first(page(BARE)) == ListPage(next=(posts(1),))
    one = WORDPRESS.more(posts(1), page(answer("2024-01-18"), posts(1).url), NONE)
    assert one == ListPage(links=LINKS, next=(posts(2),))
    beyond = page('{"code":"rest_post_invalid_page_number"}', posts(2).url, status=400)
    end = WORDPRESS.more(posts(2), beyond, SEEN)
    assert end == ListPage(is_last=True)
    assert is_complete((WORDPRESS.first(page(BARE)), one, end))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('{"code":"rest_forbidden"}', 400),
        (answer("2024-01-18"), 200),  # the same posts again
        (answer("2024-01-18"), 500),
        ("<p>维护中</p>", 200),
        ("[" * 100_000, 200),
    ],
)
def test_other_answers_of_the_interface_prove_nothing(text: str, status: int) -> None:
    read = WORDPRESS.more(posts(2), page(text, posts(2).url, status), SEEN)

    assert read == ListPage(is_valid=False)


def test_a_full_page_without_a_pager_may_go_on() -> None:
    years = range(2014, 2024)
    posts_shown = "".join(
        f'<article><a href="/{year}/">青川市水利局{year}年政府信息公开工作年度报告</a></article>'
        for year in years
    )
    column = page(f"{HEAD}<body class='category-12'>{posts_shown}</body>")
    one = WORDPRESS.first(column)

    assert (len(one.links), one.is_last) == (10, False)
    assert one.next == (replace(posts(1), is_guess=True),)
    # the interface tells that these are all
    rest = [{"link": link.url, "title": {"rendered": link.title}} for link in one.links]
    seen = frozenset(link.url for link in one.links)
    two = WORDPRESS.more(one.next[0], page(json.dumps(rest), posts(1).url), seen)
    beyond = page('{"code":"rest_post_invalid_page_number"}', posts(2).url, status=400)
    three = WORDPRESS.more(two.next[0], beyond, seen)
    assert is_complete((one, two, three))
    assert not is_complete((one, two))


def test_an_empty_category() -> None:
    assert WORDPRESS.more(posts(1), page("[]", posts(1).url), NONE) == ListPage(
        declared_total=0, is_last=True
    )
    assert posts_of(page('[1, {"title": 3}, {"link": "x"}]')) == ()
    assert posts_of(page("{}")) is None


def test_a_page_that_repeats_itself() -> None:
    fetch = Fetch(url=f"{URL}page/2/")
    again = page(PAGE.replace("PAGER", pager(1, 3)), fetch.url)

    assert not WORDPRESS.more(fetch, again, SEEN).is_valid
    assert not WORDPRESS.more(fetch, replace(again, status=404), NONE).is_valid


@pytest.mark.parametrize("is_bare", [False, True])
@pytest.mark.parametrize("count", [0, 28])
def test_the_lab_is_read_to_its_end(count: int, *, is_bare: bool) -> None:
    site = WordPress(portal_of(count=count), is_bare=is_bare)
    client = Client(site)
    family, pages = client.pages()

    assert family is WORDPRESS
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)


def test_the_robots_of_the_lab() -> None:
    robots = Client(WordPress(portal_of(), crawl_delay=10)).get("/robots.txt")

    assert read_robots(200, robots.body, "Duban", "").crawl_delay == 10.0


def test_the_article_of_the_lab() -> None:
    entry = report_entry(2023, attachments=(text_file(2023),))
    site = WordPress(replace(portal_of(()), entries=newest_first([entry])))
    article = read_article(Client(site).get(site.article_path(entry)))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    url = f"{Client(site).home[:-1]}{site.file_path(entry, 0)}"
    assert article.attachments == (Attachment(url=url, name=f"{title(2023)}.txt"),)
    assert article.claimed_dates[DateBasis.LABEL] == date(2024, 1, 18)
