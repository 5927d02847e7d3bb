"""The five samples the project started from read exactly as their independent readings say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reading.contract import reading_json
from reading.reader import read

pytestmark = pytest.mark.real_reports
SAMPLES = ("000", "001", "002", "003", "004")


def _expected(root: Path, number: str) -> dict[str, object]:
    path = root / "tests/corpus/samples/readings" / f"{number}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _read(shared: Path, number: str) -> dict[str, object]:
    path = next((shared / "reports/samples").glob(f"{number}_*.txt"))
    return reading_json(read(path.read_bytes(), name=path.name), file=path.name, sha256="")


@pytest.mark.parametrize("number", SAMPLES)
def test_every_figure_of_a_sample_is_read_as_expected(root, shared, number):
    expected, found = _expected(root, number), _read(shared, number)
    figures = {path: [f["value"], f["printed"]] for path, f in found["figures"].items()}
    assert figures == expected["figures"]
    assert [(u["path"], u["state"]) for u in found["unread"]] == [
        (path, "missing") for path in expected["missing"]
    ]


@pytest.mark.parametrize("number", SAMPLES)
def test_what_a_sample_says_of_itself_is_read_as_expected(root, shared, number):
    expected, found = _expected(root, number), _read(shared, number)
    names = ("agency", "year", "edition", "title")
    assert {name: found[name] for name in names} == {name: expected[name] for name in names}
    headings = {name: part["heading"] for name, part in found["parts"].items()}
    assert headings == expected["parts"]
    assert (found["media"], found["warnings"]) == ("text", [])


def test_the_four_samples_of_2023_have_200_cells_and_that_of_2019_has_191(shared):
    counts = {n: len(_read(shared, n)["figures"]) for n in SAMPLES}
    assert counts == {"000": 200, "001": 200, "002": 191, "003": 200, "004": 200}


def test_the_remains_of_a_chart_stand_in_the_trailer(shared):
    path = next((shared / "reports/samples").glob("003_*.txt"))
    reading = read(path.read_bytes(), name=path.name)
    assert reading.trailer[0].text == "不同方式主动公开政务信息统计"
    assert {sentence.at.split()[0] for sentence in reading.trailer} == {"正文后"}
    assert "类别" not in reading.parts["other_matters"].text


@pytest.mark.parametrize(
    ("number", "numerals"),
    [("000", "一二三四五六"), ("004", "一-三四五六")],
)
def test_numerals_of_the_parts_are_recorded_as_printed(shared, number, numerals):
    path = next((shared / "reports/samples").glob(f"{number}_*.txt"))
    reading = read(path.read_bytes(), name=path.name)
    assert "".join(part.numeral or "-" for part in reading.parts.values()) == numerals
