from __future__ import annotations

from datetime import date

import pytest

from workflow.workdays import workday_after


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


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    assert workday_after(date(2100, 3, 1), 10) is None
