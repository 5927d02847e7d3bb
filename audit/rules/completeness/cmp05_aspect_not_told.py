"""CMP05: part one leaves out one of the five aspects."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.passages import opening_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from audit.wording.overview import aspects_lacking
from reading.model import PartName


@rule(
    "CMP05",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》第一部分“总体情况”",
)
def aspect_not_told(case: AuditCase) -> Iterator[Judgement]:
    """总体情况没有写全五个方面。

    Requirement:
        总体情况宜从主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面说明。
    What it looks at:
        第一部分的小标题和正文；小标题之前的总述只作引言。没有小标题的，查看全部正文。
    Not applicable:
        没有取得年报；2019年度以前的年报；没有第一部分（见CMP01）。
    Not a defect:
        使用意思相同的其他名称；正文写到了这一方面而没有单列小标题；顺序不同，另有其他方面。
    Example:
        第一部分只有主动公开、依申请公开和平台建设，没有写政府信息管理和监督保障。
    How to correct:
        在第一部分补写所缺的方面；本年度没有相应工作的，也如实说明。
    """
    refuse_older_reports(case)
    part = part_to_judge(case, PartName.OVERVIEW)
    if not part.sentences:
        raise Undetermined("没有读到第一部分的文字，需人工核对原件")
    lacking = aspects_lacking(part)
    if lacking:
        yield Finding(
            subject=f"parts.{PartName.OVERVIEW}",
            severity=Severity.ADVICE,
            message=f"第一部分未见{'、'.join(f'“{name}”' for name in lacking)}方面的情况",
            evidence=(
                *(Evidence(at=h.at, printed=h.text) for h in part.sub_headings),
                Evidence(at=part.name.label, printed=opening_of(part.text)),
            ),
        )
