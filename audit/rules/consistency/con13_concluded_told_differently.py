"""CON13: the number of applications finished in the text is not that of table three."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import NotApplicable, Severity
from audit.numbers.arithmetic import Number, Term, term_of
from audit.passages import Expected, judge_told, stated
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import Statement, StatementKind


@rule("CON13", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def concluded_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文办结申请数与表三不符。

    Requirement:
        正文写明的本年度办结（答复）政府信息公开申请数量，应当与表三“三、本年度办理结果（七）总计”一致。
    What it looks at:
        正文中写明数量的办结、答复申请n件，以及“收到n件，均已办结”，与表三（七）总计比较。
    Not applicable:
        正文没有写明本年度办结申请的数量。
    Not a defect:
        信箱留言、咨询、建议提案的办理数量；按时办结率；“收到n件，均已办结”只指本年新收的申请，
        与（七）总计扣除上年结转后的数量相同的，也属一致；约数无法判定。
    Example:
        正文写明办结申请 9件，表三（七）总计为 10，前后不一致。
    How to correct:
        核对申请办理台账，更正正文或者表三，使两处数量一致。
    """
    refuse_older_reports(case)
    kinds = (StatementKind.REQUESTS_CONCLUDED, StatementKind.REQUESTS_ALL_CONCLUDED)
    told = [s for s in stated(case, *kinds) if s.value is not None]
    if not told:
        raise NotApplicable("正文没有写明办结政府信息公开申请的数量")
    done = term_of(case.reading, "requests.concluded.total")
    older = term_of(case.reading, "requests.carried_in.total")
    whole = Expected(words="表三（七）总计", value=done.number, terms=(done,))
    # "received 10, all finished" says nothing of applications carried in from the year before.
    less = _less(done, older)
    new_alone = Expected(words="（七）总计扣除上年结转", value=less, terms=(done, older))
    is_senseless = older.number == 0 or (less is not None and less < 0)
    all_done = (whole,) if is_senseless else (whole, new_alone)

    def expected(statement: Statement) -> tuple[Expected, ...]:
        return all_done if statement.kind is StatementKind.REQUESTS_ALL_CONCLUDED else (whole,)

    yield from judge_told(told, expected, Severity.WARNING, "办结申请")


def _less(whole: Term, part: Term) -> Number | None:
    if whole.number is None or part.number is None:
        return None
    return whole.number - part.number
