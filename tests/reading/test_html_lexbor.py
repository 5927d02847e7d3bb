"""The parser of pages is kept within bounds, and its shortcuts give what the long way gives."""

from __future__ import annotations

import random
import re

import pytest

from reading.charset import Decoded
from reading.html.document import read_html
from reading.html.parsing import tree_of
from reading.html.tables import _inside, _rows
from reading.html.text import cell_text, simple_cell_text

FRAME = "<!doctype html><html><head><title>t</title></head><body>{}</body></html>"
_PIECES = (
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<br/>", "<td>", "</td>", "<tr>",
    "</tr>", "</table>", "<table>", "<li>", "<h2>", "</h2>", "<a href='x.pdf'>", "</a>",
    "<!-- <p> -->", "<script>'<p>'</script>", "文字", "&nbsp;", "&lt;", "&amp;", "&", "<", ">", '"',
    "<p title='a>b'>", "<td colspan=2 rowspan='3'>", "<iframe>", "<textarea>", "<o:p></o:p>",
    "<pre>", "<P>", "<!--", "-->", "'", "<?php 1 ?>", "<td style='display:none'>", "<select>",
    "<span style='display: none'>9</span>", "<svg><text>8</text></svg>", "&#0;", "&#1;", "<th>",
)  # fmt: skip
_TURNS = 300
_MANY = 20_000


def spoilt(page: str, chance: random.Random) -> str:
    """The page with some pieces put in and some tags taken out."""
    for _ in range(chance.randrange(1, 6)):
        start = chance.choice([found.start() for found in re.finditer("<", page)])
        tag = re.compile("<[^>]*>?").match(page, start)
        end = chance.choice((start, start, tag.end() if tag else start))
        page = page[:start] + chance.choice(_PIECES) + page[end:]
    return page


def test_the_short_way_to_the_words_of_a_cell_gives_what_the_long_way_gives():
    chance = random.Random(7)  # noqa: S311 - the same pages every time
    short = FRAME.format(
        "<div><p>文字<b>1</b></p><table><caption>表</caption><tr><td> <p>1</p> </td>"
        "<td><span>1</span><span>.项</span></td><td>&nbsp;</td></tr></table></div>"
    )
    simple = 0
    for _ in range(_TURNS):
        page = spoilt(short, chance)
        tree = tree_of(page)
        for table in tree.root.css("table"):
            if _inside(tree, table).is_simple:
                simple += 1
                cells = table.css("td,th")
                assert [simple_cell_text(tree, cell) for cell in cells] == [
                    cell_text(tree, cell) for cell in cells
                ], page
                assert _rows(tree, table, is_simple=True) == _rows(tree, table), page
    assert simple > _TURNS // 2


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"<b a={number}>" for number in range(_MANY // 10)) + "<p>字" * (_MANY // 10),
        "<p>" + "<font size=1><i><u><s>" * _MANY + "<p>字" * _MANY,
        "<table>" + "<tr><td>1</td></tr>" * _MANY + "</table>",
    ],
)
def test_a_tree_is_no_larger_than_the_page_is_long(written):
    page = FRAME.format(written)
    nodes = sum(1 for _ in tree_of(page).root.traverse(include_text=True))
    assert nodes <= page.count("<") * 2


@pytest.mark.parametrize(
    "start",
    [
        "<!--", "<script>", "<style>", "<a '", '<a "<" ', "</b>字", "<ul><li>", "<div>", "<b>",
        "<span></i>", "<table><tr><td>", "<select>", "<template>", "<iframe>",
    ],
)  # fmt: skip
def test_thousands_of_odd_tags_are_read_all_the_same(start):
    page = FRAME.format("<p>一</p>" + start * _MANY)
    blocks = read_html(Decoded(text=page, encoding="utf-8")).blocks
    assert blocks[0].text[0] == "一"
