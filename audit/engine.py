"""Runs rules on a case.

The one place where an unexpected exception is caught: the rule is CRASHED, the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import TopologicalSorter

from audit.case import AuditCase
from audit.model import (
    Doubt,
    Finding,
    NotApplicable,
    Obstacle,
    Outcome,
    RuleResult,
    Undetermined,
)
from audit.places import place_in
from audit.policy import Terms, is_as_declared, terms_for, weighed
from audit.rule import ALL, Judgement, Rule
from reading.errors import Unreadable

logger = logging.getLogger(__name__)

_Plan = tuple[tuple[Rule, Terms | None], ...]


def judge(case: AuditCase, rules: Iterable[Rule]) -> tuple[RuleResult, ...]:
    """One result for each rule that the settings let run, in the order of ``rules``.

    A rule is applied after those that it rests on, wherever it stands. What a rule in shadow found
    silences no rule that is not.
    """
    asked = tuple(rules)
    plan = _as_declared(asked) if is_as_declared(case.settings) else _planned(asked, case)
    results: dict[str, RuleResult] = {}
    for rule, term in plan:
        is_shadow = term is not None and term.is_shadow
        causes = _causes(rule, results, is_shadow=is_shadow) if rule.rests_on else ()
        result = apply_rule(rule, case, causes)
        results[rule.code] = result if term is None else weighed(result, term)
    return tuple(results[rule.code] for rule in asked if rule.code in results)


@lru_cache(maxsize=16)
def _as_declared(rules: tuple[Rule, ...]) -> _Plan:
    """Every rule, on no terms but its own."""
    return tuple((rule, None) for rule in _ordered(rules))


def _planned(rules: tuple[Rule, ...], case: AuditCase) -> _Plan:
    """The rules that the settings let run for this case, with their terms."""
    terms = {rule: terms_for(rule, case) for rule in rules}
    return tuple((rule, terms[rule]) for rule in _ordered(r for r in rules if terms[r].is_on))


def _causes(
    rule: Rule, results: Mapping[str, RuleResult], *, is_shadow: bool
) -> tuple[RuleResult, ...]:
    """The results with findings of the rules that this one rests on."""
    known = (results.get(other) for other in rule.rests_on)
    return tuple(r for r in known if r and r.findings and (is_shadow or not r.is_shadow))


def _ordered(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, each after those that it rests on as far as they are asked for."""
    asked = {rule.code: rule for rule in rules}
    graph = {code: asked.keys() & rule.rests_on for code, rule in asked.items()}
    return (asked[code] for code in TopologicalSorter(graph).static_order())


def apply_rule(rule: Rule, case: AuditCase, causes: Sequence[RuleResult] = ()) -> RuleResult:
    """The outcome of one rule: whatever goes wrong inside it stays inside its result.

    ``causes`` are the results of the rules that it rests on.
    """
    try:
        if rule.needs_reading and (rule.editions is not ALL or case.held is None):
            refuse_other_editions(rule, case)
        judgements = list(rule.check(case))
    except NotApplicable as reason:
        return _not_applicable(rule, str(reason))
    except Undetermined as reason:
        return _without_findings(rule, Outcome.UNDETERMINED, str(reason), reason.obstacle)
    except Unreadable as reason:
        return _without_findings(rule, Outcome.UNDETERMINED, str(reason), Obstacle.UNCLEAR)
    except Exception as error:
        logger.exception("rule %s crashed", rule.code)
        return _without_findings(
            rule, Outcome.CRASHED, f"规则程序出错：{type(error).__name__}: {error}"
        )
    if not judgements:
        return _conforming(rule)
    return _weigh(rule, case, [_told_once(judgement, causes) for judgement in judgements])


def refuse_other_editions(rule: Rule, case: AuditCase) -> None:
    """Stop a rule on a report of an edition it is not for.

    Raises:
        NotApplicable: the report's edition is known and the rule is not for it, or no report is
        held.
    """
    if not rule.needs_reading:
        return
    edition = case.reading.edition
    if rule.editions is not ALL and edition is not None and edition not in rule.editions:
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


def _weigh(rule: Rule, case: AuditCase, judgements: Sequence[Judgement]) -> RuleResult:
    findings = tuple(j for j in judgements if isinstance(j, Finding))
    doubts = [judgement for judgement in judgements if isinstance(judgement, Doubt)]
    told = (f"{place_in(doubt.subject, case.held)}：{doubt.reason}" for doubt in doubts)
    reason = "；".join(told) or None
    if not findings:
        is_not_held = all(doubt.obstacle is Obstacle.NOT_HELD for doubt in doubts)
        obstacle = Obstacle.NOT_HELD if is_not_held else Obstacle.UNCLEAR
        return _without_findings(rule, Outcome.UNDETERMINED, reason, obstacle)
    gravest = min((finding.severity for finding in findings), key=lambda one: one.rank)
    if gravest.rank < rule.at_most.rank:
        return _without_findings(
            rule,
            Outcome.CRASHED,
            f"规则给出的程度“{gravest.label}”高于其声明的上限“{rule.at_most.label}”",
        )
    return RuleResult(
        rule=rule.code,
        version=rule.version,
        outcome=Outcome.NONCONFORMING,
        severity=gravest,
        reason=reason,
        findings=findings,
    )


@lru_cache(maxsize=256)
def _conforming(rule: Rule) -> RuleResult:
    return _without_findings(rule, Outcome.CONFORMS)


@lru_cache(maxsize=1024)
def _not_applicable(rule: Rule, reason: str) -> RuleResult:
    return _without_findings(rule, Outcome.NOT_APPLICABLE, reason)


def _without_findings(
    rule: Rule, outcome: Outcome, reason: str | None = None, obstacle: Obstacle | None = None
) -> RuleResult:
    return RuleResult(
        rule=rule.code,
        version=rule.version,
        outcome=outcome,
        severity=rule.at_most,
        reason=reason,
        obstacle=obstacle,
    )
