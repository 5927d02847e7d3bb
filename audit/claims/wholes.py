"""What the percentages of a sentence are shares of (占比的总数)."""

from __future__ import annotations

from decimal import Decimal

from audit.case import AuditCase
from audit.claims.outcomes import numbers_of_requests
from audit.claims.shares import Share, whole_of
from audit.passages import Passage
from reading.model import StatementKind

K = StatementKind
_WHOLES = (
    *(K.COUNT_WHOLE, K.REQUESTS_RECEIVED, K.REQUESTS_CONCLUDED, K.INFORMATION_PUBLISHED),
    *(K.REVIEWS, K.SUITS, K.SUGGESTIONS_AND_PROPOSALS),
)


def whole_told(
    case: AuditCase, passage: Passage, shares: tuple[Share, ...]
) -> int | Decimal | None:
    """The number that most of the shares fit, else the one that their sentence breaks down.

    ``None`` where it cannot be told.
    """
    return whole_of(shares, _candidates(case, shares)) or _broken_down(case, passage, shares)


def _candidates(case: AuditCase, shares: tuple[Share, ...]) -> list[int | Decimal]:
    """What the shares may be of, the nearest first."""
    before = [n.value for share in shares for n in share.before]
    told = [s.value for s in case.reading.said(*_WHOLES) if s.value is not None]
    in_table = [n for n in numbers_of_requests(case) if isinstance(n, int)]
    return [*before, sum(share.number for share in shares), *told, *in_table]


def _broken_down(
    case: AuditCase, passage: Passage, shares: tuple[Share, ...]
) -> int | Decimal | None:
    """The number that the sentence breaks down into those with a share."""
    numbers = {share.number for share in shares}
    parts = [s for s in case.reading.said(K.COUNT_PART) if s.at == passage.at]
    keys = {s.breakdown_of for s in parts if s.value in numbers}
    wholes = [s.value for s in case.reading.said(K.COUNT_WHOLE) if s.key in keys]
    return wholes[0] if len(wholes) == 1 and numbers <= {s.value for s in parts} else None
