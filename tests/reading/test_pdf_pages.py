"""PDF: what lies on a page beside plain text, and what the file says of itself."""

from __future__ import annotations

from datetime import date

import pytest
from pdf_writer import HEADINGS, Paper, Printer, printed_report, report_printer, stream

from reading.blocks import Gap, Grid, Paragraph
from reading.model import FigureState
from reading.pdf.document import read_pdf
from reading.pdf.properties import day_of_property
from reading.reader import reading_of

PATH = "requests.carried_in.other"
SENTENCES = "本机关认真贯彻条例，全年主动公开信息若干条，组织培训，完善制度，压实责任。"


def _values(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _states(reading, start):
    return {f.state.value for path, f in reading.figures.items() if path.startswith(start)}


def _texts(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _place(made, path):
    """The page of a figure, and the operator that prints it."""
    paper = report_printer(made(), Paper()).paper
    codes = f"<{made().printed()[path].encode('utf-16-be').hex()}> Tj"
    found = [
        (number, mark)
        for number, side in enumerate(paper.pages)
        for mark in side.marks
        if codes in mark
    ]
    assert len(found) == 1
    number, mark = found[0]
    x, y = (float(word) for word in mark.split()[6:8])
    return number, x, y


def _page(*, size=9.0):
    paper = Paper()
    paper.page()
    paper.text(50, 40, SENTENCES, size)
    return paper


@pytest.mark.parametrize("mode", [3, 7])
def test_text_that_is_not_seen_is_not_read(made, mode):
    printer = report_printer(made(), Paper())
    number, x, y = _place(made, PATH)
    printer.paper.pages[number].marks.append(f"BT {mode} Tr /F 9 Tf {x + 18} {y} Td <0038> Tj ET")
    assert _values(reading_of(read_pdf(printer.paper.bytes()))) == made().printed()


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <{}> Tj ET", id="aslant"),
        pytest.param("BT /F 60 Tf 60 300 Td <{}> Tj ET", id="level"),
        pytest.param("BT /F 60 Tf 60 620 Td <{}> Tj ET", id="level, over words"),
    ],
)
def test_a_watermark_across_the_pages_changes_no_cell(made, mark):
    printer = report_printer(made(), Paper())
    for side in printer.paper.pages:
        side.marks.append(mark.format("仅供内部使用请勿外传".encode("utf-16-be").hex()))
    assert _values(reading_of(read_pdf(printer.paper.bytes()))) == made().printed()


def test_heads_feet_and_page_numbers_are_no_sentences(made):
    report = made(without_tables=frozenset(HEADINGS))
    body = printed_report(
        report, height=200.0, width=300.0, head="示例市样板局文件", foot="第 {} 页 共 9 页"
    )
    assert _texts(read_pdf(body)) == [
        "示例市样板局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "本机关认真贯彻条例，" * 12 + "全年主动公开信息若干条。",
        "五、存在的主要问题及改进情况",
        "存在的问题是解读形式单一。",
        "六、其他需要报告的事项",
        "本年度未收取信息处理费。",
    ]


def test_an_item_begins_a_paragraph_though_the_line_above_is_full():
    paper = _page()
    full = "全年收到申请七件，" * 6 + "均已办结。"
    assert len(full) == 59
    for number, line in enumerate(
        [full[:-1] + "。", "（三）政府信息管理情况", "建立目录，动态更新。"]
    ):
        paper.text(40, 100 + 15 * number, line)
    assert _texts(read_pdf(paper.bytes()))[-3:] == [
        full[:-1] + "。", "（三）政府信息管理情况", "建立目录，动态更新。",
    ]  # fmt: skip


def test_a_page_on_its_side_among_others_is_read(made):
    """Table three on a page of its own that is turned, the others upright."""
    report = made()
    paper = Paper()
    printer = Printer(paper)
    printer.line("示例市样板局2023年政府信息公开工作年度报告", 14)
    for name, table in report.tables().items():
        if name == "requests":
            paper.page(90)
            paper.width, paper.height, printer.y = 842.0, 1200.0, 40.0
        printer.line(HEADINGS[name])
        printer.table(table, [1] * sum(wide for _, wide, _ in table[0]))
        if name == "requests":
            turned = paper.pages.pop()
            paper.pages.append(turned)
    printer.line("五、存在的主要问题及改进情况")
    assert _values(reading_of(read_pdf(paper.bytes()))) == report.printed()


def test_turned_words_in_a_cell_are_its_label():
    paper = _page()
    for x in (50, 80, 200):
        paper.rule(x, 100, x, 240)
    for y in (100, 240):
        paper.rule(50, y, 200, y)
    paper.turned(70, 230, "三、本年度办理结果", "0 1 -1 0")
    paper.text(85, 120, "（一）予以公开")
    grid = next(b for b in read_pdf(paper.bytes()).blocks if isinstance(b, Grid))
    assert [cell.text for cell in grid.cells()] == ["三、本年度办理结果", "（一）予以公开"]


# Letters whose font has no table of characters: pdfium gives the number of the glyph for them.
NO_TABLE = {
    "by glyph": {
        60: b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+X/Encoding/Identity-H"
        b"/DescendantFonts[61 0 R]>>",
        61: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+X/DW 500/FontDescriptor 62 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        62: b"<</Type/FontDescriptor/FontName/AAAAAA+X/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80/ItalicAngle 0>>",
    },
    "by odd names": {
        60: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        b"/FirstChar 0/LastChar 57/Widths[" + b"500 " * 58 + b"]/CharProcs<</g1 61 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[49/g1]>>/Resources<<>>>>",
        61: stream(b"500 0 0 0 400 700 d1 0 0 400 700 re f"),
    },
}  # fmt: skip


@pytest.mark.parametrize("font", NO_TABLE)
def test_a_number_in_letters_without_a_table_is_not_read(made, font):
    printer = report_printer(made(), Paper())
    paper = printer.paper
    paper.objects |= NO_TABLE[font]
    paper.fonts = "/G 60 0 R"
    old = made().printed()["requests.received.total"]
    codes = f"<{old.encode('utf-16-be').hex()}> Tj"
    new = "<00310031> Tj" if font == "by glyph" else "<3131> Tj"
    hits = [(side, n) for side in paper.pages for n, mark in enumerate(side.marks) if codes in mark]
    assert len(hits) == 1
    side, number = hits[0]
    side.marks[number] = side.marks[number].replace(codes, new).replace("/F", "/G")
    figure = reading_of(read_pdf(paper.bytes())).figures["requests.received.total"]
    assert (figure.state.value, figure.value) == ("unreadable", None)


def _blank(made, *paths):
    return report_printer(made(changes=dict.fromkeys(paths, "")), Paper())


ROUND = "{0} {1} m {2} {1} {2} {3} {0} {3} c f"
SLASH = "{0} {1} m {2} {3} l S"


@pytest.mark.parametrize("shape", [ROUND, SLASH], ids=["a letter as a shape", "a stroke"])
def test_a_cell_with_a_drawn_shape_is_not_blank(made, shape):
    printer = _blank(made, PATH)
    number, x, y = _place(made, PATH)
    printer.paper.pages[number].marks.append(shape.format(x, y, x + 6, y + 8))
    reading = reading_of(read_pdf(printer.paper.bytes()))
    assert _values(reading) == made(changes={PATH: ""}).printed()
    unsure = {p for p, f in reading.figures.items() if f.state is not FigureState.NUMBER}
    assert unsure == {PATH}
    assert reading.figures[PATH].state is FigureState.UNREADABLE


def test_a_cell_with_a_picture_is_not_blank_and_one_without_is(made):
    other = "requests.carried_in.company"
    printer = _blank(made, PATH, other)
    number, x, y = _place(made, PATH)
    paper = printer.paper
    paper.picture(0, 0, 1, 1)
    paper.pages[-1].marks.pop()
    paper.pages[number].marks.append(f"q 8 0 0 8 {x} {y} cm /P Do Q")
    reading = reading_of(read_pdf(paper.bytes()))
    states = {path: reading.figures[path].state.value for path in (PATH, other)}
    assert states == {PATH: "unreadable", other: "blank"}


FIELD = (
    b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(37)/F %d/Rect[%.1f %.1f %.1f %.1f]"
    b"/DA(/Helv 9 Tf 0 g)%s>>"
)
LOOK, EMPTY = b"/AP<</N 96 0 R>>", b"/AP<</N 97 0 R>>"


@pytest.mark.parametrize(
    ("flags", "look", "state", "value"),
    [
        (4, LOOK, "number", 37), (4, b"", "unreadable", None), (2, LOOK, "blank", None),
        (4, EMPTY, "blank", None), (2, b"", "blank", None),
    ],
    ids=["as it looks", "without a look", "hidden", "looks empty", "hidden, without a look"],
)  # fmt: skip
def test_the_value_of_a_field_is_read_as_it_is_seen(made, flags, look, state, value):
    printer = _blank(made, PATH)
    paper = printer.paper
    number, x, y = _place(made, PATH)
    paper.pages[number].more = "/Annots[95 0 R]"
    paper.objects[95] = FIELD % (flags, x, y - 2, x + 20, y + 10, look)
    paper.objects[96] = stream(
        b"BT /F 9 Tf 1 2 Td <00330037> Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 20 12]/Resources<</Font<</F 5 0 R>>>>",
    )
    paper.objects[97] = stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 20 12]")
    figure = reading_of(read_pdf(paper.bytes())).figures[PATH]
    assert (figure.state.value, figure.value) == (state, value)


def _with_a_page_instead(made, draw):
    """The report with table three on a page of its own, on which something else is drawn."""
    report = made()
    printer = Printer(Paper())
    printer.line("示例市样板局2023年政府信息公开工作年度报告", 14)
    printer.line("一、总体情况")
    printer.line(SENTENCES)
    printer.line(HEADINGS["proactive"])
    printer.table(report.tables()["proactive"], [3, 2, 2, 2])
    printer.paper.page()
    draw(printer.paper)
    printer.y = printer.paper.height
    printer.line(HEADINGS["disputes"])
    printer.table(report.tables()["disputes"], [1] * 15)
    for words in ("五、存在的主要问题及改进情况", SENTENCES, "六、其他需要报告的事项", SENTENCES):
        printer.line(words)
    return printer.paper.bytes()


def _scan(paper):
    paper.picture(0, 0, 595, 842)


def _letters_as_shapes(paper):
    for row in range(10):
        for column in range(20):
            x, y = 50 + 20 * column, 700 - 20 * row
            paper.draw(ROUND.format(x, y, x + 9, y + 9))


def _lost(paper):
    paper.text(50, 100, "\ue001\ue002\ue003\ue004\ue005" * 10)


@pytest.mark.parametrize("draw", [_scan, _letters_as_shapes, _lost])
def test_a_page_that_cannot_be_read_among_others_accuses_nobody(made, draw):
    document = read_pdf(_with_a_page_instead(made, draw))
    reading = reading_of(document)
    printed = made().printed()
    assert _states(reading, "requests.") <= {"unreadable", "ambiguous"}
    assert {
        path: figure.printed
        for path, figure in reading.figures.items()
        if not path.startswith("requests.")
    } == {path: text for path, text in printed.items() if not path.startswith("requests.")}
    assert (document.is_cut, document.warnings) == (True, ("第2页是图片，文字未能读取",))


def test_a_page_with_a_seal_and_a_day_is_a_page_of_text(made):
    printer = report_printer(made(), Paper())
    printer.paper.page()
    printer.paper.text(400, 100, "示例市样板局")
    printer.paper.text(400, 120, "2024年1月20日")
    printer.paper.picture(390, 80, 100, 100)
    document = read_pdf(printer.paper.bytes())
    assert (document.is_cut, document.warnings) == (False, ())
    assert reading_of(document).claimed_dates == {"signed": date(2024, 1, 20)}


def test_a_table_drawn_as_shapes_is_a_gap(made):
    report = made(without_tables=frozenset({"disputes"}))
    printer = report_printer(report, Paper())
    printer.line(HEADINGS["disputes"])
    paper, y = printer.paper, printer.y
    for row in range(3):
        paper.rule(50, y + 20 * row, 350, y + 20 * row)
    for column in range(4):
        paper.rule(50 + 100 * column, y, 50 + 100 * column, y + 40)
        left, low = 60 + 80 * column, paper.height - y - 15
        paper.draw(ROUND.format(left, low, left + 9, low + 9))
    document = read_pdf(paper.bytes())
    assert document.blocks[-1] == Gap(what="未能还原的表格")
    assert _states(reading_of(document), "disputes.") == {"unreadable"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("D:20240119220000Z", date(2024, 1, 20)),
        ("D:20240119220000Z'", date(2024, 1, 20)),
        ("D:20240119220000+00'00'", date(2024, 1, 20)),
        ("D:20240119220000+08'00'", date(2024, 1, 19)),
        ("D:20240119220000-0800", date(2024, 1, 20)),
        ("D:20240119220000", date(2024, 1, 19)),
        ("D:202401192200", date(2024, 1, 19)),
        ("D:20240119", date(2024, 1, 19)),
        ("20240119220000+08", date(2024, 1, 19)),
        ("2024-01-19T22:00:00Z", date(2024, 1, 20)),
        ("D:202401", None),
        ("D:20241319", None),
        ("D:99991231235959-23'00'", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_days_as_pdf_writes_them(text, day):
    assert day_of_property(text) == day


def test_the_days_that_a_file_claims(made):
    printer = report_printer(made(), Paper())
    printer.paper.made = "/CreationDate(D:20240118200000Z)/ModDate(D:20240121)"
    printer.line("示例市样板局")
    printer.line("2024年1月20日")
    reading = reading_of(read_pdf(printer.paper.bytes()))
    assert reading.claimed_dates == {
        "created": date(2024, 1, 19), "modified": date(2024, 1, 21), "signed": date(2024, 1, 20),
    }  # fmt: skip


TITLES = {
    "one line": ["示例市样板局2023年政府信息公开工作年度报告"],
    "the agency above": ["示例市样板局", "2023年政府信息公开工作年度报告"],
    "broken where the line is full": [
        "示例市经济技术开发区样板管理委员会2023年政府信息公开工作年度报告"
    ],
}


@pytest.mark.parametrize("size", [12.0, 22.0])
@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_read_as_it_is_in_a_text(made, name, size):
    printer = Printer(Paper(), size=12.0)
    for line in TITLES[name]:
        printer.centred(line, size)
    printer.line("本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。" + SENTENCES * 3)
    printer.line("一、总体情况")
    printer.line(SENTENCES * 4)
    for heading, table in zip(HEADINGS.values(), made().tables().values(), strict=True):
        printer.line(heading)
        printer.table(table, [1] * sum(wide for _, wide, _ in table[0]))
    printer.line("五、存在的主要问题及改进情况")
    reading = reading_of(read_pdf(printer.paper.bytes()))
    title = "".join(TITLES[name])
    assert (reading.title, reading.agency) == (title, title.split("2023")[0])
    assert (reading.year, reading.year_basis) == (2023, "标题")
    assert reading.preamble[0].text.startswith("本报告所列数据")
