"""Sweeping claims of the narrative, and the figures that must be 0 for them to be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit.case import AuditCase
from audit.claims.outcomes import outcome_terms
from audit.numbers.arithmetic import Number, Term, sum_of, term_of, total_terms
from audit.passages import refuse_unread_text, stated
from reading.editions import DISPUTES, REQUESTS
from reading.model import FigureState, Statement, StatementKind

K = StatementKind
_NOT_GRANTED = (
    *(K.REQUESTS_PARTIAL, K.REQUESTS_REFUSED, K.REQUESTS_UNAVAILABLE),
    *(K.REQUESTS_UNPROCESSED, K.REQUESTS_OTHER),
)
_OUTCOMES = (K.REQUESTS_GRANTED, K.REQUESTS_GRANTED_OR_PARTIAL, *_NOT_GRANTED)
_NOT_UPHELD = ("corrected", "other", "pending")
# 均在法定期限内答复 is true while other applications are still within their time.
_IN_TIME = re.compile(r"期限|时限|按期|按时|及时|工作日")


class ClaimKind(StrEnum):
    """What is claimed; the value says in Chinese what was counted besides."""

    ALL_CONCLUDED = "表三结转下年度继续办理总计"
    ALL_GRANTED = "表三予以公开以外的办理结果合计"
    NONE_REFUSED = "表三“（三）不予公开”各行总计之和"
    ALL_REVIEWS_UPHELD = "表四行政复议结果维持以外的合计"
    ALL_SUITS_UPHELD = "表四行政诉讼结果维持以外的合计"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim in the words of ``said``; every one of ``terms`` must be 0 for it to be true.

    ``rests_on`` are other figures that it was understood with.
    """

    kind: ClaimKind
    said: Statement
    terms: tuple[Term, ...]
    rests_on: tuple[str, ...] = ()


def claims_of(case: AuditCase) -> Iterator[Claim]:
    """Every sweeping claim on the report's own year.

    Raises:
        Undetermined: no sentence was read, or the year of the report is not known.
    """
    yield from _all_concluded(case)
    refuse_unread_text(case.reading)
    yield from _all_granted(case)
    for said in stated(case, K.REQUESTS_NONE_REFUSED):
        terms = outcome_terms(case, K.REQUESTS_REFUSED)
        yield Claim(kind=ClaimKind.NONE_REFUSED, said=said, terms=terms)
    yield from _all_upheld(case, K.REVIEWS_ALL_UPHELD, K.REVIEWS, ("review",))
    yield from _all_upheld(case, K.SUITS_ALL_UPHELD, K.SUITS, ("suit_direct", "suit_after_review"))


def _all_concluded(case: AuditCase) -> Iterator[Claim]:
    """All of those received; all of those answered is no claim on those still pending."""
    done = term_of(case.reading, f"{REQUESTS}.concluded.total")
    for statement in stated(case, K.REQUESTS_ALL_CONCLUDED):
        is_of_the_answered = statement.value is not None and statement.value == done.number
        is_of_a_part = statement.value is None and _IN_TIME.search(statement.quote)
        is_true_anyway = is_of_the_answered or is_of_a_part or statement.is_approximate
        open_ones = total_terms(case.reading, case.edition.row(f"{REQUESTS}.carried_out"))
        yield Claim(
            kind=ClaimKind.ALL_CONCLUDED,
            said=statement,
            terms=() if is_true_anyway else open_ones,
            rests_on=(done.path,),
        )


def _all_granted(case: AuditCase) -> Iterator[Claim]:
    """收到申请9件，均予以公开, where the sentence tells of no other outcome."""
    whole = {s.at for s in stated(case, K.REQUESTS_RECEIVED, K.REQUESTS_CONCLUDED)}
    told = {s.at for s in case.reading.said(*_OUTCOMES, K.COUNT_PART)}
    for said in stated(case, K.REQUESTS_ALL_GRANTED):
        if said.at in whole - told:
            terms = tuple(t for kind in _NOT_GRANTED for t in outcome_terms(case, kind))
            yield Claim(kind=ClaimKind.ALL_GRANTED, said=said, terms=terms)


def _all_upheld(
    case: AuditCase, kind: StatementKind, counted: StatementKind, rows: tuple[str, ...]
) -> Iterator[Claim]:
    """行政复议7件，均获维持, where the sentence tells the number that table four has in all."""
    for said in stated(case, kind):
        numbers = [s.value for s in stated(case, counted) if s.at == said.at and not s.topics]
        totals = [term_of(case.reading, f"{DISPUTES}.{row}.total") for row in rows]
        # Of those that were decided it may well be true; another number is CON15's matter.
        if len(numbers) != 1 or not numbers[0] or numbers[0] != _filled_in(totals):
            continue
        others = [f"{DISPUTES}.{row}.{name}" for row in rows for name in _NOT_UPHELD]
        yield Claim(
            kind=_UPHELD[kind],
            said=said,
            terms=tuple(term_of(case.reading, path) for path in others),
            rests_on=tuple(term.path for term in totals if term.number is not None),
        )


def _filled_in(totals: list[Term]) -> Number | None:
    """What the totals come to where each is a number or left blank."""
    is_read = all(t.number is not None or t.is_in(FigureState.BLANK) for t in totals)
    return sum_of(totals) if is_read else None


_UPHELD = {
    K.REVIEWS_ALL_UPHELD: ClaimKind.ALL_REVIEWS_UPHELD,
    K.SUITS_ALL_UPHELD: ClaimKind.ALL_SUITS_UPHELD,
}
