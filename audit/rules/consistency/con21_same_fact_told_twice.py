"""CON21: the same fact is told twice in the text with different numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.case import AuditCase
from audit.claims.breakdowns import nested
from audit.claims.retold import is_of_the_whole_year, told_twice
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.passages import quoted, subject_of
from audit.rule import Judgement, rule
from reading.model import Statement

_MOST_VALUES = 2


@rule("CON21", at_most=Severity.ERROR, basis="《中华人民共和国政府信息公开条例》第六条")
def same_fact_told_twice(case: AuditCase) -> Iterator[Judgement]:
    """正文同一事项前后数量不一致。

    Requirement:
        同一事项、同一时期的数量在年报各处应当一致。
    What it looks at:
        正文不同句子中措辞相同的同类数量：主动公开信息数、公开文件数、建议提案数、信息处理费通知件数和金额。
        表格中有的数量由CON12、CON13、CON15、CON16、CON17、CON28、CON40与表格核对。
    Not applicable:
        没有两处以上措辞相同的同类数量。
    Not a defect:
        范围不同（网站与全部、不同账号、不同层级）、其他年度、分项数量；同在一个部分或者没有写明“全年”“共”等范围的，仅作警告；
        有约数的，或者三个以上不同数量的（可能是各领域分别叙述），无法判定。
    Example:
        第一部分写明全年主动公开政府信息326条，第五部分写明全年主动公开政府信息362条。
    How to correct:
        核对统计台账，使各处数量一致；口径不同的，在正文写明各自的范围。
    """
    twice = told_twice(case)
    if not twice:
        raise NotApplicable("正文没有两处以上措辞相同的同类数量")
    for said in twice:
        yield from _judged(said)


def _judged(said: Sequence[Statement]) -> Iterator[Judgement]:
    values = list(dict.fromkeys(s.value for s in said))
    subject = subject_of(said[0].part)
    quotes = "与".join(f"“{nested(s.quote)}”（{s.at}）" for s in said)
    if len(values) == 1:
        return
    if len(values) > _MOST_VALUES or any(s.is_approximate for s in said):
        yield Doubt(subject=subject, reason=f"{quotes}可能范围不同或者为约数，无法核对")
        return
    is_of_the_year = all(is_of_the_whole_year(s) for s in said)
    is_certain = is_of_the_year and len({s.part for s in said}) > 1
    yield Finding(
        subject=subject,
        severity=Severity.ERROR if is_certain else Severity.WARNING,
        message=f"同一事项前后数量不一致：{quotes}",
        evidence=tuple(quoted(s) for s in said),
    )
