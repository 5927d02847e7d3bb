"""CON14: the text says that no application was received, table three counts some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.case import AuditCase
from audit.model import NotApplicable, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of, term_of
from audit.passages import contradicted, stated
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import Statement, StatementKind


@rule("CON14", at_most=Severity.ERROR, basis="《中华人民共和国政府信息公开条例》第六条")
def none_received_contradicted(case: AuditCase) -> Iterator[Judgement]:
    """正文称未收到申请但表三新收数不为0。

    Requirement:
        正文说明本年度未收到政府信息公开申请的，表三“一、本年新收政府信息公开申请数量”的总计应当为0。
    What it looks at:
        正文中“未收到政府信息公开申请”“收到政府信息公开申请0件”等表述，与表三本年新收总计比较。
    Not applicable:
        正文没有本年度未收到申请的表述；没有表述不等于没有申请。
    Not a defect:
        未收到行政复议申请、规范性文件0件等其他事项；未收到关于某一事项的申请；其他年度未收到申请。
    Example:
        正文称“本年度未收到政府信息公开申请”，表三本年新收总计填 3。
    How to correct:
        核对申请登记台账，更正正文表述或者表三数量。
    """
    refuse_older_reports(case)
    denials = [
        s
        for s in stated(case, StatementKind.REQUESTS_NONE_RECEIVED, StatementKind.REQUESTS_RECEIVED)
        if s.kind is StatementKind.REQUESTS_NONE_RECEIVED or _is_exactly_none(s)
    ]
    if not denials:
        raise NotApplicable("正文没有本年度未收到政府信息公开申请的表述")
    received = term_of(case.reading, "requests.received.total")
    if received.figure is None or received.number is None:
        raise Undetermined(received.no_number or "")
    if received.number == 0:
        return
    message = f"正文称未收到政府信息公开申请（{{found}}），表三本年新收总计填 {received.number}"
    against = (evidence_of(received.figure),)
    for finding in contradicted(denials, Severity.ERROR, message, against):
        yield replace(finding, paths=(received.path,))


def _is_exactly_none(statement: Statement) -> bool:
    return statement.value == 0 and not statement.is_approximate
