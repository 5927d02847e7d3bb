"""Several years' reports in one document are read apart where it is certain which is which."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reading.reader import read
from reading.workers.rows import reading_of_text, reading_text

PATH = "requests.received.individual"
WARNING = "文件中有 2024、2023、2022 年的几份年度报告，已按年度分开识读"


def _inner(body: bytes) -> str:
    found = re.fullmatch(r"<html><body><div>(.*)</div></body></html>", body.decode())
    assert found is not None
    return found[1]


def _page(*pieces: str) -> bytes:
    return f"<html><body><div class='c'>{''.join(pieces)}</div></body></html>".encode()


@pytest.fixture
def reports(made):
    return {year: made(year=year, changes={PATH: str(year)}) for year in (2022, 2023, 2024)}


@pytest.mark.parametrize("order", [(2024, 2023, 2022), (2022, 2023, 2024), (2023, 2024, 2022)])
def test_each_report_is_read_as_if_it_stood_alone(reports, order):
    anchors = "".join(f'<a href="#y{year}">{year}年</a>' for year in order)
    body = _page(anchors, *(_inner(reports[year].html()) for year in order))
    reading = read(body, name="年报")
    assert [reading.year, *(one.year for one in reading.others)] == [2024, 2023, 2022]
    for year, report in reports.items():
        alone = read(report.html(), name="年报")
        assert reading.on(year) == replace(alone, warnings=(WARNING,), is_one_of_several=True)


def test_a_text_file_of_two_years_is_read_apart(reports):
    body = reports[2023].cell_lines() + b"\n\n" + reports[2024].cell_lines()
    reading = read(body, name="年报")
    for year in (2023, 2024):
        found = reading.on(year)
        assert (found.year, found.figures[PATH].value, len(found.parts)) == (year, year, 6)
        assert found.others == ()


def test_a_year_that_is_not_there_gives_the_newest(reports):
    reading = read(_page(_inner(reports[2023].html()), _inner(reports[2024].html())), name="年报")
    assert reading.on(2021).year == 2024
    assert reading.on(None).year == 2024


def test_what_the_page_claims_is_said_of_none_of_its_reports(reports):
    pieces = "<p>发布日期：2023-01-20</p>", *(_inner(reports[y].html()) for y in (2023, 2024))
    reading = read(_page(*pieces), name="年报")
    assert [dict(one.claimed_dates) for one in (reading, *reading.others)] == [{}, {}]


def test_the_title_of_an_older_report_ends_the_one_before(reports):
    older = "<h1>示例市样板局2018年政府信息公开工作年度报告</h1><p>全年公开信息 7 条。</p>"
    body = _page(_inner(reports[2024].html()), _inner(reports[2023].html()), older)
    reading = read(body, name="年报").on(2023)
    alone = read(reports[2023].html(), name="年报")
    assert reading.parts == alone.parts


@pytest.mark.parametrize(
    "spoil",
    [
        lambda first, second: (first, re.sub(r"<h1>.*?</h1>", "", second)),
        lambda first, second: (first, second.replace("2023年政府", "2024年政府")),
        lambda first, second: (first, second.replace("2023年政府", "政府")),
        lambda first, second: (first, re.sub(r"<p>[三四五六]、[^<]*</p>", "", second)),
    ],
    ids=["without a title", "of the same year", "without a year", "without its parts"],
)
def test_what_is_not_certain_stays_one_document(reports, spoil):
    pieces = spoil(_inner(reports[2024].html()), _inner(reports[2023].html()))
    assert read(_page(*pieces), name="年报").others == ()


def test_titles_of_other_years_beside_a_report_are_no_reports(reports):
    links = "".join(f"<p>示例市样板局{year}年政府信息公开工作年度报告</p>" for year in (2021, 2022))
    reading = read(_page(_inner(reports[2024].html()), links), name="年报")
    assert (reading.year, reading.others, reading.figures[PATH].value) == (2024, (), 2024)


def test_the_other_reports_go_from_process_to_process(reports):
    reading = read(_page(*(_inner(reports[year].html()) for year in reports)), name="年报")
    assert reading_of_text(reading_text(reading)) == reading
