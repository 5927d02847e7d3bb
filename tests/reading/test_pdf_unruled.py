"""PDF: tables without rules are read by columns where all is plain, and else left unread."""

from __future__ import annotations

import pytest
from pdf_writer import HEADINGS, Paper, Printer, printed_report

from reading.blocks import Gap
from reading.model import FigureState
from reading.pdf.document import read_pdf
from reading.reader import reading_of

UNREAD = (FigureState.UNREADABLE, FigureState.AMBIGUOUS)
BLANKS = {
    "requests.received.company": "",
    "requests.granted.research": "/",
    "requests.refused_query.individual": "—",
    "requests.other_reason.total": "",
    "disputes.review.other": "",
}


def _wrong(report, body):
    printed = report.printed()
    return {
        path: (figure.state.value, figure.printed)
        for path, figure in reading_of(read_pdf(body)).figures.items()
        if figure.state not in UNREAD and figure.printed != printed.get(path)
    }


LAYOUTS = {
    "whole": {},
    "short pages": {"height": 420.0},
    "header repeated": {"height": 420.0, "repeats": 3},
    "up the sheet": {"turn": 90},
    "landscape": {"width": 842.0, "height": 595.0},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["made", "made_2019"])
def test_every_cell_is_read_without_a_rule(request, edition, layout):
    report = request.getfixturevalue(edition)()
    reading = reading_of(read_pdf(printed_report(report, ruled=False, **LAYOUTS[layout])))
    assert {p: f.printed for p, f in reading.figures.items()} == report.printed()
    assert [part.text for part in reading.parts.values()][1:4] == ["", "", ""]


def test_a_table_is_read_under_a_heading_of_other_words(made, monkeypatch):
    monkeypatch.setitem(HEADINGS, "requests", "三、依申请公开工作情况")
    reading = reading_of(read_pdf(printed_report(made(), ruled=False)))
    assert {p: f.printed for p, f in reading.figures.items()} == made().printed()
    assert reading.parts["requests"].heading == "三、依申请公开工作情况"


@pytest.mark.parametrize("height", range(250, 500, 25))
@pytest.mark.parametrize("changes", [{}, BLANKS], ids=["full", "with blanks"])
def test_no_page_height_makes_a_cell_wrong(made, height, changes):
    report = made(changes=changes)
    for how in ({}, {"cuts": True}, {"repeats": 3}, {"narrow": True}):
        assert (
            _wrong(report, printed_report(report, ruled=False, height=float(height), **how)) == {}
        )


@pytest.mark.parametrize("size", [5.0, 7.0, 11.0])
def test_no_size_of_letters_makes_a_cell_wrong(made, size):
    assert _wrong(made(), printed_report(made(), ruled=False, size=size)) == {}


def _table(
    rows, *, columns=(200, 242, 284, 326, 368, 410, 452), header=True, aside=0, doubled=None
):
    """Rows of table three: a label, and its numbers in columns.

    ``aside``: every other row stands so far to the right. ``doubled``: beside the label of this row
    stand two lines of numbers.
    """
    paper = Paper()
    printer = Printer(paper)
    printer.line("示例市样板局2023年政府信息公开工作年度报告", 14)
    printer.line("三、收到和处理政府信息公开申请情况")
    names = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
    for x, name in zip(columns, names, strict=True) if header else ():
        paper.text(x, printer.y, name)
    printer.y += 16
    for number, (label, values) in enumerate(rows):
        paper.text(40, printer.y, label)
        for x, value in zip(columns, values, strict=True):
            paper.text(x + aside * (number % 2), printer.y, value)
            if number == doubled:
                paper.text(x, printer.y + 7, value)
        printer.y += 16
    printer.line("四、政府信息公开行政复议、行政诉讼情况")
    printer.line("五、存在的主要问题及改进情况")
    return paper.bytes()


ROWS = [
    ("一、本年新收政府信息公开申请数量", ["1", "2", "3", "4", "5", "6", "21"]),
    ("二、上年结转政府信息公开申请数量", ["2", "2", "3", "4", "5", "6", "22"]),
    ("（一）予以公开", ["3", "2", "3", "4", "5", "6", "23"]),
    ("1.属于国家秘密", ["4", "2", "3", "4", "5", "6", "24"]),
    ("2.其他法律行政法规禁止公开", ["5", "2", "3", "4", "5", "6", "25"]),
    ("四、结转下年度继续办理", ["6", "2", "3", "4", "5", "6", "26"]),
]  # fmt: skip


def _read(body):
    document = read_pdf(body)
    read = reading_of(document).figures
    figures = {path: figure for path, figure in read.items() if path.startswith("requests.")}
    assert "missing" not in {figure.state.value for figure in figures.values()}
    return document, {
        path: figure.printed for path, figure in figures.items() if figure.state not in UNREAD
    }


def test_what_the_small_table_holds_is_read_and_the_rest_is_not_missing():
    document, found = _read(_table(ROWS))
    columns = ("individual", "company", "research", "charity", "legal_service", "other", "total")
    names = (
        "received",
        "carried_in",
        "granted",
        "refused_state_secret",
        "refused_by_law",
        "carried_out",
    )
    assert found == {
        f"requests.{name}.{column}": value
        for name, (_, values) in zip(names, ROWS, strict=True)
        for column, value in zip(columns, values, strict=True)
    }
    assert Gap(what="未能还原的表格") in document.blocks


SPOILT = {
    "without a header": {"rows": ROWS, "header": False},
    "columns that touch": {"rows": ROWS, "columns": (200, 209, 218, 227, 236, 245, 254)},
    "columns that do not stand over each other": {"rows": ROWS, "aside": 40},
    "too few rows": {"rows": ROWS[:3]},
    "labels that are none of the format": {"rows": [(f"事项{label}", v) for label, v in ROWS]},
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_table_that_is_not_plain_is_not_read(how):
    document, found = _read(_table(**SPOILT[how]))
    assert found == {}
    assert Gap(what="未能还原的表格") in document.blocks


def test_numbers_of_two_columns_that_touch_spoil_their_row_alone():
    rows = [*ROWS[:2], ("（一）予以公开", ["3", "22222", "3", "4", "5", "6", "23"]), *ROWS[3:]]
    _, found = _read(_table(rows))
    assert {path.split(".")[1] for path in found} == {
        "received", "carried_in", "refused_state_secret", "refused_by_law", "carried_out",
    }  # fmt: skip


def test_two_lines_of_numbers_beside_one_label_are_both_left_unread():
    _, found = _read(_table(ROWS, doubled=2))
    assert {path.split(".")[1] for path in found} == {
        "received", "carried_in", "refused_state_secret", "refused_by_law", "carried_out",
    }  # fmt: skip


def test_a_part_that_speaks_of_numbers_has_no_table(made):
    report = made(without_tables=frozenset(HEADINGS))
    assert not any(
        isinstance(block, Gap) for block in read_pdf(printed_report(report, ruled=False)).blocks
    )
