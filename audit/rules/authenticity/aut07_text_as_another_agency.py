"""AUT07: the narrative is that of another agency's report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.likeness.copied import refuse_short_text
from audit.likeness.texts import FEWEST_SHINGLES, percent
from audit.model import Evidence, Finding, NotHeld, Severity
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule


@rule(
    "AUT07",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条",
    looks_at_others=True,
)
def text_as_another_agency(case: AuditCase) -> Iterator[Judgement]:
    """正文与其他机关年报雷同。

    Requirement:
        年报应当报告本机关的工作情况，不应照搬其他机关的年报。
    What it looks at:
        正文去掉名称、地名、年份、数字、法规文件名称、格式和法律固定文字，以及多数机关共用的语句后，
        与已取得的其他机关年报比较，相似度高于设定值（默认60%）。
    Not applicable:
        去掉上述内容后正文太短。没有与其他机关比较的，无法判定。
    Not a defect:
        上级统一要求的表述；同一份年报在几处公布；两份年报相似时，本规则不判断由谁照搬。
    Example:
        除名称和数字外，甲、乙两个局的年报文字基本相同，相似度78.4%。
    How to correct:
        按本机关实际工作重新撰写；系对方照搬本机关年报的，可以说明。
    """
    likenesses = case.surroundings.likenesses
    reading = case.reading
    if likenesses is None:
        raise NotHeld("没有与其他机关的年报进行比较")
    refuse_short_text(case, reading, FEWEST_SHINGLES)
    least = Decimal(str(case.settings.like_others))
    alike = sorted(
        (one for one in likenesses if one.text_share > least),
        key=lambda one: (-one.text_share, one.agency, one.year),
    )
    if not alike:
        return
    told = "、".join(f"{o.agency}{o.year}年度年报（{percent(o.text_share)}）" for o in alike)
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.WARNING,
        message=f"正文与其他机关年报雷同：去掉名称、年份、数字和共用文字后，相似的有{told}",
        evidence=tuple(
            Evidence(at=f"{one.agency}{one.year}年度年报", printed=one.url or "") for one in alike
        ),
    )
