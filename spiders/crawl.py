"""The child process of a crawl: ``python -m spiders.crawl`` with the job as JSON on its input.

One Scrapy spider visits all places of the job, each in a coroutine of its own; requests go through
Scrapy's downloader, captures and visits into the archive. What is downloaded is read in processes
that can be killed: a document that hangs or dies costs itself, never the crawl.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from archive.errors import ArchiveError
from archive.model import VisitClass
from archive.store import Archive, RunWriter
from browser.service import BrowserService
from config.clock import ShiftedClock
from reading.workers.limited import LimitedReader
from reading.workers.limits import Limits
from registry.model import Place
from spiders.access import Access
from spiders.evidence import Evidence
from spiders.exchange import Line
from spiders.hosts import Hosts
from spiders.job import CrawlJob
from spiders.settings import HOSTS_AT_ONCE, scrapy_settings
from spiders.visit import Outcome, PlaceVisit

_LOG = logging.getLogger(__name__)
BAD_JOB, INCOMPLETE = 2, 3


class ReportSpider(Spider):
    """Visits every place of a job."""

    name = "reports"

    def __init__(self, job: CrawlJob, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        """``browser`` is what the download handler opens rendered pages with."""
        super().__init__(**kwargs)
        self.job = job
        self.is_finished = False
        self.browser = self._browser()

    async def start(self) -> AsyncIterator[Any]:
        """Run the visits; nothing is yielded, since every visit drives its own requests."""
        writer = Archive(self.job.archive_root).open_run(self.job.run_id)
        reader = LimitedReader(Limits.of(self.job.reading))
        reader.start()
        try:
            await _visit_all(self.job, self.crawler, writer, self.browser, reader)
            self.is_finished = True
        finally:
            reader.close()
            writer.close()
            if self.browser is not None:
                await self.browser.close()
        return
        yield  # an async generator, as Scrapy wants

    def _browser(self) -> BrowserService | None:
        crawl = self.job.crawl
        if self.job.browser_path is None or not crawl.is_render_allowed:
            return None
        hosts = {host for place in self.job.places for host in place.hosts}
        return BrowserService(
            self.job.browser_path, crawl.proxy, crawl.user_agent, hosts=sorted(hosts)
        )


async def _visit_all(
    job: CrawlJob,
    crawler: Crawler,
    writer: RunWriter,
    browser: BrowserService | None,
    reader: LimitedReader,
) -> None:
    """One coroutine for each place, as many hosts side by side as the settings allow."""
    engine = crawler.engine
    if engine is None:
        raise RuntimeError("the engine runs before the spider starts")
    clock = ShiftedClock(start=job.started_at)
    hosts = Hosts(engine.downloader, job.crawl.delay_jitter)
    line = Line(download=engine.download_async, clock=clock, proxy=job.crawl.proxy)
    archive = Archive(job.archive_root)
    turns = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def visit_place(place: Place) -> None:
        async with turns:
            access = Access(
                place=place,
                crawl=job.crawl,
                line=line,
                hosts=hosts,
                evidence=Evidence(archive, writer, job.run_id, place.place_id),
                has_browser=browser is not None,
            )
            try:
                visit = PlaceVisit(job, place, access, clock, reader.read_pages)
                await write_visits(job, visit, writer)
            finally:
                if browser is not None:
                    await browser.leave(place.place_id)

    async with asyncio.timeout(job.crawl.deadline_seconds), asyncio.TaskGroup() as group:
        for place in job.places:
            group.create_task(visit_place(place))


async def write_visits(job: CrawlJob, visit: PlaceVisit, writer: RunWriter) -> None:
    """The job boundary: whatever happens, the place gets one visit for each year."""
    waiting = list(job.years_of(visit.place))
    try:
        trouble = await visit.look()
        while waiting:
            writer.visit(await visit.year(waiting[0], trouble))
            waiting.pop(0)
    except asyncio.CancelledError:
        aborted = Outcome(visit_class=VisitClass.ABORTED, reason="采集被中止，本次未访问完")
        for year in waiting:
            writer.visit(visit.visit(year, aborted))
        raise
    except ArchiveError:
        raise  # what cannot be written down ends the run
    except Exception as error:  # noqa: BLE001 - the boundary: one fault never ends the others
        _LOG.exception("place %s", visit.place.place_id)
        reason = f"采集程序出错（{type(error).__name__}），详见日志"
        crashed = Outcome(visit_class=VisitClass.ADAPTER_ERROR, reason=reason)
        for year in waiting:
            writer.visit(visit.visit(year, crashed))


def main() -> int:
    """Read the job, crawl, give the exit status: 0 whole, 2 no job, 3 not all visited."""
    try:
        job = CrawlJob.from_json(sys.stdin.buffer.read().decode(errors="surrogatepass"))
    except ArchiveError as error:
        sys.stderr.write(f"采集任务无法识别：{error}\n")
        return BAD_JOB
    process = AsyncCrawlerProcess(scrapy_settings(job))
    crawler = process.create_crawler(ReportSpider)
    process.crawl(crawler, job=job)
    process.start()
    spider = crawler.spider
    is_finished = isinstance(spider, ReportSpider) and spider.is_finished
    return 0 if is_finished else INCOMPLETE


if __name__ == "__main__":
    sys.exit(main())
