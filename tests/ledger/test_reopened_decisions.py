"""A decision speaks for what was decided on; where that changed, both are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from audit.model import Evidence, Outcome
from ledger.decisions import Said
from ledger.finding_state import FindingState
from ledger.identity import finding_sha256, fingerprint
from ledger.model import Decision, FindingQuery, Verdict
from ledger.store import Ledger

GRANTED = fingerprint("CON01", "edu", 2023, "requests.granted")
ALL = FindingQuery()
THEN = Said(rule_version=1, message="3 + 1 = 4，报告填 5", printed=(("表三 第1行 总计", "5"),))


def decide(ledger: Ledger, given: Any, verdict: Verdict = Verdict.REJECTED) -> Decision:
    (found,) = ledger.findings(FindingQuery(fingerprint=GRANTED))
    decision = Decision(
        fingerprint=GRANTED,
        run_id=found.last_seen_run,
        rule=found.rule,
        rule_version=found.rule_version,
        finding_sha256=finding_sha256(found.message, found.evidence),
        verdict=verdict,
        decided_by="张三",
        decided_at=given.day(2),
        reason="已核对",
    )
    ledger.record_decision(decision)
    return decision


@pytest.fixture
def wrong(given: Any) -> Any:
    return given.result(Outcome.NONCONFORMING, "requests.granted")


def other_value(result: Any) -> Any:
    found = replace(
        result.findings[0],
        message="3 + 1 = 4，报告填 6",
        evidence=(Evidence(at="表三 第1行 总计", printed="6"),),
    )
    return replace(result, findings=(found,))


def moved(result: Any) -> Any:
    """The same words and values at another place."""
    shown = Evidence(at="表三 第2行 总计", printed="5")
    return replace(result, findings=(replace(result.findings[0], evidence=(shown,)),))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_values_that_changed_open_a_decision_again(
    ledger: Ledger, given: Any, record: Callable[..., None], wrong: Any, verdict: Verdict
) -> None:
    record(1, wrong)
    decision = decide(ledger, given, verdict)
    record(2, wrong)
    assert ledger.reopened_decisions(ALL) == ()
    record(3, other_value(wrong))
    (opened,) = ledger.reopened_decisions(ALL)
    assert (opened.finding.fingerprint, opened.decision) == (GRANTED, decision)
    assert opened.then == THEN
    assert opened.now == replace(
        THEN, message="3 + 1 = 4，报告填 6", printed=(("表三 第1行 总计", "6"),)
    )


def test_a_new_version_of_the_rule_opens_a_decision_again_and_a_new_one_closes_it(
    ledger: Ledger, given: Any, record: Callable[..., None], wrong: Any
) -> None:
    record(1, wrong)
    decide(ledger, given)
    record(2, replace(wrong, version=2))
    (opened,) = ledger.reopened_decisions(ALL)
    assert (opened.then, opened.now) == (THEN, replace(THEN, rule_version=2))
    decide(ledger, given)
    assert ledger.reopened_decisions(ALL) == ()


def test_another_place_of_the_same_value_opens_nothing(
    ledger: Ledger, given: Any, record: Callable[..., None], wrong: Any
) -> None:
    record(1, wrong)
    decide(ledger, given)
    record(2, moved(wrong))
    assert ledger.reopened_decisions(ALL) == ()


def test_a_finding_that_no_longer_stands_needs_no_decision_until_it_is_back(
    ledger: Ledger, given: Any, record: Callable[..., None], wrong: Any
) -> None:
    record(1, wrong)
    decide(ledger, given)
    record(2, given.result(Outcome.CONFORMS))
    assert ledger.reopened_decisions(ALL) == ()
    record(3, other_value(wrong))
    (opened,) = ledger.reopened_decisions(ALL)
    assert (opened.finding.state, opened.then) == (FindingState.REOPENED, THEN)
    assert ledger.reopened_decisions(FindingQuery(year=2022)) == ()
