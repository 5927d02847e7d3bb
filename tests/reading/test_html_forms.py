"""Reports set on a page in other ways than one table a part: read whole, or honestly unread."""

from __future__ import annotations

import html
import re

import pytest

from reading.editions import EDITION_2021
from reading.model import PartName
from reading.reader import read

FIRST, LAST = (
    "<html><body><div class='page'><ul><li>首页</li><li>年报</li></ul><div>",
    "</div></div></body></html>",
)


def _values(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _states(reading, row):
    return {f.state.value for path, f in reading.figures.items() if path.startswith(f"{row}.")}


def _tr(line):
    cells = "".join(f'<td colspan="{c}" rowspan="{r}"><p>{t}</p></td>' for t, c, r in line)
    return f"<tr>{cells}</tr>"


def _divs(line):
    return '<div class="r">' + "".join(f"<div>{t}</div>" for t, _, _ in line) + "</div>"


def _floats(line):
    cells = "".join(f'<div style="float:left">{t}</div>' for t, _, _ in line)
    return f'<div>{cells}<div class="clear"></div></div>'


def _spans(line):
    cells = "".join(f'<span class="cell">{t}</span>' for t, _, _ in line)
    return f"<div>{cells}</div>"


def _items(line):
    return "<ul>" + "".join(f"<li><p>{t}</p></li>" for t, _, _ in line) + "</ul>"


def _cells(line):
    return "".join(f"<div>{t or '&nbsp;'}</div>" for t, _, _ in line)


def _paragraphs(line):
    return "".join(f"<p>{t or '&nbsp;'}</p>" for t, _, _ in line)


def _page(report, table_of, *, around=FIRST):
    body = [around, "<h1>示例市样板局2023年政府信息公开工作年度报告</h1>"]
    for heading, words, table in report._sections():
        body.append(f"<p>{heading}</p>")
        if words:
            body.append(f"<p>{words}</p>")
        if table is not None:
            body.append(table_of(table))
    return "".join([*body, LAST, "<p>版权所有</p></body></html>"]).encode()


def _by_line(one):
    return lambda table: '<div class="t">' + "".join(one(line) for line in table) + "</div>"


WITHOUT_TABLES = {
    "rows of div": _by_line(_divs),
    "floats and a clearing div": _by_line(_floats),
    "rows of span": _by_line(_spans),
    "rows of li": _by_line(_items),
    "cells of a css grid": _by_line(_cells),
    "a paragraph a cell": _by_line(_paragraphs),
}


@pytest.mark.parametrize("form", WITHOUT_TABLES)
def test_a_table_without_table_tags_is_read_whole(made, form):
    report = made()
    reading = read(_page(report, WITHOUT_TABLES[form]), name="年报")
    assert _values(reading) == report.printed()
    assert reading.edition is EDITION_2021
    assert reading.warnings == ()
    assert [part.numeral for part in reading.parts.values()] == list("一二三四五六")
    assert reading.part(PartName.REQUESTS).text == ""


@pytest.mark.parametrize("form", WITHOUT_TABLES)
def test_blank_cells_are_kept_without_table_tags(made, form):
    changes = {
        "requests.received.research": "",
        "requests.granted.company": "",
        "requests.granted.research": "",
        "disputes.suit_direct.other": "",
    }
    report = made(changes=changes)
    reading = read(_page(report, WITHOUT_TABLES[form]), name="年报")
    assert _values(reading) == report.printed()
    assert {reading.figures[path].state.value for path in changes} == {"blank"}


@pytest.mark.parametrize("form", WITHOUT_TABLES)
def test_a_cell_that_is_not_there_leaves_its_row_unread(made, form):
    body = _page(made(), WITHOUT_TABLES[form]).decode()
    gone = re.compile(r"<(\w+)(?:[^<>]*)>(?:<p>)?14(?:</p>)?</\1>")
    assert len(gone.findall(body)) == 1
    reading = read(gone.sub("", body).encode(), name="年报")
    assert _states(reading, "requests.received") == {"ambiguous"}
    assert _states(reading, "requests.carried_in") == {"number"}


@pytest.mark.parametrize("form", ["cells of a css grid", "a paragraph a cell"])
def test_a_blank_before_and_after_the_cells_leaves_the_row_unread(made, form):
    """Without edges a blank at either end may be a cell or a space."""
    report = made(changes={"requests.received.individual": ""})
    body = _page(report, WITHOUT_TABLES[form]).decode()
    body = re.sub(r"(<(\w+)>17</\2>)", r"\1<p>&nbsp;</p>", body)
    assert _states(read(body.encode(), name="年报"), "requests.received") == {"ambiguous"}


@pytest.mark.parametrize("form", WITHOUT_TABLES)
def test_a_row_under_unknown_words_keeps_the_row_from_being_missing(made, form):
    report = made(labels={"requests.refused_query": "8.一种没有见过的情形"})
    reading = read(_page(report, WITHOUT_TABLES[form]), name="年报")
    assert _states(reading, "requests.refused_query") == {"unreadable"}
    other = {p: v for p, v in report.printed().items() if "refused_query" not in p}
    assert {p: v for p, v in _values(reading).items() if "refused_query" not in p} == other


@pytest.mark.parametrize("form", WITHOUT_TABLES)
def test_a_row_that_is_not_there_is_missing_without_table_tags(made, form):
    report = made(dropped=frozenset({"requests.carried_out"}))
    reading = read(_page(report, WITHOUT_TABLES[form]), name="年报")
    assert _states(reading, "requests.carried_out") == {"missing"}


def _merged(report, *, with_headings):
    rows = []
    for heading, _, table in report._sections()[1:4]:
        rows += [_tr([(heading, 10, 1)])] if with_headings else []
        rows += [_tr(line) for line in table]
    sections = report._sections()
    words = [f"<p>{heading}</p><p>{text}</p>" for heading, text, _ in sections if text]
    if not with_headings:
        words[0] += f"<p>{sections[1][0]}</p>"
    table = f"<table><tbody>{''.join(rows)}</tbody></table>"
    return (FIRST + words[0] + table + "".join(words[1:]) + LAST).encode()


@pytest.mark.parametrize("with_headings", [True, False])
def test_tables_two_to_four_in_one_table_are_read(made, with_headings):
    report = made()
    reading = read(_merged(report, with_headings=with_headings), name="年报")
    assert _values(reading) == report.printed()
    assert reading.warnings == ()
    names = [*PartName] if with_headings else ["overview", "proactive", "problems", "other_matters"]
    assert list(reading.parts) == names


def test_the_whole_report_in_one_table_is_read(made):
    report = made()
    rows = [_tr([("示例市样板局2023年政府信息公开工作年度报告", 10, 1)])]
    for heading, words, table in report._sections():
        rows.append(_tr([(f"{heading}</p><p>{words}" if words else heading, 10, 1)]))
        rows += [_tr(line) for line in table or []]
    body = f"<html><body><div><table>{''.join(rows)}</table></div></body></html>".encode()
    reading = read(body, name="年报")
    assert _values(reading) == report.printed()
    assert list(reading.parts) == [*PartName]
    assert reading.part(PartName.OTHER_MATTERS).text == "本年度未收取信息处理费。"


def test_a_heading_in_a_column_of_its_own_is_a_heading(made):
    report = made()
    table = report.proactive()
    first = [("二、主动公开政府信息情况", 1, len(table)), *table[0]]
    body = _page(report, lambda table: f"<table>{''.join(map(_tr, table))}</table>").decode()
    body = body.replace("<p>二、主动公开政府信息情况</p>", "")
    reading = read(body.replace(_tr(table[0]), _tr(first)).encode(), name="年报")
    assert list(reading.parts) == [*PartName]
    assert _values(reading) == report.printed()


@pytest.mark.parametrize("at", ["（三）不予公开", "（五）不予处理", "（七）总计", "3.其他"])
def test_a_table_that_goes_on_in_another_is_read(made, at):
    report = made()

    def parted(table):
        lines = [[text for text, _, _ in line] for line in table]
        place = next((n for n, line in enumerate(lines) if at in line), len(lines))
        rows = [_tr(line) for line in table]
        return f"<table>{''.join(rows[:place])}</table><table>{''.join(rows[place:])}</table>"

    assert _values(read(_page(report, parted), name="年报")) == report.printed()


def test_each_block_of_table_two_in_a_table_of_its_own_is_read(made):
    report = made()

    def parted(table):
        rows = "".join(
            ("</table><table>" if line[0][0].startswith("第二十条") else "") + _tr(line)
            for line in table
        )
        return f"<table>{rows}</table>"

    assert _values(read(_page(report, parted), name="年报")) == report.printed()


def test_a_report_inside_a_frame_of_the_page_is_read(made):
    report = made()
    inner = html.escape(report.html().decode(), quote=True)
    body = f"<html><body><div>导航</div><div><iframe srcdoc='{inner}'></iframe></div></body></html>"
    reading = read(body.encode(), name="年报")
    assert _values(reading) == report.printed()
    assert list(reading.parts) == [*PartName]


def test_frames_inside_frames_end():
    body = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p>"
    for _ in range(6):
        body = f'<div><iframe srcdoc="{html.escape(body, quote=True)}"></iframe></div>'
    with pytest.raises(Exception, match="没有文字"):
        read(f"<html><body>{body}</body></html>".encode(), name="年报")


@pytest.mark.parametrize("form", ["cell_lines", "tab_rows"])
@pytest.mark.parametrize("tag", ["pre", 'div style="white-space: pre-wrap"'])
def test_set_text_on_a_page_is_read_as_text(made, form, tag):
    report = made()
    text = html.escape(getattr(report, form)().decode())
    body = f"<html><head></head><body><{tag}>{text}</{tag.split()[0]}></body></html>"
    assert _values(read(body.encode(), name="年报")) == report.printed()


@pytest.mark.parametrize("tag", ["section", "div", "p"])
def test_an_element_around_the_report_may_keep_line_breaks(made, tag):
    report = made()
    body = report.html().decode().replace("</p>", "</p>\n")
    kept = re.sub(
        r"(<body[^>]*>)(.*)(</body>)",
        rf'\1<{tag} style="white-space: pre-wrap">\2</{tag}>\3',
        body,
        flags=re.DOTALL,
    )
    assert kept != body
    assert _values(read(kept.encode(), name="年报")) == report.printed()


@pytest.mark.parametrize("label", ["四、结转下年度继续办理", "1.信访举报投诉类申请"])
def test_words_of_a_row_outside_its_cells_do_not_make_it_missing(made, label):
    report = made()
    cell = re.compile(rf'<td colspan="\d" rowspan="1"><p>{re.escape(label)}</p></td>')
    body = _page(report, lambda table: f"<table>{''.join(map(_tr, table))}</table>").decode()
    whole, count = cell.subn(label, body)
    assert count == 1
    row = next(r for r in EDITION_2021.request_rows if r.label == label)
    reading = read(whole.encode(), name="年报")
    assert _states(reading, row.path) == {"unreadable"}
    gone = re.sub(rf"<tr>{re.escape(label)}.*?</tr>", f"<tr>{label}</tr>", whole)
    assert _states(read(gone.encode(), name="年报"), row.path) == {"unreadable"}


def test_words_of_the_menu_are_no_table(made):
    menu = "".join(
        f"<li>{word}</li>" for word in ("规章", "行政许可", "行政处罚", "行政强制", "12")
    )
    body = made().html().decode().replace("<body>", f"<body><ul>{menu}</ul>")
    assert read(body.encode(), name="年报").warnings == ()
