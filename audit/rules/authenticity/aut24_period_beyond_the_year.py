"""AUT24: work is counted over a period that begins before or ends after the report's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.passages import Passage, findings_by_subject, passages_with
from audit.rule import Judgement, rule
from audit.wording.quoting import without_quotes

# 2022年11月至2023年10月, 2022年12月1日—2023年11月30日
_PERIOD = re.compile(
    r"(?<!\d)(?P<first>20\d\d)\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?起?\s?(?:[至到~\uff0d～]|[-—]{1,2})\s?"
    r"(?:(?P<last>20\d\d)\s?年\s?)?\d{1,2}\s?月"
)
_COUNTED = re.compile(r"(?:收到|受理|办结|答复|公开|发布|制发|印发)[^。；]{0,24}?\d+\s?余?[条件份]")
# Its own rules, comparisons, and what really goes over the turn of a year.
_OTHERS = re.compile(
    r"统计[期时]|所列|本报告|同期|同比|相比|较|有效期|规划|行动|任期|学年|征求意见|公示|活动|为期|培训"
    r"|整治|专项|项目|试点|上一?年|去年|整改"
)


@rule(
    "AUT24",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条（报告上一年度的工作情况）",
)
def period_beyond_the_year(case: AuditCase) -> Iterator[Judgement]:
    """工作数据的起止时间超出报告年度。

    Requirement:
        年报报告上一年度的工作，列举的数据应当是报告年度1月1日至12月31日的数据。
    What it looks at:
        “N年某月至N年某月，共公开（收到、办结）……件”，起止年份是否早于或者晚于报告年度。
    Not applicable:
        没有取得年报。
    Not a defect:
        统计期限本身（见AUT02）；与上年同期的比较；跨年度的规划、专项行动、培训、征求意见；文件名称中的时间。
    Example:
        2023年度报告写“2022年11月至2023年10月，共主动公开政府信息326条”。
    How to correct:
        按报告年度1月1日至12月31日重新统计并更正数据和起止时间。
    """
    found = [
        (passage.subject, passage.around(*period.span(), reach=4))
        for passage in passages_with(case.reading, "月")
        for period in _periods(passage)
        if not {int(year) for year in period.group("first", "last") if year} <= {case.year}
    ]
    yield from findings_by_subject(
        found,
        Severity.WARNING,
        "数据的起止时间不在报告年度之内，共{count}处：{found}",
    )


def _periods(passage: Passage) -> Iterator[re.Match[str]]:
    """The periods over which the agency's own work is counted."""
    if _PERIOD.search(passage.text) is None:
        return
    text = without_quotes(passage.text)
    for period in _PERIOD.finditer(text):
        if _COUNTED.search(text, period.end()) and not _OTHERS.search(text):
            yield period
