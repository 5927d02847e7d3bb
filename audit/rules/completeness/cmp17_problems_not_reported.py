"""CMP17: part five is empty, or lacks problems or measures."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity
from audit.passages import opening_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.model import Part, PartName, StatementKind


@rule(
    "CMP17",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第五十条第（四）项；"
    "《政府信息公开工作年度报告格式》第五部分",
)
def problems_not_reported(case: AuditCase) -> Iterator[Judgement]:
    """存在问题或者改进情况没有报告。

    Requirement:
        第五部分应当写明政府信息公开工作存在的主要问题，以及改进情况。
    What it looks at:
        第五部分是否有内容（空白为错误）；是否识别到问题和改进措施（缺一为警告，由人工核对）。
    Not applicable:
        没有取得年报；2019年度以前的年报；没有第五部分（见CMP01）。
    Not a defect:
        问题和措施写在同一句；以“下一步”的安排作为改进措施。
    Example:
        第五部分只写下一步打算，没有写存在的问题。
    How to correct:
        在第五部分逐条写明存在的主要问题，并写明相应的改进措施或者改进情况。
    """
    refuse_older_reports(case)
    part = part_to_judge(case, PartName.PROBLEMS)
    if not any(character.isalnum() for character in part.text):
        yield _finding(part, Severity.ERROR, "第五部分没有内容")
        return
    said = {
        statement.kind
        for statement in case.reading.said(StatementKind.PROBLEM, StatementKind.MEASURE)
        if statement.part is PartName.PROBLEMS
    }
    lacking = [
        name
        for kind, name in (
            (StatementKind.PROBLEM, "存在的问题"),
            (StatementKind.MEASURE, "改进措施"),
        )
        if kind not in said
    ]
    if lacking:
        message = f"第五部分未识别到{'和'.join(lacking)}，请人工核对"
        yield _finding(part, Severity.WARNING, message)


def _finding(part: Part, severity: Severity, message: str) -> Finding:
    return Finding(
        subject=f"parts.{PartName.PROBLEMS}",
        severity=severity,
        message=message,
        evidence=(Evidence(at=part.name.label, printed=opening_of(part.text)),),
    )
