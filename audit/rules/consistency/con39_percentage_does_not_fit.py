"""CON39: a percentage in the text does not fit the numbers beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.claims.shares import by_sentence, change_told, fits, is_near, shown
from audit.claims.wholes import whole_told
from audit.model import Finding, NotApplicable, Severity
from audit.passages import one_for_each_subject, quoted, refuse_unread_text, subject_of
from audit.rule import Judgement, rule
from reading.model import Statement, StatementKind

K = StatementKind


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
    refuse_unread_text(case.reading)
    found: list[Finding] = []
    is_judged = False
    for told in by_sentence(case.reading.said(K.SHARE, K.CHANGE)):
        shares = [one for one in told if one.kind is K.SHARE]
        changes = [one for one in told if one.kind is K.CHANGE]
        whole = whole_told(case, shares) if shares else None
        is_judged = is_judged or bool(changes) or whole is not None
        if whole is not None:
            found += [_wrong_share(s, Decimal(whole)) for s in shares if not fits(s, whole)]
        found += [_wrong_change(c) for c in changes if not is_near(c, change_told(c))]
    if not is_judged:
        raise NotApplicable("正文没有可与数量核对的百分比")
    yield from one_for_each_subject(found)


def _wrong_share(share: Statement, whole: Decimal) -> Finding:
    number = share.numbers[0].value
    return _finding(share, f"{number} ÷ {whole} = {shown(number / whole)}")


def _wrong_change(change: Statement) -> Finding:
    new, old = (number.value for number in change.numbers)
    return _finding(change, f"（{new} - {old}）÷ {old} = {shown(change_told(change))}")


def _finding(told: Statement, working: str) -> Finding:
    return Finding(
        subject=subject_of(told.part),
        severity=Severity.WARNING,
        message=f"{working}，正文写明 {told.value}%，与所列数量不符",
        evidence=(quoted(told),),
    )
