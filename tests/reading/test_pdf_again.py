"""The second reading of a PDF: the same figures by another way, or none."""

from __future__ import annotations

import pytest
from pdf_writer import Paper, printed_report

from reading.again import read_again
from reading.pdf.again import pdf_lines
from reading.pdf.document import read_pdf
from reading.reader import reading_of

LAYOUTS = {
    "whole": {},
    "short pages": {"height": 420.0},
    "rows cut by the break": {"height": 330.0, "cuts": True},
    "header repeated": {"height": 420.0, "repeats": 3},
    "no rules at the break": {"height": 420.0, "open_ends": True},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["made", "made_2019"])
def test_no_figure_is_read_as_another(request, edition, layout):
    report = request.getfixturevalue(edition)(changes={"requests.received.company": ""})
    body = printed_report(report, **LAYOUTS[layout])
    reading = reading_of(read_pdf(body))
    again = read_again(body, reading, tuple(reading.figures))
    told = {path: (f.state, f.printed) for path, f in again.items() if f is not None}
    assert told == {
        path: (f.state, f.printed) for path, f in reading.figures.items() if path in told
    }
    assert len(told) >= len(reading.figures) * 0.9


def test_the_rows_of_a_table_as_they_stand(made):
    lines = list(pdf_lines(printed_report(made(), height=420.0)))
    printed = made().printed()
    rows = {line[-8]: line[-7:] for line in lines if 8 <= len(line) <= 10}
    for row in made().edition.request_rows:
        assert rows[row.label] == tuple(printed[f"{row.path}.{c.name}"] for c in row.columns)


def test_a_page_of_too_many_rules_is_left_alone():
    paper = Paper()
    paper.page()
    for number in range(1600):
        paper.rule(50, number / 2, 300, number / 2)
    assert list(pdf_lines(paper.bytes())) == []
