"""AUT26: the narrative is that of the agency's report on a year before last year."""

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
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity
from audit.numbers.held_years import reports_before
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule


@rule("AUT26", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第五十条")
def text_of_an_earlier_year(case: AuditCase) -> Iterator[Judgement]:
    """正文与更早年度的年报雷同。

    Requirement:
        年报应当报告本年度的工作情况，不应照搬以前年度年报的文字。
    What it looks at:
        与AUT06相同的比较方法，比较对象是本机关已取得的上年以前各年度的年报。
    Not applicable:
        去掉名称、数字和固定文字后正文太短；与上年年报已经雷同的，由AUT06说明。没有更早年度年报的，无法判定。
    Not a defect:
        固定的格式文字、法律条文、指导思想；表格文字；只有个别段落相同。
    Example:
        与两年前年报的相似度为90.1%，只是改了年份和数字。
    How to correct:
        按本年度实际工作重新撰写。
    """
    refuse_short_text(case, case.reading, FEWEST_SHINGLES)
    earlier = reports_before(case)
    if not earlier:
        raise NotHeld(f"没有{case.year - 1}年度以前的年报可供比较")
    least = Decimal(str(case.settings.like_last_year))
    last = case.other_years.get(case.year - 1)
    if last is not None and share_above(case, own_shingles(case, last, 0), least):
        raise NotApplicable("与上年年报雷同，见AUT06")
    texts = {year: own_shingles(case, reading, 0) for year, reading in earlier.items()}
    told = ((share_above(case, text, least), year) for year, text in texts.items())
    above = [(share, year) for share, year in told if share is not None]
    if not above:
        return
    share, year = max(above)
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.WARNING,
        message=f"正文与{year}年度年报雷同：去掉名称、年份、数字和格式、法律固定文字后，"
        f"相似度为{percent(share)}",
        evidence=(
            *sentences_in_both(case.reading, texts[year]),
            Evidence(at=f"{year}年度年报", printed=earlier[year].title or ""),
        ),
    )
