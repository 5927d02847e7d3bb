"""Script challenges of the lab: the browser once, then on in its context, or else a block."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from os import environ, killpg
from pathlib import Path
from signal import SIGKILL
from time import sleep

import pytest
from lab_portals import portal_of, text_file

from archive.model import Capture, CaptureRole, VisitClass
from bench.lab_visits import AGENT, QUICK, Crawled, crawled, open_lab
from browser.executable import find_browser
from browser.programs import marked
from config.clock import SHANGHAI
from config.settings import CrawlSettings
from portal_lab.answers import Answer, Request
from portal_lab.conduct import after_blocks, most_at_once, strangers
from portal_lab.faults import Fault
from portal_lab.lab import Lab
from portal_lab.phases import Phase
from portal_lab.served import Security
from portal_lab.sites.attachments import Attachments
from portal_lab.sites.site import Site
from portal_lab.whole.country import build_whole_country
from portal_lab.whole.gates import ScriptGate
from registry.model import Agency, AgencyKind, Place, Registry
from spiders.challenge import door_of, is_passed
from spiders.families.model import Fetch
from spiders.job import CrawlJob

BROWSER = find_browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]

PASSED, NEVER = "haiyi-sthj", "haiyi-gzw"
COUNTRY = build_whole_country(1, (PASSED, NEVER))
YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    with open_lab(COUNTRY) as lab:
        return crawled(
            lab,
            COUNTRY.registry(),
            tmp_path_factory.mktemp("challenge"),
            phase=Phase.PUBLISHED,
            years=YEARS,
            browser=BROWSER,
        )


def asked(run: Crawled, agency: str) -> list[tuple[int | None, str]]:
    host = next(m.host for m in COUNTRY.members if m.agency_id == agency)
    return [(request.status, request.path) for request in run.log if request.host == host]


def kept(run: Crawled, place_id: str) -> list[Capture]:
    (run_id,) = run.archive.runs()
    return [c for c in run.archive.captures(run_id) if c.place_id == place_id]


def test_what_the_browser_gets_past_is_read_as_served(run: Crawled) -> None:
    place_id = f"{PASSED}-site"
    for truth in COUNTRY.truth(Phase.PUBLISHED, YEARS):
        if truth.place_id != place_id:
            continue
        visit = run.visits[place_id, truth.year]
        assert visit.visit_class in truth.classes(alone=True, has_browser=True), visit
        held = {c.sha256 for c in kept(run, place_id) if c.capture_id in visit.documents}
        assert held == set(truth.files())
        assert "用浏览器打开一次，通过了网站的验证：http://sthj.haiyi.gov.cn/" in visit.tried


def test_one_sign_one_browser_and_on_within_it(run: Crawled) -> None:
    log = asked(run, PASSED)
    # Our client, the browser before and after the script ran, and the page as served.
    assert log[:5] == [(200, "/robots.txt"), (412, "/"), (412, "/"), (200, "/"), (200, "/")]
    assert {status for status, _ in log[5:]} == {200}
    paths = [path for _, path in log[5:]]
    assert len(paths) == len(set(paths))
    captures = kept(run, f"{PASSED}-site")
    assert [(c.role, c.status) for c in captures[:5]] == [
        (CaptureRole.ROBOTS, 200),
        (CaptureRole.HOME, 412),
        (CaptureRole.DOM, 200),
        (CaptureRole.SCREENSHOT, 200),
        (CaptureRole.HOME, 200),
    ]
    later = [dict(c.request_headers) for c in captures[4:]]
    assert all("zQ8xT=" in headers["Cookie"] for headers in later)
    assert all(headers["User-Agent"].endswith(f" {AGENT}") for headers in later)


def test_what_does_not_pass_is_a_block_and_left_alone(run: Crawled) -> None:
    place_id = f"{NEVER}-site"
    visits = [run.visits[place_id, year] for year in YEARS]
    assert [v.visit_class for v in visits] == [VisitClass.BLOCKED_CHALLENGE] * 3
    assert "用浏览器打开一次，未能通过网站的验证：http://gzw.haiyi.gov.cn/" in visits[0].tried
    # The browser's page loads itself again; after its third time it is stopped.
    assert asked(run, NEVER) == [(200, "/robots.txt"), *[(412, "/")] * 4]
    captures = kept(run, place_id)
    assert [(c.role, c.status) for c in captures[1:]] == [
        (CaptureRole.HOME, 412),
        (CaptureRole.DOM, 412),
        (CaptureRole.SCREENSHOT, 412),
    ]
    assert visits[0].evidence == tuple(c.capture_id for c in captures)


def test_the_visitor_behaves(run: Crawled) -> None:
    assert most_at_once(run.log) == 1
    assert strangers(run.log, [m.host for m in COUNTRY.members]) == ()
    assert after_blocks(run.log) == ()
    (run_id,) = run.archive.runs()
    assert run.archive.verify(run_id) == ()


@dataclass(frozen=True)
class Guarded:
    """Sites behind script challenges."""

    sites: Mapping[str, Site]
    gates: Mapping[str, ScriptGate]
    faults: tuple[Fault, ...] = ()

    @property
    def security(self) -> Mapping[str, Security]:
        return {}

    def answer(self, request: Request, now: datetime) -> Answer | None:
        if request.host not in self.sites:
            return None
        gate = self.gates.get(request.host)
        held = gate.held(request, now) if gate else None
        return held or self.sites[request.host].answer(request, now)


OWNER = Agency(
    agency_id="slj", name="苏镇市水利局", kind=AgencyKind.DEPARTMENT, region_code="329900"
)
NOW = datetime(2024, 2, 5, 9, tzinfo=SHANGHAI)


def guarded(host: str, seconds: float = 0.5, **changes: object) -> Guarded:
    made = replace(portal_of(host=host, content=None, attachments=(text_file(2023),)), **changes)
    return Guarded({host: Attachments(made)}, {host: ScriptGate(host, seconds=seconds)})


def registry(*places: Place) -> Registry:
    return Registry(agencies={"slj": OWNER}, places={place.place_id: place for place in places})


def place_at(host: str, place_id: str = "own") -> Place:
    return Place(place_id=place_id, agency_id="slj", home_url=f"http://{host}/", hosts=(host,))


def visited(
    folder: Path, country: Guarded, *places: Place, settings: CrawlSettings = QUICK
) -> Crawled:
    with Lab(country, now=NOW) as lab:
        # The phase only moves the clock: everything is published by then.
        return crawled(
            lab,
            registry(*places),
            folder,
            phase=Phase.PUBLISHED,
            years=(2023,),
            browser=BROWSER,
            settings=settings,
        )


def test_files_come_through_the_context_as_served(tmp_path: Path) -> None:
    host = "files.suzhen.gov.cn"
    run = visited(tmp_path, guarded(host), place_at(host))
    files = [c for c in kept(run, "own") if c.role is CaptureRole.ATTACHMENT]
    assert [c.status for c in files] == [200]
    assert run.archive.body(files[0].sha256) == text_file(2023).make()
    assert dict(files[0].response_headers)["Content-Type"] == "text/plain"
    assert "zQ8xT=" in dict(files[0].request_headers)["Cookie"]


def test_a_challenge_is_waited_for_as_long_as_is_set(tmp_path: Path) -> None:
    host = "long.suzhen.gov.cn"
    settings = replace(QUICK, challenge_seconds=12.0)
    run = visited(tmp_path, guarded(host, seconds=40.0), place_at(host), settings=settings)
    assert run.visits["own", 2023].visit_class is VisitClass.BLOCKED_CHALLENGE


def test_a_file_behind_a_challenge_has_the_bound_of_all_files(tmp_path: Path) -> None:
    host = "heavy.suzhen.gov.cn"
    heavy = replace(text_file(2023), make=lambda: b"x" * 2_000_000)
    made = portal_of(host=host, content=None, attachments=(heavy,))
    country = Guarded({host: Attachments(made)}, {host: ScriptGate(host, seconds=0.5)})
    settings = replace(QUICK, max_bytes=1_000_000)
    run = visited(tmp_path, country, place_at(host), settings=settings)
    visit = run.visits["own", 2023]
    assert visit.visit_class is VisitClass.BUDGET_EXHAUSTED
    assert (visit.reason or "").startswith("文件超过大小上限")


def test_robots_hold_within_the_browser_too(tmp_path: Path) -> None:
    host = "rules.suzhen.gov.cn"
    rules = "User-agent: *\nDisallow: /xxgk/\n"
    run = visited(tmp_path, guarded(host, robots=rules), place_at(host))
    assert run.visits["own", 2023].visit_class is VisitClass.ROBOTS_DISALLOW
    assert [r.path for r in run.log if r.path.startswith("/xxgk/")] == []


def test_every_visit_to_a_host_has_its_own_browser(tmp_path: Path) -> None:
    host = "shared.suzhen.gov.cn"
    places = (place_at(host, "one"), place_at(host, "two"))
    run = visited(tmp_path, guarded(host), *places)
    classes = {run.visits[place.place_id, 2023].visit_class for place in places}
    assert len(classes) == 1
    assert not classes & {VisitClass.BLOCKED_CHALLENGE, VisitClass.BLOCKED_FORBIDDEN}
    shown = [r for r in run.log if "Chrome/" in r.user_agent and r.status == 412]
    assert len(shown) == 2


def test_a_browser_that_does_not_start_is_missing_for_those_who_need_it(tmp_path: Path) -> None:
    shut, free = "shut.suzhen.gov.cn", "free.suzhen.gov.cn"
    country = guarded(shut)
    country = replace(country, sites={**country.sites, **guarded(free).sites})
    with Lab(country, now=NOW) as lab:
        run = crawled(
            lab,
            registry(place_at(shut, "shut"), place_at(free, "free")),
            tmp_path,
            phase=Phase.PUBLISHED,
            years=(2023,),
            browser="/bin/false",
        )
    visits = {place: visit for (place, _), visit in run.visits.items()}
    assert visits["shut"].visit_class is VisitClass.BROWSER_MISSING
    assert visits["free"].visit_class is not VisitClass.BROWSER_MISSING
    assert visits["free"].listed is not None


@pytest.mark.parametrize("has_driver", [True, False])
def test_no_browser_outlives_a_killed_crawl(
    tmp_path: Path, root: Path, *, has_driver: bool
) -> None:
    host = "slow.suzhen.gov.cn"
    with Lab(guarded(host, seconds=300.0), now=NOW) as lab:
        job = CrawlJob(
            run_id="killed",
            years=(2023,),
            started_at=NOW,
            archive_root=tmp_path / "archive",
            places=(place_at(host),),
            agencies=(OWNER,),
            duties=(),
            crawl=replace(QUICK, proxy=lab.proxy_url),
            browser_path=BROWSER,
        )
        child = subprocess.Popen(
            [sys.executable, "-m", "spiders.crawl"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environ, "PYTHONPATH": str(root)},
            start_new_session=True,
        )
        assert child.stdin is not None
        child.stdin.write(job.to_json().encode())
        child.stdin.close()
        until(lambda: any("Chrome/" in r.user_agent for r in lab.requests))
        browsers = marked("--duban-browser") & descendants(child.pid)
        assert browsers
        if has_driver:
            child.kill()
        else:  # the browser has a group of its own, its driver has not
            killpg(child.pid, SIGKILL)
        child.wait()
        until(lambda: not browsers & marked("--duban-browser"))


def descendants(pid: int) -> frozenset[int]:
    found, waiting = set(), [pid]
    while waiting:
        for file in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            children = {int(child) for child in file.read_text().split()}
            found |= children
            waiting += children
    return frozenset(found)


def until(is_so: object, seconds: float = 40.0) -> None:
    for _ in range(int(seconds * 10)):
        if is_so():  # type: ignore[operator]
            return
        sleep(0.1)
    pytest.fail("it never came to that")


LINK = '<a href="/zwgk/">政务公开</a>'


@pytest.mark.parametrize(
    ("dom", "status", "expected"),
    [
        (f"<html><body>{LINK}</body></html>", 200, True),
        (f"<html><body>{'正文' * 40}</body></html>", 200, True),
        (f"<html><body>{LINK}</body></html>", 412, False),
        ("<html><body></body></html>", 200, False),  # blanked while the script works
        ("<html><script>$_ts={}</script><body></body></html>", 200, False),
        ("<html><body>请完成验证</body></html>", 200, False),
        ("<html><body>您访问的页面不存在</body></html>", 200, False),
    ],
)
def test_a_page_is_there_when_something_is_on_it(dom: str, status: int, expected: bool) -> None:
    assert is_passed(dom, status) is expected


@pytest.mark.parametrize(
    ("fetch", "role", "door"),
    [
        (Fetch(url="http://a.gov.cn/nb/"), CaptureRole.COLUMN, "http://a.gov.cn/nb/"),
        (Fetch(url="http://a.gov.cn/1.pdf"), CaptureRole.ATTACHMENT, "http://a.gov.cn/"),
        (Fetch(url="http://a.gov.cn/1.docx"), CaptureRole.ARTICLE, "http://a.gov.cn/"),
        (Fetch(url="http://a.gov.cn/q", method="POST"), CaptureRole.LIST, "http://a.gov.cn/"),
    ],
)
def test_the_door_to_knock_at(fetch: Fetch, role: CaptureRole, door: str) -> None:
    assert door_of(fetch, role) == door
