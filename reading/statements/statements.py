"""What the narrative claims, as values that rules compare with the tables.

Every rule that compares text and tables stands on these, none on a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reading.model import Part, PartName, Sentence, Statement
from reading.statements.counts import Counted, all_counted
from reading.statements.decided import decided_statements
from reading.statements.decisions import decision_statements
from reading.statements.disputes import dispute_statements
from reading.statements.documents import document_statements, with_own_level
from reading.statements.fees import fee_statements
from reading.statements.period import period_statements
from reading.statements.problems import problem_statements
from reading.statements.proposals import proposal_statements
from reading.statements.published import breakdown_statements, published_statements
from reading.statements.requests import request_statements
from reading.statements.results import result_statements
from reading.statements.shares import share_statements
from reading.statements.sweeping import sweeping_statements
from reading.statements.told import all_told

_DENIALS = frozenset("未没无")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Claims of one kind, and where they may stand.

    ``words``: one of them stands in the sentence, if there are any. ``without_number``: where it
    holds no number, one of these stands in it, too. ``is_in_headings``: also in headings.
    """

    claims: Callable[[Counted, int | None], Iterator[tuple[int, Statement]]]
    words: frozenset[str] = frozenset()
    without_number: frozenset[str] = frozenset()
    is_in_headings: bool = False

    def may_stand(self, words: frozenset[str], *, has_number: bool, is_heading: bool) -> bool:
        """Whether a sentence with these of the words that matter can hold such a claim."""
        return (
            (self.is_in_headings or not is_heading)
            and (not self.words or not self.words.isdisjoint(words))
            and (has_number or not self.without_number.isdisjoint(words))
        )


def _of_words(
    claims: Callable[[Counted, int | None], Iterator[tuple[int, Statement]]], *words: str
) -> _Kind:
    """Claims that need no number, and stand in headings, too."""
    told = frozenset(words)
    return _Kind(claims=claims, words=told, without_number=told, is_in_headings=True)


def _of_counts(
    claims: Callable[[Counted], Iterator[tuple[int, Statement]]],
    *words: str,
    without_number: frozenset[str] = frozenset(),
) -> _Kind:
    """Claims on the counts of a sentence, or that there are none."""
    return _Kind(
        claims=lambda counted, _: claims(counted),
        words=frozenset(words),
        without_number=without_number,
    )


_KINDS = (
    _of_words(lambda counted, _: period_statements(counted.told), "日", ".", "/", "-"),
    _of_words(lambda counted, _: request_statements(counted.told), "申请"),
    _Kind(
        claims=lambda counted, _: decision_statements(counted.told),
        words=frozenset({"双公示", "行政执法", "许可", "处罚", "强制"}),
        is_in_headings=True,
    ),
    _of_words(lambda counted, year: fee_statements(counted.told, year), "费"),
    _of_words(lambda counted, _: sweeping_statements(counted.told), "申请", "维持"),
    _of_words(lambda counted, _: share_statements(counted.told), "%", "百分之"),
    _of_counts(result_statements, without_number=frozenset("转")),
    _of_counts(published_statements, "信息"),
    _of_counts(document_statements, "规范性文件", "规章", without_number=_DENIALS),
    _of_counts(decided_statements, "行政事业性", "许可", "处罚", "强制", without_number=_DENIALS),
    _of_counts(dispute_statements, "复议", "诉讼", without_number=_DENIALS),
    _of_counts(proposal_statements, "建议", "提案", without_number=_DENIALS),
    _of_counts(breakdown_statements),
)
_TOLD_WORDS = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted({w for kind in _KINDS for w in kind.words | kind.without_number})
    )
)


def statements_of(
    parts: Mapping[PartName, Part],
    preamble: tuple[Sentence, ...],
    trailer: tuple[Sentence, ...] = (),
    *,
    year: int | None = None,
    agency: str | None = None,
) -> tuple[Statement, ...]:
    """Every claim that we recognise, in the order of the document, by ``agency`` on ``year``.

    A claim that can be read in two ways is left out: silence is not applicable to a rule, a wrong
    claim accuses. Problems and measures come from part five only, after its other claims.
    """
    told = tuple(all_told(parts, preamble, trailer))
    claims = [claim for sentence in all_counted(told) for claim in _claims(sentence, year)]
    claims = [with_own_level(claim, agency) for claim in claims]
    on_problems = [sentence for sentence in told if sentence.part is PartName.PROBLEMS]
    return (*claims, *problem_statements(on_problems))


def _claims(counted: Counted, year: int | None) -> list[Statement]:
    told = counted.told
    words = frozenset(_TOLD_WORDS.findall(told.whole.text + told.heading))
    found: list[tuple[int, Statement]] = []
    for kind in _kinds_in(words, has_number=bool(told.numbers), is_heading=told.is_heading):
        found += kind.claims(counted, year)
    return [statement for _, statement in sorted(found, key=_place)]


def _place(claim: tuple[int, Statement]) -> int:
    return claim[0]


@lru_cache(maxsize=1024)
def _kinds_in(words: frozenset[str], *, has_number: bool, is_heading: bool) -> tuple[_Kind, ...]:
    return tuple(
        kind
        for kind in _KINDS
        if kind.may_stand(words, has_number=has_number, is_heading=is_heading)
    )
