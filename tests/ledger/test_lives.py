"""Every step in the life of a finding, and every sign that a run can give."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from ledger.finding_state import FindingState
from ledger.lives import STEPS, Look, Sign, sign_of, step_from

NEW, PERSISTING, REOPENED = FindingState.NEW, FindingState.PERSISTING, FindingState.REOPENED
RECTIFIED, WITHDRAWN = FindingState.RECTIFIED, FindingState.WITHDRAWN
DROPPED = FindingState.DROPPED

# Written from the meaning of the states, not from the table: (former, sign, state).
EXPECTED = [
    (None, Sign.FOUND, NEW),
    (None, Sign.HELD, NEW),
    (None, Sign.VANISHED, WITHDRAWN),
    (NEW, Sign.FOUND, PERSISTING),
    (NEW, Sign.ABSENT, RECTIFIED),
    (NEW, Sign.LET_GO, DROPPED),
    (NEW, Sign.TAKEN_BACK, DROPPED),
    (NEW, Sign.VANISHED, WITHDRAWN),
    (PERSISTING, Sign.ABSENT, RECTIFIED),
    (PERSISTING, Sign.LET_GO, DROPPED),
    (PERSISTING, Sign.TAKEN_BACK, DROPPED),
    (PERSISTING, Sign.VANISHED, WITHDRAWN),
    (REOPENED, Sign.FOUND, PERSISTING),
    (REOPENED, Sign.ABSENT, RECTIFIED),
    (REOPENED, Sign.LET_GO, DROPPED),
    (REOPENED, Sign.TAKEN_BACK, DROPPED),
    (REOPENED, Sign.VANISHED, WITHDRAWN),
    (RECTIFIED, Sign.FOUND, REOPENED),
    (RECTIFIED, Sign.HELD, REOPENED),
    (DROPPED, Sign.FOUND, REOPENED),
    (DROPPED, Sign.HELD, REOPENED),
    (WITHDRAWN, Sign.FOUND, REOPENED),
    (WITHDRAWN, Sign.ABSENT, RECTIFIED),
    (WITHDRAWN, Sign.LET_GO, DROPPED),
]
LISTED = {(former, sign) for former, sign, _ in EXPECTED}
FOUND_AGAIN = Look(is_found=True, is_judged=True)
MISSING = Look(is_found=False, is_judged=True)


@pytest.mark.parametrize(("former", "sign", "state"), EXPECTED)
def test_a_step(former: FindingState | None, sign: Sign, state: FindingState) -> None:
    step = step_from(former, sign)
    assert step is not None
    assert step.state is state
    assert step.why


@pytest.mark.parametrize(
    ("former", "sign"),
    [pair for pair in product((None, *FindingState), Sign) if pair not in LISTED],
)
def test_no_other_step(former: FindingState | None, sign: Sign) -> None:
    assert step_from(former, sign) is None


def test_the_table_has_nothing_more_and_nothing_ever_follows_from_nothing() -> None:
    assert set(STEPS) == LISTED
    assert Sign.NOTHING not in {sign for _, sign in STEPS}


def test_whatever_is_found_is_known_afterwards() -> None:
    assert {sign for former, sign in STEPS if former is None} == {
        Sign.FOUND,
        Sign.HELD,
        Sign.VANISHED,
    }


@pytest.mark.parametrize(
    ("look", "sign"),
    [
        (FOUND_AGAIN, Sign.FOUND),
        (replace(FOUND_AGAIN, is_fresh=False), Sign.HELD),
        (replace(FOUND_AGAIN, has_vanished=True), Sign.VANISHED),
        (replace(FOUND_AGAIN, is_judged=False), Sign.FOUND),
        (MISSING, Sign.ABSENT),
        (replace(MISSING, is_judged=False), Sign.NOTHING),
        (replace(MISSING, is_fresh=False), Sign.LET_GO),
        (replace(MISSING, is_same_report=True), Sign.ABSENT),
        (replace(MISSING, is_same_report=True, is_same_judge=False), Sign.LET_GO),
        (replace(MISSING, is_same_judge=False), Sign.ABSENT),
        (replace(MISSING, is_there=False), Sign.NOTHING),
        (replace(MISSING, is_there=False, is_fresh=False), Sign.LET_GO),
        (replace(MISSING, is_judged=False, has_vanished=True), Sign.VANISHED),
        (replace(MISSING, is_judged=False, is_taken_back=True), Sign.TAKEN_BACK),
        (replace(MISSING, is_taken_back=True), Sign.TAKEN_BACK),
        (replace(FOUND_AGAIN, is_taken_back=True), Sign.FOUND),
    ],
)
def test_what_a_run_says_of_a_finding(look: Look, sign: Sign) -> None:
    assert sign_of(look) is sign


def test_states_in_words_and_which_of_them_stand() -> None:
    assert {state.label: state.is_open for state in FindingState} == {
        "新发现": True,
        "仍存在": True,
        "已整改": False,
        "已撤下": False,
        "不再认定": False,
        "再次出现": True,
    }
