"""The same run of text twice in one report (报告内重复)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from audit.model import Evidence
from audit.passages import Passage
from audit.wording.quoting import without_titles

# Set phrases that official writing repeats whole.
_SET_PHRASES = re.compile(
    r"(?:坚持以|以)?习近平新时代中国特色社会主义思想(?:为指导)?|(?:全面|深入)?(?:学习)?(?:贯彻|落实)+党的[^，。；]{2,30}(?:精神|全会)"
    r"|党中央、国务院(?:和|及)?[省市县区旗]委、[省市县区旗]政府(?:的)?(?:决策部署|工作部署|部署要求)?"
    r"|总体情况、主动公开[^。]{10,120}其他需要报告的事项"
)
# One of these stands in each of them.
_OF_SET_PHRASES = ("习近平新时代", "党的", "党中央、", "总体情况、主动公开")
_MARK = "\x00"
_KEPT = re.compile(r"[\u3400-\u9fff\x00]")
_KEPT_RUN = re.compile(r"[\u3400-\u9fff\x00]+")
_SHOWN = 30
# In a longer text to search for every piece would take longer than to index them all.
_QUICKLY_SEARCHED = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A run of Han characters that stands twice: how long, and where it begins each time."""

    length: int
    first: Evidence
    second: Evidence
    subject: str


def repeats_in(told: Sequence[Passage], shortest: int) -> Iterator[Repeat]:
    """Each run of at least ``shortest`` Han characters that stands again later, at its longest.

    Punctuation, figures, titles in 《…》 and set phrases do not count. ``subject`` is that of the
    second place.
    """
    masked = [_masked(passage.text) for passage in told]
    runs = ["".join(_KEPT_RUN.findall(text)) for text in masked]
    whole = "".join(runs)
    ends = list(accumulate(len(run) for run in runs))
    # Any run this long holds one of the pieces that begin at a multiple of half its length.
    step = max(shortest // 2, 1)
    if len(whole) <= _QUICKLY_SEARCHED and not _is_any_again(whole, step):
        return
    anchors: dict[str, int] = {}
    for place in range(0, len(whole) - step + 1, step):
        anchors.setdefault(whole[place : place + step], place)
    known = anchors.get
    met = [(p, known(whole[p : p + step], p)) for p in range(len(whole) - step + 1)]
    told_to = 0
    for place, anchor in met:
        if place < told_to or anchor + step > place:
            continue
        before, length = _grown(whole, anchor, place, step)
        if length < shortest:
            continue
        told_to = place - before + length
        places = [_place(ends, start - before) for start in (anchor, place)]
        first, second = (_shown(told[i], masked[i], offset, length) for i, offset in places)
        yield Repeat(length=length, first=first, second=second, subject=told[places[1][0]].subject)


def _masked(text: str) -> str:
    """A mark stands for every title and set phrase, so that no run goes over it."""
    text = without_titles(text)
    if not any(map(text.__contains__, _OF_SET_PHRASES)):
        return text
    return _SET_PHRASES.sub(lambda found: _MARK * len(found[0]), text)


def _is_any_again(whole: str, step: int) -> bool:
    """Whether any of the pieces stands again later: in most reports none does."""
    pieces = ((place, whole[place : place + step]) for place in range(0, len(whole), step))
    return any(_MARK not in piece and whole.find(piece, place + 1) >= 0 for place, piece in pieces)


def _place(ends: Sequence[int], place: int) -> tuple[int, int]:
    """Which passage the character is of, and the how manieth of those that count in it."""
    index = bisect_right(ends, place)
    return index, place - (ends[index - 1] if index else 0)


def _grown(whole: str, first: int, second: int, length: int) -> tuple[int, int]:
    """How far the run goes on before its anchor, and its whole length; a mark ends it."""
    if _MARK in whole[second : second + length]:
        return 0, 0
    before = 0
    while before < first and whole[first - before - 1] == whole[second - before - 1] != _MARK:
        before += 1
    end = length
    while (
        second + end < len(whole)
        and first + end < second - before
        and whole[first + end] == whole[second + end] != _MARK
    ):
        end += 1
    return before, before + end


def _shown(passage: Passage, masked: str, offset: int, length: int) -> Evidence:
    """The opening of the run as printed."""
    start = next(islice(_KEPT.finditer(masked), offset, None)).start()
    text = passage.text[start : start + min(length, _SHOWN)]
    goes_on = "……" if length > _SHOWN else ""
    return Evidence(at=passage.at, printed=f"{text}{goes_on}")
