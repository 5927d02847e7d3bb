"""``duban run`` and ``duban audit``: the jobs over all agencies, with and without the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from cli.rule_choice import rule_options, with_choice
from cli.summaries import FORMAT, YEAR, echo_summary
from config.clock import Clock
from config.settings import Config
from workflow.progress import Progress
from workflow.run import audit_all, run_all
from workflow.summary import RunSummary

_Job = Callable[[Config, Clock, Progress, tuple[int, ...]], RunSummary]


def _over_all(job: _Job) -> Callable[..., int]:
    """``job`` with the options that both have; its summary is told and gives the exit status."""

    @YEAR
    @rule_options
    @FORMAT
    @click.pass_obj
    @wraps(job)
    def called(
        session: Session,
        *,
        year: int | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        form: str,
    ) -> int:
        config = with_choice(session.config(), select, ignore)
        years = (year,) if year else ()
        return echo_summary(job(config, session.clock(), progress_here(), years), form)

    return called


@click.command("run", cls=ChineseCommand, example="duban run\nduban run --year 2023")
@_over_all
def run_command(
    config: Config, clock: Clock, progress: Progress, years: tuple[int, ...]
) -> RunSummary:
    """按名录采集、解读、审核、记入台账并写出通知和看板。"""
    return run_all(config, clock, progress, years=years)


@click.command("audit", cls=ChineseCommand, example="duban audit\nduban audit --year 2023")
@_over_all
def audit_command(
    config: Config, clock: Clock, progress: Progress, years: tuple[int, ...]
) -> RunSummary:
    """不访问网站，按已有的存证重新解读、审核、记入台账并起草文书。"""
    return audit_all(config, clock, progress, years=years)
