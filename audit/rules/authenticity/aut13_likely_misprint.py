"""AUT13: a likely misprint, shown as a suggestion."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity
from audit.passages import passages, title_passage, whole_text
from audit.rule import Judgement, rule
from audit.wording.misprints import Misprint, may_be_misprinted, misprints_in


@rule("AUT13", at_most=Severity.HINT, basis="《中华人民共和国政府信息公开条例》第六条")
def likely_misprint(case: AuditCase) -> Iterator[Judgement]:
    """疑似错别字、漏字或者多字。

    Requirement:
        年报文字应当准确、规范。
    What it looks at:
        标题和正文中公文常见的错别字（“既使”“布署”“截止2023年底”等）、重复的字和重复的标点。
    Not applicable:
        没有取得年报。
    Not a defect:
        “为了了解”“目的的”“的确”等正常用法；人名、地名和专有名称。只作提示，由人工判断。
    Example:
        畅通企业诉求反应渠道（“反应”疑为“反映”）。
    How to correct:
        对照原文核对，确属错漏的更正。
    """
    found: dict[str, list[tuple[Misprint, Evidence]]] = {}
    if not may_be_misprinted(whole_text(case.reading)):
        return
    for passage in (*title_passage(case.reading), *passages(case.reading)):
        for misprint in misprints_in(passage.text):
            shown = passage.around(misprint.start, misprint.end)
            found.setdefault(passage.subject, []).append((misprint, shown))
    for subject, misprints in found.items():
        words = dict.fromkeys(_told(misprint) for misprint, _ in misprints)
        yield Finding(
            subject=subject,
            severity=Severity.HINT,
            message=f"{'；'.join(words)}，请核对",
            evidence=tuple(evidence for _, evidence in misprints),
        )


def _told(misprint: Misprint) -> str:
    if misprint.meant is None:
        return f"“{misprint.words}”疑为多字或者标点重复"
    return f"“{misprint.words}”疑应作“{misprint.meant}”"
