"""Several years' reports in one file: all are read, the one asked for is judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def both(files: dict[str, Path], tmp_path: Path) -> Path:
    page = files["report.html"].read_text(encoding="utf-8")
    path = tmp_path / "历年.html"
    path.write_text(page + page.replace("2023年", "2022年"), encoding="utf-8")
    return path


def test_read_tells_all_of_them(duban: Callable, both: Path) -> None:
    (row,) = json.loads(duban("read", both, "--format", "json").out)
    assert (row["year"], [one["year"] for one in row["others"]]) == (2023, [2022])
    told = duban("read", both).out
    assert told.count("  标题：") == 2
    assert "文件中有 2023、2022 年的几份年度报告，已按年度分开识读" in told


@pytest.mark.parametrize(("options", "year"), [((), 2023), (("--year", "2022"), 2022)])
def test_check_judges_the_one_asked_for(
    duban: Callable, both: Path, options: tuple[str, ...], year: int
) -> None:
    answer = duban("check", both, *options, "--select", "CMP23", "--format", "json")
    (row,) = json.loads(answer.out)
    assert (answer.status, row["year"]) == (0, year)
    assert [(one["rule"], one["outcome"]) for one in row["results"]] == [("CMP23", "conforms")]
