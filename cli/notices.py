"""``duban notices``: write drafts and board again."""

from __future__ import annotations

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from cli.summaries import FORMAT, YEAR, echo_summary
from workflow.run import notify_all


@click.command(cls=ChineseCommand, example="duban notices\nduban notices --year 2023")
@YEAR
@FORMAT
@click.pass_obj
def notices(session: Session, *, year: int | None, form: str) -> int:
    """按台账重新写出各机关的通知代拟稿和看板。"""
    years = (year,) if year else ()
    return echo_summary(
        notify_all(session.config(), session.clock(), progress_here(), years=years), form
    )
