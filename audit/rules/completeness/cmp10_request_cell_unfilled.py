"""CMP10: a cell of table three holds no number."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.cells import missing_paths
from audit.numbers.rows import judge_cells, rows_standing
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import Row
from reading.model import ReportReading


@rule(
    "CMP10",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条第（二）项；"
    "《政府信息公开工作年度报告格式》表三",
)
def request_cell_unfilled(case: AuditCase) -> Iterator[Judgement]:
    """表三有单元格没有填写数字。

    Requirement:
        表三已列各行的每个数据单元格都应当填写数字。
    What it looks at:
        表三已列出的各行，逐格查看是否为数字；一行有两格以上未填写的，按行合并指出。只有总计
        空白而分项齐全的，或者只填了总计的，一并说明。
    Not applicable:
        没有取得年报；2019年度以前的年报；整个表三缺失（见CMP08）。缺少的行由CMP08指出，缺少的列由CMP09指出。
    Not a defect:
        填写“0”；行名中的数字（如“1.属于国家秘密”）不是数据；合并单元格。
    Example:
        “（一）予以公开”一行只填了总计，其余六格空白。
    How to correct:
        核实后补填数字；没有发生的填“0”，不留空白，也不以“/”“—”等符号代替，并重新核对合计和勾稽关系。
    """
    refuse_older_reports(case)
    rows = rows_standing(case.reading, case.edition.request_rows, otherwise="CMP08")
    yield from judge_cells(case.reading, rows, frozenset(_missing_columns(case.reading, rows)))


def _missing_columns(reading: ReportReading, rows: tuple[Row, ...]) -> Iterator[str]:
    """The paths of the columns that no row has."""
    for paths in zip(*(row.paths() for row in rows), strict=True):
        if missing_paths(reading).issuperset(paths):
            yield from paths
