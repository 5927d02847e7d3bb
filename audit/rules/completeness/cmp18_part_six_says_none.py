"""CMP18: part six says nothing but 无."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import part_to_judge, refuse_years_without_fee
from reading.labels import fold
from reading.model import PartName

# 无 / 暂无 / 本年度没有其他需要报告的事项
_NOTHING = re.compile(
    r"(?:(?:20\d\d)?[本全当]?年度?|[本我][局厅委办县市区镇乡院单位机关街道]{1,4})*"
    r"(?:无|没有|暂无|暂没有|未有|不涉及|略)(?:其[他它])?(?:需要?|应当?)?(?:报告|说明)?的?(?:其[他它])?"
    r"(?:事项|情况|内容)?"
)


@rule(
    "CMP18",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条第（五）项",
    editions=ONLY_2021,
)
def part_six_says_none(case: AuditCase) -> Iterator[Judgement]:
    """第六部分只写“无”。

    Requirement:
        第六部分“其他需要报告的事项”应当有实际内容，没有收取信息处理费的也宜在此说明，不宜只写“无”。
    What it looks at:
        第六部分的全部文字是否只有“无”“没有”“暂无”或者“没有其他需要报告的事项”。
    Not applicable:
        没有取得年报；2019、2020年度的年报（信息处理费制度尚未实施）；没有第六部分（见CMP01）。
    Not a defect:
        写明没有收取信息处理费之后，另写“没有其他需要报告的事项”。
    Example:
        “六、其他需要报告的事项”之下只有一个“无”字。
    How to correct:
        补充信息处理费收取情况和本年度其他需要报告的事项；没有收取信息处理费的，写明“本年度未收取信息处理费”。
    """
    refuse_years_without_fee(case)
    part = part_to_judge(case, PartName.OTHER_MATTERS)
    words = fold(part.text)
    if not words:
        raise Undetermined("没有读到第六部分的文字，需人工核对原件")
    if _NOTHING.fullmatch(words):
        yield Finding(
            subject=f"parts.{PartName.OTHER_MATTERS}",
            severity=Severity.WARNING,
            message=f"第六部分只写“{part.text.strip()}”，没有实际内容",
            evidence=(Evidence(at=part.name.label, printed=part.text.strip()),),
        )
