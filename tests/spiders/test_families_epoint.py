from __future__ import annotations

import json
from datetime import date
from functools import partial

import pytest
from lab_portals import Client, portal_of, rows, shown_rows, title

from portal_lab.sites.epoint import Epoint
from spiders.article import body_of, read_article
from spiders.attachments import Attachment
from spiders.families.catalogue import families_for
from spiders.families.epoint import EPOINT
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.markup import parse

NONE: frozenset[str] = frozenset()
HOST = "http://sw.huaihai.gov.cn"
URL = f"{HOST}/dynamic/zwgk/govInfoPub.html?deptcode=D7&categorynum=003006"
SHELL = """<title>政府信息公开年报</title><table><tbody id="infolist"></tbody></table>
<script src="/js/jquery.js"></script><script src="/js/webBuilderCommon.js?v=2"></script>"""
SCRIPT = Fetch(
    url=f"{HOST}/js/webBuilderCommon.js?v=2",
    headers=(("Referer", URL),),
    otherwise=(f"{HOST}/js/webBuilderCommon.js",),
)
GUID = "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"
SITE = f'var siteInfo = {{"siteGuid":"{GUID}","projectName":"/EWB-FRONT","isMobile":false}};'
LIST = f"{HOST}/EWB-FRONT/rest/lightfrontaction/getgovinfolist"


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), content_type="text/html", status=status)


def reply(total: object, *years: int, is_text: bool = False) -> Page:
    listed = [
        {
            "infourl": f"/zwgk/003/{y}.html",
            "title": "淮海区水务局…",
            "realtitle": f"淮海区水务局{y}年政府信息公开年报",
            "infodate": f"{y + 1}-01-26",
        }
        for y in years
    ]
    custom: object = {"total": total, "data": listed}
    return page(json.dumps({"custom": json.dumps(custom) if is_text else custom}), LIST)


def links(*years: int) -> tuple[ListLink, ...]:
    return tuple(
        ListLink(
            url=f"{HOST}/zwgk/003/{y}.html",
            title=f"淮海区水务局{y}年政府信息公开年报",
            listed_date=date(y + 1, 1, 26),
        )
        for y in years
    )


def first_request(column: Page | None = None) -> Fetch:
    (script,) = EPOINT.first(column or page(SHELL)).next
    (request,) = EPOINT.more(script, page(SITE, script.url), NONE).next
    return request


def asked(fetch: Fetch) -> object:
    assert fetch.body is not None
    return json.loads(fetch.body)


def wanted(index: int) -> dict[str, object]:
    return {
        "deptcode": "D7",
        "categorynum": "003006",
        "pageIndex": index,
        "pageSize": 20,
        "siteGuid": GUID,
    }


def test_the_shell_leads_to_the_script_and_the_script_to_the_list():
    shell = page(SHELL)
    request = first_request()

    assert families_for(shell)[0] is EPOINT
    assert EPOINT.first(shell) == ListPage(next=(SCRIPT,))
    assert (request.url, request.method, asked(request)) == (LIST, "POST", wanted(0))
    assert request.headers == (
        ("Content-Type", "application/json;charset=UTF-8"),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", URL),
    )


def test_the_category_may_stand_in_a_script():
    url = f"{HOST}/dynamic/zwgk/govInfoPub.html"
    named = page(f"{SHELL}<script>var categoryNum = '003009';</script>", url)

    assert asked(first_request(named)) == {**wanted(0), "deptcode": "", "categorynum": "003009"}
    assert EPOINT.first(page(SHELL, url)) == ListPage(is_valid=False)


def test_a_script_without_the_site_is_looked_for_elsewhere():
    (script,) = EPOINT.first(page(SHELL)).next
    (usual,) = EPOINT.more(script, page("404", status=404), NONE).next
    (again,) = EPOINT.more(usual, page("", usual.url), NONE).next

    assert (usual.url, usual.note) == (f"{HOST}/js/webBuilderCommon.js", script.note)
    assert (again.url, again.attempt) == (usual.url, 2)
    assert EPOINT.more(again, page("", again.url), NONE) == ListPage(is_valid=False)


def test_pages_from_zero_up_to_the_total():
    request = first_request()
    one = EPOINT.more(request, reply(3, 2023, 2022), NONE)
    (following,) = one.next
    two = EPOINT.more(following, reply("3", 2021, is_text=True), one.addresses)

    assert (one.links, one.declared_total, asked(following)) == (links(2023, 2022), 3, wanted(1))
    assert two == ListPage(links=links(2021), declared_total=3, is_last=True)
    assert is_complete((one, two))
    assert not is_complete((one,))


def test_a_host_that_counts_from_one():
    request = first_request()
    nothing = EPOINT.more(request, reply(1), NONE)
    (at_one,) = nothing.next

    assert (nothing.links, asked(at_one)) == ((), wanted(1))
    assert EPOINT.more(at_one, reply(1, 2023), NONE) == ListPage(
        links=links(2023), declared_total=1, is_last=True
    )
    # or it gives its first page for 0 too: the page comes again, and then the next
    one = EPOINT.more(request, reply(3, 2023, 2022), NONE)
    again = EPOINT.more(one.next[0], reply(3, 2023, 2022), one.addresses)
    assert asked(again.next[0]) == wanted(2)
    assert is_complete((one, again, EPOINT.more(again.next[0], reply(3, 2021), one.addresses)))


def test_an_end_before_the_total_and_a_changed_total_prove_nothing():
    one = EPOINT.more(first_request(), reply(3, 2023, 2022), NONE)
    end = EPOINT.more(one.next[0], reply(3), one.addresses)

    assert end == ListPage(declared_total=3)
    assert not is_complete((one, end))
    assert not is_complete((one, EPOINT.more(one.next[0], reply(4, 2021), one.addresses)))


def test_the_fields_are_wrapped_where_the_plain_ones_bring_nothing():
    request = first_request()
    (wrapped,) = EPOINT.more(request, reply(0), NONE).next
    (again,) = EPOINT.more(request, page('{"success":false}'), NONE).next
    (after_error,) = EPOINT.more(again, page("", status=404), NONE).next

    assert asked(wrapped) == asked(after_error) == {"token": "", "params": wanted(0)}
    assert (again.body, again.attempt) == (request.body, 2)
    read = EPOINT.more(wrapped, reply(3, 2023), NONE)
    assert asked(read.next[0]) == {"token": "", "params": wanted(1)}
    # both say that there is nothing, or the host does not know the other form
    assert EPOINT.more(wrapped, reply(0), NONE) == ListPage(declared_total=0, is_last=True)
    (retried,) = EPOINT.more(wrapped, page("{}"), NONE).next
    assert EPOINT.more(retried, page("{}"), NONE) == ListPage(declared_total=0, is_last=True)
    # nothing but errors, in both forms
    (last,) = EPOINT.more(after_error, page("{}"), NONE).next
    assert EPOINT.more(last, page("{}"), NONE) == ListPage(is_valid=False)


def test_an_answer_in_gbk_that_says_utf_8():
    text = json.dumps(json.loads(reply(1, 2023).body), ensure_ascii=False)
    answer = Page(
        url=LIST, body=text.encode("gb18030"), content_type="application/json;charset=utf-8"
    )

    assert EPOINT.more(first_request(), answer, NONE).links == links(2023)


@pytest.mark.parametrize(
    "text", ["", "[" * 100_000, '{"custom":"x"}', '{"custom":{"data":{}}}', '{"custom":[1]}']
)
def test_junk_is_an_error(text: str):
    (again,) = EPOINT.more(first_request(), page(text), NONE).next

    assert again.attempt == 2


def test_rows_of_any_kind():
    listed = [
        7,
        {"title": 9},
        {"title": "甲", "infourl": "javascript:void(0)"},
        {"title": "<b>乙</b>&amp;丙", "infourl": "", "visiturl": "/b.html", "infodate": 7},
    ]
    read = EPOINT.more(
        first_request(), page(json.dumps({"custom": {"total": 4, "data": listed}}), LIST), NONE
    )

    assert read.links == (ListLink(url=f"{HOST}/b.html", title="乙&丙"),)
    assert not is_complete((read,))


@pytest.mark.parametrize("count", [0, 40])
@pytest.mark.parametrize("first_page", [0, 1])
@pytest.mark.parametrize("is_wrapped", [False, True])
def test_the_list_of_the_lab(count: int, first_page: int, *, is_wrapped: bool):
    make = partial(Epoint, first_page=first_page, is_wrapped=is_wrapped)
    site = make(portal_of(count=count))
    family, pages = Client(site).pages()

    assert family is EPOINT
    assert rows([found for read in pages for found in read.links]) == shown_rows(site)
    assert is_complete(pages)


def test_the_article_of_the_lab():
    site = Epoint(portal_of((2023,)))
    (entry,) = site.portal.entries
    answer = Client(site).get(site.article_path(entry))
    article, body = read_article(answer), body_of(parse(answer))

    assert (article.title, article.has_report_markers) == (title(2023), True)
    assert set(article.claimed_dates.values()) == {date(2024, 1, 18)}
    assert body is not None
    assert body.get("class") == "ewb-article-info"


def test_the_files_of_the_vendor_have_no_name_in_their_address():
    box = """<div class="ewb-article-info"><p>见附件</p></div>
<a href="/EWB-FRONT/WebbuilderMIS/attach/downloadZtbAttach.jspx?attachGuid=a1&amp;siteGuid=s">
2023年年报.pdf</a>"""
    url = f"{HOST}/EWB-FRONT/WebbuilderMIS/attach/downloadZtbAttach.jspx?attachGuid=a1&siteGuid=s"

    assert read_article(page(box)).attachments == (Attachment(url=url, name="2023年年报.pdf"),)
