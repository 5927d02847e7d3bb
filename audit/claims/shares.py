"""Whether the percentages of the narrative fit their numbers (占比、增减幅度).

Digits that are not printed may be rounded or cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reading.model import Statement

Number = int | Decimal
_HUNDRED = 100


def by_sentence(told: Iterable[Statement]) -> list[list[Statement]]:
    """The percentages of one sentence together: its shares are of the same whole."""
    groups: dict[tuple[object, str], list[Statement]] = {}
    for statement in told:
        groups.setdefault((statement.part, statement.at), []).append(statement)
    return list(groups.values())


def fits(share: Statement, whole: Number) -> bool:
    """Whether the number of a share is this percentage of ``whole``."""
    return whole > 0 and is_near(share, Decimal(share.numbers[0].value) / whole)


def change_told(change: Statement) -> Decimal:
    """By how much the two numbers of a change differ, as a fraction above zero."""
    new, old = (Decimal(number.value) for number in change.numbers)
    return abs(new - old) / old


def is_near(told: Statement, fraction: Decimal) -> bool:
    """Whether a printed percentage is this fraction, rounded or cut off at its last digit."""
    percent = Decimal(told.value or 0)
    exponent = percent.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(percent - fraction * _HUNDRED) < step


def shown(fraction: Decimal) -> str:
    """A fraction as a percentage with two digits."""
    return f"{(fraction * _HUNDRED).quantize(Decimal('0.01'))}%"


def whole_of(shares: Sequence[Statement], candidates: Sequence[Number]) -> Number | None:
    """What the shares of one sentence are of, where most of them fit it.

    ``None`` where it cannot be told. A single share needs the one number before it in its unit.
    """
    fitting = [(sum(fits(share, whole) for share in shares), whole) for whole in candidates]
    most, whole = max(fitting, default=(0, 0), key=lambda pair: pair[0])
    if most == len(shares) or (most > 1 and most * 2 > len(shares)):
        return whole
    if len(shares) > 1:
        return None
    number, *others = shares[0].numbers
    before = {n.value for n in others if n.unit == number.unit and n.value >= number.value}
    return before.pop() if len(before) == 1 else None
