"""The second reading agrees on sound bytes, differs on tampered ones, abstains where unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reading.again import read_again
from reading.model import FigureState
from reading.reader import read

FORMS = ("html", "docx", "cell_lines", "tab_rows")


def _pairs(reading, again):
    return {p: (reading.figures[p].state, reading.figures[p].value) for p in again}, {
        p: figure and (figure.state, figure.value) for p, figure in again.items()
    }


@pytest.mark.parametrize("form", FORMS)
def test_both_ways_agree_on_every_figure(made, form):
    body = getattr(made(), form)()
    reading = read(body, name="年报")
    first, second = _pairs(reading, read_again(body, reading, list(reading.figures)))
    assert second == first


@pytest.mark.parametrize("form", ["html", "cell_lines", "tab_rows"])
def test_tampered_bytes_are_read_otherwise(made, form):
    body = getattr(made(), form)()
    reading = read(body, name="年报")
    other = getattr(made(changes={"requests.received.total": "7788"}), form)()
    paths = ("requests.received.total", "requests.received.individual")
    again = read_again(other, reading, paths)
    assert (again[paths[0]].value, again[paths[0]].at) == (7788, reading.figures[paths[0]].at)
    assert again[paths[1]].value == reading.figures[paths[1]].value


def test_a_row_with_a_cell_too_few_makes_it_abstain(made):
    body = made().html()
    reading = read(body, name="年报")
    cut = body.replace(b'<td colspan="1" rowspan="1"><p>17</p></td></tr>', b"</tr>")
    assert read_again(cut, reading, ["requests.received.total"]) == {
        "requests.received.total": None
    }


def test_a_blank_cell_leaves_no_trace_in_text_and_makes_it_abstain(made):
    body = made(changes={"requests.received.total": ""}).cell_lines()
    reading = read(body, name="年报")
    assert reading.figures["requests.received.total"].state is FigureState.BLANK
    assert read_again(body, reading, ["requests.received.total"]) == {
        "requests.received.total": None
    }


def test_unknown_paths_and_missing_rows_make_it_abstain(made):
    body = made(dropped=frozenset({"requests.carried_out"})).html()
    reading = read(body, name="年报")
    paths = ["requests.carried_out.total", "requests.nothing.total"]
    assert read_again(body, reading, paths) == dict.fromkeys(paths)


@pytest.mark.real_reports
@pytest.mark.parametrize(
    "file",
    [
        "distinct/report.html",
        "distinct/report.docx",
        "real/report_gb18030.html",
        "real/report.docx",
    ],
)
def test_both_ways_agree_on_the_forms(shared, file):
    body = (shared / "reports/forms" / file).read_bytes()
    reading = read(body, name=file)
    first, second = _pairs(reading, read_again(body, reading, list(reading.figures)))
    assert second == first
    assert len(first) == 200


def test_a_row_whose_label_stands_outside_all_cells_is_not_missing(made):
    label = "要求提供公开出版物"
    whole = made().html().decode()
    at = whole.index(label)
    start, end = whole.rindex("<tr", 0, at), whole.index("</tr>", at)
    row = whole[start:end].replace("<td", "<span").replace("</td>", "</span>")
    body = (whole[:start] + row + whole[end:]).encode()
    reading = read(body, name="年报")
    path = "requests.unprocessed_publication.total"
    first = reading.figures[path]
    assert (first.state, first.reason) == (
        FigureState.UNREADABLE,
        "“3.要求提供公开出版物”的行名在表格之外，未能与数字对应",
    )
    blind = {**reading.figures, path: replace(first, state=FigureState.MISSING)}
    again = read_again(body, replace(reading, figures=blind), [path])[path]
    assert (again.state, again.reason) == (FigureState.UNREADABLE, "该行的名称另见于表格之外")
