"""``duban findings``: asks the ledger."""

from __future__ import annotations

import json
from datetime import date
from typing import TypedDict, Unpack

import click

from audit.model import Severity
from audit.places import place_name
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.reopened import reopened_table, reopened_text, reopened_told
from cli.sheets import csv_text
from config.clock import local_date
from ledger.finding_state import FindingState
from ledger.model import FindingQuery, FindingRow, FindingStatus

_HEADS = (
    "机关",
    "年度",
    "规则",
    "程度",
    "问题",
    "对象",
    "状态",
    "办理",
    "首次发现",
    "最近发现",
    "问题标识",
)

_LIVES = tuple(state.value for state in FindingState)
# What stands beside the life of a finding.
_BESIDE = {"noticed": "已通知", "disputed": "有异议", "waived": "已豁免"}


class _Asked(TypedDict):
    """The options that say which findings are asked for."""

    year: int | None
    rule: str | None
    severity: str | None
    states: tuple[str, ...]
    shadow: bool
    with_gone: bool


@click.command(
    cls=ChineseCommand,
    example="duban findings --severity error\n"
    "duban findings --agency 苏镇市教育局 --format csv\n"
    "duban findings --state reopened --state noticed\n"
    "duban findings --reopened-decisions",
)
@click.option("--agency", metavar="名称", help="机关全称或编号。")
@click.option("--year", type=click.IntRange(2008, 2100), metavar="年度", help="年报年度。")
@click.option("--rule", metavar="代码", help="规则代码，如 CON01。")
@click.option("--severity", type=click.Choice([s.value for s in Severity]), help="程度。")
@click.option(
    "--state",
    "states",
    type=click.Choice([*_LIVES, *_BESIDE]),
    multiple=True,
    help="经历状态；可写几次，须同时符合。",
)
@click.option("--reopened-decisions", is_flag=True, help="只列须重新作出人工认定的问题。")
@click.option("--shadow", is_flag=True, help="只列影子规则的发现（仅供审阅）。")
@click.option("--all", "with_gone", is_flag=True, help="也列出已不再出现的问题。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="输出形式。",
)
@click.pass_obj
def findings(
    session: Session,
    *,
    agency: str | None,
    reopened_decisions: bool,
    form: str,
    **asked: Unpack[_Asked],
) -> None:
    """查询台账中的问题。"""
    query = _query(asked, local_date(session.clock().now()))
    with existing_ledger(session) as ledger:
        if reopened_decisions:
            opened = ledger.reopened_decisions(query)
            of_agency = tuple(one for one in opened if _is_of(one.finding, agency))
            tell = {"text": reopened_text, "json": reopened_told, "csv": reopened_table}[form]
            click.echo(tell(of_agency))
            return
        rows = tuple(r for r in ledger.findings(query) if _is_of(r, agency))
    click.echo({"text": _text, "json": _json, "csv": _csv}[form](rows))


def _query(asked: _Asked, day: date) -> FindingQuery:
    """The query for findings as asked; waivers are those of ``day``.

    Raises:
        UsageError: nothing can be in two states of its life at once.
    """
    states, severity = asked["states"], asked["severity"]
    lives = {FindingState(name) for name in states if name in _LIVES}
    if len(lives) > 1:
        told = "、".join(state.label for state in FindingState if state in lives)
        raise click.UsageError(f"一项问题不会同时处于几种状态（{told}），--state 中只写其一")
    is_wide = asked["with_gone"] or bool(lives)
    return FindingQuery(
        year=asked["year"],
        rule=asked["rule"],
        severity=Severity(severity) if severity else None,
        status=None if is_wide else FindingStatus.OPEN,
        is_shadow=asked["shadow"],
        state=next(iter(lives), None),
        is_noticed=True if "noticed" in states else None,
        is_disputed=True if "disputed" in states else None,
        is_waived=True if "waived" in states else None,
        day=day,
    )


def _beside(row: FindingRow) -> str:
    """What stands beside the life of a finding, in Chinese; empty for nothing."""
    marks = (row.is_noticed, row.is_disputed, row.is_waived)
    return "、".join(label for label, holds in zip(_BESIDE.values(), marks, strict=True) if holds)


def _is_of(row: FindingRow, agency: str | None) -> bool:
    return agency is None or agency in (row.agency_id, row.agency_name)


def _cells(row: FindingRow) -> tuple[str, ...]:
    return (
        row.agency_name,
        str(row.year),
        row.rule,
        row.severity.label,
        row.message,
        place_name(row.subject, row.evidence),
        row.state.label,
        _beside(row),
        row.first_seen_date.isoformat(),
        row.last_seen_date.isoformat(),
        row.fingerprint,
    )


def _text(rows: tuple[FindingRow, ...]) -> str:
    lines = [
        f"{row.agency_name} {row.year} [{row.severity.label}] {row.rule} {row.message}"
        f"（{state_told(row)}，首次发现 {row.first_seen_date}，标识 {row.fingerprint}）"
        for row in rows
    ]
    return "\n".join([*lines, f"共 {len(rows)} 项。"])


def state_told(row: FindingRow) -> str:
    """Where a finding stands, and what stands beside that, in Chinese."""
    return "、".join(filter(None, (row.state.label, _beside(row))))


def _json(rows: tuple[FindingRow, ...]) -> str:
    listed = [
        {
            "fingerprint": row.fingerprint,
            "agency_id": row.agency_id,
            "agency": row.agency_name,
            "year": row.year,
            "rule": row.rule,
            "version": row.rule_version,
            "severity": row.severity.value,
            "subject": row.subject,
            "message": row.message,
            "evidence": [{"at": e.at, "printed": e.printed} for e in row.evidence],
            "status": row.status.value,
            "state": row.state.value,
            "noticed": row.is_noticed,
            "disputed": row.is_disputed,
            "waived": row.is_waived,
            "first_seen": row.first_seen_date.isoformat(),
            "last_seen": row.last_seen_date.isoformat(),
        }
        for row in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def _csv(rows: tuple[FindingRow, ...]) -> str:
    return csv_text(_HEADS, map(_cells, rows))
