"""What is true of the whole country: a row for each place, year and phase."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal_lab.phases import LAB_NOW, Phase
from portal_lab.whole.draft import COLLECTED, Outcome
from portal_lab.whole.place import Staged
from registry.model import AgencyKind

_DUE = {AgencyKind.DEPARTMENT: (1, 31), AgencyKind.GOVERNMENT: (3, 31)}
_HAS_FILES = frozenset(
    {"collected", "collected_late", "republished", "date_anomaly", "scan_only", "title_nonstandard"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeTruth:
    """What a visit to a place should end in for a year.

    ``outcome`` holds the classes: of one who came in every phase, and of one who comes for the
    first time. ``published_date`` is what the portal claims. ``files`` gives the SHA-256 of the
    bytes that hold the report, as served, and is worked out when asked for; it is empty where only
    a script shows the report.
    """

    agency_id: str
    place_id: str
    year: int
    phase: Phase
    variant: str
    traps: tuple[str, ...]
    outcome: Outcome
    published_date: date | None
    urls: tuple[str, ...]
    files: Callable[[], tuple[str, ...]]

    @property
    def has_report(self) -> bool:
        """Whether a report is to be held after the visit."""
        return self.outcome.visit_class in _HAS_FILES

    def classes(self, *, alone: bool, has_browser: bool) -> tuple[str, ...]:
        """Every class that is true of a visit of this kind."""
        outcome = self.outcome
        if outcome.without_browser and not has_browser:
            return outcome.without_browser
        first = (outcome.alone if alone else None) or outcome.visit_class
        return (first, *outcome.also)

    def as_json(self) -> str:
        """One line of JSON."""
        row = {
            "agency_id": self.agency_id,
            "place_id": self.place_id,
            "year": self.year,
            "phase": self.phase,
            "variant": self.variant,
            "traps": self.traps,
            "visit_class": self.outcome.visit_class,
            "alone": self.outcome.alone or self.outcome.visit_class,
            "also": self.outcome.also,
            "without_browser": self.outcome.without_browser,
            "flags": self.outcome.flags,
            "published_date": self.published_date and self.published_date.isoformat(),
            "urls": self.urls,
            "sha256s": self.files() if self.has_report else (),
        }
        return json.dumps(row, ensure_ascii=False)


def outcome_of(staged: Staged, year: int, former: Staged | None) -> Outcome:
    """The outcome by what is on line; ``former`` is the phase before, ``None`` for the first."""
    draft = staged.draft
    if draft.everywhere is not None:
        return draft.everywhere
    entry = staged.shown(year)
    given = draft.expected.get(year)
    if entry is None:
        was_there = former is not None and former.shown(year) is not None
        if given is not None and (was_there or given.visit_class == "removed"):
            return given
        return _unseen(staged, year, former)
    if given is not None:
        return given
    due = _due(draft.kind, year)
    if due is not None and entry.shown_date > due:
        return Outcome(visit_class="collected_late")
    return COLLECTED


def _unseen(staged: Staged, year: int, former: Staged | None) -> Outcome:
    """Absent where it was due and two visits agree; the first visit never says so."""
    due = _due(staged.draft.kind, year)
    is_due = due is not None and LAB_NOW[staged.draft.phase].date() > due
    if not is_due or former is None or former.shown(year) is not None:
        return Outcome(visit_class="not_seen")
    absent = "column_empty" if staged.draft.is_empty else "absent_unconfirmed"
    return Outcome(visit_class=absent, alone="not_seen")


def _due(kind: AgencyKind, year: int) -> date | None:
    """The last day on time; ``None`` where no rule names one."""
    day = _DUE.get(kind)
    return date(year + 1, *day) if day else None


def claimed_date(staged: Staged, year: int) -> date | None:
    """The date of publication that the portal states for the report on ``year``.

    ``None`` too where one article holds the reports of several years: its date is of none of them.
    """
    entry = staged.shown(year)
    others = (held for other, held in staged.draft.entries.items() if other != year)
    return None if entry is None or any(entry in held for held in others) else entry.shown_date


def former_phase(phase: Phase) -> Phase | None:
    """The phase before."""
    order = tuple(Phase)
    at = order.index(phase)
    return order[at - 1] if at else None
