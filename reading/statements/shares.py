"""Percentages with the numbers that they are of: shares of a whole, changes since last year.

Only what one sentence tells in full: 42件，占51.85% after a number of all, and 上年100件，增长20%
or 增加20件，增长20% after the number of this year. Whether they fit is for rules to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from reading.model import Quantity, Statement, StatementKind
from reading.numbers import PERCENT, Number, numbers_in
from reading.statements.told import Told

K = StatementKind
_SIGNS = ("%", "百分之")
_UNITS = frozenset({"件", "条", "篇", "份", "个", "则", "宗", "例", "起", "项", "次", "件次", "封"})
_SHARE = re.compile(
    r"[^，。；、（）\d]{0,8}(?:[，、：]?(?:各|均)?占(?:比|总数|总量|总|全部|全年|受理|办结|收到|新收|答复|申请"
    r"|政府|政务|信息|公开|件|数量|数|量|的|为|达|：)*|（(?:占(?:比|总数|总量|的|为|：)*)?)"
)
_UP, _DOWN = r"增长|增加|上升|提高|上涨|增幅", r"下降|减少|降低|回落|降幅"
_THAN = r"(?:同比|较|比|与)?(?:去年|上年度?|上一年度?|20\d\d年)?(?:同期)?(?:相比)?，?"
_CHANGED = re.compile(rf"[，、：（]*{_THAN}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|为|达到?|：)*")
_MORE = re.compile(r"(?:(?P<up>增加|增长|增|多)|(?P<down>减少|下降|减|少))了?$")
_TO = re.compile(r"(?:增加|增长|上升|提高|减少|下降|降低|降)[到至]")
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|20\d\d年)[^，。；]{0,10}$")
_THIS_YEAR, _YEAR = re.compile(r"今年|本年"), re.compile(r"20\d\d(?=年)")
_STOP = re.compile(r"[。；]")
_QUOTED_BEFORE = 16


def share_statements(told: Told) -> Iterator[tuple[int, Statement]]:
    """Every share and every change that the sentence tells beside its numbers.

    ``value`` is the percentage as printed, so that its digits tell how it was rounded. The first
    of ``numbers`` of a share is the number that has it, the others are the counts before that in
    the sentence; those of a change are the number of this year and that of the year before.
    """
    text = told.whole.text
    if not any(sign in text for sign in _SIGNS):
        return
    numbers = numbers_in(text)
    yield from _shares(told, numbers)
    yield from _changes(told, numbers)


def _shares(told: Told, numbers: Sequence[Number]) -> Iterator[tuple[int, Statement]]:
    text = told.whole.text
    for place, (number, percent) in enumerate(pairwise(numbers)):
        between = text[number.end : percent.start]
        if not _is_exact(percent) or not _is_count(number) or not _SHARE.fullmatch(between):
            continue
        if "占" not in between and not text.startswith(("）", "，", "；"), percent.end):
            continue
        before = [_quantity(n) for n in numbers[:place] if _is_count(n)]
        yield _statement(told, K.SHARE, number, percent, (_quantity(number), *before))


def _changes(told: Told, numbers: Sequence[Number]) -> Iterator[tuple[int, Statement]]:
    text = told.whole.text
    for first, second, percent in zip(numbers, numbers[1:], numbers[2:], strict=False):
        changed = _CHANGED.fullmatch(text[second.end : percent.start])
        is_alike = first.unit == second.unit and _is_count(first) and _is_count(second)
        if changed is None or not is_alike or not _is_exact(percent):
            continue
        is_up = changed["up"] is not None
        years = _years(text, first, second, is_up=is_up)
        if years is None or years[1] <= 0 or (years[0] > years[1]) != is_up:
            continue
        both = tuple(Quantity(value=value, unit=first.unit) for value in years)
        yield _statement(told, K.CHANGE, first, percent, both)


def _statement(
    told: Told,
    kind: StatementKind,
    first: Number,
    percent: Number,
    numbers: tuple[Quantity, ...],
) -> tuple[int, Statement]:
    statement = told.statement(kind, max(first.start - _QUOTED_BEFORE, 0), percent.end)
    value = Decimal(percent.value)
    return percent.start, replace(statement, value=value, unit=PERCENT, numbers=numbers)


def _years(text: str, first: Number, second: Number, *, is_up: bool) -> tuple[int, int] | None:
    """The number of this year and that of the year before."""
    between, ahead = text[first.end : second.start], text[: first.start]
    one, other = int(first.value), int(second.value)
    if _STOP.search(between):
        return None
    more = _MORE.search(between)
    if more is not None:
        is_same = (more["up"] is not None) == is_up
        return (one, one - other if is_up else one + other) if is_same else None
    if _TO.search(between):
        return other, one
    named = (_YEAR.findall(_STOP.split(ahead)[-1])[-1:], _YEAR.findall(between)[-1:])
    if all(named):
        return (one, other) if named[0] > named[1] else (other, one)
    if _LAST_YEAR.search(between) and not _THIS_YEAR.search(between):
        return one, other
    return (other, one) if _LAST_YEAR.search(ahead) and _THIS_YEAR.search(between) else None


def _quantity(number: Number) -> Quantity:
    return Quantity(value=number.value, unit=number.unit)


def _is_count(number: Number) -> bool:
    is_whole = isinstance(number.value, int) and not number.is_approximate
    return is_whole and number.unit in _UNITS


def _is_exact(percent: Number) -> bool:
    return percent.unit == PERCENT and not percent.is_approximate
