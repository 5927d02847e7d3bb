"""Which reports are like which (雷同), over all agencies and years that are held.

What is kept of a report is small, some kilobytes, so that all of them fit into memory while the
readings themselves do not. The search needs every report first: it comes after the reading and
before the rules that look at other agencies are judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from sys import intern

from audit.case import AuditCase
from audit.circumstances import Likeness, Subordinate
from audit.likeness.search import Narrative, likes_of
from audit.likeness.texts import comparable_text
from audit.numbers.vectors import Vector, is_telling, vector_of
from config.settings import AuditSettings
from reading.model import ReportReading
from registry.model import Agency, AgencyKind, Registry

ReportKey = tuple[str, int]
"""The agency's id and the report's year."""

_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReport:
    """What is kept of one report to compare it: its comparable text and its figures.

    ``figures`` is ``None`` where they cannot be compared: not all are read, or they are so small
    that it says nothing to meet them twice.
    """

    agency_id: str
    agency: str
    year: int
    text: str
    figures: Vector | None = None
    title: str | None = None
    url: str | None = None

    @property
    def key(self) -> ReportKey:
        """The agency's id and the year."""
        return self.agency_id, self.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the other reports of a run say to one: fields of its ``Surroundings``."""

    likenesses: tuple[Likeness, ...] = ()
    subordinates: tuple[Subordinate, ...] | None = None

    def put_into(self, case: AuditCase) -> AuditCase:
        """The case with these surroundings."""
        surroundings = replace(
            case.surroundings, likenesses=self.likenesses, subordinates=self.subordinates
        )
        return replace(case, surroundings=surroundings)


def held_report(
    agency: Agency, year: int, reading: ReportReading, url: str | None = None
) -> HeldReport:
    """What is kept of the agency's report on ``year``."""
    figures = vector_of(reading)
    return HeldReport(
        agency_id=agency.agency_id,
        agency=agency.name,
        year=year,
        text=comparable_text(reading, agency.names),
        figures=_held_once(figures) if figures is not None and is_telling(figures) else None,
        title=reading.title,
        url=url,
    )


def _held_once(figures: Vector) -> Vector:
    """The same figures; all reports share one copy of each path."""
    return tuple((intern(path), number) for path, number in figures)


def likenesses_of(
    reports: Sequence[HeldReport], settings: AuditSettings
) -> Mapping[ReportKey, tuple[Likeness, ...]]:
    """For every report those of other agencies that are like it, the most alike first.

    Texts count above the share that the office has set (``like_others``); figures where all are
    the same. A report that is like no other has an empty tuple: it was looked for.
    """
    narratives = [
        Narrative(agency=report.agency_id, text=report.text, title=report.title)
        for report in reports
    ]
    likes = likes_of(narratives, Decimal(str(settings.like_others)))
    same = _same_figures(reports)
    found: dict[ReportKey, tuple[Likeness, ...]] = {}
    for place, report in enumerate(reports):
        shares = {like.index: like.share for like in likes[place]}
        others = [*shares, *(other for other in same.get(place, ()) if other not in shares)]
        found[report.key] = tuple(
            Likeness(
                agency=reports[other].agency,
                year=reports[other].year,
                text_share=shares.get(other, Decimal(0)),
                has_same_figures=other in same.get(place, ()),
                url=reports[other].url,
            )
            for other in others
        )
    return found


def subordinates_of(
    registry: Registry, agency: Agency, readings: Mapping[str, ReportReading]
) -> tuple[Subordinate, ...] | None:
    """The bodies whose figures a government's report takes in; ``None`` for other agencies.

    ``readings`` are the reports on the same year by the agency's id, as far as they are held.
    Vertical bodies report to their own superiors, and a lower government for itself.
    """
    if agency.kind is not AgencyKind.GOVERNMENT:
        return None
    return tuple(
        Subordinate(name=other.name, reading=readings.get(other.agency_id))
        for other in registry.agencies.values()
        if other.parent_id == agency.agency_id
        and not other.is_vertical
        and other.kind is not AgencyKind.GOVERNMENT
    )


class KeptReports:
    """Gathers the reports of a run while they are read, and tells what stands around each.

    A report costs some kilobytes, the figures of a body under a government about as much again:
    what all reports have in common, the paths, is held once, and zeros add nothing to a sum.
    """

    def __init__(self, registry: Registry, settings: AuditSettings) -> None:
        self._registry = registry
        self._settings = settings
        self._reports: dict[ReportKey, HeldReport] = {}
        self._figures: dict[int, dict[str, ReportReading]] = {}

    def keep(
        self, agency: Agency, year: int, reading: ReportReading, url: str | None = None
    ) -> None:
        """Keep what is compared of this report, which the run judges."""
        report = held_report(agency, year, reading, url)
        self._reports[report.key] = report
        parent = self._registry.agencies.get(agency.parent_id or "")
        if parent is not None and parent.kind is AgencyKind.GOVERNMENT:
            self._figures.setdefault(year, {})[agency.agency_id] = _to_add_up(reading)

    def keep_others(self, reports: Iterable[HeldReport]) -> None:
        """Keep reports of years that the run does not judge: others may be copies of them."""
        for report in reports:
            self._reports.setdefault(report.key, report)

    def around(self) -> Mapping[ReportKey, Around]:
        """What was found for those reports that are to be judged again because of it.

        Reports of years that are not judged are among them. For the others the search found
        nothing: an empty tuple of likenesses is right for them.
        """
        likenesses = likenesses_of(tuple(self._reports.values()), self._settings)
        found: dict[ReportKey, Around] = {}
        for key, alike in likenesses.items():
            agency = self._registry.agencies[key[0]]
            under = subordinates_of(self._registry, agency, self._figures.get(key[1], {}))
            if alike or under:
                found[key] = Around(likenesses=alike, subordinates=under)
        return found


def _to_add_up(reading: ReportReading) -> ReportReading:
    """The reading with nothing but its numbers above or below zero."""
    numbers = {
        intern(path): replace(figure, path=intern(path), at=intern(figure.at))
        for path, figure in reading.figures.items()
        if figure.value
    }
    return ReportReading(
        media=reading.media,
        title=None,
        agency=reading.agency,
        year=reading.year,
        year_basis=None,
        edition=reading.edition,
        preamble=(),
        parts={},
        figures=numbers,
    )


def _same_figures(reports: Sequence[HeldReport]) -> dict[int, tuple[int, ...]]:
    """For each report the places of those of other agencies with the very same figures."""
    groups: dict[Vector, list[int]] = {}
    for place, report in enumerate(reports):
        if report.figures is not None:
            groups.setdefault(report.figures, []).append(place)
    same: dict[int, tuple[int, ...]] = {}
    for places in groups.values():
        for place in places:
            others = (other for other in places if not _is_one(reports[place], reports[other]))
            same[place] = tuple(islice(others, _TOLD))
    return same


def _is_one(first: HeldReport, second: HeldReport) -> bool:
    """Whether both are of one agency, or one document that was collected at two places."""
    if first.agency_id == second.agency_id:
        return True
    return first.title is not None and first.title == second.title
