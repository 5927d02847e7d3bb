"""Real reports: no cell is read wrongly, and what is read does not fall below the floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reading.contract import reading_json
from reading.editions import EDITIONS
from reading.reader import read

pytestmark = pytest.mark.real_reports
# right cells, unread cells. A floor falls only with a reason in the change log.
# 006: ten rows of table three stand in the text without their label; leaving them unread is honest.
FLOORS = {
    "006_shanghai_stc_2024_txt": (130, 70),
    "008_shuyang_county_2025_txt": (200, 0),
    "009_shanghai_go_2019_html": (198, 0),
    "027_hebei_jyt_2023_txt": (200, 0),
    "028_hebei_jyt_2022_txt": (200, 0),
    "029_hebei_jyt_2021_txt": (200, 0),
    "030_hebei_jyt_2019_txt": (198, 0),
    "051_pingtan_2024_html": (200, 0),
    "057_shuyang_drc_2023_html": (200, 0),
    "forms_distinct": (200, 0),
    "forms_real": (200, 0),
}
# The expected reading calls 平潭综合实验区 as honest as 平潭综合实验区管委会.
ALSO_HONEST = {"051_pingtan_2024_html": "平潭综合实验区"}
FLATTENED = ("010_hebei_kjt_2023", "050_pingtan_2025", "052_pingtan_2023", "056_pingtan_2019")
BEFORE_THE_FORMAT = ("015_hebei_kjt_2018", "018_hebei_kjt_2015", "036_hebei_jyt_2013")


def _documents(root: Path, shared: Path, name: str):
    path = root / "tests/corpus/real" / f"{name}.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    for file in expected.get("files") or [expected["file"]]:
        body = (shared / file).read_bytes()
        yield expected, reading_json(read(body, name=file), file=file, sha256="")


@pytest.mark.parametrize("name", FLOORS)
def test_no_cell_is_wrong_and_the_floors_hold(root, shared, name):
    right_at_least, unread_at_most = FLOORS[name]
    for expected, found in _documents(root, shared, name):
        figures = {path: [f["value"], f["printed"]] for path, f in found["figures"].items()}
        wrong = {p: v for p, v in figures.items() if expected["figures"].get(p) != v}
        assert wrong == {}
        states = [u["state"] for u in found["unread"]]
        assert len(figures) >= right_at_least
        assert len(states) <= unread_at_most + len(expected["missing"])
        missing = [u["path"] for u in found["unread"] if u["state"] == "missing"]
        assert missing == expected["missing"]


@pytest.mark.parametrize("name", FLOORS)
def test_real_reports_say_who_and_when(root, shared, name):
    for expected, found in _documents(root, shared, name):
        assert found["agency"] in (expected["agency"], ALSO_HONEST.get(name))
        assert (found["year"], found["edition"]) == (expected["year"], expected["edition"])
        headings = {part: p["heading"] for part, p in found["parts"].items()}
        assert headings == expected["parts"]
        # Titles are kept without spaces (sample 001); some expected readings keep them.
        title = expected["title"]
        assert found["title"] == (title and title.replace(" ", ""))


@pytest.mark.parametrize("name", FLATTENED)
def test_cells_that_ran_together_are_never_split(shared, name):
    body = (shared / "reports/real" / f"{name}.txt").read_bytes()
    reading = read(body, name=name)
    assert len(reading.figures) in (198, 200)
    by_state = {figure.state.value for figure in reading.figures.values()}
    assert by_state <= {"ambiguous", "number"}
    read_ones = {path for path, f in reading.figures.items() if f.state.value == "number"}
    single = {row.paths()[0] for e in EDITIONS for row in e.proactive_rows if len(row.columns) == 1}
    assert read_ones <= single


@pytest.mark.parametrize("name", BEFORE_THE_FORMAT)
def test_reports_before_the_format_are_readable_and_have_no_figures(shared, name):
    reading = read((shared / "reports/real" / f"{name}.txt").read_bytes(), name=name)
    assert (reading.edition, dict(reading.figures)) == (None, {})
    assert reading.year is not None
    assert reading.year < 2019


def test_reports_of_which_extraction_lost_the_tables_have_nothing_missing(shared):
    for path in sorted((shared / "reports/real").glob("*.txt")):
        if path.stem == "031_hebei_jyt_2018stat":
            continue
        reading = read(path.read_bytes(), name=path.name)
        states = {figure.state.value for figure in reading.figures.values()}
        assert "missing" not in states, path.name
