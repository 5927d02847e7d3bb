"""Rules that need more than one report, on conforming reports among others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builders import conforming_case, conforming_report, report_strategy
from hypothesis import HealthCheck, given, settings
from neighbours import among_others

from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.circumstances import Likeness, Subordinate
from audit.engine import judge
from audit.model import Outcome
from config.settings import AuditSettings
from reading.editions import EDITION_2021
from reading.model import ReportReading
from registry.model import AgencyKind

ACROSS = (
    *("CON07", "CON08", "CON09", "CON32", "CON34", "CON35", "CON36", "CON37", "CON42", "CON43"),
    *("CON44", "CON45", "AUT06", "AUT07", "AUT11", "AUT26"),
)


def outcomes(case: AuditCase) -> dict[str, str]:
    return {r.rule: r.outcome.value for r in judge(case, CATALOGUE) if r.rule in ACROSS}


def test_a_conforming_report_among_others_conforms() -> None:
    department = among_others(conforming_case())
    government = replace(
        department,
        kind=AgencyKind.GOVERNMENT,
        surroundings=replace(
            department.surroundings,
            subordinates=(
                Subordinate(name="苏镇市财政局", reading=conforming_report()),
                Subordinate(name="苏镇市水利局"),
            ),
        ),
    )
    no_cases = {"CON32", "CON37"}

    assert outcomes(government) == {
        code: "not_applicable" if code in no_cases else "conforms" for code in ACROSS
    }


@given(reading=report_strategy(EDITION_2021))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_conforming_report_among_others_breaks_anything(reading: ReportReading) -> None:
    # Numbers drawn at random do jump.
    case = replace(
        among_others(conforming_case(reading)), settings=AuditSettings(jump_difference=10**6)
    )

    assert [r for r in judge(case, CATALOGUE) if r.outcome is Outcome.NONCONFORMING] == []
    assert [r for r in judge(case, CATALOGUE) if r.outcome is Outcome.CRASHED] == []


def test_one_cause_is_told_once() -> None:
    """All of last year's figures again: table two is among them, and the text is not."""
    case = conforming_case()
    before = among_others(case).other_years[2022]
    copied = replace(before, figures=case.reading.figures)
    found = {
        r.rule: r
        for r in judge(replace(case, other_years={2022: copied}), CATALOGUE)
        if r.rule in ("CON36", "CON44")
    }

    assert found["CON44"].outcome is Outcome.NONCONFORMING
    assert found["CON36"].outcome is Outcome.UNDETERMINED
    assert found["CON36"].reason == "表二：所需数据另有问题，见CON44"


def test_a_copy_of_another_agency_is_told_for_text_and_for_figures() -> None:
    likeness = Likeness(
        agency="苏镇市民政局", year=2023, text_share=Decimal("0.8"), has_same_figures=True
    )
    case = among_others(conforming_case())
    case = replace(case, surroundings=replace(case.surroundings, likenesses=(likeness,)))
    found = {r.rule for r in judge(case, CATALOGUE) if r.outcome is Outcome.NONCONFORMING}

    assert found == {"AUT07", "CON45"}
