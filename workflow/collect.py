"""Collect (采集): send the crawler to every place, and keep what it saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from archive.model import Visit
from browser.executable import find_browser
from ledger.model import Run
from registry.deadlines import duty_of
from spiders.job import CrawlJob, KnownRobots
from spiders.process import run_crawl
from workflow.progress import working
from workflow.workplace import Workplace, keep_evidence

# By RFC 9309 nobody should go by the robots rules of a host for longer.
_ROBOTS_HOLD = timedelta(hours=24)

Crawl = Callable[[CrawlJob, Callable[[Visit], None]], int]


def collect(workplace: Workplace, run: Run, crawl: Crawl = run_crawl) -> tuple[str, ...]:
    """Visit all places for the run's years; gives what went wrong with the crawl as a whole.

    Where the office has set from which year on a column must keep its reports, the years since are
    looked for in the same lists.
    Every place and year ends in exactly one class: what the crawler did not come to it writes
    down as stopped, which is ours.
    """
    registry, progress = workplace.registry, workplace.progress

    def tell(visit: Visit) -> None:
        agency = registry.agencies.get(visit.agency_id)
        name = agency.name if agency else visit.agency_id
        progress.advanced(f"{name}（{visit.year}）：{visit.visit_class.label}")

    try:
        job = _job(workplace, run)
        with working(progress, sum(len(job.years_of(place)) for place in job.places), "采集"):
            status = crawl(job, tell)
    finally:
        keep_evidence(workplace, run.run_id)
    return (f"采集程序异常结束（状态 {status}），未访问到的公布位置记为采集中止",) if status else ()


def _job(workplace: Workplace, run: Run) -> CrawlJob:
    registry, config = workplace.registry, workplace.config
    agencies = tuple(registry.agencies.values())
    years = _years(run, config.audit.history_from_year)
    duties = (duty_of(agency, year, registry) for agency in agencies for year in years)
    return CrawlJob(
        run_id=run.run_id,
        years=years,
        started_at=run.started_at,
        archive_root=config.archive_dir,
        places=tuple(
            place
            for place in registry.places.values()
            if any(registry.agencies[place.agency_id].owes(year) for year in run.years)
        ),
        agencies=agencies,
        duties=tuple(duty for duty in duties if duty is not None),
        crawl=config.crawl,
        browser_path=find_browser(config.browser),
        earlier=_brief(workplace.ledger.earlier_visits(years)),
        robots=_known_robots(workplace, run.started_at),
        reading=config.reading,
    )


def _years(run: Run, kept_from: int | None) -> tuple[int, ...]:
    """The run's years, then those before them whose reports must still be there."""
    former = () if kept_from is None else range(kept_from, max(run.years))
    return (*run.years, *(year for year in former if year not in run.years))


def _brief(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """The visits without what no later visit asks for: thousands of places are one message."""
    last = {(visit.place_id, visit.year): visit for visit in visits if visit.seen is not None}
    return tuple(
        replace(
            visit,
            tried=(),
            evidence=(),
            reason=None,
            seen=visit.seen if last.get((visit.place_id, visit.year)) is visit else None,
        )
        for visit in visits
    )


def _known_robots(workplace: Workplace, now: datetime) -> tuple[KnownRobots, ...]:
    """The robots rules of the registry's hosts that are no older than a day."""
    return tuple(
        KnownRobots(
            url=capture.url,
            capture_id=capture.capture_id,
            status=capture.status,
            sha256=capture.sha256,
        )
        for capture in workplace.ledger.robots_since(now - _ROBOTS_HOLD)
    )
