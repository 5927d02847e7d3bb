"""CON07: what is carried in is not what last year's report carried out."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, Severity
from audit.numbers.arithmetic import require_rows
from audit.numbers.carry_over import OPENING, CarryOver, carry_over, explanation_in
from audit.numbers.held_years import tables_of_previous
from audit.rule import Judgement, rule

_TOTAL = "total"


@rule(
    "CON07",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式》表三“二、上年结转政府信息公开申请数量”"
    "“四、结转下年度继续办理”行",
    rests_on=("CMP08", "CMP09", "CMP10", "CON01", "CON03"),
)
def carry_over_differs(case: AuditCase) -> Iterator[Judgement]:
    """上年结转与上年年报的结转下年度不一致。

    Requirement:
        本年“上年结转政府信息公开申请数量”应当等于上年年报的“结转下年度继续办理”。
    What it looks at:
        表三七列的“二、上年结转”，与本机关上年年报相应各列的“四、结转下年度继续办理”。
    Not applicable:
        上年没有全国统一格式的年报。没有取得上年年报、机关名称有变化的，无法判定。
    Not a defect:
        总计相符而各列不同的，可能是申请人类别重新归类，只作警告；正文说明了调整原因，或者上年年报该数与其自身勾稽关系不符、
        本年按勾稽关系更正的，属于对上年数据的更正，只作建议；两份年报自身勾稽关系不都成立的，不定为错误。
    Example:
        上年年报“结转下年度继续办理”总计 3，本年“上年结转”总计 2。
    How to correct:
        核对上年末未办结的申请件数，更正本年“上年结转”及相关数据；上年年报填报有误的，说明情况并更正上年年报。
    """
    previous = tables_of_previous(case)
    require_rows(case.reading, (case.edition.row(OPENING),))
    pairs = [
        carry_over(previous, case.reading, case.year, column)
        for column in case.edition.request_columns
    ]
    total = next(pair for pair in pairs if pair.column.name == _TOTAL)
    if not total.obstacle and not total.is_equal:
        yield _on_total(case, total)
        return
    others = [pair for pair in pairs if pair is not total]
    yield from _on_columns(case, [p for p in others if not p.obstacle and not p.is_equal])
    for pair in (total, *others):
        if pair.obstacle:
            yield Doubt(subject=f"{OPENING}.{pair.column.name}", reason=pair.obstacle)


def _on_total(case: AuditCase, pair: CarryOver) -> Finding:
    said = explanation_in(case.reading)
    severity = Severity.ERROR if pair.is_sound else Severity.WARNING
    message = f"{pair.working}，两者不一致"
    if said is not None:
        severity = Severity.ADVICE
        message += f"；年报已写明“{said.printed}”，属于对上年数据的更正，请同步更正上年年报"
    elif pair.is_restated:
        severity = Severity.ADVICE
        message += (
            f"；按上年年报自身的勾稽关系应结转 {pair.implied}，本年填报与此相符，"
            "属于对上年数据的更正，请说明情况并更正上年年报"
        )
    return Finding(
        subject=pair.opening.path,
        severity=severity,
        message=message,
        evidence=(*pair.evidence(case.year), *((said,) if said else ())),
        paths=(pair.opening.path,),
    )


def _on_columns(case: AuditCase, pairs: list[CarryOver]) -> Iterator[Finding]:
    if not pairs:
        return
    told = "、".join(
        f"{p.column.label}上年年报结转 {p.closing.number}、本年填 {p.opening.number}" for p in pairs
    )
    said = explanation_in(case.reading)
    yield Finding(
        subject=OPENING if len(pairs) > 1 else pairs[0].opening.path,
        severity=Severity.ADVICE if said else Severity.WARNING,
        message=f"“上年结转”各列与上年年报“结转下年度继续办理”不一致：{told}；"
        "如系申请人类别重新归类，请说明",
        evidence=tuple(place for p in pairs for place in p.evidence(case.year)),
        paths=tuple(p.opening.path for p in pairs),
    )
