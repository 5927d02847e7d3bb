"""What a crawl is asked to do, as it travels to the child process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive.model import Visit
from archive.rows import from_line, to_line
from config.settings import CrawlSettings, ReadingSettings
from registry.model import Agency, Duty, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """One run over places for report years.

    ``started_at`` sets the job's clock, which then runs at real speed. ``duties`` without a due
    date for a year are left out. ``earlier`` are visits of former runs to the same places; they
    decide what has been seen before. ``browser_path`` is ``None`` where there is no browser.
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
        return next(a for a in self.agencies if a.agency_id == place.agency_id)

    def years_of(self, place: Place) -> tuple[int, ...]:
        """The years of the job that the agency of ``place`` must report on."""
        agency = self.agency_of(place)
        return tuple(year for year in self.years if agency.owes(year))

    def duty_of(self, agency_id: str, year: int) -> Duty | None:
        """What the agency owes for ``year``, where a rule names a day."""
        return next(
            (d for d in self.duties if d.agency_id == agency_id and d.year == year),
            None,
        )

    def earlier_visits(self, place_id: str, year: int) -> tuple[Visit, ...]:
        """Former visits to the place for ``year``, oldest first."""
        found = [v for v in self.earlier if v.place_id == place_id and v.year == year]
        return tuple(sorted(found, key=lambda visit: visit.ended_at))
