"""CON18: part six denies what is told elsewhere about the processing fee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.case import AuditCase
from audit.model import Doubt, Evidence, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of, term_of
from audit.passages import contradicted, one_for_each_subject, quoted, stated, subject_of
from audit.rule import ONLY_2021, Judgement, rule
from reading.model import Statement, StatementKind

_NOT_PAID = "requests.other_unpaid.total"
_SENT = "年报称未发出信息处理费收费通知（{found}），但另有发出通知或者逾期未缴费的记载"
_COLLECTED = "年报称未收取信息处理费（{found}），但另有实际收取金额的记载"


@rule(
    "CON18",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第六条、第四十二条",
    editions=ONLY_2021,
)
def fee_denial_contradicted(case: AuditCase) -> Iterator[Judgement]:
    """信息处理费表述前后矛盾。

    Requirement:
        关于信息处理费收费通知和收取金额的表述，应当与表三“（六）其他处理”第2项和年报其他部分一致。
    What it looks at:
        称未发出收费通知的，表三逾期未缴费一行总计和其他部分写明的收费通知件数；
        称未收取信息处理费的，其他部分写明的实际收取金额。
    Not applicable:
        2019年版格式；正文没有未发出收费通知或者未收取信息处理费的表述。
    Not a defect:
        表三逾期未缴费一行大于0而未收取费用；表二行政事业性收费是其他收费，不作比较。
    Example:
        第六部分称未发出收费通知，表三“（六）其他处理”第2项总计填 2。
    How to correct:
        核对收费通知和收取情况，更正有误的表述或者数量。
    """
    unsent = stated(case, StatementKind.PROCESSING_FEE_NONE_NOTIFIED)
    unpaid = stated(case, StatementKind.PROCESSING_FEE_NONE_COLLECTED)
    if not unsent and not unpaid:
        raise NotApplicable("正文没有未发出收费通知或者未收取信息处理费的表述")
    unpaid_row = term_of(case.reading, _NOT_PAID)
    notices = _above_zero(stated(case, StatementKind.PROCESSING_FEE_NOTICES))
    if unpaid_row.number and unpaid_row.figure is not None:
        notices = (*notices, evidence_of(unpaid_row.figure))
    collected = _above_zero(stated(case, StatementKind.PROCESSING_FEE_COLLECTED))
    found = [
        *contradicted(unsent if notices else (), Severity.ERROR, _SENT, notices),
        *contradicted(unpaid if collected else (), Severity.ERROR, _COLLECTED, collected),
    ]
    rests_on = (_NOT_PAID,) if unpaid_row.number else ()
    yield from (replace(finding, paths=rests_on) for finding in one_for_each_subject(found))
    if unsent and not notices and unpaid_row.no_number:
        yield Doubt(subject=subject_of(unsent[0].part), reason=unpaid_row.no_number)


def _above_zero(statements: tuple[Statement, ...]) -> tuple[Evidence, ...]:
    return tuple(quoted(s) for s in statements if s.value is not None and s.value > 0)
