"""Percentages of the narrative with the numbers that they are of (占比、增减幅度).

Only what one sentence tells in full is looked at: 42件，占51.85% after a number of all, and
上年100件，增长20% or 增加20件，增长20% after the number of this year. Digits that are not
printed may be rounded or cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reading.numbers import PERCENT, Number, numbers_in
from reading.plain import plain

_HUNDRED = 100
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A number that is told to be ``percent`` of something; ``before`` are the counts before it."""

    number: int
    unit: str
    percent: Number
    words: str
    before: tuple[Number, ...]

    def fits(self, whole: int | Decimal) -> bool:
        """Whether it is this share of ``whole``."""
        return whole > 0 and is_near(self.percent, Decimal(self.number) / whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number of this year and of the year before, and by how much it is told to have changed."""

    new: int
    old: int
    percent: Number
    words: str

    @property
    def exact(self) -> Decimal:
        """By how much it changed, as a fraction above zero."""
        return abs(Decimal(self.new - self.old)) / self.old


def tells_percent(text: str) -> bool:
    """Whether a text has a percentage at all: most have none, and are quickly passed over."""
    return any(sign in text for sign in ("%", "\uff05", "百分之"))


def is_near(percent: Number, fraction: Decimal) -> bool:
    """Whether a printed percentage is this fraction, rounded or cut off at its last digit."""
    _, _, digits = percent.printed.rstrip("%").partition(".")
    step = Decimal(1).scaleb(-len("".join(sign for sign in digits if sign.isdigit())))
    return abs(Decimal(percent.value) - fraction * _HUNDRED) < step


def shown(fraction: Decimal) -> str:
    """A fraction as a percentage with two digits."""
    return f"{(fraction * _HUNDRED).quantize(Decimal('0.01'))}%"


def shares_in(sentence: str) -> tuple[Share, ...]:
    """Every share told next to its number."""
    text = plain(sentence).text
    numbers = numbers_in(text)
    found = []
    for place, (number, percent) in enumerate(pairwise(numbers)):
        between = text[number.end : percent.start]
        if not _is_exact(percent) or not _is_count(number) or not _SHARE.fullmatch(between):
            continue
        if "占" not in between and not text.startswith(("）", "，", "；"), percent.end):
            continue
        found.append(
            Share(
                number=int(number.value),
                unit=number.unit,
                percent=percent,
                words=text[max(number.start - 16, 0) : percent.end],
                before=tuple(n for n in numbers[:place] if _is_count(n)),
            )
        )
    return tuple(found)


def changes_in(sentence: str) -> Iterator[Change]:
    """Every change told with both its numbers, or with one and the difference."""
    text = plain(sentence).text
    numbers = numbers_in(text)
    for first, second, percent in zip(numbers, numbers[1:], numbers[2:], strict=False):
        told = _CHANGED.fullmatch(text[second.end : percent.start])
        is_alike = first.unit == second.unit and _is_count(first) and _is_count(second)
        if told is None or not is_alike or not _is_exact(percent):
            continue
        years = _years(text, first, second, is_up=told["up"] is not None)
        if years is None or years[1] <= 0 or (years[0] > years[1]) != (told["up"] is not None):
            continue
        words = text[max(first.start - 16, 0) : percent.end]
        yield Change(new=years[0], old=years[1], percent=percent, words=words)


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


def _is_count(number: Number) -> bool:
    is_whole = isinstance(number.value, int) and not number.is_approximate
    return is_whole and number.unit in _UNITS


def _is_exact(percent: Number) -> bool:
    return percent.unit == PERCENT and not percent.is_approximate


def whole_of(shares: Sequence[Share], candidates: Sequence[int | Decimal]) -> int | Decimal | None:
    """What the shares of one sentence are of, where most of them fit it.

    ``None`` where it cannot be told. A single share needs the one number before it in its unit.
    """
    fitting = [(sum(share.fits(whole) for share in shares), whole) for whole in candidates]
    most, whole = max(fitting, default=(0, 0), key=lambda pair: pair[0])
    if most == len(shares) or (most > 1 and most * 2 > len(shares)):
        return whole
    before = {n.value for s in shares for n in s.before if n.unit == s.unit and n.value >= s.number}
    return before.pop() if len(shares) == 1 and len(before) == 1 else None
