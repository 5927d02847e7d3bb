"""The life of a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.model import Evidence, Outcome, Severity
from ledger.identity import fingerprint
from ledger.model import FindingQuery, FindingRow, FindingStatus
from ledger.store import Ledger

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
    )
    assert ledger.findings(ALL) == (persisting,)
    record(3, given.result(Outcome.CONFORMS))
    assert ledger.findings(ALL) == (replace(persisting, status=FindingStatus.GONE),)
    record(4, wrong)
    assert ledger.findings(ALL) == (
        replace(GRANTED, last_seen_run="r4", last_seen_date=date(2024, 2, 8)),
    )


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
    assert ledger.findings(ALL) == (replace(GRANTED, status=FindingStatus.GONE),)


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
