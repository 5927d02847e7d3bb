"""One report that an agency keeps at two places is one report, and its faults are told once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from archive.model import VisitClass
from registry.model import Place, PlaceKind, Registry

CELL = "requests.granted.total"


def with_platform(registry: Registry) -> Registry:
    platform = Place(
        place_id="platform",
        agency_id="edu",
        home_url="http://www.example/",
        kind=PlaceKind.PARENT_PLATFORM,
    )
    return replace(registry, places={**registry.places, "platform": platform})


def told(office: Any) -> list[tuple[str, str]]:
    """The rules and messages of the findings on the department's report."""
    with office.ledger() as ledger:
        (case,) = [case for case in ledger.cases(2023) if case.agency_id == "edu"]
        return sorted((f.rule, f.message) for f in ledger.findings_of(case.judgement_id))


def test_what_is_wrong_is_told_once(office: Any, kit: Any) -> None:
    wrong = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.portals["edu"] = wrong
    office.run()
    alone = told(office)
    office.portals["platform"] = wrong
    office.registry = with_platform(kit.registry)
    office.run(2)
    assert alone != []
    assert told(office) == alone


def test_a_platform_that_lacks_the_report_takes_nothing_from_it(office: Any, kit: Any) -> None:
    office.portals["platform"] = kit.published(visit_class=VisitClass.ABSENT_UNCONFIRMED)
    office.registry = with_platform(kit.registry)
    office.run()
    with office.ledger() as ledger:
        (case,) = [case for case in ledger.cases(2023) if case.agency_id == "edu"]
        assert case.judgement_id is not None
    assert told(office) == []
