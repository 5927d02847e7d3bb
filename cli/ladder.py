"""``duban ladder``: which reminders and urgings are due, and why; drafts them where asked."""

from __future__ import annotations

import json
from datetime import date, datetime

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.progress import progress_here
from cli.summaries import FORMAT, YEAR
from config.clock import local_date
from config.paper_settings import LadderSettings
from workflow.papers.drafts.drafting import Drafted
from workflow.papers.drafts.ladder import Step, StepChoice
from workflow.papers.drafts.ladder_job import Ladder, Rung, cases_in_order, draft_ladder, ladder_on
from workflow.workdays import workdays_until
from workflow.workplace import watched_registry

_MOST_NAMED = 5


@click.command(
    cls=ChineseCommand,
    example="duban ladder\nduban ladder --date 2027-01-25 --all\nduban ladder --draft",
)
@YEAR
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="按哪一天查看，默认为当天；公布情况仍按台账现状。",
)
@click.option("--all", "each", is_flag=True, help="逐个机关列出，不按原因归并。")
@click.option("--draft", is_flag=True, help="起草今天应起草的，并办结已无必要的代拟稿。")
@FORMAT
@click.pass_obj
def ladder(
    session: Session, *, year: int | None, day: datetime | None, each: bool, draft: bool, form: str
) -> None:
    """列出今天应起草的提醒、催办和通报及其理由；加 --draft 才起草。"""
    if draft and day is not None:
        raise click.UsageError("--date 只用于查看，不能与 --draft 同用：起草一律按当天")
    config = session.config()
    chosen = year or session.report_year(config)
    today = day.date() if day else local_date(session.clock().now())
    with existing_ledger(session) as ledger:
        registry = watched_registry(config)
        cases = cases_in_order(ledger, registry, chosen)
        found = ladder_on(config, ledger, registry, cases, year=chosen, day=today)
    drafted = (
        draft_ladder(config, session.clock(), progress_here(), years=(chosen,)) if draft else ()
    )
    if form == "json":
        click.echo(json.dumps(_plain(found, drafted), ensure_ascii=False, indent=1))
        return
    lines = _each(found) if each else _by_reason(found)
    click.echo("\n".join([*_head(found, config.ladder), *lines, *_drafted(drafted, asked=draft)]))


def _head(found: Ladder, settings: LadderSettings) -> list[str]:
    before = "、".join(map(str, sorted(settings.remind_before, reverse=True)))
    after = "、".join(map(str, sorted(settings.urge_after)))
    circular = f"；期限后 {settings.name_after} 个工作日通报" if settings.name_after else ""
    return [
        f"{found.year}年度年报，按 {found.day} 计算。",
        f"期限前 {before or '—'} 个工作日提醒；期限后 {after or '—'} 个工作日催办{circular}。",
    ]


def _by_reason(found: Ladder) -> list[str]:
    """What is due one by one; all else by its reason."""
    due = [rung for rung in found.rungs if rung.choice.step is not None]
    others: dict[str, list[str]] = {}
    for rung in found.rungs:
        if rung.choice.step is None:
            others.setdefault(_reason(rung.choice), []).append(rung.agency.name)
    if found.unjudged:
        others["尚无核查结果"] = [agency.name for agency in found.unjudged]
    return [
        f"应起草 {len(due)} 件：" if due else "没有应起草的提醒或者催办。",
        *(f"  {rung.agency.name}：{rung.choice.reason}，{_due(rung, found.day)}" for rung in due),
        *(["不起草的："] if others else []),
        *(f"  {reason}：{_names(names)}" for reason, names in others.items()),
        f"通报：{_circular(found.circular)}",
        *_uncounted(found),
    ]


def _each(found: Ladder) -> list[str]:
    return [
        *(
            f"{rung.agency.name}（{rung.case.state.label}，{_due(rung, found.day)}）："
            f"{'应起草 ' if rung.choice.step else ''}{_reason(rung.choice)}"
            for rung in found.rungs
        ),
        *(f"{agency.name}：尚无核查结果" for agency in found.unjudged),
        f"通报：{_circular(found.circular)}",
        *_uncounted(found),
    ]


def _reason(choice: StepChoice) -> str:
    following = choice.upcoming
    if choice.step is not None or following is None:
        return choice.reason
    return f"{choice.reason}（下一步：{following.reason}，{following.day}）"


def _due(rung: Rung, day: date) -> str:
    if rung.duty is None:
        return "没有规定期限"
    left = workdays_until(day, rung.duty.due_date)
    is_ahead = day <= rung.duty.due_date and left is not None
    return f"期限 {rung.duty.due_date}" + (f"，还有 {left} 个工作日" if is_ahead else "")


def _names(names: list[str]) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 家"


def _circular(choice: StepChoice) -> str:
    return f"应起草，{choice.reason}" if choice.step is not None else _reason(choice)


def _uncounted(found: Ladder) -> list[str]:
    steps = [step for rung in found.rungs for step in rung.choice.uncounted]
    reasons = dict.fromkeys(step.reason for step in (*steps, *found.circular.uncounted))
    if not reasons:
        return []
    return [f"无法计算（有关年份的工作日历尚未公布或者未更新）：{'、'.join(reasons)}。"]


def _drafted(drafted: tuple[Drafted, ...], *, asked: bool) -> list[str]:
    if not asked:
        return []
    made = [one for one in drafted if not one.is_taken]
    left_out = dict.fromkeys(reason for one in made for reason in one.left_out)
    return [
        f"已起草 {len(made)} 件。",
        *(f"  第{one.notice_id}号 {one.path}" for one in made),
        *(f"注意：{reason}" for reason in left_out),
    ]


def _plain(found: Ladder, drafted: tuple[Drafted, ...]) -> dict[str, object]:
    return {
        "year": found.year,
        "day": found.day.isoformat(),
        "agencies": [
            {
                "agency_id": rung.agency.agency_id,
                "agency": rung.agency.name,
                "state": rung.case.state.value,
                "due_date": rung.duty.due_date.isoformat() if rung.duty else None,
                **_choice(rung.choice),
            }
            for rung in found.rungs
        ],
        "unjudged": [agency.agency_id for agency in found.unjudged],
        "circular": _choice(found.circular),
        "drafted": [
            {"notice": one.notice_id, "path": str(one.path), "taken": one.is_taken}
            for one in drafted
        ],
    }


def _choice(choice: StepChoice) -> dict[str, object]:
    return {
        "step": _step(choice.step),
        "reason": choice.reason,
        "upcoming": _step(choice.upcoming),
        "uncounted": [_step(step) for step in choice.uncounted],
    }


def _step(step: Step | None) -> dict[str, object] | None:
    if step is None:
        return None
    day = step.day.isoformat() if step.day else None
    return {"kind": step.kind.value, "workdays": step.workdays, "day": day, "reason": step.reason}
