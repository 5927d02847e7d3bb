"""The documents over all agencies, from a ledger with an agency in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from overall_world import AS_OF, LATE, MISSING, STATES, YEAR, Recorded, found, kept, office_in

from archive.model import DateBasis
from audit.model import Outcome, Severity
from config.errors import DubanError
from ledger.asking import reading_ledger
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, PublicationState, Verdict
from ledger.owed import OwedReport
from ledger.questions.catalogue import question_named
from ledger.said import AbsenceEnd, NoticeKind, Waiver
from ledger.statement import publication_figures
from notices.board import board_counts
from notices.form.writer import PaperWriter
from notices.paper import Form
from notices.papers.circular_view import CircularView
from notices.papers.status_statement import StatusStatementView
from notices.publication import LateAgency, StatusCount
from registry.model import AgencyKind
from workflow.papers.drafts.drafting import Drafting
from workflow.papers.drafts.overall import OVERALL
from workflow.papers.views.board_views import board_view
from workflow.papers.views.circular_views import circular_of
from workflow.papers.views.notice_views import JudgedRows
from workflow.papers.views.publication_views import late_agency
from workflow.papers.views.status_views import status_statement_view
from workflow.papers.views.yearly_views import yearly_comparison_view
from workflow.workplace import Workplace

BASIS = "《中华人民共和国政府信息公开条例》第四十九条第一款"
RESULTS = {
    "edu": (LATE, found("AUT04", Severity.WARNING)),
    "fin": (found("CON01"),),
    "water": (MISSING,),
    "law": (found("CON01"), found("AUT04", Severity.WARNING), found("CMP22", Severity.ADVICE)),
}


def statement(workplace: Workplace) -> StatusStatementView:
    with reading_ledger(workplace.config.ledger_path) as reader:
        return status_statement_view(workplace, reader, YEAR)


def circular(workplace: Workplace) -> CircularView:
    with reading_ledger(workplace.config.ledger_path) as reader:
        return circular_of(workplace, reader, YEAR).view


def decide(workplace: Workplace, verdict: Verdict, **wanted: object) -> None:
    (finding,) = workplace.ledger.findings(FindingQuery(**wanted))  # type: ignore[arg-type]
    workplace.ledger.record_decision(
        Decision(
            fingerprint=finding.fingerprint,
            run_id="r1",
            rule=finding.rule,
            rule_version=1,
            finding_sha256=finding_sha256(finding.message, finding.evidence),
            verdict=verdict,
            decided_by="张三",
            decided_at=workplace.clock.now(),
            reason="经核对",
        )
    )


def waive(workplace: Workplace, rule: str, agency_id: str, from_date: date = AS_OF) -> None:
    workplace.ledger.waivers.add(
        Waiver(
            rule=rule,
            agency_id=agency_id,
            year=YEAR,
            from_date=from_date,
            until_date=date(2024, 12, 31),
            reason="口径正在核实",
            waived_by="张三",
            waived_at=datetime(2024, 4, 1, tzinfo=UTC),
        )
    )


def test_statement_board_and_saved_question_have_the_same_figures(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger).run(RESULTS)
        view = statement(workplace)
        with reading_ledger(workplace.config.ledger_path) as reader:
            (row,) = reader.ask(question_named("on-time-rate"), {"year": "2023"}).rows
        judged = tuple(
            JudgedRows(case=case, results=(), findings=(), documents=())
            for case in workplace.ledger.cases(YEAR)
        )
        board = board_view(judged, {}, {}, office="", year=YEAR, made_at=workplace.clock.now())
    total = view.total
    assert total == StatusCount(
        label="合计",
        due=7,
        on_time=2,
        late=1,
        not_published=1,
        untimed=1,
        absent_unconfirmed=1,
        unknown=1,
        not_due=0,
        rate=total.rate,
    )
    assert row == (2023, "全部", 7, 2, 1, 1, 1, 1, 1, "50.0%")
    counted = {one.state.name: one.count for one in board_counts(board)}
    # The board also shows the township, which owes no report by a set day.
    assert view.without_duty == 1
    assert counted == {
        "on_time": total.on_time,
        "late": total.late,
        "collected": total.untimed + view.without_duty,
        "absent_unconfirmed": total.absent_unconfirmed,
        "not_published": total.not_published,
        "not_due": total.not_due,
        "unknown": total.unknown,
    }
    assert [(one.label, one.due) for one in view.kinds] == [("政府部门", 6), ("人民政府", 1)]
    assert [(one.label, one.due) for one in view.regions] == [
        ("苏镇市（990100）", 5),
        ("990102", 2),
    ]


def test_the_lists_of_the_statement_say_when_and_why(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger).run(RESULTS)
        view = statement(workplace)
    assert view.late == (
        LateAgency(
            agency_name="苏镇市教育局",
            due_date=date(2024, 1, 31),
            basis=BASIS,
            published_date=date(2024, 2, 5),
            published_basis="页面标注",
            days=5,
            checked_date=AS_OF,
        ),
    )
    told = (view.not_published, view.absent_unconfirmed, view.untimed, view.unknown)
    assert [[(one.agency_name, one.reason) for one in part] for part in told] == [
        [("苏镇市水务局", "经人工确认未公布")],
        [("苏镇市民政局", "两次完整核查均未见到")],
        [("苏镇市司法局", "没有标注公布日期")],
        [("苏镇市交通运输局", "网站响应超时")],
    ]


def test_before_its_day_nobody_is_due_and_after_it_nobody_is_not_due(tmp_path: Path) -> None:
    early, waiting = date(2024, 1, 10), dict.fromkeys(STATES, PublicationState.NOT_DUE)
    with office_in(tmp_path, early) as workplace:
        recorded = Recorded(workplace.ledger)
        recorded.run({}, waiting, day=early)
        before = statement(workplace)
        recorded.run({}, {"edu": PublicationState.ON_TIME}, day=date(2024, 2, 20))
        after = statement(workplace)
        with reading_ledger(workplace.config.ledger_path) as reader:
            figures = publication_figures(reader, YEAR)
    assert (before.total.due, before.total.not_due, before.total.rate) == (0, 7, None)
    # Six departments were due on 31 January and five not looked at since; the government is not.
    assert (after.total.due, after.total.on_time, after.total.unknown) == (6, 1, 5)
    assert (after.total.not_due, after.total.due) == (1, figures.due)
    assert {one.reason for one in after.unknown} == {"期限届满后尚未核查"}


def test_whom_a_waiver_or_a_decision_covers_is_counted_but_not_named(tmp_path: Path) -> None:
    states = {**STATES, "fin": PublicationState.LATE, "law": PublicationState.LATE}
    results = dict.fromkeys(("edu", "fin", "law"), (LATE,)) | {"water": (MISSING,)}
    with office_in(tmp_path, date(2024, 4, 12)) as workplace:
        Recorded(workplace.ledger).run(results, states)
        decide(workplace, Verdict.REJECTED, rule="TIM01", agency_id="fin")
        waive(workplace, "TIM01", "edu")
        waive(workplace, "TIM03", "water", date(2024, 4, 12))
        view, told = statement(workplace), circular(workplace)
    assert (view.total.late, [one.agency_name for one in view.late]) == (3, ["苏镇市司法局"])
    assert (view.total.not_published, view.not_published) == (1, ())
    assert [one.agency_name for one in told.late] == ["苏镇市司法局"]
    assert told.not_published == ()


def test_a_confirmation_taken_back_names_nobody(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger).run(RESULTS)
        before = circular(workplace)
        end = AbsenceEnd(reason="已经公布", withdrawn_by="张三", withdrawn_at=workplace.clock.now())
        workplace.ledger.absences.withdraw("water", YEAR, end)
        view, told = statement(workplace), circular(workplace)
    assert [one.agency_name for one in before.not_published] == ["苏镇市水务局"]
    assert (view.not_published, told.not_published) == ((), ())


def test_the_circular_names_only_what_nobody_doubts(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace:
        recorded = Recorded(workplace.ledger)
        recorded.run(RESULTS, day=date(2024, 4, 1))
        recorded.run(RESULTS)
        decide(workplace, Verdict.UPHELD, rule="AUT04", agency_id="law")
        with reading_ledger(workplace.config.ledger_path) as reader:
            made = circular_of(workplace, reader, YEAR)
    view = made.view
    assert (view.reports, view.troubled) == (5, 4)
    assert [(f.label, f.errors, f.warnings, f.agencies) for f in view.families] == [
        ("完整性", 0, 0, 0),
        ("时效性", 2, 0, 2),
        ("一致性", 2, 0, 2),
        ("真实性与文字", 0, 2, 2),
    ]
    assert [(r.code, r.findings, r.agencies, r.named) for r in view.rules] == [
        ("AUT04", 2, 2, ("苏镇市司法局",)),
        ("CON01", 2, 2, ("苏镇市财政局", "苏镇市司法局")),
        ("TIM01", 1, 1, ()),
        ("TIM03", 1, 1, ()),
    ]
    assert [(n.agency_name, n.rule_code, n.findings, n.ground) for n in view.named] == [
        ("苏镇市财政局", "CON01", 1, "算术核验"),
        ("苏镇市司法局", "AUT04", 1, "人工认定"),
        ("苏镇市司法局", "CON01", 1, "算术核验"),
    ]
    assert (view.first_day, view.last_day) == (date(2024, 4, 1), AS_OF)
    assert view.exemplary == ("苏镇市人民政府",)
    # The findings named are those the ledger will know as told once it is released.
    assert sorted((item.rule, item.message) for item in made.items) == [
        ("AUT04", "3 + 1 = 4，报告填 5"),
        ("CON01", "3 + 1 = 4，报告填 5"),
        ("CON01", "3 + 1 = 4，报告填 5"),
        ("TIM01", "3 + 1 = 4，报告填 5"),
        ("TIM03", "3 + 1 = 4，报告填 5"),
    ]


def test_nobody_is_praised_for_what_could_not_be_judged(tmp_path: Path) -> None:
    agencies = ("gov", "edu", "fin", "law", "water", "road")
    states = dict.fromkeys(agencies, PublicationState.ON_TIME)
    unclear = kept("CON03", Outcome.UNDETERMINED)
    results = {
        "edu": (unclear,),
        "fin": (kept("CON03", Outcome.CRASHED),),
        "law": (found("CON01"),),
        "water": (found("CMP22", Severity.ADVICE),),
        "road": (found("CON02"),),
    }
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger).run(results, states)
        waive(workplace, "CON01", "law")
        decide(workplace, Verdict.REJECTED, rule="CON02")
        view = circular(workplace)
    assert view.exemplary == ("苏镇市人民政府", "苏镇市水务局", "苏镇市交通运输局")
    assert view.troubled == 0


@pytest.mark.parametrize(
    ("claimed", "seen", "told"),
    [
        (date(2024, 2, 5), date(2024, 2, 8), (date(2024, 2, 5), "页面标注", 5)),
        (date(2024, 2, 9), date(2024, 2, 3), (date(2024, 2, 3), "首次核查见到", 3)),
        (None, date(2024, 2, 8), (date(2024, 2, 8), "首次核查见到", 8)),
        (date(2024, 2, 1), None, (date(2024, 2, 1), "页面标注", 1)),
        (date(2024, 1, 31), date(2024, 2, 8), None),
        (None, None, None),
    ],
)
def test_lateness_is_reckoned_from_the_earliest_day(
    claimed: date | None, seen: date | None, told: tuple[date, str, int] | None
) -> None:
    owed = OwedReport(
        agency_id="edu",
        name="苏镇市教育局",
        kind=AgencyKind.DEPARTMENT,
        region_code="990100",
        state=PublicationState.LATE,
        reason=None,
        due_date=date(2024, 1, 31),
        due_basis=BASIS,
        as_of=AS_OF,
        claimed_date=claimed,
        claimed_basis=DateBasis.LABEL if claimed else None,
        not_before=None,
        not_after=seen,
        is_excused=False,
    )
    late = late_agency(owed)
    assert (late and (late.published_date, late.published_basis, late.days)) == told


def test_a_date_in_an_address_alone_names_nobody(tmp_path: Path) -> None:
    weak = found("TIM01", Severity.WARNING, subject="publication")
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger).run({**RESULTS, "edu": (weak,)})
        doubtful = circular(workplace)
        decide(workplace, Verdict.UPHELD, rule="TIM01", agency_id="edu")
        upheld = circular(workplace)
    assert (doubtful.total.late, doubtful.late) == (1, ())
    assert [one.agency_name for one in upheld.late] == ["苏镇市教育局"]


def test_years_are_compared_over_the_agencies_read_in_both(tmp_path: Path) -> None:
    read = ("gov", "edu", "fin")
    both = dict.fromkeys(read, PublicationState.ON_TIME)
    received = "requests.received.total"
    with office_in(tmp_path, year=2022) as workplace:
        recorded = Recorded(workplace.ledger)
        recorded.figures = {"gov": {received: 5}, "edu": {received: 7}, "fin": {received: ""}}
        recorded.run({"edu": (found("CON01"),)}, both, year=2022, day=date(2023, 4, 5))
    with office_in(tmp_path) as workplace:
        recorded = Recorded(workplace.ledger, number=1)
        recorded.figures = {"gov": {received: 6}, "edu": {received: 9}, "fin": {received: 400}}
        recorded.run({}, both)
        with reading_ledger(workplace.config.ledger_path) as reader:
            view = yearly_comparison_view(workplace, reader, YEAR)
    (sums, *_) = view.figures
    assert (sums.agencies, sums.former, sums.present) == (2, 12, 15)
    assert (dict(sums.series), sums.series_agencies) == ({2022: 12, 2023: 15}, 2)
    assert (view.former_read, view.present_read) == (3, 3)
    assert [(one.year, one.reports, one.problems) for one in view.years] == [
        (2022, 3, 1),
        (2023, 3, 0),
    ]
    assert [one.count.on_time for one in view.years] == [3, 3]
    assert (view.shares.agencies, view.shares.present_concluded) == (3, 33)
    assert view.shares.present == (("予以公开", 18), ("部分公开", 3), ("不予公开", 3))


@pytest.mark.parametrize("kind", OVERALL)
def test_each_document_is_drafted_once_and_drafted_anew(tmp_path: Path, kind: NoticeKind) -> None:
    with office_in(tmp_path, year=2022) as workplace:
        Recorded(workplace.ledger).run({}, year=2022, day=date(2023, 4, 5))
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger, number=1).run(RESULTS)
        with PaperWriter((Form.HTML,)) as writer:
            first = OVERALL[kind](workplace, Drafting(workplace, writer, YEAR), YEAR)
            again = OVERALL[kind](workplace, Drafting(workplace, writer, YEAR), YEAR)
        assert first == again
        rows = [row for row in workplace.ledger.notices(YEAR) if row.kind is kind]
        (row,) = rows
        items = workplace.ledger.papers.items(row.notice_id)
    assert (row.agency_id, row.run_id, row.reason) == (None, "r2", "按需起草")
    assert (row.reply_due is not None, len(items)) == (
        (True, 4) if kind is NoticeKind.CIRCULAR else (False, 0)
    )
    page = first.path.read_text(encoding="utf-8")
    assert "苏镇市政务公开办公室" in page
    assert first.path.parent == tmp_path / "reports_out" / "2023" / "代拟稿"


@pytest.mark.parametrize("kind", OVERALL)
def test_without_a_judgement_nothing_is_drafted(tmp_path: Path, kind: NoticeKind) -> None:
    with office_in(tmp_path) as workplace, PaperWriter((Form.HTML,)) as writer:
        with pytest.raises(DubanError, match="2023年度没有完成的运行，不能起草"):
            OVERALL[kind](workplace, Drafting(workplace, writer, YEAR), YEAR)
        assert workplace.ledger.notices(YEAR) == ()


def test_one_year_alone_is_compared_with_nothing(tmp_path: Path) -> None:
    with office_in(tmp_path) as workplace:
        Recorded(workplace.ledger).run(RESULTS)
        with (
            reading_ledger(workplace.config.ledger_path) as reader,
            pytest.raises(DubanError, match="没有2023年以前各年度的核查结果"),
        ):
            yearly_comparison_view(workplace, reader, YEAR)
