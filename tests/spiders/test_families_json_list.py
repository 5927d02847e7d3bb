from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from lab_portals import NOW, Client, portal_of, rows, shown_rows

from portal_lab.answers import Request
from portal_lab.sites.json_list import JsonList
from spiders.families.bundle import Interface, read_bundle
from spiders.families.json_list import JSON_LIST
from spiders.families.model import Fetch, ListLink, ListPage, Page, is_complete
from spiders.families.single_page import SINGLE_PAGE, is_shell

NONE: frozenset[str] = frozenset()
URL = "http://www.qingchuan.gov.cn/zwgk/nb"
SHELL = """<html><head><title>政务公开</title></head><body><div id="app"></div>
<script src="/js/chunk-vendors.1.js"></script><script src="/js/app.2.js"></script></body></html>"""
POST = 'o.post("/gwk/policy/page",{siteIdList:["0075"],pageNo:t,pageSize:10})'
GO = 'a.push("/zhengce/detail?businessId="+e.businessId+"&siteId="+e.siteId)'
FIELDS = {"siteIdList": ["0075"], "pageNo": 1, "pageSize": 10}
DETAIL = "/zhengce/detail?businessId={businessId}&siteId={siteId}"
RENDERED = SINGLE_PAGE.first(Page(url=URL, body=SHELL.encode())).next[0]
SCRIPT = Fetch(url="http://www.qingchuan.gov.cn/js/app.2.js", instead=RENDERED)


def page(text: str, url: str = URL, status: int = 200) -> Page:
    return Page(url=url, body=text.encode(), status=status)


def interface(**changes: object) -> Interface:
    known = Interface(
        path="/gwk/policy/page", is_post=True, fields=FIELDS, page_key="pageNo", detail=DETAIL
    )
    return replace(known, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (POST + GO, interface()),
        (
            """r({url:"/gwk/policy/page",method:"post",
            data:{siteIdList:["0075"],pageNo:t,pageSize:n}})""",
            interface(fields={**FIELDS, "pageSize": 20}, detail=None),
        ),
        (
            'i.create({baseURL:"/gwk"});' + POST.replace("/gwk", "") + GO,
            interface(),
        ),
        (
            'o.get("/api/list",{params:{catalog:"nb",page:p}});h("/zwgk/detail?id=".concat(e.id))',
            interface(
                path="/api/list",
                is_post=False,
                fields={"catalog": "nb", "page": 1},
                page_key="page",
                detail="/zwgk/detail?id={id}",
            ),
        ),
        ("x=`/zwgk/detail?id=${t.id}`;" + POST, interface(detail="/zwgk/detail?id={id}")),
        # which column it is, only the script works out
        (POST.replace('["0075"]', "this.ids") + GO, None),
        # two lists
        (POST + POST.replace("policy", "news") + GO, None),
        ("o.post('/login',{user:u})", None),
        ("", None),
        ("{" * 100_000, None),
    ],
)
def test_what_a_bundle_says_in_literals(script: str, expected: Interface | None) -> None:
    assert read_bundle(script) == expected


def record(year: int, words: str = "信息公开工作年度报告") -> dict[str, str]:
    return {
        "businessId": str(year),
        "siteId": "0075",
        "title": f"青川市水利局{year}年<em>政府</em>{words}",
        "publishDate": f"{year + 1}-01-26 10:00:00",
    }


def answer(total: object, *records: dict[str, str]) -> str:
    return json.dumps({"code": 200, "data": {"total": total, "records": records}})


def link(year: int) -> ListLink:
    url = f"http://www.qingchuan.gov.cn/zhengce/detail?businessId={year}&siteId=0075"
    title = f"青川市水利局{year}年政府信息公开工作年度报告"
    return ListLink(url=url, title=title, listed_date=date(year + 1, 1, 26))


def asked(number: int, *, has_report: bool) -> Fetch:
    return Fetch(
        url="http://www.qingchuan.gov.cn/gwk/policy/page",
        method="POST",
        body=f'{{"siteIdList":["0075"],"pageNo":{number},"pageSize":10}}',
        headers=(("Content-Type", "application/json;charset=UTF-8"), ("Referer", URL)),
        instead=RENDERED,
        note=interface().to_note(has_report=has_report),
    )


def test_the_list_by_its_interface() -> None:
    shell = page(SHELL)
    assert (JSON_LIST.sniff(shell), SINGLE_PAGE.sniff(shell)) == (52, 50)
    assert JSON_LIST.first(shell) == ListPage(next=(SCRIPT,))
    first = asked(1, has_report=False)
    assert JSON_LIST.more(SCRIPT, page(POST + GO, SCRIPT.url), NONE) == ListPage(next=(first,))
    one = JSON_LIST.more(first, page(answer(2, record(2023))), NONE)
    assert one == ListPage(links=(link(2023),), declared_total=2, next=(asked(2, has_report=True),))
    two = JSON_LIST.more(one.next[0], page(answer("2", record(2022))), frozenset({link(2023).url}))
    assert two == ListPage(links=(link(2022),), declared_total=2, is_last=True)
    assert is_complete((one, two))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('{"code":403}', 200),
        (answer(2, record(2022)), 405),
        (answer(2), 200),  # fewer than stated
        (answer(2, record(2023)), 200),  # the same again
        (answer(2, {"title": "没有编号的一条"}), 200),
        ("<html>登录</html>", 200),
        ("[" * 100_000, 200),
    ],
)
def test_else_the_browser_must_tell(text: str, status: int) -> None:
    seen = frozenset({link(2023).url})
    read = JSON_LIST.more(asked(2, has_report=True), page(text, status=status), seen)

    assert (read.is_valid, read.is_last, read.next) == (False, False, (RENDERED,))
    unread = JSON_LIST.more(SCRIPT, page("var a=1", SCRIPT.url), NONE)
    assert unread == ListPage(next=(RENDERED,), is_valid=False)


def test_a_list_without_reports_may_be_another_columns() -> None:
    one = JSON_LIST.more(
        asked(1, has_report=False), page(answer(1, record(2023, "公开会议"))), NONE
    )

    assert one.next == (RENDERED,)
    assert not is_complete((one,))


def test_the_shell_of_the_lab_says_nothing() -> None:
    site = JsonList(portal_of())
    shell = Client(site).get(site.column_path)

    assert len(shell.body) == 900
    assert is_shell(shell)


@pytest.mark.parametrize("count", [0, 25])
def test_the_lab_is_read_to_its_end(count: int) -> None:
    site = JsonList(portal_of(count=count))
    client = Client(site)
    family, pages = client.pages(client.get(site.column_path))

    assert family is JSON_LIST
    assert rows([link for page in pages for link in page.links]) == shown_rows(site)
    assert is_complete(pages)


def test_the_lab_that_wants_a_session() -> None:
    site = JsonList(portal_of(), needs_session=True)
    client = Client(site)
    script = JSON_LIST.first(client.get(site.column_path)).next[0]
    first = JSON_LIST.more(script, client.ask(script), NONE).next[0]

    assert client.ask(first).status == 403
    assert first.instead is not None
    assert first.instead.needs_render
    client.cookies["pagesid"] = "1"
    assert client.ask(first).status == 200
    by_get = Request(host=site.portal.host, target="/gwk/policy/page")
    assert site.answer(by_get, NOW).status == 403
