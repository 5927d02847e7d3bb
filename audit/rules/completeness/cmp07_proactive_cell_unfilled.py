"""CMP07: a cell of table two holds no number."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.rows import judge_cells, rows_standing
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports


@rule(
    "CMP07",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条第（一）项；"
    "《政府信息公开工作年度报告格式》表二",
)
def proactive_cell_unfilled(case: AuditCase) -> Iterator[Judgement]:
    """表二有单元格没有填写数字。

    Requirement:
        表二各行的每个数据单元格都应当填写数字。
    What it looks at:
        表二已列出的各行，逐格查看是否为数字；一行有两格以上未填写的，按行合并指出。
    Not applicable:
        没有取得年报；2019年度以前的年报；整个表二缺失（见CMP06）。缺少的行由CMP06指出。
    Not a defect:
        填写“0”；2019年版格式“本年增/减”填写负数；金额数字后带有单位。
    Example:
        “行政许可”一行的处理决定数量为空白，或者填“/”。
    How to correct:
        核实后补填数字；没有发生的填“0”，不留空白，也不以“/”“—”等符号代替。
    """
    refuse_older_reports(case)
    rows = rows_standing(case.reading, case.edition.proactive_rows, otherwise="CMP06")
    yield from judge_cells(case.reading, rows)
