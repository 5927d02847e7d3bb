"""AUT18: two statements of the text cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.case import AuditCase
from audit.model import Finding, NotApplicable, Severity
from audit.passages import quoted, stated, subject_of
from audit.rule import Judgement, rule
from reading.model import Actor, Statement, StatementKind

K = StatementKind
# A statement, the one that excludes it, what the two say, the figure that other rules judge by.
_PAIRS = (
    (
        K.REQUESTS_NONE_RECEIVED,
        K.REQUESTS_RECEIVED,
        "既称未收到政府信息公开申请，又称收到申请",
        ("requests.received.total",),
    ),
    (
        K.REQUESTS_ALL_CONCLUDED,
        K.REQUESTS_CARRIED_OUT,
        "既称申请全部办结，又称有申请结转下年度办理",
        ("requests.carried_out.total",),
    ),
)


@rule(
    "AUT18",
    at_most=Severity.HINT,
    basis="《中华人民共和国政府信息公开条例》第六条",
    rests_on=("CON12", "CON14"),
)
def statements_exclude_each_other(case: AuditCase) -> Iterator[Judgement]:
    """正文前后叙述互相矛盾。

    Requirement:
        正文对同一事项的叙述应当前后一致。
    What it looks at:
        正文中互相排斥的两处叙述：未收到申请与收到若干件申请，申请全部办结与结转下年度办理。
    Not applicable:
        没有取得年报；正文没有这类叙述。
    Not a defect:
        其他年度的情况；其他机关的情况；数量为0的表述；已由CON12、CON14指出的问题；信息处理费见CON18。
    Example:
        第一部分写“未收到政府信息公开申请”，又写“收到政府信息公开申请3件”。
    How to correct:
        核对台账，更正其中一处。
    """
    kinds = {kind for first, second, _, _ in _PAIRS for kind in (first, second)}
    if not stated(case, *kinds):
        raise NotApplicable("正文没有可供相互比较的叙述")
    for first, second, message, paths in _PAIRS:
        denied, claimed = stated(case, first), _some(stated(case, second))
        if denied and claimed:
            yield Finding(
                subject=subject_of(claimed[0].part),
                severity=Severity.HINT,
                message=f"{message}（“{denied[0].quote}”“{claimed[0].quote}”），请核对",
                evidence=(quoted(denied[0]), quoted(claimed[0])),
                paths=paths,
            )


def _some(statements: Sequence[Statement]) -> list[Statement]:
    """Those that tell a number of one's own above zero."""
    return [s for s in statements if s.value and s.actor in (None, Actor.OWN)]
