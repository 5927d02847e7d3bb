"""Where a finding stands in its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FindingState(StrEnum):
    """Where a finding stands in its life (经历状态), as far as whole runs could judge.

    ``RECTIFIED`` is the agency's doing, ``WITHDRAWN`` a report that is no longer there, ``DROPPED``
    ours: the same report is no longer found wrong, because rule, reader or settings changed.
    """

    NEW = "new"
    PERSISTING = "persisting"
    RECTIFIED = "rectified"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _FINDING_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether the finding still stands, as far as it could last be judged."""
        return self in _OPEN


_FINDING_LABELS = {
    FindingState.NEW: "新发现",
    FindingState.PERSISTING: "仍存在",
    FindingState.RECTIFIED: "已整改",
    FindingState.WITHDRAWN: "已撤下",
    FindingState.DROPPED: "不再认定",
    FindingState.REOPENED: "再次出现",
}

_OPEN = frozenset({FindingState.NEW, FindingState.PERSISTING, FindingState.REOPENED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """One row in the history of a finding, as a run made it; ``former`` is ``None`` at first.

    Where ``former`` is ``state``, what it says or the version of its rule changed.
    ``judgement_id`` is the judgement behind it, with the words of that time.
    """

    run_id: str
    as_of: date
    former: FindingState | None
    state: FindingState
    rule_version: int
    finding_sha256: str
    judgement_id: int | None
    reason: str | None
