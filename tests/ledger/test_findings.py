"""The life of a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.model import VisitClass
from audit.model import Evidence, Outcome, Severity
from ledger.finding_state import FindingChange, FindingState
from ledger.identity import finding_sha256, fingerprint
from ledger.model import FindingQuery, FindingRow, FindingStatus
from ledger.store import Ledger
from registry.model import Place
from spiders.outcome import UNCHANGED

GRANTED = FindingRow(
    fingerprint=fingerprint("CON01", "edu", 2023, "requests.granted"),
    rule="CON01",
    rule_version=1,
    agency_id="edu",
    agency_name="苏镇市教育局",
    year=2023,
    subject="requests.granted",
    severity=Severity.ERROR,
    message="3 + 1 = 4，报告填 5",
    evidence=(Evidence(at="表三 第1行 总计", printed="5"),),
    status=FindingStatus.OPEN,
    first_seen_run="r1",
    first_seen_date=date(2024, 2, 5),
    last_seen_run="r1",
    last_seen_date=date(2024, 2, 5),
)
ALL = FindingQuery()


def test_an_identity_has_no_wording_and_no_version() -> None:
    assert fingerprint("CON01", "edu", 2023, "requests.granted") == "7b3ef4b4ae00304b"
    others = {
        fingerprint("CON02", "edu", 2023, "requests.granted"),
        fingerprint("CON01", "gov", 2023, "requests.granted"),
        fingerprint("CON01", "edu", 2022, "requests.granted"),
        fingerprint("CON01", "edu", 2023, "requests.partial"),
    }
    assert len(others | {GRANTED.fingerprint}) == 5


def test_new_then_persisting_then_gone_then_back(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    record(1, wrong)
    assert ledger.findings(ALL) == (GRANTED,)
    other_words = replace(wrong.findings[0], message="2 + 1 = 3，报告填 5")
    record(2, replace(wrong, version=2, findings=(other_words,)))
    persisting = replace(
        GRANTED,
        rule_version=2,
        message="2 + 1 = 3，报告填 5",
        last_seen_run="r2",
        last_seen_date=date(2024, 2, 6),
        state=FindingState.PERSISTING,
    )
    assert ledger.findings(ALL) == (persisting,)
    record(3, replace(given.result(Outcome.CONFORMS), version=2))
    assert ledger.findings(ALL) == (
        replace(persisting, status=FindingStatus.GONE, state=FindingState.RECTIFIED),
    )
    record(4, wrong)
    assert ledger.findings(ALL) == (
        replace(
            GRANTED,
            last_seen_run="r4",
            last_seen_date=date(2024, 2, 8),
            state=FindingState.REOPENED,
        ),
    )
    assert [_told(change) for change in ledger.history_of(GRANTED.fingerprint)] == [
        ("r1", "新发现", 1, "3 + 1 = 4，报告填 5", "首次发现"),
        (
            "r2",
            "仍存在",
            2,
            "2 + 1 = 3，报告填 5",
            "再次核查仍有此问题；规则由第 1 版改为第 2 版；问题内容有变化",
        ),
        (
            "r3",
            "已整改",
            2,
            "2 + 1 = 3，报告填 5",
            "再次核查，年报或者公布情况已有变化，不再有此问题",
        ),
        (
            "r4",
            "再次出现",
            1,
            "3 + 1 = 4，报告填 5",
            "再次核查又有此问题；规则由第 2 版改为第 1 版；问题内容有变化",
        ),
    ]


def _told(change: FindingChange) -> tuple[str, str, int, str, str | None]:
    words = ("3 + 1 = 4，报告填 5", "2 + 1 = 3，报告填 5")
    (said,) = (w for w in words if finding_sha256(w, GRANTED.evidence) == change.finding_sha256)
    return change.run_id, change.state.label, change.rule_version, said, change.reason


def test_history_keeps_what_changes_while_a_finding_persists(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    record(1, wrong)
    record(2, wrong)
    record(3, wrong)
    record(4, replace(wrong, version=2))
    assert [(c.run_id, c.former, c.state) for c in ledger.history_of(GRANTED.fingerprint)] == [
        ("r1", None, FindingState.NEW),
        ("r2", FindingState.NEW, FindingState.PERSISTING),
        ("r4", FindingState.PERSISTING, FindingState.PERSISTING),
    ]


def test_a_changed_rule_that_lets_go_of_the_same_report_is_no_correction(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    record(2, replace(given.result(Outcome.CONFORMS), version=2))
    (found,) = ledger.findings(ALL)
    assert (found.state, found.status) == (FindingState.DROPPED, FindingStatus.GONE)
    assert ledger.history_of(GRANTED.fingerprint)[-1].reason == (
        "年报没有变化，因规则、识读程序或者设置变化不再认定；规则由第 1 版改为第 2 版"
    )


def test_a_changed_report_that_a_changed_rule_finds_right_is_corrected(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    new = "cd" * 32
    record(
        2,
        replace(given.result(Outcome.CONFORMS), version=2),
        documents=(new,),
        judged_sha256=new,
    )
    assert [found.state for found in ledger.findings(ALL)] == [FindingState.RECTIFIED]


def test_what_is_judged_again_without_a_new_visit_neither_persists_nor_is_corrected(
    ledger: Ledger, given: Any
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    ledger.begin_run(given.run(1))
    ledger.record_visits([given.visit(1)], [given.capture(1)])
    ledger.record_case(given.case(1, wrong))
    ledger.finish_run("r1", given.day(1))

    def judged_again(number: int, result: Any) -> FindingState:
        ledger.begin_run(given.run(number))
        ledger.record_visits([given.visit(number, VisitClass.TIMEOUT)])
        ledger.record_case(given.case(number, result, visit=given.visit(1)))
        ledger.finish_run(f"r{number}", given.day(number))
        (found,) = ledger.findings(ALL)
        return found.state

    assert judged_again(2, wrong) is FindingState.NEW
    assert judged_again(3, given.result(Outcome.CONFORMS)) is FindingState.DROPPED
    assert judged_again(4, wrong) is FindingState.REOPENED


def test_a_look_at_the_list_alone_is_no_look_at_the_report(ledger: Ledger, given: Any) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")

    def judged(number: int, *flags: str) -> FindingState:
        visit = given.visit(number, flags=flags)
        ledger.begin_run(given.run(number))
        ledger.record_visits([visit])
        ledger.record_case(given.case(number, wrong, visit=visit))
        ledger.finish_run(f"r{number}", given.day(number))
        (found,) = ledger.findings(ALL)
        return found.state

    assert [judged(1), judged(2, UNCHANGED), judged(3)] == [
        FindingState.NEW,
        FindingState.NEW,
        FindingState.PERSISTING,
    ]


def removed(ledger: Ledger, given: Any, *classes: VisitClass, rule: str = "CON01") -> FindingState:
    """The state after a report with a finding was seen once and then visits went so."""
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted", rule=rule)
    for number, visit_class in enumerate((VisitClass.COLLECTED, *classes), start=1):
        ledger.begin_run(given.run(number))
        ledger.record_visits([given.visit(number, visit_class)])
        ledger.record_case(given.case(number, wrong, visit=given.visit(1)))
        ledger.finish_run(f"r{number}", given.day(number))
    (found,) = ledger.findings(ALL)
    return found.state


@pytest.mark.parametrize(
    ("classes", "state"),
    [
        ((VisitClass.NOT_SEEN,), FindingState.NEW),
        ((VisitClass.NOT_SEEN, VisitClass.ABSENT_UNCONFIRMED), FindingState.NEW),
        ((VisitClass.NOT_SEEN,) * 3, FindingState.WITHDRAWN),
        ((VisitClass.NOT_SEEN, VisitClass.TIMEOUT, VisitClass.NOT_SEEN), FindingState.WITHDRAWN),
        ((VisitClass.NOT_SEEN, VisitClass.NOT_SEEN, VisitClass.TIMEOUT), FindingState.NEW),
        ((VisitClass.TIMEOUT,) * 3, FindingState.NEW),
        ((VisitClass.INCOMPLETE_LIST,) * 3, FindingState.NEW),
        ((VisitClass.COLUMN_MISSING,) * 3, FindingState.NEW),
        ((VisitClass.NOT_SEEN,) * 3 + (VisitClass.TIMEOUT,), FindingState.WITHDRAWN),
    ],
)
def test_a_report_is_withdrawn_only_where_two_whole_visits_prove_it(
    ledger: Ledger, given: Any, classes: tuple[VisitClass, ...], state: FindingState
) -> None:
    assert removed(ledger, given, *classes) is state


def test_what_is_not_in_the_report_does_not_vanish_with_it(ledger: Ledger, given: Any) -> None:
    assert removed(ledger, given, *(VisitClass.NOT_SEEN,) * 3, rule="TIM11") is FindingState.NEW


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (VisitClass.TIMEOUT, FindingState.NEW),
        (VisitClass.ABSENT_UNCONFIRMED, FindingState.RECTIFIED),
    ],
)
def test_another_place_speaks_only_where_the_first_is_done_with(
    ledger: Ledger, given: Any, now: VisitClass, state: FindingState
) -> None:
    platform = Place(
        place_id="edu-platform",
        agency_id="edu",
        home_url="http://gov.example/edu/",
        hosts=("gov.example",),
    )
    ledger.record_registry(
        replace(given.registry, places={**given.registry.places, "edu-platform": platform}),
        (2023,),
    )
    ledger.begin_run(given.run(1))
    ledger.record_visits([given.visit(1), given.visit(1, VisitClass.TIMEOUT, "edu-platform")])
    ledger.record_case(given.case(1, given.result(Outcome.NONCONFORMING, "requests.granted")))
    ledger.finish_run("r1", given.day(1))
    ledger.begin_run(given.run(2))
    elsewhere = given.visit(2, place_id="edu-platform")
    ledger.record_visits([given.visit(2, now), elsewhere])
    ledger.record_case(
        given.case(2, given.result(Outcome.CONFORMS), visit=elsewhere, documents=("cd" * 32,))
    )
    ledger.finish_run("r2", given.day(2))
    assert [found.state for found in ledger.findings(ALL)] == [state]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Outcome.UNDETERMINED, "未能识读"), (Outcome.CRASHED, "规则程序出错")],
)
def test_what_could_not_be_judged_moves_nothing(
    ledger: Ledger, given: Any, record: Callable[..., None], outcome: Outcome, reason: str
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    record(2, given.result(outcome, reason=reason))
    assert ledger.findings(ALL) == (GRANTED,)


def test_a_doubt_beside_another_finding_moves_nothing(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    record(2, given.result(Outcome.NONCONFORMING, "requests.partial", reason="第3行：未能识读"))
    assert [(f.subject, f.status) for f in ledger.findings(ALL)] == [
        ("requests.granted", FindingStatus.OPEN),
        ("requests.partial", FindingStatus.OPEN),
    ]


def test_a_finding_beside_which_another_stays_is_gone(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted", "requests.partial"))
    record(2, given.result(Outcome.NONCONFORMING, "requests.partial"))
    assert [(f.subject, f.status) for f in ledger.findings(ALL)] == [
        ("requests.granted", FindingStatus.GONE),
        ("requests.partial", FindingStatus.OPEN),
    ]


def test_a_report_out_of_reach_moves_nothing(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    record(2, given.result(Outcome.NOT_APPLICABLE, reason="没有取得年报"), reading=None)
    record(3, results=None, reading=None, documents=())
    assert ledger.findings(ALL) == (GRANTED,)
    record(4, given.result(Outcome.NOT_APPLICABLE, reason="本规则不适用于2019年版格式"))
    assert ledger.findings(ALL) == (
        replace(GRANTED, status=FindingStatus.GONE, state=FindingState.RECTIFIED),
    )


def test_a_run_that_is_not_whole_moves_nothing(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    record(2, given.result(Outcome.NONCONFORMING, "requests.partial"), finish=False)
    assert ledger.findings(ALL) == (GRANTED,)
    ledger.fail_run("r2", given.day(2), "中断")
    assert ledger.findings(ALL) == (GRANTED,)


def test_findings_on_one_subject_are_one(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    twice = given.result(Outcome.NONCONFORMING, "requests.granted", "requests.granted")
    record(1, twice)
    assert ledger.findings(ALL) == (
        replace(
            GRANTED,
            message="3 + 1 = 4，报告填 5；3 + 1 = 4，报告填 5",
            evidence=GRANTED.evidence * 2,
        ),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (FindingQuery(agency_id="edu"), ["CMP01", "CON01"]),
        (FindingQuery(agency_id="gov"), []),
        (FindingQuery(year=2023), ["CMP01", "CON01"]),
        (FindingQuery(year=2022), []),
        (FindingQuery(rule="con01"), ["CON01"]),
        (FindingQuery(severity=Severity.WARNING), []),
        (FindingQuery(severity=Severity.ERROR, status=FindingStatus.OPEN), ["CON01"]),
        (FindingQuery(status=FindingStatus.GONE), ["CMP01"]),
        (FindingQuery(rule="' OR 1=1 --"), []),
    ],
)
def test_queries(
    ledger: Ledger,
    given: Any,
    record: Callable[..., None],
    query: FindingQuery,
    found: list[str],
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "requests.granted")
    record(1, wrong, given.result(Outcome.NONCONFORMING, "parts.overview", rule="CMP01"))
    record(2, wrong, given.result(Outcome.CONFORMS, rule="CMP01"))
    assert [finding.rule for finding in ledger.findings(query)] == found
