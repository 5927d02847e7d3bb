"""AUT02: the stated period of the figures is not the whole of the report's year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from audit.case import AuditCase
from audit.model import NotApplicable, Severity, Undetermined
from audit.passages import findings_by_subject, quoted, sentences_of, subject_of
from audit.publication import printed_date
from audit.rule import Judgement, rule
from audit.scope import FIRST_YEAR
from audit.wording.titles import plain, years_in
from reading.model import ReportReading, Statement, StatementKind

_ON_THE_REPORT = re.compile(r"统计|所列|本报告|年度?报告|年报")


@rule(
    "AUT02",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
)
def period_not_of_the_year(case: AuditCase) -> Iterator[Judgement]:
    """统计期限与报告年度不符。

    Requirement:
        年报数据的统计期限应当是报告年度的1月1日至12月31日。
    What it looks at:
        写明年报统计期限的句子，起始日期和截止日期是否为报告年度的1月1日和12月31日。
    Not applicable:
        没有取得年报；没有写明统计期限（见CMP22）。
    Not a defect:
        “起”“止”等写法不同；起止日期只写一次年份或者都没有写年份；征求意见、培训等其他事项的起止日期。
        统计期限为另一完整年度、与标题年度不一致的，见CMP23。
    Example:
        2023年度报告写明“统计期限自2022年1月1日起至2022年12月31日止”。
    How to correct:
        将统计期限更正为报告年度1月1日至12月31日，并核对全部数据是否按此期限统计。
    """
    text = {sentence.at: sentence.text for _, sentence in sentences_of(case.reading)}
    periods = [
        said
        for said in case.reading.said(StatementKind.STATISTICS_PERIOD)
        if _ON_THE_REPORT.search(text.get(said.at, said.quote))
    ]
    if not periods:
        raise NotApplicable("没有写明统计期限，见CMP22")
    right = date(case.year, 1, 1), date(case.year, 12, 31)
    wrong = [said for said in periods if _differs(said, *right)]
    if len(wrong) == len(periods) and _is_told_of_the_title(case.reading, wrong):
        raise Undetermined("统计期限的年度与标题的年度不一致，见CMP23")
    yield from findings_by_subject(
        ((subject_of(said.part), quoted(said)) for said in wrong),
        Severity.ERROR,
        f"写明的统计期限为{{found}}，报告年度应为{printed_date(right[0])}至{printed_date(right[1])}",
    )


def _differs(said: Statement, first: date, last: date) -> bool:
    """A period without any year is taken for that of the report's year."""
    return (said.start is not None and said.start != first) or (
        said.end is not None and said.end != last
    )


def _is_told_of_the_title(reading: ReportReading, periods: list[Statement]) -> bool:
    """Whether they are whole years other than the one year of the title, which is CMP23's."""
    titled = set(years_in(plain(reading.title or "")))
    if len(titled) != 1 or (reading.year or FIRST_YEAR) < FIRST_YEAR:
        return False
    return all(
        said.start is not None
        and said.start.year not in titled
        and not _differs(said, date(said.start.year, 1, 1), date(said.start.year, 12, 31))
        for said in periods
    )
