"""AUT20: words of the day of writing stand where the report speaks of a whole past year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.passages import findings_by_subject, passages_with
from audit.rule import Judgement, rule
from audit.wording.quoting import without_quotes

_OF_THE_DAY = re.compile(
    r"今年以?来"
    r"|截[至止]目前|(?:到|至)目前为止|迄今为止"
    # 近日印发; not 邻近日期 or 最近日
    r"|(?<![最附邻接临])近日(?![期常志记益程渐光])"
)


@rule("AUT20", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第六条")
def tense_of_the_day(case: AuditCase) -> Iterator[Judgement]:
    """时间表述与年度报告不符。

    Requirement:
        年报报告上一年度全年的工作，时间宜写明年份，不宜使用“今年以来”“截至目前”等即时表述。
    What it looks at:
        正文中的“今年（以）来”“截至目前”“到目前为止”“近日”等表述。
    Not applicable:
        没有取得年报。
    Not a defect:
        写明具体日期的“截至2023年底”；书名号、引号之内的文字；说明现状的“目前”；单独的“今年”。
    Example:
        今年来，我局不断规范政府信息公开内容。
    How to correct:
        改写为明确的年份或者日期，例如“2023年”“截至2023年12月31日”。
    """
    yield from findings_by_subject(
        (
            (passage.subject, passage.around(*match.span()))
            for passage in passages_with(case.reading, "今年", "目前", "迄今为止", "近日")
            if _OF_THE_DAY.search(passage.text)
            for match in _OF_THE_DAY.finditer(without_quotes(passage.text))
        ),
        Severity.ADVICE,
        "使用了“今年以来”“截至目前”一类即时的时间表述，宜写明年份或者日期，共{count}处：{found}",
    )
