"""PDF: tables by their rules over page breaks, paragraphs from lines, and what is no report."""

from __future__ import annotations

import json

import pytest
from pdf_writer import FONT, HEADINGS, WIDTHS, Paper, Printer, built, printed_report, stream

from reading.blocks import Gap, Grid, Paragraph
from reading.model import FigureState, Media
from reading.pdf.document import ScanOnly, read_pdf
from reading.reader import reading_of


def _values(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _grids(document):
    return [block for block in document.blocks if isinstance(block, Grid)]


def _rows(grid):
    return [[cell.text for cell in grid.own_cells(row)] for row in range(len(grid.slots))]


LAYOUTS = {
    "whole": {},
    "short pages": {"height": 420.0},
    "short pages, no rules at the break": {"height": 420.0, "open_ends": True},
    "rows cut by the break": {"height": 330.0, "cuts": True},
    "rows cut, no rules at the break": {"height": 345.0, "cuts": True, "open_ends": True},
    "header repeated": {"height": 420.0, "repeats": 3},
    "written up the sheet": {"turn": 90},
    "written down the sheet, cut": {"turn": 270, "height": 400.0, "cuts": True},
    "landscape": {"width": 842.0, "height": 595.0},
    "head first": {"turn": 180},
    "turned, and no viewer is told": {"turn": 90, "rotate": 0, "height": 420.0},
    "shown sideways, written upright": {"rotate": 270, "height": 420.0},
    "one character a line": {"narrow": True, "height": 420.0},
    "one character a line, cut": {"narrow": True, "height": 330.0, "cuts": True},
    "heads and feet": {"height": 420.0, "head": "示例市样板局文件", "foot": "第 {} 页 共 9 页"},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["made", "made_2019"])
def test_every_cell_is_read_however_the_pages_break(request, layout, edition):
    report = request.getfixturevalue(edition)()
    reading = reading_of(read_pdf(printed_report(report, **LAYOUTS[layout])))
    assert _values(reading) == report.printed()
    assert reading.media is Media.PDF
    assert (reading.agency, reading.year) == ("示例市样板局", report.year)
    assert [part.numeral for part in reading.parts.values()] == list("一二三四五六")


@pytest.mark.parametrize("height", range(250, 500, 13))
def test_no_page_height_makes_a_cell_wrong(made, height):
    changes = {
        "requests.received.company": "",
        "requests.granted.research": "/",
        "requests.refused_query.individual": "—",
        "requests.other_reason.total": "",
        "disputes.review.other": "",
    }
    report = made(changes=changes)
    for how in ({}, {"cuts": True}, {"cuts": True, "open_ends": True}, {"repeats": 3}):
        reading = reading_of(read_pdf(printed_report(report, height=float(height), **how)))
        unread = (FigureState.UNREADABLE, FigureState.AMBIGUOUS)
        wrong = {
            path: (figure.state, figure.printed)
            for path, figure in reading.figures.items()
            if figure.state not in unread and figure.printed != report.printed()[path]
        }
        assert wrong == {}


def test_a_row_that_is_really_missing_is_missing(made):
    report = made(dropped=frozenset({"requests.unprocessed_repeat"}))
    reading = reading_of(read_pdf(printed_report(report, height=420.0)))
    missing = {p for p, f in reading.figures.items() if f.state is FigureState.MISSING}
    assert {path.rsplit(".", 1)[0] for path in missing} == {"requests.unprocessed_repeat"}
    assert len(missing) == 7


def test_paragraphs_are_joined_over_lines_and_pages_and_page_numbers_dropped(made):
    report = made(without_tables=frozenset(HEADINGS))
    document = read_pdf(printed_report(report, height=200.0, width=300.0))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == [
        "示例市样板局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "本机关认真贯彻条例，" * 12 + "全年主动公开信息若干条。",
        "五、存在的主要问题及改进情况",
        "存在的问题是解读形式单一。",
        "六、其他需要报告的事项",
        "本年度未收取信息处理费。",
    ]


def _boxed(rows, *, xs=(50, 150, 200), y=100, step=20):
    paper = Paper()
    paper.page()
    paper.text(50, 50, "二、主动公开政府信息情况" + "字" * 30)
    for number in range(len(rows) + 1):
        paper.rule(xs[0], y + number * step, xs[-1], y + number * step)
    for x in xs:
        paper.rule(x, y, x, y + len(rows) * step)
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            paper.text(x + 3, y + number * step + 5, text)
    return paper


def test_a_number_that_runs_over_its_border_is_not_read():
    paper = _boxed([("甲", "12345678", "0"), ("乙", "7", "8")], xs=(50, 150, 200, 250))
    grid = _grids(read_pdf(paper.bytes()))[0]
    assert [bool(cell.doubt) for cell in grid.own_cells(0)] == [False, True, True]
    assert [bool(cell.doubt) for cell in grid.own_cells(1)] == [False, False, False]


def test_two_numbers_in_a_cell_stay_two_and_a_wrapped_number_is_one():
    paper = _boxed([("甲", "12", "1234"), ("乙", "", "")], xs=(50, 150, 200, 246), step=30)
    paper.text(153, 117, "34")
    paper.text(203, 117, "5")
    assert _rows(_grids(read_pdf(paper.bytes()))[0])[0] == ["甲", "12\n34", "12345"]


@pytest.mark.parametrize("repeats", [0, 3])
def test_the_label_of_a_group_goes_on_behind_the_break(made, repeats):
    report = made()
    document = read_pdf(printed_report(report, height=420.0, repeats=repeats))
    grid = max(_grids(document), key=lambda grid: len(grid.slots))
    labels = [line[0].text for line in grid.slots]
    results = sum(row.name not in ("received", "carried_in", "carried_out")
                  for row in report.edition.request_rows)  # fmt: skip
    assert labels[5:] == ["三、本年度办理结果"] * results + ["四、结转下年度继续办理"]
    groups = [line[1].text for line in grid.slots[5:-1]]
    assert groups[2:-1] == [row.group for row in report.edition.request_rows if row.group]


def _over_two_pages(above, below, xs):
    """A table with these rows at the foot of a page, and those on top of the next."""
    paper = Paper()
    for top, rows in ((780 - 20 * len(above), above), (40, below)):
        paper.page()
        for number in range(len(rows) + 1):
            paper.rule(xs[0], top + 20 * number, xs[-1], top + 20 * number)
        for x in xs:
            paper.rule(x, top, x, top + 20 * len(rows))
        for number, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                paper.text(x + 3, top + 20 * number + 5, text)
    [grid] = _grids(read_pdf(paper.bytes()))
    return [
        [(cell.text, bool(cell.doubt)) for cell in grid.own_cells(row)]
        for row in range(len(grid.slots))
    ]


RECEIVED, CARRIED_IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def test_a_number_that_the_break_may_have_cut_is_not_read():
    rows = _over_two_pages(
        [(RECEIVED, "123", "7")], [("", "45", ""), (CARRIED_IN, "1", "2")], (50, 300, 400, 500)
    )
    assert rows == [
        [(RECEIVED, False), ("123", True), ("7", True)],
        [("", True), ("45", True), ("", True)],
        [(CARRIED_IN, False), ("1", False), ("2", False)],
    ]


def test_a_row_without_a_number_at_the_break_is_not_blank():
    xs = (50, 300, 350, 400, 450)
    rows = _over_two_pages([(RECEIVED, "", "", "")], [(CARRIED_IN, "1", "2", "3")], xs)
    assert rows == [
        [(RECEIVED, False), ("", True), ("", True), ("", True)],
        [(CARRIED_IN, False), ("1", False), ("2", False), ("3", False)],
    ]
    whole = _over_two_pages(
        [(RECEIVED, "", "", ""), (CARRIED_IN, "1", "2", "3")], [(CARRIED_IN, "1", "2", "3")], xs
    )
    assert whole[0] == [(RECEIVED, False), ("", False), ("", False), ("", False)]


def test_the_first_row_of_a_table_may_stand_alone_on_its_page(made):
    report = made()
    printer = Printer(Paper())
    printer.line("示例市样板局2023年政府信息公开工作年度报告", 14)
    printer.line(HEADINGS["proactive"])
    printer.y = printer.paper.height - printer.margin - 17.5
    printer.table(report.tables()["proactive"], WIDTHS["proactive"])
    printer.line(HEADINGS["requests"])
    document = read_pdf(printer.paper.bytes())
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[1:] == list(HEADINGS.values())[:2]
    grid = _rows(_grids(document)[0])
    assert [len(grid), *grid[:2]] == [
        len(report.tables()["proactive"]),
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ]


def _dotted(x0, y0, x1, y1, dot):
    """A rule of dots, each drawn as ``dot`` with its lower left corner in a place."""
    steps = int(max(x1 - x0, y1 - y0) // 2)
    return "\n".join(
        dot.format(x0 + (x1 - x0) * n / steps, 842 - y0 - (y1 - y0) * n / steps)
        for n in range(steps + 1)
    )


DOTS = {
    "squares": "{0} {1} 1 1 re f",
    "discs": "q 1 0 0 1 {0} {1} cm 0 0 m 0 .7 1 .7 1 0 c 1 -.7 0 -.7 0 0 c f Q",
}


@pytest.mark.parametrize("dot", DOTS)
def test_rules_of_dots_are_rules(dot):
    paper = _boxed([("甲", "12")], xs=(50, 150, 200))
    lines = [(50, 100, 200, 100), (50, 120, 200, 120), *((x, 100, x, 120) for x in (50, 150, 200))]
    side = paper.pages[0]
    side.marks = [mark for mark in side.marks if not mark.endswith("l S")]
    side.marks += [_dotted(*line, DOTS[dot]) for line in lines]
    assert [_rows(grid) for grid in _grids(read_pdf(paper.bytes()))] == [[["甲", "12"]]]


def test_rules_drawn_as_the_rim_between_two_shapes_are_rules():
    paper = _boxed([("甲", "12")], xs=(50, 150, 200))
    side = paper.pages[0]
    side.marks = [mark for mark in side.marks if not mark.endswith("l S")]
    for x0, x1 in ((50, 150), (150, 200)):
        side.marks.append(f"{x0} 722 {x1 - x0} 20 re {x0 + 1} 723 {x1 - x0 - 2} 18 re f*")
    assert [_rows(grid) for grid in _grids(read_pdf(paper.bytes()))] == [[["甲", "12"]]]


def test_a_table_in_a_form_that_is_moved_is_read_where_it_is_seen():
    paper = _boxed([("一", "12"), ("甲", "34")], xs=(50, 150, 200))
    paper.objects[90] = stream(
        "\n".join(paper.pages[0].marks).encode(),
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[.9 0 0 .9 0 0]"
        b"/Resources<</Font<</F 5 0 R>>>>",
    )
    paper.pictures = "/P 90 0 R"
    paper.pages[0].marks = ["q .9 0 0 .9 30 -50 cm /P Do Q"]
    assert [_rows(grid) for grid in _grids(read_pdf(paper.bytes()))] == [
        [["一", "12"], ["甲", "34"]]
    ]


def test_letters_printed_twice_to_look_bold_are_one():
    paper = _boxed([("甲", "12")], xs=(50, 150, 200))
    paper.text(154.2, 105, "12")
    assert [_rows(grid) for grid in _grids(read_pdf(paper.bytes()))] == [[["甲", "12"]]]


def test_a_label_written_one_character_a_line_is_one_word():
    paper = _boxed([("", "（一）予以公开")], xs=(50, 70, 200), step=120)
    for number, letter in enumerate("三、本年度办理结果"):
        paper.text(55, 105 + number * 12, letter)
    assert _rows(_grids(read_pdf(paper.bytes()))[0]) == [["三、本年度办理结果", "（一）予以公开"]]


def test_a_table_that_cannot_be_told_leaves_a_gap_and_nothing_is_missing():
    paper = Paper()
    printer = Printer(paper)
    printer.line("示例市样板局2023年政府信息公开工作年度报告", 14)
    printer.line("三、收到和处理政府信息公开申请情况")
    for label in ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"):
        for column in range(7):
            paper.text(300 + column * 30, printer.y, str(column))
        printer.line(label)
    for heading in ("四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况"):
        printer.line(heading)
    document = read_pdf(paper.bytes())
    assert Gap(what="未能还原的表格") in document.blocks
    states = {
        figure.state
        for path, figure in reading_of(document).figures.items()
        if path.startswith("requests.")
    }
    assert states <= {FigureState.UNREADABLE, FigureState.AMBIGUOUS}


def test_a_picture_of_a_page_is_a_scan():
    picture = stream(
        b"\xff" * 300, b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB"
        b"/BitsPerComponent 8",
    )  # fmt: skip
    body = built({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
           b"/Resources<</XObject<</P 8 0 R>>/Font<</F 5 0 R>>>>>>",
        4: stream(b"q 595 0 0 842 0 0 cm /P Do Q BT 3 Tr /F 9 Tf 50 700 Td <"
                  + ("机器识别的文字" * 9).encode("utf-16-be").hex().encode() + b"> Tj ET"),
        8: picture,
        **FONT,
    })  # fmt: skip
    with pytest.raises(ScanOnly):
        read_pdf(body)


@pytest.mark.real_reports
@pytest.mark.parametrize("name", ["report.pdf", "report_chrome.pdf"])
def test_the_sample_reports_are_read_whole(root, shared, name):
    expected = json.loads((root / "tests/corpus/real/forms_real.json").read_text(encoding="utf-8"))
    body = (shared / "reports/forms/real" / name).read_bytes()
    reading = reading_of(read_pdf(body))
    assert _values(reading) == {p: printed for p, (_, printed) in expected["figures"].items()}
    assert (reading.agency, reading.year) == (expected["agency"], expected["year"])


@pytest.mark.real_reports
def test_a_real_report_is_read_as_it_stands(shared):
    body = (shared / "reports/real/002_hongze_district_2023.pdf").read_bytes()
    reading = reading_of(read_pdf(body))
    review = {p.rsplit(".", 1)[1]: f.value for p, f in reading.figures.items() if ".review." in p}
    assert review == {"upheld": 10, "corrected": 1, "other": 0, "pending": 0, "total": 0}
    assert reading.figures["disputes.suit_after_review.upheld"].value == 5
    assert reading.figures["disputes.suit_after_review.total"].value == 0
    other = [f.value for p, f in reading.figures.items() if p.startswith("requests.other.")]
    assert other == [0] * 7
    missing = {p for p, f in reading.figures.items() if f.state is FigureState.MISSING}
    assert {p.rsplit(".", 1)[0] for p in missing} == {
        "requests.other_uncorrected", "requests.other_unpaid", "requests.other_reason",
    }  # fmt: skip
    assert all(
        f.state is FigureState.NUMBER for p, f in reading.figures.items() if p not in missing
    )
    assert reading.title == "洪泽区人民政府2023年政府信息公开工作年度报告"
