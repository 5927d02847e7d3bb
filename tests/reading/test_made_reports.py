"""Made reports of both editions in every form: read whole, and read honestly when spoilt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reading.editions import EDITION_2019, EDITION_2021
from reading.model import FigureState, PartName
from reading.reader import read

FORMS = ("html", "docx", "cell_lines", "tab_rows")


def _values(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _states(reading, row):
    return {
        path.rsplit(".", 1)[1]: figure.state.value
        for path, figure in reading.figures.items()
        if path.startswith(f"{row}.")
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_the_2021_edition_is_read_whole(made, form):
    report = made()
    reading = read(getattr(report, form)(), name="年报")
    assert _values(reading) == report.printed()
    assert {f.state for f in reading.figures.values()} == {FigureState.NUMBER}
    assert reading.edition is EDITION_2021
    assert [part.numeral for part in reading.parts.values()] == list("一二三四五六")
    assert (reading.agency, reading.year, reading.year_basis) == ("示例市样板局", 2023, "标题")
    assert reading.warnings == ()
    assert reading.part(PartName.REQUESTS).text == ""


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_the_2019_edition_is_read_whole(made_2019, form):
    report = made_2019()
    reading = read(getattr(report, form)(), name="年报")
    assert _values(reading) == report.printed()
    assert reading.edition is EDITION_2019
    assert reading.figures["proactive.procurement.amount"].value == Decimal("22.5")


@pytest.mark.parametrize("form", FORMS)
def test_blank_zero_and_words_are_three_things(made, form):
    changes = {
        "requests.received.company": "0",
        "requests.received.research": "",
        "requests.received.charity": "/",
        "requests.received.other": "—",
        "requests.carried_in.individual": "1,198",
        "requests.carried_in.company": "１２",  # noqa: RUF001 - full-width digits are the case
        "requests.granted.individual": "1 2",
    }
    reading = read(getattr(made(changes=changes), form)(), name="年报")
    found = {
        path: (reading.figures[path].state.value, reading.figures[path].value) for path in changes
    }
    assert found == {
        "requests.received.company": ("number", 0),
        "requests.received.research": ("blank", None),
        "requests.received.charity": ("text", None),
        "requests.received.other": ("text", None),
        "requests.carried_in.individual": ("number", 1198),
        "requests.carried_in.company": ("number", 12),
        "requests.granted.individual": ("ambiguous", None),
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_is_not_there_is_missing(made, form):
    report = made(dropped=frozenset({"requests.carried_out"}))
    reading = read(getattr(report, form)(), name="年报")
    assert set(_states(reading, "requests.carried_out").values()) == {"missing"}
    figure = reading.figure("requests.carried_out.total")
    assert (figure.at, figure.reason) == (
        "表三 第25行 总计",
        "表三中没有“四、结转下年度继续办理”一行",
    )
    others = {f.state for p, f in reading.figures.items() if "carried_out" not in p}
    assert others == {FigureState.NUMBER}


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_table_that_is_not_there_is_missing(made, form):
    report = made(without_tables=frozenset({"disputes"}))
    reading = read(getattr(report, form)(), name="年报")
    assert set(_states(reading, "disputes.review").values()) == {"missing"}


@pytest.mark.parametrize("form", ["cell_lines", "tab_rows"])
def test_a_table_lost_from_a_text_is_unreadable(made, form):
    report = made(without_tables=frozenset({"requests"}))
    reading = read(getattr(report, form)(), name="年报")
    assert set(_states(reading, "requests.received").values()) == {"unreadable"}
    assert "转换为文本" in reading.figures["requests.received.total"].reason


@pytest.mark.parametrize(
    "picture",
    ['<img src="3.png">', '<iframe src="3.html"></iframe>', '<p><a href="/f/3.pdf">附件</a></p>'],
)
def test_a_table_in_whose_place_a_picture_stands_is_unreadable(made, picture):
    report = made(without_tables=frozenset({"disputes"}), in_place={"disputes": picture})
    reading = read(report.html(), name="年报")
    assert set(_states(reading, "disputes.review").values()) == {"unreadable"}


def test_one_row_of_other_results_in_a_2021_report_is_read_as_such(made):
    """（六）其他处理 in one row in a report of the 2021 edition: a mixture that really occurs."""
    dropped = frozenset({"requests.other_unpaid", "requests.other_reason"})
    report = made(dropped=dropped, labels={"requests.other_uncorrected": "（六）其他处理"})
    body = report.html().replace(
        '<td colspan="1" rowspan="1"><p>（六）其他处理</p></td>'.encode(), b"", 1
    )
    reading = read(body, name="年报")
    assert reading.edition is EDITION_2021
    assert set(_states(reading, "requests.other").values()) == {"number"}
    for name in ("other_uncorrected", "other_unpaid", "other_reason"):
        assert set(_states(reading, f"requests.{name}").values()) == {"missing"}
    assert len(reading.figures) == 207


def test_the_edition_is_told_by_the_headers_of_table_two_alone(made_2019):
    report = made_2019()
    report.year = 2023
    assert read(report.html(), name="年报").edition is EDITION_2019


@pytest.mark.parametrize("form", ["cell_lines", "html"])
def test_a_row_with_six_cells_is_ambiguous(made, form):
    body = getattr(made(), form)().decode()
    cut = {
        "cell_lines": ("\t17\n\n", "\n"),
        "html": ('<td colspan="1" rowspan="1"><p>17</p></td></tr>', "</tr>"),
    }[form]
    assert cut[0] in body
    reading = read(body.replace(*cut).encode(), name="年报")
    states = _states(reading, "requests.received")
    assert set(states.values()) == {"ambiguous"}
    assert "应有 7 个单元格，实有 6 个" in reading.figures["requests.received.total"].reason
    assert set(_states(reading, "requests.carried_in").values()) == {"number"}


def test_blank_edges_of_a_padded_row_are_ambiguous(made):
    """A tab-separated row with a blank at its edge and padding may be shifted either way."""
    changes = {"requests.received.individual": ""}
    reading = read(made(changes=changes).tab_rows(), name="年报")
    assert set(_states(reading, "requests.received").values()) == {"ambiguous"}


def test_a_row_printed_twice_with_other_numbers_is_ambiguous(made):
    first = "\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    body = made().cell_lines().decode()
    again = first + "".join(f"\n\t{number}" for number in range(901, 908)) + "\n\n"
    reading = read(body.replace(first, again + first, 1).encode(), name="年报")
    assert set(_states(reading, "requests.partial").values()) == {"ambiguous"}
    assert "出现 2 次" in reading.figures["requests.partial.total"].reason


def test_a_row_printed_twice_with_the_same_numbers_is_read(made):
    body = made().html().decode()
    row = body[body.index("<tr>", body.index("行政许可") - 60) :]
    row = row[: row.index("</tr>") + 5]
    assert "行政许可" in row
    report = made()
    reading = read(body.replace(row, row + row, 1).encode(), name="年报")
    assert _values(reading) == report.printed()


def test_a_column_that_the_header_does_not_have_is_missing(made):
    lines = []
    for line in made().html().decode().split("<tr>"):
        numbers = line.count("<td") >= 8 and "结果维持" not in line
        cells = line.split("<td")
        if "社会公益组织" in line and "自然人" not in line:
            line = "<td".join(c for c in cells if "社会公益组织" not in c)  # noqa: PLW2901
        elif numbers and not line.startswith('<td colspan="1" rowspan="1"><p>186<'):
            del cells[-4]
            line = "<td".join(cells)  # noqa: PLW2901
        lines.append(line)
    body = (
        "<tr>".join(lines)
        .replace('colspan="7"', 'colspan="6"')
        .replace('<td colspan="5" rowspan="1"><p>法人', '<td colspan="4" rowspan="1"><p>法人')
    )
    reading = read(body.encode(), name="年报")
    assert _states(reading, "requests.received") == {
        "individual": "number", "company": "number", "research": "number", "charity": "missing",
        "legal_service": "number", "other": "number", "total": "number",
    }  # fmt: skip
    assert reading.figures["requests.received.total"].value == 17
    assert reading.figures["requests.received.charity"].reason == "表三没有“社会公益组织”一列"


def test_a_row_under_unknown_words_keeps_others_from_being_missing(made):
    report = made(labels={"requests.refused_query": "8.一种没有见过的情形"})
    reading = read(report.html(), name="年报")
    assert set(_states(reading, "requests.refused_query").values()) == {"unreadable"}
    assert reading.warnings == ("表三有 1 行数字没有可识别的行名，未予采用",)


@pytest.mark.parametrize("tag", ["<br>", "<br/>"])
def test_break_tags_make_no_page_of_a_text(made, tag):
    body = made().tab_rows().decode().replace("结果维持", f"结果{tag}维持")
    reading = read(body.encode(), name="年报")
    assert reading.media.value == "text"
    assert set(_states(reading, "disputes.review").values()) == {"number"}


@pytest.mark.parametrize("form", FORMS)
def test_small_changes_of_wording_do_not_hide_a_row(made, form):
    labels = {
        "requests.refused_by_law": "2.其他法律法规禁止公开",
        "requests.received": "一、本年新收政府信息公开申请数",
        "requests.refused_security_stability": '3. 危及"三安全一稳定"',
        "requests.partial": "(二) 部分公开(区分处理的,只计这一情形,不计其他情形)",
        "proactive.normative_documents": "规范性文件",
    }
    report = made(labels=labels)
    reading = read(getattr(report, form)(), name="年报")
    assert _values(reading) == report.printed()
    assert reading.table_notes["requests.refused_by_law"] == "2.其他法律法规禁止公开"


def test_a_file_that_ends_inside_a_table_has_nothing_missing(made):
    body = made().html()
    cut = body[: body.index("（五）不予处理".encode())]
    states = {f.state.value for f in read(cut, name="年报").figures.values()}
    assert states == {"number", "unreadable"}
    text = made().cell_lines()
    cut = text[: text.index("（五）不予处理".encode())]
    assert {f.state.value for f in read(cut, name="年报").figures.values()} == {
        "number",
        "unreadable",
    }


def test_a_column_order_of_its_own_is_followed(made):
    body = (
        made().html().decode().replace("本年制发件数", "甲").replace("本年废止件数", "本年制发件数")
    )
    reading = read(body.replace("甲", "本年废止件数").encode(), name="年报")
    regulations = [
        reading.figures[f"proactive.regulations.{n}"].value for n in ("issued", "repealed")
    ]
    assert regulations == [2, 1]


def test_a_report_without_title_has_none(made):
    body = made().html().decode()
    body = body[: body.index("<h1>")] + body[body.index("</h1>") + 5 :]
    reading = read(body.encode(), name="2022年样板局年报.html")
    assert (reading.title, reading.year, reading.year_basis) == (None, 2023, "统计期限")


def test_cells_without_empty_lines_between_rows_are_read(made):
    report = made(without_tables=frozenset({"disputes"}))
    body = report.cell_lines().decode().replace("\n\n\t", "\n\t")
    reading = read(body.encode(), name="年报")
    printed = {p: v for p, v in report.printed().items() if not p.startswith("disputes.")}
    assert {p: v for p, v in _values(reading).items() if not p.startswith("disputes.")} == printed


def test_a_group_whose_row_lost_its_label_is_not_the_row_of_other_results(made):
    report = made(labels={"requests.other_uncorrected": ""})
    reading = read(report.html(), name="年报")
    assert set(_states(reading, "requests.other_uncorrected").values()) == {"unreadable"}
    assert "requests.other.total" not in reading.figures


@pytest.mark.parametrize("span", ["4", "1", "x"])
def test_a_broken_span_in_the_header_moves_no_figure(made, span):
    report = made()
    body = (
        report.html()
        .decode()
        .replace('<td colspan="5" rowspan="1"><p>法人', f'<td colspan="{span}" rowspan="1"><p>法人')
    )
    assert _values(read(body.encode(), name="年报")) == report.printed()


def test_a_number_too_many_in_a_row_makes_it_ambiguous(made):
    body = made().html().decode().replace("<p>13</p></td>", "<p>13</p></td><td>99</td>")
    reading = read(body.encode(), name="年报")
    assert set(_states(reading, "requests.received").values()) == {"ambiguous"}


def test_a_remark_beside_the_columns_moves_no_figure_or_leaves_it_unread(made):
    report = made()
    body = report.html().decode().replace("<p>17</p></td>", "<p>17</p></td><td>备注</td>")
    reading = read(body.encode(), name="年报")
    states = set(_states(reading, "requests.received").values())
    assert states == {"number"}
    assert _values(reading) == report.printed()
