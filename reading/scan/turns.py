"""Pages that lie on their side or stand on their head are turned before they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reading.scan.engine import clearness, detected, recognised
from reading.scan.page import ScanPage, read_page
from reading.scan.pages import Sheet
from reading.scan.vision import Box, Picture, cut, quarter_turned, resized

_QUARTERS = 4
_SMALLER = 2
_LINES = 8
_MARGIN = 3
_SURELY = 0.9


def read_pages(pages: Iterable[Sheet], *, by_detection: bool = False) -> Iterator[ScanPage]:
    """Every page, the right way up. What one page needed is tried first with the next."""
    turns = 0
    for page in pages:
        read = read_page(_turned(page, turns), by_detection=by_detection)
        if read.has_ink and not read.is_clear:
            best, clear = _best_turn(page.picture)
            # A page of figures alone tells too little of which way it stands.
            if best != turns and clear >= _SURELY:
                other = read_page(_turned(page, best), by_detection=by_detection)
                if other.is_clear:
                    read, turns = other, best
        yield read


def _turned(page: Sheet, turns: int) -> Sheet:
    return replace(page, picture=quarter_turned(page.picture, turns))


def _best_turn(picture: Picture) -> tuple[int, float]:
    """The number of quarter turns after which a few long lines are recognised best, and how well.

    How well is the mean confidence (0 … 1) of their characters.
    """
    clear = [_clearness(quarter_turned(picture, turns)) for turns in range(_QUARTERS)]
    return max(enumerate(clear), key=lambda turn: turn[1])


def _clearness(picture: Picture) -> float:
    high, wide = picture.shape[:2]
    small = resized(picture, max(wide // _SMALLER, 1), max(high // _SMALLER, 1))
    longest = sorted(detected(small), key=lambda box: box.width, reverse=True)[:_LINES]
    return float(clearness(recognised([cut(picture, _enlarged(box)) for box in longest])))


def _enlarged(box: Box) -> Box:
    return Box(
        left=box.left * _SMALLER,
        top=box.top * _SMALLER,
        right=box.right * _SMALLER,
        bottom=box.bottom * _SMALLER,
    ).grown(_MARGIN)
