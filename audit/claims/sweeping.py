"""Sweeping claims of the narrative on applications: all concluded, all granted, none refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit.case import AuditCase
from audit.claims.outcomes import outcome_terms
from audit.model import Evidence
from audit.numbers.arithmetic import Term, term_of
from audit.passages import passages, quoted, stated, subject_of
from reading.editions import REQUESTS
from reading.model import StatementKind

K = StatementKind
_NOT_GRANTED = (
    *(K.REQUESTS_PARTIAL, K.REQUESTS_REFUSED, K.REQUESTS_UNAVAILABLE),
    *(K.REQUESTS_UNPROCESSED, K.REQUESTS_OTHER),
)
_OUTCOMES = (K.REQUESTS_GRANTED, K.REQUESTS_GRANTED_OR_PARTIAL, *_NOT_GRANTED)
# 均在法定期限内答复 is true while other applications are still within their time.
_IN_TIME = re.compile(r"期限|时限|按期|按时|及时|工作日")
_ALL_GRANTED = re.compile(
    r"(?:均|全部|都|悉数)(?:已)?(?:依法|依规|按规定|按时|按期|及时|在[^，。；]{0,8}内)*予以公开(?=[。；，]|$)"
)
_NONE_REFUSED = re.compile(
    r"(?:未|没有|无)(?:作出|做出|出现|发生|存在)?(?:一[件例])?(?:不予公开|拒绝公开)(?!的?(?:政府)?信息)"
    r"|无一(?:件|例)?(?:被)?(?:不予公开|拒绝)"
)


class ClaimKind(StrEnum):
    """What is claimed of all applications; the value says in Chinese what was counted besides."""

    ALL_CONCLUDED = "表三结转下年度继续办理总计"
    ALL_GRANTED = "表三予以公开以外的办理结果合计"
    NONE_REFUSED = "表三“（三）不予公开”各行总计之和"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim with its words; every one of ``terms`` must be 0 for it to be true.

    ``rests_on`` are other figures that it was understood with.
    """

    kind: ClaimKind
    subject: str
    evidence: Evidence
    terms: tuple[Term, ...]
    rests_on: tuple[str, ...] = ()


def claims_of(case: AuditCase) -> Iterator[Claim]:
    """Every sweeping claim on the applications of the report's own year."""
    yield from _all_concluded(case)
    yield from _all_granted(case)
    for passage in passages(case.reading):
        found = _NONE_REFUSED.search(passage.text) if "申请" in passage.text else None
        if found is not None:
            yield Claim(
                kind=ClaimKind.NONE_REFUSED,
                subject=passage.subject,
                evidence=passage.around(*found.span()),
                terms=outcome_terms(case, K.REQUESTS_REFUSED),
            )


def _all_concluded(case: AuditCase) -> Iterator[Claim]:
    """All of those received; all of those answered is no claim on those still pending."""
    done = term_of(case.reading, f"{REQUESTS}.concluded.total")
    for statement in stated(case, K.REQUESTS_ALL_CONCLUDED):
        is_of_the_answered = statement.value is not None and statement.value == done.number
        is_of_a_part = statement.value is None and _IN_TIME.search(statement.quote)
        is_true_anyway = is_of_the_answered or is_of_a_part or statement.is_approximate
        open_ones = term_of(case.reading, f"{REQUESTS}.carried_out.total")
        yield Claim(
            kind=ClaimKind.ALL_CONCLUDED,
            subject=subject_of(statement.part),
            evidence=quoted(statement),
            terms=() if is_true_anyway else (open_ones,),
            rests_on=(done.path,),
        )


def _all_granted(case: AuditCase) -> Iterator[Claim]:
    """收到申请9件，均予以公开, where the sentence tells of no other outcome."""
    whole = {s.at for s in stated(case, K.REQUESTS_RECEIVED, K.REQUESTS_CONCLUDED)}
    told = {s.at for s in case.reading.said(*_OUTCOMES, K.COUNT_PART)}
    for passage in passages(case.reading):
        found = _ALL_GRANTED.search(passage.text)
        if found is not None and passage.at in whole - told:
            yield Claim(
                kind=ClaimKind.ALL_GRANTED,
                subject=passage.subject,
                evidence=passage.around(*found.span()),
                terms=tuple(t for kind in _NOT_GRANTED for t in outcome_terms(case, kind)),
            )
