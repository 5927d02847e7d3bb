"""``duban schedule``: the clock in the foreground."""

from __future__ import annotations

import click

import scheduler
from cli.chinese import ChineseCommand
from cli.context import Session


@click.command(cls=ChineseCommand, example="duban schedule\nduban schedule --once")
@click.option("--once", is_flag=True, help="立即运行一次后退出。")
@click.pass_obj
def schedule(session: Session, *, once: bool) -> int:
    """按配置的时间每日运行一次（前台运行，Ctrl-C 结束）。"""
    arguments = ["--once"] if once else []
    if session.config_path is not None:
        arguments += ["--config", str(session.config_path)]
    return scheduler.main(arguments)
