"""Runs rules on a case.

The one place where an unexpected exception is caught: the rule is CRASHED, the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from graphlib import TopologicalSorter

from audit.case import AuditCase
from audit.model import Doubt, Finding, NotApplicable, Outcome, RuleResult, Severity, Undetermined
from audit.places import place_name
from audit.policy import terms_for, weighed
from audit.rule import Judgement, Rule
from reading.errors import Unreadable

logger = logging.getLogger(__name__)


def judge(case: AuditCase, rules: Iterable[Rule]) -> tuple[RuleResult, ...]:
    """One result for each rule that the settings let run, in the order of ``rules``.

    A rule is applied after those that it rests on, wherever it stands. What a rule in shadow found
    silences no rule that is not.
    """
    terms = {rule.code: (rule, terms_for(rule, case)) for rule in rules}
    asked = {code: rule for code, (rule, term) in terms.items() if term.is_on}
    results: dict[str, RuleResult] = {}
    for code in _order(tuple((code, rule.rests_on) for code, rule in asked.items())):
        rule = asked[code]
        term = terms[code][1]
        causes = [results[other] for other in rule.rests_on if other in results]
        causes = [cause for cause in causes if term.is_shadow or not cause.is_shadow]
        results[code] = weighed(apply_rule(rule, case, causes), term)
    return tuple(results[code] for code in asked)


@lru_cache(maxsize=16)
def _order(rules: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """The codes, each after those that it rests on as far as they are asked for."""
    asked = {code for code, _ in rules}
    graph = {code: asked.intersection(others) for code, others in rules}
    return tuple(TopologicalSorter(graph).static_order())


def apply_rule(rule: Rule, case: AuditCase, causes: Sequence[RuleResult] = ()) -> RuleResult:
    """The outcome of one rule: whatever goes wrong inside it stays inside its result.

    ``causes`` are the results of the rules that it rests on.
    """
    try:
        refuse_other_editions(rule, case)
        judgements = tuple(_told_once(judgement, causes) for judgement in rule.check(case))
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


def _told_once(judgement: Judgement, causes: Sequence[RuleResult]) -> Judgement:
    """A finding that needs a figure with a finding of its own becomes a doubt that names it."""
    if isinstance(judgement, Doubt) or not judgement.paths:
        return judgement
    needed = set(judgement.paths)
    for result in causes:
        if any(not needed.isdisjoint(finding.paths) for finding in result.findings):
            return Doubt(subject=judgement.subject, reason=f"所需数据另有问题，见{result.rule}")
    return judgement


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
