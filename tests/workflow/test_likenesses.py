"""Reports alike over agencies and years, as the cases are told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from builders import Cell, conforming_case, conforming_report
from neighbours import OLDER_TEXT

from archive.model import VisitClass
from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.circumstances import Likeness, Subordinate
from audit.engine import judge
from audit.likeness.texts import comparable_text, share_of, shingles_of
from config.settings import AuditSettings
from ledger.model import FindingQuery
from reading.model import ReportReading
from registry.model import Agency, AgencyKind, Registry
from workflow.likenesses import (
    Around,
    KeptReports,
    held_report,
    likenesses_of,
    subordinates_of,
)
from workflow.run import run_all

EDUCATION, WATER = "苏镇市教育局", "苏镇市水利局"
OTHER_FIGURES: dict[str, Cell] = {"proactive.penalties.decisions": 31}


def agency(name: str, **fields: object) -> Agency:
    kind = fields.pop("kind", AgencyKind.DEPARTMENT)
    return Agency(agency_id=name, name=name, kind=kind, region_code="990100", **fields)


def report(
    name: str, *, figures: dict[str, Cell] | None = None, is_copy: bool = True
) -> ReportReading:
    """The conforming report under another name, with its text or with another."""
    parts = {} if is_copy else dict(OLDER_TEXT)
    title = f"{name}2023年政府信息公开工作年度报告"
    return conforming_report(agency=name, title=title, figures=figures, parts=parts)


def found(*readings: tuple[str, int, ReportReading]) -> dict[tuple[str, int], Sequence[Likeness]]:
    reports = [
        held_report(agency(name), year, reading, f"http://{year}.example/")
        for name, year, reading in readings
    ]
    return dict(likenesses_of(reports, AuditSettings()))


def test_a_copied_text_is_told_to_both() -> None:
    first, second = report(EDUCATION), report(WATER, figures=OTHER_FIGURES)
    likenesses = found((EDUCATION, 2023, first), (WATER, 2022, second))
    texts = (comparable_text(first, (EDUCATION,)), comparable_text(second, (WATER,)))
    share = share_of(*map(shingles_of, texts))

    # The copy still names the agency that it was copied from.
    assert Decimal("0.99") < share < 1

    assert likenesses == {
        (EDUCATION, 2023): (
            Likeness(agency=WATER, year=2022, text_share=share, url="http://2022.example/"),
        ),
        (WATER, 2022): (
            Likeness(agency=EDUCATION, year=2023, text_share=share, url="http://2023.example/"),
        ),
    }


def test_the_same_figures_are_told_though_the_text_is_another() -> None:
    likenesses = found(
        (EDUCATION, 2023, report(EDUCATION)), (WATER, 2023, report(WATER, is_copy=False))
    )

    assert likenesses[WATER, 2023] == (
        Likeness(
            agency=EDUCATION,
            year=2023,
            text_share=Decimal(0),
            has_same_figures=True,
            url="http://2023.example/",
        ),
    )


def test_zeros_and_unread_figures_are_alike_to_nothing() -> None:
    zeros: dict[str, Cell] = {"proactive.*": 0, "requests.*": 0, "disputes.*": 0}
    unread: dict[str, Cell] = {"disputes.review.total": {"unreadable": "字迹不清"}}
    for figures in (zeros, unread):
        likenesses = found(
            (EDUCATION, 2023, report(EDUCATION, figures=figures)),
            (WATER, 2023, report(WATER, figures=figures, is_copy=False)),
        )
        assert likenesses == {(EDUCATION, 2023): (), (WATER, 2023): ()}


def test_an_agency_is_not_like_itself_nor_one_document_at_two_places() -> None:
    one = report(EDUCATION)

    assert found((EDUCATION, 2023, one), (EDUCATION, 2022, one)) == {
        (EDUCATION, 2023): (),
        (EDUCATION, 2022): (),
    }
    assert found((EDUCATION, 2023, one), ("苏镇市人民政府办公室", 2023, one))[EDUCATION, 2023] == ()


def test_subordinates_come_from_the_registry() -> None:
    city = agency("苏镇市人民政府", kind=AgencyKind.GOVERNMENT)
    agencies = (
        city,
        agency(EDUCATION, parent_id=city.agency_id),
        agency(WATER, parent_id=city.agency_id),
        agency("苏镇市税务局", parent_id=city.agency_id, is_vertical=True),
        agency("云川县人民政府", parent_id=city.agency_id, kind=AgencyKind.GOVERNMENT),
        agency("云川县教育局", parent_id="云川县人民政府"),
    )
    registry = Registry(agencies={one.agency_id: one for one in agencies}, places={})
    reading = report(EDUCATION)

    assert subordinates_of(registry, city, {EDUCATION: reading}) == (
        Subordinate(name=EDUCATION, reading=reading),
        Subordinate(name=WATER),
    )
    assert subordinates_of(registry, agencies[1], {}) is None


def test_what_a_run_keeps_tells_which_cases_are_judged_again() -> None:
    city = agency("苏镇市人民政府", kind=AgencyKind.GOVERNMENT)
    education = agency(EDUCATION, parent_id=city.agency_id)
    water = agency(WATER)
    registry = Registry(agencies={a.agency_id: a for a in (city, education, water)}, places={})
    kept = KeptReports(registry, AuditSettings())
    own = report(EDUCATION, figures=OTHER_FIGURES)
    kept.keep(education, 2023, own)
    kept.keep(water, 2023, report(WATER, is_copy=False))
    kept.keep(city, 2023, report("苏镇市人民政府"))
    around = kept.around()

    assert set(around) == {(EDUCATION, 2023), ("苏镇市人民政府", 2023), (WATER, 2023)}
    assert [one.agency for one in around[WATER, 2023].likenesses] == ["苏镇市人民政府"]
    (under,) = around["苏镇市人民政府", 2023].subordinates or ()
    assert under.reading is not None
    numbers = {path: figure for path, figure in own.figures.items() if figure.value}
    assert (under.name, dict(under.reading.figures)) == (EDUCATION, numbers)
    assert under.reading.edition is own.edition
    assert dict(under.reading.parts) == {}


def test_what_was_found_is_put_into_the_case() -> None:
    around = Around(likenesses=(Likeness(agency=WATER, year=2023, text_share=Decimal("0.9")),))
    case = around.put_into(conforming_case())

    assert case.surroundings.likenesses == around.likenesses
    assert judged(case)["AUT07"] == "nonconforming"
    assert judged(Around().put_into(case))["AUT07"] == "conforms"


def judged(case: AuditCase) -> dict[str, str]:
    return {result.rule: result.outcome.value for result in judge(case, CATALOGUE)}


def test_a_run_tells_agencies_that_publish_one_text_and_one_set_of_figures(office: Any) -> None:
    office.config = replace(office.config, audit=AuditSettings(select=("AUT07", "CON45")))
    office.run()
    with office.ledger() as ledger:
        found = {(one.agency_id, one.rule) for one in ledger.findings(FindingQuery())}
    assert found == {(one, rule) for one in ("edu", "fin", "town") for rule in ("AUT07", "CON45")}


def test_a_copy_of_what_another_agency_published_a_year_before_is_told(
    office: Any, kit: Any
) -> None:
    older = {name.value: list(texts) for name, texts in OLDER_TEXT.items()}
    office.config = replace(office.config, audit=AuditSettings(select=("AUT07", "CON45")))
    for agency_id in ("fin", "town"):
        office.portals[agency_id] = kit.published(visit_class=VisitClass.NOT_SEEN)
    own = office.portals["edu"]
    office.portals["edu"] = kit.published(documents=(kit.report("edu", year=2022, parts=older),))
    run_all(
        office.config,
        office.clock(1),
        registry=kit.registry,
        years=(2022,),
        crawl=office.crawl,
        readers=kit.readers,
    )
    office.portals["edu"] = own
    figures = {**OTHER_FIGURES, "proactive.licences.decisions": 977}
    copy = kit.report("fin", parts=older, figures=figures)
    office.portals["fin"] = kit.published(documents=(copy,))
    office.run(2)
    with office.ledger() as ledger:
        found = ledger.findings(FindingQuery())
    assert [(one.agency_id, one.year, one.rule) for one in found] == [("fin", 2023, "AUT07")]
    (place,) = found[0].evidence
    assert (place.at, place.printed) == (
        "苏镇市教育局2022年度年报",
        "http://edu.example/2023/0.html",
    )
