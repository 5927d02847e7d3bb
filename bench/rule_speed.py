"""How long the rules take on one reading, all together and each by itself."""

from __future__ import annotations

import gc
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from time import process_time

from audit.case import AuditCase
from audit.engine import apply_rule, judge
from audit.rule import Rule

LIMIT_MS = 3.0
_MILLISECONDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTimes:
    """Medians over all cases, in milliseconds of one core; ``rules`` are sorted, slowest first.

    What several rules need of a reading is worked out by the first of them that asks.
    """

    cases: int
    whole: float
    slowest: float
    rules: Mapping[str, float]


def rule_times(cases: Sequence[AuditCase], rules: tuple[Rule, ...], *, turns: int) -> RuleTimes:
    """Every case so many times, each time with a reading that no rule has seen before."""
    logging.disable(logging.WARNING)
    gc.disable()
    try:
        wholes = [_whole(case, rules, turns) for case in cases]
        each: dict[str, list[float]] = defaultdict(list)
        for case in cases:
            for code, spent in _each(case, rules, turns).items():
                each[code].append(spent)
    finally:
        gc.enable()
        logging.disable(logging.NOTSET)
    medians = {code: median(spent) for code, spent in each.items()}
    return RuleTimes(
        cases=len(cases),
        whole=median(wholes),
        slowest=max(wholes),
        rules=dict(sorted(medians.items(), key=lambda one: -one[1])),
    )


def _whole(case: AuditCase, rules: tuple[Rule, ...], turns: int) -> float:
    spent = []
    for _ in range(turns):
        fresh = _fresh(case)
        started = process_time()
        judge(fresh, rules)
        spent.append((process_time() - started) * _MILLISECONDS)
    return median(spent)


def _each(case: AuditCase, rules: tuple[Rule, ...], turns: int) -> Mapping[str, float]:
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(turns):
        fresh = _fresh(case)
        for rule in rules:
            started = process_time()
            apply_rule(rule, fresh)
            spent[rule.code].append((process_time() - started) * _MILLISECONDS)
    return {code: median(times) for code, times in spent.items()}


def _fresh(case: AuditCase) -> AuditCase:
    """The same case with a reading of which nothing is remembered yet."""
    return replace(case, held=replace(case.held)) if case.held is not None else case
