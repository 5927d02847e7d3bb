"""The sites whose lists come from an interface answer exactly as their kind does."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from lab_portals import NOW, portal_of, report_entry, text_file, title
from lxml import html

from portal_lab.answers import Answer, Request
from portal_lab.portal import newest_first
from portal_lab.sites.epoint import Epoint
from portal_lab.sites.hanweb_jpaas import HanwebJpaas
from portal_lab.sites.hanweb_xxgk import HanwebXxgk
from portal_lab.sites.site import Site
from portal_lab.sites.truecms import Truecms
from portal_lab.sites.ucap import Ucap

SITES = (HanwebXxgk, HanwebJpaas, Truecms, Ucap, Epoint)


def ask(
    site: Site,
    target: str,
    form: dict[str, Any] | None = None,
    body: bytes = b"",
    headers: tuple[tuple[str, str], ...] = (),
    later: float = 0,
) -> Answer:
    sent = urlencode(form).encode() if form else body
    request = Request(
        host=site.portal.host,
        target=target,
        method="POST" if sent else "GET",
        headers=headers,
        body=sent,
    )
    return site.answer(request, NOW + timedelta(seconds=later))


def text(answer: Answer) -> str:
    return answer.body.decode()


def records(store: str) -> list[str]:
    return re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", store)


@pytest.mark.parametrize("make", SITES)
def test_home_leads_to_the_column_and_the_column_shows_no_report(make: type[Site]):
    site = make(portal_of(count=30))
    found = html.fromstring(text(ask(site, "/")))
    by_word = {a.text_content(): a.get("href") for a in found.iter("a")}
    column = ask(site, by_word["政府信息公开年报"])

    assert by_word["政府信息公开年报"] == site.column_path
    assert column.status == 200
    assert title(2023) not in text(column)
    assert ask(site, "/nothing").status == 404


def test_xxgk_gives_its_list_by_post_alone_in_unsaid_gbk():
    site = HanwebXxgk(portal_of(count=30))
    shell = text(ask(site, site.column_path))
    tree = re.search(r'src="(/module/xxgk/tree\.jsp\?[^"]+)"', shell)
    assert tree is not None
    assert "&amp;area=" in tree[1]
    nodes = text(ask(site, tree[1].replace("&amp;", "&")))
    assert "funclick('Z2401'" in nodes
    assert ">政府信息公开年报<" in nodes
    area = re.search(r"area=(\w+)&", tree[1])
    assert area is not None
    fields = {"infotypeId": "Z2401", "area": area[1], "divid": "div4"}
    address = f"/module/xxgk/search.jsp?{urlencode(fields)}"
    assert ask(site, f"{address}&currpage=1").status == 405
    first, third, beyond = (
        ask(site, "/module/xxgk/search.jsp", {**fields, "currpage": n}) for n in (1, 3, 9)
    )

    assert dict(first.headers) == {"Content-Type": "text/html"}
    words = first.body.decode("gbk")
    assert "共3页" in words
    assert "发布日期" in words
    assert beyond.body == third.body
    # the entry asked for counts for nothing: 33 of this column, 10 of another
    bodies = [
        ask(site, "/module/xxgk/search.jsp", {**fields, "infotypeId": "Z21", "currpage": n})
        for n in (1, 2, 3)
    ]
    rows = [re.findall(r"/art_(\d+)_\d+\.html", b.body.decode("gbk")) for b in bodies]
    assert [len(row) for row in rows] == [15, 15, 13]
    own = re.search(r"/col(\d+)/", site.column_path)
    assert own is not None
    assert [n == own[1] for row in rows for n in row].count(True) == 33


def test_jpaas_asks_for_units_and_honours_param_json_alone():
    site = HanwebJpaas(portal_of(count=30))
    page = html.fromstring(text(ask(site, site.column_path)))
    scripts = page.xpath("//script[contains(@src, 'unitbuild.js')]")
    units = [dict(re.findall(r"'(\w+)':'([^']*)'", script.get("querydata"))) for script in scripts]
    assert [unit["tagId"] for unit in units] == ["栏目导航", "热点推荐", "当前栏目list"]
    assert {unit["parseType"] for unit in units} == {"bulidstatic"}

    def unit(**more: Any) -> Any:
        asked = urlencode({**units[2], **more})
        return json.loads(ask(site, f"{scripts[2].get('url')}?{asked}").body)

    def numbered(number: int) -> str:
        asked = json.dumps({"pageNo": number, "pageSize": 15})
        return unit(paramJson=asked)["data"]["html"]

    assert unit()["success"] is False
    first = unit()["data"]["html"]
    assert (first.count("<li"), "rows='15' count='33'" in first) == (15, True)
    assert unit(pageNo=2)["data"]["html"] == first
    assert [numbered(n).count("<li") for n in (2, 3)] == [15, 3]
    assert numbered(4) == numbered(3)
    assert unit(webId="1")["success"] is False
    assert (
        json.loads(ask(site, f"{scripts[0].get('url')}?{urlencode(units[0])}").body)["data"][
            "html"
        ].count("<li")
        == 3
    )


def test_the_gateway_throttles_bursts_and_its_links_die():
    beats = iter((0.0, 0.4, 1.1, 2.5))
    portal = portal_of((2023,), attachments=(text_file(2023), text_file(2022)))
    site = HanwebJpaas(portal, beat=lambda: next(beats))
    (entry,) = portal.entries
    stored, _ = (path for path in site.report_paths(entry) if "/cms_files/" in path)
    gateway = "/api-gateway/jpaas-web-server/front/document/file-download"
    one = f"{gateway}?{urlencode({'fileUrl': stored})}"
    assert ask(site, one).status == 403
    page = html.fromstring(text(ask(site, site.article_path(entry))))
    first, two = page.xpath("//div[@class='fjxz']//a/@href")

    assert first == one
    assert ask(site, one).body == b"2023"
    burst = ask(site, two)
    assert (burst.status, dict(burst.headers)["Retry-After"]) == (429, "1")
    assert ask(site, two).body == b"2022"
    assert ask(site, one, later=59).status == 200
    dead = ask(site, one, later=61)
    assert (dead.status, json.loads(dead.body)["success"]) == (403, False)
    assert text(ask(site, site.article_path(entry), later=61)) == text(
        ask(site, site.article_path(entry))
    )
    assert [ask(site, path).body for path in site.report_paths(entry)][1:] == [b"2023", b"2022"]


def test_truecms_answers_its_own_page_alone_and_not_too_much():
    site = Truecms(portal_of(count=30))
    page = text(ask(site, site.column_path))
    column = re.search(r"columnId:'([^']+)'", page)
    assert column is not None
    assert len(records(page)) == 15

    def asked(start: int, end: int, size: int, **more: str) -> str:
        fields = {
            "startrecord": start,
            "endrecord": end,
            "perpage": size,
            "columnId": column[1],
            "callback": "cb",
            **more,
        }
        return f"/truecms/messageController/getMessage.do?{urlencode(fields)}"

    referer = (("Referer", f"http://{site.portal.host}{site.column_path}"),)

    def result(target: str) -> str:
        call = re.fullmatch(r"cb\((.*)\);", text(ask(site, target, headers=referer)))
        assert call is not None
        return json.loads(call[1])["result"]

    assert ask(site, asked(16, 35, 20)).status == 404
    assert len(records(result(asked(16, 33, 20)))) == 18
    assert "<totalrecord>33</totalrecord>" in result(asked(1, 20, 20))
    assert result(asked(1, 21, 21)) == ""
    assert result(asked(34, 53, 20)) == ""
    assert result(asked(1, 20, 20, columnId="x")) == ""
    assert ask(site, asked(1, 20, 20, callback="a<b"), headers=referer).status == 400
    assert Truecms(portal_of(), most=50).portal.host == site.portal.host


def test_ucap_is_right_in_the_string_and_off_in_the_number():
    site = Ucap(portal_of(count=30))
    page = text(ask(site, site.column_path))
    channel = re.search(r"channelId = '([0-9a-f]{32})'", page)
    assert channel is not None
    address = f"/searchList/{channel[1]}?_isAgg=true&_isJson=true&_pageSize=20&page="
    pages = [json.loads(ask(site, f"{address}{n}").body)["data"] for n in (1, 2, 3)]
    assert [(p["total"], len(p["results"])) for p in pages] == [(33, 20), (33, 13), (33, 0)]
    row = next(r for p in pages for r in p["results"] if r["title"] == title(2023))
    assert row["publishedTimeStr"] == "2024-01-18 16:38:00"
    assert row["publishedTime"] == 1_705_567_080_000 + 8 * 3_600_000
    assert re.fullmatch(rf"//{site.portal.host}/zfxxgk/c\d+/c\d+/content\.shtml", row["url"])
    article = text(ask(site, row["url"].removeprefix(f"//{site.portal.host}")))
    assert '<meta name="firstpublishedtime" content="2024-01-18-16:38:00">' in article
    assert ("ArticleTitle" in article, "PubDate" in article) == (False, False)
    assert ask(site, f"/searchList/{'0' * 32}?_isJson=true").status == 404


@pytest.mark.parametrize(("first_page", "is_wrapped"), [(0, False), (1, True)])
def test_epoint_takes_json_and_counts_its_own_way(first_page: int, *, is_wrapped: bool):
    site = Epoint(portal_of(count=30), first_page=first_page, is_wrapped=is_wrapped)
    shell = text(ask(site, site.column_path))
    assert '<script src="/js/webBuilderCommon.js">' in shell
    script = text(ask(site, "/js/webBuilderCommon.js"))
    info = re.search(r"var siteInfo = (\{.*?\});", script)
    assert info is not None
    names = json.loads(info[1])
    address = f"{names['projectName']}/rest/lightfrontaction/getgovinfolist"

    def listed(index: int, *, wrapped: bool = is_wrapped) -> Any:
        asked = {
            "deptcode": "",
            "categorynum": "003006",
            "pageIndex": index,
            "pageSize": 20,
            "siteGuid": names["siteGuid"],
        }
        body = {"token": "", "params": asked} if wrapped else asked
        return json.loads(ask(site, address, body=json.dumps(body).encode()).body)["custom"]

    pages = [listed(first_page + n) for n in range(3)]
    assert [(p["total"], len(p["data"])) for p in pages] == [(33, 20), (33, 13), (33, 0)]
    assert (listed(0)["data"] == []) is (first_page == 1)
    assert listed(first_page, wrapped=not is_wrapped) == {"total": 0, "data": []}
    row = next(r for p in pages for r in p["data"] if r["realtitle"] == title(2023))
    assert row["title"] == f"{title(2023)[:18]}..."
    assert ask(site, row["infourl"]).status == 200
    assert ask(site, address).status == 405
    assert json.loads(ask(site, address, body=b"{").body)["custom"]["total"] == 0


@pytest.mark.parametrize("make", SITES)
def test_nothing_is_shown_before_its_time(make: type[Site]):
    late = report_entry(2023, late_at=NOW + timedelta(hours=1))
    portal = portal_of(())
    site = make(type(portal)(host=portal.host, owner=portal.owner, entries=newest_first([late])))

    assert ask(site, site.article_path(late)).status == 404
    assert ask(site, site.article_path(late), later=3601).status == 200
