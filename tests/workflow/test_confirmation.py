"""What a person has to confirm before release, and how the office stands to an agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from audit.model import Evidence, Severity
from config.paper_settings import NoticeSettings
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, Verdict
from ledger.said import NoticeItem
from registry.model import Agency, AgencyKind, Registry
from workflow.papers.confirmation import awaiting, is_awaiting
from workflow.papers.views.relation import is_written_by_letter

ITEM = NoticeItem(
    fingerprint="f1",
    rule="AUT04",
    rule_version=1,
    severity=Severity.WARNING,
    subject="parts.overview",
    message="占位符未删除",
    evidence=(Evidence(at="第一部分", printed="××"),),
)
ARITHMETIC = replace(ITEM, rule="CON01")
ERROR = replace(ITEM, rule="CMP01", severity=Severity.ERROR)
ADVICE = replace(ITEM, rule="AUT19", severity=Severity.ADVICE)
MISSING = replace(ERROR, rule="TIM03")
UPHELD = Decision(
    fingerprint="f1",
    run_id="r1",
    rule="AUT04",
    rule_version=1,
    finding_sha256=finding_sha256(ITEM.message, ITEM.evidence),
    verdict=Verdict.UPHELD,
    decided_by="张三",
    decided_at=datetime(2024, 2, 7, 2, 0, tzinfo=UTC),
    reason="已核对",
)


@pytest.mark.parametrize(
    ("confirmation", "expected"),
    [("none", ()), ("warning", (ITEM,)), ("all", (ITEM, ARITHMETIC, ERROR))],
)
def test_what_must_be_confirmed(confirmation: str, expected: tuple[NoticeItem, ...]) -> None:
    settings = NoticeSettings(confirmation=confirmation)
    items = (ITEM, ARITHMETIC, ERROR, ADVICE, MISSING)
    assert tuple(item for item in items if is_awaiting(settings, item, None)) == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (UPHELD, False),
        (None, True),
        (replace(UPHELD, verdict=Verdict.REJECTED), True),
        (replace(UPHELD, rule_version=2), True),
        (replace(UPHELD, finding_sha256="other"), True),
    ],
)
def test_only_a_decision_on_just_this_confirms(decision: Decision | None, expected: bool) -> None:
    assert is_awaiting(NoticeSettings(), ITEM, decision) is expected


def test_the_last_decision_in_the_ledger_counts(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(
        documents=(kit.report("edu", title="苏镇市教育局2023年工作报告（政府信息公开）"),)
    )
    office.run()
    with office.ledger() as ledger:
        (notice,) = ledger.notices(2023)
        items = ledger.papers.items(notice.notice_id)
        (item,) = awaiting(ledger, NoticeSettings(), items)
        (row,) = ledger.findings(FindingQuery(rule=item.rule))
        decision = replace(
            UPHELD,
            fingerprint=item.fingerprint,
            rule=item.rule,
            run_id=row.last_seen_run,
            finding_sha256=finding_sha256(item.message, item.evidence),
        )
        ledger.record_decision(decision)
        assert awaiting(ledger, NoticeSettings(), items) == ()
        ledger.record_decision(replace(decision, verdict=Verdict.REJECTED))
        assert awaiting(ledger, NoticeSettings(), items) == (item,)


def agency(agency_id: str, kind: AgencyKind, parent: str | None, **changes: Any) -> Agency:
    return Agency(
        agency_id=agency_id,
        name=agency_id,
        kind=kind,
        region_code="990100",
        parent_id=parent,
        **changes,
    )


CITY = (
    agency("city", AgencyKind.GOVERNMENT, None),
    agency("bureau", AgencyKind.DEPARTMENT, "city"),
    agency("tax", AgencyKind.DEPARTMENT, "city", is_vertical=True),
    agency("county", AgencyKind.GOVERNMENT, "city"),
    agency("county-bureau", AgencyKind.DEPARTMENT, "county"),
    agency("alone", AgencyKind.DEPARTMENT, None),
    agency("stray", AgencyKind.DEPARTMENT, "nowhere"),
    agency("government-alone", AgencyKind.GOVERNMENT, None),
)


def test_who_gets_a_letter_and_no_notice() -> None:
    registry = Registry(agencies={one.agency_id: one for one in CITY}, places={})
    letters = [one.agency_id for one in CITY if is_written_by_letter(one, registry)]
    assert letters == ["city", "tax", "county-bureau"]
