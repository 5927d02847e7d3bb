"""Claims of the narrative as they are compared with what a reader wrote down.

The conventions stand in ``tests/corpus/real/README.md``: they make the same of both sides, so that
one claim written in two ways is no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.expected import Expected
from reading.model import Actor, ReportReading, Statement, StatementKind

Claim = tuple[str, str]
"""A kind and its value as text: the count, for a period its two days, else nothing."""

K = StatementKind
# Sentences of part five are told as they stand; they are no values to be compared. Shares and
# sweeping claims are not in the lists that readers wrote down.
_NO_CLAIMS = frozenset(
    {
        *(K.PROBLEM, K.MEASURE, K.SHARE, K.CHANGE),
        *(K.REQUESTS_ALL_GRANTED, K.REQUESTS_NONE_REFUSED),
        *(K.REVIEWS_ALL_UPHELD, K.SUITS_ALL_UPHELD),
    }
)
_WITHOUT_VALUE = frozenset({K.REQUESTS_ALL_CONCLUDED.value})
_MENTIONED = K.PROCESSING_FEE_MENTIONED.value
_ON_FEE = "processing_fee_"
_FIRST_YEAR_OF_FEE = 2021
_BOTH, _EACH = K.REVIEWS_AND_SUITS.value, (K.REVIEWS.value, K.SUITS.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Claims of one document, each as often as it is told.

    ``right`` are told and written down, ``wrong`` are told alone, ``unread`` written down alone.
    """

    right: Counter[Claim]
    wrong: Counter[Claim]
    unread: Counter[Claim]

    def answers(self) -> Iterator[tuple[str, bool | None]]:
        """The kind of each claim with true, false, or ``None`` for unread."""
        for claims, answer in ((self.right, True), (self.wrong, False), (self.unread, None)):
            for kind, _ in claims.elements():
                yield kind, answer


def compared(reading: ReportReading, expected: Expected) -> Compared:
    """The agency's own claims of a reading beside those that a reader wrote down.

    One that the reader held for doubtful is neither right nor wrong. Before the processing fee was
    brought in there are no claims on it.
    """
    told = Counter(_alike(_told(reading)))
    known = Counter(_alike(expected.statements or ()))
    if not expected.is_every_claim:
        kinds = {kind for kind, _ in known}
        told = Counter({claim: times for claim, times in told.items() if claim[0] in kinds})
    for claim in _not_compared((*told, *known), expected.year):
        del told[claim], known[claim]
    wrong = told - known - Counter(_alike(expected.doubtful))
    return Compared(right=told & known, wrong=wrong, unread=known - told)


def _not_compared(claims: Iterable[Claim], year: int | None) -> set[Claim]:
    """Claims on the fee before there was one; that it is named, beside a more exact claim."""
    on_fee = {claim for claim in claims if claim[0].startswith(_ON_FEE)}
    if year is not None and year < _FIRST_YEAR_OF_FEE:
        return on_fee
    mentioned = {claim for claim in on_fee if claim[0] == _MENTIONED}
    return mentioned if on_fee - mentioned else set()


def value_of(statement: Statement) -> str:
    """The value of a claim as it is written down, e.g. 6703763.75."""
    if statement.start is not None and statement.end is not None:
        return f"{statement.start} {statement.end}"
    if statement.value is None:
        return ""
    printed = format(statement.value, "f")
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def _told(reading: ReportReading) -> Iterator[Claim]:
    """What a reading tells of the agency itself; the work of others is not compared."""
    for statement in reading.statements:
        if statement.kind not in _NO_CLAIMS and statement.actor in (None, Actor.OWN):
            yield statement.kind.value, value_of(statement)


def _alike(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Without values that are not compared; no reviews and suits are none of either."""
    for kind, value in claims:
        if kind == _BOTH and value == "0":
            yield from ((each, value) for each in _EACH)
        else:
            yield kind, "" if kind in _WITHOUT_VALUE else value
