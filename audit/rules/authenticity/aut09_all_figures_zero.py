"""AUT09: every figure of the report is zero."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.numbers.arithmetic import standing_rows, term_of
from audit.numbers.cells import numbers_by_path
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import TABLE_LABELS


@rule("AUT09", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第六条")
def all_figures_zero(case: AuditCase) -> Iterator[Judgement]:
    """全部数据项均为0。

    Requirement:
        年报三张表的数据应当如实统计填写。
    What it looks at:
        表二、表三、表四的全部数据项。
    Not applicable:
        没有取得年报；2019年度以前的年报。有空白或者未能读出的数据项，且未见非0数据的，无法判定。
    Not a defect:
        规模较小的机关全部数据确实为0的，属于如实填报，不是错误。
    Example:
        200个数据项均为0。
    How to correct:
        核对本年度是否确无制发文件、行政许可、行政处罚、收费和依申请公开等事项，有遗漏的补充更正。
    """
    refuse_older_reports(case)
    reading, edition = case.reading, case.edition
    rows = (*edition.proactive_rows, *standing_rows(reading, edition), *edition.dispute_rows)
    number = numbers_by_path(reading).get
    if any(number(path) for row in rows for path in row.paths()):
        return
    paths = tuple(path for row in rows for path in row.paths())
    unknown = next(filter(None, (term_of(reading, path).no_number for path in paths)), None)
    if unknown:
        raise Undetermined(f"未见非0数据，但不是每项都是数字：{unknown}")
    counts = {
        label: sum(path.startswith(f"{table}.") for path in paths)
        for table, label in TABLE_LABELS.items()
    }
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.ADVICE,
        message=f"全部{len(paths)}个数据项均为 0，请核对是否如实填报",
        evidence=tuple(
            Evidence(at=f"{label} {count}个数据项", printed="0") for label, count in counts.items()
        ),
        paths=paths,
    )
