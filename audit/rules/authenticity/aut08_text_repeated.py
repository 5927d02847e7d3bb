"""AUT08: a long run of text stands twice in the report."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Finding, Severity
from audit.passages import one_for_each_subject, passages
from audit.rule import Judgement, rule
from audit.wording.repeats import repeats_in


@rule("AUT08", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第六条")
def text_repeated(case: AuditCase) -> Iterator[Judgement]:
    """报告内文字重复。

    Requirement:
        年报各部分应当分别报告，同一段文字不宜在不同位置重复出现。
    What it looks at:
        正文中两处相同的连续文字，达到设定字数（默认30个汉字）的；标点、数字不计。
    Not applicable:
        没有取得年报。
    Not a defect:
        书名号内的法规和文件名称、指导思想等固定表述、六个部分的名称；表格文字。
    Example:
        第一部分和第六部分都写有“紧盯全县工业经济重点工作和社会关切问题，加强信息发布和热点回应工作，……”。
    How to correct:
        保留一处，另一处改写为该部分应当报告的内容。
    """
    told = [p for p in passages(case.reading) if p.subject.startswith("parts.")]
    findings = [
        Finding(
            subject=repeat.subject,
            severity=Severity.ADVICE,
            message=(
                f"{repeat.second.at}与{repeat.first.at}有 {repeat.length} 个汉字相同，"
                f"自“{repeat.second.printed}”起"
            ),
            evidence=(repeat.first, repeat.second),
        )
        for repeat in repeats_in(told, case.settings.repeated_run)
    ]
    yield from one_for_each_subject(findings)
