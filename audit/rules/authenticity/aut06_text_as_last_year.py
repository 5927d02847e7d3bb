"""AUT06: the narrative is last year's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.likeness.copied import (
    own_shingles,
    refuse_short_text,
    sentences_in_both,
    share_above,
)
from audit.likeness.texts import FEWEST_SHINGLES, percent
from audit.model import Evidence, Finding, Severity
from audit.numbers.held_years import report_before
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule


@rule("AUT06", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第五十条")
def text_as_last_year(case: AuditCase) -> Iterator[Judgement]:
    """正文与上年年报雷同。

    Requirement:
        年报应当报告本年度的工作情况，不应照搬上年年报的文字。
    What it looks at:
        六个部分的正文，去掉名称、年份、数字、法规文件名称和格式、法律固定文字后，以连续8个汉字为单位，与上年年报比较：
        两份年报共有的占全部的比例，高于设定值（默认80%）。
    Not applicable:
        去掉上述内容后正文太短。没有取得上年年报的，无法判定。
    Not a defect:
        固定的格式文字、法律条文、指导思想；表格文字；只有个别段落相同。
    Example:
        除年份和数字外，各部分文字与上年年报基本相同，相似度92.3%。
    How to correct:
        按本年度实际工作重新撰写，写明本年度的具体做法、数据、问题和改进措施。
    """
    previous = report_before(case)
    refuse_short_text(case, case.reading, FEWEST_SHINGLES)
    other = own_shingles(case, previous, FEWEST_SHINGLES)
    share = share_above(case, other, Decimal(str(case.settings.like_last_year)))
    if share is None:
        return
    year = case.year - 1
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.WARNING,
        message=f"正文与{year}年度年报雷同：去掉名称、年份、数字和格式、法律固定文字后，"
        f"相似度为{percent(share)}",
        evidence=(
            *sentences_in_both(case.reading, other),
            Evidence(at=f"{year}年度年报", printed=previous.title or ""),
        ),
    )
