"""CON10: the documents in force are exactly those issued in the year."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of, term_of
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import Row
from reading.model import FigureState

_COUNTED = ("issued", "repealed", "in_force")


@rule(
    "CON10",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表二“现行有效件数”列",
    editions=ONLY_2021,
    rests_on=("CMP06", "CMP07"),
)
def stock_equals_year(case: AuditCase) -> Iterator[Judgement]:
    """现行有效件数等于本年制发件数。

    Requirement:
        “现行有效件数”反映全部现行有效文件的数量，不限于本年制发的文件。
    What it looks at:
        表二规章、行政规范性文件两行：本年制发大于0，本年废止为0，现行有效与本年制发相同。
    Not applicable:
        2019年版格式没有这一列；两行本年制发均为0。
    Not a defect:
        新设立的机关，或者确实没有以前年度文件的机关，填报无误，说明情况即可。
    Example:
        行政规范性文件：本年制发 5，本年废止 0，现行有效 5。
    How to correct:
        核对是否只统计了当年制发的文件；如有遗漏，将现行有效件数更正为全部现行有效文件的数量。
    """
    refuse_older_reports(case)
    rows = [row for row in case.edition.proactive_rows if row.columns[0].name == _COUNTED[0]]
    issued = {row: term_of(case.reading, f"{row.path}.{_COUNTED[0]}") for row in rows}
    if all(term.number == 0 for term in issued.values()):
        raise NotApplicable("规章、行政规范性文件本年制发件数均为0")
    if all(term.is_in(FigureState.MISSING) for term in issued.values()):
        raise NotApplicable("年报没有规章、行政规范性文件的数据，见CMP06")
    for row, made in issued.items():
        if made.number != 0:
            yield from _judged(case, row)


def _judged(case: AuditCase, row: Row) -> Iterator[Judgement]:
    terms = [term_of(case.reading, f"{row.path}.{name}") for name in _COUNTED]
    made, gone, in_force = (term.number for term in terms)
    if gone or (made is not None and in_force not in (None, made)):
        return
    if None in (made, gone, in_force):
        reasons = [t.no_number for t in terms if t.no_number]
        yield Doubt(subject=row.path, reason="；".join(reasons))
        return
    yield Finding(
        subject=row.path,
        severity=Severity.ADVICE,
        message=f"{row.label}本年制发 {made}，本年废止 {gone}，现行有效 {in_force}，"
        "现行有效与本年制发相同，请核对是否漏计以前年度制发的文件",
        evidence=tuple(evidence_of(t.figure) for t in terms if t.figure),
        paths=tuple(t.path for t in terms),
    )
