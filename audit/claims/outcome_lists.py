"""Lists of all outcomes that no 其中 ties to the number concluded (办理结果逐项列出)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.breakdowns import Breakdown
from audit.passages import own_counts, sentences_of
from reading.model import Statement, StatementKind

K = StatementKind
_FROM_REFUSED = (
    *(K.REQUESTS_REFUSED, K.REQUESTS_UNAVAILABLE),
    *(K.REQUESTS_UNPROCESSED, K.REQUESTS_OTHER),
)
_WHOLE_LISTS = (
    Counter((K.REQUESTS_GRANTED, K.REQUESTS_PARTIAL, *_FROM_REFUSED)),
    Counter((K.REQUESTS_GRANTED_OR_PARTIAL, *_FROM_REFUSED)),
)
_OUTCOMES = (K.REQUESTS_GRANTED, K.REQUESTS_PARTIAL, K.REQUESTS_GRANTED_OR_PARTIAL, *_FROM_REFUSED)


def outcome_lists(case: AuditCase) -> Iterator[Breakdown]:
    """答复申请805件。予以公开258件，… 其他处理0件: each outcome of table three told once.

    The number concluded is the one told in the same sentence or in the one before.

    Raises:
        Undetermined: some number names a year and the year of the report is not known.
    """
    told: dict[str, list[Statement]] = {}
    for statement in own_counts(case, *_OUTCOMES):
        told.setdefault(statement.at, []).append(statement)
    for at, outcomes in told.items():
        if Counter(one.kind for one in outcomes) not in _WHOLE_LISTS:
            continue
        whole = _concluded_before(case, at)
        is_exact = not any(one.is_approximate for one in outcomes)
        is_free = all(one.breakdown_of is None for one in outcomes)
        if whole is not None and is_exact and is_free:
            yield Breakdown(whole=whole, parts=tuple(outcomes), is_of_all=True)


def _concluded_before(case: AuditCase, at: str) -> Statement | None:
    places = [sentence.at for _, sentence in sentences_of(case.reading)]
    place = places.index(at) if at in places else 0
    near = places[max(place - 1, 0) : place + 1]
    concluded = case.reading.said(K.REQUESTS_CONCLUDED)
    wholes = [s for s in concluded if s.at in near and s.value is not None]
    is_one = len(wholes) == 1 and not wholes[0].is_approximate
    return wholes[0] if is_one and wholes[0].year in (None, case.year) else None
