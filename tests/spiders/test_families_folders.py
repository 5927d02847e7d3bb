from __future__ import annotations

from datetime import date

from lab_portals import Client, portal_of, rows, shown_rows

from portal_lab.sites.trs_variants import TrsYearFolders
from spiders.families.catalogue import families_for
from spiders.families.folders import FOLDERS, folders_of
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete

NONE: frozenset[str] = frozenset()
URL = "http://www.tongzhou.gov.cn/zwgk/zfxxgknb82/"
COLUMN = """<div class="nav"><a href="/">首页</a><a href="/zwgk/2024/">2024年政务</a></div>
<ul><li><a href="./2024n78/">2024年</a></li><li><a href="2023n71/index.html">2023年度</a></li>
<li><a href="./">2022年</a></li></ul><p><a href="./zc/">政策</a></p>"""
CALL = '<script>createPageHTML({}, {}, "index", "html");</script>'


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def listed(*years: int) -> str:
    lis = "".join(
        f'<li><a href="./t{y + 1}0126_{y}.html">通州区水务局{y}年政府信息公开年报</a>'
        f"<span>{y + 1}-01-26</span></li>"
        for y in years
    )
    return f"<ul>{lis}</ul>"


def links(folder: str, *years: int) -> tuple[ListLink, ...]:
    return tuple(
        ListLink(
            url=f"{URL}{folder}/t{y + 1}0126_{y}.html",
            title=f"通州区水务局{y}年政府信息公开年报",
            listed_date=date(y + 1, 1, 26),
        )
        for y in years
    )


def folder(name: str) -> Fetch:
    return Fetch(url=f"{URL}{name}/", headers=(("Referer", URL),))


def test_folders_are_those_below_that_name_a_year():
    column = page(COLUMN)

    assert folders_of(column) == (f"{URL}2024n78/", f"{URL}2023n71/")
    assert families_for(column)[0] is FOLDERS
    assert FOLDERS.first(column) == ListPage(next=(folder("2024n78"),))
    assert folders_of(page(COLUMN, "http://www.tongzhou.gov.cn/")) == ()
    assert FOLDERS.first(page(COLUMN, status=404)) == ListPage(is_valid=False)


def test_every_folder_with_its_pages_and_the_folders_inside():
    (first,) = FOLDERS.first(page(COLUMN)).next
    one = FOLDERS.more(first, page(listed(2023) + CALL.format(2, 0), first.url), NONE)
    (second,) = one.next
    assert second.url == f"{URL}2024n78/index_1.html"
    inner = '<p><a href="xzjd/">镇街年报</a></p>'
    two_page = page(listed(2022) + inner + CALL.format(2, 1), second.url)
    two = FOLDERS.more(second, two_page, one.addresses)
    (towns,) = two.next
    assert towns == folder("2024n78/xzjd")
    seen = one.addresses | two.addresses
    three = FOLDERS.more(towns, page(listed(2021), towns.url), seen)
    (last,) = three.next
    assert last == folder("2023n71")
    four = FOLDERS.more(last, page(listed(2020) + CALL.format(1, 0), last.url), NONE)

    assert four == ListPage(links=links("2023n71", 2020), is_last=True)
    assert three.links == links("2024n78/xzjd", 2021)
    assert is_complete((one, two, three, four))
    assert not is_complete((one, two, three))


def test_a_folder_that_is_not_proven_whole_spoils_the_proof_and_nothing_else():
    (first,) = FOLDERS.first(page(COLUMN)).next
    for trouble in (
        page("", first.url, status=404),
        page("<p>您访问的页面不存在</p>", first.url),
        page("<p>请稍候</p><script>load()</script>", first.url),
        page(listed(2023) + "<script>$.get('/more')</script>", first.url),
        page(f"{listed(2023)}<script>createPageHTML('p',1,1,'index','html',9)</script>", first.url),
    ):
        one = FOLDERS.more(first, trouble, NONE)
        (last,) = one.next
        two = FOLDERS.more(last, page(listed(2022), last.url), NONE)
        assert (last, two.links) == (folder("2023n71"), links("2023n71", 2022))
        assert not is_complete((one, two))


def test_a_folder_of_words_alone_holds_no_list():
    (first,) = FOLDERS.first(page(COLUMN)).next
    one = FOLDERS.more(first, page("<p>各镇街年报由各镇街发布。</p>", first.url), NONE)
    two = FOLDERS.more(one.next[0], page(listed(2022), one.next[0].url), NONE)

    assert not one.is_valid
    assert is_complete((one, two))


def test_a_folder_that_is_the_report_itself():
    title = "<title>2023年度_政府信息公开年报_通州区水务局</title>"
    article = "<title>通州区水务局2023年政府信息公开年报</title><p>全文如下</p>"
    (first,) = FOLDERS.first(page(COLUMN)).next
    for body, shown in (
        (article, "通州区水务局2023年政府信息公开年报"),
        (f"{title}<p>一、总体情况</p><p>六、其他需要报告的事项</p>", title[7:-8]),
        (f"{title}<p><a href='P0202401.pdf'>年报.pdf</a></p>", title[7:-8]),
    ):
        one = FOLDERS.more(first, page(body, first.url), NONE)
        two = FOLDERS.more(one.next[0], page(listed(2022), one.next[0].url), one.addresses)

        assert one.links == (ListLink(url=first.url, title=shown),)
        assert is_complete((one, two))


def test_entries_beside_the_folders_are_kept():
    own = listed(2023).replace("./t", "./202401/t").replace("<ul>", '<ul class="own">')
    read = FOLDERS.first(page(COLUMN.replace("<ul>", f"{own}<ul>") + CALL.format(1, 0)))

    assert [found.title for found in read.links] == ["通州区水务局2023年政府信息公开年报"]
    assert [fetch.url for fetch in read.next] == [f"{URL}2024n78/"]


def test_too_deep_a_tree_is_left():
    fetch = Fetch(url=f"{URL}a/b/c/", headers=(("Referer", URL),), note="[false]")
    deep = page('<a href="d2024/">2024年</a>', fetch.url)
    read = FOLDERS.more(fetch, deep, NONE)

    assert read == ListPage(is_valid=False)


def test_the_list_of_the_lab():
    site = TrsYearFolders(portal_of(count=8))
    family, pages = Client(site).pages()

    assert family is FOLDERS
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)
    old = Client(site).get("/zwgk/zfxxgk/zfxxgknb/2024/")
    assert old.url == f"http://{site.portal.host}/"
