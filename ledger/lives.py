"""The life of a finding (问题经历): what a whole run says of it, and where that takes it. Pure.

What a run says is a ``Sign``; where it takes a finding stands in ``STEPS``, whole: what is not in
that table cannot happen. Doubt, crashes and failures of ours give no sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ledger.finding_state import FindingState

_NEW, _PERSISTING = FindingState.NEW, FindingState.PERSISTING
_RECTIFIED, _WITHDRAWN = FindingState.RECTIFIED, FindingState.WITHDRAWN
_DROPPED, _REOPENED = FindingState.DROPPED, FindingState.REOPENED

# These rules speak of what is not there: their findings do not vanish with a report.
NOT_IN_THE_REPORT = frozenset({"TIM03", "TIM09", "TIM11"})

# This rule speaks where a person has confirmed the absence (``ledger.absences``), else never.
BY_A_PERSON = "TIM03"


class Sign(StrEnum):
    """What a whole run says of one finding.

    ``FOUND``: found in what was seen since it was last found. ``HELD``: found again in what was
    held already; nobody looked anew. ``ABSENT``: judged without it after something else was seen.
    ``LET_GO``: judged without it though nothing else was seen: our judgement changed, not the
    report. ``TAKEN_BACK``: a person took back the word that it rests on. ``VANISHED``: the report
    it lies in is proven to be no longer there. ``NOTHING``: undetermined, crashed, in doubt, out
    of reach, or not judged.
    """

    FOUND = "found"
    HELD = "held"
    ABSENT = "absent"
    LET_GO = "let_go"
    TAKEN_BACK = "taken_back"
    VANISHED = "vanished"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a whole run knows of one finding, beside the run that found it last.

    ``is_found``: the judgement lists it. ``is_judged``: its rule was judged to the end.
    ``is_fresh``: the case rests on a visit later than the one of the last finding. ``is_there``:
    it was looked for where it was found, or that place is proven to show no report any more.
    ``is_same_report`` and ``is_same_judge``: the document, and rule version, reader and settings,
    are those of the last finding. ``has_vanished``: the report is proven to be gone.
    ``is_taken_back``: the person's word that it rests on no longer stands, taken back.
    """

    is_found: bool
    is_judged: bool = False
    is_fresh: bool = True
    is_there: bool = True
    is_same_report: bool = False
    is_same_judge: bool = True
    has_vanished: bool = False
    is_taken_back: bool = False


def sign_of(look: Look) -> Sign:
    """What the run says of the finding."""
    if look.has_vanished:
        return Sign.VANISHED
    if look.is_found:
        return Sign.FOUND if look.is_fresh else Sign.HELD
    if look.is_taken_back:
        return Sign.TAKEN_BACK
    if not look.is_judged:
        return Sign.NOTHING
    if not look.is_fresh or (look.is_same_report and not look.is_same_judge):
        return Sign.LET_GO
    return Sign.ABSENT if look.is_there else Sign.NOTHING


@dataclass(frozen=True, slots=True)
class Step:
    """Where a sign takes a finding, and why, in the words that people read."""

    state: FindingState
    why: str


_FIRST = "首次发现"
_STILL = "再次核查仍有此问题"
_CORRECTED = "再次核查，年报或者公布情况已有变化，不再有此问题"
_LET_GO = "年报没有变化，因规则、识读程序或者设置变化不再认定"
_GONE = "两次完整核查均未再见到年报"
_AGAIN = "再次核查又有此问题"
_TAKEN_BACK = "未公布的人工确认已经撤回，不再认定"
_FOUND_AGAIN = "年报没有变化，因规则、识读程序、设置或者人工确认变化再次认定"
_BACK = "年报重新公布，仍有此问题"
_BACK_CORRECTED = "年报重新公布，不再有此问题"

STEPS: Mapping[tuple[FindingState | None, Sign], Step] = {
    (None, Sign.FOUND): Step(_NEW, _FIRST),
    (None, Sign.HELD): Step(_NEW, _FIRST),
    (None, Sign.VANISHED): Step(_WITHDRAWN, "在此前采集、现已不再见到的年报中发现"),
    (_NEW, Sign.FOUND): Step(_PERSISTING, _STILL),
    (_NEW, Sign.ABSENT): Step(_RECTIFIED, _CORRECTED),
    (_NEW, Sign.LET_GO): Step(_DROPPED, _LET_GO),
    (_NEW, Sign.TAKEN_BACK): Step(_DROPPED, _TAKEN_BACK),
    (_NEW, Sign.VANISHED): Step(_WITHDRAWN, _GONE),
    (_PERSISTING, Sign.ABSENT): Step(_RECTIFIED, _CORRECTED),
    (_PERSISTING, Sign.LET_GO): Step(_DROPPED, _LET_GO),
    (_PERSISTING, Sign.TAKEN_BACK): Step(_DROPPED, _TAKEN_BACK),
    (_PERSISTING, Sign.VANISHED): Step(_WITHDRAWN, _GONE),
    (_REOPENED, Sign.FOUND): Step(_PERSISTING, _STILL),
    (_REOPENED, Sign.ABSENT): Step(_RECTIFIED, _CORRECTED),
    (_REOPENED, Sign.LET_GO): Step(_DROPPED, _LET_GO),
    (_REOPENED, Sign.TAKEN_BACK): Step(_DROPPED, _TAKEN_BACK),
    (_REOPENED, Sign.VANISHED): Step(_WITHDRAWN, _GONE),
    (_RECTIFIED, Sign.FOUND): Step(_REOPENED, _AGAIN),
    (_RECTIFIED, Sign.HELD): Step(_REOPENED, _FOUND_AGAIN),
    (_DROPPED, Sign.FOUND): Step(_REOPENED, _AGAIN),
    (_DROPPED, Sign.HELD): Step(_REOPENED, _FOUND_AGAIN),
    (_WITHDRAWN, Sign.FOUND): Step(_REOPENED, _BACK),
    (_WITHDRAWN, Sign.ABSENT): Step(_RECTIFIED, _BACK_CORRECTED),
    (_WITHDRAWN, Sign.LET_GO): Step(_DROPPED, _LET_GO),
}
"""Every change there is. A pair that is not listed leaves the finding as it was."""


def step_from(former: FindingState | None, sign: Sign) -> Step | None:
    """The step that ``sign`` makes from ``former`` (``None``: unknown so far); ``None`` for none.

    Whatever is found of a finding that is not yet known makes it known.
    """
    return STEPS.get((former, sign))
