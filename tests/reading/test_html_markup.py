"""A page as the tree that a browser makes of it: what the tree holds, and what it has lost."""

from __future__ import annotations

import pytest

from reading.blocks import Paragraph
from reading.charset import Decoded
from reading.html.document import read_html
from reading.html.markup import Inside, around
from reading.html.parsing import printable, tree_of
from reading.html.text import cell_text

FRAME = "<!doctype html><html><head><title>t</title></head><body>{}</body></html>"


def _cells(page):
    tree = tree_of(page)
    return [cell_text(tree, cell) for cell in tree.root.css("td,th")], tree.has_lost_cells


def _paragraphs(page):
    blocks = read_html(Decoded(text=page, encoding="utf-8")).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<tr><td>一<td>二</table>", ["一", "二"]),
        ("<td>一</td>", ["一"]),
        ("<tr><td>一</td></td><td>二</tr>", ["一", "二"]),
        ("<tr><td><p>一</p>二<br>三</td></tr>", ["一\n二\n三"]),
        ("<tr><td>1<span> </span><b>2</b> 3</td></tr>", ["1 2 3"]),
        ("<tr><td>1<script>2</script><textarea>3</textarea>&nbsp;</td></tr>", ["1"]),
        ("<tr><td>1<i style='DISPLAY : none'>2</i><!-- 3 --></td></tr>", ["1"]),
        ("<tr><td>1<select><option>2</select><template><p>3</template></td></tr>", ["1"]),
        ("<tr><td>1<iframe src='a'><p>2</p></iframe><noscript>3</noscript></td></tr>", ["1"]),
        ("<tr><td>1<table><tr><td>2</td></tr></table></td></tr>", ["1", "2"]),
    ],
)
def test_the_words_of_a_cell_are_those_that_print(written, read):
    assert _cells(FRAME.format(f"<table>{written}</table>")) == (read, False)


@pytest.mark.parametrize(
    "written",
    [
        "<!-- <td>1</td> -->",
        "<script>'<td>1</td>'</script>",
        "<template><table><td>1</td></table></template>",
        "<noscript><table><td>1</td></table></noscript>",
        "<iframe srcdoc='<table><td>1</td></table>'></iframe>",
    ],
)
def test_what_is_no_markup_of_the_page_loses_no_cells(written):
    assert _cells(FRAME.format(written)) == ([], False)


def test_cells_outside_a_table_are_known_to_be_lost():
    page = FRAME.format("<table><tr><td>一</td></tr></table><div><tr><td>二</td></tr></div>")
    assert _cells(page) == (["一"], True)
    assert read_html(Decoded(text=page, encoding="utf-8")).is_cut


def test_words_between_cells_stand_before_the_table_as_in_a_browser():
    page = FRAME.format("<div><table>外<tr>文<td>一</td></tr></table></div>")
    assert _paragraphs(page) == ["外文"]


def test_control_characters_are_spaces():
    assert printable("一\x00二\x1f三\n四&#1;五&#x1F;六&#10;七") == (
        "一 二 三\n四 五 六&#10;七".encode()
    )


@pytest.mark.parametrize(("ends", "is_cut"), [("</table>", False), ("", True)])
def test_a_table_without_its_end_tells_of_a_page_that_is_cut(ends, is_cut):
    page = FRAME.format(f"<table><tr><td>一</td></tr>{ends}<!-- <table> -->")
    assert read_html(Decoded(text=page, encoding="utf-8")).is_cut is is_cut


@pytest.mark.parametrize("tag", ["iframe", "noscript", "textarea"])
def test_a_tag_that_swallows_the_end_of_a_page_tells_of_one_that_is_cut(tag):
    page = FRAME.format(f"<p>一</p><{tag}><p>二</p>")
    assert read_html(Decoded(text=page, encoding="utf-8")).is_cut
    whole = FRAME.format(f"<p>一</p><{tag}>二</{tag}>")
    assert not read_html(Decoded(text=whole, encoding="utf-8")).is_cut


def test_the_smallest_element_around_others():
    root = tree_of(FRAME.format("<div id=a><div id=b><p>1</p></div><p>2</p></div>")).root
    both = root.css("p")
    assert [around(p).id if around(p) else None for p in ([both[0]], both)] == [both[0].id, "a"]
    inside = Inside(root.css_first("#b"))
    assert [inside.holds(p) for p in both] == [True, False]
