from __future__ import annotations

from datetime import date

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.workdays import workday_after, workday_before, workdays_until

# Years whose calendar is published, with room on both sides.
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2024, 12, 31))
COUNTS = st.integers(min_value=0, max_value=120)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 2, 5), 0, date(2024, 2, 5)),
        (date(2024, 2, 5), 1, date(2024, 2, 6)),
        # 2024 spring festival: 10 to 17 February off, 18 February (a Sunday) worked.
        (date(2024, 2, 5), 5, date(2024, 2, 18)),
        (date(2024, 2, 6), 10, date(2024, 2, 26)),
        (date(2024, 4, 30), 1, date(2024, 5, 6)),
    ],
)
def test_holidays_and_shifted_days_count_as_published(
    day: date, count: int, expected: date
) -> None:
    assert workday_after(day, count) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 1, 31), 0, date(2024, 1, 31)),
        (date(2024, 1, 31), 5, date(2024, 1, 24)),
        (date(2024, 1, 31), 20, date(2024, 1, 3)),
        # The first working day of 2024 is 2 January.
        (date(2024, 1, 31), 22, date(2023, 12, 29)),
        # 31 January 2025 lay in the spring festival; the Sunday before it was worked.
        (date(2025, 1, 31), 1, date(2025, 1, 27)),
        (date(2025, 1, 31), 2, date(2025, 1, 26)),
    ],
)
def test_working_days_before_a_day(day: date, count: int, expected: date) -> None:
    assert workday_before(day, count) == expected


@pytest.mark.parametrize(
    ("day", "last", "expected"),
    [
        (date(2024, 1, 24), date(2024, 1, 31), 5),
        (date(2024, 1, 31), date(2024, 1, 31), 0),
        (date(2024, 2, 5), date(2024, 1, 31), 0),
        (date(2024, 2, 9), date(2024, 2, 18), 1),
    ],
)
def test_working_days_until_a_day(day: date, last: date, expected: int) -> None:
    assert workdays_until(day, last) == expected


@given(day=DAYS, count=COUNTS)
def test_a_working_day_found_is_just_so_many_away(day: date, count: int) -> None:
    after, before = workday_after(day, count), workday_before(day, count)
    assert after is not None
    assert before is not None
    assert workdays_until(day, after) == count
    expected = len(chinese_calendar.get_workdays(day, after)) - chinese_calendar.is_workday(day)
    assert count == (expected if count else 0)
    assert len(chinese_calendar.get_workdays(before, day)) == (
        count + chinese_calendar.is_workday(day) if count else int(chinese_calendar.is_workday(day))
    )


@given(day=DAYS, count=st.integers(min_value=1, max_value=120))
def test_what_is_found_is_a_working_day(day: date, count: int) -> None:
    found = (workday_after(day, count), workday_before(day, count))
    assert all(one is not None and chinese_calendar.is_workday(one) for one in found)


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    assert workday_after(date(2100, 3, 1), 10) is None
    assert workday_before(date(2100, 3, 1), 10) is None
    assert workdays_until(date(2100, 3, 1), date(2100, 3, 2)) is None


def test_a_walk_never_leaves_the_calendar() -> None:
    assert workday_after(date(2024, 1, 31), 10**9) is None
    assert workday_before(date(2024, 1, 31), 10**9) is None
