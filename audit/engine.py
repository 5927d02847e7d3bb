"""Runs rules on a case.

The one place where an unexpected exception is caught: the rule is CRASHED, the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Outcome, RuleResult, Severity, Undetermined
from audit.places import place_name
from audit.rule import Judgement, Rule
from reading.errors import Unreadable

logger = logging.getLogger(__name__)


def judge(case: AuditCase, rules: Iterable[Rule]) -> tuple[RuleResult, ...]:
    """One result for each rule, in the order of ``rules``."""
    return tuple(apply_rule(rule, case) for rule in rules)


def apply_rule(rule: Rule, case: AuditCase) -> RuleResult:
    """The outcome of one rule: whatever goes wrong inside it stays inside its result."""
    try:
        refuse_other_editions(rule, case)
        judgements = tuple(rule.check(case))
    except NotApplicable as reason:
        return _result(rule, Outcome.NOT_APPLICABLE, reason=str(reason))
    except (Undetermined, Unreadable) as reason:
        return _result(rule, Outcome.UNDETERMINED, reason=str(reason))
    except Exception as error:
        logger.exception("rule %s crashed", rule.code)
        return _result(
            rule, Outcome.CRASHED, reason=f"规则程序出错：{type(error).__name__}: {error}"
        )
    return _weigh(rule, judgements)


def refuse_other_editions(rule: Rule, case: AuditCase) -> None:
    """Stop a rule on a report of an edition it is not for.

    Raises:
        NotApplicable: the report's edition is known and the rule is not for it, or no report is
        held.
    """
    if not rule.needs_reading:
        return
    edition = case.reading.edition
    if edition is not None and edition not in rule.editions:
        raise NotApplicable(f"本规则不适用于{edition.name}年版格式")


def _weigh(rule: Rule, judgements: tuple[Judgement, ...]) -> RuleResult:
    findings = tuple(j for j in judgements if isinstance(j, Finding))
    doubts = [f"{place_name(j.subject)}：{j.reason}" for j in judgements if isinstance(j, Doubt)]
    reason = "；".join(doubts) or None
    if findings:
        return _result(rule, Outcome.NONCONFORMING, reason=reason, findings=findings)
    if doubts:
        return _result(rule, Outcome.UNDETERMINED, reason=reason)
    return _result(rule, Outcome.CONFORMS)


def _result(
    rule: Rule, outcome: Outcome, *, reason: str | None = None, findings: tuple[Finding, ...] = ()
) -> RuleResult:
    severities = [finding.severity for finding in findings] or [rule.at_most]
    gravest: Severity = min(severities, key=lambda severity: severity.rank)
    if gravest.rank < rule.at_most.rank:
        return RuleResult(
            rule=rule.code,
            version=rule.version,
            outcome=Outcome.CRASHED,
            severity=rule.at_most,
            reason=f"规则给出的程度“{gravest.label}”高于其声明的上限“{rule.at_most.label}”",
        )
    return RuleResult(
        rule=rule.code,
        version=rule.version,
        outcome=outcome,
        severity=gravest,
        reason=reason,
        findings=findings,
    )
