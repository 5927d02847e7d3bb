"""``duban explain``: everything that stands behind a finding."""

from __future__ import annotations

import json
from datetime import datetime

import click

from audit.places import place_name
from audit.rule import PAGE_HEADINGS, Rule
from cli.absent import absence_line, absence_told
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.findings import state_told
from cli.named_finding import existing_ledger, finding_named
from cli.reopened import said_lines, said_told
from cli.rules import HEADING_LABELS
from config.clock import SHANGHAI, local_date
from ledger.decisions import said_by
from ledger.finding_state import FindingChange
from ledger.model import Decision, FigureRow
from workflow.explanation import Explanation, explanation_of
from workflow.judging import STATE_WORDS
from workflow.papers.views.notice_views import ROLE_LABELS


@click.command(cls=ChineseCommand, example="duban explain 1f3a\nduban explain 1f3a --format json")
@click.argument("finding", metavar="问题标识")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def explain(session: Session, *, finding: str, form: str) -> None:
    """说明一项问题：规则、位置、原文、计算过程、存证、经历和人工认定。"""
    with existing_ledger(session) as ledger:
        today = local_date(session.clock().now())
        known = explanation_of(ledger, finding_named(ledger, finding, today))
    click.echo(finding_json(known) if form == "json" else "\n".join(_lines(known)))


def _lines(known: Explanation) -> list[str]:
    row = known.finding
    shadow = "；影子规则，仅供审阅，不进入通知" if row.is_shadow else ""
    lines = [
        f"问题 {row.fingerprint}（{state_told(row)}{shadow}）",
        f"机关：{row.agency_name}（{row.agency_id}）",
        f"年度：{row.year}",
        f"规则：{_rule_line(known)}",
        f"程度：{row.severity.label}",
        f"对象：{place_name(row.subject, row.evidence)}",
        f"问题：{row.message}",
        f"首次发现：{row.first_seen_date}（运行 {row.first_seen_run}）",
        f"最近发现：{row.last_seen_date}（运行 {row.last_seen_run}）",
        "位置和原文：",
        *(f"  {e.at}：{f'“{e.printed}”' if e.printed else '（无文字）'}" for e in row.evidence),
    ]
    if known.figures:
        lines += ["所依据的数据：", *(f"  {_figure(figure, known)}" for figure in known.figures)]
    lines.append("存证：" if known.captures else "存证：没有取得文件")
    for capture in known.captures:
        judged = "（据以审核的版本）" if capture.sha256 == known.judged_sha256 else ""
        lines += [
            f"  {ROLE_LABELS[capture.role]} {capture.final_url}{judged}",
            f"    取得时间 {_instant(capture.received_at)}，{capture.size} 字节",
            f"    SHA-256 {capture.sha256}",
        ]
    if known.reader_version is not None:
        lines.append(f"识读程序：第 {known.reader_version} 版")
    lines.append("经历：" if known.history else "经历：此前的版本未记录")
    lines += [f"  {_change(change)}" for change in known.history]
    if known.absences:
        lines.append("未公布的人工确认：")
        lines += [f"  {absence_line(absence)}" for absence in known.absences]
    lines.append("人工认定：" if known.decisions else "人工认定：尚无")
    lines += [f"  {_decision(known, decision)}" for decision in known.decisions]
    lines += _reopened(known)
    if known.rule is not None:
        lines += _page(known.rule)
    return lines


def _rule_line(known: Explanation) -> str:
    row, rule = known.finding, known.rule
    if rule is None:
        return f"{row.rule} 第 {row.rule_version} 版（已不在规则目录中）"
    now = "" if rule.version == row.rule_version else f"（现行为第 {rule.version} 版）"
    return f"{row.rule} {rule.title}，第 {row.rule_version} 版{now}"


def _figure(figure: FigureRow, known: Explanation) -> str:
    value = figure.value if figure.value is not None else STATE_WORDS[figure.state]
    say = known.judged.second.get(figure.path) if known.judged else None
    second = f"；第二次识读{say.label}" if say else ""
    return (
        f"{place_name(figure.path)} = {value}（{figure.at}，原文“{figure.printed or ''}”{second}）"
    )


def _decision(known: Explanation, decision: Decision) -> str:
    older = "" if decision.rule_version == known.finding.rule_version else "，对规则旧版的结论"
    return (
        f"{_instant(decision.decided_at)} {decision.decided_by} 认定{decision.verdict.label}："
        f"{decision.reason}（第 {decision.rule_version} 版{older}，运行 {decision.run_id}）"
    )


def _change(change: FindingChange) -> str:
    state = change.state.label
    moved = (
        f"{change.former.label} → {state}" if change.former not in (None, change.state) else state
    )
    return f"{change.as_of} {moved}（运行 {change.run_id}）：{change.reason or ''}"


def _reopened(known: Explanation) -> list[str]:
    """Then and now, where the last decision no longer speaks for the finding."""
    if known.reopened is None:
        return []
    return [
        "  最近一次认定之后，问题内容或者规则版本有变化，须重新认定：",
        *(f"  {line}" for line in said_lines("当时", known.reopened, known.decisions[-1].run_id)),
        *(
            f"  {line}"
            for line in said_lines("现在", said_by(known.finding), known.finding.last_seen_run)
        ),
    ]


def _page(rule: Rule) -> list[str]:
    lines = [f"依据：{rule.basis}", "规则说明："]
    return lines + [f"  {HEADING_LABELS[h]}：{rule.section(h)}" for h in PAGE_HEADINGS]


def _instant(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def finding_json(known: Explanation) -> str:
    """The finding with all that stands behind it, for programs."""
    row, rule = known.finding, known.rule
    second = known.judged.second if known.judged else {}
    told = {
        "fingerprint": row.fingerprint,
        "status": row.status.value,
        "state": row.state.value,
        "noticed": row.is_noticed,
        "disputed": row.is_disputed,
        "waived": row.is_waived,
        "history": [_change_told(change) for change in known.history],
        "shadow": row.is_shadow,
        "agency_id": row.agency_id,
        "agency": row.agency_name,
        "year": row.year,
        "rule": row.rule,
        "version": row.rule_version,
        "current_version": rule.version if rule else None,
        "title": rule.title if rule else None,
        "basis": rule.basis if rule else None,
        "page": {heading: rule.section(heading) for heading in PAGE_HEADINGS} if rule else None,
        "severity": row.severity.value,
        "subject": row.subject,
        "message": row.message,
        "first_seen": {"run": row.first_seen_run, "date": row.first_seen_date.isoformat()},
        "last_seen": {"run": row.last_seen_run, "date": row.last_seen_date.isoformat()},
        "evidence": [{"at": e.at, "printed": e.printed} for e in row.evidence],
        "figures": [
            {
                "path": figure.path,
                "state": figure.state.value,
                "value": figure.value,
                "printed": figure.printed,
                "at": figure.at,
                "second_reading": second[figure.path].value if figure.path in second else None,
            }
            for figure in known.figures
        ],
        "reader_version": known.reader_version,
        "captures": [
            {
                "role": capture.role.value,
                "url": capture.final_url,
                "received_at": capture.received_at.isoformat(),
                "sha256": capture.sha256,
                "size": capture.size,
            }
            for capture in known.captures
        ],
        "judged_sha256": known.judged_sha256,
        "absences": [absence_told(absence) for absence in known.absences],
        "decisions": [_decision_told(decision) for decision in known.decisions],
        "reopened_then": said_told(known.reopened),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _change_told(change: FindingChange) -> dict[str, object]:
    return {
        "run": change.run_id,
        "date": change.as_of.isoformat(),
        "former": change.former.value if change.former else None,
        "state": change.state.value,
        "version": change.rule_version,
        "reason": change.reason,
    }


def _decision_told(decision: Decision) -> dict[str, object]:
    return {
        "verdict": decision.verdict.value,
        "by": decision.decided_by,
        "at": decision.decided_at.isoformat(),
        "reason": decision.reason,
        "run": decision.run_id,
        "version": decision.rule_version,
    }
