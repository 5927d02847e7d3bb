"""Points counted in running text (一是…二是…三是…): does the count go on?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.wording.numerals import Flaw, value_of_numeral
from reading.model import Part, SubHeading

# 三是 after a stop, 原因一是; not 之一是, 第三是, 唯一是.
_POINT = re.compile(
    r"(?:(?:^|[，；。：、！？\s）)”])(?P<numeral>[一二三四五六七八九十]{1,3})"
    r"|(?<=[^之第唯单同统十])(?P<first>一))是"
)
# Begins with the sign and then looks back: so it is found far more quickly.
_MAY_POINT = re.compile(r"是(?<=[一二三四五六七八九十]是)")
_DIGITS = "零一二三四五六七八九十"
# A point told in other words may stand where its numeral is missing.
_OTHER_WORDS = re.compile(r"首先|其次|再次|再者|最后|另一|另外|此外|同时")
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """``before`` is the text between the point before it and this one."""

    number: int
    before: str
    heading: SubHeading


def has_points(part: Part) -> bool:
    """Whether any point is counted so."""
    return any(_MAY_POINT.search(s.text) and _POINT.search(s.text) for s in part.sentences)


def point_flaws(part: Part) -> Iterator[Flaw]:
    """Every point that goes on from none before it: 一是 … 三是, 二是 … 二是.

    A count that is new begins at 一是, and may stand inside another. Where the number that seems
    to be missing stands in the text between, or a word that may take its place, nothing is said.
    """
    counts: list[int] = []
    last: _Point | None = None
    for point in _points(part):
        goes_on = [place for place, number in enumerate(counts) if number + 1 == point.number]
        if point.number == 1:
            counts.append(1)
        elif goes_on:
            counts = [*counts[: goes_on[-1]], point.number]
        else:
            if last is not None and counts and not _may_be_there(point):
                words = f"“{last.heading.numeral}”之后为“{point.heading.numeral}”"
                yield Flaw(words=words, headings=(last.heading, point.heading))
            counts = [*counts[:-1], point.number]
        last = point


def _may_be_there(point: _Point) -> bool:
    missing = point.number - 1
    numeral = _DIGITS[missing] if missing < len(_DIGITS) else ""
    return numeral in point.before or _OTHER_WORDS.search(point.before) is not None


def _points(part: Part) -> Iterator[_Point]:
    before = ""
    for sentence in part.sentences if has_points(part) else ():
        end = 0
        for found in _POINT.finditer(sentence.text) if _MAY_POINT.search(sentence.text) else ():
            number = value_of_numeral(found["numeral"] or found["first"])
            if number is None:
                continue
            start = found.start("numeral" if found["numeral"] else "first")
            before += sentence.text[end:start]
            numeral = sentence.text[start : found.end()]
            text = sentence.text[start : found.end() + _SHOWN]
            heading = SubHeading(at=sentence.at, numeral=numeral, text=text)
            yield _Point(number=number, before=before, heading=heading)
            before, end = "", found.end()
        before += sentence.text[end:]
