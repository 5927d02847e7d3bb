"""Amounts in the text (元) beside amounts in table two (万元), as far as their digits go."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import AuditCase
from audit.model import Doubt, Finding, Severity
from audit.numbers.arithmetic import Term, evidence_of, term_of
from audit.passages import may_be_wider, quoted, subject_of
from reading.editions import PROACTIVE
from reading.model import Statement

YUAN_IN_WAN = Decimal(10_000)
_SCALES = {"万元": YUAN_IN_WAN, "亿元": Decimal(100_000_000)}
_CENT = Decimal("0.01")


def yuan(term: Term) -> Decimal:
    """The amount of a cell in 万元 as 元; 0 where it is no number."""
    return Decimal(term.number or 0) * YUAN_IN_WAN


def told_step(statement: Statement) -> Decimal:
    """What the last printed digit of an amount in the text is worth, in 元."""
    scale = next((s for unit, s in _SCALES.items() if unit in statement.quote), Decimal(1))
    digits = "".join(sign for sign in statement.quote if sign in "0123456789.")
    return scale / Decimal(10) ** len(digits.partition(".")[2])


def cell_step(term: Term) -> Decimal:
    """What the last printed digit of a cell in 万元 is worth, in 元; a cent where it is 0 or whole.

    A zero is no amount cut short: it says that there was none.
    """
    number = Decimal(term.number or 0)
    exponent = number.as_tuple().exponent
    is_cut = number != 0 and isinstance(exponent, int) and exponent < 0
    return YUAN_IN_WAN * Decimal(10) ** int(exponent) if is_cut else _CENT


def judge_fee(case: AuditCase, statement: Statement) -> Iterator[Finding | Doubt]:
    """An error where an amount of administrative fees in the text is not that of table two."""
    term = term_of(case.reading, f"{PROACTIVE}.fees.amount")
    told = Decimal(statement.value or 0)
    subject = subject_of(statement.part)
    if statement.is_approximate:
        reason = f"{statement.at}“{statement.quote}”为约数，无法与表格核对"
        yield Doubt(subject=subject, reason=reason)
    elif term.number is None or term.figure is None:
        yield Doubt(subject=subject, reason=term.no_number or "")
    elif told and term.number == told:
        reason = "正文金额（元）与表二金额（万元）数字相同，单位可能有误，见CMP25"
        yield Doubt(subject=subject, reason=reason)
    elif abs(yuan(term) - told) >= max(told_step(statement), cell_step(term)):
        yield Finding(
            subject=subject,
            severity=Severity.WARNING if may_be_wider(statement) else Severity.ERROR,
            message=f"正文写明行政事业性收费（“{statement.quote}”），"
            f"折合 {(told / YUAN_IN_WAN).normalize():f} 万元，表二收费金额为 {term.number} 万元，"
            "前后不一致",
            evidence=(quoted(statement), evidence_of(term.figure)),
            paths=(term.path,),
        )
