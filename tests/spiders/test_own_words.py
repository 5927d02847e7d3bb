"""What the text of a report says of its year and author, against the title that stands above it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from crawl_site import AGENCY, report_page

from archive.model import VisitClass
from reading.errors import DocumentError
from reading.reader import read
from spiders.own_words import is_known_author, is_slip_of, other_author, year_spoken_of
from spiders.verify import Document, verify

TITLE = "苏镇市教育局2023年政府信息公开工作年度报告"
OTHER = "苏镇市粮食和物资储备局"
OLD_TEXT = report_page(2022).replace("苏镇市教育局2022年政府信息", "苏镇市教育局2023年政府信息")
AUTHOR = f"<p>本报告由{OTHER}依照《中华人民共和国政府信息公开条例》编制。</p>"
OTHER_TEXT = (
    report_page(agency=OTHER)
    .replace(f"{OTHER}2023年政府信息", "苏镇市教育局2023年政府信息")
    .replace('<div id="zoom">', f'<div id="zoom">{AUTHOR}')
)


def judged(text: str, others: tuple[str, ...] = (OTHER,)) -> VisitClass | None:
    document = Document(name="年报.html", bodies=(text.encode(),), content_types=("text/html",))
    return verify(document, year=2023, names=AGENCY.names, others=others).failure


def test_last_year_s_text_under_this_year_s_title() -> None:
    assert TITLE in OLD_TEXT
    assert judged(OLD_TEXT) is VisitClass.WRONG_YEAR_FILE
    assert year_spoken_of(read(OLD_TEXT.encode(), name="a"), 2023) == 2022


@pytest.mark.parametrize(
    ("found", "put"),
    [
        # the year is in the text: the period was not carried over
        ("一、总体情况</b></p><p>2022年", "一、总体情况</b></p><p>2023年"),
        ("一、总体情况</b></p>", "一、总体情况</b></p><p>2023年共公开信息9条，比2022年多。</p>"),
        # the period is right, or there is none
        ("2022年1月1日起至2022年12月31日", "2023年1月1日起至2023年12月31日"),
        ("自2022年1月1日起至2022年12月31日止", "见下"),
        # a plan for the next year, no year of its own
        ("2022年，苏镇市教育局", "苏镇市教育局"),
        ("2022年，苏镇市教育局", "较2022年，苏镇市教育局"),
        ("2022年，苏镇市教育局", "按照《2022年政务公开工作要点》，苏镇市教育局"),
    ],
)
def test_where_the_year_may_be_right_nothing_is_told(found: str, put: str) -> None:
    assert found in OLD_TEXT
    assert judged(OLD_TEXT.replace(found, put)) is None


def test_a_text_of_last_year_looks_ahead_to_this_one() -> None:
    plan = "五、存在的主要问题及改进情况</b></p>"
    assert judged(OLD_TEXT.replace(plan, f"{plan}<p>2023年，将继续改进。</p>")) is (
        VisitClass.WRONG_YEAR_FILE
    )


def test_another_agency_s_text_under_the_right_title() -> None:
    assert TITLE in OTHER_TEXT
    assert judged(OTHER_TEXT) is VisitClass.WRONG_AGENCY_FILE
    assert other_author(read(OTHER_TEXT.encode(), name="a"), AGENCY.names) == OTHER
    assert is_known_author(OTHER, AGENCY.names, (OTHER,))


@pytest.mark.parametrize(
    ("found", "put"),
    [
        # the agency is named, in full or without its region
        ("认真做好", "和苏镇市教育局认真做好"),
        ("认真做好", "和教育局认真做好"),
        # nobody is named as the author, or the same body under another name
        (AUTHOR, ""),
        (OTHER, "苏镇市教育局办公室"),
    ],
)
def test_where_the_author_may_be_right_nothing_is_told(found: str, put: str) -> None:
    text = OTHER_TEXT.replace(found, put)
    assert text != OTHER_TEXT
    assert judged(text) is None


def test_an_unknown_body_of_the_same_region_may_be_a_former_name() -> None:
    assert judged(OTHER_TEXT, others=()) is None
    elsewhere = OTHER_TEXT.replace("苏镇市粮食", "东亭市粮食")
    assert judged(elsewhere, others=()) is VisitClass.WRONG_AGENCY_FILE


@pytest.mark.parametrize(
    ("issuer", "name", "is_slip"),
    [
        ("沐阳县人民政府", "沭阳县人民政府", True),
        ("沭阳县人民政府", "沭阳县人民政府", False),
        ("苏镇市统计局", "苏镇市审计局", False),
        ("沐阳县教育局", "沭阳县人民政府", False),
        ("教育局", "财政局", False),
    ],
)
def test_a_letter_of_the_region_may_be_a_slip(issuer: str, name: str, *, is_slip: bool) -> None:
    assert is_slip_of(issuer, name) is is_slip


def test_a_short_name_is_no_other_agency() -> None:
    text = report_page(agency="苏镇市科技局")
    document = Document(name="a.html", bodies=(text.encode(),), content_types=("text/html",))
    found = verify(document, year=2023, names=("苏镇市科学技术局",))
    assert found.failure is None


@pytest.mark.real_reports
def test_no_real_report_is_another_year_s_or_agency_s(shared: Path) -> None:
    with (shared / "reports/INDEX.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["kind"] == "report-full" and r["agency"]]
    others = {row["agency"] for row in rows}
    told = {}
    for row in rows:
        path = shared / "reports" / row["file"]
        document = Document(name=path.name, bodies=(path.read_bytes(),))
        names, year = (row["agency"],), int(row["year"])
        try:
            found = verify(document, year=year, names=names, others=sorted(others))
        except DocumentError:
            continue
        if found.failure in (VisitClass.WRONG_YEAR_FILE, VisitClass.WRONG_AGENCY_FILE):
            told[path.name] = found.reason
    assert told == {}
