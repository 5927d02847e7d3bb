"""What the text says of how applications ended, against the groups of rows of table three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.case import AuditCase
from audit.model import Doubt, NotApplicable, Severity
from audit.numbers.arithmetic import (
    Term,
    row_name,
    standing_rows,
    sum_if_known,
    term_of,
    total_terms,
)
from audit.passages import Expected, judge_each, own_counts, stated, subject_of
from audit.rule import Judgement
from audit.scope import refuse_older_reports
from reading.editions import REQUESTS
from reading.model import Statement, StatementKind

K = StatementKind
_GROUPS: dict[StatementKind, tuple[str, tuple[str, ...]]] = {
    K.REQUESTS_GRANTED: ("（一）予以公开", ("granted",)),
    K.REQUESTS_PARTIAL: ("（二）部分公开", ("partial",)),
    K.REQUESTS_GRANTED_OR_PARTIAL: ("（一）予以公开与（二）部分公开", ("granted", "partial")),
    K.REQUESTS_REFUSED: ("（三）不予公开", ("refused",)),
    K.REQUESTS_UNAVAILABLE: ("（四）无法提供", ("unavailable",)),
    K.REQUESTS_UNPROCESSED: ("（五）不予处理", ("unprocessed",)),
    K.REQUESTS_OTHER: ("（六）其他处理", ("other",)),
}
# Items of information and pages are not applications: 不予公开信息5条.
_APPLICATIONS = {"件", "宗", "例", "起", "份", "次", "件次", None}


def judge_outcomes(case: AuditCase, kinds: Sequence[StatementKind]) -> Iterator[Judgement]:
    """A warning for each part whose number of some outcome is not that of its rows.

    Raises:
        NotApplicable: no such number of applications is told, or the report is an older one.
    """
    refuse_older_reports(case)
    told = [s for s in own_counts(case, *kinds) if s.unit in _APPLICATIONS]
    if not told:
        names = "、".join(_GROUPS[kind][0] for kind in kinds)
        raise NotApplicable(f"正文没有写明本年度{names}的申请件数")
    whole = [s for s in told if not _is_of_a_part(case, s)]
    for statement in told:
        if statement not in whole:
            reason = f"{statement.at}“{statement.quote}”是部分申请的分项，无法与表三核对"
            yield Doubt(subject=subject_of(statement.part), reason=reason)
    yield from judge_each(
        [
            ([s for s in whole if s.kind is kind], lambda s: (_expected(case, s.kind),), name)
            for kind in kinds
            for name in (_GROUPS[kind][0].replace("（", "“（", 1) + "”",)
        ],
        Severity.WARNING,
    )


def outcome_terms(case: AuditCase, kind: StatementKind) -> tuple[Term, ...]:
    """The totals of the rows of one outcome, in the edition that the table is printed in.

    Where a total is blank the numbers of its row stand in for what it comes to at least.
    """
    groups = _GROUPS[kind][1]
    return tuple(
        term
        for row in standing_rows(case.reading, case.edition)
        if row.name.partition("_")[0] in groups
        for term in total_terms(case.reading, row, row_name(row))
    )


def _expected(case: AuditCase, kind: StatementKind) -> Expected:
    terms = outcome_terms(case, kind)
    name = "表三相应各行总计之和" if len(terms) > 1 else "表三该行总计"
    if any(not term.path.endswith(".total") for term in terms):
        name = "表三相应各行"
    return Expected(words=name, value=sum_if_known(terms), terms=terms)


def _is_of_a_part(case: AuditCase, statement: Statement) -> bool:
    """Whether the number is broken down from fewer applications than the table counts."""
    if statement.breakdown_of is None:
        return False
    wholes = [s.value for s in case.reading.said(K.COUNT_WHOLE) if s.key == statement.breakdown_of]
    told = [s.value for s in stated(case, K.REQUESTS_RECEIVED, K.REQUESTS_CONCLUDED)]
    return not set(wholes) & {*told, *numbers_of_requests(case)}


def numbers_of_requests(case: AuditCase) -> tuple[object, ...]:
    """How many applications there are by table three: new, with those carried in, concluded."""
    new, older, done = (
        term_of(case.reading, f"{REQUESTS}.{name}.total")
        for name in ("received", "carried_in", "concluded")
    )
    sums = (new.number, sum_if_known((new, older)), done.number)
    return tuple(number for number in sums if number is not None)
