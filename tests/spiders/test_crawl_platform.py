"""A platform with the reports of many agencies: each place finds its own agency's, or says not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial

import pytest
from crawl_site import AGENCY, CRAWL, PLACE, crawl_site
from lab_portals import NOW, answering
from tiny_site import TinySite

from archive.model import Visit, VisitClass
from portal_lab.generator import Author, reports_of
from portal_lab.paper.bundle import ZIP_TYPE, zipped
from portal_lab.portal import Attachment, Entry, Portal, newest_first
from portal_lab.render_docx import report_docx
from portal_lab.render_html import Hand, report_html
from portal_lab.report import LabReport
from portal_lab.sites.parent_platform import ParentPlatform
from reading.members import documents_in
from registry.model import PlaceKind
from spiders.verify import Document, verify

HOST = "www.suzhen.gov.cn"
YEARS = (2022, 2023)
TOPICS = ("招生入学", "教育经费", "学校建设")
# The agency, what the platform calls it, and the years for which the platform has its report.
OWN = {
    "jyj": ("苏镇市教育局", "苏镇市教育局", YEARS),
    "wgj": ("苏镇市文化广电和旅游局", "苏镇市文旅局", YEARS),
    "zjj": ("苏镇市自然资源局", "苏镇市国土资源局", (2022,)),
    "xfj": ("苏镇市信访局", "苏镇市信访局", ()),
}
NAMES = {"wgj": ("苏镇市文旅局",)}
FORMER = {"zjj": ("苏镇市国土资源局",)}
ZIP_NAME = "2022—2023年部门政府信息公开年报.zip"


@cache
def reports(name: str) -> Mapping[int, LabReport]:
    return reports_of(Author(name=name, self_name="我局", topics=TOPICS), range(2022, 2024), seed=3)


def entry(number: int, name: str, year: int) -> Entry:
    return Entry(
        number=number,
        title=f"{name}{year}年政府信息公开工作年度报告",
        shown_date=date(year + 1, 1, 12),
        report_year=year,
        content=partial(report_html, reports(name)[year], Hand.PLAIN),
    )


def all_departments() -> Entry:
    """Reports of the statistics bureau and others, of two years, in one zip with GBK names."""
    held = {
        f"{year}年/{name}{year}年年报.docx": reports(name)[year]
        for year in YEARS
        for name in ("苏镇市统计局服务中心", "苏镇市体育局", "苏镇市统计局")
    }
    return Entry(
        number=900,
        title="苏镇市统计局政府信息公开工作年度报告（2022—2023年）",
        shown_date=date(2024, 1, 12),
        report_year=2023,
        attachments=(Attachment(name=ZIP_NAME, content_type=ZIP_TYPE, make=partial(packed, held)),),
    )


def packed(held: dict[str, LabReport]) -> bytes:
    return zipped({name: report_docx(report) for name, report in held.items()}, "gbk")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, int], Visit]:
    called = [(shown, years) for _, shown, years in OWN.values()]
    near = [(f"{shown}服务中心", YEARS) for _, shown, _ in OWN.values()]
    others = [("苏镇市体育局", YEARS), ("苏镇市新教育局", YEARS)]
    listed = [(n, y) for n, years in (*near, *others, *called) for y in years]
    entries = [entry(number, name, year) for number, (name, year) in enumerate(listed, start=1)]
    owner = "苏镇市人民政府"
    site = ParentPlatform(
        Portal(host=HOST, owner=owner, entries=newest_first([*entries, all_departments()]))
    )
    agencies = tuple(
        replace(
            AGENCY,
            agency_id=key,
            name=name,
            aliases=NAMES.get(key, ()),
            former_names=FORMER.get(key, ()),
        )
        for key, (name, _, _) in {**OWN, "tjj": ("苏镇市统计局", "", ())}.items()
    )
    places = tuple(
        replace(
            PLACE,
            place_id=agency.agency_id,
            agency_id=agency.agency_id,
            kind=PlaceKind.PARENT_PLATFORM,
            home_url=f"http://{HOST}/",
            column_url=f"http://{HOST}{site.column_path}",
            hosts=(HOST,),
        )
        for agency in agencies
    )
    with TinySite(answering(site)) as served:
        found = crawl_site(
            tmp_path_factory.mktemp("platform"),
            served,
            places=places,
            agencies=agencies,
            duties=(),
            years=YEARS,
            started_at=NOW,
            crawl=replace(CRAWL, timeout_seconds=20.0),
        )
    return {(visit.place_id, visit.year): visit for visit in found.visits}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("key", ["jyj", "wgj"])
def test_its_own_report_is_taken(run: Mapping[tuple[str, int], Visit], key: str, year: int) -> None:
    visit = run[key, year]
    assert (visit.visit_class, visit.title) == (
        VisitClass.COLLECTED,
        f"{OWN[key][1]}{year}年政府信息公开工作年度报告",
    )


def test_under_its_former_name(run: Mapping[tuple[str, int], Visit]) -> None:
    assert run["zjj", 2022].visit_class is VisitClass.COLLECTED
    assert run["zjj", 2022].title == "苏镇市国土资源局2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(("key", "year"), [("zjj", 2023), ("xfj", 2022), ("xfj", 2023)])
def test_a_body_below_the_agency_is_not_taken_for_it(
    run: Mapping[tuple[str, int], Visit], key: str, year: int
) -> None:
    visit = run[key, year]
    assert (visit.visit_class, visit.documents) == (VisitClass.NOT_SEEN, ()), visit


@pytest.mark.parametrize("year", YEARS)
def test_the_archive_of_all_departments_holds_it(
    run: Mapping[tuple[str, int], Visit], year: int
) -> None:
    visit = run["tjj", year]
    assert (visit.visit_class, visit.flags) == (VisitClass.COLLECTED, ("title_nonstandard",))


def test_names_in_gbk_are_read() -> None:
    entry = all_departments().attachments[0]
    members = [held.member for held in documents_in(entry.make())]
    assert members[-1] == "2023年/苏镇市统计局2023年年报.docx"


def test_which_member_is_chosen() -> None:
    body = all_departments().attachments[0].make()
    for year in YEARS:
        document = Document(name=ZIP_NAME, bodies=(body,))
        found = verify(document, year=year, names=("苏镇市统计局",))
        assert (found.failure, found.held.member) == (
            None,
            f"{year}年/苏镇市统计局{year}年年报.docx",
        )


def test_a_zip_without_the_agency_has_no_report_of_it() -> None:
    body = all_departments().attachments[0].make()
    document = Document(name=ZIP_NAME, bodies=(body,))
    found = verify(document, year=2023, names=("苏镇市审计局",))
    assert found.failure in (VisitClass.WRONG_AGENCY_FILE, VisitClass.WRONG_YEAR_FILE)
