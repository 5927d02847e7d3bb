"""AUT17: what stands under a sub-heading of part one belongs to another aspect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity
from audit.passages import opening_of, subject_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge
from audit.wording.under_headings import Aspect, aspect_of_heading, other_aspects
from reading.labels import fold
from reading.model import Part, PartName, SubHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A sub-heading on one aspect with the text under it."""

    heading: SubHeading
    aspect: Aspect
    text: str


@rule("AUT17", at_most=Severity.HINT, basis="《中华人民共和国政府信息公开条例》第五十条")
def content_off_its_heading(case: AuditCase) -> Iterator[Judgement]:
    """小标题与内容不符。

    Requirement:
        总体情况各小标题之下应当报告相应方面的工作。
    What it looks at:
        第一部分“主动公开”“依申请公开”“政府信息管理”“平台建设”“监督保障”小标题下的文字，是否只写了其他方面的内容。
    Not applicable:
        没有取得年报；没有第一部分（见CMP01）；没有按五个方面设小标题。
    Not a defect:
        兼写其他方面，但有本方面内容的；只写本年度没有发生的。只作提示，由人工判断。
    Example:
        “（三）政府信息管理方面”之下只写政策解读和舆情回应。
    How to correct:
        把内容调整到相应的小标题之下，并补写本方面的工作。
    """
    part = part_to_judge(case, PartName.OVERVIEW)
    sections = tuple(_sections(part))
    if not sections:
        raise NotApplicable("第一部分没有按五个方面设带序号的小标题")
    wrong = [(section, other_aspects(section.aspect, section.text)) for section in sections]
    told = [
        f"“{section.heading.text}”之下未见{section.aspect}的内容，所写内容似属{'、'.join(others)}"
        for section, others in wrong
        if others
    ]
    if told:
        yield Finding(
            subject=subject_of(part.name),
            severity=Severity.HINT,
            message="；".join(told),
            evidence=tuple(
                Evidence(at=section.heading.at, printed=opening_of(section.text))
                for section, others in wrong
                if others
            ),
        )


def _sections(part: Part) -> Iterator[_Section]:
    for heading in part.sub_headings:
        aspect = aspect_of_heading(heading.text)
        if aspect is None or heading.numeral is None:
            continue
        words = fold(heading.text)
        text = "".join(
            sentence.text
            for sentence in part.sentences
            if sentence.at.rpartition(" ")[0] == heading.at and words not in fold(sentence.text)
        )
        if text:
            yield _Section(heading=heading, aspect=aspect, text=text)
