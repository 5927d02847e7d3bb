"""Why the text of a scanned cell cannot be relied on as a figure; and of text, which marks cannot.

Better unread than wrong: each guard here answers a way in which a recogniser errs and is sure of
itself all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reading.cells import is_figure_like
from reading.scan.engine import Print
from reading.scan.vision import Box

SURE = Decimal("0.90")
"""Confidence below which a figure is unread."""
LEGIBLE = Decimal("0.50")
"""Confidence below which a character of the text is told as □."""
# A digit may be taken for a letter, as 1 for 一 or 0 for 口: what has either is no word.
_WORDS = re.compile(r"[无零]|[\u3400-\u9fff][\u3400-\u9fff、，。；：（）《》“”]+")
_UNCLEAR_NUMBER = re.compile(r"[\d.,]*□[\d.,□]*")
# Letters of other scripts that the engine knows too, for the ones that reports print.
_LOOK_ALIKE = {"庁": "厅"}
_LONGEST_TOLD = 20
# In heights of a digit: the width of a first digit, of each further one, of each point.
_FIRST, _FURTHER, _POINT = (0.08, 0.85), (0.6, 1.0), (0.15, 0.6)
_LOW = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that is known of the print in one cell.

    ``second`` is another look at the same line; ``line`` and ``pieces`` are the ink of it, and
    ``raw`` the ink before specks of noise were smoothed away.
    """

    text: str
    prints: Sequence[Print]
    second: Print | None
    line: Box | None
    pieces: Sequence[Box]
    raw: Sequence[Box]
    has_seal: bool
    has_sure_edges: bool
    is_crossed: bool


def doubt_of(look: Look) -> str | None:
    """The first reason to doubt, in Chinese, or ``None``."""
    return next(_doubts(look), None)


def _doubts(look: Look) -> Iterator[str]:
    told = look.text[:_LONGEST_TOLD]
    if look.has_seal:
        yield "扫描件此处盖有印章或有彩色墨迹，数字不能确定"
    both = (*look.prints, *((look.second,) if look.second is not None else ()))
    sure = min((line.confidence for line in both), default=Decimal(0))
    if sure < SURE:
        yield f"扫描件文字不清（置信度 {sure:.2f}）"
    if not look.has_sure_edges:
        yield "扫描件表格线不清，单元格的范围不能确定"
    if _WORDS.fullmatch(look.text):
        return  # such as 无
    if look.is_crossed:
        yield "扫描件单元格内的墨迹压线或越线，数字可能不完整，不能确定"
    if len(look.prints) != 1 or look.second is None or not is_figure_like(look.text):
        yield f"扫描件文字不清（识别为“{told}”，不是数字）"
    elif _plain(look.second.text) != _plain(look.text):
        yield f"扫描件文字不清（两次识别为“{told}”和“{look.second.text[:_LONGEST_TOLD]}”）"
    if look.line is not None and not _agrees_with_ink(look, look.line):
        yield f"扫描件文字不清（识别为“{told}”，与墨迹的宽度或字数不符）"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _agrees_with_ink(look: Look, line: Box) -> bool:
    """Whether a number is as wide as its digits are, with as many points as it prints.

    A recogniser may leave out one of two equal digits, or a decimal point, and be sure of itself.
    """
    plain, pieces = _plain(look.text), look.pieces
    points = sum(mark in ".,·" for mark in plain)
    digits = sum(mark.isdigit() for mark in plain)
    if digits + points != len(plain) or not digits or not pieces:
        return True
    if not _has_points(points, look, line):
        return False
    least = _FIRST[0] + _FURTHER[0] * (digits - 1) + _POINT[0] * points
    most = _FIRST[1] + _FURTHER[1] * (digits - 1) + _POINT[1] * points
    high = max(piece.height for piece in pieces)
    return least * high <= line.width <= most * high and _runs(pieces) <= len(plain)


def _has_points(points: int, look: Look, line: Box) -> bool:
    """Whether so many points stand low in the line.

    Smoothing parts the foot of a thin 3 from it: what lies under or over the rest of a digit, and
    is one with it in the raw ink, is no point.
    """
    found = _low(look.pieces, line)
    if len(found) == points:
        return True
    tall = [piece for piece in look.pieces if piece not in found]
    alone = [p for p in found if not any(p.left < t.right and t.left < p.right for t in tall)]
    return len(alone) == points == len(_low(look.raw, line))


def _low(pieces: Sequence[Box], line: Box) -> list[Box]:
    """The pieces as low as a point."""
    most = line.height * _LOW
    return [p for p in pieces if p.height < most and p.top > line.top + most]


def _runs(pieces: Sequence[Box]) -> int:
    """How many marks stand apart from each other along a line."""
    runs, reached = 0, -1
    for piece in sorted(pieces, key=lambda piece: piece.left):
        runs += piece.left > reached
        reached = max(reached, piece.right)
    return runs


def legible(line: Print) -> str:
    """The text with □ for what is not clear; a number with an unclear digit is unclear whole."""
    marks = (
        _LOOK_ALIKE.get(mark, mark) if sure >= (SURE if mark.isdigit() else LEGIBLE) else "□"
        for mark, sure in zip(line.text, line.confidences, strict=True)
    )
    return _UNCLEAR_NUMBER.sub(lambda run: "□" * len(run.group()), "".join(marks))
