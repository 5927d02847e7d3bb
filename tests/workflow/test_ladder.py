"""The ladder as a pure function: which step on which day, and why none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.paper_settings import LadderSettings
from ledger.model import PublicationState
from ledger.said import NoticeKind, NoticeState
from workflow.papers.drafts.ladder import (
    Former,
    Standing,
    Step,
    StepChoice,
    circular_due,
    step_due,
    steps_for,
    why_over,
)

DUE = date(2024, 1, 31)
SETTINGS = LadderSettings()
REMINDERS = tuple(
    Step(kind=NoticeKind.REMINDER, workdays=days, day=day)
    for days, day in ((20, date(2024, 1, 3)), (5, date(2024, 1, 24)), (1, date(2024, 1, 30)))
)
# Sunday 4 February was worked for the spring festival.
URGINGS = tuple(
    Step(kind=NoticeKind.URGING, workdays=days, day=day)
    for days, day in ((1, date(2024, 2, 1)), (5, date(2024, 2, 6)))
)
WAITING = Standing(state=PublicationState.NOT_DUE, due_date=DUE)
MISSING = Standing(
    state=PublicationState.ABSENT_UNCONFIRMED, due_date=DUE, last_look=date(2024, 2, 2)
)


def former(kind: NoticeKind, day: date, **changes: object) -> Former:
    given_ = {"reason": "别的原因", "state": NoticeState.DRAFT, "made_date": day, **changes}
    return Former(notice_id=7, kind=kind, **given_)  # type: ignore[arg-type]


def test_the_steps_fall_on_working_days_around_the_due_date() -> None:
    assert steps_for(DUE, SETTINGS) == (*REMINDERS, *URGINGS)
    assert [step.reason for step in steps_for(DUE, SETTINGS)] == [
        "期限前20个工作日提醒",
        "期限前5个工作日提醒",
        "期限前1个工作日提醒",
        "期限后1个工作日催办",
        "期限后5个工作日催办",
    ]


@pytest.mark.parametrize(
    ("today", "step", "upcoming"),
    [
        (date(2024, 1, 2), None, REMINDERS[0]),
        (date(2024, 1, 3), REMINDERS[0], REMINDERS[1]),
        (date(2024, 1, 5), REMINDERS[0], REMINDERS[1]),
        # The machine was off until here: only the last reminder is made up.
        (date(2024, 1, 31), REMINDERS[2], URGINGS[0]),
    ],
)
def test_reminders_before_the_due_date(
    today: date, step: Step | None, upcoming: Step | None
) -> None:
    choice = step_due(today, WAITING, SETTINGS)
    reason = f"{step.reason}（{step.day}）" if step else "未到提醒的日子"
    assert choice == StepChoice(step=step, reason=reason, upcoming=upcoming)


def test_a_look_of_a_week_ago_still_proves_that_nothing_was_seen() -> None:
    week = MISSING.last_look + timedelta(days=7) if MISSING.last_look else DUE
    assert step_due(week, MISSING, SETTINGS).step == URGINGS[1]
    assert step_due(week + timedelta(days=1), MISSING, SETTINGS).step is None


@pytest.mark.parametrize(
    ("today", "step", "upcoming"),
    [
        (date(2024, 2, 1), URGINGS[0], URGINGS[1]),
        (date(2024, 2, 5), URGINGS[0], URGINGS[1]),
        (date(2024, 3, 15), URGINGS[1], None),
    ],
)
def test_urgings_after_the_due_date(today: date, step: Step, upcoming: Step | None) -> None:
    standing = replace(MISSING, last_look=today)
    assert step_due(today, standing, SETTINGS) == StepChoice(
        step=step, reason=f"{step.reason}（{step.day}）", upcoming=upcoming
    )


@pytest.mark.parametrize("state", list(PublicationState))
def test_only_who_was_not_seen_is_urged(state: PublicationState) -> None:
    choice = step_due(date(2024, 2, 7), replace(MISSING, state=state), SETTINGS)
    unseen = {PublicationState.ABSENT_UNCONFIRMED, PublicationState.NOT_PUBLISHED}
    assert choice.step == (URGINGS[1] if state in unseen else None)


@pytest.mark.parametrize(
    ("standing", "today", "reason"),
    [
        (replace(WAITING, state=PublicationState.ON_TIME), DUE, "已见到年报"),
        (replace(MISSING, state=PublicationState.LATE), date(2024, 2, 7), "已见到年报"),
        (replace(WAITING, state=PublicationState.COLLECTED), DUE, "已见到年报"),
        (replace(WAITING, is_waived=True), DUE, "公布期限方面的问题已豁免"),
        (replace(MISSING, is_waived=True), date(2024, 2, 7), "公布期限方面的问题已豁免"),
        (replace(WAITING, is_owing=False), DUE, "该机关不须编制本年度的年报"),
        (replace(WAITING, due_date=None), DUE, "没有规定该机关的公布期限"),
        (
            replace(MISSING, state=PublicationState.UNKNOWN),
            date(2024, 2, 7),
            "无法核实，不催办；网站不予访问的，另行起草访问协调函",
        ),
        (
            replace(MISSING, state=PublicationState.NOT_DUE),
            date(2024, 2, 7),
            "期限后尚无完整的核查记录，不催办",
        ),
        (replace(MISSING, last_look=None), date(2024, 2, 7), "期限后尚无完整的核查记录，不催办"),
        (
            MISSING,
            date(2024, 2, 10),
            "最近一次完整核查是2024-02-02，距今超过7天，请先核查再催办",
        ),
        (MISSING, date(2025, 2, 1), "下一年度的公布期限已到，本年度不再提醒、催办和通报"),
    ],
)
def test_who_gets_none_and_why(standing: Standing, today: date, reason: str) -> None:
    choice = step_due(today, standing, SETTINGS)
    assert (choice.step, choice.reason) == (None, reason)


def test_an_agency_that_we_cannot_look_at_is_still_reminded() -> None:
    standing = replace(WAITING, state=PublicationState.UNKNOWN)
    assert step_due(date(2024, 1, 24), standing, SETTINGS).step == REMINDERS[1]


def test_nothing_where_the_ladder_is_switched_off() -> None:
    off = replace(SETTINGS, is_on=False)
    choice = step_due(date(2024, 1, 24), WAITING, off)
    assert choice == StepChoice(step=None, reason="提醒、催办和通报没有启用（设置 ladder.is_on）")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        # The calendar was corrected after it was drafted: its reason tells that it is the step.
        (
            former(NoticeKind.REMINDER, date(2024, 1, 23), reason="期限前5个工作日提醒"),
            "期限前5个工作日提醒已经起草：第7号提醒（代拟稿），2024-01-23",
        ),
        # The settings named another day then: there was one since this day.
        (
            former(NoticeKind.REMINDER, date(2024, 1, 25), state=NoticeState.CLOSED),
            "期限前5个工作日提醒已经起草：第7号提醒（已办结），2024-01-25",
        ),
        (
            former(NoticeKind.REMINDER, date(2024, 1, 3), state=NoticeState.IN_REVIEW),
            "第7号提醒（审核中）尚未签发，不另起草",
        ),
        (
            former(NoticeKind.ACCESS_LETTER, date(2024, 1, 3)),
            "第7号访问协调函（代拟稿）已写明有关要求，不另起草提醒",
        ),
        (
            former(
                NoticeKind.ACCESS_LETTER,
                date(2024, 1, 3),
                state=NoticeState.RELEASED,
                released_date=date(2024, 1, 26),
            ),
            "当日已有发给该机关的第7号访问协调函（已签发），一日只发一件，顺延",
        ),
    ],
)
def test_a_reminder_is_not_drafted_beside_these(one: Former, reason: str) -> None:
    choice = step_due(date(2024, 1, 26), replace(WAITING, former=(one,)), SETTINGS)
    assert (choice.step, choice.reason) == (None, reason)


@pytest.mark.parametrize(
    "one",
    [
        former(NoticeKind.REMINDER, date(2024, 1, 3), state=NoticeState.RELEASED),
        former(NoticeKind.REMINDER, date(2024, 1, 3)),
        former(NoticeKind.URGING, date(2024, 1, 3)),
        former(NoticeKind.ACCESS_LETTER, date(2024, 1, 3), state=NoticeState.CLOSED),
        former(NoticeKind.REMINDER, date(2024, 1, 25), is_correction=True),
    ],
)
def test_a_reminder_is_drafted_beside_these(one: Former) -> None:
    choice = step_due(date(2024, 1, 26), replace(WAITING, former=(one,)), SETTINGS)
    assert choice.step == REMINDERS[1]


@pytest.mark.parametrize(
    ("kind", "state", "is_urged"),
    [
        (NoticeKind.NOTICE, NoticeState.DRAFT, False),
        (NoticeKind.NOTICE, NoticeState.IN_REVIEW, False),
        (NoticeKind.RECHECK, NoticeState.DRAFT, False),
        (NoticeKind.NOTICE, NoticeState.RELEASED, True),
        (NoticeKind.NOTICE, NoticeState.CLOSED, True),
        (NoticeKind.REMINDER, NoticeState.IN_REVIEW, True),
    ],
)
def test_an_open_notice_takes_the_place_of_the_urging(
    kind: NoticeKind, state: NoticeState, is_urged: bool
) -> None:
    one = former(kind, date(2024, 2, 2), state=state)
    choice = step_due(date(2024, 2, 7), replace(MISSING, former=(one,)), SETTINGS)
    assert (choice.step is not None) is is_urged


def test_years_without_a_calendar_are_told_and_not_guessed() -> None:
    due = date(2100, 1, 31)
    choice = step_due(date(2100, 1, 25), replace(WAITING, due_date=due), SETTINGS)
    assert choice == StepChoice(
        step=None,
        reason="无法计算：有关年份的工作日历（节假日和调休）尚未公布或者未更新",
        uncounted=tuple(replace(step, day=None) for step in (*REMINDERS, *URGINGS)),
    )


def test_a_step_too_far_off_to_count_does_not_hold_up_the_others() -> None:
    far = replace(SETTINGS, remind_before=(10**6, 5))
    choice = step_due(date(2024, 1, 24), WAITING, far)
    assert (choice.step, choice.uncounted) == (
        REMINDERS[1],
        (Step(kind=NoticeKind.REMINDER, workdays=10**6, day=None),),
    )


def test_the_circular_waits_for_the_last_due_date_and_is_drafted_once() -> None:
    dues = (DUE, date(2024, 3, 31))
    # 4 to 6 April off, 7 April (a Sunday) worked.
    step = Step(kind=NoticeKind.CIRCULAR, workdays=10, day=date(2024, 4, 15))
    before = circular_due(date(2024, 4, 12), dues, (), SETTINGS)
    assert before == StepChoice(step=None, reason="未到通报的日子", upcoming=step)
    then = circular_due(date(2024, 4, 16), dues, (), SETTINGS)
    assert then == StepChoice(step=step, reason="期限后10个工作日通报（2024-04-15）")
    made = former(NoticeKind.CIRCULAR, date(2024, 4, 16), reason=step.reason)
    after = circular_due(date(2024, 4, 17), dues, (made,), SETTINGS)
    told = "期限后10个工作日通报已经起草：第7号通报（代拟稿），2024-04-16"
    assert after == StepChoice(step=None, reason=told)
    past = circular_due(date(2025, 4, 17), dues, (), SETTINGS)
    assert past.reason == "下一年度的公布期限已到，本年度不再提醒、催办和通报"


@pytest.mark.parametrize(
    ("dues", "changes", "reason"),
    [
        ((DUE,), {"name_after": 0}, "没有设置通报的日子"),
        ((), {}, "没有规定公布期限"),
        ((DUE,), {"is_on": False}, "提醒、催办和通报没有启用（设置 ladder.is_on）"),
    ],
)
def test_years_without_a_circular(
    dues: tuple[date, ...], changes: dict[str, object], reason: str
) -> None:
    settings = replace(SETTINGS, **changes)  # type: ignore[arg-type]
    assert circular_due(date(2024, 4, 16), dues, (), settings) == StepChoice(
        step=None, reason=reason
    )


@pytest.mark.parametrize(
    ("one", "standing", "today", "reason"),
    [
        (former(NoticeKind.REMINDER, DUE), WAITING, DUE, None),
        (
            former(NoticeKind.REMINDER, DUE),
            MISSING,
            date(2024, 2, 1),
            "公布期限已过，不再提醒",
        ),
        (
            former(NoticeKind.URGING, DUE),
            replace(MISSING, state=PublicationState.LATE),
            date(2024, 2, 7),
            "已见到年报",
        ),
        (former(NoticeKind.URGING, DUE), MISSING, date(2024, 2, 7), None),
        (
            former(NoticeKind.URGING, DUE),
            replace(MISSING, former=(former(NoticeKind.NOTICE, DUE),)),
            date(2024, 2, 7),
            "第7号整改通知（代拟稿）已写明有关要求",
        ),
        # What a person has in hand, a correction, and other documents are none of the ladder's.
        (
            former(NoticeKind.REMINDER, DUE, state=NoticeState.IN_REVIEW),
            MISSING,
            date(2024, 2, 1),
            None,
        ),
        (former(NoticeKind.REMINDER, DUE, is_correction=True), MISSING, date(2024, 2, 1), None),
        (former(NoticeKind.NOTICE, DUE), MISSING, date(2024, 2, 1), None),
    ],
)
def test_drafts_that_have_no_reason_left(
    one: Former, standing: Standing, today: date, reason: str | None
) -> None:
    assert why_over(today, one, standing) == reason


@given(
    runs=st.sets(st.integers(min_value=0, max_value=60), max_size=60),
    seen_on=st.none() | st.integers(min_value=0, max_value=60),
    blind=st.sets(st.integers(min_value=0, max_value=60), max_size=20),
)
def test_over_a_season_each_step_comes_once_and_never_to_who_published(
    runs: set[int], seen_on: int | None, blind: set[int]
) -> None:
    """Whatever days the machine is on: from 2 January 2024 for 61 days."""
    first, is_known = date(2024, 1, 2), False
    made: list[Former] = []
    for number in sorted(runs):
        today = first + timedelta(days=number)
        is_blind = number in blind
        # What was collected once stays known when a later visit fails.
        is_known |= seen_on is not None and number >= seen_on and not is_blind
        state = _state(today, is_seen=is_known, is_blind=is_blind)
        standing = Standing(state=state, due_date=DUE, last_look=today, former=tuple(made))
        step = step_due(today, standing, SETTINGS).step
        if step is None:
            continue
        assert not is_known
        assert step.day is not None
        assert step.day <= today
        assert (step.kind is NoticeKind.REMINDER) == (today <= DUE)
        made.append(former(step.kind, today, reason=step.reason, state=NoticeState.RELEASED))
    reasons = [one.reason for one in made]
    order = [step.reason for step in (*REMINDERS, *URGINGS)]
    assert len(set(reasons)) == len(reasons)
    assert reasons == sorted(reasons, key=lambda reason: order.index(str(reason)))
    assert len({one.made_date for one in made}) == len(made)


def _state(today: date, *, is_seen: bool, is_blind: bool) -> PublicationState:
    if is_seen:
        return PublicationState.LATE if today > DUE else PublicationState.ON_TIME
    if is_blind:
        return PublicationState.UNKNOWN
    return PublicationState.ABSENT_UNCONFIRMED if today > DUE else PublicationState.NOT_DUE
