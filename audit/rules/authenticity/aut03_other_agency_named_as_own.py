"""AUT03: the report speaks of itself under the name of another agency or place."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotHeld, Severity
from audit.passages import (
    DOCUMENT,
    TITLE,
    Passage,
    findings_by_subject,
    one_for_each_subject,
    passages,
)
from audit.rule import Judgement, rule
from audit.wording.self_reference import Named, foreign_names, foreign_title, wrong_designations


@rule("AUT03", at_most=Severity.ERROR, basis="《中华人民共和国政府信息公开条例》第六条")
def other_agency_named_as_own(case: AuditCase) -> Iterator[Judgement]:
    """自称的单位名称或者地名不是本机关。

    Requirement:
        年报标题和正文自称的机关名称、地名应当是本机关的。
    What it looks at:
        标题；“本报告由……编制”“现公布……年度报告”和句首自称的机关名称，与本机关名称、名录中其他机关的名称比较；
        “我局”“我委”“我镇”等自称与机关名称是否相符。
    Not applicable:
        没有取得年报。
    Not a defect:
        上级机关、合作单位、联系地址中的名称；本机关的简称；引号、书名号之内的文字；办公室以本级政府名义报告。
    Example:
        苏镇市教育局的年报写“本报告由苏镇市卫生健康局编制”；发展和改革委员会的年报自称“我局”。
    How to correct:
        更正为本机关名称；内容沿用其他机关年报的，改写为本机关的实际情况。
    """
    reading = case.reading
    own = case.names or ((reading.agency,) if reading.agency else ())
    if not own:
        raise NotHeld("不知道机关名称，不能核对自称")
    others = case.surroundings.agencies or {}
    told = passages(reading)
    named = tuple(foreign_names(told, own, others))
    findings: list[Finding] = []
    if case.names and reading.title and foreign_title(reading.title, own, others):
        place = Evidence(at="标题", printed=reading.title)
        findings += _findings([(TITLE, place)], own[0], Severity.ERROR)
    elif case.names and reading.agency and foreign_title(reading.agency, own, others):
        place = Evidence(at="落款或者页面", printed=reading.agency)
        findings += _findings([(DOCUMENT, place)], own[0], Severity.WARNING)
    for severity in (Severity.ERROR, Severity.WARNING):
        is_certain = severity is Severity.ERROR
        places = [(n.subject, n.evidence) for n in named if n.is_certain is is_certain]
        findings += _findings(places, own[0], severity)
    findings += _designations(case, told, own)
    yield from one_for_each_subject(findings)


def _findings(
    places: list[tuple[str, Evidence]], own: str, severity: Severity
) -> Iterator[Finding]:
    return findings_by_subject(
        places, severity, f"此处应为本机关名称，写的是{{found}}，本机关为“{own}”"
    )


def _designations(
    case: AuditCase, told: tuple[Passage, ...], own: tuple[str, ...]
) -> Iterator[Finding]:
    """The name in the title counts too: the registry's may be of before a reform."""
    names = (*own, case.reading.agency) if case.reading.agency else own
    wrong: tuple[Named, ...] = tuple(wrong_designations(told, names))
    yield from findings_by_subject(
        ((named.subject, named.evidence) for named in wrong),
        Severity.WARNING,
        f"自称与机关名称“{own[0]}”不符，共{{count}}处：{{found}}",
    )
