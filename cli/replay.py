"""``duban replay``: judge a run again from the archive and compare."""

from __future__ import annotations

import json

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.progress import progress_here
from config.errors import DubanError
from workflow.replay import Replay
from workflow.replay import replay as replay_run

SAME, DIFFERENT, IMPOSSIBLE = 0, 1, 2


@click.command(cls=ChineseCommand, example="duban replay 20240205-090000")
@click.argument("run_id", metavar="运行编号")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def replay(session: Session, *, run_id: str, form: str) -> int:
    """按存证重新识读和审核一次运行，与当时的结果比较；不访问网络，不改台账。"""
    try:
        done = replay_run(session.config(), run_id, progress_here())
    except DubanError as error:
        click.echo(f"duban：{error}", err=True)
        return IMPOSSIBLE
    click.echo(_json(done) if form == "json" else "\n".join(_lines(done)))
    return SAME if done.is_same else DIFFERENT


def _lines(done: Replay) -> list[str]:
    as_of = done.run.as_of.isoformat()
    lines = [f"运行 {done.run.run_id}（判定日 {as_of}）：按存证复核案卷 {done.cases} 个。"]
    lines += done.notes
    if done.changed:
        lines += ["自该次运行以来的变动：", *(f"  {changed}" for changed in done.changed)]
    if done.is_same:
        return [*lines, "结果：一致。"]
    return [
        *lines,
        f"结果：不一致，共 {len(done.differences)} 处：",
        *(f"  {difference.line}" for difference in done.differences),
    ]


def _json(done: Replay) -> str:
    row = {
        "run": done.run.run_id,
        "as_of": done.run.as_of.isoformat(),
        "cases": done.cases,
        "same": done.is_same,
        "differences": [
            {
                "agency_id": one.agency_id,
                "agency": one.agency_name,
                "year": one.year,
                "rule": one.rule,
                "difference": one.told,
            }
            for one in done.differences
        ],
        "changed": list(done.changed),
        "notes": list(done.notes),
    }
    return json.dumps(row, ensure_ascii=False, indent=1)
