"""Which rules and findings may be told: not in shadow, proven, not rejected, not waived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from audit.model import Evidence, Outcome, Severity
from audit.policy import terms_of
from audit.rule import Rule
from config.settings import AuditSettings
from ledger.identity import finding_sha256
from ledger.model import Decision, JudgedFinding, Precision, ResultRow, Verdict
from ledger.said import Waiver


class RuleState(StrEnum):
    """Whether what a rule finds is told to agencies."""

    TOLD = "told"
    UNTOLD = "untold"
    SHADOW = "shadow"
    OFF = "off"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"told": "入通知", "untold": "不入通知", "shadow": "影子", "off": "停用"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """How much of a case is kept for reviewers.

    Findings in shadow, of rules that are not precise enough, rejected ones and waived ones;
    ``crashed`` counts rules in shadow that crashed.
    """

    in_shadow: int = 0
    imprecise: int = 0
    rejected: int = 0
    waived: int = 0
    crashed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of a judgement may be told, and how much is kept aside."""

    results: tuple[ResultRow, ...]
    findings: tuple[JudgedFinding, ...]
    aside: Aside


def is_precise_enough(rule: Rule, precision: Precision | None, settings: AuditSettings) -> bool:
    """Whether people upheld this version of ``rule`` often enough for notices.

    Arithmetic needs no proof. Nothing is said against a rule before enough is decided.
    """
    if rule.is_arithmetic or precision is None or precision.share is None:
        return True
    if precision.decided < settings.decisions_needed:
        return True
    return precision.share >= Fraction(Decimal(str(settings.least_precision)))


def state_of(rule: Rule, settings: AuditSettings, precision: Precision | None) -> RuleState:
    """The state of ``rule`` where nothing is set for single regions or years."""
    terms = terms_of(rule, settings)
    if not terms.is_on:
        return RuleState.OFF
    if terms.is_shadow:
        return RuleState.SHADOW
    is_hint = terms.at_most is Severity.HINT
    is_told = not is_hint and is_precise_enough(rule, precision, settings)
    return RuleState.TOLD if is_told else RuleState.UNTOLD


def imprecise_rules(
    rules: Iterable[Rule], precisions: Iterable[Precision], settings: AuditSettings
) -> frozenset[str]:
    """The codes of the rules that people have not upheld often enough."""
    known = {(one.rule, one.version): one for one in precisions}
    return frozenset(
        rule.code
        for rule in rules
        if not is_precise_enough(rule, known.get((rule.code, rule.version)), settings)
    )


def told_of(
    results: tuple[ResultRow, ...],
    findings: tuple[JudgedFinding, ...],
    imprecise: Collection[str],
    decisions: Mapping[str, Decision],
    waived: Collection[str] = (),
) -> Told:
    """What of a judgement may be told.

    ``decisions`` are the last ones, by fingerprint; ``waived`` the rules that are waived for it.
    """
    by_rule = {result.rule: result for result in results}
    in_shadow = [f for f in findings if by_rule[f.rule].is_shadow]
    open_ = [f for f in findings if not by_rule[f.rule].is_shadow]
    proven = [f for f in open_ if f.rule not in imprecise]
    held = [f for f in proven if not _is_rejected(f, by_rule[f.rule], decisions.get(f.fingerprint))]
    told = [f for f in held if f.rule not in waived]
    return Told(
        results=tuple(result for result in results if not result.is_shadow),
        findings=tuple(told),
        aside=Aside(
            in_shadow=len(in_shadow),
            imprecise=len(open_) - len(proven),
            rejected=len(proven) - len(held),
            waived=len(held) - len(told),
            crashed=sum(r.is_shadow and r.outcome is Outcome.CRASHED for r in results),
        ),
    )


def waived_rules(
    rules: Iterable[str], waivers: Iterable[Waiver], agency_id: str, year: int
) -> frozenset[str]:
    """The codes among ``rules`` that one of ``waivers`` covers for an agency and year."""
    in_force = tuple(waivers)
    return frozenset(
        rule for rule in rules if any(one.covers(rule, agency_id, year) for one in in_force)
    )


def _is_rejected(finding: JudgedFinding, result: ResultRow, decision: Decision | None) -> bool:
    return is_decided(decision, Verdict.REJECTED, result.version, finding.message, finding.evidence)


def is_decided(
    decision: Decision | None,
    verdict: Verdict,
    rule_version: int,
    message: str,
    evidence: Iterable[Evidence],
) -> bool:
    """Whether a person decided so on just this.

    Another version of the rule, or other content, is looked at anew.
    """
    return (
        decision is not None
        and decision.verdict is verdict
        and decision.rule_version == rule_version
        and decision.finding_sha256 == finding_sha256(message, evidence)
    )
