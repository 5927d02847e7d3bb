"""CON09: fewer documents are in force than the year alone has left."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, Severity
from audit.numbers.arithmetic import evidence_of, require_rows, term_of
from audit.numbers.held_years import reason_of
from audit.numbers.stocks import IN_FORCE, ISSUED, REPEALED, explanation_in, stock_rows
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import Row


@rule(
    "CON09",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式》表二“本年制发件数”“本年废止件数”“现行有效件数”列",
    editions=ONLY_2021,
    version=2,
    rests_on=("CMP06", "CMP07"),
)
def stock_below_year(case: AuditCase) -> Iterator[Judgement]:
    """现行有效件数小于本年制发减本年废止。

    Requirement:
        现行有效件数包括本年制发而未废止的文件，不应小于本年制发件数减本年废止件数。
    What it looks at:
        表二规章、行政规范性文件两行的本年制发、本年废止、现行有效件数。
    Not applicable:
        2019年版格式没有这一列；年报没有这两行。
    Not a defect:
        正文写明本年制发的文件当年失效、有效期届满的，无法判定；本年废止不少于本年制发的。
    Example:
        行政规范性文件：本年制发 5，本年废止 0，现行有效 0。
    How to correct:
        核对规范性文件目录，更正现行有效件数。
    """
    refuse_older_reports(case)
    rows = stock_rows(case.edition)
    require_rows(case.reading, rows)
    for row in rows:
        yield from _judged(case, row)


def _judged(case: AuditCase, row: Row) -> Iterator[Judgement]:
    issued, repealed, in_force = (
        term_of(case.reading, f"{row.path}.{name}") for name in (ISSUED, REPEALED, IN_FORCE)
    )
    if issued.number == 0:
        return
    if issued.number is None or repealed.number is None or in_force.number is None:
        yield Doubt(subject=row.path, reason=reason_of(issued, repealed, in_force) or "")
        return
    least = issued.number - repealed.number
    if in_force.number >= least:
        return
    working = (
        f"{row.label}：本年制发 {issued.number} - 本年废止 {repealed.number} = {least}，"
        f"现行有效填 {in_force.number}，小于 {least}"
    )
    said = explanation_in(case.reading)
    if said is not None:
        reason = f"{working}；年报提到“{said.printed}”，仅凭件数不能判定"
        yield Doubt(subject=row.path, reason=reason)
        return
    terms = (issued, repealed, in_force)
    yield Finding(
        subject=row.path,
        severity=Severity.WARNING,
        message=working,
        evidence=tuple(evidence_of(term.figure) for term in terms if term.figure),
        paths=tuple(term.path for term in terms),
    )
