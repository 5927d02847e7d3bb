"""AUT12: the numerals of the headings inside a part are broken or of several styles."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.passages import TABLE_PARTS, subject_of
from audit.rule import Judgement, rule
from audit.wording.listed_points import has_points, point_flaws
from audit.wording.numerals import Flaw, flaws_in
from reading.model import Part, SubHeading


@rule(
    "AUT12",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
)
def subheading_numerals_broken(case: AuditCase) -> Iterator[Judgement]:
    """部分内标题序号不连续或者不统一。

    Requirement:
        同一部分内同一层次的标题序号应当连续，形式应当统一。
    What it looks at:
        六个部分各自的小标题：“（一）（二）（三）”等序号有无缺漏、重复、形式混用，首个标题有无漏编序号；
        行文中“一是”“二是”“三是”有无缺漏、重复。
    Not applicable:
        各部分都没有带序号的小标题，也没有“一是”“二是”。
    Not a defect:
        下一层次的序号在不同上级标题下重新起算；不同部分采用不同形式；由文字处理软件自动编号的，
        文本中没有序号，无法判定；缺漏处写有“第二”“二要”“其次”“此外”等的。
    Example:
        （一）主动公开、（二）依申请公开、（3）政府信息管理、（四）平台建设。
    How to correct:
        补齐、更正小标题的序号，同一层次使用同一种形式。
    """
    if not case.reading.parts:
        raise Undetermined("未识别到年报的任何部分，需人工核对原件")
    numbered = [part for part in case.reading.parts.values() if _is_numbered(part)]
    if not numbered:
        raise NotApplicable("各部分都没有带序号的小标题，也没有“一是”“二是”")
    for part in numbered:
        yield from _judged(part)


def _is_numbered(part: Part) -> bool:
    return has_points(part) or any(heading.numeral for heading in part.sub_headings)


def _judged(part: Part) -> Iterator[Judgement]:
    flaws = flaws_in(part)
    subject = subject_of(part.name)
    in_text = list(point_flaws(part)) if part.name not in TABLE_PARTS else []
    certain = [*(flaw for flaw in flaws if not flaw.is_doubtful), *in_text]
    if part.is_auto_numbered and flaws:
        yield Doubt(subject=subject, reason="标题由文字处理软件自动编号，文本中没有序号")
    elif flaws and part.name in TABLE_PARTS:
        yield Doubt(subject=subject, reason="该部分以表格为主，序号可能是表格中的文字")
    elif certain:
        yield _finding(subject, certain)
    elif flaws:
        yield Doubt(subject=subject, reason="；".join(flaw.words for flaw in flaws))


def _finding(subject: str, flaws: list[Flaw]) -> Finding:
    headings = dict.fromkeys(heading for flaw in flaws for heading in flaw.headings)
    return Finding(
        subject=subject,
        severity=Severity.ADVICE,
        message=f"层次序号不连续或者不统一：{'；'.join(flaw.words for flaw in flaws)}",
        evidence=tuple(Evidence(at=h.at, printed=_printed(h)) for h in headings),
    )


def _printed(heading: SubHeading) -> str:
    if heading.numeral is None or heading.text.startswith(heading.numeral):
        return heading.text
    return f"{heading.numeral}{heading.text}"
