"""``duban query``: a person's own SQL, which can only read."""

from __future__ import annotations

from pathlib import Path

import click

from cli.answers import FORCE, FORMS, OUTPUT, existing_reader, give
from cli.chinese import ChineseCommand
from cli.context import Session
from ledger.asking import ROWS_ALLOWED, SECONDS_ALLOWED

_LONGEST_WAIT = 3600.0


@click.command(
    cls=ChineseCommand,
    example='duban query "SELECT 机关, 情况 FROM 公布情况 WHERE 年度 = 2023"',
)
@click.argument("sql", metavar="查询语句")
@click.option("--format", "form", type=click.Choice(FORMS), default="table", help="输出形式。")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, _LONGEST_WAIT),
    default=SECONDS_ALLOWED,
    metavar="秒",
    help=f"最多用多少秒，默认 {SECONDS_ALLOWED:g}。",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 10_000_000),
    default=ROWS_ALLOWED,
    metavar="行数",
    help=f"最多取多少行，默认 {ROWS_ALLOWED}。",
)
@OUTPUT
@FORCE
@click.pass_obj
def query(
    session: Session,
    *,
    sql: str,
    form: str,
    seconds: float,
    rows: int,
    output: Path | None,
    force: bool,
) -> None:
    """用 SQL 查台账，只能查询，不能改动；表和列见 docs/ledger.md。"""
    with existing_reader(session) as reader:
        listing = reader.query(sql, seconds=seconds, most_rows=rows)
    give(listing, form, output, may_replace=force)
