"""TIM02: a government published after 31 March."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.publication import judge_lateness
from audit.rule import Judgement, rule
from registry.model import AgencyKind


@rule(
    "TIM02",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第四十九条第二款",
    needs_reading=False,
)
def government_late(case: AuditCase) -> Iterator[Judgement]:
    """政府逾期公布年报。

    Requirement:
        县级以上地方人民政府的政府信息公开工作主管部门应当在每年3月31日前向社会公布本级政府上一年度政府信息公开
        工作年度报告。
    What it looks at:
        标注的公布日期，以及本系统最后一次未见到、第一次见到该年报的日期；期限含当日，不因节假日顺延。
    Not applicable:
        政府部门（包括政府办公厅（室）自身的年报）、乡镇（街道）、开发区管委会；没有见到年报的（见TIM03）。
    Not a defect:
        网站迁移或者更正后重新发布，期限之前已经见到的；标注日期与核查记录矛盾的不作认定，由人工核对。
    Example:
        期限为2024年3月31日，页面标注2024年4月2日，逾期2天。
    How to correct:
        说明逾期原因，今后在每年3月31日前公布本级政府年报；实际公布时间更早的，提供证明材料并更正公布日期。
    """
    yield from judge_lateness(case, AgencyKind.GOVERNMENT)
