"""``duban run``: collect, read, audit, remember, draft."""

from __future__ import annotations

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from cli.rule_choice import rule_options, with_choice
from cli.summaries import FORMAT, YEAR, echo_summary
from workflow.run import run_all


@click.command("run", cls=ChineseCommand, example="duban run\nduban run --year 2023")
@YEAR
@rule_options
@FORMAT
@click.pass_obj
def run_command(
    session: Session,
    *,
    year: int | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
) -> int:
    """按名录采集、解读、审核、记入台账并写出通知和看板。"""
    years = (year,) if year else ()
    config = with_choice(session.config(), select, ignore)
    return echo_summary(run_all(config, session.clock(), progress_here(), years=years), form)
