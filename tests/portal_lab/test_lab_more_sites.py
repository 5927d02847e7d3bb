"""The sites of V10, V11, V13 to V17 and V23 answer as their kinds of portal do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from lab_portals import HOST, NOW, OWNER, portal_of, report_entry, text_file, title
from lxml import html

from portal_lab.answers import Answer, Request
from portal_lab.portal import Portal
from portal_lab.sites.easysite import Easysite
from portal_lab.sites.json_list import JsonList
from portal_lab.sites.lonsun import Lonsun
from portal_lab.sites.nc_tree import NcTree
from portal_lab.sites.shell_home import ShellHome
from portal_lab.sites.site import Site
from portal_lab.sites.trs_search import TrsIgs
from portal_lab.sites.vsb import Vsb
from portal_lab.sites.webforms import PagerKind, WebForms
from portal_lab.sites.wordpress import WordPress

SITES: Mapping[str, Callable[[Portal], Site]] = {
    "vsb": Vsb,
    "vsb-new": lambda portal: Vsb(portal, is_old=False),
    "lonsun": Lonsun,
    "nc": NcTree,
    "easysite": Easysite,
    "wordpress": WordPress,
    "webforms": WebForms,
    "webforms-form": lambda portal: WebForms(portal, PagerKind.FORM),
    "webforms-query": lambda portal: WebForms(portal, PagerKind.QUERY),
    "shells": ShellHome,
    "igs": TrsIgs,
    "json": JsonList,
}


def ask(
    site: Site,
    target: str,
    headers: tuple[tuple[str, str], ...] = (("Host", HOST),),
    body: bytes | None = None,
    now: datetime = NOW,
) -> Answer:
    method = "GET" if body is None else "POST"
    request = Request(host=HOST, target=target, method=method, headers=headers, body=body or b"")
    return site.answer(request, now)


def text(answer: Answer) -> str:
    return answer.body.decode()


def hrefs(answer: Answer) -> dict[str, str]:
    anchors: list[Any] = list(html.fromstring(answer.body).iter("a"))
    return {a.text_content(): a.get("href") for a in anchors}


@pytest.mark.parametrize("name", SITES)
def test_every_site_serves_its_column_and_its_report(name: str) -> None:
    entry = report_entry(2023, attachments=(text_file(2023),))
    site = SITES[name](Portal(host=HOST, owner=OWNER, entries=(entry,)))

    assert ask(site, site.column_path).status == 200
    bare = Request(host=HOST, target=site.article_path(entry))
    assert site.answer(bare, NOW).status == 200
    before = entry.appears_at - timedelta(minutes=1)
    assert title(2023) not in text(ask(site, site.column_path, now=before))
    for path in site.report_paths(entry):
        own = site.answer(Request(host=HOST, target=path), datetime(2100, 1, 1, tzinfo=NOW.tzinfo))
        assert own.status == 200
    assert ask(site, "/nothing/here.html").status == 404
    assert ask(site, "/robots.txt").body.startswith(b"User-agent: *")


@pytest.mark.parametrize("is_old", [True, False])
def test_vsb_counts_down_and_shifts(*, is_old: bool) -> None:
    site = Vsb(portal_of(count=42), is_old=is_old)
    first = ask(site, "/zfxxgk/nb.htm")
    assert ("共45条" in text(first), hrefs(first)["下页"]) == (True, "/zfxxgk/nb/2.htm")
    assert ("1/3" in text(first)) is is_old
    assert "2024年02月04日" in text(first)
    assert "2024-02-04" in text(first)  # the side bar
    assert title(2021) in text(ask(site, "/zfxxgk/nb/1.htm"))
    assert [ask(site, f"/zfxxgk/nb/{n}.htm").status for n in (3, 0)] == [404, 404]
    # two days before there were fewer entries: the same address held others
    earlier = NOW - timedelta(days=4)
    assert text(ask(site, "/zfxxgk/nb/1.htm", now=earlier)) != text(ask(site, "/zfxxgk/nb/1.htm"))


def test_vsb_gives_files_without_ending_to_those_who_come_from_the_article() -> None:
    entry = report_entry(2023, attachments=(text_file(2023),))
    site = Vsb(Portal(host=HOST, owner=OWNER, entries=(entry,)))
    path = site.file_path(entry, 0)
    assert re.fullmatch(
        r"/system/_content/download\.jsp\?urltype=news\.DownloadAttachUrl"
        r"&owner=\d+&wbfileid=\d+",
        path,
    )
    assert ask(site, path).status == 403
    given = ask(site, path, (("Referer", f"http://{HOST}{site.article_path(entry)}"),))
    assert dict(given.headers)["Content-Type"] == "application/octet-stream"
    assert "filename*=UTF-8''" in dict(given.headers)["Content-Disposition"]
    article = text(ask(site, site.article_path(entry)))
    assert ("发布日期：2024年01月18日" in article, "ArticleTitle" in article) == (True, False)


def test_lonsun_holds_six_organs_and_reports_under_one_kind_alone() -> None:
    site = Lonsun(portal_of())
    organs = {name: href for name, href in hrefs(ask(site, "/")).items() if "column" in href}
    assert (len(organs), next(iter(organs))) == (6, OWNER)
    kinds = {n: text(ask(site, site.column_path.replace("type=3", f"type={n}"))) for n in (1, 2, 4)}
    assert not [kind for kind in kinds.values() if title(2023) in kind]
    own = text(ask(site, site.column_path))
    assert (title(2023) in own, "<?=el.link?>" in own) == (True, True)
    other = text(ask(site, organs["苏镇市档案局"].replace("type=4", "type=3")))
    assert ("苏镇市档案局2023年" in other, title(2023) in other) == (True, False)
    bare = ask(site, site.column_path.partition("?")[0])
    assert (bare.status, "type=2" in dict(bare.headers)["Location"]) == (301, True)


def test_easysite_answers_every_fifth_request_with_its_own_page() -> None:
    site = Easysite(portal_of(count=30))
    first = text(ask(site, site.column_path))
    page_id = re.search(r'id="eprotalCurrentPageId" value="(\d+)"', first)
    field = re.search(r'moduleid="(\w{32})" totalpage="(\d+)"', first)
    assert page_id
    assert field
    assert field[2] == "4"
    query = f"pageId={page_id[1]}&moduleId={field[1]}&staticRequest=yes&currentPage="
    answers = [ask(site, f"/eportal/ui?{query}{n}") for n in range(1, 7)]
    assert [a.status for a in answers] == [200] * 6
    assert [len(a.body) > 12_000 for a in answers] == [False] * 4 + [True, False]
    assert title(2021) in text(answers[3])
    assert text(answers[5]) == text(answers[3])  # beyond the end


def test_the_tree_hides_its_pages() -> None:
    site = NcTree(portal_of(count=50))
    column = text(ask(site, site.column_path))
    hidden = re.findall(r'href="(index_\d+_\d+\.html)"', column)
    assert [name.rpartition("_")[2] for name in hidden] == ["2.html", "1.html"]
    assert re.search(r"maxPageNum\d+ = 3;", column)
    folder = site.column_path.rpartition("/")[0]
    piece = text(ask(site, f"{folder}/{hidden[1]}"))
    assert ("<html" in piece, title(2021) in piece) == (False, True)


def test_the_guard_of_the_tree_wants_a_cookie_of_its_script() -> None:
    site = NcTree(portal_of(), is_guarded=True)
    challenge = ask(site, "/")
    assert (challenge.status, "__jsl_clearance_s" in text(challenge)) == (521, True)
    assert dict(challenge.headers)["Set-Cookie"].startswith("__jsluid_s=")
    assert ask(site, "/", (("Cookie", "__jsluid_s=8f"),)).status == 521
    assert ask(site, "/", (("Cookie", "__jsluid_s=8f; __jsl_clearance_s=1"),)).status == 200


def test_the_application_gives_its_list_to_a_plain_client() -> None:
    site = JsonList(portal_of(count=12))
    assert len(ask(site, site.column_path).body) == 900
    script = text(ask(site, "/static/js/app.3f2a91c0.js"))
    number = re.search(r'siteIdList:\["(\d{4})"\]', script)
    assert number
    body = json.dumps({"siteIdList": [number[1]], "pageNo": 2, "pageSize": 10}).encode()
    answer = ask(site, "/gwk/policy/page", body=body)
    data = json.loads(answer.body)["data"]
    assert (data["total"], len(data["records"])) == (15, 5)
    assert ask(site, "/gwk/policy/page").status == 403
    guarded = JsonList(portal_of(), needs_session=True)
    assert ask(guarded, "/gwk/policy/page", body=body).status == 403
    assert ask(guarded, "/gwk/policy/page", (("Cookie", "pagesid=1"),), body).status == 200


def test_web_forms_want_their_fields_and_a_session() -> None:
    site = WebForms(portal_of(count=20))
    column = ask(site, site.column_path)
    cookie = dict(column.headers)["Set-Cookie"].partition(";")[0]
    state = re.search(r'name="__VIEWSTATE" id="__VIEWSTATE" value="([^"]+)"', text(column))
    assert state
    quoted = state[1].replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")
    body = f"__VIEWSTATE={quoted}&at=1&__EVENTTARGET=AspNetPager1&__EVENTARGUMENT=2".encode()
    with_cookie = (("Cookie", cookie),)
    assert "第2/2页" in text(ask(site, site.column_path, with_cookie, body))
    assert "会话已超时" in text(ask(site, site.column_path, body=body))
    forged = body.replace(b"at=1", b"at=2")
    assert ask(site, site.column_path, with_cookie, forged).status == 500
    by_query = WebForms(portal_of(count=20), PagerKind.QUERY)
    second = by_query.column_path.replace("page=1", "page=2")
    assert re.fullmatch(r"/InfoPublic\.aspx\?cid=1\d{3}&pid=971&page=2&kw=", second)
    assert title(2021) in text(ask(by_query, second, with_cookie))


def test_word_press_has_archives_and_an_interface() -> None:
    site = WordPress(portal_of(count=10), crawl_delay=10)
    assert b"Crawl-delay: 10" in ask(site, "/robots.txt").body
    assert title(2023) in text(ask(site, "/category/xxgknb/page/2/"))
    assert ask(site, "/category/xxgknb/page/3/").status == 404
    posts = ask(site, "/wp-json/wp/v2/posts?per_page=5&page=3")
    assert (len(json.loads(posts.body)), dict(posts.headers)["X-WP-TotalPages"]) == (3, "3")
    beyond = ask(site, "/wp-json/wp/v2/posts?per_page=5&page=4")
    assert (beyond.status, b"rest_post_invalid_page_number" in beyond.body) == (400, True)
    entry = report_entry(2023, attachments=(text_file(2023),))
    media = WordPress(Portal(host=HOST, owner=OWNER, entries=(entry,)))
    assert media.file_path(entry, 0) == "/wp-content/uploads/2024/01/report-23-0.txt"


def test_the_home_behind_shells() -> None:
    site = ShellHome(portal_of())
    first = ask(site, "/")
    assert (len(first.body), 'location.replace("/web/")' in text(first)) == (160, True)
    assert 'http-equiv="refresh"' in text(ask(site, "/web/"))
    home = hrefs(ask(site, "/web/index.html"))
    assert (home["政务公开"], "政府信息公开年报" in home) == ("../zwgk/", False)
    cards: Any = html.fromstring(ask(site, "/zwgk/").body)
    assert list(zip(cards.xpath("//a[img]/@href"), cards.xpath("//a/img/@alt"), strict=True)) == [
        (site.column_path, "政府信息公开年报"),
        ("/ysq/", "依申请公开"),
    ]
