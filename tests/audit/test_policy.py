"""What an office sets for rules: which run, how grave, in shadow or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import conforming_case

from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import Doubt, Evidence, Finding, Outcome, RuleResult, Severity
from audit.policy import Terms, is_set_in_parts, mistakes_in, terms_for, terms_of
from audit.rule import Rule, rule
from config.settings import AuditSettings, RuleSetting

REGION, YEAR = "990100", 2023


def finding(severity: Severity) -> Finding:
    return Finding(
        subject="title",
        severity=severity,
        message="不符",
        evidence=(Evidence(at="标题", printed="年报"),),
        paths=("requests.granted.total",),
    )


def declared(code: str, *severities: Severity, **changes: object) -> Rule:
    def check(_case: AuditCase) -> Iterator[Finding | Doubt]:
        yield from (finding(severity) for severity in severities)

    return rule(code, at_most=Severity.ERROR, basis="《条例》", **changes)(check)


WRONG = declared("CON01", Severity.ERROR, Severity.ADVICE)
FINE = declared("CMP01")


def terms(*entries: RuleSetting, **settings: object) -> Terms:
    return terms_of(WRONG, AuditSettings(rules=entries, **settings), REGION, YEAR)


AS_IT_IS = Terms(is_on=True, at_most=Severity.ERROR, is_shadow=False)
OFF = Terms(is_on=False, at_most=Severity.ERROR, is_shadow=False)
SHADOW = Terms(is_on=True, at_most=Severity.ERROR, is_shadow=True)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, AS_IT_IS),
        ({"select": ("CON01",)}, AS_IT_IS),
        ({"select": ("con01",)}, AS_IT_IS),
        ({"select": ("CON", "CMP01")}, AS_IT_IS),
        ({"select": ("CMP",)}, OFF),
        ({"ignore": ("CON01",)}, OFF),
        ({"ignore": ("con",)}, OFF),
        ({"ignore": ("CON02", "AUT")}, AS_IT_IS),
        ({"select": ("CON",), "ignore": ("CON01",)}, OFF),
    ],
)
def test_select_and_ignore(settings: dict[str, object], expected: Terms) -> None:
    assert terms(**settings) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (RuleSetting(code="CON02", is_on=False), AS_IT_IS),
        (RuleSetting(code="CON01"), AS_IT_IS),
        (RuleSetting(code="con01", is_on=False), OFF),
        (RuleSetting(code="CON01", is_shadow=True), SHADOW),
        (
            RuleSetting(code="CON01", severity="advice"),
            Terms(is_on=True, at_most=Severity.ADVICE, is_shadow=False),
        ),
        (RuleSetting(code="CON01", is_on=False, regions=("99",)), OFF),
        (RuleSetting(code="CON01", is_on=False, regions=("41", "990100")), OFF),
        (RuleSetting(code="CON01", is_on=False, regions=("41", "9902")), AS_IT_IS),
        (RuleSetting(code="CON01", is_on=False, from_year=2023), OFF),
        (RuleSetting(code="CON01", is_on=False, from_year=2024), AS_IT_IS),
        (RuleSetting(code="CON01", is_on=False, to_year=2023), OFF),
        (RuleSetting(code="CON01", is_on=False, to_year=2022), AS_IT_IS),
        (RuleSetting(code="CON01", is_on=False, from_year=2021, to_year=2024), OFF),
        (RuleSetting(code="CON01", is_on=False, regions=("99",), to_year=2022), AS_IT_IS),
    ],
)
def test_each_key_of_an_entry(entry: RuleSetting, expected: Terms) -> None:
    assert terms(entry) == expected


def test_the_later_entry_wins_in_what_it_says() -> None:
    assert terms(
        RuleSetting(code="CON01", is_on=False, severity="hint"),
        RuleSetting(code="CON01", is_on=True, is_shadow=True, regions=("99",)),
    ) == Terms(is_on=True, at_most=Severity.HINT, is_shadow=True)


def test_ignoring_wins_over_an_entry_that_switches_on() -> None:
    assert terms(RuleSetting(code="CON01", is_on=True), ignore=("CON",)) == OFF


def test_what_is_not_known_fits_no_limit() -> None:
    settings = AuditSettings(
        rules=(
            RuleSetting(code="CON01", is_on=False, regions=("99",)),
            RuleSetting(code="CON01", is_shadow=True, to_year=2030),
        )
    )
    assert terms_of(WRONG, settings) == AS_IT_IS
    assert is_set_in_parts(WRONG, settings)
    assert not is_set_in_parts(FINE, settings)


def test_the_year_and_region_of_the_case() -> None:
    entry = RuleSetting(code="CON01", is_shadow=True, regions=("9901",), from_year=2023)
    settings = AuditSettings(rules=(entry,))
    assert terms_for(WRONG, conforming_case(settings=settings)) == SHADOW
    assert terms_for(WRONG, conforming_case(settings=settings, given_year=2022)) == AS_IT_IS
    assert terms_for(WRONG, conforming_case(settings=settings, region_code=None)) == AS_IT_IS


def test_a_rule_that_is_off_has_no_result() -> None:
    settings = AuditSettings(ignore=("CON",))
    judged = judge(conforming_case(settings=settings), (WRONG, FINE))
    assert [(one.rule, one.outcome) for one in judged] == [("CMP01", Outcome.CONFORMS)]


def test_a_severity_is_lowered_and_never_raised() -> None:
    settings = AuditSettings(rules=(RuleSetting(code="CON01", severity="warning"),))
    (judged,) = judge(conforming_case(settings=settings), (WRONG,))
    assert judged == RuleResult(
        rule="CON01",
        version=1,
        outcome=Outcome.NONCONFORMING,
        severity=Severity.WARNING,
        findings=(finding(Severity.WARNING), finding(Severity.ADVICE)),
    )


def test_a_rule_in_shadow_silences_no_other() -> None:
    resting = declared("CON03", Severity.ERROR, rests_on=("CON01",))
    open_case = conforming_case()
    shadowed = conforming_case(
        settings=AuditSettings(rules=(RuleSetting(code="CON01", is_shadow=True),))
    )
    both = conforming_case(
        settings=AuditSettings(
            rules=tuple(RuleSetting(code=code, is_shadow=True) for code in ("CON01", "CON03"))
        )
    )

    def seen(case: AuditCase) -> list[tuple[Outcome, bool]]:
        return [(one.outcome, one.is_shadow) for one in judge(case, (WRONG, resting))]

    assert seen(open_case) == [
        (Outcome.NONCONFORMING, False),
        (Outcome.UNDETERMINED, False),
    ]
    assert seen(shadowed) == [(Outcome.NONCONFORMING, True), (Outcome.NONCONFORMING, False)]
    assert seen(both) == [(Outcome.NONCONFORMING, True), (Outcome.UNDETERMINED, True)]


def test_every_mistake_is_told_with_its_key() -> None:
    settings = AuditSettings(
        select=("CON01", "XYZ"),
        ignore=("CMP99",),
        rules=(
            RuleSetting(code="CON01", severity="warning"),
            RuleSetting(code="CON99", is_on=False),
            RuleSetting(code="CON23", severity="error"),
            RuleSetting(code="CMP01", regions=("41", "河南"), from_year=2023, to_year=2022),
        ),
    )
    assert mistakes_in(settings, CATALOGUE) == (
        "audit.select[2]：没有代码或类别 'XYZ'；用 duban rules 查看全部规则",
        "audit.ignore[1]：没有代码或类别 'CMP99'；用 duban rules 查看全部规则",
        "audit.rules[2].code：没有代码为 'CON99' 的规则；用 duban rules 查看全部规则",
        "audit.rules[3].severity：“错误”高于 CON23 自身的最高程度“提示”",
        "audit.rules[4].regions[2]：应为行政区划代码或其前几位，现为 '河南'",
        "audit.rules[4].from_year：2023 晚于 to_year 2022",
    )


def test_rules_that_are_pure_arithmetic() -> None:
    marked = [rule.code for rule in CATALOGUE if rule.is_arithmetic]
    assert {"CON01", "CON02", "CON03", "CON04", "CON05", "CON06", "CON29"} <= set(marked)
    assert {code[:3] for code in marked} == {"CON"}
