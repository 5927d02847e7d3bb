from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.model import Visit, VisitClass
from audit.model import Finding, Outcome, RuleResult, Severity
from ledger.model import PublicationState as State
from ledger.said import Absence
from registry.model import Duty
from spiders.outcome import LOOKED_EVERYWHERE
from workflow.standing import standing_of

AT = datetime(2024, 2, 5, 1, tzinfo=UTC)
DUE = date(2024, 1, 31)
DUTY = Duty(agency_id="edu", year=2023, due_date=DUE, basis="条例")


def visit(visit_class: VisitClass, reason: str | None = None) -> Visit:
    return Visit(
        run_id="r1",
        place_id="own",
        agency_id="edu",
        year=2023,
        visit_class=visit_class,
        started_at=AT,
        ended_at=AT,
        reason=reason,
    )


def timeliness(rule: str, outcome: Outcome, reason: str | None = None) -> RuleResult:
    finding = Finding(
        subject="publication", severity=Severity.ERROR, message="逾期5天", evidence=()
    )
    return RuleResult(
        rule=rule,
        version=1,
        outcome=outcome,
        severity=Severity.ERROR,
        reason=reason,
        findings=(finding,) if outcome is Outcome.NONCONFORMING else (),
    )


NA = timeliness("TIM02", Outcome.NOT_APPLICABLE, "不适用")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (timeliness("TIM01", Outcome.CONFORMS), (State.ON_TIME, None)),
        (timeliness("TIM01", Outcome.NONCONFORMING), (State.LATE, "逾期5天")),
        (
            timeliness("TIM01", Outcome.UNDETERMINED, "没有标注公布日期"),
            (State.COLLECTED, "公布时间无法判定：没有标注公布日期"),
        ),
        (
            timeliness("TIM01", Outcome.CRASHED, "规则程序出错"),
            (State.COLLECTED, "公布时间无法判定：规则程序出错"),
        ),
        (NA, (State.COLLECTED, "公布时间未作判定")),
    ],
)
def test_with_a_report_the_rules_on_time_decide(
    result: RuleResult, expected: tuple[State, str | None]
) -> None:
    collected = visit(VisitClass.COLLECTED)
    assert standing_of(collected, (NA, result), DUTY, date(2024, 2, 5)) == expected


def test_with_a_report_and_no_duty() -> None:
    assert standing_of(visit(VisitClass.COLLECTED), (NA,), None, date(2024, 2, 5)) == (
        State.COLLECTED,
        "没有规定该机关的公布期限",
    )


@pytest.mark.parametrize(
    ("visit_class", "duty", "as_of", "expected"),
    [
        (VisitClass.ABSENT_UNCONFIRMED, DUTY, date(2024, 2, 6), (State.ABSENT_UNCONFIRMED, "说明")),
        (VisitClass.NOT_SEEN, DUTY, DUE, (State.NOT_DUE, None)),
        (
            VisitClass.NOT_SEEN,
            DUTY,
            date(2024, 2, 1),
            (State.UNKNOWN, "本次未见，尚待再次核查：说明"),
        ),
        (
            VisitClass.NOT_SEEN,
            None,
            date(2024, 2, 1),
            (State.NOT_DUE, "尚未见到；没有规定该机关的公布期限"),
        ),
        (VisitClass.TIMEOUT, DUTY, date(2024, 1, 5), (State.UNKNOWN, "网站响应超时：说明")),
        (
            VisitClass.COLUMN_EMPTY,
            DUTY,
            date(2024, 2, 6),
            (State.UNKNOWN, "年报栏目为空（待人工确认）：说明"),
        ),
    ],
)
def test_without_a_report(
    visit_class: VisitClass, duty: Duty | None, as_of: date, expected: tuple[State, str | None]
) -> None:
    assert standing_of(visit(visit_class, "说明"), (), duty, as_of) == expected


def test_without_a_visit_nothing_is_known() -> None:
    assert standing_of(None, (), DUTY, date(2024, 2, 6)) == (State.UNKNOWN, None)


def test_no_class_but_one_says_absent() -> None:
    said = {
        visit_class
        for visit_class in VisitClass
        if standing_of(visit(visit_class), (), DUTY, date(2024, 2, 6))[0]
        in (State.ABSENT_UNCONFIRMED, State.NOT_PUBLISHED, State.LATE)
    }
    assert said == {VisitClass.ABSENT_UNCONFIRMED}


def test_an_empty_column_that_was_looked_at_twice_is_one_way_to_be_nowhere() -> None:
    empty = replace(visit(VisitClass.COLUMN_EMPTY, "栏目为空"), flags=(LOOKED_EVERYWHERE,))
    assert standing_of(empty, (), DUTY, date(2024, 2, 6)) == (State.ABSENT_UNCONFIRMED, "栏目为空")


def test_a_persons_word_speaks_only_where_absence_is_proved() -> None:
    word = Absence(
        agency_id="edu",
        year=2023,
        run_id="r1",
        seen_date=date(2024, 2, 5),
        reason="已查看网站",
        confirmed_by="张三",
        confirmed_at=datetime(2024, 2, 5, 17, tzinfo=UTC),
    )
    empty = replace(visit(VisitClass.COLUMN_EMPTY), flags=(LOOKED_EVERYWHERE,))
    made = [*(visit(visit_class) for visit_class in VisitClass), empty]
    said = [
        (one.visit_class, reason)
        for one in made
        for state, reason in [standing_of(one, (), DUTY, date(2024, 2, 6), word)]
        if state is State.NOT_PUBLISHED
    ]
    told = "2024年2月6日经人工确认未公布"
    assert said == [(VisitClass.ABSENT_UNCONFIRMED, told), (VisitClass.COLUMN_EMPTY, told)]
    assert standing_of(None, (), DUTY, date(2024, 2, 6), word) == (State.UNKNOWN, None)


def test_the_reason_does_not_say_the_same_twice() -> None:
    blocked = visit(VisitClass.HTTP_5XX, "网站服务出错（状态 502）：http://a.example/")
    assert standing_of(blocked, (), DUTY, date(2024, 2, 6)) == (
        State.UNKNOWN,
        "网站服务出错（状态 502）：http://a.example/",
    )
