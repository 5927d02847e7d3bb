"""Defects of every kind planted into conforming reports: their rules fire, and no others do.

The kinds stand in ``bench/mutations``; ``bench/rules.py`` plants them into many more reports, and
into each at every place.
"""

from __future__ import annotations

from functools import cache

import pytest

from audit.catalogue import CATALOGUE
from audit.engine import judge
from bench.metamorphic import differences, metamorphic_drafts
from bench.mutations.bases import any_drafts, lab_drafts
from bench.mutations.judged import case_of, reading_of
from bench.mutations.kinds import all_kinds
from bench.planting import Base, Trial, bases_of, trials

KINDS = all_kinds()
FEWEST_KINDS = 150
DEFECTS_IN_ALL_FORMS = 3
# Rules of which no kind of defect is planted yet, with the reason: to be empty.
WITHOUT_A_KIND: dict[str, str] = {}


@cache
def bases() -> tuple[Base, ...]:
    return (
        *bases_of(any_drafts(1), CATALOGUE, name="any"),
        *bases_of(lab_drafts(range(1, 2)), CATALOGUE, name="lab"),
    )


@cache
def planted(name: str) -> tuple[Trial, ...]:
    kinds = [kind for kind in KINDS if kind.name == name]
    return tuple(trials(kinds, bases(), CATALOGUE))


def test_reports_without_defects_break_no_rule() -> None:
    drafts = [*any_drafts(3), *lab_drafts(range(1, 2))]
    found = [
        (draft.report.title, result.rule, finding.message)
        for draft in drafts
        for result in judge(case_of(draft, reading_of(draft)), CATALOGUE)
        for finding in result.findings
    ]
    assert found == []


def test_kinds_are_many_and_have_names_of_their_own() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) >= FEWEST_KINDS
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_a_defect_is_found_and_nothing_besides(name: str) -> None:
    found = planted(name)
    assert found, "the kind could be planted nowhere"
    assert [str(trial) for trial in found if trial.missed or trial.besides] == []


def test_every_rule_has_a_kind() -> None:
    reached = {code for kind in KINDS for trial in planted(kind.name) for code in trial.must}
    without = {rule.code for rule in CATALOGUE} - reached
    assert without == set(WITHOUT_A_KIND)


def test_the_same_report_in_other_forms_gives_the_same_findings() -> None:
    drafts = metamorphic_drafts(1, DEFECTS_IN_ALL_FORMS)
    found = [one for draft in drafts for one in differences(*draft, CATALOGUE)]
    assert [str(one) for one in found if not one.is_left_open] == []
