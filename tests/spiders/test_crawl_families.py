"""A real crawl over sites whose lists come from interfaces: found, proven whole, files kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from crawl_site import CRAWL
from lab_portals import NOW, OWNER, portal_of, report_entry, text_file

from archive.model import Visit, VisitClass
from archive.store import Archive
from portal_lab.answers import Answer, Request
from portal_lab.country import Country, Inhabitant
from portal_lab.lab import Lab, LoggedRequest
from portal_lab.portal import Portal, newest_first
from portal_lab.sites.epoint import Epoint
from portal_lab.sites.hanweb_jpaas import HanwebJpaas
from portal_lab.sites.hanweb_xxgk import HanwebXxgk
from portal_lab.sites.site import Site
from portal_lab.sites.trs_variants import TrsYearFolders
from portal_lab.sites.truecms import Truecms
from portal_lab.sites.ucap import Ucap
from registry.deadlines import duty_of
from registry.model import Agency, AgencyKind, Place
from spiders.job import CrawlJob
from spiders.process import run_crawl


class UnnamedEpoint(Epoint):
    """A shell that bears the name of the whole directory, as the vendor's usually do."""

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        answer = super().own_page(request, now)
        if answer is None or request.target != self.column_path:
            return answer
        return replace(answer, body=answer.body.replace("政府信息公开年报".encode(), b"EWB"))


MAKES: Mapping[str, Callable[[Portal], Site]] = {
    "hanweb_xxgk": HanwebXxgk,
    "hanweb_jpaas": HanwebJpaas,
    "truecms": Truecms,
    "ucap": Ucap,
    "epoint": Epoint,
    "epoint_one": partial(Epoint, first_page=1, is_wrapped=True),
    "epoint_unnamed": UnnamedEpoint,
    "folders": TrsYearFolders,
}
FAMILY = {"epoint_one": "epoint", "epoint_unnamed": "epoint"}


def inhabitant(key: str) -> Inhabitant:
    """The report of 2023 with two files; 2022 is missing; 20 other notices."""
    host = f"{key.replace('_', '-')}.suzhen.gov.cn"
    files = (text_file(2023), text_file(2022))
    portal = portal_of((2021,), count=20, host=host)
    entries = newest_first([report_entry(2023, attachments=files), *portal.entries])
    site = MAKES[key](replace(portal, entries=entries))
    agency = Agency(agency_id=key, name=OWNER, kind=AgencyKind.DEPARTMENT, region_code="990000")
    place = Place(place_id=key, agency_id=key, home_url=f"http://{host}/", hosts=(host,))
    return Inhabitant(agency=agency, place=place, site=site)


@dataclass(frozen=True)
class Run:
    visits: Mapping[tuple[str, int], Visit]
    requests: tuple[LoggedRequest, ...]
    archive: Archive
    country: Country


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    country = Country(inhabitants=tuple(inhabitant(key) for key in MAKES))
    registry = country.registry()
    duties = [duty_of(agency, 2023, registry) for agency in registry.agencies.values()]
    heard: list[Visit] = []
    with Lab(country, now=NOW) as lab:
        job = CrawlJob(
            run_id="families",
            years=(2022, 2023),
            started_at=NOW,
            archive_root=tmp_path_factory.mktemp("families") / "archive",
            places=tuple(registry.places.values()),
            agencies=tuple(registry.agencies.values()),
            duties=tuple(duty for duty in duties if duty is not None),
            crawl=replace(CRAWL, proxy=lab.proxy_url),
            browser_path=None,
        )
        assert run_crawl(job, heard.append) == 0
        return Run(
            visits={(visit.place_id, visit.year): visit for visit in heard},
            requests=lab.requests,
            archive=Archive(Path(job.archive_root)),
            country=country,
        )


@pytest.mark.parametrize("key", list(MAKES))
def test_the_report_is_collected_with_its_files(run: Run, key: str):
    visit = run.visits[key, 2023]
    (home,) = (i for i in run.country.inhabitants if i.place.place_id == key)
    entry = home.entry_of(2023)
    assert entry is not None
    kept = {capture.capture_id: capture for capture in run.archive.captures(visit.run_id)}

    assert (visit.visit_class, visit.family) == (VisitClass.COLLECTED, FAMILY.get(key, key))
    assert visit.published_date == entry.shown_date
    assert visit.listed == 22
    assert [kept[document].sha256 for document in visit.documents] == [
        sha256(body).hexdigest() for body in home.files_of(entry)
    ]


@pytest.mark.parametrize("key", list(MAKES))
def test_what_is_missing_is_not_seen_in_a_whole_list(run: Run, key: str):
    assert run.visits[key, 2022].visit_class is VisitClass.NOT_SEEN


def test_what_is_told_of_a_directory_that_mixes_columns(run: Run):
    told = "按“大汉信息公开目录”读取列表，共 22 条，另有其他栏目 10 条，已读全"

    assert told in run.visits["hanweb_xxgk", 2023].tried


def test_the_gateway_was_asked_again_after_the_pause_it_wanted(run: Run):
    asked = [r for r in run.requests if "/file-download" in r.path]

    assert len(asked) == 3
    assert len({request.path for request in asked}) == 2
    assert asked[2].at - asked[1].at >= 1


def test_nothing_outside_the_hosts_was_asked(run: Run):
    assert {request.host for request in run.requests} == {
        i.site.portal.host for i in run.country.inhabitants
    }
