"""``duban waive``: findings that are not to be told for a time, and what that hides."""

from __future__ import annotations

import json
from datetime import date, datetime

import click

from audit.catalogue import CATALOGUE
from cli.chinese import ChineseCommand, ChineseGroup
from cli.context import Session
from cli.findings import state_told
from cli.named_finding import existing_ledger
from config.clock import local_date
from ledger.said import Waiver, WaiverEnd
from ledger.store import Ledger
from ledger.waivers import Hidden

_ALL = ("*", "全部")
_FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(
    cls=ChineseGroup,
    example="duban waive add --rule TIM15 --agency 苏镇市教育局 --year 全部 --until 2026-12-31 "
    "--by 张三 --reason 网站统一改版期间\nduban waive report",
)
def waive() -> None:
    """豁免：在一段时间内不把某些问题写进文书；问题本身照常记录和列示。"""


@waive.command(
    cls=ChineseCommand,
    example="duban waive add --rule TIM15 --agency 苏镇市教育局 --year 2025 --until 2026-12-31 "
    "--by 张三 --reason 网站统一改版期间",
)
@click.option("--rule", required=True, metavar="代码", help="规则代码，或 *、全部。")
@click.option("--agency", required=True, metavar="名称", help="机关全称或编号，或 *、全部。")
@click.option("--year", required=True, metavar="年度", help="年报年度，或 *、全部。")
@click.option("--from", "first", type=_DAY, metavar="日期", help="起始日，默认为当天。")
@click.option("--until", "last", type=_DAY, required=True, metavar="日期", help="截止日（含）。")
@click.option("--by", required=True, metavar="姓名", help="豁免人。")
@click.option("--reason", required=True, metavar="说明", help="理由。")
@click.pass_obj
def add(
    session: Session,
    *,
    rule: str,
    agency: str,
    year: str,
    first: datetime | None,
    last: datetime,
    by: str,
    reason: str,
) -> None:
    """登记一项豁免；规则、机关、年度三项中最多一项可写 *（在命令行中须加引号）或“全部”。"""
    now = session.clock().now()
    with existing_ledger(session) as ledger:
        kept = ledger.waivers.add(
            Waiver(
                rule=_rule(rule),
                agency_id=_agency(ledger, agency),
                year=_year(year),
                from_date=first.date() if first else local_date(now),
                until_date=_not_past(last.date(), local_date(now)),
                reason=reason,
                waived_by=by,
                waived_at=now,
            )
        )
        names = ledger.agency_names()
    click.echo(f"已登记：{_line(kept, names)}")


def _rule(text: str) -> str | None:
    if text in _ALL:
        return None
    code = text.upper()
    if code not in {rule.code for rule in CATALOGUE}:
        raise click.UsageError(f"没有规则 {text}；用 duban rules 查看全部规则")
    return code


def _agency(ledger: Ledger, text: str) -> str | None:
    if text in _ALL:
        return None
    for agency_id, name in ledger.agency_names().items():
        if text in (agency_id, name):
            return agency_id
    raise click.UsageError(f"台账中没有机关“{text}”；写全称或编号，见 duban registry check")


def _year(text: str) -> int | None:
    if text in _ALL:
        return None
    if not (text.isascii() and text.isdigit() and 2008 <= int(text) <= 2100):  # noqa: PLR2004
        raise click.UsageError("--year 应为 2008—2100 的年度，或 *、全部")
    return int(text)


def _not_past(last: date, today: date) -> date:
    if last < today:
        raise click.UsageError(f"截止日 {last} 已过，豁免不会生效")
    return last


@waive.command("list", cls=ChineseCommand, example="duban waive list\nduban waive list --all")
@click.option("--all", "with_past", is_flag=True, help="也列出已到期、已终止和尚未开始的。")
@_FORM
@click.pass_obj
def list_(session: Session, *, with_past: bool, form: str) -> None:
    """列出豁免；默认只列现在有效的。"""
    today = local_date(session.clock().now())
    with existing_ledger(session) as ledger:
        shown = ledger.waivers.all() if with_past else ledger.waivers.in_force(today)
        names = ledger.agency_names()
    if form == "json":
        _echo_json([_told(waiver, names, today) for waiver in shown])
        return
    lines = [f"{_line(waiver, names)}（{_standing(waiver, today)}）" for waiver in shown]
    click.echo("\n".join([*lines, f"共 {len(shown)} 项。"]))


@waive.command(cls=ChineseCommand, example="duban waive end 3 --by 张三 --reason 改版已完成")
@click.argument("number", type=click.IntRange(min=1), metavar="豁免编号")
@click.option("--from", "first", type=_DAY, metavar="日期", help="自何日起不再豁免，默认为当天。")
@click.option("--by", required=True, metavar="姓名", help="终止人。")
@click.option("--reason", required=True, metavar="说明", help="理由。")
@click.pass_obj
def end(session: Session, *, number: int, first: datetime | None, by: str, reason: str) -> None:
    """在截止日之前终止一项豁免；到期的自行终止，不必操作。"""
    now = session.clock().now()
    day = first.date() if first else local_date(now)
    with existing_ledger(session) as ledger:
        ledger.waivers.end(
            number, WaiverEnd(from_date=day, reason=reason, ended_by=by, ended_at=now)
        )
    click.echo(f"已终止：第 {number} 号豁免自 {day} 起不再有效。")


@waive.command(cls=ChineseCommand, example="duban waive report\nduban waive report --format json")
@click.option("--day", type=_DAY, metavar="日期", help="哪一天有效的豁免，默认为当天。")
@_FORM
@click.pass_obj
def report(session: Session, *, day: datetime | None, form: str) -> None:
    """列出有效的豁免各自遮住了哪些现存的问题。"""
    on = day.date() if day else local_date(session.clock().now())
    with existing_ledger(session) as ledger:
        hidden, names = ledger.waivers.hidden_on(on), ledger.agency_names()
    if form == "json":
        _echo_json([{**_told(one.waiver, names, on), "findings": _rows(one)} for one in hidden])
        return
    lines = [line for one in hidden for line in _hidden_lines(one, names)]
    count = len({row.fingerprint for one in hidden for row in one.findings})
    click.echo("\n".join([*lines, f"{on}：有效的豁免 {len(hidden)} 项，所豁免的问题 {count} 项。"]))


def _hidden_lines(one: Hidden, names: dict[str, str]) -> list[str]:
    rows = [
        f"  {row.agency_name} {row.year} [{row.severity.label}] {row.rule} {row.message}"
        f"（{state_told(row)}，标识 {row.fingerprint}）"
        for row in one.findings
    ]
    return [_line(one.waiver, names), *(rows or ["  没有遮住现存的问题"])]


def _rows(one: Hidden) -> list[dict[str, object]]:
    return [
        {
            "fingerprint": row.fingerprint,
            "agency": row.agency_name,
            "year": row.year,
            "rule": row.rule,
            "severity": row.severity.value,
            "state": row.state.value,
            "message": row.message,
        }
        for row in one.findings
    ]


def _line(waiver: Waiver, names: dict[str, str]) -> str:
    agency = names.get(waiver.agency_id, waiver.agency_id) if waiver.agency_id else "全部机关"
    year = f"{waiver.year}年度" if waiver.year else "全部年度"
    return (
        f"第 {waiver.waiver_id} 号 {waiver.rule or '全部规则'}，{agency}，{year}，"
        f"{waiver.from_date} 至 {waiver.until_date}，{waiver.waived_by}：{waiver.reason}"
    )


def _standing(waiver: Waiver, today: date) -> str:
    if waiver.holds_on(today):
        return "有效"
    if waiver.end is not None and waiver.end.from_date <= today:
        ended = waiver.end
        return f"{ended.ended_by}自 {ended.from_date} 起终止：{ended.reason}"
    return "已到期" if waiver.until_date < today else "尚未开始"


def _told(waiver: Waiver, names: dict[str, str], day: date) -> dict[str, object]:
    ended = waiver.end
    return {
        "waiver": waiver.waiver_id,
        "rule": waiver.rule,
        "agency_id": waiver.agency_id,
        "agency": names.get(waiver.agency_id) if waiver.agency_id else None,
        "year": waiver.year,
        "from": waiver.from_date.isoformat(),
        "until": waiver.until_date.isoformat(),
        "in_force": waiver.holds_on(day),
        "by": waiver.waived_by,
        "at": waiver.waived_at.isoformat(),
        "reason": waiver.reason,
        "ended": {
            "from": ended.from_date.isoformat(),
            "by": ended.ended_by,
            "at": ended.ended_at.isoformat(),
            "reason": ended.reason,
        }
        if ended
        else None,
    }


def _echo_json(told: list[dict[str, object]]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
