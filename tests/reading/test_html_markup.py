"""A page as a row of tags: the same as the tree that the parser built."""

from __future__ import annotations

import random
import re

import pytest
from lxml import etree

from reading.charset import Decoded
from reading.html.document import read_html
from reading.html.parsing import markup_of, parsed_markup, printable

FRAME = "<!doctype html><html><head><title>t</title></head><body>{}</body></html>"
_PIECES = (
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<br/>", "<td>", "</td>", "<tr>",
    "</tr>", "</table>", "<table>", "<li>", "<h2>", "</h2>", "<a href='x.pdf'>", "</a>",
    "<!-- <p> -->", "<script>'<p>'</script>", "文字", "&nbsp;", "&lt;", "&amp;", "&", "<", ">", '"',
    "<p title='a>b'>", "<td colspan=2 rowspan='3'>", "<iframe>", "<textarea>", "<o:p></o:p>",
    "<pre>", "<P>", "<!--", "-->", "'", "<?php 1 ?>",
)  # fmt: skip
_TURNS = 300


def spoilt(page: str, chance: random.Random) -> str:
    """The page with some pieces put in and some tags taken out."""
    for _ in range(chance.randrange(1, 6)):
        start = chance.choice([found.start() for found in re.finditer("<", page)])
        tag = re.compile("<[^>]*>?").match(page, start)
        end = chance.choice((start, start, tag.end() if tag else start))
        page = page[:start] + chance.choice(_PIECES) + page[end:]
    return page


def in_the_row(page: str) -> list[tuple[str, str, str]]:
    """Each element of the row: its name, its title, and all words inside it."""
    markup = parsed_markup(page)
    if markup is None:
        return []
    return [
        (tag.name, tag.get("title"), markup.words(number))
        for number, tag in enumerate(markup.tags)
        if not tag.is_end
    ]


def in_the_tree(page: str) -> list[tuple[str, str, str]]:
    """The same by walking the tree of lxml."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(page.encode(), parser)
    if root is None:
        return []
    etree.strip_elements(root, "script", "style", with_tail=False)
    return [
        (element.tag, element.get("title", ""), "".join(element.itertext()))
        for element in root.iter()
    ]


def test_spoilt_pages_give_the_tree_that_the_parser_built():
    chance = random.Random(7)  # noqa: S311 - the same pages every time
    short = FRAME.format("<div><p>文字<b>1</b></p><table><tr><td>1<td>2</tr></table></div>")
    for _ in range(_TURNS):
        page = spoilt(short, chance)
        assert in_the_row(page) == in_the_tree(page), page


def test_cells_that_one_parser_loses_are_seen_by_the_other():
    page = FRAME.format("<table><tr><td>一</td></tr></table><table><td>二</td></table>")

    markup, is_lossy = markup_of(page)

    assert markup is not None
    cells = [number for number, tag in enumerate(markup.tags) if tag.is_cell and not tag.is_end]
    assert [markup.words(cell) for cell in cells] == ["一", "二"]
    assert not is_lossy


def test_a_page_that_holds_nothing_has_no_markup():
    assert markup_of("<!-- nothing -->") == (None, False)


def test_control_characters_are_spaces():
    assert printable("一\x00二\x1f三\n四") == "一 二 三\n四"


@pytest.mark.parametrize(("ends", "is_cut"), [("</table>", False), ("", True)])
def test_a_table_without_its_end_tells_of_a_page_that_is_cut(ends, is_cut):
    page = FRAME.format(f"<table><tr><td>一</td></tr>{ends}<!-- <table> -->")

    assert read_html(Decoded(text=page, encoding="utf-8")).is_cut is is_cut


@pytest.mark.parametrize("start", ["<!--", "<script>", "<style>", "<a '", '<a "<" ', "</b>字"])
def test_thousands_of_odd_tags_are_read_all_the_same(start):
    page = FRAME.format("<p>一</p>" + start * 20_000)

    markup, _ = markup_of(page)

    assert markup is not None
    assert markup.words(markup.named("p")[0])[0] == "一"
