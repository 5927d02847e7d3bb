"""CMP04: a part is named otherwise than in the format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.rule import Judgement, rule
from audit.scope import PART_TITLES, refuse_older_reports
from reading.labels import fold
from reading.model import Part, PartName

# Names in real use that say the same; 和, 及, 与 may stand for the sign 、 that folding takes away.
_SYNONYMS = {
    PartName.REQUESTS: ("收到及处理政府信息公开申请情况",),
    PartName.DISPUTES: (
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
    ),
    PartName.PROBLEMS: (
        "政府信息公开工作存在的主要问题及改进情况",
        "政府信息公开工作中存在的主要问题及改进情况",
        "存在的主要问题和改进情况",
    ),
}
_NUMERAL = r"(?:第?[一二三四五六七八九十\d]{1,2}(?:部分)?)?"


@rule(
    "CMP04",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》各部分名称",
)
def part_name_differs(case: AuditCase) -> Iterator[Judgement]:
    """部分名称与格式不一致。

    Requirement:
        各部分宜使用年报格式规定的名称。
    What it looks at:
        六个部分标题的文字；序号（见CMP03）、标点、空格和括号不计。
    Not applicable:
        没有取得年报；2019年度以前的年报。缺少的部分由CMP01指出。
    Not a defect:
        “因政府信息公开工作被申请行政复议、提起行政诉讼情况”“政府信息公开工作存在的主要问题及改进情况”等通行的
        名称；以“和”代替顿号。
    Example:
        “五、存在的主要问题及整改措施”。
    How to correct:
        把标题改为年报格式规定的名称，如“五、存在的主要问题及改进情况”。
    """
    refuse_older_reports(case)
    if not case.reading.parts:
        raise Undetermined("未识别到年报的任何部分，需人工核对原件")
    for part in case.reading.parts.values():
        if not _is_named_so(part):
            yield Finding(
                subject=f"parts.{part.name}",
                severity=Severity.ADVICE,
                message=f"{part.name.label}的标题为“{part.heading}”，"
                f"格式规定的名称为“{PART_TITLES[part.name]}”",
                evidence=(Evidence(at=part.name.label, printed=part.heading),),
            )


def _is_named_so(part: Part) -> bool:
    names = (PART_TITLES[part.name], *_SYNONYMS.get(part.name, ()))
    accepted = "|".join(fold(name) for name in names)
    return re.fullmatch(f"{_NUMERAL}(?:{accepted})", fold(part.heading)) is not None
