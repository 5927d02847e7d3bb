"""Decisions that no longer speak for their findings, with what was said then and is said now."""

from __future__ import annotations

import json

from cli.sheets import csv_text
from config.clock import SHANGHAI
from ledger.decisions import ReopenedDecision, Said

_HEADS = (
    *("机关", "年度", "规则", "状态", "认定", "认定人", "认定时间", "理由"),
    *("当时规则版本", "当时内容", "当时原文", "现在规则版本", "现在内容", "现在原文", "问题标识"),
)
_NOT_KEPT = "（当时的内容已不在台账中）"


def reopened_text(opened: tuple[ReopenedDecision, ...]) -> str:
    """For people: then and now under each other."""
    lines = [line for one in opened for line in _lines(one)]
    return "\n".join([*lines, f"须重新认定的问题共 {len(opened)} 项。"])


def _lines(one: ReopenedDecision) -> list[str]:
    row, decision = one.finding, one.decision
    decided = f"{decision.decided_by} 认定{decision.verdict.label}：{decision.reason}"
    return [
        f"{row.agency_name} {row.year} {row.rule} {row.fingerprint}（{row.state.label}）",
        f"  认定：{_instant(one)} {decided}",
        *said_lines("当时", one.then, decision.run_id),
        *said_lines("现在", one.now, row.last_seen_run),
    ]


def said_lines(when: str, said: Said | None, run_id: str) -> list[str]:
    """What a finding said in a run, indented by two."""
    if said is None:
        return [f"  {when}：{_NOT_KEPT}"]
    lines = [f"  {when}（规则第 {said.rule_version} 版，运行 {run_id}）：{said.message}"]
    return lines + [
        f"    {at}：{f'“{text}”' if text else '（无文字）'}" for at, text in said.printed
    ]


def reopened_table(opened: tuple[ReopenedDecision, ...]) -> str:
    """For Excel."""
    return csv_text(_HEADS, map(_cells, opened))


def _cells(one: ReopenedDecision) -> tuple[str, ...]:
    row, decision = one.finding, one.decision
    return (
        row.agency_name,
        str(row.year),
        row.rule,
        row.state.label,
        decision.verdict.label,
        decision.decided_by,
        _instant(one),
        decision.reason,
        *_said_cells(one.then),
        *_said_cells(one.now),
        row.fingerprint,
    )


def _said_cells(said: Said | None) -> tuple[str, str, str]:
    if said is None:
        return "", _NOT_KEPT, ""
    printed = "；".join(f"{at}：{text}" for at, text in said.printed)
    return str(said.rule_version), said.message, printed


def reopened_told(opened: tuple[ReopenedDecision, ...]) -> str:
    """For programs."""
    told = [
        {
            "fingerprint": one.finding.fingerprint,
            "agency_id": one.finding.agency_id,
            "agency": one.finding.agency_name,
            "year": one.finding.year,
            "rule": one.finding.rule,
            "state": one.finding.state.value,
            "decision": {
                "verdict": one.decision.verdict.value,
                "by": one.decision.decided_by,
                "at": one.decision.decided_at.isoformat(),
                "reason": one.decision.reason,
                "run": one.decision.run_id,
            },
            "then": said_told(one.then),
            "now": said_told(one.now),
        }
        for one in opened
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)


def said_told(said: Said | None) -> dict[str, object] | None:
    """What a finding said, for programs."""
    if said is None:
        return None
    return {
        "version": said.rule_version,
        "message": said.message,
        "evidence": [{"at": at, "printed": printed} for at, printed in said.printed],
    }


def _instant(one: ReopenedDecision) -> str:
    return one.decision.decided_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
