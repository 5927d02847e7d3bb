"""CMP09: a column of table three is missing."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity
from audit.numbers.cells import missing_paths, read_paths
from audit.numbers.rows import rows_standing, unread_doubt
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import REQUESTS


@rule(
    "CMP09",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第五十条第（二）项；"
    "《政府信息公开工作年度报告格式》表三表头",
)
def request_column_missing(case: AuditCase) -> Iterator[Judgement]:
    """表三缺少格式要求的列。

    Requirement:
        表三应当设自然人、法人或其他组织（商业企业、科研机构、社会公益组织、法律服务机构、其他）和总计共7列。
    What it looks at:
        表三已列出的各行是否都没有某一列的单元格；所缺各列合并为一项指出。
    Not applicable:
        没有取得年报；2019年度以前的年报；整个表三缺失（见CMP08）。
    Not a defect:
        有该列但未填写数字（见CMP10）；表头文字换行；转换造成的单元格错位。
    Example:
        表三只有“自然人”“法人”“总计”三列。
    How to correct:
        按照年报格式恢复表三的7列，把法人或其他组织的申请按五类分别填写。
    """
    refuse_older_reports(case)
    rows = rows_standing(case.reading, case.edition.request_rows, otherwise="CMP08")
    missing, unread = [], []
    columns = case.edition.request_columns
    by_column = zip(*(row.paths() for row in rows), strict=True)
    for column, paths in zip(columns, by_column, strict=True):
        if missing_paths(case.reading).issuperset(paths):
            missing.append(column)
        elif read_paths(case.reading).isdisjoint(paths):
            unread.append(f"“{column.label}”列")
    if missing:
        labels = "、".join(column.label for column in missing)
        yield Finding(
            subject=REQUESTS,
            severity=Severity.ERROR,
            message=f"表三应有{len(columns)}列，缺少{len(missing)}列：{labels}",
            evidence=(Evidence(at="表三 表头", printed=""),),
            paths=tuple(f"{row.path}.{column.name}" for row in rows for column in missing),
        )
    yield from unread_doubt(REQUESTS, unread)
