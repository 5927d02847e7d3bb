"""``duban archive``: the evidence as a whole."""

from __future__ import annotations

import json

import click

from archive.verification import Examination
from cli.chinese import ChineseCommand, ChineseGroup
from cli.context import Session
from cli.summaries import FORMAT
from workflow.archive_check import CheckedArchive, check_archive

SOUND, UNSOUND = 0, 1
_MOST_TOLD = 20


@click.group(cls=ChineseGroup, example="duban archive verify\nduban archive verify 20240205-090000")
def archive() -> None:
    """存证：核验。"""


@archive.command(
    cls=ChineseCommand, example="duban archive verify\nduban archive verify 20240205-090000"
)
@click.argument("run_id", metavar="[运行编号]", required=False)
@FORMAT
@click.pass_obj
def verify(session: Session, *, run_id: str | None, form: str) -> int:
    """核验存证：有无任何字节被改动、缺失或增加；写运行编号则只核验该次运行。"""
    checked = check_archive(session.config(), run_id)
    if run_id is not None and not checked.examination.runs:
        raise click.UsageError(f"存证中没有运行 {run_id}")
    click.echo(_json(checked) if form == "json" else "\n".join(_lines(checked)))
    return SOUND if checked.is_sound else UNSOUND


def _lines(checked: CheckedArchive) -> list[str]:
    found = checked.examination
    lines: list[str] = []
    for run in found.runs:
        state = "完好" if not run.problems else f"有问题 {len(run.problems)} 处"
        counted = f"存证 {run.captures} 项，访问结果 {run.visits} 条"
        lines.append(f"运行 {run.run_id}：{state}，{run.condition.label}；{counted}")
        lines += _listed(run.problems)
    others = found.problems + checked.ledger_problems
    if others:
        lines += ["其他问题：", *_listed(others)]
    if not found.runs and not others:
        return ["还没有存证。"]
    lines.append(f"登记簿末行校验值：{found.head}（可另行抄存，供日后比对）")
    return [*lines, f"结论：{_verdict(checked, found)}"]


def _verdict(checked: CheckedArchive, found: Examination) -> str:
    if checked.is_sound:
        return "完好，没有发现改动、缺失或增加。"
    count = len(found.problems) + len(checked.ledger_problems)
    count += sum(len(run.problems) for run in found.runs)
    if count:
        return f"有问题 {count} 处。"
    return "有运行未封存，是否完整不能确定；下次采集开始时自动封存。"


def _listed(problems: tuple[str, ...]) -> list[str]:
    told = [f"  {problem}" for problem in problems[:_MOST_TOLD]]
    rest = len(problems) - _MOST_TOLD
    return [*told, f"  另有 {rest} 处"] if rest > 0 else told


def _json(checked: CheckedArchive) -> str:
    found = checked.examination
    row = {
        "sound": checked.is_sound,
        "runs": [
            {
                "run": run.run_id,
                "condition": run.condition.value,
                "captures": run.captures,
                "visits": run.visits,
                "problems": list(run.problems),
            }
            for run in found.runs
        ],
        "problems": [*found.problems, *checked.ledger_problems],
        "register": found.head,
    }
    return json.dumps(row, ensure_ascii=False, indent=1)
