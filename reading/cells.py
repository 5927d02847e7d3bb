"""What stands in a cell: a number, nothing, or words; and cells in the order of the columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from reading.editions import Column
from reading.model import Figure, FigureState

_INTEGER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?=[件项宗次个]?$)")
_MONEY = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,12})?(?=(?:万?元)?$)")
_TWO_NUMBERS = re.compile(r"[+-]?[\d.,]+(?:[件项宗次个元]|万元)?(?:\s+[+-]?[\d.,]+)+")
_NUMERIC = re.compile(r"[+-]?\d[\d,.]*(?:[件项宗次个]|万?元)?|[-—\u2013/]+")
_MINUS = str.maketrans(dict.fromkeys("\u2212\uff0d\ufe63", "-"))
_LONGEST_PRINTED = 200
_MOST_DIGITS = 15


def _plain(text: str) -> str:
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text.translate(_MINUS)).strip()


@lru_cache(maxsize=8192)
def is_figure_like(text: str) -> bool:
    """Whether a cell holds a number or the stroke that stands for none."""
    return _NUMERIC.fullmatch(_plain(text)) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds a number."""
    plain = _plain(text)
    return _INTEGER.match(plain) is not None or _MONEY.match(plain) is not None


def figure_of_cell(
    text: str, column: Column, *, path: str, at: str, doubt: str | None = None
) -> Figure:
    """The figure in one cell. Zero, blank and words are three different things.

    ``doubt`` is the reason why the cell is not read, whatever its text.
    """
    if doubt is None and len(text) <= _MOST_DIGITS and text.isdecimal() and text.isascii():
        value: int | Decimal = Decimal(text) if column.is_money else int(text)
        return Figure(path=path, at=at, state=FigureState.NUMBER, value=value, printed=text)
    printed = text.strip()[:_LONGEST_PRINTED]
    if doubt is not None:
        return Figure(path=path, at=at, state=FigureState.UNREADABLE, reason=doubt, printed=printed)
    plain = _plain(printed) if printed else ""
    if not plain:
        return Figure(path=path, at=at, state=FigureState.BLANK, printed="")
    found = (_MONEY if column.is_money else _INTEGER).match(plain)
    if found:
        digits = found.group().replace(",", "")
        value = Decimal(digits) if column.is_money else int(digits)
        return Figure(path=path, at=at, state=FigureState.NUMBER, value=value, printed=printed)
    if _TWO_NUMBERS.fullmatch(plain):
        return ambiguous(path, at, "单元格内有两个以上数字，无法确定取值", printed)
    return Figure(path=path, at=at, state=FigureState.TEXT, printed=printed)


def ambiguous(path: str, at: str, reason: str, printed: str | None = None) -> Figure:
    """A figure that can be read in more than one way."""
    return Figure(path=path, at=at, state=FigureState.AMBIGUOUS, reason=reason, printed=printed)


def aligned(cells: Sequence[str], count: int) -> tuple[str, ...] | None:
    """The ``count`` cells of a row's figures, blank ones counted; ``None`` where it is not sure.

    Exactly as many cells as columns are taken as they stand. Of more, padded with blanks, those
    are taken that reach from the first filled to the last filled cell, when they are just so many.
    """
    if len(cells) == count:
        return tuple(cells)
    filled = [place for place, text in enumerate(cells) if text]
    if len(cells) < count:
        return None
    if not filled:
        return ("",) * count
    if filled[-1] - filled[0] + 1 == count:
        return tuple(cells[filled[0] : filled[-1] + 1])
    return None
