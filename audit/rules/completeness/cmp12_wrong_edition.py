"""CMP12: the tables are those of another edition than the report's year demands."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import TABLE_LABELS, Edition, edition_of_year


@rule(
    "CMP12",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第五十条；"
    "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号、国办公开办函〔2019〕60号）",
)
def wrong_edition(case: AuditCase) -> Iterator[Judgement]:
    """年报格式版本与年度不符。

    Requirement:
        2021年度及以后的年报使用国办公开办函〔2021〕30号格式；2019、2020年度的年报使用国办公开办函〔2019〕60号格式。
    What it looks at:
        以表二的栏目名称认定所用格式版本，与报告年度比较。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        表三“（六）其他处理”的行数与版本不一致（见CMP08）；行名文字略有不同。
    Example:
        2023年度年报的表二仍为“本年新制作数量、本年新公开数量、对外公开总数量”。
    How to correct:
        按照本年度适用的年报格式重新填报表二、表三、表四，并核对全文数据。
    """
    refuse_older_reports(case)
    found, required = case.edition, edition_of_year(case.year)
    if required is None:
        raise NotApplicable(f"{case.year}年度没有全国统一格式")
    if found is required:
        return
    columns = "、".join(_distinct_labels(found))
    yield Finding(
        subject="document",
        severity=Severity.ERROR,
        message=f"{case.year}年度年报应当使用{required.document_number}格式，"
        f"本报告表二的栏目是{found.document_number}格式（{found.name}年版）的栏目",
        evidence=(Evidence(at=TABLE_LABELS["proactive"], printed=columns),),
    )


def _distinct_labels(edition: Edition) -> tuple[str, ...]:
    """The heads of table two's first block, by which the editions are told apart."""
    return tuple(column.label for column in edition.proactive_rows[0].columns)
