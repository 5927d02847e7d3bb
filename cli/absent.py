"""``duban absent``: a person confirms that an agency has not published, or takes that back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import click

from archive.model import CaptureRole
from cli.chinese import ChineseCommand, ChineseGroup
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.summaries import FORMAT, YEAR
from config.clock import SHANGHAI, local_date
from ledger.model import PublicationState
from ledger.said import Absence, AbsenceEnd
from ledger.store import Ledger
from notices.visible import visible
from workflow.absence import AbsenceError, Unseen, confirm_absence, unseen_in
from workflow.evidence import Look
from workflow.papers.views.notice_views import ROLE_LABELS
from workflow.workplace import watched_registry

_MOST_PAGES = 12
# What a person can open: not what came before a page, nor the picture of it.
_HIDDEN = frozenset(
    {CaptureRole.ROBOTS, CaptureRole.REDIRECT, CaptureRole.DOM, CaptureRole.SCREENSHOT}
)
_BY = click.option("--by", required=True, metavar="姓名", help="作出确认或者撤回的人。")
_AGENCY = click.argument("agency", metavar="机关")
_OF_YEAR = click.option(
    "--year", type=click.IntRange(2008, 2100), required=True, metavar="年度", help="年报年度。"
)


@click.group(
    cls=ChineseGroup,
    example="duban absent list --year 2025\n"
    "duban absent confirm 苏镇市教育局 --year 2025 --by 张三 --reason 已查看网站和年报栏目",
)
def absent() -> None:
    """未公布的人工确认：期限届满后两次完整核查均未见到年报的，由人查看后确认未公布，或者撤回。"""


@absent.command(
    "list", cls=ChineseCommand, example="duban absent list\nduban absent list --year 2025"
)
@YEAR
@FORMAT
@click.pass_obj
def list_(session: Session, *, year: int | None, form: str) -> None:
    """列出未见公布（待人工确认）和已确认未公布的机关，连同各次核查、看过的页面和历次确认。"""
    config = session.config()
    asked = year or session.report_year(config)
    registry = watched_registry(config)
    with existing_ledger(session) as ledger:
        found = unseen_in(ledger, registry, asked)
    if form == "json":
        click.echo(json.dumps([_unseen_told(one) for one in found], ensure_ascii=False, indent=1))
        return
    lines = [line for one in found for line in _lines(one)]
    confirmed = sum(one.standing is not None for one in found)
    lines.append(f"{asked}年度共 {len(found)} 个机关，其中已确认未公布 {confirmed} 个。")
    if confirmed < len(found):
        lines.append("全部页面见 duban evidence；查看后确认未公布的，用 duban absent confirm。")
    click.echo(visible("\n".join(lines)))


@absent.command(
    cls=ChineseCommand,
    example="duban absent confirm 苏镇市教育局 --year 2025 --by 张三 "
    "--reason 已查看网站首页、年报栏目和站内检索，并电话询问",
)
@_AGENCY
@_OF_YEAR
@_BY
@click.option("--reason", required=True, metavar="说明", help="看了什么，据何确认。")
@click.pass_obj
def confirm(session: Session, *, agency: str, year: int, by: str, reason: str) -> None:
    """确认一个机关没有公布某一年度的年报。只有“未见公布（待人工确认）”的才能确认。"""
    config = session.config()
    registry = watched_registry(config)
    with existing_ledger(session) as ledger:
        agency_id, name = _agency(ledger, agency)
        case = next((one for one in ledger.cases(year) if one.agency_id == agency_id), None)
        if case is None:
            raise AbsenceError(f"台账中没有{name}{year}年度的审核结果，请先运行 duban run")
        kept = confirm_absence(ledger, registry, session.clock(), case, by=by, reason=reason)
    click.echo(visible(f"已登记：{name}{year}年度，{absence_line(kept)}"))
    click.echo(
        "下一次 duban run 或者 duban audit 之后，其公布情况改为“未公布”，记入问题（TIM03），"
        "并起草整改通知（代拟稿，由人审核签发）。正在进行的运行不受影响。此后见到年报的，本确认自行失效。"
    )


@absent.command(
    cls=ChineseCommand,
    example="duban absent withdraw 苏镇市教育局 --year 2025 --by 张三 --reason 年报发布在上级平台",
)
@_AGENCY
@_OF_YEAR
@_BY
@click.option("--reason", required=True, metavar="说明", help="因何撤回。")
@click.pass_obj
def withdraw(session: Session, *, agency: str, year: int, by: str, reason: str) -> None:
    """撤回对一个机关未公布的确认。原来的确认和撤回都留在台账中。"""
    with existing_ledger(session) as ledger:
        agency_id, name = _agency(ledger, agency)
        end = AbsenceEnd(reason=reason, withdrawn_by=by, withdrawn_at=session.clock().now())
        ended = ledger.absences.withdraw(agency_id, year, end)
    click.echo(visible(f"已撤回：{name}{year}年度，{absence_line(ended)}"))
    click.echo(
        "下一次 duban run 或者 duban audit 之后，不再列为“未公布”，问题（TIM03）改为“不再认定”。"
        "已经起草或者签发的文书请人工核对：签发了的，另行更正。"
    )


def _agency(ledger: Ledger, text: str) -> tuple[str, str]:
    """The id and the name; an agency that the registry no longer names counts too."""
    for agency_id, name in ledger.agency_names().items():
        if text in (agency_id, name):
            return agency_id, name
    raise click.UsageError(f"台账中没有机关“{text}”；写全称或编号，见 duban registry check")


def absence_line(absence: Absence) -> str:
    """A confirmation in one line, with what became of it."""
    at = absence.confirmed_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    line = (
        f"第 {absence.absence_id} 号：{at} {absence.confirmed_by} 确认未公布：{absence.reason}"
        f"（所据核查 {absence.seen_date}，运行 {absence.run_id}）"
    )
    if absence.end is not None:
        end = absence.end
        line += f"；{local_date(end.withdrawn_at)} {end.withdrawn_by} 撤回：{end.reason}"
    return visible(line)


def absence_told(absence: Absence) -> dict[str, object]:
    """A confirmation for programs."""
    end = absence.end
    return {
        "confirmation": absence.absence_id,
        "by": absence.confirmed_by,
        "at": absence.confirmed_at.isoformat(),
        "reason": absence.reason,
        "run": absence.run_id,
        "visited": absence.seen_date.isoformat(),
        "withdrawn": {
            "by": end.withdrawn_by,
            "at": end.withdrawn_at.isoformat(),
            "reason": end.reason,
        }
        if end
        else None,
    }


def _lines(one: Unseen) -> Iterator[str]:
    case = one.case
    yield f"{case.agency_name}（{case.agency_id}）{case.year}年度：{case.state.label}{_note(one)}"
    due = f"最后期限 {case.due_date}" if case.due_date else "没有规定期限"
    yield f"  {due}；" + (f"自 {one.since} 起完整核查未见到" if one.since else "没有完整核查")
    for look in one.looks:
        visit = look.visit
        told = visit.visit_class.label
        yield f"  {local_date(visit.started_at)} {look.why}：{told}（运行 {visit.run_id}）"
        pages = _pages(look)
        yield from (f"    {label} {url}" for url, label in list(pages.items())[:_MOST_PAGES])
        if len(pages) > _MOST_PAGES:
            yield f"    等 {len(pages)} 个页面"
    if not one.absences:
        yield "  人工确认：尚无"
    yield from (f"  {absence_line(absence)}" for absence in one.absences)


def _note(one: Unseen) -> str:
    """What the last audit did not know yet, or could not look at."""
    is_told = one.case.state is PublicationState.NOT_PUBLISHED
    if one.standing is None:
        return "；没有有效的确认，下次审核之后改为待人工确认" if is_told else ""
    if not one.is_proved:
        return "；曾确认未公布，最近一次核查没有查成，暂不认定"
    return "" if is_told else "；已确认未公布，下次审核之后生效"


def _pages(look: Look) -> Mapping[str, str]:
    """What kind of page each address is that was looked at, in the order of the visit."""
    return {
        capture.final_url: ROLE_LABELS[capture.role]
        for capture in look.captures
        if capture.role not in _HIDDEN
    }


def _unseen_told(one: Unseen) -> dict[str, object]:
    case = one.case
    return {
        "agency_id": case.agency_id,
        "agency": case.agency_name,
        "year": case.year,
        "state": case.state.value,
        "due": case.due_date.isoformat() if case.due_date else None,
        "since": one.since.isoformat() if one.since else None,
        "proved": one.is_proved,
        "in_force": one.standing is not None,
        "visits": [
            {
                "run": look.visit.run_id,
                "place": look.visit.place_id,
                "date": local_date(look.visit.started_at).isoformat(),
                "class": look.visit.visit_class.value,
                "why": look.why,
                "tried": list(look.visit.tried),
                "pages": [{"url": url, "role": label} for url, label in _pages(look).items()],
            }
            for look in one.looks
        ],
        "confirmations": [absence_told(absence) for absence in one.absences],
    }
