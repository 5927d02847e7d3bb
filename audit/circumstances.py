"""What surrounds a report: when and where it was seen, and the other reports it stands among."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from archive.model import DateBasis, VisitClass
from reading.model import ReportReading


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVisit:
    """One visit to one place, as rules on time and place look at it; ``day`` in Asia/Shanghai.

    ``is_complete`` says that the visit looked everywhere to the end. ``content_sha256`` is over
    the report's own text and figures, without the furniture of the page; ``None`` where no report
    was read. ``title`` and ``url`` are those of the report's page. ``ended_at`` is the instant at
    which the visit ended, for rules that need visits hours apart. ``gone_files`` are addresses of
    files that the report's page offers and the portal answered with "not found". ``is_whole`` is
    false for a visit that found the list unchanged and asked for nothing behind it.
    """

    day: date
    place: str
    visit_class: VisitClass
    is_complete: bool = False
    url: str | None = None
    title: str | None = None
    claimed_dates: Mapping[DateBasis, date] = field(default_factory=dict)
    content_sha256: str | None = None
    ended_at: datetime | None = None
    gone_files: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def has_report(self) -> bool:
        """Whether it saw the report."""
        return self.visit_class.has_report


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """The same report as another place or file shows it: ``name`` is what people call that."""

    name: str
    url: str | None
    reading: ReportReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When, where and whether the report was seen in public.

    ``claimed_date`` is what the portal says. ``not_before`` is the last day on which a complete
    visit did not see the report, ``not_after`` the first on which one did (Asia/Shanghai).
    ``visit_class`` is ``None`` for a bare file. ``absence_confirmed_date`` is the day on which a
    person confirmed that nothing was published (``not_published``), which the collector never
    says: it is given only where the last visits still prove the absence, and ``tried`` are then
    the addresses that the person had before them.

    ``claimed_dates`` are all dates of publication that the portal states, by where they stand.
    ``visits`` are all visits for this year, oldest first. ``years_seen`` gives for each other year
    what the last visit that looked for it found. ``tags`` are the meta tags of the article page by
    name, ``None`` where they were not looked at; ``column_names`` the names of the columns above
    the report, outermost first, ``None`` where unknown. ``versions`` are the same report at other
    places or in other files. ``submitted_date`` comes from the office's own register.
    """

    claimed_date: date | None = None
    claimed_basis: str | None = None
    not_before: date | None = None
    not_after: date | None = None
    visit_class: VisitClass | None = None
    tried: tuple[str, ...] = ()
    absence_confirmed_date: date | None = None
    claimed_dates: Mapping[DateBasis, date] = field(default_factory=dict)
    visits: tuple[SeenVisit, ...] = ()
    years_seen: Mapping[int, VisitClass] = field(default_factory=dict)
    tags: Mapping[str, str] | None = None
    column_names: tuple[str, ...] | None = None
    versions: tuple[OtherVersion, ...] = ()
    submitted_date: date | None = None

    @property
    def is_confirmed_absent(self) -> bool:
        """Whether a person has confirmed that nothing was published."""
        return self.absence_confirmed_date is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Another report that is like this one.

    ``text_share`` is the Jaccard similarity (0 … 1) of the two narratives once names, years,
    numbers, the official template and shared legal sentences are taken out; ``has_same_figures``
    says that every figure is equal while not all are zero.
    """

    agency: str
    year: int
    text_share: Decimal
    has_same_figures: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subordinate:
    """A department whose figures a government's report takes in; ``reading`` where one is held."""

    name: str
    reading: ReportReading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The other agencies. ``None`` means that nobody looked, which is not the same as none.

    ``agencies`` are the names of all other agencies of the registry with their other names, by
    full name; ``likenesses`` what the search for clones over agencies found; ``subordinates`` the
    departments of a government (vertical ones left out); ``documents`` the register of known
    documents: the title by its number (文号).
    """

    agencies: Mapping[str, tuple[str, ...]] | None = None
    likenesses: tuple[Likeness, ...] | None = None
    subordinates: tuple[Subordinate, ...] | None = None
    documents: Mapping[str, str] | None = None
