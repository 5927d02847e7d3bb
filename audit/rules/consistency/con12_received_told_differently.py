"""CON12: the number of applications received in the text is not that of table three."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import NotApplicable, Severity
from audit.numbers.arithmetic import sum_if_known, term_of
from audit.passages import Expected, judge_told, stated
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import StatementKind


@rule("CON12", at_most=Severity.ERROR, basis="《中华人民共和国政府信息公开条例》第六条")
def received_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文收到申请数与表三不符。

    Requirement:
        正文写明的本年度收到政府信息公开申请数量，应当与表三“一、本年新收政府信息公开申请数量”的总计一致。
    What it looks at:
        正文中写明数量的“收到（受理）政府信息公开申请n件”，与表三本年新收总计，或者本年新收与上年结转总计之和比较。
    Not applicable:
        正文没有写明本年度收到申请的数量。
    Not a defect:
        其他年度的数量、咨询信箱来信的数量、各渠道的分项数量；按新收与上年结转之和填写；约数无法判定。
    Example:
        正文写明收到申请 9件，表三本年新收总计为 10，前后不一致。
    How to correct:
        核对申请登记台账，更正正文或者表三，使两处数量一致。
    """
    refuse_older_reports(case)
    told = [s for s in stated(case, StatementKind.REQUESTS_RECEIVED) if s.value is not None]
    if not told:
        raise NotApplicable("正文没有写明收到政府信息公开申请的数量")
    new = term_of(case.reading, "requests.received.total")
    older = term_of(case.reading, "requests.carried_in.total")
    both = (new, older)
    expected = (
        Expected(words="表三本年新收总计", value=new.number, terms=(new,)),
        Expected(words="本年新收与上年结转之和", value=sum_if_known(both), terms=both),
    )
    allowed = expected[:1] if older.number == 0 else expected
    yield from judge_told(told, lambda _: allowed, Severity.ERROR, "收到申请")
