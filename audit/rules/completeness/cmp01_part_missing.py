"""CMP01: one of the six parts is missing."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, Severity, Undetermined
from audit.numbers.rows import Presence, presence_of
from audit.rule import Judgement, rule
from audit.scope import PART_TITLES, refuse_older_reports
from reading.editions import TABLE_LABELS
from reading.model import Media, PartName, ReportReading


@rule(
    "CMP01",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第五十条；《政府信息公开工作年度报告格式》",
)
def part_missing(case: AuditCase) -> Iterator[Judgement]:
    """六个部分不齐全。

    Requirement:
        年报应当包括总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼
        情况，存在的主要问题及改进情况，其他需要报告的事项六个部分。
    What it looks at:
        六个部分的标题（序号不作要求）；内容在文中但没有标题的，作警告，由人工核对。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        第四部分使用“因政府信息公开工作被申请行政复议、提起行政诉讼情况”的名称；标题前没有序号（见CMP03）。
    Example:
        年报在第五部分之后结束，没有“六、其他需要报告的事项”。
    How to correct:
        按照年报格式补写所缺的部分；没有需要说明的内容也应当保留该部分并如实说明。
    """
    refuse_older_reports(case)
    reading = case.reading
    if not reading.parts:
        raise Undetermined("未识别到年报的任何部分，需人工核对原件")
    for name in PartName:
        if reading.part(name) is None:
            yield _judgement(name, _content(reading, name), reading.media)


def _judgement(name: PartName, content: Presence, media: Media) -> Judgement:
    if content is Presence.UNCERTAIN:
        return Doubt(subject=name.label, reason="未见标题，但文件未能完整读出，需人工核对原件")
    if content is Presence.STANDS and media is Media.TEXT:
        reason = "有相应内容而未见标题，标题可能在转换为文本时丢失，需人工核对原件"
        return Doubt(subject=name.label, reason=reason)
    heading = f"“{'一二三四五六'[name.number - 1]}、{PART_TITLES[name]}”"
    is_there = content is Presence.STANDS
    said = "文中有相应内容，但未见这一部分的标题" if is_there else "未见这一部分"
    return Finding(
        subject=f"parts.{name}",
        severity=Severity.WARNING if is_there else Severity.ERROR,
        message=f"年报应有{heading}，{said}",
        evidence=(Evidence(at=name.label, printed=""),),
    )


def _content(reading: ReportReading, name: PartName) -> Presence:
    """Whether what belongs in the part stands elsewhere: its table, or headings of part five."""
    if reading.is_cut:
        return Presence.UNCERTAIN
    if name not in TABLE_LABELS:
        inside = "".join(h.text for p in reading.parts.values() for h in p.sub_headings)
        is_told = name is PartName.PROBLEMS and "问题" in inside and "改进" in inside
        return Presence.STANDS if is_told else Presence.ABSENT
    if reading.edition is None:
        return Presence.UNCERTAIN
    found = {presence_of(reading, row) for row in reading.edition.rows if row.table == name}
    return next(p for p in (Presence.STANDS, Presence.UNCERTAIN, Presence.ABSENT) if p in found)
