"""CMP11: table four or a cell of it is missing, or holds no number."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity
from audit.numbers.rows import judge_cells
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import DISPUTES, Row
from reading.model import FigureState, ReportReading


@rule(
    "CMP11",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第五十条第（三）项；"
    "《政府信息公开工作年度报告格式》表四",
)
def dispute_cell_missing(case: AuditCase) -> Iterator[Judgement]:
    """表四不齐全。

    Requirement:
        表四应当列出行政复议、未经复议直接起诉、复议后起诉三组，每组结果维持、结果纠正、其他结果、尚未审结、总计
        5格，共15格，均填写数字。
    What it looks at:
        15个数据单元格是否都在（缺表、缺格为错误），是否都填写了数字（空白或者非数字为警告）。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        表头文字换行（如“结果”与“维持”分在两行）；填写“0”。
    Example:
        表四只有行政复议5格，没有行政诉讼的10格。
    How to correct:
        按照年报格式补齐表四的15个单元格，如实填写数字；没有发生的填“0”。
    """
    refuse_older_reports(case)
    rows = case.edition.dispute_rows
    missing = list(_missing_cells(case.reading, rows))
    if missing:
        total = sum(len(row.columns) for row in rows)
        what = "年报没有表四" if len(missing) == total else f"表四缺少{len(missing)}个单元格"
        yield Finding(
            subject=DISPUTES,
            severity=Severity.ERROR,
            message=f"{what}，格式要求{total}个：{'、'.join(name for _, name in missing)}",
            evidence=(Evidence(at="表四", printed=""),),
            paths=tuple(path for path, _ in missing),
        )
    yield from judge_cells(case.reading, rows, frozenset(path for path, _ in missing))


def _missing_cells(reading: ReportReading, rows: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for column, path in zip(row.columns, row.paths(), strict=True):
            figure = reading.figures.get(path)
            if figure is not None and figure.state is FigureState.MISSING:
                yield path, f"{row.label}{column.label}"
