"""CMP31: a number of the text is negative, broken or beyond what can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import Passage, findings_by_subject, passages, whole_text
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports

# 条例, 条款, 3.2条规定 and 3.5件/人 are other words.
_AFTER = r"(?![例款目规/\uff0f])"
_UNIT = rf"(?:人次|[件条份篇次起宗]){_AFTER}"
_HAN = r"[\u4e00-\u9fff]"
# 公开信息326.5条; not 第3.5条, and not the item 1. of a list, which no character stands before.
_FRACTION = re.compile(rf"(?<={_HAN})(?<!第)\d+[.\uff0e]\d+\s*{_UNIT}")
# 共办结-5件; a sign after a noun may be a dash, and one after a unit makes a range.
_NEGATIVE = re.compile(
    rf"(?:收到|受理|办结|答复|共计?|合计|[为达了])\s*[-\u2212\uff0d]\d+\s*{_UNIT}"
)
# 按时答复率达120%; a task may be done to more than the whole, so 完成率 is none of them.
_RATE = re.compile(
    r"(?:办结|办复|答复|回复|及时|按时|按期|满意|合格|公开|覆盖)率"
    r"(?:均|都)?(?:为|达到?|是|保持在)?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%\uff05]"
)
# A date, a telephone number or two numbers run together; visits may be that many.
_ENDLESS = re.compile(rf"(?<![\d.号码第])\d{{10,}}\s?[件条份篇起宗]{_AFTER}")
_MEAN = re.compile(r"均|每|相当于")
_STOPS = re.compile(r"[，。；：、]")
# One of these stands in all of them; few reports have any. Apart they are found in no time.
_MAY_BE = (
    re.compile(r"[.\uff0e\-\u2212\uff0d]\d"),
    re.compile(r"率\D{0,8}[1-9]\d\d"),
    re.compile(r"[件条份篇起宗](?:(?<=\d{10}.)|(?<=\d{10}\s.))"),
)
_WHOLE = 100


@rule(
    "CMP31",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条、第五十条",
)
def told_count_absurd(case: AuditCase) -> Iterator[Judgement]:
    """正文中的数量不合常理。

    Requirement:
        正文中的数量应当真实、准确。
    What it looks at:
        正文中的件数、条数等带小数或者为负数，有十位以上的数字（如电话号码、日期或者几个数字连在一起），
        答复率、办结率等超过100%。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        以“万”“亿”计的数量；“平均”“人均”“每”等平均数；“10件-15件”等区间；金额、百分点、工作日；任务完成率；
        表格中的数字（见CMP26、CMP30）。
    Example:
        全年主动公开政府信息326.5条，按时答复率120%。
    How to correct:
        核对原始数据，更正误填的数字。
    """
    refuse_older_reports(case)
    whole = whole_text(case.reading)
    if not any(form.search(whole) for form in _MAY_BE):
        return
    found: list[tuple[str, Evidence]] = [
        (passage.subject, passage.around(*place))
        for passage in passages(case.reading)
        for place in sorted(_places(passage))
    ]
    yield from findings_by_subject(
        found, Severity.WARNING, "有{count}处数量不合常理：{found}，请核对是否误填"
    )


def _places(passage: Passage) -> Iterator[tuple[int, int]]:
    for form in (_FRACTION, _NEGATIVE, _ENDLESS):
        for place in form.finditer(passage.text):
            clause = _STOPS.split(passage.text[: place.start()])[-1]
            if _MEAN.search(clause) is None:
                yield place.span()
    for place in _RATE.finditer(passage.text):
        if Decimal(place["rate"]) > _WHOLE:
            yield place.span()
