"""AUT16: part one is very short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.passages import opening_of, subject_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.model import PartName

_HAN = re.compile(r"[\u3400-\u9fff]+")


@rule("AUT16", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第五十条")
def overview_thin(case: AuditCase) -> Iterator[Judgement]:
    """总体情况过于简短。

    Requirement:
        第一部分宜如实概括主动公开、依申请公开、政府信息管理、平台建设、监督保障的工作情况，内容充实。
    What it looks at:
        第一部分的汉字数，少于设定字数（默认400字）的提出建议；标点、数字、表格不计。
    Not applicable:
        没有取得年报；2019年度以前的年报；没有第一部分（见CMP01）。
    Not a defect:
        达到设定字数的。本项只提示篇幅，不判断内容好坏。
    Example:
        第一部分只有 86 个汉字。
    How to correct:
        对照五个方面补充本年度实际开展的工作和数据。
    """
    refuse_older_reports(case)
    part = part_to_judge(case, PartName.OVERVIEW)
    written = sum(map(len, _HAN.findall(part.text)))
    if not written:
        raise Undetermined("没有读到第一部分的文字，需人工核对原件")
    shortest = case.settings.shortest_overview
    if written < shortest:
        yield Finding(
            subject=subject_of(part.name),
            severity=Severity.ADVICE,
            message=f"第一部分正文共 {written} 个汉字，少于 {shortest} 个，内容宜再充实",
            evidence=(Evidence(at=part.name.label, printed=opening_of(part.text)),),
        )
