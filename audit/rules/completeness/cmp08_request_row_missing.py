"""CMP08: a row of table three is missing."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.rows import judge_rows
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import EDITIONS

_OF_OTHER_EDITIONS = {
    edition.name: tuple(
        row
        for other in EDITIONS
        for row in other.request_rows
        if row.path not in {own.path for own in edition.request_rows}
    )
    for edition in EDITIONS
}


@rule(
    "CMP08",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第五十条第（二）项；"
    "《政府信息公开工作年度报告格式》表三",
)
def request_row_missing(case: AuditCase) -> Iterator[Judgement]:
    """表三缺少格式要求的行。

    Requirement:
        表三应当按照年报格式列出全部各行：2021年版格式25行，2019年版格式23行。
    What it looks at:
        按行名逐行查找；整表缺失的，只作一项指出。2021年版表三仍把“（六）其他处理”合为一行的，逐行指出并
        说明现状。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        行名中括号、空格、引号的写法不同；合并单元格；（三）至（六）各组没有小计行。
    Example:
        表三在“（七）总计”处结束，没有“四、结转下年度继续办理”一行。
    How to correct:
        按照年报格式补齐表三所缺的行，如实填写各列数据；没有发生的填“0”，并重新核对勾稽关系。
    """
    refuse_older_reports(case)
    edition = case.edition
    yield from judge_rows(case.reading, edition.request_rows, _OF_OTHER_EDITIONS[edition.name])
