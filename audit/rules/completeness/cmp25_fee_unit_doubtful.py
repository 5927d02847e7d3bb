"""CMP25: the amount of fees is negative, too fine, carries a unit, or looks like 元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, Severity
from audit.numbers.arithmetic import Number, evidence_of
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import PROACTIVE
from reading.model import Figure, FigureState
from registry.model import AgencyKind

_AMOUNT = f"{PROACTIVE}.fees.amount"
_MOST_DECIMALS = 6  # 万元 with six decimals is exact to the 分
_LIKE_YUAN = 10_000


@rule(
    "CMP25",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式》表二第二十条第（八）项表头（单位：万元）",
    editions=ONLY_2021,
    rests_on=("CMP07",),
)
def fee_unit_doubtful(case: AuditCase) -> Iterator[Judgement]:
    """行政事业性收费金额的单位或者精度有疑问。

    Requirement:
        行政事业性收费的本年收费金额以万元为单位，只填数字，不为负数，精确到分即6位小数。
    What it looks at:
        收费金额一格的数值和文字：负数、小数超过6位、单元格内写有单位；部门填写1万以上整数的，建议核对是否误以元
        为单位。
    Not applicable:
        没有取得年报；2019年版格式的年报；没有这一格或者没有填写数字（见CMP06、CMP07）。
    Not a defect:
        金额为0；6位以内的小数；人民政府的年报汇总填写的大额收费。
    Example:
        收费金额填“52600元”。
    How to correct:
        核实收费金额，换算为万元后只填数字，不带单位。
    """
    refuse_older_reports(case)
    _ = case.edition
    figure = case.reading.figure(_AMOUNT)
    value = figure.value
    if figure.state is not FigureState.NUMBER or value is None:
        raise NotApplicable("收费金额没有填写数字，见CMP06、CMP07")
    for severity, what in _doubts(case, figure, value):
        yield Finding(
            subject=_AMOUNT,
            severity=severity,
            message=f"行政事业性收费的本年收费金额填“{figure.printed}”（单位为万元），{what}",
            evidence=(evidence_of(figure),),
            paths=(_AMOUNT,),
        )


def _doubts(case: AuditCase, figure: Figure, value: Number) -> Iterator[tuple[Severity, str]]:
    printed = figure.printed or ""
    places = _places(value)
    if value < 0:
        yield Severity.WARNING, "不应为负数"
    if places > _MOST_DECIMALS:
        yield Severity.WARNING, f"有{places}位小数，不足1分，请核对单位"
    if "万元" in printed:
        yield Severity.ADVICE, "单元格内不必再写单位"
    elif "元" in printed:
        yield Severity.WARNING, "单元格内写的单位是元，与表头不一致"
    elif value >= _LIKE_YUAN and value == int(value) and not _is_of_a_government(case):
        yield Severity.ADVICE, "数额较大且为整数，请核对是否误以元为单位"


def _places(value: Number) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _is_of_a_government(case: AuditCase) -> bool:
    names = (*case.names, case.reading.agency or "")
    is_named_so = any(name.endswith("政府") for name in names)
    return is_named_so or case.kind not in (None, AgencyKind.DEPARTMENT)
