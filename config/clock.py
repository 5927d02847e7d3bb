"""The one file that reads the real time.

Everything else is given a ``Clock``, so that the portal lab, the tests and a simulated year drive
the same code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """The present instant, in UTC, with its zone."""
        ...


def local_date(instant: datetime) -> date:
    """The calendar day of ``instant`` in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Always the same instant."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was made with, in UTC."""
        return self.instant.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """Starts at a given instant and runs at real speed: for simulated visits."""

    start: datetime
    _began: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """The start plus the time that has really passed since, in UTC."""
        return self.start.astimezone(UTC) + timedelta(seconds=monotonic() - self._began)
