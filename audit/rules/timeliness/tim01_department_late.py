"""TIM01: a department published after 31 January."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.publication import judge_lateness
from audit.rule import Judgement, rule
from registry.model import AgencyKind


@rule(
    "TIM01",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条第一款",
    needs_reading=False,
)
def department_late(case: AuditCase) -> Iterator[Judgement]:
    """部门逾期公布年报。

    Requirement:
        县级以上人民政府部门应当在每年1月31日前向社会公布上一年度政府信息公开工作年度报告。
    What it looks at:
        标注的公布日期，以及本系统最后一次未见到、第一次见到该年报的日期；期限含当日，不因节假日顺延。
    Not applicable:
        人民政府、乡镇（街道）、开发区管委会；没有见到年报的（见TIM03）。
    Not a defect:
        网站迁移或者更正后重新发布，期限之前已经见到的；标注日期与核查记录矛盾的不作认定，由人工核对。
    Example:
        期限为2024年1月31日，页面标注2024年2月5日，逾期5天。
    How to correct:
        说明逾期原因，今后在每年1月31日前提交并公布年报；实际公布时间更早的，提供证明材料并更正公布日期。
    """
    yield from judge_lateness(case, AgencyKind.DEPARTMENT)
