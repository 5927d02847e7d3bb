"""Working days (工作日) of the published calendar; years without one are not guessed."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar


def workday_after(day: date, count: int) -> date | None:
    """The ``count``-th working day after ``day``, not counting ``day`` itself.

    ``None`` where the calendar of a year on the way has not been published.
    """
    left, current = count, day
    while left > 0:
        current += timedelta(days=1)
        try:
            is_workday = chinese_calendar.is_workday(current)
        except NotImplementedError:
            return None
        left -= int(is_workday)
    return current
