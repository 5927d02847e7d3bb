"""Editions are data: a third is a table, and a report that departs from one is seen as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from reading.editions import EDITION_2019, EDITION_2021, EDITIONS, edition_of_year
from reading.reader import read


def _states(reading, row):
    return {
        path.rsplit(".", 1)[1]: figure.state.value
        for path, figure in reading.figures.items()
        if path.startswith(f"{row}.")
    }


def _values(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _tr(line):
    cells = "".join(f'<td colspan="{c}" rowspan="{r}"><p>{t}</p></td>' for t, c, r in line)
    return f"<tr>{cells}</tr>"


def _page(report, **tables):
    body = ["<html><body><div><h1>示例市样板局2023年政府信息公开工作年度报告</h1>"]
    names = ("", "proactive", "requests", "disputes", "", "")
    for name, (heading, words, table) in zip(names, report._sections(), strict=True):
        rows = tables.get(name, table)
        body.append(f"<p>{heading}</p><p>{words or ''}</p>")
        if rows is not None:
            body.append(f"<table>{''.join(_tr(line) for line in rows)}</table>")
    return "".join([*body, "</div></body></html>"]).encode()


def test_a_third_edition_is_added_by_writing_a_table(root):
    program = root / "tests/reading/third_edition.py"
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(program)], capture_output=True, check=True, env=environment, timeout=60
    )
    assert json.loads(done.stdout.decode()) == {}


def test_every_year_since_the_first_has_one_edition():
    assert [edition_of_year(year) for year in (2018, 2019, 2020, 2021, 2025)] == [
        None,
        EDITION_2019,
        EDITION_2019,
        EDITION_2021,
        EDITION_2021,
    ]
    assert [edition.first_year for edition in EDITIONS] == sorted(e.first_year for e in EDITIONS)


def _with_total_first(report):
    """Table three with 总计 before 自然人, as its header says."""
    table = report.requests()
    header = [table[0], [table[1][2], *table[1][:2]], table[2]]
    return [*header, *([*line[:-7], line[-1], *line[-7:-1]] for line in table[3:])]


def _with_total_second(report):
    table = report.requests()
    first, group, total = table[1]
    header = [table[0], [first, total, group], table[2]]
    return [*header, *([*line[:-6], line[-1], *line[-6:-1]] for line in table[3:])]


def _with_label_last(report):
    """Table three mirrored: figures left of the labels, the groups outermost."""
    table = report.requests()
    (note, across, down), applicants = table[0]
    header = [[applicants, (note, across, down)], table[1], table[2]]
    return [*header, *([*line[-7:], *reversed(line[:-7])] for line in table[3:])]


def _with_numbers(report):
    """Table three with a column of 序号 before the labels."""
    table = report.requests()
    rows = [[("序号", 1, 3), *table[0]], table[1], table[2]]
    return [*rows, *([(str(n), 1, 1), *line] for n, line in enumerate(table[3:], 1))]


@pytest.mark.parametrize("arranged", [_with_total_first, _with_total_second, _with_numbers])
def test_columns_in_an_unusual_place_are_read_where_they_stand(made, arranged):
    report = made()
    reading = read(_page(report, requests=arranged(report)), name="年报")
    assert _values(reading) == report.printed()


def test_a_label_column_in_the_last_place_is_read_or_left_unread(made):
    """Rows whose label stands last are read; those with a group behind it are not."""
    report = made()
    reading = read(_page(report, requests=_with_label_last(report)), name="年报")
    printed = report.printed()
    read_ones = {p: v for p, v in _values(reading).items() if v is not None}
    assert {p: v for p, v in read_ones.items() if printed[p] != v} == {}
    assert set(_states(reading, "requests.received").values()) == {"number"}
    states = {f.state.value for f in reading.figures.values()}
    assert states <= {"number", "unreadable"}


def test_a_table_two_with_its_labels_last_is_read(made):
    report = made()
    mirrored = [list(reversed(line)) for line in report.proactive()]
    reading = read(_page(report, proactive=mirrored), name="年报")
    assert _values(reading) == report.printed()


def test_table_four_in_another_order_of_columns_is_read_as_its_header_says(made):
    report = made()
    table = report.disputes()

    def total_first(five):
        return [five[-1], *five[:-1]]

    second = [*total_first(table[1][:5]), *table[1][5:]]
    third = [*total_first(table[2][:5]), *total_first(table[2][5:])]
    figures = [cell for n in (0, 5, 10) for cell in total_first(table[3][n : n + 5])]
    rows = [table[0], second, third, figures]
    assert _values(read(_page(report, disputes=rows), name="年报")) == report.printed()


def test_table_four_with_a_row_for_each_kind_follows_its_header(made):
    report = made()
    labels = [c.label for c in EDITION_2021.dispute_rows[0].columns]
    order = [4, 0, 1, 2, 3]
    rows = [[("", 1, 1), *((labels[n], 1, 1) for n in order)]]
    for row in EDITION_2021.dispute_rows:
        cells = [report.cell(row, row.columns[n].name) for n in order]
        rows.append([(row.label, 1, 1), *((cell, 1, 1) for cell in cells)])
    assert _values(read(_page(report, disputes=rows), name="年报")) == report.printed()


def test_a_header_that_is_not_plain_leaves_table_four_unread(made):
    report = made()
    table = report.disputes()
    rows = [table[0], table[1], [table[2][1], table[2][0], *table[2][2:5], *table[2][5:]], table[3]]
    rows[2][3] = ("结果维持", 1, 1)
    rows[2][0] = ("尚未审结", 1, 1)
    states = _states(read(_page(report, disputes=rows), name="年报"), "disputes.suit_direct")
    assert set(states.values()) == {"unreadable"}


def test_a_block_of_the_other_edition_is_read_as_what_it_is(made, made_2019):
    """A report of 2021 whose first block has kept the columns of 2019."""
    report, older = made(), made_2019()
    older.year = 2023
    rows = [*older.proactive()[:4], *report.proactive()[4:]]
    reading = read(_page(report, proactive=rows), name="年报")
    assert reading.edition is EDITION_2021
    found = _values(reading)
    for name in ("made", "published", "total_published"):
        path = f"proactive.regulations.{name}"
        assert found[path] == older.printed()[path]
    assert set(_states(reading, "proactive.regulations").values()) == {"number", "missing"}
    figure = reading.figures["proactive.regulations.issued"]
    assert figure.reason == "表二“规章”一行按2019年版格式的各列填写"
    kept = {p: v for p, v in report.printed().items() if "regulations" not in p}
    kept = {p: v for p, v in kept.items() if "normative" not in p}
    assert {p: found[p] for p in kept} == kept


def test_a_row_that_a_province_adds_is_no_doubt(made_2019):
    report = made_2019(dropped=frozenset({"proactive.other_services"}))
    rows = report.proactive()
    extra = [("其他主动公开文件", 1, 1), ("7", 1, 1), ("8", 1, 1), ("9", 1, 1)]
    rows = [*rows[:4], extra, *rows[4:]]
    reading = read(_page(report, proactive=rows), name="年报")
    assert reading.warnings == ()
    assert reading.table_notes["proactive.extra_rows"] == "其他主动公开文件"
    assert set(_states(reading, "proactive.other_services").values()) == {"missing"}


def test_the_words_of_an_unknown_row_are_kept(made):
    report = made(labels={"requests.refused_query": "8.一种没有见过的情形"})
    reading = read(_page(report), name="年报")
    assert reading.table_notes["requests.extra_rows"] == "8.一种没有见过的情形"
    assert set(_states(reading, "requests.refused_query").values()) == {"unreadable"}


def test_the_columns_of_a_table_that_goes_on_are_those_of_its_beginning(made):
    """The second half of a table without a header, under a header in another order."""
    report = made()
    rows = _with_total_first(report)
    body = _page(report, requests=rows).decode()
    at = body.index(_tr(next(line for line in rows if line[0][0] == "（四）无法提供")))
    body = f"{body[:at]}</table><table>{body[at:]}"
    reading = read(body.encode(), name="年报")
    wrong = {p: v for p, v in _values(reading).items() if v not in (None, report.printed()[p])}
    assert wrong == {}


def test_the_note_on_the_balance_is_kept(made):
    report = made()
    assert read(_page(report), name="年报").table_notes["requests.balance_note"] == (
        "（本列数据的勾稽关系为：…）"
    )
    table = report.requests()
    rows = [[("", 3, 3), table[0][1]], *table[1:]]
    reading = read(_page(report, requests=rows), name="年报")
    assert "requests.balance_note" not in reading.table_notes
