"""CMP14: the header of table three lacks the note on the balance."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.numbers.rows import Presence, presence_of, rows_standing
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import REQUESTS
from reading.found import BALANCE_NOTE
from reading.model import Media


@rule(
    "CMP14",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表三表头",
)
def balance_note_missing(case: AuditCase) -> Iterator[Judgement]:
    """表三表头没有勾稽关系提示语。

    Requirement:
        表三表头应当保留格式中的提示语“（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）”。
    What it looks at:
        表三表头及其附近是否有关于勾稽关系的提示语。
    Not applicable:
        没有取得年报；2019年度以前的年报；整个表三缺失（见CMP08）。
    Not a defect:
        提示语分行排印，写在表格之前，或者标点全角半角不同。
    Example:
        表三左上角为空白。
    How to correct:
        在表三表头左上角补上格式规定的提示语。
    """
    refuse_older_reports(case)
    reading = case.reading
    edition = case.edition
    if reading.table_notes.get(BALANCE_NOTE):
        return
    rows = rows_standing(reading, edition.request_rows, otherwise="CMP08")
    if reading.media is Media.SCAN:
        raise Undetermined("扫描件的文字由机器识别，不能据以核对表头，需人工核对原件")
    if all(presence_of(reading, row) is not Presence.STANDS for row in rows):
        raise Undetermined("表三未能读出，需人工核对原件")
    yield Finding(
        subject=REQUESTS,
        severity=Severity.ADVICE,
        message="表三表头没有“（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）”的提示语",
        evidence=(Evidence(at="表三 表头", printed=""),),
    )
