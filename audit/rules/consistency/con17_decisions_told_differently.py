"""CON17: licences, penalties, coercive measures or fees in the text are not those of table two."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import term_of
from audit.numbers.money import judge_fee
from audit.passages import (
    Expected,
    judge_told,
    may_be_wider,
    one_for_each_subject,
    own_counts,
)
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import EDITION_2021, PROACTIVE
from reading.model import Statement, StatementKind

K = StatementKind
_CELLS = {
    K.LICENCES_DECIDED: ("行政许可", "licences.decisions"),
    K.PENALTIES_DECIDED: ("行政处罚", "penalties.decisions"),
    K.COERCIVE_MEASURES_DECIDED: ("行政强制", "coercive_measures.decisions"),
}
# 办理行政处罚案件85件 may end without a decision; these words say that there was one.
_DECISIVE = ("决定", "作出", "做出", "准予", "核发", "下达")


@rule(
    "CON17",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第六条",
    rests_on=("CMP06", "CMP07"),
)
def decisions_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文许可处罚强制收费数量与表二不符。

    Requirement:
        正文写明的本机关本年度行政许可、行政处罚、行政强制数量和行政事业性收费金额，应当与表二一致。
    What it looks at:
        正文写明的处理决定件数与表二相应一行；收费金额折算为万元后与表二收费金额比较，按印出的小数位数允许进位。
    Not applicable:
        正文没有写明这些数量；2019年版格式没有收费金额一列。
    Not a defect:
        受理、公示、公开的件数和权力事项数，其他机关的数量，行政确认等其他事项；只写“办理”“完成”的，
        可能不是决定件数，写明全市或者系统的，范围可能不同，仅作警告；金额只差单位（元与万元）的由CMP25说明。
    Example:
        正文写明作出行政处罚决定 85件，表二行政处罚处理决定数量为 81，前后不一致。
    How to correct:
        核对本年作出的决定和收费台账，更正正文或者表二，使两处数量一致。
    """
    refuse_older_reports(case)
    told = own_counts(case, *_CELLS)
    fees = own_counts(case, K.FEES_COLLECTED) if case.edition is EDITION_2021 else ()
    if not told and not fees:
        raise NotApplicable("正文没有写明行政许可、行政处罚、行政强制数量和行政事业性收费金额")
    judged = [one for s in told for one in _judged(case, s)]
    judged += [one for s in fees for one in judge_fee(case, s)]
    yield from one_for_each_subject([one for one in judged if isinstance(one, Finding)])
    yield from (one for one in judged if isinstance(one, Doubt))


def _judged(case: AuditCase, statement: Statement) -> Iterator[Finding | Doubt]:
    name, cell = _CELLS[statement.kind]
    term = term_of(case.reading, f"{PROACTIVE}.{cell}")
    expected = Expected(words=f"表二{name}处理决定数量", value=term.number, terms=(term,))
    is_decisive = statement.value == 0 or any(word in statement.quote for word in _DECISIVE)
    is_certain = is_decisive and not may_be_wider(statement)
    severity = Severity.ERROR if is_certain else Severity.WARNING
    yield from judge_told([statement], lambda _: (expected,), severity, name)
