"""CMP26: a count is negative or no whole number."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Finding, Severity
from audit.numbers.arithmetic import evidence_of
from audit.numbers.cells import is_all_positive
from audit.numbers.rows import cells_of, is_fraction, row_label, unread_cells
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import Column, Row
from reading.model import Figure


@rule(
    "CMP26",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式》表二、表三、表四",
)
def count_not_whole(case: AuditCase) -> Iterator[Judgement]:
    """件数不是非负整数。

    Requirement:
        除收费金额、采购总金额外，表二、表三、表四的数据都是件数（项数），应当填写0或者正整数。
    What it looks at:
        已读出的各单元格是否为负数或者带小数；一行有两格以上的，按行合并指出。
    Not applicable:
        没有取得年报；2019年度以前的年报；年报没有法定表格的任何数据。
    Not a defect:
        2019年版格式“本年增/减”填写负数或者“+5”；收费金额、采购总金额（见CMP25）；空白和文字（见CMP07、
        CMP10、CMP11）。
    Example:
        “（一）予以公开”自然人填“-3”，或者填“2.5”。
    How to correct:
        核实后改填0或者正整数，并重新核对合计和勾稽关系。
    """
    refuse_older_reports(case)
    cells = cells_of(case.reading)
    if is_all_positive(case.reading):
        return
    cells = tuple(cell for cell in cells if not cell[1].is_money)
    wrong: dict[str, list[tuple[Row, Column, Figure]]] = {}
    for row, column, figure in cells:
        if (figure.value is None or figure.value < 0) and _is_wrong(column, figure):
            wrong.setdefault(row.path, []).append((row, column, figure))
    yield from map(_finding, wrong.values())
    yield from unread_cells(case.reading, cells)


def _is_wrong(column: Column, figure: Figure) -> bool:
    is_negative = figure.value is not None and not column.may_be_negative
    return is_negative or is_fraction(figure)


def _finding(wrong: list[tuple[Row, Column, Figure]]) -> Finding:
    row, figures = wrong[0][0], [figure for _, _, figure in wrong]
    told = "、".join(f"{column.place or column.label}填“{f.printed}”" for _, column, f in wrong)
    return Finding(
        subject=figures[0].path if len(figures) == 1 else row.path,
        severity=Severity.ERROR,
        message=f"{row_label(row)}一行{told}，件数应当为0或者正整数",
        evidence=tuple(map(evidence_of, figures)),
        paths=tuple(figure.path for figure in figures),
    )
