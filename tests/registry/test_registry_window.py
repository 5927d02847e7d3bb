"""The hours of a place, from the registry and from the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import InputError
from config.loader import load_config
from registry.loader import load_registry

ROWS = """
[[agency]]
id = "jyj"
name = "苏镇市教育局"
kind = "department"
region = "329900"

[[place]]
id = "p"
agency = "jyj"
home = "http://jyj.suzhen.gov.cn/"
window = "{window}"
"""


def test_a_place_has_its_hours(tmp_path: Path) -> None:
    file = tmp_path / "registry.toml"
    file.write_text(ROWS.format(window="22:00-06:00"), encoding="utf-8")
    assert load_registry(file).places["p"].window == "22:00-06:00"


def test_hours_that_are_none_are_told(tmp_path: Path) -> None:
    file = tmp_path / "registry.toml"
    file.write_text(ROWS.format(window="夜间"), encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_registry(file)
    assert told.value.problems == (
        "place[1]（p）.window：应为“时:分-时:分”，如 22:00-06:00，现为 '夜间'",
    )


def test_the_settings_have_hours_for_all(tmp_path: Path) -> None:
    file = tmp_path / "duban.toml"
    file.write_text('[crawl]\nwindow = "23:00-05:30"\nlongest_retry_after = 60\n', encoding="utf-8")
    crawl = load_config(file, {}, tmp_path).crawl
    assert (crawl.window, crawl.longest_retry_after) == ("23:00-05:30", 60.0)
