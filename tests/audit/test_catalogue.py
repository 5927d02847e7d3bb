"""The catalogue is whole, its pages are there, and a conforming report breaks nothing in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from builders import conforming_case, conforming_report, report_strategy
from hypothesis import HealthCheck, given, settings

from audit.catalogue import CATALOGUE, rule_named
from audit.engine import judge
from audit.model import Family, Outcome
from audit.rule import PAGE_HEADINGS, Rule
from config.errors import DubanError
from reading.editions import EDITIONS, Edition
from reading.model import ReportReading

FOLDERS = {
    Family.COMPLETENESS: "completeness",
    Family.TIMELINESS: "timeliness",
    Family.CONSISTENCY: "consistency",
    Family.AUTHENTICITY: "authenticity",
}
# The highest severity of each rule as the rule catalogue of the office has it, by its first letter.
SEVERITIES = {
    "CMP01": "e", "CMP02": "w", "CMP03": "w", "CMP04": "a", "CMP05": "a", "CMP06": "e",
    "CMP07": "w", "CMP08": "e", "CMP09": "e", "CMP10": "w", "CMP11": "e", "CMP12": "e",
    "CMP13": "a", "CMP14": "a", "CMP15": "e", "CMP16": "a", "CMP17": "e", "CMP18": "w",
    "CMP19": "w", "CMP20": "a", "CMP21": "a", "CMP22": "a", "CMP23": "e", "CMP24": "a",
    "CMP25": "w", "CMP26": "e", "CMP27": "a", "CMP28": "w", "CMP29": "w", "CMP30": "w",
    "CMP31": "w",
    "TIM01": "e", "TIM02": "e",
    "TIM03": "e", "TIM04": "w", "TIM05": "a", "TIM06": "w", "TIM07": "w", "TIM08": "a",
    "TIM09": "e", "TIM10": "a", "TIM11": "w", "TIM12": "e", "TIM13": "a", "TIM14": "w",
    "TIM15": "a", "TIM16": "w", "CON01": "e", "CON02": "e", "CON03": "e", "CON04": "e",
    "CON05": "e", "CON06": "e", "CON07": "e", "CON08": "w", "CON09": "w", "CON10": "a",
    "CON11": "w", "CON12": "e", "CON13": "w", "CON14": "e", "CON15": "e", "CON16": "e",
    "CON17": "e", "CON18": "e", "CON19": "w", "CON20": "w", "CON21": "e", "CON22": "e",
    "CON23": "h", "CON24": "w", "CON25": "w", "CON26": "w", "CON27": "w", "CON28": "w",
    "CON29": "e", "CON30": "w", "CON31": "w", "CON32": "a", "CON33": "a", "CON34": "w",
    "CON35": "a", "CON36": "w", "CON37": "a", "CON38": "w", "CON39": "w", "CON40": "w",
    "CON41": "w", "CON42": "a", "CON43": "a", "CON44": "w", "CON45": "w",
    "AUT01": "e", "AUT02": "e", "AUT03": "e",
    "AUT04": "w", "AUT05": "a", "AUT06": "w", "AUT07": "w", "AUT08": "a", "AUT09": "a",
    "AUT10": "w", "AUT11": "h", "AUT12": "a", "AUT13": "h", "AUT14": "a", "AUT15": "a",
    "AUT16": "a", "AUT17": "h", "AUT18": "h", "AUT19": "a", "AUT20": "a", "AUT21": "w",
    "AUT22": "w", "AUT23": "w", "AUT24": "w", "AUT25": "w", "AUT26": "w",
}  # fmt: skip
# How many rules of each family the office's own catalogue has; what is ours stands after them.
OF_THE_OFFICE = {"CMP": 28, "TIM": 16, "CON": 37, "AUT": 23}
# Rules that compare with other reports; a report that stands alone leaves them open. See
# test_neighbours for one that does not.
NEED_OTHERS = frozenset(
    {
        *("CON07", "CON08", "CON30", "CON32", "CON35", "CON36", "CON37", "CON42", "CON43", "CON44"),
        *("CON45", "AUT06", "AUT07", "AUT11", "AUT26"),
    }
)
# Outcomes that no report can have, with the reason.
IMPOSSIBLE: dict[tuple[str, str], str] = {}
OUTCOMES = ("conforms", "nonconforming", "undetermined", "not_applicable")

each_rule = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.code)


def cases_of(rule: Rule) -> list[dict[str, object]]:
    path = Path(__file__).parent / "cases" / f"{rule.code}.yml"
    return yaml.safe_load(path.read_text("utf-8"))


def test_every_rule_file_is_listed_once(root: Path) -> None:
    files = {
        path.relative_to(root).with_suffix("").as_posix().replace("/", ".")
        for path in (root / "audit" / "rules").glob("*/*.py")
        if path.name != "__init__.py"
    }

    assert sorted(rule.check.__module__ for rule in CATALOGUE) == sorted(files)


@each_rule
def test_a_rule_is_filed_under_its_code_and_defect(rule: Rule) -> None:
    name = f"{rule.code.lower()}_{rule.check.__name__}"

    assert rule.check.__module__ == f"audit.rules.{FOLDERS[rule.family]}.{name}"


def test_the_catalogue_is_in_the_order_of_the_codes() -> None:
    codes = [rule.code for rule in CATALOGUE]
    families = list(Family)

    assert codes == sorted(codes, key=lambda code: (families.index(Family(code[:3])), code))
    assert {rule.code: rule.at_most.value[0] for rule in CATALOGUE} == SEVERITIES


def test_every_rule_of_the_office_is_built_under_its_code() -> None:
    asked = {
        f"{family}{n:02}" for family, last in OF_THE_OFFICE.items() for n in range(1, last + 1)
    }

    assert len(asked) == 104
    assert asked - {rule.code for rule in CATALOGUE} == set()


@each_rule
def test_the_page_is_whole(rule: Rule) -> None:
    assert rule.page.splitlines()[0].endswith("。")
    assert [h for h in PAGE_HEADINGS if not rule.section(h)] == []
    heads = [line.rstrip(":") for line in rule.page.splitlines() if line.rstrip().endswith(":")]
    assert [head for head in heads if head in PAGE_HEADINGS] == list(PAGE_HEADINGS)
    assert rule.basis


@each_rule
def test_every_outcome_has_a_case(rule: Rule) -> None:
    shown = {case["outcome"] for case in cases_of(rule)}
    needed = {outcome for outcome in OUTCOMES if (rule.code, outcome) not in IMPOSSIBLE}

    assert shown == needed
    assert len(cases_of(rule)) >= 4


def test_a_rule_is_found_by_its_code_in_any_case() -> None:
    assert rule_named("cmp01") is CATALOGUE[0]
    with pytest.raises(DubanError, match="没有代码为 CMP00 的规则"):
        rule_named("CMP00")


def broken(reading: ReportReading) -> list[str]:
    return [
        f"{r.rule} {r.outcome}: {r.reason} {[f.message for f in r.findings]}"
        for r in judge(conforming_case(reading), CATALOGUE)
        if r.outcome not in (Outcome.CONFORMS, Outcome.NOT_APPLICABLE)
        and not (r.rule in NEED_OTHERS and r.outcome is Outcome.UNDETERMINED)
    ]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_the_conforming_report_breaks_nothing(edition: Edition) -> None:
    assert broken(conforming_report(edition=edition)) == []


@given(reading=report_strategy())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_conforming_report_breaks_anything(reading: ReportReading) -> None:
    assert broken(reading) == []
