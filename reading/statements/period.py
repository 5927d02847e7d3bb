"""The period of the figures (统计期限), as the narrative states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reading.model import Statement, StatementKind
from reading.numbers import value_of
from reading.statements.told import Told

_N = "[零一二三四五六七八九十]{1,3}"
_YEAR = r"(?:\d{4}|[零一二三四五六七八九]{4})"
_MONTH_DAY = rf"(?:\d{{1,2}}|{_N})月(?:\d{{1,2}}|{_N})日"
_TO = r"(?:[至到]|-{1,2})"
_PERIOD = re.compile(
    rf"(?:(?P<year>{_YEAR})年度?)?(?P<start>{_MONTH_DAY})(?:起|开始)?，?{_TO}"
    rf"(?:(?P<end_year>{_YEAR}|同|当|本)年度?)?(?P<end>{_MONTH_DAY})(?:止|为止)?"
    r"|(?P<dots>\d{4}[./\-]\d{1,2}[./\-]\d{1,2})(?:[至到]|--?)"
    r"(?P<end_dots>\d{4}[./\-]\d{1,2}[./\-]\d{1,2})"
)
_UNTIL = re.compile(r"[至到\-]")
_DAY = re.compile(r"日|\d[./\-]\d")
_ON_PERIOD = re.compile(r"统计|数据|期限|时限|时段|报告期|起止|截止|期间")
_FIRST_DAY, _LAST_DAY = (1, 1), (12, 31)


def period_statements(told: Told) -> Iterator[tuple[int, Statement]]:
    """Each period that the sentence states, with its place.

    Any period counts where the sentence speaks of figures or a time limit, else only one from
    1 January to 31 December. An end without a year is in the year of the start, and the other way
    round; with no year at all ``start`` and ``end`` are ``None``. A day that no calendar has is no
    period.
    """
    if not _DAY.search(told.whole.text) or not _UNTIL.search(told.whole.text):
        return
    for found in _PERIOD.finditer(told.whole.text):
        if found["dots"]:
            start, end = (_day_of_dots(found[name]) for name in ("dots", "end_dots"))
            first, last = (start.month, start.day) if start else None, None
            last = (end.month, end.day) if end else None
        else:
            first, last = _month_day(found["start"]), _month_day(found["end"])
            year = _year(found["year"])
            end_year = _year(found["end_year"])
            start, end = _day(year or end_year, first), _day(end_year or year, last)
            if (year or end_year) and (start is None or end is None):
                continue
        is_whole_year = (first, last) == (_FIRST_DAY, _LAST_DAY)
        if not is_whole_year and not _ON_PERIOD.search(told.whole.text):
            continue
        if first is None or last is None:
            continue
        statement = told.statement(StatementKind.STATISTICS_PERIOD, *found.span())
        named = start.year if start else None
        yield found.start(), replace(statement, start=start, end=end, year=named)


def _year(printed: str | None) -> int | None:
    value = value_of(printed) if printed else None
    return value if isinstance(value, int) else None


def _month_day(printed: str) -> tuple[int, int] | None:
    month, _, day = printed.removesuffix("日").partition("月")
    values = value_of(month), value_of(day)
    if isinstance(values[0], int) and isinstance(values[1], int):
        return values[0], values[1]
    return None


def _day(year: int | None, month_day: tuple[int, int] | None) -> date | None:
    if year is None or month_day is None:
        return None
    try:
        return date(year, *month_day)
    except ValueError:
        return None


def _day_of_dots(printed: str) -> date | None:
    year, month, day = (int(digits) for digits in re.split(r"[./\-]", printed))
    return _day(year, (month, day))
