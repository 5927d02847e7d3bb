"""What the circular over all agencies (通报) tells.

To be named in a circular is grave: only what nobody doubts is told with a name, which is what
arithmetic shows and what a person upheld or confirmed. All else is told in figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notices.publication import LateAgency, StatusCount, UnseenAgency


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyProblems:
    """The problems of one family: how many of each severity, at how many agencies."""

    label: str
    errors: int
    warnings: int
    agencies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProblems:
    """The problems that one rule found; ``named`` are agencies of whom it may be told by name.

    ``is_of_time`` marks rules on when and whether the report was published, which have a section
    of their own.
    """

    code: str
    title: str
    basis: str
    how_to_correct: str
    findings: int
    agencies: int
    named: tuple[str, ...]
    is_of_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedProblem:
    """Findings of one rule at one agency; ``ground`` says why they may be told by name."""

    agency_name: str
    rule_code: str
    rule_title: str
    findings: int
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularView:
    """The circular on the reports of ``year``, as of ``as_of``, the day last judged.

    ``first_day`` and ``last_day`` bound the checks. ``families`` and ``rules``, the commonest
    first, count errors and warnings at ``troubled`` agencies. ``late`` and ``not_published`` hold
    only whom nobody doubts, whatever ``total`` counts. ``exemplary`` published in time a report
    without any problem. ``due_date`` is when corrections are asked for, ``None`` where the
    calendar of working days is not known that far: then ``workdays`` after it came in.
    """

    year: int
    issuing_office: str
    office_contact: str
    format_document: str | None
    as_of: date
    first_day: date
    last_day: date
    total: StatusCount
    kinds: tuple[StatusCount, ...]
    reports: int
    troubled: int
    families: tuple[FamilyProblems, ...]
    rules: tuple[RuleProblems, ...]
    named: tuple[NamedProblem, ...]
    late: tuple[LateAgency, ...]
    not_published: tuple[UnseenAgency, ...]
    exemplary: tuple[str, ...]
    due_date: date | None
    workdays: int
