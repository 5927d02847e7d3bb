"""What the percentages of a sentence are shares of (占比的总数)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.case import AuditCase
from audit.claims.outcomes import numbers_of_requests
from audit.claims.shares import Number, whole_of
from reading.model import Statement, StatementKind

K = StatementKind
_WHOLES = (
    *(K.COUNT_WHOLE, K.REQUESTS_RECEIVED, K.REQUESTS_CONCLUDED, K.INFORMATION_PUBLISHED),
    *(K.REVIEWS, K.SUITS, K.SUGGESTIONS_AND_PROPOSALS),
)


def whole_told(case: AuditCase, shares: Sequence[Statement]) -> Number | None:
    """The number that most of the shares of a sentence fit, else the one that it breaks down.

    ``None`` where it cannot be told.
    """
    return whole_of(shares, _candidates(case, shares)) or _broken_down(case, shares)


def _candidates(case: AuditCase, shares: Sequence[Statement]) -> list[Number]:
    """What the shares may be of, the nearest first."""
    before = [number.value for share in shares for number in share.numbers[1:]]
    told = [s.value for s in case.reading.said(*_WHOLES) if s.value is not None]
    in_table = [n for n in numbers_of_requests(case) if isinstance(n, int)]
    return [*before, sum(share.numbers[0].value for share in shares), *told, *in_table]


def _broken_down(case: AuditCase, shares: Sequence[Statement]) -> Number | None:
    """The number that the sentence breaks down into those with a share."""
    numbers = {share.numbers[0].value for share in shares}
    parts = [s for s in case.reading.said(K.COUNT_PART) if s.at == shares[0].at]
    keys = {s.breakdown_of for s in parts if s.value in numbers}
    wholes = [s.value for s in case.reading.said(K.COUNT_WHOLE) if s.key in keys]
    return wholes[0] if len(wholes) == 1 and numbers <= {s.value for s in parts} else None
