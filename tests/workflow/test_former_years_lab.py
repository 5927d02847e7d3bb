"""Former years over real crawls of the portal lab: kept, taken off line, out of reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit.model import Outcome
from config.settings import AuditSettings, Config, CrawlSettings
from ledger.store import Ledger
from portal_lab.country import Country, Inhabitant, build_country
from portal_lab.faults import Fault, FaultKind
from portal_lab.lab import Lab
from portal_lab.truth import REPORT_YEAR, VISIT_ONE, VISIT_TWO
from workflow.judging import READERS
from workflow.run import run_visits

VISITS, YEARS = (VISIT_ONE, VISIT_TWO), (REPORT_YEAR,)
WHOLE, GAP, DOWN = "jyj", "wjw", "cgj"


def country() -> Country:
    """The reports on 2021 to 2023 are on line but for one; one site drops every connection."""
    here = {one.agency.agency_id: one for one in build_country().inhabitants}
    down = Fault(host=here[DOWN].site.portal.host, kind=FaultKind.CLOSE)
    return Country(inhabitants=(here[WHOLE], without(here[GAP], 2022), here[DOWN]), faults=(down,))


def without(inhabitant: Inhabitant, year: int) -> Inhabitant:
    """The inhabitant after its report on ``year`` was taken off line."""
    site = inhabitant.site
    left = tuple(entry for entry in site.portal.entries if entry.report_year != year)
    return replace(inhabitant, site=type(site)(replace(site.portal, entries=left)))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        data_dir=tmp_path / "var",
        reports_dir=tmp_path / "reports_out",
        audit=AuditSettings(history_from_year=2021, select=("TIM11",)),
        crawl=CrawlSettings(delay_seconds=0.0, delay_jitter=0.0, is_render_allowed=False),
    )


def test_only_a_year_that_two_visits_did_not_see_is_told(config: Config) -> None:
    city = country()
    with Lab(city) as lab:
        config = replace(config, crawl=replace(config.crawl, proxy=lab.proxy_url))
        run_visits(config, city.registry(), VISITS, lab.set_now, years=YEARS, readers=READERS)

    with Ledger.open(config.ledger_path) as ledger:
        cases = {case.agency_id: case.judgement_id or 0 for case in ledger.cases(*YEARS)}
        results = {name: ledger.results_of(case) for name, case in cases.items()}
        findings = {name: ledger.findings_of(case) for name, case in cases.items()}
    assert {
        name: [(result.rule, result.outcome, result.reason) for result in found]
        for name, found in results.items()
    } == {
        WHOLE: [("TIM11", Outcome.CONFORMS, None)],
        GAP: [("TIM11", Outcome.NONCONFORMING, None)],
        DOWN: [("TIM11", Outcome.UNDETERMINED, "公布情况：2021、2022年度未能核查清楚")],
    }
    assert {name: [one.message for one in found] for name, found in findings.items()} == {
        WHOLE: [],
        GAP: ["要求从2021年度起留存，两次完整核查均未见2022年度年报"],
        DOWN: [],
    }
