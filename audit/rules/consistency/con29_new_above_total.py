"""CON29: more documents were made public in the year than there are in all."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, Severity
from audit.numbers.arithmetic import evidence_of, require_rows, term_of
from audit.rule import ONLY_2019, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import Row

_NEW, _TOTAL = "published", "total_published"


@rule(
    "CON29",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式（试行）》表二“本年新公开数量”“对外公开总数量”列",
    editions=ONLY_2019,
    rests_on=("CMP06", "CMP07"),
    is_arithmetic=True,
)
def new_above_total(case: AuditCase) -> Iterator[Judgement]:
    """本年新公开数量大于对外公开总数量。

    Requirement:
        表二规章、规范性文件的“对外公开总数量”包括“本年新公开数量”，不应小于“本年新公开数量”。
    What it looks at:
        表二规章、规范性文件两行的“本年新公开数量”和“对外公开总数量”。
    Not applicable:
        2021年版格式没有这两列；年报没有这两行。
    Not a defect:
        两数相同；有一格为空白或者不是数字的，无法判定。
    Example:
        规范性文件：本年新公开 20，对外公开总数量 17。
    How to correct:
        核对规范性文件公开台账，更正本年新公开数量或者对外公开总数量。
    """
    refuse_older_reports(case)
    rows = tuple(r for r in case.edition.proactive_rows if r.columns[-1].name == _TOTAL)
    require_rows(case.reading, rows)
    for row in rows:
        yield from _judged(case, row)


def _judged(case: AuditCase, row: Row) -> Iterator[Judgement]:
    new = term_of(case.reading, f"{row.path}.{_NEW}")
    total = term_of(case.reading, f"{row.path}.{_TOTAL}")
    if new.number == 0:
        return
    if new.number is None or total.number is None:
        reasons = [term.no_number for term in (new, total) if term.no_number]
        yield Doubt(subject=row.path, reason="；".join(reasons))
    elif new.number > total.number:
        yield Finding(
            subject=row.path,
            severity=Severity.ERROR,
            message=f"{row.label}本年新公开数量 {new.number}，大于对外公开总数量 {total.number}",
            evidence=tuple(evidence_of(t.figure) for t in (new, total) if t.figure),
            paths=(new.path, total.path),
        )
