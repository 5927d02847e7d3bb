"""What a crawl is asked to do, as it travels to the child process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from archive.model import Visit
from archive.rows import from_line, to_line
from config.settings import CrawlSettings, ReadingSettings
from registry.model import Agency, Duty, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRobots:
    """The answer of a host for its robots.txt, as the archive holds it.

    ``url`` is the address asked for, ``capture_id`` and ``sha256`` tell where the answer lies.
    """

    url: str
    capture_id: str
    status: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOrder:
    """Look for the column and open no report; what is found is written to ``path``.

    With ``is_page_only`` nothing but the home page is opened.
    """

    path: Path
    is_page_only: bool = False


@dataclass(frozen=True, kw_only=True)  # without slots, for the indexes
class CrawlJob:
    """One run over places for report years.

    ``started_at`` sets the job's clock, which then runs at real speed. ``duties`` without a due
    date for a year are left out. ``earlier`` are visits of former runs to the same places; they
    decide what has been seen before. ``robots`` are rules no older than a day. With ``survey`` the
    job is none of collecting.
    ``browser_path`` is ``None`` where there is no browser.
    """

    run_id: str
    years: tuple[int, ...]
    started_at: datetime
    archive_root: Path
    places: tuple[Place, ...]
    agencies: tuple[Agency, ...]
    duties: tuple[Duty, ...]
    crawl: CrawlSettings
    browser_path: str | None = None
    earlier: tuple[Visit, ...] = ()
    robots: tuple[KnownRobots, ...] = ()
    survey: SurveyOrder | None = None
    reading: ReadingSettings = field(default_factory=ReadingSettings)

    def to_json(self) -> str:
        """The job as one line."""
        return to_line(self)

    @classmethod
    def from_json(cls, text: str) -> CrawlJob:
        """The job that ``text`` holds.

        Raises:
            ArchiveError: it is not a job.
        """
        return from_line(cls, text)

    def agency_of(self, place: Place) -> Agency:
        """The agency that keeps its reports at ``place``."""
        return self._agencies[place.agency_id]

    def years_of(self, place: Place) -> tuple[int, ...]:
        """The years of the job that the agency of ``place`` must report on."""
        agency = self.agency_of(place)
        return tuple(year for year in self.years if agency.owes(year))

    def duty_of(self, agency_id: str, year: int) -> Duty | None:
        """What the agency owes for ``year``, where a rule names a day."""
        return self._duties.get((agency_id, year))

    def earlier_visits(self, place_id: str, year: int) -> tuple[Visit, ...]:
        """Former visits to the place for ``year``, oldest first."""
        return self._visits.get((place_id, year), ())

    @cached_property
    def agency_names(self) -> frozenset[str]:
        """What the agencies are called that stand on their own: one that was merged lives on."""
        return frozenset(a.name for a in self.agencies if a.merged_into is None and a.name)

    @cached_property
    def _agencies(self) -> Mapping[str, Agency]:
        return {agency.agency_id: agency for agency in self.agencies}

    @cached_property
    def _duties(self) -> Mapping[tuple[str, int], Duty]:
        return {(duty.agency_id, duty.year): duty for duty in self.duties}

    @cached_property
    def _visits(self) -> Mapping[tuple[str, int], tuple[Visit, ...]]:
        found: dict[tuple[str, int], list[Visit]] = {}
        for visit in sorted(self.earlier, key=lambda visit: visit.ended_at):
            found.setdefault((visit.place_id, visit.year), []).append(visit)
        return {key: tuple(visits) for key, visits in found.items()}
