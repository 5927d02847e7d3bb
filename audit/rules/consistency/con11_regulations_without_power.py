"""CON11: a body without the power to make regulations counts some in table two."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Obstacle, Severity
from audit.numbers.arithmetic import Term, evidence_of, require_rows, term_of
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import PROACTIVE
from reading.model import FigureState
from registry.model import AgencyKind

_ROW = f"{PROACTIVE}.regulations"
_COUNTY_CODE_LENGTH = 6


@rule(
    "CON11",
    at_most=Severity.WARNING,
    basis="《政府信息公开工作年度报告格式》表二“规章”行",
    rests_on=("CMP06", "CMP07"),
)
def regulations_without_power(case: AuditCase) -> Iterator[Judgement]:
    """没有规章制定权的机关填报规章数量。

    Requirement:
        表二“规章”一行由有规章制定权的机关据实填报；没有规章制定权的机关，该行应当为0。
    What it looks at:
        机关是否有规章制定权（名录所载；县级及以下机关、乡镇按没有处理），表二“规章”一行各格是否大于0。
    Not applicable:
        有规章制定权的机关。
    Not a defect:
        名录未载明是否有规章制定权的，不作判定；有规章制定权的地方人民政府填报规章数量。
    Example:
        某县教育局表二“规章”一行现行有效件数填 3。
    How to correct:
        核对是否将起草、执行、适用的规章计入；确无规章制定权的，将该行更正为0。
    """
    refuse_older_reports(case)
    has_power = _has_power(case)
    if has_power:
        raise NotApplicable("该机关有规章制定权")
    row = case.edition.row(_ROW)
    require_rows(case.reading, (row,))
    terms = [term_of(case.reading, path) for path in row.paths()]
    above = [term for term in terms if term.number is not None and term.number > 0]
    if above and has_power is None:
        reason = f"{_shown(above)}，不知道该机关是否有规章制定权"
        yield Doubt(subject=_ROW, reason=reason, obstacle=Obstacle.NOT_HELD)
    elif above:
        yield Finding(
            subject=_ROW,
            severity=Severity.WARNING,
            message=f"该机关没有规章制定权，{_shown(above)}，请核对是否将起草、执行的规章计入",
            evidence=tuple(evidence_of(term.figure) for term in above if term.figure),
            paths=tuple(term.path for term in above),
        )
    else:
        unknown = [t.no_number for t in terms if t.no_number and not t.is_in(FigureState.BLANK)]
        yield from (Doubt(subject=_ROW, reason=reason) for reason in unknown)


def _has_power(case: AuditCase) -> bool | None:
    """As the registry has it; bodies of a county or township never have it."""
    if case.makes_regulations is not None:
        return case.makes_regulations
    code = case.region_code or ""
    is_county = len(code) >= _COUNTY_CODE_LENGTH and code[4:6] != "00"
    return False if is_county or case.kind is AgencyKind.TOWNSHIP else None


def _shown(terms: list[Term]) -> str:
    return "、".join(f"{term.figure.at}填 {term.number}" for term in terms if term.figure)
