"""Applications by channel in the text, against the number received (申请渠道)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.case import AuditCase
from audit.model import Doubt, Finding, Severity
from audit.numbers.arithmetic import Number, evidence_of, sum_if_known, term_of
from audit.passages import own_counts, quoted, sentences_of, stated, subject_of
from reading.editions import REQUESTS
from reading.model import Statement, StatementKind
from reading.numbers import PERCENT, numbers_in

K = StatementKind
_FEWEST = 2


def channel_lists(case: AuditCase) -> list[list[Statement]]:
    """The numbers of two channels and more that one sentence tells of the same applications."""
    lists: dict[tuple[str, str | None], list[Statement]] = {}
    for s in own_counts(case, K.REQUESTS_BY_CHANNEL):
        lists.setdefault((s.at, s.breakdown_of), []).append(s)
    return [said for said in lists.values() if len({s.topics for s in said}) >= _FEWEST]


def judge_channels(case: AuditCase, said: Sequence[Statement]) -> Finding | Doubt | None:
    """A warning where the channels of one sentence make none of the numbers received."""
    subject, key = subject_of(said[0].part), said[0].breakdown_of
    whole = next((s for s in case.reading.said(K.COUNT_WHOLE) if key and s.key == key), None)
    received = stated(case, K.REQUESTS_RECEIVED)
    if any(s.is_approximate for s in (*said, *received, *([whole] if whole else []))):
        return Doubt(subject=subject, reason=f"{said[0].at}所列数量有约数，无法核对")
    new, older = (
        term_of(case.reading, f"{REQUESTS}.{name}.total") for name in ("received", "carried_in")
    )
    total = sum((s.value for s in said if s.value is not None), start=0)
    in_table = [new.number, sum_if_known((new, older))]
    in_text: list[Number | None] = [s.value for s in (*received, *([whole] if whole else []))]
    if total in (*in_table, *in_text) or _is_open(case, said, whole):
        return None
    parts = [s for s in case.reading.said(K.COUNT_PART) if key and s.breakdown_of == key]
    if whole is not None and (len(parts) > len(said) or total > (whole.value or 0)):
        return None
    wholes = [number for number in (*in_text, new.number) if number is not None]
    if not wholes:
        return Doubt(subject=subject, reason=new.no_number or "不知道收到申请的数量")
    figure = [evidence_of(new.figure)] if new.figure and not in_text else []
    against = [quoted(s) for s in (*received, *([whole] if whole else []))]
    return Finding(
        subject=subject,
        severity=Severity.WARNING,
        message=f"各渠道申请合计 {' + '.join(str(s.value) for s in said)} = {total}，"
        f"收到申请 {'、'.join(dict.fromkeys(map(str, wholes)))}，前后不一致",
        evidence=tuple(dict.fromkeys((*map(quoted, said), *against, *figure))),
        paths=() if in_text else (new.path,),
    )


def _is_open(case: AuditCase, said: Sequence[Statement], whole: Statement | None) -> bool:
    """Whether the list need not be all; without a whole the words of its sentence decide."""
    if whole is not None:
        return whole.is_open
    words = next((s.text for _, s in sentences_of(case.reading) if s.at == said[0].at), "")
    known = [s.value for s in (*said, *stated(case, K.REQUESTS_RECEIVED))]
    others = [n for n in numbers_in(words) if n.unit != PERCENT and n.value not in known]
    return bool(others) or "等" in words or "主要" in words
