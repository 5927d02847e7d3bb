"""CON25: suggestions and proposals do not add up to their total."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.breakdowns import nested, parts_of_kind
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.passages import one_for_each_subject, quoted, subject_of
from audit.rule import Judgement, rule
from reading.model import Statement, StatementKind

K = StatementKind
_PARTS = (K.SUGGESTIONS, K.PROPOSALS)


@rule("CON25", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def proposals_differ(case: AuditCase) -> Iterator[Judgement]:
    """建议、提案分项之和与总数不符。

    Requirement:
        正文写明建议提案总数，又分别写明人大代表建议、政协提案数量的，两项之和应当等于总数。
    What it looks at:
        同一句中建议提案总数、人大代表建议数、政协提案数。
    Not applicable:
        正文没有在同一句中写明总数和两项数量。
    Not a defect:
        公开的办理结果数、主办件数等其他口径；一句中有多级、多类数量难以对应的；有约数的无法判定；
        以“其中”列出而大于总数的由CON22说明。
    Example:
        承办建议提案14件，其中建议4件、提案9件：4 + 9 = 13，与 14 不符。
    How to correct:
        核对建议提案办理台账，更正总数或者分项。
    """
    judged = [
        one
        for total in case.reading.said(K.SUGGESTIONS_AND_PROPOSALS)
        if (parts := _parts(case, total)) and (one := _judged(total, parts))
    ]
    if not any(_parts(case, s) for s in case.reading.said(K.SUGGESTIONS_AND_PROPOSALS)):
        raise NotApplicable("正文没有在同一句中写明建议提案总数和两项数量")
    yield from one_for_each_subject([one for one in judged if isinstance(one, Finding)])
    yield from (one for one in judged if isinstance(one, Doubt))


def _parts(case: AuditCase, total: Statement) -> tuple[Statement, ...]:
    """The suggestions and the proposals of a total; none where it is not plain which they are."""
    if total.key is not None:
        parts = [s for kind in _PARTS for s in parts_of_kind(case.reading, total.key, kind)]
        is_whole = len(parts) == len(parts_of_kind(case.reading, total.key, K.COUNT_PART))
        kinds = {s.kind for s in parts}
        return tuple(parts) if is_whole and kinds == set(_PARTS) else ()
    same = [s for s in case.reading.said(*_PARTS, K.SUGGESTIONS_AND_PROPOSALS) if s.at == total.at]
    is_plain = sorted(s.kind for s in same) == sorted((*_PARTS, K.SUGGESTIONS_AND_PROPOSALS))
    return tuple(s for s in same if s is not total) if is_plain else ()


def _judged(total: Statement, parts: tuple[Statement, ...]) -> Judgement | None:
    subject = subject_of(total.part)
    if any(s.is_approximate for s in (total, *parts)):
        return Doubt(subject=subject, reason=f"{total.at}所列数量有约数，无法核对")
    told = sum((s.value for s in parts if s.value is not None), start=0)
    if told == total.value or (total.key is not None and told > (total.value or 0)):
        return None
    working = " + ".join(str(s.value) for s in parts)
    return Finding(
        subject=subject,
        severity=Severity.WARNING,
        message=f"“{nested(total.quote)}”，建议、提案合计 {working} = {told}，"
        f"与总数 {total.value} 不符",
        evidence=tuple(dict.fromkeys(quoted(s) for s in (total, *parts))),
    )
