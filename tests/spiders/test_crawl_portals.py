"""Whole crawls over lab sites of every kind: the class, the list, and what was asked of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from crawl_site import (
    CRAWL,
    NB,
    OLD_ROWS,
    PLACE,
    Crawled,
    crawl,
    crawl_site,
    list_page,
    paths,
    portal,
)
from lab_portals import NOW, OWNER, Site, answering, portal_of, title
from tiny_site import TinySite, answer

from archive.model import Visit, VisitClass
from browser.executable import find_browser
from portal_lab.generator import Author, reports_of
from portal_lab.portal import Attachment, Portal
from portal_lab.render_docx import DOCX_TYPE, report_docx
from portal_lab.sites.easysite import Easysite
from portal_lab.sites.json_list import JsonList
from portal_lab.sites.lonsun import Lonsun
from portal_lab.sites.nc_tree import NcTree
from portal_lab.sites.shell_home import ShellHome
from portal_lab.sites.trs_search import TrsIgs
from portal_lab.sites.vsb import Vsb
from portal_lab.sites.webforms import PagerKind, WebForms
from portal_lab.sites.wordpress import WordPress
from registry.model import Agency, AgencyKind
from spiders.outcome import LOOKED_EVERYWHERE

BROWSER = find_browser()
AGENCY = Agency(agency_id="slj", name=OWNER, kind=AgencyKind.DEPARTMENT, region_code="329900")


@dataclass(frozen=True)
class Kind:
    """A site, the family that must read it, and how many other entries stand in its list."""

    make: Callable[[Portal], Site]
    family: str
    count: int


KINDS: Mapping[str, Kind] = {
    "vsb": Kind(Vsb, "vsb", 42),
    "vsb-new": Kind(lambda portal: Vsb(portal, is_old=False), "vsb", 42),
    "lonsun": Kind(Lonsun, "lonsun", 28),
    "nc": Kind(NcTree, "nc_tree", 38),
    "easysite": Kind(Easysite, "easysite", 25),
    "wordpress": Kind(WordPress, "wordpress", 18),
    "wp-bare": Kind(lambda portal: WordPress(portal, is_bare=True), "wordpress", 18),
    "postback": Kind(WebForms, "webforms", 20),
    "form": Kind(lambda portal: WebForms(portal, PagerKind.FORM), "webforms", 20),
    "query": Kind(lambda portal: WebForms(portal, PagerKind.QUERY), "webforms", 20),
    "shells": Kind(ShellHome, "static_list", 15),
    "igs": Kind(TrsIgs, "trs", 30),
}


def sites(years: tuple[int, ...], **changes: object) -> dict[str, Site]:
    return {
        name: kind.make(portal_of(years, kind.count, host=f"{name}.suzhen.gov.cn", **changes))
        for name, kind in KINDS.items()
    }


def run_over(folder: Path, shown: Mapping[str, Site], **changes: object) -> Crawled:
    places = tuple(
        replace(
            PLACE,
            place_id=name,
            agency_id="slj",
            home_url=f"http://{site.portal.host}/",
            column_url=None,
            hosts=(site.portal.host,),
        )
        for name, site in shown.items()
    )
    with TinySite(answering(*shown.values())) as site:
        return crawl_site(
            folder,
            site,
            places=places,
            agencies=(AGENCY,),
            duties=(),
            started_at=NOW,
            crawl=replace(CRAWL, timeout_seconds=10.0),
            **changes,
        )


def visits_of(run: Crawled) -> dict[str, Visit]:
    return {visit.place_id: visit for visit in run.visits}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return run_over(tmp_path_factory.mktemp("published"), sites((2021, 2022, 2023)))


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return run_over(tmp_path_factory.mktemp("unpublished"), sites((2021, 2022)))


@pytest.mark.parametrize("name", KINDS)
def test_the_report_is_collected(name: str, published: Crawled) -> None:
    visit, kind = visits_of(published)[name], KINDS[name]
    assert (visit.visit_class, visit.title) == (VisitClass.COLLECTED, title(2023)), visit
    assert (visit.family, visit.listed) == (kind.family, kind.count + 3)
    assert visit.declared in (None, kind.count + 3)
    assert len(visit.documents) == 1


@pytest.mark.parametrize("name", KINDS)
def test_a_missing_report_is_not_seen_in_a_list_read_whole(name: str, unpublished: Crawled) -> None:
    visit, kind = visits_of(unpublished)[name], KINDS[name]
    assert (visit.visit_class, visit.flags) == (VisitClass.NOT_SEEN, (LOOKED_EVERYWHERE,)), visit
    assert (visit.family, visit.listed) == (kind.family, kind.count + 2)


def test_nothing_is_asked_twice_and_nothing_that_leads_nowhere(unpublished: Crawled) -> None:
    asked = [
        (a.host, a.method, a.path, a.body) for a in unpublished.asked if a.path != "/robots.txt"
    ]
    assert sorted(set(asked)) == sorted(asked)
    assert not [path for _, _, path, _ in asked if "<?" in path or "%3C" in path]


def test_the_site_searches_were_asked(unpublished: Crawled) -> None:
    paths = {(a.host.partition(".")[0], a.path.partition("?")[0]) for a in unpublished.asked}
    assert {("igs", "/site/search/"), ("igs", "/igs/front/search.jhtml")} <= paths
    assert [
        a.path for a in unpublished.asked if a.host.startswith("wordpress.") and "?s=" in a.path
    ]


def test_a_file_without_an_ending_is_read_for_what_it_is(tmp_path: Path) -> None:
    author = Author(name=OWNER, self_name="我局", topics=("防汛", "节水", "河道"), scale=8)
    report = reports_of(author, range(2023, 2024), 1)[2023]
    file = Attachment(
        name=f"{title(2023)}.docx", content_type=DOCX_TYPE, make=lambda: report_docx(report)
    )
    run = run_over(tmp_path, {"slj": Vsb(portal_of((2023,), content=None, attachments=(file,)))})
    assert run.visit.visit_class is VisitClass.COLLECTED, run.visit
    (fetched,) = [a for a in run.asked if "download.jsp" in a.path]
    assert fetched.headers["referer"].startswith("http://slj.suzhen.gov.cn/info/")


def test_a_list_that_is_throttled_at_times_is_read(tmp_path: Path) -> None:
    visit = run_over(tmp_path, {"slj": Easysite(portal_of((2021, 2022), 60))}).visit
    assert (visit.visit_class, visit.listed) == (VisitClass.NOT_SEEN, 62)
    assert [told for told in visit.tried if told.startswith("网站限制访问频率（状态 200）")]


def test_a_throttled_list_is_a_rate_limit_and_no_absence(tmp_path: Path) -> None:
    site = Easysite(portal_of((2021, 2022), 60), throttle_every=1)
    visit = run_over(tmp_path, {"slj": site}).visit
    assert visit.visit_class is VisitClass.RATE_LIMITED
    assert visit.family == "easysite"
    assert LOOKED_EVERYWHERE not in visit.flags


def test_a_challenge_is_a_block_without_a_browser(tmp_path: Path) -> None:
    run = run_over(tmp_path, {"slj": NcTree(portal_of(), is_guarded=True)})
    assert run.visit.visit_class is VisitClass.BLOCKED_CHALLENGE
    assert [a.path for a in run.asked] == ["/robots.txt", "/"]


def test_the_column_of_another_organ_proves_nothing_about_ours(tmp_path: Path) -> None:
    site = Lonsun(portal_of())
    number = int(site.column_path.partition("?")[0].rpartition("/")[2]) + 10
    place = replace(
        PLACE,
        agency_id="slj",
        home_url="http://slj.suzhen.gov.cn/",
        column_url=f"http://slj.suzhen.gov.cn/public/column/{number}?type=3&action=list&nav=3",
        hosts=("slj.suzhen.gov.cn",),
    )
    with TinySite(answering(site)) as served:
        run = crawl_site(
            tmp_path, served, places=(place,), agencies=(AGENCY,), duties=(), started_at=NOW
        )
    assert run.visit.visit_class is VisitClass.LAYOUT_CHANGED
    assert run.visit.reason == "列表中的年报都是其他单位的，无法确认是本单位的年报栏目"


@pytest.mark.parametrize("status", [403, 412, 503])
def test_a_guess_that_is_refused_is_told_as_ours(tmp_path: Path, status: int) -> None:
    pager = "<div>共 9 条 <a href='javascript:go(2)'>下一页</a></div>"
    guessed = f"{NB}index_1.html"
    pages = portal({NB: list_page(OLD_ROWS, pager), guessed: answer("<p>无</p>", status=status)})
    run = crawl(tmp_path, pages)
    assert run.visit.visit_class is VisitClass.INCOMPLETE_LIST
    assert run.visit.reason == "网站标明 9 条，实际读到 2 条"
    assert guessed in paths(run)


def test_an_interface_that_refuses_us_leads_to_the_browser(tmp_path: Path) -> None:
    place = replace(
        PLACE,
        agency_id="slj",
        home_url="http://slj.suzhen.gov.cn/",
        column_url="http://slj.suzhen.gov.cn/zwgk/nb",
        hosts=("slj.suzhen.gov.cn",),
    )
    with TinySite(answering(JsonList(portal_of(), needs_session=True))) as site:
        run = crawl_site(
            tmp_path, site, places=(place,), agencies=(AGENCY,), duties=(), started_at=NOW
        )
    assert run.visit.visit_class is VisitClass.BROWSER_MISSING
    assert ("POST", "/gwk/policy/page") in [(a.method, a.path) for a in run.asked]


def test_an_open_interface_is_read_without_a_browser(tmp_path: Path) -> None:
    run = run_over(tmp_path, {"slj": JsonList(portal_of((2021, 2022), 20))})
    # the home page is a shell as well: who has no browser cannot find the column
    assert run.visit.visit_class is VisitClass.BROWSER_MISSING
    place = replace(
        PLACE,
        agency_id="slj",
        home_url="http://slj.suzhen.gov.cn/",
        column_url="http://slj.suzhen.gov.cn/zwgk/nb",
        hosts=("slj.suzhen.gov.cn",),
    )
    with TinySite(answering(JsonList(portal_of((2021, 2022), 20)))) as site:
        known = crawl_site(
            tmp_path / "known",
            site,
            places=(place,),
            agencies=(AGENCY,),
            duties=(),
            started_at=NOW,
        ).visit
    assert (known.visit_class, known.family) == (VisitClass.NOT_SEEN, "json_list")
    assert (known.listed, known.declared) == (22, 22)


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_what_the_browser_adds(tmp_path: Path) -> None:
    shown: dict[str, Site] = {
        "open": JsonList(portal_of(count=12, host="open.suzhen.gov.cn")),
        "session": JsonList(portal_of(count=12, host="session.suzhen.gov.cn"), needs_session=True),
        "guarded": NcTree(portal_of(count=18, host="guarded.suzhen.gov.cn"), is_guarded=True),
    }
    run = run_over(tmp_path, shown, browser_path=BROWSER)
    found = visits_of(run)
    assert {name: visit.visit_class for name, visit in found.items()} == dict.fromkeys(
        shown, VisitClass.COLLECTED
    ), found
    assert {name: (visit.family, visit.listed) for name, visit in found.items()} == {
        "open": ("json_list", 15),
        "session": ("json_list", 15),
        "guarded": ("nc_tree", 21),
    }
