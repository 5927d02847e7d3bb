"""Tables: the same cells as on the page, widths, heads that repeat, rows to be filled in."""

from __future__ import annotations

import pytest
from lxml import etree
from word_pages import WHOLE, W, main_part, page_with, sheet

from notices.form.word.document import docx_of
from reading.blocks import Document, Grid
from reading.charset import decode
from reading.docx import read_docx
from reading.html.document import read_html


def slots(document: Document) -> list[list[list[str]]]:
    """The text in each slot of each grid, spans resolved, breaks of lines left out."""
    return [
        [["".join(cell.text.split()) if cell else "-" for cell in line] for line in block.slots]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def test_our_reader_reads_the_cells_of_the_page_back() -> None:
    page = page_with(WHOLE)
    from_word = slots(read_docx(docx_of(page)))
    assert from_word == slots(read_html(decode(page.encode())))
    assert from_word == [
        [
            ["序号", "数", "数"],
            ["序号", "甲", "乙"],
            ["一", "中", "1,234"],
            ["二", "甲乙", "表三：“5”表四等2处"],
            ["二", "", ""],
        ]
    ]


def test_cells_have_styles_and_paragraphs() -> None:
    cells = [
        [(style_of(p), text_of(p)) for p in cell.iter(f"{W}p")]
        for cell in main_part(page_with(WHOLE)).iter(f"{W}tc")
    ]
    assert cells == [
        [("TableHead", "序号")],
        [("TableHead", "数")],
        [("TableHead", "")],
        [("TableHead", "甲")],
        [("TableHead", "乙")],
        [("TableRowHead", "一")],
        [("TableMiddle", "中")],
        [("TableNumber", "1,234")],
        [("TableRowHead", "二")],
        [("TableText", "甲/乙")],
        [("TableText", "表三：“5”"), ("TableText", "表四"), ("TableText", "等2处")],
        [("TableRowHead", "")],
        [("TableText", "")],
    ]


def test_rows_say_what_they_are() -> None:
    rows = [
        [
            (child.tag.removeprefix(W), *child.attrib.values())
            for child in row.iterfind(f"{W}trPr/*")
        ]
        for row in main_part(page_with(WHOLE)).iter(f"{W}tr")
    ]
    assert rows == [
        [("cantSplit",), ("tblHeader",)],
        [("cantSplit",), ("tblHeader",)],
        [("cantSplit",)],
        [("cantSplit",), ("trHeight", "840", "atLeast")],
        [("cantSplit",)],
    ]


@pytest.mark.parametrize(
    ("shares", "widths"),
    [
        (("10%", "50%", "40%"), [885, 4424, 3540]),
        ((), [2950, 2949, 2950]),
        (("12.5%",), [1106, 3872, 3871]),
        (("40%", "40%", "40%"), [2950, 2949, 2950]),
        (("90%", "90%"), [4050, 4049, 750]),
        ((None, " 50%;", None), [2212, 4425, 2212]),
    ],
)
def test_columns_share_the_width_of_the_text(
    shares: tuple[str | None, ...], widths: list[int]
) -> None:
    columns = "".join(f'<col style="width:{share}">' if share else "<col>" for share in shares)
    row = "<tr><td>甲</td><td>乙</td><td>丙</td></tr>"
    root = main_part(sheet(f"<table><colgroup>{columns}</colgroup>{row}</table>"))
    assert [int(c.get(f"{W}w", "")) for c in root.iter(f"{W}gridCol")] == widths
    assert [int(c.get(f"{W}w", "")) for c in root.iter(f"{W}tcW")] == widths
    assert sum(widths) == 8849


def test_a_row_higher_than_most_of_a_page_may_go_on_over_it() -> None:
    short, long = "字" * 1000, "字" * 2000
    root = main_part(sheet(f"<table><tr><td>{short}</td></tr><tr><td>{long}</td></tr></table>"))
    assert [len(row.findall(f"{W}trPr/{W}cantSplit")) for row in root.iter(f"{W}tr")] == [1, 0]


def test_neighbouring_tables_stay_two() -> None:
    root = main_part(sheet("<table><tr><td>甲</td></tr></table>" * 2))
    assert [child.tag.removeprefix(W) for child in root[0]] == ["tbl", "p", "tbl", "p", "sectPr"]
    assert [style_of(p) for p in root[0].iterfind(f"{W}p")] == ["TableGap", "SectionEnd"]


def test_fifty_pages_of_rows_are_one_table() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{'字' * 200}</td></tr>" for n in range(1500))
    root = main_part(sheet(f"<table>{rows}</table>"))
    assert len(list(root.iter(f"{W}tr"))) == 1500
    assert len(list(root.iter(f"{W}tbl"))) == 1


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def text_of(paragraph: etree._Element) -> str:
    return "".join(
        "/" if e.tag == f"{W}br" else e.text or "" for e in paragraph.iter(f"{W}t", f"{W}br")
    )
