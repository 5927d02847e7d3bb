"""CON26: the text counts published licences or penalties, table two has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.case import AuditCase
from audit.model import Doubt, Evidence, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of, term_of
from audit.passages import findings_by_subject, quoted, stated, subject_of
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import Statement, StatementKind

_TOPICS = ("licences", "penalties", "coercive_measures")


@rule(
    "CON26",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    rests_on=("CMP06", "CMP07"),
)
def published_decisions_zero(case: AuditCase) -> Iterator[Judgement]:
    """正文有双公示等数量而表二处理决定数量均为0。

    Requirement:
        正文写明公开了行政许可、行政处罚等行政执法信息的，表二相应的处理决定数量应当如实填写。
    What it looks at:
        正文中“双公示”、行政执法信息等写明数量大于0的表述，与表二相应各行处理决定数量比较。
    Not applicable:
        正文没有写明公开许可、处罚等行政执法信息的数量。
    Not a defect:
        相应各行有一行大于0；公开的是以前年度作出的决定，或者其他机关作出的决定，说明情况即可。
    Example:
        正文写明公开“双公示”信息 42 条，表二行政许可、行政处罚处理决定数量均为 0。
    How to correct:
        核对本年作出的行政许可、行政处罚等决定数量，更正表二，或者在正文说明所公开信息的来源。
    """
    refuse_older_reports(case)
    told = [
        s for s in stated(case, StatementKind.LICENCES_PENALTIES_PUBLISHED) if (s.value or 0) > 0
    ]
    if not told:
        raise NotApplicable("正文没有写明公开行政许可、行政处罚等行政执法信息的数量")
    for subject in dict.fromkeys(subject_of(s.part) for s in told):
        yield from _judged(case, subject, [s for s in told if subject_of(s.part) == subject])


def _judged(case: AuditCase, subject: str, told: list[Statement]) -> Iterator[Judgement]:
    wrong: list[tuple[str, Evidence]] = []
    zeros: dict[str, Evidence] = {}
    for statement in told:
        topics = [t for t in _TOPICS if t in statement.topics] or list(_TOPICS)
        terms = [term_of(case.reading, f"proactive.{topic}.decisions") for topic in topics]
        if any(term.number for term in terms):
            continue
        unknown = [term.no_number for term in terms if term.no_number]
        if unknown:
            yield Doubt(subject=subject, reason="；".join(unknown))
            continue
        wrong.append((subject, quoted(statement)))
        zeros |= {t.path: evidence_of(t.figure) for t in terms if t.figure is not None}
    message = "正文写明公开行政执法信息（{found}），表二相应的处理决定数量均为 0"
    for finding in findings_by_subject(wrong, Severity.WARNING, message):
        yield replace(finding, evidence=(*finding.evidence, *zeros.values()), paths=tuple(zeros))
