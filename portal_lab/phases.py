"""The phases of a year of publishing, and the fixed instants at which they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from config.clock import SHANGHAI


class Phase(StrEnum):
    """Where the country stands with its reports on the last year, in order."""

    BEFORE_DUE = "before_due"
    PUBLISHED = "published"
    REPUBLISHED = "republished"
    REMOVED = "removed"
    REDESIGNED = "redesigned"


# Departments owe their report by 31 January, governments by 31 March.
LAB_NOW: Mapping[Phase, datetime] = {
    Phase.BEFORE_DUE: datetime(2026, 1, 12, 9, tzinfo=SHANGHAI),
    Phase.PUBLISHED: datetime(2026, 2, 5, 9, tzinfo=SHANGHAI),
    Phase.REPUBLISHED: datetime(2026, 2, 26, 9, tzinfo=SHANGHAI),
    Phase.REMOVED: datetime(2026, 3, 16, 9, tzinfo=SHANGHAI),
    Phase.REDESIGNED: datetime(2026, 4, 8, 9, tzinfo=SHANGHAI),
}


def phase_at(now: datetime) -> Phase:
    """The phase that an instant falls into; the first for all time before it."""
    begun = [phase for phase, instant in LAB_NOW.items() if instant <= now]
    return begun[-1] if begun else Phase.BEFORE_DUE
