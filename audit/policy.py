"""What an office has set for the rules: which run for a case, how grave, in shadow or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit.case import AuditCase
from audit.model import Family, RuleResult, Severity
from audit.rule import Rule
from config.settings import AuditSettings, RuleSetting


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a rule is applied: ``at_most`` is the gravest that its findings may be."""

    is_on: bool
    at_most: Severity
    is_shadow: bool


def is_as_declared(settings: AuditSettings) -> bool:
    """Whether nothing is set, so that every rule runs as it declares."""
    return not (settings.select or settings.ignore or settings.rules)


def terms_for(rule: Rule, case: AuditCase) -> Terms:
    """The terms of ``rule`` for the region and year of ``case``."""
    year = case.given_year or (case.held.year if case.held else None)
    return terms_of(rule, case.settings, case.region_code, year)


def terms_of(
    rule: Rule, settings: AuditSettings, region_code: str | None = None, year: int | None = None
) -> Terms:
    """The terms of ``rule``; what is set for regions or years needs a region or year that fits.

    ``select`` and ``ignore`` count before all else. Of the entries for the rule that fit, the
    later win, each in what it says. A severity is never raised.
    """
    is_on = not settings.select or _is_named(rule, settings.select)
    is_on = is_on and not _is_named(rule, settings.ignore)
    is_wanted, at_most, is_shadow = True, rule.at_most, False
    for entry in settings.rules:
        if entry.code.upper() != rule.code or not _fits(entry, region_code, year):
            continue
        is_wanted = is_wanted if entry.is_on is None else entry.is_on
        is_shadow = is_shadow if entry.is_shadow is None else entry.is_shadow
        if entry.severity is not None:
            at_most = _milder(rule.at_most, Severity(entry.severity))
    return Terms(is_on=is_on and is_wanted, at_most=at_most, is_shadow=is_shadow)


def is_set_in_parts(rule: Rule, settings: AuditSettings) -> bool:
    """Whether something is set for ``rule`` that holds for some regions or years only."""
    return any(
        entry.regions or entry.from_year or entry.to_year
        for entry in settings.rules
        if entry.code.upper() == rule.code
    )


def weighed(result: RuleResult, terms: Terms) -> RuleResult:
    """The result on these terms: no finding graver than they allow, marked where in shadow."""
    at_most = terms.at_most
    is_fit = result.severity is at_most or result.severity.rank >= at_most.rank
    if is_fit and terms.is_shadow == result.is_shadow:
        return result
    return replace(
        result,
        severity=_milder(result.severity, terms.at_most),
        findings=tuple(
            replace(finding, severity=_milder(finding.severity, terms.at_most))
            for finding in result.findings
        ),
        is_shadow=terms.is_shadow,
    )


def mistakes_in(settings: AuditSettings, rules: Iterable[Rule]) -> tuple[str, ...]:
    """What in the settings does not fit the catalogue, in Chinese; each names its key."""
    known = {rule.code: rule for rule in rules}
    problems = [
        f"audit.{key}[{number}]：没有代码或类别 {name!r}；用 duban rules 查看全部规则"
        for key, names in (("select", settings.select), ("ignore", settings.ignore))
        for number, name in enumerate(names, start=1)
        if name.upper() not in known and name.upper() not in list(Family)
    ]
    for number, entry in enumerate(settings.rules, start=1):
        key = f"audit.rules[{number}]"
        rule = known.get(entry.code.upper())
        if rule is None:
            problems.append(
                f"{key}.code：没有代码为 {entry.code!r} 的规则；用 duban rules 查看全部规则"
            )
        elif entry.severity and Severity(entry.severity).rank < rule.at_most.rank:
            problems.append(
                f"{key}.severity：“{Severity(entry.severity).label}”高于 {rule.code} "
                f"自身的最高程度“{rule.at_most.label}”"
            )
        problems += [
            f"{key}.regions[{place}]：应为行政区划代码或其前几位，现为 {prefix!r}"
            for place, prefix in enumerate(entry.regions, start=1)
            if not (prefix.isascii() and prefix.isdigit())
        ]
        if entry.from_year and entry.to_year and entry.from_year > entry.to_year:
            problems.append(f"{key}.from_year：{entry.from_year} 晚于 to_year {entry.to_year}")
    return tuple(problems)


def _is_named(rule: Rule, names: tuple[str, ...]) -> bool:
    """Whether the rule or its family is among ``names``, in any case of letters."""
    return not {rule.code, rule.family.value}.isdisjoint(name.upper() for name in names)


def _fits(entry: RuleSetting, region_code: str | None, year: int | None) -> bool:
    """Whether the entry is for this region and year; one that is not known fits no limit."""
    if entry.regions and not (region_code or "").startswith(entry.regions):
        return False
    if entry.from_year is not None and (year is None or year < entry.from_year):
        return False
    return entry.to_year is None or (year is not None and year <= entry.to_year)


def _milder(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=lambda severity: severity.rank)
