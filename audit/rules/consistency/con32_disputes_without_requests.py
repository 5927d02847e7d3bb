"""CON32: disputes over answers, and no application that could have been answered."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import Term, evidence_of, require_rows, term_of
from audit.numbers.held_years import evidence_of_year, reason_of, tables_of_previous, term_of_year
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import DISPUTES, REQUESTS

_OWN = {"received": "本年新收", "carried_in": "上年结转"}
_PREVIOUS = {"concluded": "本年度办理结果总计", "carried_out": "结转下年度继续办理"}


@rule(
    "CON32",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表三、表四",
    rests_on=("CMP08", "CMP10", "CMP11", "CON04", "CON05", "CON06"),
)
def disputes_without_requests(case: AuditCase) -> Iterator[Judgement]:
    """没有可引起争议的申请而有行政复议、行政诉讼。

    Requirement:
        表四统计因政府信息公开工作引起的行政复议、行政诉讼，数量应当与申请办理情况相协调。
    What it looks at:
        表三本年新收、上年结转总计均为0，上年年报没有办结和结转的申请，也没有尚未审结的案件，而表四有案件。
    Not applicable:
        表四没有案件；本年有新收或者结转的申请；上年没有全国统一格式的年报。没有取得上年年报的，无法判定。
    Not a defect:
        案件针对以前年度的答复，或者针对主动公开行为的，可以说明情况。
    Example:
        两年均未收到申请，表四行政复议总计 3。
    How to correct:
        核对表四案件是否属于政府信息公开案件，核对表三是否漏统申请；确属以前年度答复引起的，在正文说明。
    """
    refuse_older_reports(case)
    require_rows(case.reading, case.edition.dispute_rows)
    cases = [
        term_of(case.reading, f"{row.path}.total", row.label) for row in case.edition.dispute_rows
    ]
    own = [term_of(case.reading, f"{REQUESTS}.{row}.total", name) for row, name in _OWN.items()]
    if any(term.number for term in own):
        raise NotApplicable("本年有新收或者上年结转的申请")
    if all(term.number == 0 for term in cases):
        raise NotApplicable("表四没有案件")
    previous = tables_of_previous(case)
    year = case.year - 1
    before = [
        term_of_year(previous, f"{REQUESTS}.{row}.total", year, name)
        for row, name in _PREVIOUS.items()
    ]
    before += [
        term_of_year(previous, f"{DISPUTES}.{row.name}.pending", year, f"{row.label}尚未审结")
        for row in case.edition.dispute_rows
    ]
    if any(term.number for term in before):
        return
    reason = reason_of(*own, *before, *([] if any(c.number for c in cases) else cases))
    if reason:
        yield Doubt(subject=DISPUTES, reason=reason)
        return
    yield _finding(case, cases, own, before)


def _finding(case: AuditCase, cases: list[Term], own: list[Term], before: list[Term]) -> Finding:
    told = "、".join(f"{term.name} {term.number}" for term in cases if term.number)
    shown = [term for term in (*cases, *own) if term.figure is not None]
    return Finding(
        subject=DISPUTES,
        severity=Severity.ADVICE,
        message=f"表四有案件（{told}），而本年没有新收和结转的申请，"
        f"{case.year - 1}年度年报也没有办结、结转的申请和尚未审结的案件，请核对",
        evidence=(
            *(evidence_of(term.figure) for term in shown if term.figure),
            *(place for term in before[:2] for place in evidence_of_year(term, case.year - 1)),
        ),
        paths=tuple(term.path for term in shown),
    )
