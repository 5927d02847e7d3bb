"""CON03: what came in and what went out of table three do not balance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.case import AuditCase
from audit.model import Severity
from audit.numbers.arithmetic import Balance, gathered, require_rows, term_of
from audit.numbers.cells import add_up
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import REQUESTS, Column

_CONCLUDED = f"{REQUESTS}.concluded"
_INCOMING = {"received": "一、本年新收", "carried_in": "二、上年结转"}
_OUTGOING = {"concluded": "（七）总计", "carried_out": "四、结转下年度继续办理"}


@rule(
    "CON03",
    at_most=Severity.ERROR,
    basis="《政府信息公开工作年度报告格式》表三表头注明的勾稽关系"
    "“第一项加第二项之和，等于第三项加第四项之和”",
    rests_on=("CMP08", "CMP09", "CMP10"),
    is_arithmetic=True,
)
def balance_differs(case: AuditCase) -> Iterator[Judgement]:
    """表三勾稽关系不成立。

    Requirement:
        表三每一列，本年新收加上年结转之和，应当等于本年度办理结果总计加结转下年度继续办理之和。
    What it looks at:
        表三七列的“一、本年新收”“二、上年结转”“三、（七）总计”“四、结转下年度继续办理”。
    Not applicable:
        年报没有表三的数据（由 CMP08 说明）。
    Not a defect:
        缺少“四、结转下年度继续办理”等行，或者有空白的列无法判定，只说明其余各项的差额。
    Example:
        “总计”列：一、本年新收 10 + 二、上年结转 2 = 12；
        （七）总计 9 + 四、结转下年度继续办理 1 = 10；相差 2。
    How to correct:
        核对四个项目的数量，重点核对上年结转和结转下年度的数量，更正后使两边相等。
    """
    refuse_older_reports(case)
    reading = case.reading
    require_rows(reading, case.edition.request_rows)
    yield from gathered(
        (
            Balance(
                parts=tuple(
                    term_of(reading, f"{REQUESTS}.{row}.{column.name}", name)
                    for row, name in _INCOMING.items()
                ),
                total=tuple(
                    term_of(reading, f"{REQUESTS}.{row}.{column.name}", name)
                    for row, name in _OUTGOING.items()
                ),
            ).judged(f"{_CONCLUDED}.{column.name}", f"表三“{column.label}”列勾稽关系不成立")
            for column in case.edition.request_columns
            if not add_up(reading, _paths(_INCOMING, column), _paths(_OUTGOING, column))
        ),
        subject=_CONCLUDED,
    )


def _paths(rows: Iterable[str], column: Column) -> list[str]:
    return [f"{REQUESTS}.{row}.{column.name}" for row in rows]
