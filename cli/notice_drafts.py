"""``duban notices draft`` and ``correct``: documents drafted because a person asks for them."""

from __future__ import annotations

import json

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.notice_lists import NOTICE_ID
from cli.notice_steps import BY
from cli.progress import progress_here
from cli.summaries import FORMAT, YEAR, echo_summary
from ledger.said import NoticeKind
from workflow.papers.drafts.drafting import Drafted
from workflow.papers.drafts.on_demand import ON_DEMAND, draft_for_agency, draft_overall
from workflow.papers.release.correcting import correct
from workflow.run import notify_all


def draft_all(session: Session, year: int | None, form: str) -> int:
    """Draft what a run drafts, and the board; the exit status."""
    years = (year,) if year else ()
    return echo_summary(
        notify_all(session.config(), session.clock(), progress_here(), years=years), form
    )


@click.command(
    cls=ChineseCommand,
    example="duban notices draft\nduban notices draft --agency 苏镇市教育局\n"
    "duban notices draft --kind circular --year 2023",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ON_DEMAND]),
    help="只起草这一种：circular 通报、status_statement 公布情况说明、"
    "yearly_comparison 年度比较报告。",
)
@click.option("--agency", metavar="名称", help="只起草这个机关的整改通知或者复查结果。")
@YEAR
@FORMAT
@click.pass_obj
def draft(
    session: Session, *, kind: str | None, agency: str | None, year: int | None, form: str
) -> int:
    """按台账重新起草各机关的文书和看板；审核中和已签发的不动。"""
    if kind is not None and agency is not None:
        raise click.UsageError("--kind 和 --agency 只写一个：这几种文书都面向全体机关")
    config, clock, progress = session.config(), session.clock(), progress_here()
    years = (year,) if year else ()
    if agency is not None:
        made = draft_for_agency(config, clock, progress, agency, years)
    elif kind is not None:
        made = draft_overall(config, clock, progress, NoticeKind(kind), years)
    else:
        return draft_all(session, year, form)
    _tell(made, form)
    return 0


@click.command(
    "correct",
    cls=ChineseCommand,
    example="duban notices correct 12 --by 张三 --reason 年报附件中另有说明\n"
    "duban notices correct 12 --by 张三 --reason 认定有误 --withdraw",
)
@NOTICE_ID
@BY
@click.option("--reason", required=True, metavar="说明", help="更正的原因，写入文书。")
@click.option("--withdraw", is_flag=True, help="不重新告知，只起草撤回原文的函。")
@FORMAT
@click.pass_obj
def correct_command(
    session: Session, *, notice_id: int, by: str, reason: str, withdraw: bool, form: str
) -> None:
    """更正已签发的文书：起草一件代替它的新文书，或者撤回它的函；原文不改动。"""
    made = correct(
        session.config(),
        session.clock(),
        progress_here(),
        notice_id,
        by=by,
        reason=reason,
        is_withdrawal=withdraw,
    )
    _tell((made.drafted,), form)
    if form == "text" and made.is_withdrawal and not withdraw:
        click.echo("起草的是撤回原文的函：这种文书不重新告知，或者现在没有需要告知的问题。")
    if form == "text" and made.standing:
        told = "、".join(map(str, made.standing))
        click.echo(
            f"注意：所撤回的第 {told} 项在台账中仍然成立，以后起草的文书还会列入；确实不属实的，"
            f"请用 duban decide 认定（问题标识见 duban notices show {notice_id}）。"
        )


def _tell(made: tuple[Drafted, ...], form: str) -> None:
    if form == "json":
        plain = [
            {"notice": one.notice_id, "path": str(one.path), "taken": one.is_taken} for one in made
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    for one in made:
        told = "正在审核，内容相同，没有另行起草" if one.is_taken else "已起草"
        click.echo(f"第 {one.notice_id} 号文书{told}：{one.path}")
        for reason in one.left_out:
            click.echo(f"注意：{reason}", err=True)
    if not made:
        click.echo("没有需要告知的情况，没有起草。")
