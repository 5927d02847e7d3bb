"""Decisions are added and counted; a run keeps what it started from; a copy of what was known."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from audit.model import Evidence, Outcome
from config.settings import AuditSettings, RuleSetting
from ledger.identity import finding_sha256, fingerprint
from ledger.model import (
    Decision,
    FindingQuery,
    JudgedFinding,
    Precision,
    RunInputs,
    SecondSay,
    Verdict,
)
from ledger.store import Ledger

GRANTED = fingerprint("CON01", "edu", 2023, "requests.granted")


def decision(given: Any, verdict: Verdict, **changes: object) -> Decision:
    made = Decision(
        fingerprint=GRANTED,
        run_id="r1",
        rule="CON01",
        rule_version=1,
        finding_sha256="a",
        verdict=verdict,
        decided_by="张三",
        decided_at=given.day(2),
        reason="已核对",
    )
    return replace(made, **changes)


def test_decisions_come_back_as_they_were_made(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    first = decision(given, Verdict.UPHELD)
    second = decision(given, Verdict.REJECTED, decided_by="李四", reason="另有说明")
    ledger.record_decision(first)
    ledger.record_decision(second)
    assert ledger.decisions_of(GRANTED) == (first, second)
    assert ledger.last_decisions(2023) == {GRANTED: second}
    assert ledger.last_decisions(2022) == {}


@pytest.mark.parametrize("sql", ["UPDATE decisions SET reason = ''", "DELETE FROM decisions"])
def test_decisions_are_only_added(
    ledger: Ledger, given: Any, record: Callable[..., None], sql: str
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    ledger.record_decision(decision(given, Verdict.UPHELD))
    with pytest.raises(sqlite3.IntegrityError, match="decisions are only added"):
        ledger._connection.execute(sql)
    assert len(ledger.decisions_of(GRANTED)) == 1


def test_precision_by_version_and_last_word(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted", "requests.partial"))
    other = fingerprint("CON01", "edu", 2023, "requests.partial")
    for verdict in (Verdict.UPHELD, Verdict.REJECTED):  # the last word on the same counts
        ledger.record_decision(decision(given, verdict))
    ledger.record_decision(decision(given, Verdict.UPHELD, finding_sha256="b"))
    ledger.record_decision(decision(given, Verdict.UPHELD, fingerprint=other))
    ledger.record_decision(decision(given, Verdict.UPHELD, rule_version=2))
    first, second = ledger.precisions()
    assert first == Precision(rule="CON01", version=1, findings=2, upheld=2, rejected=1)
    assert second == Precision(rule="CON01", version=2, findings=0, upheld=1, rejected=0)
    assert (first.decided, first.share) == (3, Fraction(2, 3))
    assert Precision(rule="CON02", version=1).share is None


def test_what_a_finding_says_is_its_words_and_what_is_printed() -> None:
    shown = Evidence(at="表三 第1行", printed="5")
    same = finding_sha256("3 + 1 = 4，报告填 5", (shown,))
    moved = Evidence(at="表三 第2行", printed="5")
    assert finding_sha256("3 + 1 = 4，报告填 5", (moved,)) == same
    other = Evidence(at="表三 第1行", printed="6")
    assert finding_sha256("3 + 1 = 4，报告填 5", (other,)) != same
    assert finding_sha256("3 + 2 = 5，报告填 6", (shown,)) != same
    days = [finding_sha256(f"截至2024年2月{day}日仍未公布", ()) for day in (6, 17)]
    assert days[0] == days[1]


def test_shadow_paths_and_second_reading_are_kept(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    result = given.result(Outcome.NONCONFORMING, "requests.granted")
    paths = ("requests.granted.total", "requests.granted.other")
    found = replace(result.findings[0], paths=paths)
    record(
        1,
        replace(result, findings=(found,), is_shadow=True),
        second={paths[0]: SecondSay.SAME, "requests.partial.total": SecondSay.ABSTAINED},
    )
    (case,) = ledger.cases(2023)
    assert ledger.findings_of(case.judgement_id or 0) == (
        JudgedFinding(
            fingerprint=GRANTED,
            rule="CON01",
            subject="requests.granted",
            severity=found.severity,
            message=found.message,
            evidence=found.evidence,
            paths=paths,
            second={paths[0]: SecondSay.SAME},
        ),
    )
    (kept,) = ledger.results_of(case.judgement_id or 0)
    assert kept.is_shadow
    assert [f.fingerprint for f in ledger.findings(FindingQuery(is_shadow=True))] == [GRANTED]
    assert ledger.findings(FindingQuery(is_shadow=False)) == ()
    rows = {
        view: ledger._connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0]  # noqa: S608
        for view in ("问题一览", "影子规则发现")
    }
    assert rows == {"问题一览": 0, "影子规则发现": 1}


def test_findings_by_the_beginning_of_their_identity(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted", "requests.partial"))

    def named(start: str) -> list[str]:
        return [f.subject for f in ledger.findings(FindingQuery(fingerprint=start))]

    assert named(GRANTED[:5].upper()) == ["requests.granted"]
    assert named(GRANTED) == ["requests.granted"]
    assert named(GRANTED + "0") == []
    assert named("%") == []


def test_a_run_keeps_what_it_started_from(ledger: Ledger, given: Any) -> None:
    settings = AuditSettings(
        ignore=("AUT",),
        least_precision=0.9,
        rules=(RuleSetting(code="CON01", regions=("41",), is_shadow=True),),
    )
    started_from = RunInputs(registry=given.registry, settings=settings)
    for number in (1, 2):
        ledger.begin_run(given.run(number))
        ledger.record_inputs(f"r{number}", started_from)
    assert ledger.inputs_of("r2") == started_from
    assert ledger.inputs_of("r3") is None
    assert ledger._connection.execute("SELECT count(*) FROM inputs").fetchone()[0] == 2


def test_a_copy_holds_what_was_known_when_the_run_began_to_judge(
    ledger: Ledger, given: Any, record: Callable[..., None], tmp_path: Path
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    record(1, given.result(Outcome.CONFORMS))
    record(2, wrong)
    ledger.record_decision(decision(given, Verdict.UPHELD, run_id="r2"))
    record(3, wrong, given.result(Outcome.CONFORMS, rule="CON02"))
    ledger.copy_before("r2", tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as copy:
        assert [(run.run_id, run.state.value) for run in copy.runs()] == [
            ("r1", "finished"),
            ("r2", "running"),
        ]
        assert [visit.run_id for visit in copy.visits_of("edu", 2023)] == ["r1", "r2"]
        assert [case.run_id for case in copy.cases(2023)] == ["r1"]
        assert (copy.cases_in("r2"), copy.findings(FindingQuery())) == ((), ())
        copy.record_case(given.case(2, wrong))
        assert [case.run_id for case in copy.cases_in("r2")] == ["r2"]
    assert [case.run_id for case in ledger.cases_in("r2")] == ["r2"]
    assert len(ledger.findings(FindingQuery())) == 1
