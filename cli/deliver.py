"""``duban notices send`` and ``duban notices deliveries``: released documents go out."""

from __future__ import annotations

import json
import os

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.progress import progress_here
from cli.shown_table import table_text
from cli.summaries import FORMAT
from config.clock import SHANGHAI
from ledger.asking import Listing
from ledger.notice_list import NoticeQuery
from ledger.said import Delivery
from workflow.papers.delivery.channels import WAYS, Order
from workflow.papers.delivery.delivering import Sent, delivery_desk, send_papers
from workflow.workplace import watched_registry

FAILED = 1
_NOT_LIVE = (
    "以上只是试投，什么也没有发出：投递没有开通（delivery.is_live = false）。"
    "核对无误后在 duban.toml 中改为 true。"
)
_DRY = "以上只是试投，什么也没有发出。"
_COLUMNS = ("文书", "第几次", "方式", "送往", "结果", "时间", "经办人", "说明")


@click.command(
    cls=ChineseCommand,
    example="duban notices send 12 --by 张三\n"
    "duban notices send 12 13 --how folder --by 张三\n"
    "duban notices send 12 --how hook:政务公开群 --by 张三",
)
@click.argument("ids", type=click.IntRange(min=1), nargs=-1, required=True, metavar="文书编号…")
@click.option(
    "--how",
    "way",
    default="mail",
    metavar="方式",
    help="mail 电子邮件（默认）、folder 取件文件夹、hook:名称 网络钩子。",
)
@click.option(
    "--to", "addresses", multiple=True, metavar="邮箱", help="收件邮箱，代替名录所列，可写多次。"
)
@click.option("--dry-run", is_flag=True, help="只试投：说明将要送给谁，不发出。")
@click.option("--again", is_flag=True, help="已投递过或者结果不明的，核实后再投一次。")
@click.option("--by", "operator", required=True, metavar="姓名", help="经办人。")
@FORMAT
@click.pass_obj
def send(
    session: Session,
    *,
    ids: tuple[int, ...],
    way: str,
    addresses: tuple[str, ...],
    dry_run: bool,
    again: bool,
    operator: str,
    form: str,
) -> int:
    """投递已签发的文书；每次投递都记入台账，同一文书不向同一处重复投递。"""
    config = session.config()
    registry = watched_registry(config)
    order = Order(
        notice_ids=ids,
        operator=operator,
        how=way,
        addresses=addresses,
        is_dry=dry_run,
        is_again=again,
    )
    with delivery_desk(config, session.clock()) as desk:
        sent = send_papers(desk, registry, order, os.environ, progress_here())
    if form == "json":
        click.echo(json.dumps([_row(one) for one in sent], ensure_ascii=False, indent=1))
    else:
        is_live = config.delivery.is_live
        note = _NOT_LIVE if not is_live else _DRY if dry_run else ""
        click.echo("\n".join(_lines(sent, note)))
    return 0 if all(one.is_well for one in sent) else FAILED


def _lines(sent: tuple[Sent, ...], note: str) -> list[str]:
    well = sum(one.is_well for one in sent)
    lines = [_line(one) for one in sent]
    lines.append(f"共 {len(sent)} 项，成功 {well} 项，未成 {len(sent) - well} 项。")
    return [*lines, note] if note else lines


def _line(one: Sent) -> str:
    if one.way is None:
        return f"{one.label}：{one.told}"
    return f"第 {one.notice_id} 号文书 {WAYS[one.way]} {one.target}：{one.label}。{one.told}"


def _row(one: Sent) -> dict[str, object]:
    return {
        "notice_id": one.notice_id,
        "channel": one.way,
        "target": one.target,
        "outcome": one.outcome.value if one.outcome else None,
        "told": one.told,
    }


@click.command(
    cls=ChineseCommand, example="duban notices deliveries 12\nduban notices deliveries --year 2024"
)
@click.argument("notice_id", type=click.IntRange(min=1), required=False, metavar="[文书编号]")
@click.option("--year", type=click.IntRange(2008, 2100), metavar="年度", help="只列这一年度的。")
@FORMAT
@click.pass_obj
def deliveries(session: Session, *, notice_id: int | None, year: int | None, form: str) -> None:
    """列出投递经过：一份文书的，或者全部。"""
    with existing_ledger(session) as ledger:
        papers = ledger.papers
        ids = (
            [papers.one(notice_id).notice_id]
            if notice_id
            else [one.row.notice_id for one in papers.listed(NoticeQuery(year=year))]
        )
        found = [attempt for one in ids for attempt in papers.deliveries(one)]
    if form == "json":
        click.echo(json.dumps([_told(one) for one in found], ensure_ascii=False, indent=1))
        return
    rows = tuple(_cells(one) for one in found)
    click.echo(table_text(Listing(title="投递经过", columns=_COLUMNS, rows=rows)))


def _cells(one: Delivery) -> tuple[str | int, ...]:
    return (
        one.notice_id,
        one.attempt,
        WAYS.get(one.channel, one.channel),
        one.target,
        one.outcome.label,
        f"{one.attempted_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        one.attempted_by,
        one.reason or one.receipt or "",
    )


def _told(one: Delivery) -> dict[str, object]:
    return {
        "notice_id": one.notice_id,
        "attempt": one.attempt,
        "channel": one.channel,
        "target": one.target,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "receipt": one.receipt,
        "sha256": one.sha256,
        "attempted_by": one.attempted_by,
        "attempted_at": one.attempted_at.isoformat(),
    }
