"""CMP30: a figure is far beyond what can be."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Finding, Severity
from audit.numbers.arithmetic import Number, evidence_of
from audit.numbers.rows import cells_of, row_label, unread_cells
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import DISPUTES, PROACTIVE, REQUESTS, Column, Row
from reading.model import Figure

# Well above whatever a province or a ministry has ever reported; 万元 for money.
_MOST = {REQUESTS: 1_000_000, DISPUTES: 100_000, PROACTIVE: 1_000_000_000}
_MOST_DOCUMENTS = 100_000
_MOST_MONEY = 100_000_000
_DOCUMENTS = frozenset({"regulations", "normative_documents"})


@rule(
    "CMP30",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条、第五十条",
    rests_on=("CMP25", "CMP26", "CON01", "CON02", "CON03", "CON04", "CON05", "CON06"),
)
def figure_absurd(case: AuditCase) -> Iterator[Judgement]:
    """数字明显不合常理。

    Requirement:
        表格中的数据应当真实、准确。
    What it looks at:
        数量远远超出可能的数字（如电话号码、日期或者相邻两格的数字连在一起）；规章、规范性文件数量恰与年度数字相同的，
        建议核对。
    Not applicable:
        没有取得年报；2019年度以前的年报；年报没有法定表格的任何数据。
    Not a defect:
        数量较大但可能发生的数字；负数和小数（见CMP26）；收费金额误以元为单位（见CMP25）；已使合计不符的数字（见
        CON01至CON06）。
    Example:
        “行政许可”一行的处理决定数量填“13800138000”。
    How to correct:
        核对原始数据，更正误填的数字，并重新核对合计和勾稽关系。
    """
    refuse_older_reports(case)
    year = case.given_year or case.reading.year
    years = (year, year + 1) if year else ()
    cells = cells_of(case.reading)
    least = min((_MOST_DOCUMENTS, *years))
    for row, column, figure in cells:
        if figure.value is not None and figure.value >= least:
            yield from _judged(row, column, figure, years)
    yield from unread_cells(case.reading, cells)


def _judged(row: Row, column: Column, figure: Figure, years: tuple[int, ...]) -> Iterator[Finding]:
    value = figure.value or 0
    is_of_documents = row.name in _DOCUMENTS and row.table == PROACTIVE
    if value > _most(row, column, is_of_documents=is_of_documents):
        severity, what = Severity.WARNING, "明显不合常理"
    elif is_of_documents and value in years:
        severity, what = Severity.ADVICE, "与年度数字相同"
    else:
        return
    yield Finding(
        subject=figure.path,
        severity=severity,
        message=f"{row_label(row)}一行{column.place or column.label}填“{figure.printed}”，{what}，"
        "请核对是否误填",
        evidence=(evidence_of(figure),),
        paths=(figure.path,),
    )


def _most(row: Row, column: Column, *, is_of_documents: bool) -> Number:
    if column.is_money:
        return _MOST_MONEY
    return _MOST_DOCUMENTS if is_of_documents else _MOST[row.table]
