"""A report on several pages is read as one; what cannot be told apart makes nothing missing."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from reading.blocks import Paragraph
from reading.errors import DocumentError
from reading.html.pages import join_pages
from reading.model import PartName
from reading.reader import reading_of

MENU = "<div class='menu'><ul><li>首页</li><li>政府信息公开年报</li></ul></div>"
TITLE = "<h1>示例市样板局2023年政府信息公开工作年度报告</h1><p>来源：样板局</p>"
PAGING = "<div class='page'><a>上一页</a> <a>1</a> <a>2</a> <a>下一页</a></div>"


def _pages(report, *cuts):
    whole = report.html().decode()
    inside = re.search(r"</h1>(.*)</div></body>", whole, re.DOTALL).group(1)
    places = [0, *(inside.index(cut) for cut in cuts), len(inside)]
    return [
        (
            f"<html><head><title>年报</title></head><body>{MENU}<div class='text' id='zoom'>{TITLE}"
            f"{inside[start:end]}{PAGING}</div><div>版权所有</div></body></html>"
        ).encode()
        for start, end in pairwise(places)
    ]


def _words(reading):
    return {name: part.text.replace("\n", "") for name, part in reading.parts.items()}


@pytest.mark.parametrize(
    "cuts",
    [
        ("<p>二、主动公开",),
        ("<p>三、收到", "<p>四、政府信息"),
        ("<p>四、政府信息", "下一步将丰富"),
        ("本机关认真", "<p>六、其他"),
    ],
)
def test_a_report_on_several_pages_is_one_report(made, cuts):
    report = made()
    reading = reading_of(join_pages(_pages(report, *cuts)))
    whole = reading_of(join_pages(_pages(report)))
    assert {path: f.printed for path, f in reading.figures.items()} == report.printed()
    assert _words(reading) == _words(whole)
    assert reading.title == "示例市样板局2023年政府信息公开工作年度报告"
    assert [s.text for s in reading.preamble] == [s.text for s in whole.preamble]
    assert reading.warnings == ()


def test_a_table_over_two_pages_is_read(made):
    report = made()
    whole = report.html().decode()
    at = whole.rindex("<tr>", 0, whole.index("（五）不予处理"))
    halves = [whole[:at] + "</tbody></table>", "<table><tbody>" + whole[at:]]
    pages = [
        f"<html><body>{MENU}<div class='text'>{half}</div></body></html>".encode()
        for half in (halves[0], halves[1])
    ]
    reading = reading_of(join_pages(pages))
    assert {path: f.printed for path, f in reading.figures.items()} == report.printed()


def test_a_sentence_that_a_page_breaks_goes_on(made):
    report = made()
    long = "本机关认真贯彻条例，全年主动公开信息若干条。"
    pages = [page.decode() for page in _pages(report, "<p>二、主动公开")]
    pages[0] = pages[0].replace(long, "本机关认真贯彻条例，坚持以公开为常态，全年主动公开")
    pages[1] = pages[1].replace("<p>二、主动公开", "<p>信息若干条。</p><p>二、主动公开", 1)
    reading = reading_of(join_pages([page.encode() for page in pages]))
    assert reading.part(PartName.OVERVIEW).text == (
        "本机关认真贯彻条例，坚持以公开为常态，全年主动公开信息若干条。"
    )


def test_the_same_page_twice_is_read_once_and_nothing_is_missing(made):
    report = made(without_tables=frozenset({"disputes"}))
    pages = _pages(report, "<p>五、存在")
    document = join_pages([*pages, pages[1]])
    assert document.warnings == ("第3页与前面的页面内容相同，只读取一次",)
    states = {f.state.value for f in reading_of(document).figures.values()}
    assert states == {"number", "unreadable"}


def test_a_page_without_any_mark_makes_nothing_missing(made):
    report = made(dropped=frozenset({"requests.carried_out"}))
    stranger = "<html><body><table><tr><td>甲</td></tr></table><p>乙</p><p>丙</p></body></html>"
    document = join_pages([*_pages(report, "<p>四、政府信息"), stranger.encode()])
    assert document.warnings == ("第3页没有年报的标志，未能确定正文的范围",)
    states = {f.state.value for p, f in reading_of(document).figures.items() if "carried_out" in p}
    assert states == {"unreadable"}


def test_a_page_that_is_no_page_is_refused():
    with pytest.raises(DocumentError, match="第1页不是网页"):
        join_pages(["一、总体情况".encode()])
    with pytest.raises(DocumentError, match="没有给出任何页面"):
        join_pages([])


def test_one_page_is_joined_to_itself(made):
    document = join_pages([made().html()])
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)][-1].startswith("本年度")
