"""Cells of answers and exports as spreadsheets take them: days, instants, numbers, safe text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from config.clock import SHANGHAI
from ledger.asking import Cell
from notices.visible import visible

SheetCell = str | int | float | Decimal | date | datetime | None

# A cell of Excel holds no more.
LONGEST = 32_767
# Excel counts with fifteen digits; a longer number stays text, whole.
_MOST_DIGITS = 15
# XML cannot hold them, nor what else nobody sees.
_NO_LETTERS = re.compile("[\ufffe\uffff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", re.ASCII)
_EXACT = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
# These hold what somebody printed or wrote: it is never taken for a day or a number.
_VERBATIM = frozenset({"原文", "问题", "说明", "理由", "机关", "文号"})
_NUMBERS = frozenset({"数值"})


@dataclass(slots=True)
class Tidied:
    """How many cells had to be changed to fit."""

    without_controls: int = 0
    shortened: int = 0


def cell_of(column: str, value: Cell, tidied: Tidied) -> SheetCell:
    """``value`` as a cell of ``column``; instants in the time of Shanghai."""
    if isinstance(value, bytes):
        return value.hex()[:LONGEST]
    if isinstance(value, int) and abs(value) >= 10**_MOST_DIGITS:
        return str(value)
    if not isinstance(value, str):
        return value
    if column not in _VERBATIM:
        special = _special(column, value)
        if special is not None:
            return special
    return clean(value, tidied)


def clean(text: str, tidied: Tidied) -> str:
    """``text`` without control characters and no longer than a cell; what was done is counted."""
    shown = _NO_LETTERS.sub("", visible(text))
    tidied.without_controls += shown != text
    if len(shown) > LONGEST:
        tidied.shortened += 1
        shown = shown[: LONGEST - 1] + "…"
    return shown


def _special(column: str, value: str) -> SheetCell:
    if column in _NUMBERS and _EXACT.fullmatch(value):
        digits = sum(letter.isdigit() for letter in value)
        return Decimal(value) if digits <= _MOST_DIGITS else value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if _INSTANT.fullmatch(value):
            local = datetime.fromisoformat(value).astimezone(SHANGHAI)
            return local.replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError):
        return None
    return None


def cell_text(column: str, value: Cell, tidied: Tidied) -> str:
    """``value`` as text of a CSV or a table: nothing for an absent one."""
    cell = cell_of(column, value, tidied)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return "" if cell is None else str(cell)
