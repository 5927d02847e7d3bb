"""Shares and means as documents print them: exact, cut after the first decimal, never rounded up.

So do the saved questions of the ledger; a share of 99.96% is not told as 100%.
"""

from __future__ import annotations

from fractions import Fraction

NOTHING = "—"


def tenths(number: Fraction) -> int:
    """``number`` in whole tenths, cut."""
    return int(number * 10)


def decimal(number: Fraction | None) -> str:
    """``1.6``; a dash where there is nothing to divide by."""
    if number is None:
        return NOTHING
    whole, tenth = divmod(tenths(number), 10)
    return f"{whole}.{tenth}"


def percent(share: Fraction | None) -> str:
    """``83.3%``; a dash where there is nothing to divide by."""
    return NOTHING if share is None else f"{decimal(share * 100)}%"


def share_of(part: int, whole: int) -> Fraction | None:
    """``part`` of ``whole``, exactly; ``None`` of nothing."""
    return Fraction(part, whole) if whole else None


def points_between(former: Fraction, present: Fraction) -> str:
    """``提高3.4个百分点``: the difference of the two shares as printed."""
    change = tenths(present * 100) - tenths(former * 100)
    if change == 0:
        return "持平"
    word = "提高" if change > 0 else "下降"
    return f"{word}{decimal(Fraction(abs(change), 10))}个百分点"


def change_between(former: int, present: int, unit: str) -> str:
    """``增加12件`` or ``减少12件`` or ``持平``."""
    if former == present:
        return "持平"
    word = "增加" if present > former else "减少"
    return f"{word}{abs(present - former)}{unit}"
