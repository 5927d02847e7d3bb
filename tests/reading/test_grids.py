"""Spans, nested tables and layout tables become one grid of own rows."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from reading.blocks import Gap, Grid, Layout, Paragraph, SpannedCell, grid_of_spans
from reading.charset import decode
from reading.docx import read_docx
from reading.grid_pieces import pieces_of
from reading.html.document import read_html
from reading.reader import read


def _slots(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "-" for cell in row] for row in grid.slots]


def _grids(html: str) -> list[Grid]:
    body = f"<html><body><p>一、总体情况</p>{html}<p>六、其他需要报告的事项</p></body></html>"
    return [b for b in read_html(decode(body.encode())).blocks if isinstance(b, Grid)]


def _cell(text: str, across: int = 1, down: int = 1) -> SpannedCell:
    return SpannedCell(text=text, column_span=across, row_span=down)


def test_a_spanning_cell_stands_in_every_slot_that_it_covers():
    grid = grid_of_spans([[_cell("a", 2, 2), _cell("b")], [_cell("c")], [_cell("d", 3)]])
    assert _slots(grid) == [["a", "a", "b"], ["a", "a", "c"], ["d", "d", "d"]]
    assert [cell.text for cell in grid.own_cells(1)] == ["c"]
    assert grid.layout is Layout.SPANNED


def test_spans_larger_than_the_table_are_cut_and_short_rows_end_open():
    grid = grid_of_spans([[_cell("a", 1, 9), _cell("b", 0)], [_cell("c"), _cell("d")]])
    assert _slots(grid) == [["a", "b", "-"], ["a", "c", "d"]]


@pytest.mark.parametrize(
    ("attributes", "slots"),
    [
        ('rowspan=""', [["a", "b"], ["c", "d"]]),
        ('rowspan="x"', [["a", "b"], ["c", "d"]]),
        ('rowspan="0"', [["a", "b", "-"], ["a", "c", "d"]]),
        ('rowspan="99"', [["a", "b", "-"], ["a", "c", "d"]]),
        ('colspan="0"', [["a", "b"], ["c", "d"]]),
        ('colspan=" 2 "', [["a", "a", "b"], ["c", "d", "-"]]),
    ],
)
def test_odd_spans_of_a_page(attributes, slots):
    html = f"<table><tr><td {attributes}>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert [_slots(grid) for grid in _grids(html)] == [slots]


def test_own_rows_only_and_the_inner_table_after():
    inner = "<table><tr><td>x</td><td>1</td></tr></table>"
    html = (
        f"<table><tr><td>规章</td><td>2{inner}</td></tr>"
        "<tr><td>行政许可</td><td>3</td></tr><tr><td>行政处罚</td><td>4</td></tr></table>"
    )
    assert [_slots(grid) for grid in _grids(html)] == [
        [["规章", "2"], ["行政许可", "3"], ["行政处罚", "4"]],
        [["x", "1"]],
    ]


def test_a_table_that_lays_out_the_page_is_no_table():
    html = (
        "<table><tr><td>首页</td></tr><tr><td><p>一、总体情况</p><p>甲。</p>"
        "<table><tr><td>规章</td><td>1</td></tr></table><p>六、其他需要报告的事项</p></td></tr></table>"
    )
    blocks = read_html(decode(f"<html><body>{html}</body></html>".encode())).blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "一、总体情况",
        "甲。",
        "六、其他需要报告的事项",
    ]
    assert [_slots(b) for b in blocks if isinstance(b, Grid)] == [[["规章", "1"]]]


def test_cells_after_a_stray_end_of_row_are_kept():
    html = "<table><tr><td>规章</td></tr><td>1</td><td>2</td></tr></table>"
    texts = [cell.text for grid in _grids(html) for cell in grid.cells()]
    assert texts == ["规章", "1", "2"]


def test_tags_do_not_part_a_number_and_paragraphs_do():
    cells = "<td>1<span>2</span><b>3</b></td><td><p>4</p><p>5</p></td><td>&nbsp;</td>"
    html = f"<table><tr>{cells}</tr></table>"
    assert [cell.text for cell in _grids(html)[0].cells()] == ["123", "4\n5", ""]


def test_navigation_and_footer_stay_outside(made):
    body = (
        made()
        .html()
        .decode()
        .replace(
            "<body>", "<body><ul><li>首页</li><li>信息公开年报</li></ul><p>发布日期：2024-01-26</p>"
        )
    )
    body = body.replace("</body>", "<p>版权所有 某局</p></body>")
    document = read_html(decode(body.encode()))
    texts = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    assert texts[1].startswith("本报告所列数据")
    assert texts[-1] == "本年度未收取信息处理费。"
    assert {k: str(v) for k, v in document.claimed_dates.items()} == {"published": "2024-01-26"}


def _docx(made, spoil) -> tuple[object, ...]:
    source = zipfile.ZipFile(io.BytesIO(made().docx()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(
                name, spoil(content.decode()).encode() if name == "word/document.xml" else content
            )
    return read_docx(stream.getvalue()).blocks


def test_that_the_word_processor_prints_a_numeral_of_an_unknown_list_is_told(made):
    blocks = _docx(
        made,
        lambda xml: xml.replace(
            "<w:p><w:r><w:t>一、总体情况",
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr></w:pPr>'
            "<w:r><w:t>总体情况",
        ),
    )
    assert Paragraph(text="总体情况", is_auto_numbered=True) in blocks


def test_deleted_and_moved_text_is_gone_and_inserted_text_is_there(made):
    blocks = _docx(
        made,
        lambda xml: xml.replace(
            "<w:p><w:r><w:t>一、总体情况",
            "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>走"
            "</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>一、</w:t></w:r></w:ins><w:r><w:t>总体情况",
        ),
    )
    assert Paragraph(text="一、总体情况") in blocks


def test_a_picture_leaves_a_gap(made):
    blocks = _docx(
        made,
        lambda xml: xml.replace("<w:t>一、总体情况</w:t>", "<w:t>一、总体情况</w:t><w:drawing/>"),
    )
    assert Gap(what="图片") in blocks


def test_rows_inside_a_form_are_rows_of_the_table():
    html = "<table><form><tr><td>规章</td><td>1</td></tr></form></table>"
    assert [_slots(grid) for grid in _grids(html)] == [[["规章", "1"]]]


def _merged(made) -> list[list[tuple[str, int, int]]]:
    heading = "三、收到和处理政府信息公开申请情况"
    note = "注：本表数据截至年末。其余从略。"
    proactive, requests = made().proactive(), made().requests()
    return [*proactive, [(heading, 10, 1)], *requests, [(note, 10, 1)]]


def test_a_grid_of_two_tables_and_a_heading_is_taken_apart(made):
    rows = [[_cell(*cell) for cell in line] for line in _merged(made)]
    pieces = pieces_of(grid_of_spans(rows, lead="表"))
    assert [type(piece).__name__ for piece in pieces] == ["Grid", "Paragraph", "Grid", "Paragraph"]
    first, heading, second, note = pieces
    assert (first.lead, second.lead) == ("表", heading.text)
    assert heading.text == "三、收到和处理政府信息公开申请情况"
    assert note.text == "注：本表数据截至年末。其余从略。"
    assert _slots(second)[0][0] == "（本列数据的勾稽关系为：…）"
    assert [cell.row for cell in second.own_cells(3)] == [3] * len(second.own_cells(3))


def test_a_cell_that_spans_over_the_cut_begins_in_both_pieces():
    rows = [
        [_cell("备注", 1, 4), _cell("第二十条第（一）项", 4)],
        [_cell("规章"), _cell("1"), _cell("2"), _cell("3")],
        [_cell("申请人情况", 4)],
        [_cell("一、本年新收政府信息公开申请数量"), _cell("4"), _cell("5"), _cell("6")],
    ]
    first, second = pieces_of(grid_of_spans(rows))
    assert [line[0] for line in _slots(first)] == ["备注", "备注"]
    assert [line[0] for line in _slots(second)] == ["备注", "备注"]
    assert [cell.text for cell in second.own_cells(0)] == ["备注", "申请人情况"]


def test_a_grid_of_one_table_stays_as_it_is(made):
    for table in made().tables().values():
        grid = grid_of_spans([[_cell(*cell) for cell in line] for line in table])
        assert pieces_of(grid) == (grid,)


def test_a_docx_with_tables_and_heading_in_one_table_is_read(made):
    report = made()
    document = docx.Document()
    for words in (
        "示例市样板局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "二、主动公开政府信息情况",
    ):
        document.add_paragraph(words)
    rows = _merged(made)
    table = document.add_table(rows=len(rows), cols=10)
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(rows):
        column = 0
        for text, across, down in line:
            while (number, column) in taken:
                column += 1
            cell = table.cell(number, column)
            if across > 1 or down > 1:
                cell = cell.merge(table.cell(number + down - 1, column + across - 1))
            cell.text = text
            taken |= {(number + n, column + m) for n in range(down) for m in range(across)}
            column += across
    document.add_paragraph("四、政府信息公开行政复议、行政诉讼情况")
    stream = io.BytesIO()
    document.save(stream)
    reading = read(stream.getvalue(), name="年报")
    printed = {p: v for p, v in report.printed().items() if not p.startswith("disputes.")}
    assert {p: reading.figures[p].printed for p in printed} == printed
    assert [name.value for name in reading.parts] == [
        "overview",
        "proactive",
        "requests",
        "disputes",
    ]
