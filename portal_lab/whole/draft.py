"""What an agency has on line in one phase, while traps are still being laid into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from portal_lab.answers import Answer, Request
from portal_lab.faults import FaultKind
from portal_lab.generator import Author
from portal_lab.phases import Phase
from portal_lab.portal import Entry
from portal_lab.report import LabReport
from portal_lab.whole.media import Media
from registry.model import AgencyKind

LAST_YEAR = 2025
YEARS = tuple(range(2021, LAST_YEAR + 1))
Change = Callable[[Request, Answer], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a visit should end in.

    ``visit_class`` is that of a visitor who came in every phase, ``alone`` that of one who comes
    for the first time, where it differs. ``also`` are other true words for the same. ``flags`` must
    stand on the visit, unless its class is one of them.
    """

    visit_class: str
    alone: str | None = None
    also: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    without_browser: tuple[str, ...] = ()


COLLECTED = Outcome(visit_class="collected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A fault on the way to something of the site, whose address is known once the site is made.

    ``what`` is ``article`` or ``file`` of ``year``, ``column``, ``beyond_robots``, or a path.
    """

    what: str
    kind: FaultKind
    year: int = LAST_YEAR
    nth: int | None = None
    seconds: float = 0.0


@dataclass(slots=True, kw_only=True)
class Draft:
    """An agency's site in one phase. ``entries`` are the reports by year, the first counts.

    ``expected`` is what differs from the rule, by year; ``everywhere`` what holds for all years.
    ``documents`` are the paths that hold a year's report where the site itself does not know them;
    ``extra`` answers paths before the site does; ``changes`` are made to all its pages.
    ``moved_column`` is the address that the registry still has, ``other_variant`` the site after a
    redesign; ``needs_referer`` holds for its files, ``is_empty`` tells that nothing is
    listed at all. ``also`` are other true words for every visit.
    """

    author: Author
    kind: AgencyKind
    media: Media
    phase: Phase
    now: datetime
    host: str
    reports: Mapping[int, LabReport]
    entries: dict[int, list[Entry]]
    others: list[Entry] = field(default_factory=list)
    robots: str = "User-agent: *\nAllow: /\n"
    robots_type: str = "text/plain"
    expected: dict[int, Outcome] = field(default_factory=dict)
    everywhere: Outcome | None = None
    documents: dict[int, tuple[str, ...]] = field(default_factory=dict)
    dates: dict[int, date] = field(default_factory=dict)
    extra: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    moved_column: str | None = None
    other_variant: str | None = None
    needs_referer: bool = False
    is_empty: bool = False
    also: tuple[str, ...] = ()

    def report(self, year: int) -> Entry:
        """The entry that is the report on ``year``."""
        return self.entries[year][0]

    def change(self, year: int, **fields: object) -> None:
        """Another entry in its place."""
        self.entries[year][0] = replace(self.report(year), **fields)  # type: ignore[arg-type]

    def expect(self, year: int, visit_class: str, **fields: object) -> None:
        """What a visit must find for ``year`` once the entry is on line."""
        self.expected[year] = Outcome(visit_class=visit_class, **fields)  # type: ignore[arg-type]


Plant = Callable[[Draft], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A trap as it is laid: its number in the specification, its year, and what it does."""

    code: str
    plant: Plant
    year: int | None = LAST_YEAR
