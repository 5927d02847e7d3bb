"""The addresses that documents are sent to: in the registry file, in Excel and in CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.addresses import is_mail_address
from config.errors import InputError
from registry.changes import import_rows
from registry.export import export_registry
from registry.loader import load_registry
from registry.sheets import read_sheets

OWN = """[[agency]]
id = "jyj"
name = "苏镇市教育局"
kind = "department"
region = "990100"
emails = ["zwgk@jyj.suzhen.example", "+bgs@jyj.suzhen.example"]
"""
EMAILS = ("zwgk@jyj.suzhen.example", "+bgs@jyj.suzhen.example")


@pytest.mark.parametrize("name", ["名录.xlsx", "名录.csv"])
def test_addresses_go_to_a_list_and_come_back(tmp_path: Path, name: str) -> None:
    registry = tmp_path / "registry.toml"
    registry.write_text(OWN, encoding="utf-8")
    assert load_registry(registry).agencies["jyj"].emails == EMAILS
    export_registry(registry, tmp_path / name)
    made = import_rows(tmp_path / "fresh.toml", read_sheets(tmp_path / name).rows, region=None)
    assert made.registry.agencies["jyj"].emails == EMAILS


def test_offices_call_the_column_otherwise(tmp_path: Path) -> None:
    source = tmp_path / "表.csv"
    source.write_text("单位名称,邮箱\n苏镇市教育局,a@b.example；c@d.example\n", encoding="utf-8")
    (row,) = read_sheets(source).rows
    assert row.values["emails"] == ["a@b.example", "c@d.example"]


def test_what_is_no_address_is_refused_with_its_line(tmp_path: Path) -> None:
    source = tmp_path / "表.csv"
    source.write_text(
        "全称,类别,区划代码,电子邮箱\n苏镇市教育局,政府部门,990100,教育局@例子\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as error:
        import_rows(tmp_path / "fresh.toml", read_sheets(source).rows, region=None)
    assert error.value.problems == (
        (
            "agency[1]（a0001）.emails：各项应为邮箱地址，如 zwgk@suzhen.example，"
            "现为 ['教育局@例子']（表第2行）"
        ),
    )


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("a@b.example", True),
        ("zwgk.bgs+nb@oa.suzhen-1.example", True),
        ("a@b", False),
        ("a@b.example\n", False),
        ("a@b.example\r\nBcc: c@d.example", False),
        ("a..b@c.example", False),
        ("A <a@b.example>", False),
        ("a@b.example,c@d.example", False),
        ("-a@-b.example", False),
        ("a\u202e@b.example", False),
        (f"{'a' * 65}@b.example", False),
        (f"{'a' * 64}@b.example", True),
        (f"a@{'b.' * 126}cn", False),
        ("", False),
    ],
)
def test_what_is_an_address(text: str, is_address: bool) -> None:
    assert is_mail_address(text) is is_address
