"""CON02: the results of a column of table three do not add up to （七）总计."""

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
    term_of,
)
from audit.numbers.cells import add_up
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import REQUESTS

_CONCLUDED = f"{REQUESTS}.concluded"
_OUTSIDE = ("received", "carried_in", "concluded", "carried_out")


@rule(
    "CON02",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式》表三“（七）总计”行",
    rests_on=("CMP08", "CMP09", "CMP10"),
    is_arithmetic=True,
)
def column_total_differs(case: AuditCase) -> Iterator[Judgement]:
    """表三各列办理结果之和与（七）总计不符。

    Requirement:
        表三每一列“（七）总计”应当等于该列“三、本年度办理结果”（一）至（六）各项之和。
    What it looks at:
        表三七列，逐列把各项办理结果相加后与“（七）总计”比较。
    Not applicable:
        年报没有表三的数据（由 CMP08 说明）。
    Not a defect:
        格式没有（三）至（六）的小计行；缺行、空白、填写文字的列无法判定，只说明其余各项的差额；
        “（六）其他处理”按2019年版印为一行的，按一行计算。
    Example:
        “总计”列：（一）予以公开 3 + （四）无法提供第1项 1 = 4，报告填 5。
    How to correct:
        核对各项办理结果的数量，更正有误的项目或者“（七）总计”。
    """
    refuse_older_reports(case)
    reading = case.reading
    rows = standing_rows(reading, case.edition)
    require_rows(reading, rows)
    results = [row for row in rows if row.name not in _OUTSIDE]
    by_column = zip(*(row.paths() for row in results), strict=True)
    differing = [
        column
        for column, parts in zip(case.edition.request_columns, by_column, strict=True)
        if not add_up(reading, parts, (f"{_CONCLUDED}.{column.name}",))
    ]
    yield from gathered(
        (
            Balance(
                parts=tuple(
                    term_of(reading, f"{row.path}.{column.name}", row_name(row)) for row in results
                ),
                total=(term_of(reading, f"{_CONCLUDED}.{column.name}", "（七）总计"),),
                is_terse=True,
            ).judged(f"{_CONCLUDED}.{column.name}", f"表三“{column.label}”列办理结果")
            for column in differing
        ),
        subject=_CONCLUDED,
    )
