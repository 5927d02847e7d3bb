"""What a notice and the board are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.model import CaptureRole, DateBasis
from audit.catalogue import rule_named
from audit.model import Evidence, Obstacle, Outcome, Severity
from config.settings import Config, OfficeSettings
from ledger.model import CaptureRow, CaseRow, JudgedFinding, PublicationState, ResultRow
from notices.board import BOARD_STATES
from notices.view import (
    BoardRow,
    BoardView,
    CaptureProof,
    FamilyCheck,
    NoticeEvidence,
    NoticeItem,
    NoticeView,
    Unchecked,
)
from workflow.papers.drafts.case_drafts import notice_draft
from workflow.papers.views.board_views import board_view
from workflow.papers.views.notice_views import JudgedRows, in_order, is_unjudged, notice_view

AT = datetime(2024, 2, 6, 2, 0, tzinfo=UTC)
URL = "http://jyj.example/2023.html"
TITLE = "苏镇市教育局2023年政府信息公开工作年度报告"
CONFIG = Config(
    office=OfficeSettings(
        name="苏镇市政务公开办公室", contact="张三 010-0000", correction_workdays=10
    )
)
CASE = CaseRow(
    run_id="r2",
    agency_id="edu",
    agency_name="苏镇市教育局",
    agency_kind="department",
    is_vertical=False,
    year=2023,
    as_of=date(2024, 2, 6),
    state=PublicationState.LATE,
    reason="逾期5天",
    due_date=date(2024, 1, 31),
    claimed_date=date(2024, 2, 5),
    claimed_basis=DateBasis.LABEL,
    not_before=date(2024, 2, 5),
    not_after=date(2024, 2, 6),
    visit_run_id="r2",
    place_id="edu",
    report_id=1,
    report_title=TITLE,
    report_url=URL,
    edition="2021",
    judgement_id=1,
)


def finding(rule: str, severity: Severity, subject: str = "requests.granted") -> JudgedFinding:
    return JudgedFinding(
        fingerprint=f"{rule}-{subject}",
        rule=rule,
        subject=subject,
        severity=severity,
        message=f"{rule} 的说明",
        evidence=(Evidence(at="表三 第1行 总计", printed="5"),),
    )


def result(rule: str, outcome: Outcome, reason: str | None = None) -> ResultRow:
    return ResultRow(rule=rule, version=1, outcome=outcome, severity=Severity.ERROR, reason=reason)


FINDINGS = (
    finding("AUT19", Severity.ADVICE, "parts.overview"),
    finding("CON01", Severity.ERROR),
    finding("CMP02", Severity.WARNING, "title"),
    finding("TIM01", Severity.ERROR, "publication"),
    finding("CMP01", Severity.ERROR, "parts.problems"),
    finding("CON10", Severity.HINT, "proactive.regulations"),
)
RESULTS = (
    result("CMP03", Outcome.CONFORMS),
    result("CMP06", Outcome.CONFORMS),
    result("TIM02", Outcome.NOT_APPLICABLE, "不是人民政府"),
    result("CON02", Outcome.UNDETERMINED, "表三 第3行：模糊"),
    result("CON03", Outcome.CRASHED, "规则程序出错：KeyError: 'x'"),
    *(result(f.rule, Outcome.NONCONFORMING) for f in FINDINGS),
)
CAPTURE = CaptureRow(
    run_id="r2",
    capture_id="c1",
    place_id="edu",
    role=CaptureRole.ARTICLE,
    url=URL,
    final_url=URL,
    status=200,
    requested_at=AT,
    received_at=AT,
    content_type="text/html",
    content_encoding=None,
    sha256="ab" * 32,
    size=11,
)
ROWS = JudgedRows(case=CASE, results=RESULTS, findings=FINDINGS, documents=(CAPTURE,))


def item(number: int, code: str, severity: Severity) -> NoticeItem:
    rule = rule_named(code)
    return NoticeItem(
        number=number,
        family_label=rule.family.label,
        rule_code=code,
        rule_title=rule.title,
        severity=severity.value,
        severity_label=severity.label,
        message=f"{code} 的说明",
        evidence=(NoticeEvidence(at="表三 第1行 总计", printed="5"),),
        basis=rule.basis,
        how_to_correct=rule.section("How to correct"),
    )


VIEW = NoticeView(
    agency_id="edu",
    agency_name="苏镇市教育局",
    year=2023,
    issuing_office="苏镇市政务公开办公室",
    office_contact="张三 010-0000",
    is_between_equals=False,
    checked_date=date(2024, 2, 6),
    reply_due_date=date(2024, 2, 26),
    reply_workdays=10,
    report_title=TITLE,
    report_url=URL,
    claimed_date=date(2024, 2, 5),
    claimed_basis="页面标注",
    format_document="国办公开办函〔2021〕30号",
    problems=(
        item(1, "CMP01", Severity.ERROR),
        item(2, "CMP02", Severity.WARNING),
        item(3, "TIM01", Severity.ERROR),
        item(4, "CON01", Severity.ERROR),
    ),
    advice=(item(1, "AUT19", Severity.ADVICE),),
    checks=(
        FamilyCheck(label="完整性", checked=4, conforming=2),
        FamilyCheck(label="时效性", checked=1, conforming=0),
        FamilyCheck(label="一致性", checked=2, conforming=0),
        FamilyCheck(label="真实性与文字", checked=1, conforming=0),
    ),
    not_applicable_count=1,
    not_held_count=0,
    unchecked=(
        Unchecked(
            rule_code="CON02", rule_title=rule_named("CON02").title, reason="表三 第3行：模糊"
        ),
        Unchecked(
            rule_code="CON03",
            rule_title=rule_named("CON03").title,
            reason="本系统的规则程序出错，未能判定",
        ),
    ),
    proofs=(
        CaptureProof(role_label="年报页面", url=URL, captured_at=AT, sha256="ab" * 32, size=11),
    ),
)


def test_a_whole_notice() -> None:
    assert notice_view(ROWS, CONFIG) == VIEW


def test_a_body_that_is_not_subordinate_gets_a_letter() -> None:
    view = notice_view(replace(ROWS, is_between_equals=True), CONFIG)
    assert view == replace(VIEW, is_between_equals=True)


def test_without_a_published_calendar_no_day_is_named() -> None:
    late = replace(CASE, as_of=date(2100, 2, 6))
    view = notice_view(replace(ROWS, case=late), CONFIG)
    assert view == replace(VIEW, reply_due_date=None)


def test_the_day_checked_is_the_day_on_which_the_report_was_taken() -> None:
    later = replace(ROWS, case=replace(CASE, as_of=date(2024, 2, 8)))
    view = notice_view(later, CONFIG)
    assert view is not None
    assert (view.checked_date, view.reply_due_date) == (date(2024, 2, 6), date(2024, 2, 28))
    without = notice_view(replace(later, documents=()), CONFIG)
    assert without is not None
    assert without.checked_date == date(2024, 2, 8)


def test_the_term_is_counted_from_the_day_of_drafting() -> None:
    view = notice_view(replace(ROWS, drafted_on=date(2024, 3, 1)), CONFIG)
    assert view == replace(VIEW, reply_due_date=date(2024, 3, 15))


def test_the_gravest_family_comes_first_and_within_it_the_gravest() -> None:
    found = (
        finding("CMP02", Severity.WARNING),
        finding("AUT04", Severity.WARNING),
        finding("CON12", Severity.ERROR),
        finding("CON39", Severity.WARNING),
        finding("CON01", Severity.ERROR),
    )
    assert [one.rule for one in in_order(found)] == ["CON01", "CON12", "CON39", "CMP02", "AUT04"]


def test_what_awaits_confirmation_is_marked() -> None:
    rows = replace(ROWS, awaiting=frozenset({"CMP02-title"}), caution="沿用此前采集的年报")
    view = notice_view(rows, CONFIG)
    assert view is not None
    assert [item.rule_code for item in view.problems if item.is_awaiting] == ["CMP02"]
    assert view.caution == "沿用此前采集的年报"


def test_the_ledger_keeps_what_is_listed() -> None:
    draft = notice_draft(ROWS, CONFIG)
    assert draft is not None
    assert [(one.fingerprint, one.rule_version) for one in draft.items] == [
        ("CMP01-parts.problems", 1),
        ("CMP02-title", 1),
        ("TIM01-publication", 1),
        ("CON01-requests.granted", 1),
        ("AUT19-parts.overview", 1),
    ]
    assert (draft.reason, draft.reply_due) == (
        "核查发现问题共4项：错误3项、警告1项",
        date(2024, 2, 26),
    )


def test_what_the_office_does_not_hold_is_no_matter_of_the_agency_s() -> None:
    not_held = (
        result("TIM09", Outcome.UNDETERMINED, "没有主管部门的报送登记"),
        result("CON11", Outcome.UNDETERMINED, "表二：不知道该机关是否有规章制定权"),
        result("AUT03", Outcome.UNDETERMINED, "没有2022年度的年报可供比较"),
    )
    not_held = tuple(replace(one, obstacle=Obstacle.NOT_HELD) for one in not_held)
    unclear = result("TIM01", Outcome.UNDETERMINED, "标注的公布日期与核查记录矛盾，需人工核对")
    judged_before = replace(not_held[0], obstacle=None)
    view = notice_view(replace(ROWS, results=(*RESULTS, *not_held, unclear)), CONFIG)
    assert view == replace(VIEW, not_held_count=3)
    told = [is_unjudged(one) for one in (*not_held, unclear, judged_before)]
    assert told == [False, False, False, True, True]


def test_advice_alone_makes_a_notice_only_where_the_office_wants_it() -> None:
    rows = replace(ROWS, findings=FINDINGS[:1])
    told_alone = replace(CONFIG.office, is_advice_told_alone=True)
    assert notice_view(rows, CONFIG) is None
    view = notice_view(rows, replace(CONFIG, office=told_alone))
    assert view == replace(VIEW, problems=())


def test_hints_and_doubts_are_told_to_nobody() -> None:
    assert notice_view(replace(ROWS, findings=FINDINGS[-1:]), CONFIG) is None


def test_a_rule_that_is_no_longer_in_the_catalogue_is_left_out() -> None:
    retired = (*FINDINGS, finding("CON99", Severity.ERROR))
    assert notice_view(replace(ROWS, findings=retired), CONFIG) == VIEW


@pytest.mark.parametrize(
    "state",
    [PublicationState.ABSENT_UNCONFIRMED, PublicationState.UNKNOWN, PublicationState.NOT_DUE],
)
def test_what_no_person_has_confirmed_is_told_to_nobody(state: PublicationState) -> None:
    assert notice_view(replace(ROWS, case=replace(CASE, state=state)), CONFIG) is None


def test_the_board() -> None:
    unknown = replace(
        CASE,
        run_id="r1",
        agency_id="town",
        agency_name="苏镇市河湾镇人民政府",
        agency_kind="township",
        state=PublicationState.UNKNOWN,
        reason="网站响应超时",
        due_date=None,
        claimed_date=None,
        not_after=None,
        report_url=None,
        judgement_id=None,
    )
    rows = (ROWS, JudgedRows(case=unknown, results=(), findings=(), documents=()))
    view = board_view(
        rows, {"edu": "r2/edu.html"}, {}, office="苏镇市政务公开办公室", year=2023, made_at=AT
    )
    assert view == BoardView(
        office="苏镇市政务公开办公室",
        year=2023,
        made_at=AT,
        run_ids=("r2", "r1"),
        rows=(
            BoardRow(
                agency_id="edu",
                agency_name="苏镇市教育局",
                kind_label="政府部门",
                state="late",
                state_label="逾期公布",
                reason="逾期5天",
                due_date=date(2024, 1, 31),
                claimed_date=date(2024, 2, 5),
                first_seen_date=date(2024, 2, 6),
                report_url=URL,
                errors=3,
                warnings=1,
                advice=1,
                undetermined=2,
                notice_href="r2/edu.html",
            ),
            BoardRow(
                agency_id="town",
                agency_name="苏镇市河湾镇人民政府",
                kind_label="乡镇（街道）",
                state="unknown",
                state_label="无法核实",
                reason="网站响应超时",
                due_date=None,
                claimed_date=None,
                first_seen_date=None,
                report_url=None,
                errors=0,
                warnings=0,
                advice=0,
                undetermined=0,
                notice_href=None,
            ),
        ),
        families=(("完整性", 2), ("时效性", 1), ("一致性", 1), ("真实性与文字", 0)),
    )


def test_labels_are_those_of_the_board() -> None:
    assert {state.name: state.label for state in BOARD_STATES} == {
        state.value: state.label for state in PublicationState
    }
