"""Working days (工作日) of the published calendar; years without one are not guessed.

The calendar of a year, with its holidays and shifted days (调休), is published in the year before.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar


def workday_after(day: date, count: int) -> date | None:
    """The ``count``-th working day after ``day``, not counting ``day`` itself.

    ``None`` where the calendar of a year on the way has not been published.
    """
    return _walked(day, count, timedelta(days=1))


def workday_before(day: date, count: int) -> date | None:
    """The ``count``-th working day before ``day``, not counting ``day`` itself.

    ``None`` where the calendar of a year on the way has not been published.
    """
    return _walked(day, count, timedelta(days=-1))


def workdays_until(day: date, last: date) -> int | None:
    """How many working days come after ``day`` up to ``last`` itself; 0 where ``last`` is past.

    ``None`` where the calendar of a year on the way has not been published.
    """
    count, current = 0, day
    while current < last:
        current += timedelta(days=1)
        is_workday = _is_workday(current)
        if is_workday is None:
            return None
        count += int(is_workday)
    return count


def _walked(day: date, count: int, pace: timedelta) -> date | None:
    left, current = count, day
    while left > 0:
        current += pace
        is_workday = _is_workday(current)
        if is_workday is None:
            return None
        left -= int(is_workday)
    return current


def _is_workday(day: date) -> bool | None:
    """``None`` where the calendar of the year has not been published."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
