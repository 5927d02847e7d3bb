"""``duban audit``: read and audit again what was collected, without the network."""

from __future__ import annotations

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from cli.rule_choice import rule_options, with_choice
from cli.summaries import FORMAT, YEAR, echo_summary
from workflow.run import audit_all


@click.command("audit", cls=ChineseCommand, example="duban audit\nduban audit --year 2023")
@YEAR
@rule_options
@FORMAT
@click.pass_obj
def audit_command(
    session: Session,
    *,
    year: int | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
) -> int:
    """不访问网站，按已有的存证重新解读、审核、记入台账并起草文书。"""
    years = (year,) if year else ()
    config = with_choice(session.config(), select, ignore)
    return echo_summary(audit_all(config, session.clock(), progress_here(), years=years), form)
