from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import conforming_case, conforming_report

from audit.case import AuditCase
from audit.engine import apply_rule, judge
from audit.model import (
    Doubt,
    Evidence,
    Finding,
    NotApplicable,
    NotHeld,
    Obstacle,
    Outcome,
    RuleResult,
    Severity,
    Undetermined,
)
from audit.rule import ONLY_2019, Check, Judgement, Rule, rule
from reading.editions import EDITION_2019

WARNING = Finding(
    subject="title",
    severity=Severity.WARNING,
    message="标题不规范",
    evidence=(Evidence(at="标题", printed="年报"),),
)
ADVICE = Finding(subject="document", severity=Severity.ADVICE, message="宜写明", evidence=())
UNTOLD = Doubt(subject="表三", reason="未能读出")
NOT_HELD = Doubt(subject="title", reason="不知道机关名称", obstacle=Obstacle.NOT_HELD)
UNCLEAR = {"obstacle": Obstacle.UNCLEAR}


def declared(check: Check, code: str = "CMP99", **changes: object) -> Rule:
    return rule(code, at_most=Severity.WARNING, basis="《条例》", **changes)(check)


def yielding(*judgements: Judgement) -> Check:
    def check(_case: AuditCase) -> Iterator[Judgement]:
        yield from judgements

    return check


def result(
    outcome: Outcome,
    severity: Severity = Severity.WARNING,
    rule: str = "CMP99",
    **fields: object,
) -> RuleResult:
    return RuleResult(rule=rule, version=1, outcome=outcome, severity=severity, **fields)


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ((), result(Outcome.CONFORMS)),
        ((ADVICE,), result(Outcome.NONCONFORMING, Severity.ADVICE, findings=(ADVICE,))),
        ((ADVICE, WARNING), result(Outcome.NONCONFORMING, findings=(ADVICE, WARNING))),
        ((UNTOLD,), result(Outcome.UNDETERMINED, reason="表三：未能读出", **UNCLEAR)),
        (
            (NOT_HELD,),
            result(
                Outcome.UNDETERMINED,
                reason="标题：不知道机关名称",
                obstacle=Obstacle.NOT_HELD,
            ),
        ),
        (
            (NOT_HELD, UNTOLD),
            result(Outcome.UNDETERMINED, reason="标题：不知道机关名称；表三：未能读出", **UNCLEAR),
        ),
        (
            (UNTOLD, WARNING, UNTOLD),
            result(
                Outcome.NONCONFORMING,
                reason="表三：未能读出；表三：未能读出",
                findings=(WARNING,),
            ),
        ),
    ],
)
def test_judgements_are_weighed(judgements: tuple[Judgement, ...], expected: RuleResult) -> None:
    assert apply_rule(declared(yielding(*judgements)), conforming_case()) == expected


@pytest.mark.parametrize(
    ("raised", "outcome", "obstacle"),
    [
        (NotApplicable("不涉及"), Outcome.NOT_APPLICABLE, None),
        (Undetermined("互相矛盾"), Outcome.UNDETERMINED, Obstacle.UNCLEAR),
        (NotHeld("没有取得"), Outcome.UNDETERMINED, Obstacle.NOT_HELD),
    ],
)
def test_an_answer_raised_late_discards_the_findings(
    raised: Exception, outcome: Outcome, obstacle: Obstacle | None
) -> None:
    def check(_case: AuditCase) -> Iterator[Judgement]:
        yield WARNING
        raise raised

    expected = result(outcome, reason=str(raised), obstacle=obstacle)
    assert apply_rule(declared(check), conforming_case()) == expected


def test_an_unreadable_figure_makes_the_rule_undetermined() -> None:
    def check(case: AuditCase) -> Iterator[Judgement]:
        case.reading.figure("requests.received.total")
        yield WARNING

    reading = conforming_report(figures={"requests.received.total": {"unreadable": "字迹不清"}})

    assert apply_rule(declared(check), conforming_case(reading)) == result(
        Outcome.UNDETERMINED, reason="表三 第1行 总计：字迹不清", **UNCLEAR
    )


def test_a_crash_stays_inside_its_result(caplog: pytest.LogCaptureFixture) -> None:
    def check(_case: AuditCase) -> Iterator[Judgement]:
        yield WARNING
        raise ZeroDivisionError("除以零")

    with caplog.at_level(logging.CRITICAL):
        results = judge(conforming_case(), (declared(check), declared(yielding(), "CMP98")))

    assert results == (
        result(Outcome.CRASHED, reason="规则程序出错：ZeroDivisionError: 除以零"),
        result(Outcome.CONFORMS, rule="CMP98"),
    )


def test_a_finding_graver_than_declared_is_our_fault() -> None:
    modest = rule("CMP99", at_most=Severity.ADVICE, basis="《条例》")(yielding(WARNING))

    assert apply_rule(modest, conforming_case()) == result(
        Outcome.CRASHED,
        Severity.ADVICE,
        reason="规则给出的程度“警告”高于其声明的上限“建议”",
    )


def test_a_rule_for_another_edition_is_not_applicable() -> None:
    old = declared(yielding(WARNING), editions=ONLY_2019)

    assert apply_rule(old, conforming_case()) == result(
        Outcome.NOT_APPLICABLE, reason="本规则不适用于2021年版格式"
    )
    assert apply_rule(old, conforming_case(conforming_report(edition=EDITION_2019))) == result(
        Outcome.NONCONFORMING, findings=(WARNING,)
    )


def test_without_a_report_only_rules_on_publication_speak() -> None:
    case = conforming_case(held=None)
    on_publication = declared(yielding(WARNING), "TIM99", needs_reading=False)

    assert judge(case, (declared(yielding(WARNING)), on_publication)) == (
        result(Outcome.NOT_APPLICABLE, reason="没有取得年报，内容类规则不适用"),
        result(Outcome.NONCONFORMING, rule="TIM99", findings=(WARNING,)),
    )


def test_one_cause_is_told_once_whatever_the_order_of_the_rules() -> None:
    row = Finding(
        subject="requests.granted",
        severity=Severity.WARNING,
        message="缺一行",
        evidence=(),
        paths=("requests.granted.total",),
    )
    needs_it = replace(row, subject="requests.concluded", paths=("a", "requests.granted.total"))
    needs_another = replace(row, subject="requests.received", paths=("b",))
    cause = declared(yielding(row), "CMP98")
    effect = declared(yielding(needs_it, needs_another, WARNING), rests_on=("CMP98", "CMP97"))
    told = result(
        Outcome.NONCONFORMING,
        reason="表三“（七）总计”：所需数据另有问题，见CMP98",
        findings=(needs_another, WARNING),
    )
    known = result(Outcome.NONCONFORMING, rule="CMP98", findings=(row,))

    assert judge(conforming_case(), (effect, cause)) == (told, known)
    assert judge(conforming_case(), (cause, effect)) == (known, told)
