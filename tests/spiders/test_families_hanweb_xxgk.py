from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from lab_portals import Client, portal_of, report_entry, rows, shown_rows, text_file, title

from archive.model import DateBasis
from portal_lab.sites.hanweb_xxgk import HanwebXxgk
from spiders.article import read_article
from spiders.families.catalogue import families_for
from spiders.families.hanweb_xxgk import HANWEB_XXGK
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

NONE: frozenset[str] = frozenset()
HOST = "http://xxgk.dongan.gov.cn"
URL = f"{HOST}/col/col337/index.html"
SHELL = """<html><head><title>政府信息公开年报</title></head><body>
<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area=112201MB&amp;divid=div4"></iframe>
<script>function funclick(a,b){loadDynamic('/module/xxgk/search.jsp?standardXxgk=1&infotypeId='+a+
'&vc_title='+encodeURI(b)+'&area=112201MB','div4','0','0','950','7','','');}</script></body></html>"""
TREE = f"{HOST}/module/xxgk/tree.jsp?standardXxgk=1&area=112201MB&divid=div4"
NODES = """<a onclick="funclick('Z2301','机构')">机构职能</a>
<a onclick="funclick(\\'Z2401\\',\\'政府信息公开年报\\')">政府信息公开年报(3)</a>"""
FIELDS = {
    "standardXxgk": "1",
    "infotypeId": "Z2401",
    "jdid": "7",
    "area": "112201MB",
    "divid": "div4",
}
HEADERS = (
    ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
    ("X-Requested-With", "XMLHttpRequest"),
    ("Referer", URL),
)


def search(number: int, fields: dict[str, str] | None = None, column: str = URL) -> Fetch:
    text = urlencode({**(fields or FIELDS), "currpage": number, "sortfield": "compaltedate:0"})
    return Fetch(
        url=f"{HOST}/module/xxgk/search.jsp?{text}",
        method="POST",
        body=text,
        headers=(*HEADERS[:2], ("Referer", column)),
    )


def name(n: int) -> str:
    return f"东安县水利局{n}年政府信息公开工作年度报告"


def row(n: int, column: int = 337, label: str = "") -> str:
    words = label or name(n)
    return (
        f'<tr class="tr_main_value_odd"><td>{n}</td><td><a title="{words}" target="_blank" '
        f'href="/art/{n + 1}/1/20/art_{column}_{n}.html">{words[:9]}…</a></td>'
        f"<td>{n + 1}-01-20</td></tr>"
    )


def reply(text: str, *numbers: str, status: int = 200) -> Page:
    """GBK that nobody announces."""
    body = f"<table><tr><td>名称</td><td>日期</td></tr>{''.join(numbers)}</table>{text}"
    address = f"{HOST}/module/xxgk/search.jsp"
    return Page(url=address, body=body.encode("gb18030"), content_type="text/html", status=status)


def link(n: int) -> ListLink:
    return ListLink(
        url=f"{HOST}/art/{n + 1}/1/20/art_337_{n}.html",
        title=name(n),
        listed_date=date(n + 1, 1, 20),
    )


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def test_the_shell_leads_to_the_tree_and_the_tree_to_the_list():
    shell = page(SHELL)
    first = HANWEB_XXGK.first(shell)

    assert families_for(shell)[0] is HANWEB_XXGK
    assert first == ListPage(next=(Fetch(url=TREE, headers=(("Referer", URL),)),))
    (tree,) = first.next
    assert HANWEB_XXGK.more(tree, page(NODES, TREE), NONE) == ListPage(next=(search(1),))


def test_the_address_or_the_call_may_name_the_entry():
    asked = f"{URL}?vc_xxgkarea=9&number=Z9"
    named = HANWEB_XXGK.first(page(SHELL, asked))
    called = SHELL.replace("infotypeId='+a+", "infotypeId=Z8'+").replace("<iframe", "<p")

    assert named.next == (search(1, {**FIELDS, "infotypeId": "Z9", "area": "9"}, asked),)
    fields = {**FIELDS, "infotypeId": "Z8"}
    assert HANWEB_XXGK.first(page(called)).next == (search(1, fields),)


def test_a_tree_without_the_column_or_in_error():
    (tree,) = HANWEB_XXGK.first(page(SHELL)).next
    other = page("<a onclick=\"funclick('Z1','指南')\">公开指南</a>", TREE)
    again = HANWEB_XXGK.more(tree, page("系统错误", TREE, 500), NONE)

    assert HANWEB_XXGK.more(tree, other, NONE) == ListPage(is_valid=False)
    assert [(f.url, f.attempt) for f in again.next] == [(TREE, 2)]
    assert HANWEB_XXGK.more(again.next[0], page("", TREE), NONE) == ListPage(is_valid=False)


def test_pages_up_to_the_numbered_last():
    one = HANWEB_XXGK.more(search(1), reply("&nbsp;共2页&nbsp;", row(2023), row(2022)), NONE)
    two = HANWEB_XXGK.more(search(2), reply("共2页", row(2021)), one.addresses)

    assert one == ListPage(links=(link(2023), link(2022)), next=(search(2),))
    assert two == ListPage(links=(link(2021),), is_last=True)
    assert is_complete((one, two))
    assert not is_complete((one,))


def test_a_stated_total_is_what_counts():
    one = HANWEB_XXGK.more(search(1), reply("共3条 共1页", row(2023), row(2022)), NONE)

    assert one == ListPage(links=(link(2023), link(2022)), declared_total=3, next=(search(2),))
    assert not is_complete((one,))


def test_rows_of_other_columns_are_passed_over_but_no_report_is():
    others = (row(7, 12, "值班安排"), row(2020, 12))
    read = HANWEB_XXGK.more(search(1), reply("共3条", row(2023), *others), NONE)
    kept = ListLink(
        url=f"{HOST}/art/2021/1/20/art_12_2020.html",
        title=name(2020),
        listed_date=date(2021, 1, 20),
    )

    assert read == ListPage(
        links=(link(2023), kept),
        declared_total=3,
        is_last=True,
        passed_over=(f"{HOST}/art/8/1/20/art_12_7.html",),
    )
    assert is_complete((read,))
    # the column's own number is not among them: the numbers mean something else here
    alone = HANWEB_XXGK.more(search(1), reply("共1页", others[0]), NONE)
    assert [found.title for found in alone.links] == ["值班安排"]


def test_a_directory_without_an_entry_of_the_column_is_read_as_an_empty_column():
    read = HANWEB_XXGK.more(
        search(1), reply("共2条", row(7, 12, "值班安排"), row(8, 13, "机构职能")), NONE
    )

    assert read == ListPage(
        declared_total=2,
        is_last=True,
        passed_over=(f"{HOST}/art/8/1/20/art_12_7.html", f"{HOST}/art/9/1/20/art_13_8.html"),
    )
    assert is_complete((read,))


def test_the_last_page_again_is_no_proof():
    seen = frozenset({link(2023).url})
    again = HANWEB_XXGK.more(search(2), reply("", row(2023)), seen)

    assert again == ListPage(links=(link(2023),), is_valid=False)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply("共0页"), ListPage(declared_total=0, is_last=True)),
        (reply("暂无数据"), ListPage(declared_total=0, is_last=True)),
        (reply(""), None),
        (reply("共1页", row(2023), status=405), None),
        (page('{"success":false}'), None),
    ],
)
def test_empty_lists_and_errors(answer: Page, expected: ListPage | None):
    read = HANWEB_XXGK.more(search(1), answer, NONE)
    if expected is not None:
        assert read == expected
        return
    (again,) = read.next
    assert (read.is_valid, again.url, again.body, again.attempt) == (
        False,
        search(1).url,
        search(1).body,
        2,
    )
    assert HANWEB_XXGK.more(again, answer, NONE) == ListPage(is_valid=False)


@pytest.mark.parametrize("count", [0, 60])
def test_the_list_of_the_lab(count: int):
    site = HanwebXxgk(portal_of(count=count))
    family, pages = Client(site).pages()

    assert family is HANWEB_XXGK
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)
    assert len({url for read in pages for url in read.passed_over}) == 10


def test_the_article_of_the_lab():
    entry = report_entry(2023, attachments=(text_file(2023),))
    site = HanwebXxgk(portal_of((2023,), attachments=(text_file(2023),)))
    article = read_article(Client(site).get(site.article_path(entry)))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert set(article.claimed_dates) == {DateBasis.LABEL, DateBasis.META, DateBasis.ADDRESS}
    assert set(article.claimed_dates.values()) == {date(2024, 1, 18)}
    assert [file.name for file in article.attachments] == [f"{title(2023)}.txt"]
