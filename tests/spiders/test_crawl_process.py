from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from crawl_site import CRAWL, PAGE, PLACE, VISIT_ONE, crawl, crawl_site, job_for, portal, serving
from tiny_site import Asked, TinySite

from archive.model import VisitClass
from archive.store import Archive
from config.clock import FixedClock
from reading.reader import read_pages
from spiders.access import Access
from spiders.crawl import write_visits
from spiders.errors import Halted
from spiders.evidence import Evidence, SharedWriter
from spiders.exchange import Line
from spiders.hosts import Hosts
from spiders.known import KnownPages
from spiders.turns import Load, Turns
from spiders.visit import PlaceVisit


def test_the_deadline_aborts_what_is_not_done(tmp_path: Path) -> None:
    other = replace(
        PLACE,
        place_id="slow",
        home_url="http://slow.gov.cn/",
        column_url=None,
        hosts=("slow.gov.cn",),
    )

    def answered(asked: Asked) -> bytes | None:
        return None if asked.host == "slow.gov.cn" else serving(portal())(asked)

    settings = replace(CRAWL, deadline_seconds=15.0, timeout_seconds=120.0)
    with TinySite(answered) as site:
        run = crawl_site(tmp_path, site, places=(PLACE, other), crawl=settings)
    assert [(v.place_id, v.visit_class) for v in run.visits] == [
        ("jyj-own", VisitClass.COLLECTED),
        ("slow", VisitClass.ABORTED),
    ]
    assert run.status != 0
    assert Archive(run.job.archive_root).verify("run-1") == ()


def children() -> list[int]:
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for file in listed for pid in file.read_text().split()]


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_that_is_stopped_leaves_an_intact_archive(
    tmp_path: Path, stop: signal.Signals
) -> None:
    def answered(asked: Asked) -> bytes | None:
        if asked.path == PAGE:
            for pid in children():
                os.kill(pid, stop)
            return None
        return serving(portal())(asked)

    with TinySite(answered) as site:
        run = crawl_site(tmp_path, site, years=(2022, 2023), duties=())
    assert [(v.year, v.visit_class) for v in run.visits] == [
        (2022, VisitClass.COLLECTED),
        (2023, VisitClass.ABORTED),
    ]
    assert run.status != 0
    archive = Archive(run.job.archive_root)
    assert archive.verify("run-1") == ()
    assert archive.visits("run-1") == run.visits


def test_a_job_without_places_ends_at_once(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal(), places=())
    assert (run.visits, run.status) == ((), 0)


async def never_asked(_: object) -> object:
    raise AssertionError


class FailingVisit(PlaceVisit):
    """A visit with a fault of ours in it."""

    async def look(self) -> Halted | None:
        raise KeyError("a fault of ours")


def test_a_crash_is_one_visit_for_each_year(tmp_path: Path) -> None:
    job = job_for(tmp_path, "http://127.0.0.1:9", years=(2022, 2023))
    archive = Archive(job.archive_root)
    writer = archive.open_run(job.run_id)
    access = Access(
        place=PLACE,
        crawl=job.crawl,
        line=Line(download=never_asked, clock=FixedClock(VISIT_ONE)),
        hosts=Hosts(SimpleNamespace(slots={}, per_slot_settings={}), 0.0),
        evidence=Evidence(SharedWriter(writer), job.run_id, PLACE.place_id),
        has_browser=False,
        known=KnownPages(archive),
        load=Load(Turns(1)),
    )
    visit = FailingVisit(job, PLACE, access, FixedClock(VISIT_ONE), read_pages)
    asyncio.run(write_visits(job, visit, SharedWriter(writer)))
    writer.close()
    assert [(v.year, v.visit_class, v.reason) for v in archive.visits(job.run_id)] == [
        (year, VisitClass.ADAPTER_ERROR, "采集程序出错（KeyError），详见日志")
        for year in (2022, 2023)
    ]
