"""CMP06: a row of table two is missing."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.rows import judge_rows
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports


@rule(
    "CMP06",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第二十条、第五十条第（一）项；"
    "《政府信息公开工作年度报告格式》表二",
)
def proactive_row_missing(case: AuditCase) -> Iterator[Judgement]:
    """表二缺少格式要求的内容。

    Requirement:
        表二应当按照年报格式逐项列出《条例》第二十条第（一）（五）（六）（八）项（2019年版格式还有第（九）项）
        的各行数据。
    What it looks at:
        逐行查找表二要求的各行；整表缺失的，只作一项指出。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        括号全角、半角不同，标题行被分页拆开，“规范性文件”与“行政规范性文件”名称互用，地方自行增加的行。
    Example:
        表二没有第二十条第（八）项“行政事业性收费”一行。
    How to correct:
        按照年报格式补齐表二所缺的行，如实填写数据；没有发生的填“0”。
    """
    refuse_older_reports(case)
    yield from judge_rows(case.reading, case.edition.proactive_rows)
