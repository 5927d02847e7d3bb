"""CON42: carried over numbers do not meet between other held years."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotHeld, Severity
from audit.numbers.carry_over import CLOSING, CarryOver, carry_over
from audit.numbers.held_years import years_with_tables
from audit.rule import Judgement, rule
from reading.editions import APPLICANT_COLUMNS, REQUESTS

_TOTAL_COLUMN = APPLICANT_COLUMNS[-1]


@rule(
    "CON42",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表三“二、上年结转政府信息公开申请数量”"
    "“四、结转下年度继续办理”行",
    rests_on=("CMP08", "CMP10", "CON03"),
)
def carry_over_chain_broken(case: AuditCase) -> Iterator[Judgement]:
    """历年年报的申请结转数不衔接。

    Requirement:
        相邻两年的年报，后一年“上年结转”应当等于前一年“结转下年度继续办理”。
    What it looks at:
        已取得的历年年报中每两个相邻年度的总计；本年与上年由CON07核对，这里不重复。
    Not applicable:
        2019年度以前的年报。没有其他相邻年度的年报的，无法判定。
    Not a defect:
        后一年按前一年自身的勾稽关系填报的，是对前一年数据的更正，只说明更正，不另作差错；机关名称有变化的年度不作比较。
    Example:
        2021年年报结转下年度 3，2022年年报上年结转 5。
    How to correct:
        对历年年报的结转数统一核对，在有误的年度年报作更正说明。
    """
    held = years_with_tables(case)
    years = [y for y in held if y - 1 in held and y != case.year]
    if not years:
        raise NotHeld("没有其他相邻年度的年报可供核对")
    pairs = [carry_over(held[y - 1], held[y], y, _TOTAL_COLUMN) for y in years]
    unknown = [p for p in pairs if p.obstacle]
    broken = [p for p in pairs if not p.obstacle and not p.is_equal]
    yield from _earlier(case, [p for p in broken if p.year < case.year])
    yield from _later(case, [p for p in broken if p.year == case.year + 1])
    if unknown:
        years_told = "、".join(f"{pair.year - 1}年度与{pair.year}年度" for pair in unknown)
        yield Doubt(subject=REQUESTS, reason=f"{years_told}的结转数未能读出或者不是数字")


def _earlier(case: AuditCase, pairs: list[CarryOver]) -> Iterator[Finding]:
    if not pairs:
        return
    told = "；".join(_told(pair) for pair in pairs)
    yield Finding(
        subject=REQUESTS,
        severity=Severity.ADVICE,
        message=f"以前年度年报之间的结转数不衔接：{told}",
        evidence=tuple(place for pair in pairs for place in pair.evidence(case.year)),
    )


def _later(case: AuditCase, pairs: list[CarryOver]) -> Iterator[Finding]:
    """What the next report says of this one's closing number; the next report is told as well."""
    for pair in pairs:
        yield Finding(
            subject=f"{CLOSING}.{_TOTAL_COLUMN.name}",
            severity=Severity.ADVICE,
            message=f"{_told(pair)}；如系次年对本年数据的更正，请同步更正本年年报",
            evidence=pair.evidence(case.year),
            paths=(pair.closing.path,),
        )


def _told(pair: CarryOver) -> str:
    if pair.is_restated:
        return (
            f"{pair.working}，按{pair.year - 1}年度年报自身的勾稽关系应为 {pair.implied}，"
            f"{pair.year}年度年报已更正"
        )
    return pair.working
