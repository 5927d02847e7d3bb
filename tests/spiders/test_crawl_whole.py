"""The crawl over the whole country: every row of its truth.

What takes long (scans, slow hosts, thousands of rows) is left to ``bench/lab.py``, which also goes
through all phases.
"""

from __future__ import annotations

import pytest

from bench.lab_rows import Conduct, conduct, differences
from bench.lab_visits import QUICK, Crawled, crawled, open_lab
from portal_lab.phases import Phase
from portal_lab.whole.country import build_whole_country
from portal_lab.whole.roster import ROSTER

LONG = {
    "suzhen-fgw": "a scan",
    "suzhen-rsj": "four thousand rows",
    "suzhen-nyj": "a file of 60 MB",
    "suzhen-gzw": "a drip",
    "suzhen-sthj": "pages as pictures",
    "suzhen-cgj": "a pause of a second",
    "haiyi-slj": "a slow host",
    "haiyi-lyj": "a scan",
}
YEARS = (2023, 2024, 2025)
COUNTRY = build_whole_country(1, tuple(m.agency_id for m in ROSTER if m.agency_id not in LONG))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    with open_lab(COUNTRY) as lab:
        return crawled(
            lab,
            COUNTRY.registry(),
            tmp_path_factory.mktemp("whole"),
            phase=Phase.PUBLISHED,
            years=YEARS,
        )


def test_every_row_of_truth_holds(run: Crawled) -> None:
    found = {
        (d.truth.place_id, d.truth.year, str(d.kind)): f"wanted {d.want}, got {d.got}"
        for d in differences(
            COUNTRY, run, Phase.PUBLISHED, alone=True, has_browser=False, years=YEARS
        )
    }
    assert found == {}


def test_nobody_is_accused_of_what_was_in_our_way(run: Crawled) -> None:
    accused = {
        (d.truth.place_id, d.truth.year)
        for d in differences(
            COUNTRY, run, Phase.PUBLISHED, alone=True, has_browser=False, years=YEARS
        )
        if d.is_accusation
    }
    assert accused == set()


def test_the_visitor_behaves(run: Crawled) -> None:
    behaved = conduct(run.log, COUNTRY.registry(), COUNTRY.robots, QUICK)
    assert behaved == Conduct(
        strangers=(),
        disallowed=(),
        anonymous=(),
        robots_not_first=(),
        after_blocks=(),
        over_budget=(),
        most_at_once=1,
    )


def test_every_place_and_year_has_one_visit_and_the_evidence_is_sound(run: Crawled) -> None:
    assert run.status == 0
    places = COUNTRY.registry().places
    assert sorted(run.visits) == sorted((place, year) for place in places for year in YEARS)
    (run_id,) = run.archive.runs()
    assert run.archive.verify(run_id) == ()
