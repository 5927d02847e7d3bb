"""The ladder (提醒、催办、通报): which step is due for an agency on a day, and why none is.

Pure: a day, what is known of the agency, what was drafted before, and the settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from config.paper_settings import LadderSettings
from ledger.model import PublicationState
from ledger.said import NoticeKind, NoticeState
from workflow.workdays import workday_after, workday_before

SEEN = frozenset({PublicationState.ON_TIME, PublicationState.LATE, PublicationState.COLLECTED})
UNSEEN = frozenset({PublicationState.ABSENT_UNCONFIRMED, PublicationState.NOT_PUBLISHED})
NOT_ON = "提醒、催办和通报没有启用（设置 ladder.is_on）"
NO_DUE_DATE = "没有规定该机关的公布期限"
NO_CALENDAR = "无法计算：有关年份的工作日历（节假日和调休）尚未公布或者未更新"
YEAR_OVER = "下一年度的公布期限已到，本年度不再提醒、催办和通报"
# When the report on the next year falls due nobody is pressed for this one any more: an office
# that looks back over many years would otherwise find a pile of drafts.
_A_YEAR = timedelta(days=366)
# A report may have come out since: nobody is urged on the word of an old look.
FRESH = timedelta(days=7)
# Not yet released: they can still take in what another document would say.
_OPEN = frozenset({NoticeState.DRAFT, NoticeState.IN_REVIEW})
_LADDER = frozenset({NoticeKind.REMINDER, NoticeKind.URGING})
# Documents that already say what a step would say, while they are not released.
_SAY_THE_SAME = {
    NoticeKind.REMINDER: frozenset({NoticeKind.ACCESS_LETTER}),
    NoticeKind.URGING: frozenset({NoticeKind.NOTICE, NoticeKind.RECHECK}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step: so many working days before the due date (提醒), or after it (催办、通报).

    ``day`` is the day on which it falls, ``None`` where the calendar is not published.
    """

    kind: NoticeKind
    workdays: int
    day: date | None

    @property
    def reason(self) -> str:
        """Why it is drafted: 期限前5个工作日提醒. By this it is known later."""
        side = "前" if self.kind is NoticeKind.REMINDER else "后"
        return f"期限{side}{self.workdays}个工作日{self.kind.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A document of the year that was made before; days in Asia/Shanghai.

    ``is_correction`` where it corrects a released one: the officer who asked for it answers for it.
    """

    notice_id: int
    kind: NoticeKind
    reason: str | None
    made_date: date
    state: NoticeState
    released_date: date | None = None
    is_correction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an agency stands for the year.

    ``due_date`` is ``None`` where no rule names a day. ``last_look`` is the day of the last check
    after it that looked through every place and saw no report. ``former`` are the documents to
    this agency.
    """

    state: PublicationState
    due_date: date | None
    is_owing: bool = True
    is_waived: bool = False
    last_look: date | None = None
    former: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """The step that is due, or ``None``, and why; ``upcoming`` is the one that comes next.

    ``uncounted`` are steps whose day cannot be computed.
    """

    step: Step | None
    reason: str
    upcoming: Step | None = None
    uncounted: tuple[Step, ...] = ()


def steps_for(due_date: date, settings: LadderSettings) -> tuple[Step, ...]:
    """The reminders and urgings around a due date, in the order in which they fall."""
    before = sorted(set(settings.remind_before), reverse=True)
    return (
        *(
            Step(kind=NoticeKind.REMINDER, workdays=days, day=workday_before(due_date, days))
            for days in before
        ),
        *(
            Step(kind=NoticeKind.URGING, workdays=days, day=workday_after(due_date, days))
            for days in sorted(set(settings.urge_after))
        ),
    )


def circular_step(due_dates: Iterable[date], settings: LadderSettings) -> Step | None:
    """The circular of the year: so long after the last of all due dates; ``None`` without one."""
    last = max(due_dates, default=None)
    if last is None or not settings.name_after:
        return None
    day = workday_after(last, settings.name_after)
    return Step(kind=NoticeKind.CIRCULAR, workdays=settings.name_after, day=day)


def circular_due(
    today: date, due_dates: Iterable[date], former: tuple[Former, ...], settings: LadderSettings
) -> StepChoice:
    """Whether the circular of the year is due on ``today``; it is drafted once.

    ``former`` are the documents of the year that speak of all agencies.
    """
    step = circular_step(due_dates, settings)
    if not settings.is_on:
        return StepChoice(step=None, reason=NOT_ON)
    if step is None:
        why = "没有规定公布期限" if settings.name_after else "没有设置通报的日子"
        return StepChoice(step=None, reason=why)
    if step.day is None:
        return StepChoice(step=None, reason=NO_CALENDAR, uncounted=(step,))
    if step.day > today:
        return StepChoice(step=None, reason="未到通报的日子", upcoming=step)
    hindrance = YEAR_OVER if today > step.day + _A_YEAR else _done(step, former)
    return StepChoice(
        step=None if hindrance else step, reason=hindrance or f"{step.reason}（{step.day}）"
    )


def step_due(today: date, standing: Standing, settings: LadderSettings) -> StepChoice:
    """The step that is due for an agency on ``today``.

    Of several that were missed only the last one is made up, and a reminder not after the due
    date. A step is drafted once, and an agency gets one message a day.
    """
    ended = why_ended(standing)
    if not settings.is_on:
        return StepChoice(step=None, reason=NOT_ON)
    if ended is not None or standing.due_date is None:
        return StepChoice(step=None, reason=ended or NO_DUE_DATE)
    if today > standing.due_date + _A_YEAR:
        return StepChoice(step=None, reason=YEAR_OVER)
    steps = steps_for(standing.due_date, settings)
    uncounted = tuple(step for step in steps if step.day is None)
    upcoming = next((step for step in steps if step.day is not None and step.day > today), None)
    kind = NoticeKind.REMINDER if today <= standing.due_date else NoticeKind.URGING
    of_kind = [step for step in steps if step.kind is kind]
    fallen = [step for step in of_kind if step.day is not None and step.day <= today]
    if fallen:
        hindrance = _hindrance(today, fallen[-1], standing)
        step = None if hindrance else fallen[-1]
        reason = hindrance or f"{fallen[-1].reason}（{fallen[-1].day}）"
    else:
        step, reason = None, _none_fallen(kind, of_kind)
    return StepChoice(step=step, reason=reason, upcoming=upcoming, uncounted=uncounted)


def why_ended(standing: Standing) -> str | None:
    """Why neither reminder nor urging has a reason any more, whatever the day."""
    if not standing.is_owing:
        return "该机关不须编制本年度的年报"
    if standing.due_date is None:
        return NO_DUE_DATE
    if standing.state in SEEN:
        return "已见到年报"
    if standing.is_waived:
        return "公布期限方面的问题已豁免"
    return None


def why_over(today: date, former: Former, standing: Standing) -> str | None:
    """Why a draft of a step that nobody has taken in hand has no reason any more."""
    is_untouched = former.state is NoticeState.DRAFT and not former.is_correction
    if former.kind not in _LADDER or not is_untouched:
        return None
    is_past = standing.due_date is not None and today > standing.due_date
    if former.kind is NoticeKind.REMINDER and is_past:
        return why_ended(standing) or "公布期限已过，不再提醒"
    return why_ended(standing) or _said_by_another(former.kind, standing)


def told_of(former: Former) -> str:
    """第12号提醒（代拟稿）."""
    return f"第{former.notice_id}号{former.kind.label}（{former.state.label}）"


def _none_fallen(kind: NoticeKind, of_kind: list[Step]) -> str:
    if not of_kind:
        return f"没有设置{kind.label}的日子"
    if all(step.day is None for step in of_kind):
        return NO_CALENDAR
    return f"未到{kind.label}的日子"


def _hindrance(today: date, step: Step, standing: Standing) -> str | None:
    """Why a step whose day has come is not drafted."""
    if step.kind is NoticeKind.URGING:
        unproved = _unproved(today, standing)
        if unproved is not None:
            return unproved
    done = _done(step, standing.former)
    if done is not None:
        return done
    said = _said_by_another(step.kind, standing)
    if said is not None:
        return f"{said}，不另起草{step.kind.label}"
    for one in standing.former:
        if one.released_date == today or (one.kind in _LADDER and one.made_date == today):
            return f"当日已有发给该机关的{told_of(one)}，一日只发一件，顺延"
    return None


def _said_by_another(kind: NoticeKind, standing: Standing) -> str | None:
    for one in standing.former:
        if one.kind in _SAY_THE_SAME[kind] and one.state in _OPEN:
            return f"{told_of(one)}已写明有关要求"
    return None


def _done(step: Step, former: Iterable[Former]) -> str | None:
    """Why a step is not taken again: it was, for this reason or by what was made since its day."""
    for one in former:
        if one.kind is not step.kind or one.is_correction:
            continue
        is_since = step.day is not None and one.made_date >= step.day
        if one.reason == step.reason or is_since:
            return f"{step.reason}已经起草：{told_of(one)}，{one.made_date}"
        if one.state is NoticeState.IN_REVIEW:
            return f"{told_of(one)}尚未签发，不另起草"
    return None


def _unproved(today: date, standing: Standing) -> str | None:
    """Why it is not known well enough that the report is missing."""
    if standing.state is PublicationState.UNKNOWN:
        return "无法核实，不催办；网站不予访问的，另行起草访问协调函"
    if standing.state not in UNSEEN or standing.last_look is None:
        return "期限后尚无完整的核查记录，不催办"
    if today - standing.last_look > FRESH:
        return f"最近一次完整核查是{standing.last_look}，距今超过{FRESH.days}天，请先核查再催办"
    return None
