"""CMP22: the period of the figures is not stated."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.periods import periods_stated
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import Statement, StatementKind


@rule(
    "CMP22",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
    version=2,
)
def period_not_stated(case: AuditCase) -> Iterator[Judgement]:
    """没有写明统计期限。

    Requirement:
        年报宜写明所列数据的统计期限，即报告年度的1月1日至12月31日。
    What it looks at:
        全文是否有写明“1月1日”至“12月31日”的句子；其他事项的起止日期不算。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        写在正文之前或者总体情况中；省略“起”“止”；后一个日期不重复写年份；写明的统计期限不是报告年度的
        （见AUT02、CMP23）。
    Example:
        全文只写“截至2023年底”。
    How to correct:
        在正文之前或者总体情况中写明：本报告所列数据的统计期限自（年度）年1月1日起至12月31日止。
    """
    refuse_older_reports(case)
    reading = case.reading
    if reading.is_cut and not reading.said(StatementKind.STATISTICS_PERIOD):
        raise Undetermined("文件不完整，后面的内容可能没有取得，需人工核对原件")
    if not reading.parts and not reading.preamble:
        raise Undetermined("没有读出年报正文，需人工核对原件")
    stated = reading.said(StatementKind.STATISTICS_PERIOD)
    year = case.given_year or reading.year
    # A period of another year is stated, and wrong: AUT02 and CMP23 tell of it.
    if periods_stated(reading) or any(year is None or _is_on(one, year) for one in stated):
        return
    yield Finding(
        subject="document",
        severity=Severity.ADVICE,
        message="全文没有写明统计期限（1月1日至12月31日）",
        evidence=(Evidence(at="全文", printed=""),),
    )


def _is_on(statement: Statement, year: int) -> bool:
    """Whether the period named is within the year the report is on."""
    return (statement.start is None or statement.start.year == year) and (
        statement.end is None or statement.end.year == year
    )
