"""The numerals of headings (层次序号): are those of a part consecutive and of one style?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from reading.model import Part, SubHeading

_DIGITS = "一二三四五六七八九"
_ONES = dict(zip(("", *_DIGITS), range(10), strict=True))
_VALUES = {
    f"{tens}十{ones}".removeprefix("一"): 10 * _ONES[tens] + value
    for tens in _DIGITS
    for ones, value in _ONES.items()
} | {digit: value for digit, value in _ONES.items() if digit}
_HAN = "[一二三四五六七八九十]{1,3}"
# Each family is a level of headings; brackets and points of either width belong to one family.
_FAMILIES = {
    "（一）": rf"[（(]\s*{_HAN}\s*[）)]",
    "一、": rf"{_HAN}[、.\uff0e，,]?",
    "（1）": r"[（(]\s*\d{1,2}\s*[）)]",
    "1.": r"\d{1,2}[、.\uff0e)）]?",
    "①": "[①-⑳]",
}
_NAMES = tuple(_FAMILIES)
# A group for each family, in their order.
_NUMERAL = re.compile("|".join(f"({form})" for form in _FAMILIES.values()))
# In running text a bare number is none: the sign after it must stand; nor is 第（一）项.
_IN_TEXT = {
    family: re.compile(rf"(?<![\d第]){form.removesuffix('?')}(?!\d)")
    for family, form in _FAMILIES.items()
}
_Overlooked = frozenset[tuple[str, int]]
_NUMBER = re.compile(rf"{_HAN}|\d+|[①-⑳]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing wrong with the numerals, told in Chinese, and the headings it shows in.

    ``is_doubtful`` where the numeral that seems to be missing does stand somewhere in the text, so
    that we may have overlooked a heading.
    """

    words: str
    headings: tuple[SubHeading, ...]
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A numbered heading: ``style`` is the numeral with its number taken out."""

    heading: SubHeading
    family: str
    number: int
    style: str


@dataclass(slots=True)
class _Run:
    """Headings that count on from one another."""

    marks: list[_Mark] = field(default_factory=list)
    families: set[str] = field(default_factory=set)

    @property
    def last(self) -> _Mark:
        return self.marks[-1]

    def add(self, mark: _Mark) -> None:
        self.marks.append(mark)
        self.families.add(mark.family)


def flaws_in(part: Part) -> tuple[Flaw, ...]:
    """What is wrong with the numerals inside the part, in the order of the headings."""
    # Where nothing is wrong, nothing can excuse it.
    if not _flaws_beside(part, frozenset()):
        return ()
    return _flaws_beside(part, _overlooked(part))


def _flaws_beside(part: Part, overlooked: _Overlooked) -> tuple[Flaw, ...]:
    flaws: list[Flaw] = []
    open_runs: list[_Run] = []
    runs: list[_Run] = []
    lead: SubHeading | None = None
    for heading in part.sub_headings:
        mark = _mark_of(heading)
        if mark is None:
            lead = heading if heading.numeral is None else lead
            continue
        run = _run_for(mark, open_runs)
        if run is None or (mark.number == 1 and lead is not None):
            flaws += _first_flaws(mark, lead, overlooked)
            runs.append(_Run())
            open_runs = [*open_runs[: _depth_for(mark, open_runs)], runs[-1]]
        else:
            flaws += _next_flaws(mark, run.last, overlooked)
            open_runs = open_runs[: open_runs.index(run) + 1]
        open_runs[-1].add(mark)
        lead = None
    return (*flaws, *(flaw for run in runs for flaw in _style_flaws(run, overlooked)))


def _mark_of(heading: SubHeading) -> _Mark | None:
    known = _parsed(heading.numeral) if heading.numeral else None
    if known is None:
        return None
    family, number, style = known
    return _Mark(heading=heading, family=family, number=number, style=style)


@lru_cache(maxsize=1024)
def _parsed(numeral: str) -> tuple[str, int, str] | None:
    """Family, number and style of a numeral; the same few stand in all reports."""
    printed = numeral.strip()
    of_family = _NUMERAL.fullmatch(printed)
    number = _NUMBER.search(printed)
    value = value_of_numeral(number[0]) if number else None
    if of_family is None or of_family.lastindex is None or number is None or value is None:
        return None
    family = _NAMES[of_family.lastindex - 1]
    return family, value, family + "".join(printed.replace(number[0], "#").split())


def value_of_numeral(numeral: str) -> int | None:
    """The number of a numeral, ``None`` where it is none, e.g. 十二十."""
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return _VALUES.get(numeral)


def _run_for(mark: _Mark, open_runs: list[_Run]) -> _Run | None:
    """The run that the heading goes on: of its own family, else one it counts on in another."""
    for run in reversed(open_runs):
        if mark.family in run.families:
            return run
    if mark.number == 1:
        return None
    return next((run for run in reversed(open_runs) if run.last.number + 1 == mark.number), None)


def _depth_for(mark: _Mark, open_runs: list[_Run]) -> int:
    """How many runs stay open above a new one."""
    return next(
        (i for i, run in enumerate(open_runs) if mark.family in run.families), len(open_runs)
    )


def _first_flaws(mark: _Mark, lead: SubHeading | None, overlooked: _Overlooked) -> Iterator[Flaw]:
    if mark.number == 1:
        return
    printed = mark.heading.numeral
    if lead is not None:
        words = f"“{lead.text}”前没有序号，其后为“{printed}”"
    else:
        words = f"首个序号为“{printed}”"
    headings = (lead, mark.heading) if lead else (mark.heading,)
    yield Flaw(words=words, headings=headings, is_doubtful=(mark.family, 1) in overlooked)


def _next_flaws(mark: _Mark, before: _Mark, overlooked: _Overlooked) -> Iterator[Flaw]:
    if mark.number == before.number + 1:
        return
    # A new count may begin after a paragraph that leads on to it and is no heading.
    is_restart = mark.number == 1 and before.number > 1
    is_overlooked = mark.number > before.number and any(
        (mark.family, number) in overlooked for number in range(before.number + 1, mark.number)
    )
    yield Flaw(
        words=f"“{before.heading.numeral}”之后为“{mark.heading.numeral}”",
        headings=(before.heading, mark.heading),
        is_doubtful=is_restart or is_overlooked,
    )


def _style_flaws(run: _Run, overlooked: _Overlooked) -> Iterator[Flaw]:
    styles = Counter(mark.style for mark in run.marks)
    if len(styles) == 1:
        return
    usual, often = styles.most_common(1)[0]
    is_even = list(styles.values()).count(often) > 1
    odd = [mark for mark in run.marks if is_even or mark.style != usual]
    shown = "、".join(f"“{mark.heading.numeral}”" for mark in odd)
    other = next((m for m in odd if m.family != run.marks[0].family), None)
    yield Flaw(
        words=f"{shown}形式不统一" if is_even else f"{shown}与其他序号形式不同",
        headings=tuple(mark.heading for mark in odd),
        is_doubtful=other is not None and (other.family, other.number - 1) in overlooked,
    )


def _overlooked(part: Part) -> _Overlooked:
    """The numerals that stand in the text but in none of the headings that we know."""
    known = {(m.family, m.number) for heading in part.sub_headings if (m := _mark_of(heading))}
    found: set[tuple[str, int]] = set()
    for family, form in _IN_TEXT.items():
        for place in form.finditer(part.text):
            numeral = _NUMBER.search(place[0])
            value = value_of_numeral(numeral[0]) if numeral else None
            if value is not None:
                found.add((family, value))
    return frozenset(found - known)
