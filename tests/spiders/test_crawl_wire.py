"""What breaks on the way to a report: each fault ends in its class, and none ends the crawl."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from crawl_site import CRAWL, PAGE, PLACE, crawl_site, job_for, portal, serving
from tiny_site import Asked, TinySite, answer

from archive.model import Visit, VisitClass
from bench.lab_visits import QUICK, Crawled, crawled
from portal_lab.faults import Fault, FaultKind
from portal_lab.lab import Lab
from portal_lab.many import ManyHosts, host_of
from portal_lab.phases import LAB_NOW, Phase
from spiders.process import run_crawl

YEAR = 2025
ARTICLE = rf"/zfxxgk/nb/{YEAR}"
SETTINGS = replace(QUICK, timeout_seconds=4.0, max_bytes=1_000_000)
BROKEN = {
    FaultKind.CLOSE: VisitClass.REFUSED,
    FaultKind.RESET: VisitClass.REFUSED,
    FaultKind.GARBAGE: VisitClass.REFUSED,
    FaultKind.DRIP: VisitClass.TIMEOUT,
    FaultKind.TRUNCATED: VisitClass.TRUNCATED,
    FaultKind.CHUNK_CUT: VisitClass.TRUNCATED,
    FaultKind.HTTP10_CUT: VisitClass.TRUNCATED,
    FaultKind.HTTP10: VisitClass.COLLECTED,
    FaultKind.GZIP_LIE: VisitClass.COLLECTED,
    FaultKind.BAD_HEADER: VisitClass.COLLECTED,
    FaultKind.HUGE: VisitClass.BUDGET_EXHAUSTED,
    FaultKind.REDIRECT_LOOP: VisitClass.MOVED,
    FaultKind.REDIRECT_PRIVATE: VisitClass.OFF_DOMAIN_LINK,
    FaultKind.HOSTILE_NAME: VisitClass.COLLECTED,
}
MANY = ManyHosts(
    hosts=len(BROKEN) + 1,
    faults=tuple(
        Fault(host=host_of(number), kind=kind, path=ARTICLE, seconds=3600.0)
        for number, kind in enumerate(BROKEN)
    ),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Every fault on a host of its own, and one host without any."""
    with Lab(MANY, now=LAB_NOW[Phase.PUBLISHED]) as lab:
        return crawled(
            lab,
            MANY.registry(),
            tmp_path_factory.mktemp("broken"),
            phase=Phase.PUBLISHED,
            years=(YEAR,),
            settings=SETTINGS,
        )


def test_each_fault_has_its_class(broken: Crawled) -> None:
    got = [broken.visits[f"p{number:05d}-site", YEAR] for number in range(MANY.hosts)]
    assert dict(zip(BROKEN, (visit.visit_class for visit in got), strict=False)) == BROKEN
    assert got[-1].visit_class is VisitClass.COLLECTED


def test_the_crawl_goes_on_and_its_archive_is_sound(broken: Crawled) -> None:
    assert broken.status == 0
    assert broken.archive.examine().is_sound
    assert {request.host for request in broken.log} == {host_of(n) for n in range(MANY.hosts)}


def test_a_name_that_does_not_exist(tmp_path: Path) -> None:
    """No name server knows a host under ``.invalid`` (RFC 6761)."""
    host = "jyj.suzhen.invalid"
    place = replace(PLACE, home_url=f"http://{host}/", column_url=None, hosts=(host,))
    job = replace(job_for(tmp_path, "", places=(place,)), crawl=CRAWL)
    heard: list[Visit] = []
    assert run_crawl(job, heard.append, grace=5.0) == 0
    assert [(visit.visit_class, visit.reason) for visit in heard] == [
        (VisitClass.DNS, f"robots.txt 取不到（域名无法解析：http://{host}/robots.txt）")
    ]


def endless(asked: Asked) -> bytes | None:
    """The report is sent on and on, always to another address."""
    parts = urlsplit(asked.url)
    if parts.path != PAGE:
        return serving(portal())(asked)
    number = int(parts.query or "0") + 1
    return answer(status=302, headers=(("Location", f"{PAGE}?{number}"),))


def flood(asked: Asked) -> bytes | None:
    """The report comes without its length, and is larger than anything we take."""
    if asked.path != PAGE:
        return serving(portal())(asked)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + (b"10000\r\n" + bytes(0x10000) + b"\r\n") * 40 + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("answered", "expected", "asked"),
    [(endless, VisitClass.MOVED, 6), (flood, VisitClass.BUDGET_EXHAUSTED, 1)],
)
def test_what_has_no_end_is_given_up(
    answered: Callable[[Asked], bytes | None], expected: VisitClass, asked: int, tmp_path: Path
) -> None:
    with TinySite(answered) as site:
        run = crawl_site(tmp_path, site, crawl=replace(CRAWL, max_bytes=1_000_000))
    assert (run.status, run.visit.visit_class) == (0, expected)
    assert sum(urlsplit(one.url).path == PAGE for one in run.asked) == asked
