"""CON15: reviews or suits told in the text are not those of table four."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import NotApplicable, Severity
from audit.numbers.arithmetic import sum_if_known, term_of
from audit.passages import Expected, judge_each, may_be_wider, own_counts
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import DISPUTES
from reading.model import Statement, StatementKind

K = StatementKind
_REVIEW, _SUITS = ("review",), ("suit_direct", "suit_after_review")
_ROWS = {K.REVIEWS: _REVIEW, K.SUITS: _SUITS, K.REVIEWS_AND_SUITS: (*_REVIEW, *_SUITS)}
_NAMES = {
    K.REVIEWS: "行政复议",
    K.SUITS: "行政诉讼",
    K.REVIEWS_AND_SUITS: "行政复议、行政诉讼",
}
_ENDS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}


@rule(
    "CON15",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第六条",
    rests_on=("CMP11", "CON04", "CON05", "CON06"),
)
def disputes_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文行政复议、行政诉讼数量与表四不符。

    Requirement:
        正文写明的政府信息公开行政复议、行政诉讼数量，或者没有发生的说明，应当与表四一致。
    What it looks at:
        正文写明的行政复议件数与表四行政复议总计，行政诉讼件数与“未经复议直接起诉”“复议后起诉”两项总计之和；
        写明维持、纠正等结果件数的，与相应结果比较；“未发生”“没有”视为0件。
    Not applicable:
        正文没有写明行政复议、行政诉讼的情况；只写其中一种的，只核对这一种。
    Not a defect:
        作为复议机关受理的案件、与政府信息公开无关的案件、其他年度的案件不作比较；
        诉讼件数与表四两类诉讼之一相同的，或者写明“新增”的，可能只指其中一部分，仅作警告。
    Example:
        正文称未发生行政复议，表四行政复议总计为 2，前后不一致。
    How to correct:
        核对行政复议、行政诉讼案件台账，更正正文或者表四，使两处数量一致。
    """
    refuse_older_reports(case)
    told = own_counts(case, *_ROWS)
    if not told:
        raise NotApplicable("正文没有写明政府信息公开行政复议、行政诉讼的情况")
    unsure = [s for s in told if s.value and _may_be_of_some(case, s)]
    for statements, severity in (
        ([s for s in told if s not in unsure], Severity.ERROR),
        (unsure, Severity.WARNING),
    ):
        by_kind = [
            ([s for s in statements if s.kind is kind], lambda s: (_expected(case, s),), name)
            for kind, name in _NAMES.items()
        ]
        yield from judge_each(by_kind, severity)


def _expected(case: AuditCase, statement: Statement) -> Expected:
    end = statement.topics[0] if statement.topics else "total"
    rows = _ROWS[statement.kind]
    terms = tuple(term_of(case.reading, f"{DISPUTES}.{row}.{end}") for row in rows)
    words = f"表四{_NAMES[statement.kind]}{_ENDS.get(end, '总计')}{'合计' if rows[1:] else ''}"
    return Expected(words=words, value=sum_if_known(terms), terms=terms)


def _may_be_of_some(case: AuditCase, statement: Statement) -> bool:
    """Whether it may be of one kind of suit, of new cases (新增3件) or of other bodies too."""
    is_of_suits = statement.kind is K.SUITS
    terms = _expected(case, statement).terms if is_of_suits else ()
    is_vague = "新" in statement.quote or may_be_wider(statement)
    return is_vague or any(term.number == statement.value for term in terms)
