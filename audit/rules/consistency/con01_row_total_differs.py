"""CON01: the figures of a row of table three do not add up to its total."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.arithmetic import (
    Balance,
    gathered,
    require_rows,
    row_name,
    standing_rows,
    stands,
    term_of,
)
from audit.numbers.cells import row_adds_up
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import REQUESTS, TABLE_LABELS, Row
from reading.model import ReportReading


@rule(
    "CON01",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式》表三“总计”列",
    rests_on=("CMP08", "CMP09", "CMP10"),
    is_arithmetic=True,
)
def row_total_differs(case: AuditCase) -> Iterator[Judgement]:
    """表三各行分项之和与总计不符。

    Requirement:
        表三每一行“总计”应当等于该行自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他六项之和。
    What it looks at:
        表三中实际印有的每一行，逐行相加后与该行“总计”比较。
    Not applicable:
        年报没有表三的数据（由 CMP08 说明）。缺少的行不在此重复指出。
    Not a defect:
        行内有空白时不按0认定，只说明空白按0计的结果；填“/”“—”等文字的行无法判定。
    Example:
        “（一）予以公开”一行：3 + 1 + 0 + 0 + 0 + 0 = 4，报告填 5。
    How to correct:
        核对该行各类申请人的数量，更正分项或者总计，使六项之和等于总计。
    """
    refuse_older_reports(case)
    reading = case.reading
    rows = standing_rows(reading, case.edition)
    require_rows(reading, rows)
    yield from gathered(
        (
            _sum(reading, row).judged(row.path, f"{TABLE_LABELS[REQUESTS]}“{row_name(row)}”一行")
            for row in rows
            if stands(reading, row) and not row_adds_up(reading, row)
        ),
        subject=REQUESTS,
    )


def _sum(reading: ReportReading, row: Row) -> Balance:
    *parts, total = row.paths()
    return Balance(
        parts=tuple(term_of(reading, path) for path in parts), total=(term_of(reading, total),)
    )
