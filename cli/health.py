"""``duban health``: what changed at the portals since the last visit."""

from __future__ import annotations

import json

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.summaries import FORMAT
from config.errors import DubanError
from ledger.model import RunJob
from workflow.health import Health, health_of


@click.command(cls=ChineseCommand, example="duban health\nduban health 20240206-100000")
@click.argument("run_id", required=False, metavar="[运行编号]")
@FORMAT
@click.pass_obj
def health(session: Session, *, run_id: str | None, form: str) -> None:
    """列出各公布位置与上次访问相比的变化，默认为最近一次采集。"""
    with existing_ledger(session) as ledger:
        runs = [run.run_id for run in ledger.runs() if run.job is not RunJob.AUDIT]
        if not runs:
            raise DubanError("台账中还没有采集记录；先运行 duban collect 或 duban run")
        chosen = run_id or runs[-1]
        if chosen not in runs:
            raise DubanError(f"没有编号为 {chosen} 的采集；最近一次是 {runs[-1]}")
        share = session.config().health.alarm_share
        found = health_of(ledger, chosen, alarm_share=share)
        names = ledger.agency_names()
    click.echo(_json(found, names) if form == "json" else _text(found, names))


def _text(found: Health, names: dict[str, str]) -> str:
    groups = "，".join(f"{group.label} {count}" for group, count in found.groups.items())
    lines = [f"运行 {found.run_id}：访问 {found.visits} 次，结果归属：{groups}。"]
    lines += [f"注意：{alarm}。" for alarm in found.alarms]
    lines += [
        f"[{change.kind.label}] {names.get(change.agency_id, change.agency_id)} "
        f"{change.year}（位置 {change.place_id}）：{change.detail}"
        for change in found.changes
    ]
    lines.append(f"与上次访问相比有 {len(found.changes)} 处变化。")
    return "\n".join(lines)


def _json(found: Health, names: dict[str, str]) -> str:
    row = {
        "run": found.run_id,
        "visits": found.visits,
        "groups": {group.value: count for group, count in found.groups.items()},
        "alarms": list(found.alarms),
        "changes": [
            {
                "kind": change.kind.value,
                "agency": names.get(change.agency_id, change.agency_id),
                "place": change.place_id,
                "year": change.year,
                "detail": change.detail,
            }
            for change in found.changes
        ],
    }
    return json.dumps(row, ensure_ascii=False, indent=1)
