"""A page becomes a Word document of real styles."""

from __future__ import annotations

import re
import struct
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from word_pages import DRAFT, WHOLE, W, main_part, opened, page_with, parts_of, sheet, styled_texts

from notices.form.word.document import docx_of
from notices.form.word.elements import WordFormError


def test_every_element_has_its_style() -> None:
    assert styled_texts(page_with(WHOLE)) == [
        ("Title", "关于苏镇市教育局/有关问题的整改通知（代拟稿）"),
        ("Number", "（文号由签发机关编写）"),
        ("Addressee", "苏镇市教育局："),
        ("BodyText", "现将有关情况 通知如下："),
        ("Heading1", "一、问题"),
        ("Heading2", "（一）一致性"),
        ("Heading3", "1.表三"),
        ("Heading4", "（1）第3行"),
        ("BodyText", "1.总计\uff3b错误\uff3d：应为4，abc。"),
        ("BodyLeft", "网址 http://jyj.suzhen.gov.cn/年报?a=1&b=2。"),
        ("Flush", "填报单位"),
        ("Note", "注：说明。"),
        ("AnnexNote", "附件：1.问题清单"),
        ("AnnexNoteNext", "2.图"),
        ("Signature", "苏镇市人民政府办公室"),
        ("Date", "　　年　月　日"),
        ("AnnexHead", "附件1"),
        ("AnnexTitle", "问题清单"),
        ("SectionEnd", ""),
        ("AnnexHead", "附件2"),
        ("AnnexTitle", "图"),
        ("Figure", ""),
        ("Caption", "图1　按时率"),
    ]


@pytest.mark.parametrize(
    ("text", "below", "style"),
    [
        ("联系人：李明。", '<p class="annex-note">附件：1.问题清单</p>', "BodyLast"),
        ("联系人：李明。", '<p class="signature">苏镇市人民政府办公室</p>', "BodyLast"),
        ("联系人：李明。", "<p>完。</p>", "BodyText"),
        ("网址 http://jyj.suzhen.gov.cn/年报。", '<p class="signature">局</p>', "BodyLeft"),
    ],
)
def test_the_page_with_the_seal_holds_text(text: str, below: str, style: str) -> None:
    """What stands before annexes and signature goes with them to the next page."""
    assert styled_texts(sheet(f"<p>{text}</p>{below}"))[0] == (style, text)


def test_nothing_but_styles_gives_the_look() -> None:
    """No run and no paragraph says anything of its own but which style it has."""
    root = main_part(page_with(WHOLE))
    said = {child.tag.removeprefix(W) for p in root.iter(f"{W}pPr") for child in p}
    assert said == {"pStyle", "sectPr"}
    runs = {
        (child.tag.removeprefix(W), tuple(child.attrib.values()))
        for p in root.iter(f"{W}rPr")
        for child in p
    }
    assert runs == {
        ("rStyle", ("Level",)),
        ("rStyle", ("Strong",)),
        ("rStyle", ("Checksum",)),
        ("rStyle", ("Hyperlink",)),
        ("rFonts", ("eastAsia",)),
    }


def test_the_same_page_gives_the_same_bytes() -> None:
    page = page_with(WHOLE, before=DRAFT)
    assert docx_of(page) == docx_of(page)


def test_sheets_are_sections() -> None:
    sections = opened(page_with(WHOLE)).sections
    assert [s.orientation for s in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    millimetres = [
        tuple(
            round(length / Mm(1), 1)
            for length in (
                s.page_width,
                s.page_height,
                s.top_margin,
                s.right_margin,
                s.bottom_margin,
                s.left_margin,
            )
            if length is not None
        )
        for s in sections
    ]
    upright = (210.0, 297.0, 37.0, 25.9, 35.0, 28.0)
    assert millimetres == [upright, (297.0, 210.0, 28.0, 37.0, 25.9, 35.0), upright]
    grids = [dict(grid.attrib) for grid in main_part(page_with(WHOLE)).iter(f"{W}docGrid")]
    assert grids == [
        {f"{W}type": "linesAndChars", f"{W}linePitch": "579", f"{W}charSpace": "-819"}
    ] * 3  # fmt: skip


def test_a_draft_is_marked_in_the_header_of_the_first_page_only() -> None:
    first, *others = opened(page_with(WHOLE, before=DRAFT)).sections
    assert first.different_first_page_header_footer
    (mark,) = first.first_page_header.paragraphs
    assert mark.style is not None
    assert (mark.style.style_id, mark.text) == ("DraftMark", "代拟稿：须经审签。")
    assert not any(section.different_first_page_header_footer for section in others)
    assert not opened(page_with(WHOLE)).sections[0].different_first_page_header_footer


def test_what_is_released_differs_in_the_header_alone() -> None:
    draft = parts_of(docx_of(page_with(WHOLE, before=DRAFT)))
    released = parts_of(docx_of(page_with(WHOLE)))
    assert sorted(draft.keys() - released.keys()) == ["word/footer3.xml", "word/header1.xml"]
    assert draft["word/styles.xml"] == released["word/styles.xml"]
    without = re.sub(
        rb'<w:titlePg/>|<w:(?:header|footer)Reference w:type="first"[^>]*/>',
        b"",
        draft["word/document.xml"],
    )
    assert without == released["word/document.xml"]


@pytest.mark.parametrize("before", ["", DRAFT])
def test_pages_are_numbered_right_on_odd_and_left_on_even(before: str) -> None:
    document = opened(page_with(WHOLE, before=before))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    feet = [section.footer, section.even_page_footer]
    if before:
        feet.append(section.first_page_footer)
    styles = [p.style.style_id for foot in feet for p in foot.paragraphs if p.style is not None]
    assert styles == ["FooterOdd", "FooterEven", "FooterOdd"][: len(feet)]
    for foot in feet:
        xml = foot._element
        assert [t.text for t in xml.iter(f"{W}t")] == ["— ", "1", " —"]
        assert [f.get(f"{W}instr") for f in xml.iter(f"{W}fldSimple")] == [" PAGE "]


def test_the_file_names_its_title_and_language_and_nobody() -> None:
    properties = opened(page_with(WHOLE)).core_properties
    assert (properties.title, properties.language) == ("关于 通知", "zh-CN")
    assert (properties.author, properties.created, properties.modified) == ("", None, None)


def test_web_addresses_are_links() -> None:
    link = "http://jyj.suzhen.gov.cn/%E5%B9%B4%E6%8A%A5?a=1&b=2"
    document = opened(page_with(WHOLE))
    found = [(one.address, one.text) for p in document.paragraphs for one in p.hyperlinks]
    assert found == [(link, "http://jyj.suzhen.gov.cn/年报?a=1&b=2")]


def test_a_chart_is_a_picture_as_wide_as_the_text() -> None:
    body = docx_of(page_with(WHOLE))
    (shape,) = Document(BytesIO(body)).inline_shapes
    png = parts_of(body)["word/media/image1.png"]
    across, down = struct.unpack(">II", png[16:24])
    assert round(shape.width / Mm(1)) == 156
    assert abs(shape.height / shape.width - down / across) < 0.001
    names = [e.get("descr") for e in main_part(page_with(WHOLE)).iter() if e.get("descr")]
    assert names == ["图1　按时率"] * 2


def test_white_space_is_run_together_as_in_a_browser() -> None:
    texts = styled_texts(sheet("<p>\n  甲 \n <strong> 乙</strong> 　丙 <br>\n 丁  </p><p> </p>"))
    assert texts == [("BodyText", "甲 乙 　丙/丁"), ("BodyText", "")]


def test_a_line_that_leads_to_a_table_stays_with_it() -> None:
    table = "<table><tr><td>甲</td></tr></table>"
    note, flush = '<p class="note">表1</p>', '<p class="flush">填报单位</p>'
    texts = styled_texts(sheet(f"{note}{table}{note}{flush}{table}{flush}<p>甲</p>{table}"))
    assert [style for style, _ in texts] == [
        "TableTitle",
        "Note",
        "TableLead",
        "Flush",
        "BodyText",
        "SectionEnd",
    ]


@pytest.mark.parametrize(
    ("blocks", "named"),
    [
        ("<ul><li>甲</li></ul>", "<ul>"),
        ("<p>甲</p>\n<div class='item'><p>乙</p></div>", '<div class="item">'),
        ("<p class='strange'>甲</p>", '<p class="strange">'),
        ("<p class='next'>甲</p>", '<p class="next">'),
        ("<p>甲<em>乙</em></p>", "<em>"),
        ("<p><img src='x'></p>", "<img>"),
        ("<p style='color:red'>甲</p>", "<p>"),
        ("<p><span class='level'>甲</span></p>", '<span class="level">'),
        ("<h6>甲</h6>", "<h6>"),
        ("<figure><p>甲</p></figure>", "<p>"),
        ("<figure><svg viewBox='0 0 1 1'></figure>", "<svg>"),
        ("<figure><svg><circle r='1'/></svg></figure>", "<svg>"),
        ("<table><caption>甲</caption><tr><td>乙</td></tr></table>", "<caption>"),
        ("<table></table>", "<table>"),
        ("<table><tr></tr></table>", "<tr>"),
        ("<table><tr><td colspan='x'>甲</td></tr></table>", "<td>"),
        ("<table><tr><td colspan='64'>甲</td></tr></table>", "<td>"),
        ("<table><tr><td style='width:3%'>甲</td></tr></table>", "<td>"),
        ("<table><colgroup><col style='width:9pt'></colgroup><tr><td></td></tr></table>", "<col>"),
        ("<table><colgroup><col><col></colgroup><tr><td></td></tr></table>", "<col>"),
        (f"<table><tr>{'<td></td>' * 64}</tr></table>", "<table>"),
        ("<table><tr><td rowspan='2'>甲</td><td>乙</td></tr><tr></tr></table>", "<tr>"),
        ("<table><tr><td><td rowspan=2></tr><tr><td colspan=2></td></tr></table>", "<td>"),
    ],
)  # fmt: skip
def test_what_word_cannot_show_is_refused_by_name_and_line(blocks: str, named: str) -> None:
    with pytest.raises(WordFormError) as refused:
        docx_of(sheet(blocks))
    message = str(refused.value)
    line = 6 if "\n" in blocks else 5
    assert message.startswith(f"网页第{line}行的 {named} 没有对应的 Word 写法")
    assert message.endswith("请在模板中改用说明里列出的元素")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (page_with(""), "网页中没有公文正文（main 中的 article），不能转成 Word 文档"),
        ("", "网页是空的，不能转成 Word 文档"),
        (
            sheet("散落的字"),
            (
                '网页第4行的 <article class="sheet"> 没有对应的 Word 写法'
                "（其中的文字“散落的字”不在段落之中），请在模板中改用说明里列出的元素"
            ),
        ),
        (
            page_with("<article><p>甲</p></article>"),
            "网页第4行的 <article> 没有对应的 Word 写法，请在模板中改用说明里列出的元素",
        ),
        (
            page_with(WHOLE, before="<nav>甲</nav>"),
            "网页第3行的 <nav> 没有对应的 Word 写法，请在模板中改用说明里列出的元素",
        ),
    ],
)
def test_a_page_without_a_document_is_refused(page: str, message: str) -> None:
    with pytest.raises(WordFormError) as refused:
        docx_of(page)
    assert str(refused.value) == message


def test_lines_are_counted_through_charts() -> None:
    chart = '<svg viewBox="0 0 10 10">\n\n<rect/>\n</svg>'
    with pytest.raises(WordFormError) as refused:
        docx_of(sheet(f"<figure>{chart}</figure>\n<ul></ul>"))
    assert str(refused.value).startswith("网页第9行的 <ul>")
