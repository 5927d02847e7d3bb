"""How often people upheld each rule: the table of ``duban rules --precision``."""

from __future__ import annotations

import json
from decimal import ROUND_FLOOR, Decimal

from audit.policy import is_set_in_parts
from audit.rule import Rule
from config.settings import AuditSettings
from ledger.model import Precision
from workflow.telling import state_of

_TENTH = Decimal("0.1")


def precision_text(
    rules: tuple[Rule, ...], known: tuple[Precision, ...], settings: AuditSettings
) -> str:
    """One line a rule, by its present version."""
    lines = [
        (
            f"人工认定属实的比例低于 {_percent(Decimal(str(settings.least_precision)))} "
            f"的规则不进入通知（认定满 {settings.decisions_needed} 项起衡量，数字勾稽类除外）。"
        )
    ]
    for rule, one in _paired(rules, known):
        share = "—" if one.share is None else _percent(_exact(one))
        mark = "（数字勾稽）" if rule.is_arithmetic else ""
        parts = "（另有按地区或年度的设置）" if is_set_in_parts(rule, settings) else ""
        lines.append(
            f"{rule.code} 第{rule.version}版  问题 {one.findings}  已认定 {one.decided}  "
            f"属实 {one.upheld}  不属实 {one.rejected}  属实率 {share}  "
            f"{state_of(rule, settings, one).label}{mark}{parts}  {rule.title}"
        )
    return "\n".join(lines)


def precision_json(
    rules: tuple[Rule, ...], known: tuple[Precision, ...], settings: AuditSettings
) -> str:
    """The same for programs."""
    rows = [
        {
            "rule": rule.code,
            "version": rule.version,
            "findings": one.findings,
            "decided": one.decided,
            "upheld": one.upheld,
            "rejected": one.rejected,
            "share": None if one.share is None else str(_exact(one)),
            "state": state_of(rule, settings, one).value,
            "arithmetic": rule.is_arithmetic,
        }
        for rule, one in _paired(rules, known)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _paired(rules: tuple[Rule, ...], known: tuple[Precision, ...]) -> list[tuple[Rule, Precision]]:
    found = {(one.rule, one.version): one for one in known}
    return [
        (
            rule,
            found.get((rule.code, rule.version), Precision(rule=rule.code, version=rule.version)),
        )
        for rule in rules
    ]


def _exact(one: Precision) -> Decimal:
    """The share to four digits, never rounded up."""
    share = Decimal(one.upheld) / Decimal(one.decided)
    return share.quantize(Decimal("0.0001"), rounding=ROUND_FLOOR)


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(_TENTH, rounding=ROUND_FLOOR)}%"
