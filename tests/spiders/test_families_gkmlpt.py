from __future__ import annotations

import json
from datetime import date

import pytest
from lab_portals import Client, portal_of, rows, shown_rows

from portal_lab.sites.gkmlpt import Gkmlpt
from spiders.families.gkmlpt import GKMLPT, Node, annual_nodes, column_url
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

NONE: frozenset[str] = frozenset()


def page(url: str, text: str, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


GK_URL = "http://www.lanwan.gov.cn/slj/gkmlpt/annualreport#2629"
GK_SHELL = """<html><body><div id="app"></div><script>window._CONFIG = {
SID: '755001', IS_CITY: true,
TREE: [{"id":1,"name":"法定主动公开内容","post_count":90,"jump_url":"","children":[
{"id":5,"name":"政策解读","post_count":3,"jump_url":"/zcjd/","children":[]}]},
{"id":2629,"name":"政府信息公开年报","post_count":3,"jump_url":"JUMP","children":[]}],
SERVICE_AREA_ID: 3}</script><script src="/gkmlpt/app.js"></script></body></html>"""
GK_API = "http://www.lanwan.gov.cn/slj/gkmlpt/api/all/2629?page={}&sid=755001"
GK_HEADERS = (("Referer", GK_URL),)


def answer(total: int, *numbers: int) -> str:
    articles = [
        {
            "id": n,
            "title": f"青川市水利局{n}年<em>政府信息公开</em>工作年度报告",
            "url": f"http://www.lanwan.gov.cn/slj/gkmlpt/content/1/2/post_{n}.html",
            "date": 1_600_000_000,
            "display_publish_time": 1_706_200_000,
            "created_at": "2020-01-01 00:00:00",
        }
        for n in numbers
    ]
    return json.dumps({"classify": {"id": 2629, "post_count": total}, "articles": articles})


def gk_link(year: int) -> ListLink:
    url = f"http://www.lanwan.gov.cn/slj/gkmlpt/content/1/2/post_{year}.html"
    title = f"青川市水利局{year}年政府信息公开工作年度报告"
    return ListLink(url=url, title=title, listed_date=date(2024, 1, 26))


def test_gkmlpt_reads_its_ids_from_the_page():
    shell = page(GK_URL, GK_SHELL.replace("JUMP", ""))

    assert GKMLPT.sniff(shell) == 100
    assert annual_nodes(shell) == (Node(node_id=2629, name="政府信息公开年报", jump_url=""),)
    assert column_url(shell, annual_nodes(shell)[0]) == GK_URL
    assert GKMLPT.first(shell) == ListPage(next=(Fetch(url=GK_API.format(1), headers=GK_HEADERS),))


def test_gkmlpt_node_that_leads_elsewhere():
    shell = page(GK_URL, GK_SHELL.replace("JUMP", "/nb/"))
    elsewhere = Fetch(url="http://www.lanwan.gov.cn/nb/")

    assert GKMLPT.first(shell) == ListPage(next=(elsewhere,))
    rows = '<ul><li><a href="9.html">水利局2023年政府信息公开年报</a> 2024-01-26</li></ul>'
    assert GKMLPT.more(elsewhere, page(elsewhere.url, rows), NONE) == ListPage(
        links=(
            ListLink(
                url="http://www.lanwan.gov.cn/nb/9.html",
                title="水利局2023年政府信息公开年报",
                listed_date=date(2024, 1, 26),
            ),
        ),
        is_last=True,
    )


def test_gkmlpt_pages():
    first, second = (Fetch(url=GK_API.format(n), headers=GK_HEADERS) for n in (1, 2))
    one = GKMLPT.more(first, page(first.url, answer(3, 2023, 2022)), NONE)
    seen = frozenset(link.url for link in one.links)
    two = GKMLPT.more(second, page(second.url, answer(3, 2021)), seen)

    assert one == ListPage(links=(gk_link(2023), gk_link(2022)), declared_total=3, next=(second,))
    assert two == ListPage(links=(gk_link(2021),), declared_total=3, is_last=True)
    assert is_complete((one, two))
    assert not is_complete((one,))


@pytest.mark.parametrize(
    ("number", "text", "status", "expected"),
    [
        (2, "", 200, ListPage(is_last=True)),
        (2, "  ", 200, ListPage(is_last=True)),
        (1, "", 200, ListPage(is_valid=False)),
        (2, "", 502, ListPage(is_valid=False)),
        (2, "<html>访问过于频繁</html>", 200, ListPage(is_valid=False)),
        (
            1,
            '{"classify":{"post_count":0},"articles":[]}',
            200,
            ListPage(declared_total=0, is_last=True),
        ),
        (1, '{"error": 1}', 200, ListPage(is_valid=False)),
        (1, '{"classify":null,"articles":[]}', 200, ListPage(is_valid=False)),
        (1, "[" * 100_000, 200, ListPage(is_valid=False)),
    ],
)
def test_gkmlpt_ends_and_errors(number: int, text: str, status: int, expected: ListPage):
    fetch = Fetch(url=GK_API.format(number), attempt=2)

    assert GKMLPT.more(fetch, page(fetch.url, text, status), NONE) == expected


def test_gkmlpt_asks_once_more_after_an_error():
    fetch = Fetch(url=GK_API.format(2))
    error = GKMLPT.more(fetch, page(fetch.url, '{"success":false}'), NONE)

    assert error == ListPage(next=(Fetch(url=fetch.url, attempt=2),), is_valid=False)


@pytest.mark.parametrize(("folder", "count"), [("", 0), ("/slj", 40)])
def test_the_list_of_the_lab(folder: str, count: int):
    site = Gkmlpt(portal_of(count=count), folder=folder)
    family, pages = Client(site).pages()

    assert family is GKMLPT
    assert site.column_path.startswith(f"{folder}/gkmlpt/annualreport#")
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)


def test_an_empty_list_of_the_lab():
    family, pages = Client(Gkmlpt(portal_of(()))).pages()

    assert family is GKMLPT
    assert pages[-1] == ListPage(declared_total=0, is_last=True)
