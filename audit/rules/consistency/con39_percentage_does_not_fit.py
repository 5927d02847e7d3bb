"""CON39: a percentage in the text does not fit the numbers beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.claims.shares import (
    Change,
    Share,
    changes_in,
    is_near,
    shares_in,
    shown,
    tells_percent,
)
from audit.claims.wholes import whole_told
from audit.model import Evidence, Finding, NotApplicable, Severity
from audit.passages import Passage, one_for_each_subject, passages
from audit.rule import Judgement, rule


@rule("CON39", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def percentage_does_not_fit(case: AuditCase) -> Iterator[Judgement]:
    """正文百分比与所列数量不符。

    Requirement:
        正文写明的占比、同比增减幅度，应当与同处写明的数量相符。
    What it looks at:
        “n件，占x%”与总数（同句总数、正文写明的申请数或者表三总计）；“上年m件，增长x%”“增加n件，增长x%”
        与所列两个数量；按印出的小数位数，四舍五入和舍去尾数都算相符。
    Not applicable:
        正文没有写明数量的百分比，或者没有写明计算所需的数量。
    Not a defect:
        “约”“近”“超”等约数；总数不明确的；只写百分比不写数量的。
    Example:
        “办结80件，予以公开40件，占48%”：40 ÷ 80 = 50.00%，正文写明 48%。
    How to correct:
        重新计算百分比，更正百分比或者数量。
    """
    told = [
        (passage, shares_in(passage.text), tuple(changes_in(passage.text)))
        for passage in passages(case.reading)
        if tells_percent(passage.text)
    ]
    found: list[Finding] = []
    is_judged = False
    for passage, shares, changes in told:
        whole = whole_told(case, passage, shares) if shares else None
        is_judged = is_judged or bool(changes) or whole is not None
        wrong = [share for share in shares if whole is not None and not share.fits(whole)]
        found += [_wrong_share(passage, share, Decimal(whole or 0)) for share in wrong]
        found += [_wrong_change(passage, c) for c in changes if not _fits(c)]
    if not is_judged:
        raise NotApplicable("正文没有可与数量核对的百分比")
    yield from one_for_each_subject(found)


def _fits(change: Change) -> bool:
    return is_near(change.percent, change.exact)


def _wrong_share(passage: Passage, share: Share, whole: Decimal) -> Finding:
    working = f"{share.number} ÷ {whole} = {shown(share.number / whole)}"
    return _finding(passage, share.words, working, share.percent.printed)


def _wrong_change(passage: Passage, change: Change) -> Finding:
    working = f"（{change.new} - {change.old}）÷ {change.old} = {shown(change.exact)}"
    return _finding(passage, change.words, working, change.percent.printed)


def _finding(passage: Passage, words: str, working: str, printed: str) -> Finding:
    return Finding(
        subject=passage.subject,
        severity=Severity.WARNING,
        message=f"{working}，正文写明 {printed}，与所列数量不符",
        evidence=(Evidence(at=passage.at, printed=words),),
    )
