"""The crawl over the portal lab: every place's class, list, date and files against the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from crawl_site import CRAWL

from archive.model import Visit, VisitClass
from archive.store import Archive
from browser.executable import find_browser
from portal_lab.cast import CAST
from portal_lab.country import Country, build_country
from portal_lab.lab import Lab, LoggedRequest
from portal_lab.sites.single_page import SinglePage
from portal_lab.truth import REPORT_YEAR, VISIT_ONE, VISIT_TWO
from registry.deadlines import duty_of
from spiders.job import CrawlJob
from spiders.process import run_crawl

BROWSER = find_browser()
COUNTRY = build_country()
TRUTH = {truth.place_id: truth for truth in COUNTRY.truth}
RENDERED = {i.place.place_id for i in COUNTRY.inhabitants if isinstance(i.site, SinglePage)}
PLACES = sorted(TRUTH)
CASES = [
    pytest.param(place, marks=pytest.mark.browser) if place in RENDERED else place
    for place in PLACES
]
# The classes of a visit that read the list of its place.
LISTED = {
    VisitClass.COLLECTED,
    VisitClass.COLLECTED_LATE,
    VisitClass.NOT_SEEN,
    VisitClass.ABSENT_UNCONFIRMED,
    VisitClass.WRONG_YEAR_FILE,
}


@dataclass(frozen=True)
class Run:
    visits: Mapping[str, Visit]
    requests: tuple[LoggedRequest, ...]
    archive: Archive
    status: int
    now: datetime


def run_lab(
    folder: Path,
    country: Country,
    now: datetime,
    earlier: tuple[Visit, ...] = (),
    browser: str | None = BROWSER,
) -> Run:
    registry = country.registry()
    duties = [duty_of(agency, REPORT_YEAR, registry) for agency in registry.agencies.values()]
    heard: list[Visit] = []
    with Lab(country, now=now) as lab:
        job = CrawlJob(
            run_id=f"lab-{now:%Y%m%d}",
            years=(REPORT_YEAR,),
            started_at=now,
            archive_root=folder / "archive",
            places=tuple(replace(p, delay_seconds=None) for p in registry.places.values()),
            agencies=tuple(registry.agencies.values()),
            duties=tuple(duty for duty in duties if duty is not None),
            crawl=replace(
                CRAWL,
                proxy=lab.proxy_url,
                timeout_seconds=6.0,
                challenge_seconds=20.0,  # it lets nobody in, however long one waits
                deadline_seconds=200.0,
            ),
            browser_path=browser,
            earlier=earlier,
        )
        status = run_crawl(job, heard.append)
        return Run(
            visits={visit.place_id: visit for visit in heard},
            requests=lab.requests,
            archive=Archive(job.archive_root),
            status=status,
            now=now,
        )


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run_lab(tmp_path_factory.mktemp("lab"), COUNTRY, VISIT_ONE)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, one: Run) -> Run:
    folder = tmp_path_factory.mktemp("lab")
    return run_lab(folder, COUNTRY, VISIT_TWO, tuple(one.visits.values()))


def need_browser(place_id: str) -> None:
    if place_id in RENDERED and BROWSER is None:
        pytest.skip("no Chromium on this machine")


def check_list(run: Run, place_id: str) -> None:
    """The list was read whole, to the very number of what the portal shows at that time."""
    visit = run.visits[place_id]
    site = next(i.site for i in COUNTRY.inhabitants if i.place.place_id == place_id)
    shown = len(site.portal.shown(run.now))
    assert visit.listed == shown
    assert visit.declared in (None, shown)


def check_documents(run: Run, place_id: str) -> None:
    """The documents are the very bytes that hold the report."""
    visit, truth = run.visits[place_id], TRUTH[place_id]
    kept = {capture.capture_id: capture for capture in run.archive.captures(visit.run_id)}
    assert visit.published_date == truth.published_date
    assert visit.documents
    assert set(truth.sha256s) <= {kept[document].sha256 for document in visit.documents}
    if truth.sha256s:
        assert kept[visit.documents[0]].sha256 in truth.sha256s
    assert set(visit.documents) <= set(visit.evidence)


@pytest.mark.parametrize("place_id", CASES)
def test_visit_one(place_id: str, one: Run) -> None:
    need_browser(place_id)
    visit, truth = one.visits[place_id], TRUTH[place_id]
    assert visit.visit_class in (truth.visit_one, *truth.also_accepted), visit
    if visit.visit_class in LISTED:
        check_list(one, place_id)
    if visit.visit_class.has_report:
        check_documents(one, place_id)


@pytest.mark.parametrize("place_id", CASES)
def test_visit_two(place_id: str, two: Run) -> None:
    need_browser(place_id)
    visit, truth = two.visits[place_id], TRUTH[place_id]
    assert visit.visit_class in (truth.visit_two, *truth.also_accepted), visit
    if visit.visit_class in LISTED:
        check_list(two, place_id)
    if visit.visit_class.has_report:
        check_documents(two, place_id)


def test_every_place_has_one_visit_and_the_evidence_is_sound(one: Run, two: Run) -> None:
    for run in (one, two):
        assert run.status == 0
        (run_id,) = run.archive.runs()
        assert sorted(v.place_id for v in run.archive.visits(run_id)) == PLACES
        assert run.archive.verify(run_id) == ()


def test_no_host_is_asked_but_politely(one: Run) -> None:
    by_host: dict[str, list[LoggedRequest]] = {}
    for request in one.requests:
        by_host.setdefault(request.host, []).append(request)
    assert set(by_host) <= {host for i in COUNTRY.inhabitants for host in i.place.hosts}
    assert all(request.user_agent.endswith(CRAWL.user_agent) for request in one.requests)
    for asked in by_host.values():
        assert asked[0].path == "/robots.txt"
        assert len(asked) <= CRAWL.page_budget + CRAWL.file_budget


def test_robots_are_obeyed(one: Run) -> None:
    forbidden = {role.host for role in CAST if "Disallow: /zfxxgk/" in role.robots}
    slowed = [role.host for role in CAST if "Crawl-delay: 1" in role.robots]
    assert forbidden
    assert slowed
    asked = [r.path for r in one.requests if r.host in forbidden]
    assert not [path for path in asked if path.startswith("/zfxxgk/")]
    times = [r.at for r in one.requests if r.host == slowed[0]][1:]
    # Told by arrivals, and a busy machine is late with some: without the pause of one second
    # asked for, all of them would come within the lab's own pause of a fifth of a second each.
    assert times[-1] - times[0] > 0.6 * (len(times) - 1)


def test_a_challenge_is_met_once(one: Run) -> None:
    """One request by our client and one try by the browser, with what its page loads."""
    hosts = {p for p, v in one.visits.items() if v.visit_class is VisitClass.BLOCKED_CHALLENGE}
    names = {i.place.place_id: i.site.portal.host for i in COUNTRY.inhabitants}
    for place_id in hosts:
        asked = Counter(r.path for r in one.requests if r.host == names[place_id])
        assert asked["/"] <= 2
        assert asked["/robots.txt"] == 1


def test_without_a_browser_only_what_needs_one_is_missing(tmp_path: Path) -> None:
    wanted = [i for i in COUNTRY.inhabitants if i.place.place_id in RENDERED | {"jyj-site"}]
    run = run_lab(tmp_path, Country(inhabitants=tuple(wanted)), VISIT_ONE, browser=None)
    assert {place_id: visit.visit_class for place_id, visit in run.visits.items()} == {
        **dict.fromkeys(RENDERED, VisitClass.BROWSER_MISSING),
        "jyj-site": VisitClass.COLLECTED,
    }
