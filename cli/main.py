"""The command line ``duban``: all commands, and the one place where errors meet people."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from cli.absent import absent
from cli.archive import archive
from cli.ask import ask
from cli.changes import changes
from cli.check import check
from cli.chinese import ChineseGroup
from cli.chinese import explain as explained
from cli.collect import collect
from cli.context import Session
from cli.decide import decide
from cli.demo import demo
from cli.desk import desk
from cli.doctor import doctor
from cli.evidence import evidence
from cli.explain import explain
from cli.export import export
from cli.faults import fault_message
from cli.figures import figures
from cli.findings import findings
from cli.health import health
from cli.ladder import ladder
from cli.ledger import ledger
from cli.notices import notices
from cli.query import query
from cli.read import read
from cli.registry import registry
from cli.replay import replay
from cli.rules import rules
from cli.run import audit_command, run_command
from cli.schedule import schedule
from cli.survey import discover, fingerprint
from cli.testing import test
from cli.timeliness import timeliness
from cli.waive import waive
from config.errors import DubanError
from config.version import VERSION

FAILED, WRONG_CALL, INTERRUPTED = 1, 2, 130


@click.group(
    cls=ChineseGroup,
    example="duban demo\nduban check 年报.docx --kind department --published 2024-01-30",
    context_settings={"max_content_width": 100},
)
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="配置文件，默认为当前文件夹的 duban.toml。",
)
@click.version_option(VERSION, message="督办 %(version)s", help="显示版本。")
@click.pass_context
def duban(ctx: click.Context, config_path: Path | None) -> None:
    """督办：政府信息公开工作年度报告的采集、审核、整改通知与台账。"""
    ctx.obj = Session(config_path=config_path)


registry.add_command(discover)
registry.add_command(fingerprint)
for command in (
    demo,
    run_command,
    collect,
    audit_command,
    read,
    figures,
    check,
    rules,
    notices,
    ladder,
    desk,
    findings,
    ask,
    query,
    export,
    explain,
    evidence,
    decide,
    absent,
    waive,
    timeliness,
    changes,
    replay,
    archive,
    ledger,
    health,
    registry,
    schedule,
    doctor,
    test,
):
    duban.add_command(command)


def run() -> None:
    """Run the command line and end with its status; no traceback reaches a person."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        status = call(sys.argv[1:])
    except Exception as error:  # noqa: BLE001 - the last boundary: words for people, the rest logged
        click.echo(f"duban：{fault_message(error)}", err=True)
        status = FAILED
    sys.exit(status)


def call(arguments: list[str]) -> int:
    """Run one call and return its exit status."""
    try:
        status = duban.main(arguments, prog_name="duban", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        click.echo("已中断。", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        is_help = isinstance(error, click.exceptions.NoArgsIsHelpError)
        click.echo(error.message if is_help else f"duban：{explained(error)}", err=not is_help)
        return WRONG_CALL
    except DubanError as error:
        click.echo(f"duban：{error}", err=True)
        return FAILED
    except BrokenPipeError:
        return FAILED
    return status if isinstance(status, int) else 0
