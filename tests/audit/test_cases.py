"""The rules against their cases: one conforming report, one mutation.

``cases/CON01.yml`` is a list of cases for the rule ``CON01``, each with

    name        what the case shows
    edition     "2021" (the default) or "2019"; year: the year its text speaks of
    change      figure path (or ``requests.received.*``) → plain value (see ``builders``)
    parts       part → paragraphs; without_parts, part_headings, auto_numbered, preamble, trailer,
                has_tables, title, agency, year_read, table_notes, media, is_cut, is_one_of_several,
                claimed_dates: as
                ``builders.conforming_report`` takes them
    case        fields of AuditCase, Publication or AuditSettings, by their own names
    other_years year → the agency's report on that year, as the keys above describe one
    subordinates, likenesses, versions, visits, agencies, documents: what surrounds the report
    no_report   true where nothing was collected; bare: true for a file of which nothing is known
    outcome     the rule's outcome
    findings    exactly the findings: subject, severity, and where given the whole message
    reason      where given, the whole reason of the result
    others      the codes of all other rules that are nonconforming; none where left out
    why         a remark for the reader
"""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import YEARS, conforming_case, conforming_report

from archive.model import DateBasis, VisitClass
from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.circumstances import Likeness, OtherVersion, SeenVisit, Subordinate
from audit.engine import judge
from audit.model import Outcome, RuleResult
from reading.editions import edition_named
from reading.model import Media, ReportReading
from registry.model import AgencyKind

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
ABOUT_THE_REPORT = (
    *("parts", "without_parts", "part_headings", "auto_numbered", "preamble", "trailer"),
    *("has_tables", "title", "agency", "year", "year_read"),
    *("table_notes", "media", "is_cut", "is_one_of_several", "claimed_dates"),
)
# A case that replaces part one writes only what it is about; what else part one must tell is not
# its matter.
ON_THE_REST_OF_PART_ONE = frozenset({"CMP05", "CMP20", "AUT16"})
ABOUT_THE_JUDGEMENT = (
    *("name", "edition", "change", "case", "no_report", "bare"),
    *("outcome", "findings", "reason", "others", "why"),
    *("other_years", "subordinates", "likenesses", "versions", "visits", "agencies", "documents"),
)


def assembled(case: dict[str, Any]) -> AuditCase:
    """The case that the YAML describes."""
    unknown = set(case) - {*ABOUT_THE_REPORT, *ABOUT_THE_JUDGEMENT}
    assert not unknown, f"unknown keys: {unknown}"
    edition = edition_named(case.get("edition", "2021"))
    reading = report_of(case)
    circumstances = conforming_case(
        conforming_report(edition=edition, year=case.get("year", YEARS[edition]))
    )
    if case.get("bare"):
        circumstances = AuditCase(held=reading, as_of=circumstances.as_of)
    changes = typed(circumstances, {**case.get("case", {}), **surrounded(case)})
    if case.get("no_report"):
        changes = {"held": None, "given_year": circumstances.year, **changes}
    else:
        changes = {"held": reading, **changes}
    return replace(circumstances, **changes)


def report_of(case: dict[str, Any], **given: Any) -> ReportReading:
    """The report that the keys of a case describe."""
    given = given | ({"media": Media(case["media"])} if "media" in case else {})
    return conforming_report(
        edition=edition_named(case.get("edition", "2021")),
        figures=case.get("change"),
        **{name: case[name] for name in ABOUT_THE_REPORT if name in case} | given,
    )


def surrounded(case: dict[str, Any]) -> dict[str, Any]:
    """The other reports and visits that the YAML describes, as fields of the case or inside it."""
    found: dict[str, Any] = {}
    if "other_years" in case:
        found["other_years"] = {
            year: report_of(other, **({} if "year" in other else {"year": year}))
            for year, other in case["other_years"].items()
        }
    if "subordinates" in case:
        found["subordinates"] = tuple(
            Subordinate(
                name=one["name"], reading=report_of(one["report"]) if "report" in one else None
            )
            for one in case["subordinates"]
        )
    if "likenesses" in case:
        found["likenesses"] = tuple(
            Likeness(**{**one, "text_share": Decimal(str(one["text_share"]))})
            for one in case["likenesses"]
        )
    if "versions" in case:
        found["versions"] = tuple(
            OtherVersion(name=one["name"], url=one.get("url"), reading=report_of(one["report"]))
            for one in case["versions"]
        )
    if "visits" in case:
        found["visits"] = tuple(visit_of(one) for one in case["visits"])
    if "agencies" in case:
        found["agencies"] = {name: tuple(others) for name, others in case["agencies"].items()}
    if "documents" in case:
        found["documents"] = case["documents"]
    return found


def visit_of(given: dict[str, Any]) -> SeenVisit:
    """A visit with the plain values of YAML in their types."""
    dates = {DateBasis(basis): day for basis, day in given.get("claimed_dates", {}).items()}
    visit_class = VisitClass(given.get("visit_class", VisitClass.COLLECTED))
    place = given.get("place", "苏镇市教育局网站")
    return SeenVisit(
        **{**given, "claimed_dates": dates, "visit_class": visit_class, "place": place}
    )


def typed(basis: AuditCase, given: dict[str, Any]) -> dict[str, Any]:
    """The changes to the case, with the plain values of YAML in their types."""
    changes = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    if "claimed_dates" in changes:
        changes["claimed_dates"] = {DateBasis(b): d for b, d in changes["claimed_dates"].items()}
    if "years_seen" in changes:
        changes["years_seen"] = {y: VisitClass(c) for y, c in changes["years_seen"].items()}
    for name, kind in (("kind", AgencyKind), ("visit_class", VisitClass)):
        if changes.get(name) is not None:
            changes[name] = kind(changes[name])
    for name in ("publication", "settings", "surroundings"):
        whole = getattr(basis, name)
        inside = {f.name: changes.pop(f.name) for f in fields(whole) if f.name in changes}
        changes[name] = replace(whole, **inside)
    return changes


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    results = {result.rule: result for result in judge(assembled(case), CATALOGUE)}
    result = results.pop(code)
    assert result.outcome == case["outcome"], shown(result)
    assert found(result, case.get("findings", [])) == case.get("findings", []), shown(result)
    if "reason" in case:
        assert result.reason == case["reason"]
    ignored = ON_THE_REST_OF_PART_ONE if "overview" in case.get("parts", {}) else frozenset()
    others = {
        c: shown(r)
        for c, r in results.items()
        if r.outcome is Outcome.NONCONFORMING and c not in ignored
    }
    assert set(others) == set(case.get("others", [])), others
    crashed = {c: r.reason for c, r in results.items() if r.outcome is Outcome.CRASHED}
    assert crashed == {}


def found(result: RuleResult, expected: list[dict[str, str]]) -> list[dict[str, str]]:
    """The findings as the case states them: the message only where the case gives one."""
    has_message = any("message" in finding for finding in expected)
    return [
        {"subject": f.subject, "severity": f.severity.value}
        | ({"message": f.message} if has_message else {})
        for f in result.findings
    ]


def shown(result: RuleResult) -> str:
    """The result in a few lines, for the message of a failed test."""
    lines = [f"{result.rule} {result.outcome}: {result.reason}"]
    lines += [f"  {f.subject} {f.severity}: {f.message}" for f in result.findings]
    return "\n".join(lines)
