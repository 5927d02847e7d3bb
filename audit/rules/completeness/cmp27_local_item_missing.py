"""CMP27: part six leaves out an item that the locality asks for."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.passages import opening_of
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.labels import fold
from reading.model import PartName


@rule(
    "CMP27",
    at_most=Severity.ADVICE,
    basis="本地区关于政府信息公开工作年度报告编制的通知",
    editions=ONLY_2021,
)
def local_item_missing(case: AuditCase) -> Iterator[Judgement]:
    """第六部分缺少本地区要求的内容。

    Requirement:
        本地区要求在第六部分报告的附加内容，应当逐项报告。
    What it looks at:
        设置中列出的附加内容（关键词）是否都出现在第六部分。
    Not applicable:
        没有取得年报；2019年版格式的年报；没有设置附加内容；没有第六部分（见CMP01）。
    Not a defect:
        关键词中间有空格或者换行；没有单列小标题。
    Example:
        本地区要求报告“建议提案办理结果公开”，第六部分没有写。
    How to correct:
        在第六部分补写所缺的内容，没有发生的如实说明。
    """
    refuse_older_reports(case)
    items = case.settings.local_items
    if not items:
        raise NotApplicable("没有设置本地区要求的附加内容")
    part = part_to_judge(case, PartName.OTHER_MATTERS)
    words = fold(part.text)
    if not words:
        raise Undetermined("没有读到第六部分的文字，需人工核对原件")
    lacking = [item for item in items if fold(item) not in words]
    if lacking:
        elsewhere = "".join(fold(p.text) for p in case.reading.parts.values())
        moved = [item for item in lacking if fold(item) in elsewhere]
        note = f"（其中{'、'.join(f'“{item}”' for item in moved)}写在其他部分）" if moved else ""
        yield Finding(
            subject=f"parts.{PartName.OTHER_MATTERS}",
            severity=Severity.ADVICE,
            message=f"第六部分未见本地区要求的{'、'.join(f'“{item}”' for item in lacking)}{note}",
            evidence=(Evidence(at=part.name.label, printed=opening_of(part.text)),),
        )
