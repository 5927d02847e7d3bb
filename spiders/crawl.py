"""The child process of a crawl: ``python -m spiders.crawl`` with the job as JSON on its input.

One Scrapy spider visits all places of the job, each in a coroutine of its own; requests go through
Scrapy's downloader, captures and visits into the archive. What is downloaded is read and judged in
processes that can be killed: a document that hangs or dies costs itself, never the crawl.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from archive.errors import ArchiveError
from archive.model import VisitClass
from archive.store import Archive
from browser.service import BrowserService
from config.clock import ShiftedClock
from reading.workers.limited import LimitedReader
from reading.workers.limits import Limits
from registry.model import Place
from spiders.access import Access
from spiders.candidates import Outcome
from spiders.errors import ARCHIVE_FAILED
from spiders.evidence import Evidence, SharedWriter
from spiders.exchange import Line
from spiders.hosts import Hosts
from spiders.hours import Hours
from spiders.job import CrawlJob
from spiders.known import KnownPages, remembered_rules
from spiders.orphan import end_with_caller
from spiders.settings import places_at_once, scrapy_settings
from spiders.turns import Turns
from spiders.verify_apart import judge_apart
from spiders.visit import PlaceVisit

_LOG = logging.getLogger(__name__)
BAD_JOB, INCOMPLETE = 2, 3
# Read by one process before another takes its place; to start one takes as long as to read many.
_DOCUMENTS = 2000
# As many new objects as this before Python looks for cycles among them.
_ALLOCATIONS = 20_000


class ReportSpider(Spider):
    """Visits every place of a job."""

    name = "reports"

    def __init__(self, job: CrawlJob, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        """``browser`` is what the download handler opens rendered pages with."""
        super().__init__(**kwargs)
        self.job = job
        self.status = INCOMPLETE
        self.browser = self._browser()

    async def start(self) -> AsyncIterator[Any]:
        """Run the visits; nothing is yielded, since every visit drives its own requests."""
        try:
            await self._crawl()
        except* ArchiveError as failed:
            self.status = ARCHIVE_FAILED
            _LOG.error("%s", failed.exceptions)
        return
        yield  # an async generator, as Scrapy wants

    async def _crawl(self) -> None:
        writer = Archive(self.job.archive_root).open_run(self.job.run_id)
        limits = replace(Limits.of(self.job.reading), documents=_DOCUMENTS)
        reader = LimitedReader(limits)
        reader.start()
        try:
            shared = SharedWriter(writer)
            await _visit_all(self.job, self.crawler, shared, self.browser, reader)
            self.status = 0
        finally:
            reader.close()
            if self.browser is not None:
                await self.browser.close()
            writer.close()

    def _browser(self) -> BrowserService | None:
        crawl = self.job.crawl
        if self.job.browser_path is None or not crawl.is_render_allowed:
            return None
        hosts = {host for place in self.job.places for host in place.hosts}
        return BrowserService(
            self.job.browser_path,
            crawl.proxy,
            crawl.user_agent,
            hosts=sorted(hosts),
        )


async def _visit_all(
    job: CrawlJob,
    crawler: Crawler,
    writer: SharedWriter,
    browser: BrowserService | None,
    reader: LimitedReader,
) -> None:
    """One coroutine for each place; who is under way is the matter of ``Turns``."""
    engine = crawler.engine
    if engine is None:
        raise RuntimeError("the engine runs before the spider starts")
    clock = ShiftedClock(start=job.started_at)
    hosts = Hosts(engine.downloader, job.crawl.delay_jitter)
    archive = Archive(job.archive_root)
    await asyncio.to_thread(_remember_rules, job, hosts, archive)
    line = Line(download=engine.download_async, clock=clock, proxy=job.crawl.proxy)
    judge = judge_apart(reader)
    turns = Turns(places_at_once(has_browser=browser is not None))
    end = job.started_at + timedelta(seconds=job.crawl.deadline_seconds)

    async def visit_place(place: Place) -> None:
        hours = Hours.of(place, job.crawl, clock)
        await hours.begin(end)  # no other place waits for the night of this one
        async with turns.turn() as load:
            access = Access(
                place=place,
                crawl=job.crawl,
                line=line,
                hosts=hosts,
                evidence=Evidence(writer, job.run_id, place.place_id),
                has_browser=browser is not None,
                known=KnownPages(archive),
                load=load,
            )
            try:
                visit = PlaceVisit(job, place, access, clock, judge)
                await write_visits(job, visit, writer)
            finally:
                if browser is not None:
                    await browser.leave(place.place_id)

    async with asyncio.timeout(job.crawl.deadline_seconds), asyncio.TaskGroup() as group:
        for place in job.places:
            group.create_task(visit_place(place))


def _remember_rules(job: CrawlJob, hosts: Hosts, archive: Archive) -> None:
    """The robots rules that former runs have asked for within a day."""
    for known in job.robots:
        found = remembered_rules(archive, known, job.crawl.user_agent)
        if found is not None:
            origin, rules = found
            hosts.origin(origin).rules = rules


async def write_visits(job: CrawlJob, visit: PlaceVisit, writer: SharedWriter) -> None:
    """The job boundary: whatever happens, the place gets one visit for each year."""
    waiting = list(job.years_of(visit.place))
    try:
        trouble = await visit.look()
        while waiting:
            outcome = await visit.year(waiting[0], trouble)
            waiting.pop(0)
            await writer.visit(outcome)
    except asyncio.CancelledError:
        aborted = Outcome(visit_class=VisitClass.ABORTED, reason="采集被中止，本次未访问完")
        for year in waiting:
            writer.last_visit(visit.visit(year, aborted))
        raise
    except ArchiveError:
        raise  # what cannot be written down ends the run
    except Exception as error:  # noqa: BLE001 - the boundary: one fault never ends the others
        _LOG.exception("place %s", visit.place.place_id)
        reason = f"采集程序出错（{type(error).__name__}），详见日志"
        crashed = Outcome(visit_class=VisitClass.ADAPTER_ERROR, reason=reason)
        for year in waiting:
            await writer.visit(visit.visit(year, crashed))


def _collect_less_often() -> None:
    """What is there now stays to the end, and a page makes and drops thousands of elements."""
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def main() -> int:
    """Read the job, crawl, give the exit status.

    0 whole, 2 no job, 3 not all visited, 4 the archive could not be written.
    """
    try:
        job = CrawlJob.from_json(sys.stdin.buffer.read().decode(errors="surrogatepass"))
    except ArchiveError as error:
        sys.stderr.write(f"采集任务无法识别：{error}\n")
        return BAD_JOB
    end_with_caller()
    _collect_less_often()
    process = AsyncCrawlerProcess(scrapy_settings(job))
    crawler = process.create_crawler(ReportSpider)
    process.crawl(crawler, job=job)
    process.start()
    spider = crawler.spider
    return spider.status if isinstance(spider, ReportSpider) else INCOMPLETE


if __name__ == "__main__":
    sys.exit(main())
