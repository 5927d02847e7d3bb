"""``duban collect``: visit the portals and keep the evidence."""

from __future__ import annotations

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from cli.summaries import FORMAT, YEAR, echo_summary
from workflow.run import collect_all


@click.command(cls=ChineseCommand, example="duban collect\nduban collect --year 2023")
@YEAR
@FORMAT
@click.pass_obj
def collect(session: Session, *, year: int | None, form: str) -> int:
    """访问名录中的网站，保存证据，记录每个位置的结果。"""
    years = (year,) if year else ()
    return echo_summary(
        collect_all(session.config(), session.clock(), progress_here(), years=years), form
    )
