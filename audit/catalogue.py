"""The catalogue: every rule, in the order of the codes, in one plain tuple."""

from __future__ import annotations

from audit.rule import Rule
from config.errors import DubanError

CATALOGUE: tuple[Rule, ...] = ()


def rule_named(code: str) -> Rule:
    """The rule with this code, in any case of letters.

    Raises:
        DubanError: there is none.
    """
    for rule in CATALOGUE:
        if rule.code == code.upper():
            return rule
    raise DubanError(f"没有代码为 {code} 的规则；用 duban rules 查看全部规则")
