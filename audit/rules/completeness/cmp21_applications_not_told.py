"""CMP21: neither the text nor table three tells how many applications came."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of, term_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.editions import REQUESTS
from reading.model import PartName, StatementKind

_RECEIVED = f"{REQUESTS}.received.total"
_TOLD = (
    StatementKind.REQUESTS_RECEIVED,
    StatementKind.REQUESTS_NONE_RECEIVED,
    StatementKind.REQUESTS_CONCLUDED,
    StatementKind.REQUESTS_ALL_CONCLUDED,
)


@rule(
    "CMP21",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第五十条第（二）项",
    rests_on=("CMP08", "CMP09", "CMP10"),
)
def applications_not_told(case: AuditCase) -> Iterator[Judgement]:
    """没有说明收到政府信息公开申请的情况。

    Requirement:
        年报应当说明本年度收到多少件政府信息公开申请，或者没有收到。
    What it looks at:
        正文有没有说明收到或者办结申请的数量，或者没有收到申请；正文没有的，看表三“本年新收”一行的总计。
    Not applicable:
        没有取得年报；2019年度以前的年报；没有第一部分（见CMP01）。
    Not a defect:
        只在表三填写而正文没有再写；写在第三部分；写明收到0件。
    Example:
        正文只写“畅通受理渠道，认真办理申请”，年报又没有表三。
    How to correct:
        在总体情况“依申请公开”中写明本年度收到和办理政府信息公开申请的件数，没有收到的写明没有收到。
    """
    refuse_older_reports(case)
    part = part_to_judge(case, PartName.OVERVIEW)
    if case.reading.said(*_TOLD):
        return
    if not part.sentences:
        raise Undetermined("没有读到第一部分的文字，需人工核对原件")
    evidence: tuple[Evidence, ...] = (Evidence(at=part.name.label, printed=""),)
    paths: tuple[str, ...] = ()
    if case.reading.edition is not None:
        received = term_of(case.reading, _RECEIVED)
        if received.number is not None:
            return
        if received.figure is None:
            raise Undetermined(received.no_number or "表三未能读出")
        evidence, paths = (*evidence, evidence_of(received.figure)), (_RECEIVED,)
    yield Finding(
        subject=f"parts.{PartName.OVERVIEW}",
        severity=Severity.ADVICE,
        message="正文没有说明收到政府信息公开申请的数量，也没有说明未收到申请，表三中也没有这一数字",
        evidence=evidence,
        paths=paths,
    )
