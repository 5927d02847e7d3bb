"""One crawl of the collector over the lab: the visits, what the lab saw, and how long it took."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Protocol

from archive.model import Visit
from archive.store import Archive
from config.settings import CrawlSettings, ReadingSettings
from portal_lab.conduct import LoggedRequest
from portal_lab.lab import Lab
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.whole.country import WholeCountry
from portal_lab.whole.draft import YEARS
from registry.deadlines import duty_of
from registry.model import Place, Registry
from spiders.job import CrawlJob
from spiders.process import run_crawl

AGENT = "DubanReportCollector/0.1 (+https://office.example/duban; duban@office.example)"
# Quick and honest: no pause between requests, short patience.
QUICK = CrawlSettings(user_agent=AGENT, delay_seconds=0.0, timeout_seconds=6.0)
# A scan takes half a minute; what is measured is not how busy the machine is.
PATIENT = ReadingSettings(timeout_seconds=300.0)

RunJob = Callable[[CrawlJob, Callable[[Visit], None]], int]


class OpenLab(Protocol):
    """A lab that serves, in a thread of this process or in a process of its own."""

    @property
    def proxy_url(self) -> str:
        """Its address."""
        ...

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """What it was asked."""
        ...

    @property
    def authority_pem(self) -> bytes:
        """The certificate to trust."""
        ...

    def set_phase(self, phase: Phase) -> None:
        """Move its clock."""
        ...

    def forget_requests(self) -> None:
        """Begin a new log."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What one crawl left behind."""

    visits: Mapping[tuple[str, int], Visit]
    log: tuple[LoggedRequest, ...]
    archive: Archive
    status: int
    seconds: float


def crawled(  # noqa: PLR0913 - the parts of a job
    lab: OpenLab,
    registry: Registry,
    folder: Path,
    *,
    phase: Phase,
    years: Sequence[int] = YEARS,
    earlier: Sequence[Visit] = (),
    browser: str | None = None,
    settings: CrawlSettings = QUICK,
    run_id: str = "",
    days_later: int = 0,
    run_job: RunJob = run_crawl,
) -> Crawled:
    """Visit every place of ``registry`` at the instant of ``phase``, through the open ``lab``."""
    lab.set_phase(phase)
    lab.forget_requests()
    agencies = tuple(registry.agencies.values())
    duties = (duty_of(agency, year, registry) for agency in agencies for year in years)
    job = CrawlJob(
        run_id=run_id or f"lab-{phase.value.replace('_', '-')}",
        years=tuple(years),
        started_at=LAB_NOW[phase] + timedelta(days=days_later),
        archive_root=folder / "archive",
        places=tuple(unhurried(place) for place in registry.places.values()),
        agencies=agencies,
        duties=tuple(duty for duty in duties if duty is not None),
        crawl=replace(settings, proxy=lab.proxy_url),
        browser_path=browser,
        earlier=tuple(earlier),
        reading=PATIENT,
    )
    heard: list[Visit] = []
    with trusted(lab, folder):
        began = perf_counter()
        status = run_job(job, heard.append)
        seconds = perf_counter() - began
    return Crawled(
        visits={(visit.place_id, visit.year): visit for visit in heard},
        log=lab.requests,
        archive=Archive(job.archive_root),
        status=status,
        seconds=seconds,
    )


def unhurried(place: Place) -> Place:
    """The place without the pause that its registry row asks for."""
    return replace(place, delay_seconds=None)


@contextmanager
def trusted(lab: OpenLab, folder: Path) -> Iterator[None]:
    """Let a crawl started here take the lab's certificates for sound."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "authority.pem"
    file.write_bytes(lab.authority_pem)
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(file)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SSL_CERT_FILE"]
        else:
            os.environ["SSL_CERT_FILE"] = before


def open_lab(country: WholeCountry, phase: Phase = Phase.BEFORE_DUE) -> Lab:
    """A lab over the country, its clock at ``phase``."""
    return Lab(country, now=LAB_NOW[phase])
