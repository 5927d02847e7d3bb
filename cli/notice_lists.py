"""``duban notices list``, ``show`` and ``due``: documents, how far they have come, what waits."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.notice_plain import document_plain, listed_plain
from cli.shown_table import table_text
from cli.summaries import FORMAT
from config.clock import SHANGHAI, local_date
from ledger.asking import Listing
from ledger.model import NoticeRow
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import NoticeKind, NoticeState
from ledger.store import Ledger
from notices.visible import visible
from workflow.papers.delivery.channels import WAYS
from workflow.papers.release.paper_desk import addressee
from workflow.papers.release.replying import DueReply, due_replies, paper_path

NOTICE_ID = click.argument("notice_id", metavar="文书编号", type=click.IntRange(min=1))
DAY = click.DateTime(["%Y-%m-%d"])
_SOON = 3


@click.command(
    "list",
    cls=ChineseCommand,
    example="duban notices list\nduban notices list --year 2025 --state in_review",
)
@click.option("--year", type=click.IntRange(2008, 2100), metavar="年度", help="年报年度。")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in NoticeState]),
    help="办理状态，可写几次。",
)
@click.option("--kind", type=click.Choice([kind.value for kind in NoticeKind]), help="文书种类。")
@click.option("--agency", metavar="名称", help="机关全称或编号。")
@FORMAT
@click.pass_obj
def list_notices(
    session: Session,
    *,
    year: int | None,
    states: tuple[str, ...],
    kind: str | None,
    agency: str | None,
    form: str,
) -> None:
    """列出文书及其办理状态。"""
    with existing_ledger(session) as ledger:
        query = NoticeQuery(
            year=year,
            kind=NoticeKind(kind) if kind else None,
            agency_id=agency_id(ledger, agency) if agency else None,
            states=tuple(map(NoticeState, states)),
        )
        found = ledger.papers.listed(query)
    if form == "json":
        _echo_json([listed_plain(one) for one in found])
        return
    click.echo(table_text(_listing(found)))


def agency_id(ledger: Ledger, text: str) -> str:
    """The key of the agency that a person names.

    Raises:
        UsageError: the ledger knows none of that name.
    """
    for key, name in ledger.agency_names().items():
        if text in (key, name):
            return key
    raise click.UsageError(f"台账中没有机关“{text}”；写全称或编号，见 duban registry check")


def _listing(found: tuple[ListedNotice, ...]) -> Listing:
    return Listing(
        title="文书",
        columns=(
            *("编号", "年度", "种类", "机关", "状态", "文号", "问题数", "要求反馈"),
            "文件",
        ),
        rows=tuple(
            (
                one.row.notice_id,
                one.row.year,
                one.row.kind.label,
                _agency(one),
                one.state.label,
                one.number,
                one.items,
                one.row.reply_due.isoformat() if one.row.reply_due else None,
                one.row.path,
            )
            for one in found
        ),
    )


def _agency(one: ListedNotice) -> str:
    return one.agency_name or one.row.agency_id or "全体机关"


@click.command(cls=ChineseCommand, example="duban notices show 12")
@NOTICE_ID
@FORMAT
@click.pass_obj
def show(session: Session, *, notice_id: int, form: str) -> None:
    """显示一件文书：办理经过、所列问题、签发的文件及其校验值、投递和反馈。"""
    config = session.config()
    with existing_ledger(session) as ledger:
        row = ledger.papers.one(notice_id)
        name = addressee(ledger, row)
        lines = _shown(ledger, row, name, config.data_dir)
        plain = document_plain(ledger, row, name)
    if form == "json":
        _echo_json(plain)
        return
    click.echo(visible("\n".join(lines)))


def _shown(ledger: Ledger, row: NoticeRow, name: str, data_dir: Path) -> list[str]:
    papers = ledger.papers
    key = row.notice_id
    head = [
        f"第 {key} 号 {row.kind.label}：{name}，{row.year}年度，{papers.state(key).label}",
        f"  起草：{_instant(row.made_at)}，{row.reason or '原因未记录'}",
        f"  文件：{row.path}",
    ]
    if row.issued_date:
        head.append(f"  成文日期：{row.issued_date}")
    if row.reply_due:
        head.append(f"  要求反馈：{row.reply_due}")
    if row.supersedes:
        head.append(f"  更正：第 {row.supersedes} 号")
    parts = {
        "办理经过": [
            f"  {_instant(step.moved_at)} {step.state.label} {step.moved_by}"
            + (f" 文号 {step.number}" if step.number else "")
            + (f"：{step.reason}" if step.reason else "")
            for step in papers.steps(key)
        ],
        "所列问题": [
            f"  {number}. [{item.severity.label}] {item.rule} {item.message}"
            f"（标识 {item.fingerprint}）"
            for number, item in enumerate(papers.items(key), start=1)
        ],
        "签发的文件": [
            f"  {file.path}（{file.size} 字节，SHA-256 {file.sha256}）"
            for file in papers.files(key)
        ],
        "投递": [
            f"  {_instant(one.attempted_at)} {WAYS.get(one.channel, one.channel)} {one.target}"
            f" 第 {one.attempt} 次 {one.outcome.label}"
            + (f"：{one.reason}" if one.reason else "")
            + (f"，回执 {one.receipt}" if one.receipt else "")
            for one in papers.deliveries(key)
        ],
        "反馈": _replies(ledger, key, data_dir),
    }
    told = [line for name, lines in parts.items() if lines for line in (f"{name}：", *lines)]
    return [*head, *told]


def _replies(ledger: Ledger, notice_id: int, data_dir: Path) -> list[str]:
    numbers = {
        item.fingerprint: number
        for number, item in enumerate(ledger.papers.items(notice_id), start=1)
    }
    lines = []
    for one in ledger.papers.replies(notice_id):
        lines.append(f"  {one.received_date} 收到，{one.entered_by}登记：{one.words}")
        lines += [
            f"    第 {numbers.get(item.fingerprint, 0)} 项 {item.answer.label}：{item.words}"
            for item in one.items
        ]
        if one.sha256:
            kept = paper_path(data_dir, one.sha256)
            lines.append(f"    来文：{kept or '缺失'}（SHA-256 {one.sha256}）")
    return lines


@click.command(
    cls=ChineseCommand, example="duban notices due\nduban notices due --date 2026-03-02 --within 10"
)
@click.option("--date", "day", type=DAY, metavar="日期", help="按哪一天计算，默认为当天。")
@click.option(
    "--within",
    type=click.IntRange(0, 365),
    default=_SOON,
    metavar="天数",
    help=f"还有多少天到期的也列出，默认 {_SOON}。",
)
@FORMAT
@click.pass_obj
def due(session: Session, *, day: datetime | None, within: int, form: str) -> None:
    """列出逾期没有反馈和快到期的文书。"""
    on = day.date() if day else local_date(session.clock().now())
    with existing_ledger(session) as ledger:
        found = due_replies(ledger, on, within)
    if form == "json":
        _echo_json([{**listed_plain(one.notice), "days_left": one.days_left} for one in found])
        return
    overdue = sum(one.days_left < 0 for one in found)
    listing = Listing(
        title="待反馈的文书",
        columns=("编号", "机关", "文号", "状态", "要求反馈", "情况"),
        rows=tuple(
            (
                one.notice.row.notice_id,
                _agency(one.notice),
                one.notice.number,
                one.notice.state.label,
                str(one.notice.row.reply_due),
                _standing(one),
            )
            for one in found
        ),
    )
    click.echo(table_text(listing))
    if found:
        click.echo(f"{on}：逾期 {overdue} 件，{within} 天内到期 {len(found) - overdue} 件。")


def _standing(one: DueReply) -> str:
    if one.days_left < 0:
        return f"逾期 {-one.days_left} 天"
    return f"还有 {one.days_left} 天" if one.days_left else "今天到期"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _echo_json(plain: object) -> None:
    click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
