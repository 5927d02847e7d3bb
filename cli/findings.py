"""``duban findings``: asks the ledger."""

from __future__ import annotations

import csv
import io
import json

import click

from audit.model import Severity
from audit.places import place_name
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from config.spreadsheets import harmless
from ledger.model import FindingQuery, FindingRow, FindingStatus

_HEADS = (
    "机关",
    "年度",
    "规则",
    "程度",
    "问题",
    "对象",
    "状态",
    "首次发现",
    "最近发现",
    "问题标识",
)


@click.command(
    cls=ChineseCommand,
    example="duban findings --severity error\nduban findings --agency 苏镇市教育局 --format csv",
)
@click.option("--agency", metavar="名称", help="机关全称或编号。")
@click.option("--year", type=click.IntRange(2008, 2100), metavar="年度", help="年报年度。")
@click.option("--rule", metavar="代码", help="规则代码，如 CON01。")
@click.option("--severity", type=click.Choice([s.value for s in Severity]), help="程度。")
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
    year: int | None,
    rule: str | None,
    severity: str | None,
    shadow: bool,
    with_gone: bool,
    form: str,
) -> None:
    """查询台账中的问题。"""
    with existing_ledger(session) as ledger:
        query = FindingQuery(
            year=year,
            rule=rule,
            severity=Severity(severity) if severity else None,
            status=None if with_gone else FindingStatus.OPEN,
            is_shadow=shadow,
        )
        rows = tuple(r for r in ledger.findings(query) if _is_of(r, agency))
    click.echo({"text": _text, "json": _json, "csv": _csv}[form](rows))


def _is_of(row: FindingRow, agency: str | None) -> bool:
    return agency is None or agency in (row.agency_id, row.agency_name)


def _cells(row: FindingRow) -> tuple[str, ...]:
    return (
        row.agency_name,
        str(row.year),
        row.rule,
        row.severity.label,
        row.message,
        place_name(row.subject),
        row.status.label,
        row.first_seen_date.isoformat(),
        row.last_seen_date.isoformat(),
        row.fingerprint,
    )


def _text(rows: tuple[FindingRow, ...]) -> str:
    lines = [
        f"{row.agency_name} {row.year} [{row.severity.label}] {row.rule} {row.message}"
        f"（{row.status.label}，首次发现 {row.first_seen_date}，标识 {row.fingerprint}）"
        for row in rows
    ]
    return "\n".join([*lines, f"共 {len(rows)} 项。"])


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
            "first_seen": row.first_seen_date.isoformat(),
            "last_seen": row.last_seen_date.isoformat(),
        }
        for row in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1)


def _csv(rows: tuple[FindingRow, ...]) -> str:
    """For Excel: a byte order mark first, and no cell that it would run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    for row in rows:
        writer.writerow([harmless(cell) for cell in _cells(row)])
    return "\ufeff" + out.getvalue().removesuffix("\r\n")
