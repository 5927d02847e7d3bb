"""CMP03: the headings of the parts do not carry 一 to 六 in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, Severity, Undetermined
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import Part

_NUMERALS = "一二三四五六"
_CHINESE_NUMERAL = re.compile(f"[{_NUMERALS}七八九十]+")


@rule(
    "CMP03",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条；《政府信息公开工作年度报告格式》",
)
def part_numeral_wrong(case: AuditCase) -> Iterator[Judgement]:
    """部分序号不完整。

    Requirement:
        六个部分的标题应当依次编号“一、”至“六、”。
    What it looks at:
        已有各部分标题前的序号。缺少某一部分而其余各部分连续编号的，只由CMP01指出。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        由文字处理软件自动编号、转换后序号丢失的（无法判定，需看原件）；序号后的标点不同。
    Example:
        “主动公开政府信息情况”前没有“二、”。
    How to correct:
        在各部分标题前补齐或者更正序号，使六个部分依次为“一、”至“六、”。
    """
    refuse_older_reports(case)
    parts = sorted(case.reading.parts.values(), key=lambda part: part.name.number)
    if not parts:
        raise Undetermined("未识别到年报的任何部分，需人工核对原件")
    if [_numeral(part) for part in parts] == list(_NUMERALS[: len(parts)]):
        return
    for part in parts:
        numeral, expected = _numeral(part), _NUMERALS[part.name.number - 1]
        if part.is_auto_numbered:
            yield Doubt(subject=part.name.label, reason="序号由软件自动编排，需看原件")
        elif numeral != expected:
            found = f"序号是“{part.numeral}”，应为“{expected}、”" if part.numeral else ""
            yield Finding(
                subject=f"parts.{part.name}",
                severity=Severity.WARNING,
                message=f"“{part.heading}”{found or f'前没有序号“{expected}、”'}",
                evidence=(Evidence(at=part.name.label, printed=part.heading),),
            )


def _numeral(part: Part) -> str | None:
    found = _CHINESE_NUMERAL.search(part.numeral or "")
    return found.group() if found else None
