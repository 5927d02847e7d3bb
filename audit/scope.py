"""Which reports and which parts the rules on the national format concern."""

from __future__ import annotations

from audit.case import AuditCase
from audit.model import NotApplicable, Undetermined
from reading.editions import EDITIONS
from reading.model import Part, PartName, ReportReading, StatementKind

FIRST_YEAR = min(edition.first_year for edition in EDITIONS)
PART_TITLES = {
    PartName.OVERVIEW: "总体情况",
    PartName.PROACTIVE: "主动公开政府信息情况",
    PartName.REQUESTS: "收到和处理政府信息公开申请情况",
    PartName.DISPUTES: "政府信息公开行政复议、行政诉讼情况",
    PartName.PROBLEMS: "存在的主要问题及改进情况",
    PartName.OTHER_MATTERS: "其他需要报告的事项",
}

# 《政府信息公开信息处理费管理办法》 is in force since 2021-01-01.
_FIRST_FEE_YEAR = 2021
FEE_STATEMENTS = (
    StatementKind.PROCESSING_FEE_NONE_COLLECTED,
    StatementKind.PROCESSING_FEE_NONE_NOTIFIED,
    StatementKind.PROCESSING_FEE_NOTICES,
    StatementKind.PROCESSING_FEE_COLLECTED,
    StatementKind.PROCESSING_FEE_MENTIONED,
)
"""Whatever the narrative may say of the processing fee."""


def refuse_older_reports(case: AuditCase) -> None:
    """Stop a rule on a report from before the national format.

    Raises:
        NotApplicable: the report is older, or no report is held.
    """
    year = case.given_year or case.reading.year
    if year is not None and year < FIRST_YEAR:
        raise NotApplicable(f"{FIRST_YEAR}年度以前的年报不适用全国统一格式")


def refuse_years_without_fee(case: AuditCase) -> None:
    """Stop a rule on the processing fee on a report from before there was one.

    Raises:
        NotApplicable: the report is older, or no report is held.
        Undetermined: its year is not known.
    """
    refuse_older_reports(case)
    if case.year < _FIRST_FEE_YEAR:
        raise NotApplicable(f"信息处理费制度自{_FIRST_FEE_YEAR}年起实施，本年度不适用")


def part_to_judge(case: AuditCase, name: PartName) -> Part:
    """The part, for rules on its content.

    Raises:
        NotApplicable: the document lacks it, which is CMP01's matter.
        Undetermined: no part at all was recognised, or the document may go on after what we have.
    """
    part = case.reading.part(name)
    if case.reading.is_cut and (part is None or name is _last_part(case.reading)):
        raise Undetermined("文件不完整，后面的内容可能没有取得，需人工核对原件")
    if part is not None:
        return part
    if not case.reading.parts:
        raise Undetermined("未识别到年报的任何部分，需人工核对原件")
    raise NotApplicable(f"年报没有{name.label}，见CMP01")


def _last_part(reading: ReportReading) -> PartName:
    return max(reading.parts, key=lambda one: one.number)
