"""Words that a page holds and does not show are not read as printed; words that are seen are."""

from __future__ import annotations

import pytest

from reading.model import Figure
from reading.reader import read

PATH = "requests.received.individual"
VEILED = "单元格内有页面不显示的文字，无法确定取值"
HIDDEN = (
    "hidden",
    "hidden='until-found'",
    "style='display:none'",
    "style='visibility:hidden'",
    "style='VISIBILITY: Collapse'",
    "style='font-size:0'",
    "style='font-size:0px;color:red'",
    "style='font-size:.0em'",
    "style='color:transparent'",
    "style='color:rgba(0, 0, 0, 0)'",
    "style='color:#0000'",
    "style='opacity:0'",
    "style='color:#fff'",
    "style='color:white;background:#ffffff'",
    "style='color:rgb(255,255,255)'",
)
SEEN = (
    "hidden style='display:inline'",
    "style='font-size:0.8em'",
    "style='font-size:0;font-size:12px'",
    "style='font-size:0;font:12px serif'",
    "style='opacity:0.9'",
    "style='visibility:visible'",
    "style='background-color:#fff'",
    "style='color:#fff;background:#06c'",
    "style='color:#fff;background:url(a.png)'",
    "style='color:rgb(0,0,0)'",
    "style='color:#ffff00'",
    "style='color:transparent;-webkit-text-fill-color:#333'",
    "style='overflow:hidden'",
    "aria-hidden='true'",
)


def _page(made, cell, style="", links=""):
    body = made(changes={PATH: cell}).html().decode()
    sheet = f"<style>{style}</style>" if style else ""
    return body.replace("<html>", f"<html><head>{links}{sheet}</head>").encode()


def _figure(body) -> Figure:
    return read(body, name="年报").figures[PATH]


def _told(figure):
    return figure.state.value, figure.value, figure.printed, figure.reason


@pytest.mark.parametrize("how", HIDDEN)
def test_a_figure_that_is_not_seen_is_unread_and_no_blank(made, how):
    body = _page(made, f"<span {how}>73</span>")
    assert _told(_figure(body)) == ("unreadable", None, "", VEILED)


@pytest.mark.parametrize("how", HIDDEN)
def test_digits_that_are_not_seen_are_no_digits_of_the_figure(made, how):
    body = _page(made, f"7<span {how}>3</span>")
    assert _told(_figure(body)) == ("number", 7, "7", None)


@pytest.mark.parametrize("how", SEEN)
def test_a_figure_that_is_seen_is_read(made, how):
    assert _told(_figure(_page(made, f"<span {how}>73</span>"))) == ("number", 73, "73", None)


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        (".x{display:none}", False),
        ("span.x , .y { visibility : hidden !important }", False),
        ("/* a { */ @import 'a'; #i{font-size:0}", False),
        (".x{color:transparent}", False),
        (".other{display:none}", True),
        ("td .x{display:none}", True),
        (".x{display:none} .x.on{display:inline}", True),
        (".x{display:none} @media screen{.x{display:inline}}", True),
        (".x{display:none} #i{display:inline}", True),
        ("@media print{.x{display:none}}", True),
        ("@media (max-width:600px){.x{display:none}}", True),
        (".x{color:#fff} td{background:#036}", True),
    ],
)
def test_plain_rules_of_the_page_itself_count_where_nothing_undoes_them(made, style, seen):
    figure = _figure(_page(made, '<span class="x" id="i">73</span>', style))
    want = ("number", 73, "73", None) if seen else ("unreadable", None, "", VEILED)
    assert _told(figure) == want


def test_digits_hidden_by_a_rule_that_another_sheet_may_undo_leave_the_figure_unread(made):
    body = _page(made, "7<span class='x'>3</span>", ".x{display:none}")
    assert _told(_figure(body)) == ("unreadable", None, "7", VEILED)


def test_an_own_style_wins_over_a_rule(made):
    body = _page(made, "<span class='x' style='display:inline'>73</span>", ".x{display:none}")
    assert _told(_figure(body)) == ("number", 73, "73", None)


@pytest.mark.parametrize(
    "cell",
    [
        "<span style='font-size:0'><i class='n'>73</i></span>",
        "<span style='font-size:0'><i style='font-size:12px'>73</i></span>",
        "<span style='color:#fff'>73</span>",
        "<span style='color:transparent'><a>73</a></span>",
        "<span style='visibility:hidden'><i style='visibility:visible'>73</i></span>",
    ],
)
def test_what_a_sheet_elsewhere_or_a_tag_inside_may_show_is_read(made, cell):
    body = _page(made, cell, links="<link rel='stylesheet' href='a.css'>")
    assert _told(_figure(body)) == ("number", 73, "73", None)


@pytest.mark.parametrize("how", ["style='visibility:hidden'", "style='color:transparent'"])
def test_a_cell_that_is_not_seen_keeps_its_place(made, how):
    report = made(changes={PATH: "7300"})
    cell = '<td colspan="1" rowspan="1"><p>7300</p></td>'
    body = report.html().decode()
    assert body.count(cell) == 1
    veiled = cell.replace("<td ", f"<td {how} ").replace("<p>7300</p>", "7300")
    reading = read(body.replace(cell, veiled).encode(), name="年报")
    assert _told(reading.figures[PATH]) == ("unreadable", None, "", VEILED)
    others = {path: figure.printed for path, figure in reading.figures.items() if path != PATH}
    assert others == {path: text for path, text in report.printed().items() if path != PATH}


def test_a_row_told_only_by_words_that_are_not_seen_is_not_missing(made):
    body = made().html().decode()
    start = body.rindex("<tr>", 0, body.index("四、结转下年度继续办理"))
    reading = read(f"{body[:start]}<tr hidden>{body[start + 4 :]}".encode(), name="年报")
    states = {
        figure.state.value
        for path, figure in reading.figures.items()
        if path.startswith("requests.carried_out.")
    }
    assert states == {"unreadable"}
    assert reading.is_cut
    assert "页面中有未显示的内容，可能是年报的一部分，未予读取" in reading.warnings


def test_a_copy_that_is_not_seen_beside_the_report_changes_nothing(made):
    body = made().html().decode()
    other = made(changes={PATH: "99"}).html().decode()
    inner = other[other.index("<table>") : other.rindex("</table>") + len("</table>")]
    both = body.replace("</div></body>", f"<div hidden>{inner}</div></div></body>")
    assert read(both.encode(), name="年报") == read(body.encode(), name="年报")
