"""AUT25: the report is signed on a day before the year that it reports on has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity
from audit.passages import DOCUMENT
from audit.publication import printed_date
from audit.rule import Judgement, rule


@rule(
    "AUT25",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
)
def signed_before_the_year_ends(case: AuditCase) -> Iterator[Judgement]:
    """落款日期早于报告年度结束。

    Requirement:
        年报报告上一年度全年的工作，应当在报告年度结束后形成。
    What it looks at:
        正文之后的落款日期是否早于报告年度的12月31日。
    Not applicable:
        没有取得年报；没有落款日期；标注的公布日期也早于报告年度结束（见TIM04）。
    Not a defect:
        报告年度12月31日当日或者之后的落款日期。
    Example:
        2023年度报告落款日期为2023年1月18日。
    How to correct:
        落款年份有误的更正；数据未统计到年底的，补充全年数据后重新公布。
    """
    signed = case.reading.claimed_dates.get("signed")
    if signed is None:
        raise NotApplicable("没有落款日期")
    last_day = date(case.year, 12, 31)
    claimed = case.publication.claimed_date
    if claimed is not None and claimed <= last_day:
        raise NotApplicable("标注的公布日期也早于报告年度结束，见TIM04")
    if signed < last_day:
        yield Finding(
            subject=DOCUMENT,
            severity=Severity.WARNING,
            message=(
                f"落款日期为{printed_date(signed)}，报告年度至{printed_date(last_day)}才结束，"
                "落款日期有误，或者数据没有统计到年底"
            ),
            evidence=(Evidence(at="落款", printed=printed_date(signed)),),
        )
