"""CMP13: a row of table two or three is worded otherwise than in the format."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.rows import Presence, presence_of, row_label
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import DISPUTES, TABLE_LABELS, Row
from reading.labels import fold, without_enumerator
from reading.model import Media


@rule(
    "CMP13",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表二、表三行名",
)
def row_label_differs(case: AuditCase) -> Iterator[Judgement]:
    """行名与格式不一致。

    Requirement:
        表二、表三各行的名称应当与年报格式一致。
    What it looks at:
        已识别的各行的行名文字。
    Not applicable:
        没有取得年报；2019年度以前的年报；整个表二、表三缺失（见CMP06、CMP08）。
    Not a defect:
        括号、引号、空格、标点的全角半角不同；行名分行排印；行名前的序号由软件自动编排而没有读到；地方自行增加的行。
    Example:
        “2.其他法律行政法规禁止公开”写成“2.其他法律法规禁止公开”。
    How to correct:
        把行名改为年报格式规定的文字，不增减、不改写。
    """
    refuse_older_reports(case)
    reading = case.reading
    rows = [row for row in case.edition.rows if row.table != DISPUTES]
    found = {presence_of(reading, row) for row in rows}
    if Presence.STANDS not in found:
        if Presence.UNCERTAIN in found:
            raise Undetermined("表二、表三未能读出，需人工核对原件")
        raise NotApplicable("年报没有表二、表三，见CMP06、CMP08")
    if reading.media is Media.SCAN:
        raise Undetermined("扫描件的文字由机器识别，不能据以核对行名，需人工核对原件")
    for row in rows:
        printed = reading.table_notes.get(row.path)
        if printed and presence_of(reading, row) is Presence.STANDS and _differs(row, printed):
            label = " ".join(printed.split())
            quoted = label.replace("“", "‘").replace("”", "’")
            yield Finding(
                subject=row.path,
                severity=Severity.ADVICE,
                message=f"{row_label(row)}一行的行名写作“{quoted}”",
                evidence=(Evidence(at=f"{TABLE_LABELS[row.table]} 行名", printed=label),),
            )


def _differs(row: Row, printed: str) -> bool:
    """Whether more than marks differ; a numeral that was not read is no difference."""
    return fold(printed) not in (fold(row.label), without_enumerator(row.label))
