"""CON37: cases were pending at the end of last year, and this year's table has none."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of, require_rows, term_of
from audit.numbers.held_years import evidence_of_year, reason_of, tables_of_previous, term_of_year
from audit.rule import Judgement, rule
from reading.editions import DISPUTES


@rule(
    "CON37",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表四“尚未审结”列",
    rests_on=("CMP11", "CON04", "CON05", "CON06"),
)
def pending_cases_gone(case: AuditCase) -> Iterator[Judgement]:
    """上年尚未审结的案件本年没有反映。

    Requirement:
        上年年报表四“尚未审结”的案件，本年审结或者仍未审结，宜在本年年报中反映。
    What it looks at:
        上年年报表四“尚未审结”之和大于0，而本年表四各类案件总计均为0。
    Not applicable:
        上年没有尚未审结的案件；上年没有全国统一格式的年报。没有取得上年年报的，无法判定。
    Not a defect:
        案件只在立案年度统计的，说明统计口径即可。
    Example:
        上年行政复议“尚未审结”2，本年表四全部为 0。
    How to correct:
        核对上年未审结案件的结果，补充填报，或者在正文说明统计口径。
    """
    previous = tables_of_previous(case)
    rows = case.edition.dispute_rows
    require_rows(case.reading, rows)
    year = case.year - 1
    pending = [
        term_of_year(previous, f"{row.path}.pending", year, f"{row.label}尚未审结") for row in rows
    ]
    now = [term_of(case.reading, f"{row.path}.total", row.label) for row in rows]
    if all(term.number == 0 for term in pending):
        raise NotApplicable(f"{year}年度年报没有尚未审结的案件")
    if any(term.number for term in now):
        return
    reason = reason_of(*now, *([] if any(term.number for term in pending) else pending))
    if reason:
        yield Doubt(subject=DISPUTES, reason=reason)
        return
    left = [term for term in pending if term.number]
    told = "、".join(f"{term.name} {term.number}" for term in left)
    yield Finding(
        subject=DISPUTES,
        severity=Severity.ADVICE,
        message=f"{told}，本年表四各类案件总计均为 0，请核对这些案件的结果是否应当填报",
        evidence=(
            *(evidence_of(term.figure) for term in now if term.figure),
            *(place for term in left for place in evidence_of_year(term, year)),
        ),
        paths=tuple(term.path for term in now),
    )
