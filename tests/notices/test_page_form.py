"""The printed page as GB/T 9704—2012 wants it, measured in the PDF itself."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from paper_samples import page_with, sample_page
from pdfplumber.page import Page
from tiny_site import Asked, TinySite, answer

from browser.executable import find_browser
from notices.form.print import Printer
from notices.form.weasy import pdf_by_weasyprint

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
MM = 72 / 25.4
# The reader grumbles about fonts whose box it does not need.
logging.getLogger("pdfminer").setLevel(logging.ERROR)
LINES = (
    '<article class="sheet">{% for n in range(30) %}<p class="flush">第行</p>{% endfor %}</article>'
)
FULL = '<article class="sheet"><p>{{ "正文每行应排二十八个字" * 90 }}</p></article>'


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with Printer() as made:
        yield made


def pages(pdf: bytes) -> list[Page]:
    return pdfplumber.open(io.BytesIO(pdf)).pages


def body_lines(page: Page) -> list[str]:
    """The lines within the text area of a page."""
    is_wide = page.width > page.height
    top, bottom = (27, 185) if is_wide else (36, 263)
    area = page.within_bbox((27 * MM, top * MM, page.width - 25 * MM, bottom * MM))
    return [line["text"] for line in area.extract_text_lines()]


@pytest.mark.parametrize("engine", ["chromium", "weasyprint"])
def test_a_page_holds_22_lines_of_28_characters(printer: Printer, engine: str) -> None:
    by = printer.pdf if engine == "chromium" else pdf_by_weasyprint
    lines = body_lines(pages(by(page_with(FULL)))[0])
    assert [len(line) for line in lines] == [26] + [28] * 21
    assert len(body_lines(pages(by(page_with(LINES)))[0])) == 22


def test_the_text_stands_between_the_margins(printer: Printer) -> None:
    page = pages(printer.pdf(page_with(FULL)))[0]
    letters = [c for c in page.chars if 36 * MM < c["top"] < 263 * MM]
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert min(c["x0"] for c in letters) == pytest.approx(28 * MM, abs=1)
    assert max(c["x1"] for c in letters) == pytest.approx(184 * MM, abs=1)
    pitch = sorted({round(c["top"], 1) for c in letters})
    assert (pitch[-1] - pitch[0]) / 21 == pytest.approx(28.95, abs=0.05)
    # The browser sets each line on a whole pixel.
    assert [b - a for a, b in pairwise(pitch)] == pytest.approx([28.95] * 21, abs=0.5)
    assert {round(c["size"], 2) for c in letters} == {16}


def test_page_numbers_stand_outside_with_dashes(printer: Printer) -> None:
    odd, even = pages(printer.pdf(page_with(FULL)))[:2]
    for page, number in ((odd, "1"), (even, "2")):
        foot = page.within_bbox((0, 263 * MM, page.width, page.height))
        assert foot.extract_text().split() == ["—", number, "—"]
        assert {round(c["size"]) for c in foot.chars} == {14}
    right = max(c["x1"] for c in odd.chars if c["top"] > 263 * MM)
    left = min(c["x0"] for c in even.chars if c["top"] > 263 * MM)
    assert (round(right), round(left)) == pytest.approx((184 * MM - 14, 28 * MM + 14), abs=2)


def test_the_draft_mark_stands_over_the_first_page_and_moves_no_line(printer: Printer) -> None:
    draft = page_with(FULL)
    plain = draft.replace("@page :first", "@page nowhere:first")
    marked, unmarked = pages(printer.pdf(draft)), pages(printer.pdf(plain))
    mark = marked[0].within_bbox((0, 0, marked[0].width, 37 * MM)).extract_text()
    assert mark.startswith("代拟稿：由督办系统起草")
    assert unmarked[0].within_bbox((0, 0, marked[0].width, 37 * MM)).extract_text() == ""
    assert "代拟稿" not in marked[1].extract_text()
    assert [c["top"] for c in marked[0].chars if c["top"] > 37 * MM] == [
        c["top"] for c in unmarked[0].chars if c["top"] > 37 * MM
    ]


def test_annexes_begin_a_page_and_lie_on_their_side_where_they_are_wide(printer: Printer) -> None:
    printed = pages(printer.pdf(sample_page()))
    first_lines = [body_lines(page)[:2] for page in printed]
    wide = [round(page.width / MM) == 297 for page in printed]
    assert wide == [False, False, *[True] * 7, False]
    assert first_lines[2] == ["附件1", "问题清单"]
    assert first_lines[9] == ["附件2", "整改情况回执"]
    # The head of a table comes again on every page, also in a row that is longer than a page.
    assert all(lines[0].split() == ["序号", "类别", "问题", "数值"] for lines in first_lines[3:9])


def test_the_faces_are_the_free_ones_and_the_text_can_be_copied(printer: Printer) -> None:
    printed = pages(printer.pdf(sample_page()))
    chars = [c for page in printed[:2] for c in page.chars]
    faces = {c["text"]: c["fontname"].rpartition("+")[2] for c in chars}
    title = {c["fontname"].rpartition("+")[2] for c in chars if round(c["size"]) == 22}
    assert (faces["每"], *title, faces["核"]) == (
        "NotoSerifCJKsc-Regular",
        "NotoSerifCJKsc-Bold",
        "NotoSansCJKsc-Regular",
    )
    assert faces["致"] == "GBZenKai-Medium"  # the name that AR PL KaitiM GB has inside
    assert "2023年政府信息公开工作年度报告" in printed[0].extract_text()


def test_the_file_tells_title_and_language(printer: Printer) -> None:
    content = printer.pdf(sample_page())
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "整改通知"
    document.close()
    assert b"/Lang (zh-CN)" in content


@pytest.mark.parametrize("engine", ["chromium", "weasyprint"])
def test_nothing_is_fetched_and_no_script_runs(printer: Printer, engine: str) -> None:
    asked: list[str] = []

    def site(request: Asked) -> bytes:
        asked.append(request.path)
        return answer("图")

    by = printer.pdf if engine == "chromium" else pdf_by_weasyprint
    with TinySite(site) as served:
        sheets = (
            f'<article class="sheet"><p>正文</p><img src="{served.url}/a.png">'
            f'<img src="file:///etc/hostname"><iframe src="{served.url}/b"></iframe>'
            "<script>document.body.innerHTML = '改'</script></article>"
        )
        text = pages(by(page_with(sheets).replace("default-src 'none'", "default-src *")))[0]
    assert asked == []
    assert body_lines(text)[0] == "正文"


SIGNED = """<article class="sheet"><h1>关于公布情况的通报</h1>
<p class="addressee">各有关单位：</p><p>正文</p>
<p class="annex-note">附件：1.问题清单</p><p class="annex-note next">2.整改情况回执</p>
<p class="signature">{{ office }}</p><p class="date" data-slot="date">{{ day }}</p></article>"""
CELL = 15.79


@pytest.mark.parametrize("day", ["2024年1月1日", "2024年12月31日"])
@pytest.mark.parametrize("office", ["苏镇市人民政府办公室", "苏镇市人民政府政务公开领导小组办公室"])
def test_the_name_stands_over_the_date_and_the_date_four_characters_in(
    printer: Printer, day: str, office: str
) -> None:
    (page,) = pages(printer.pdf(page_with(SIGNED, office=office, day=day)))
    lines = {line["text"]: line for line in page.extract_text_lines()}
    name, date = lines[office], lines[day]
    # The last letter carries its own narrow spacing.
    assert 184 * MM - date["x1"] == pytest.approx(4 * CELL, abs=1)
    assert name["x1"] <= 184 * MM + 1
    # A name that is too long to stand over the middle of the date ends with the line.
    middle, over = (name["x0"] + name["x1"]) / 2, (date["x0"] + date["x1"]) / 2
    assert middle == pytest.approx(over, abs=CELL / 2 if len(office) < 14 else 2 * CELL)
    assert date["top"] - name["top"] == pytest.approx(28.95, abs=0.5)


def test_lines_stand_where_the_standard_puts_them(printer: Printer) -> None:
    sheets = page_with(SIGNED, office="苏镇市人民政府办公室", day="2024年1月1日")
    (page,) = pages(printer.pdf(sheets))
    lines = {line["text"]: line for line in page.extract_text_lines()}
    left = {text: round((line["x0"] - 28 * MM) / CELL, 1) for text, line in lines.items()}
    assert (left["各有关单位："], left["正文"]) == pytest.approx((0, 2), abs=0.15)
    assert left["附件：1.问题清单"] == pytest.approx(2, abs=0.15)
    assert left["2.整改情况回执"] == pytest.approx(5, abs=0.15)
    below = lines["附件：1.问题清单"]["top"] - lines["正文"]["top"]
    assert below == pytest.approx(2 * 28.95, abs=1)


ENDING = """<article class="sheet">{% for n in range(lines) %}<p class="flush">第{{ n }}行</p>
{% endfor %}<p>{{ "末段" * 40 }}</p><p class="note">注：说明。</p>
<p class="annex-note">附件：1.问题清单</p><p class="annex-note next">2.整改情况回执</p>
<p class="signature">苏镇市人民政府办公室</p><p class="date">2024年1月1日</p></article>"""


@pytest.mark.parametrize("lines", range(8, 22))
def test_the_page_with_the_seal_holds_text(printer: Printer, lines: int) -> None:
    printed = [body_lines(page) for page in pages(printer.pdf(page_with(ENDING, lines=lines)))]
    (sealed,) = [page for page in printed if "2024年1月1日" in page]
    assert any("末段" in line for line in sealed)
    assert sealed[-2:] == ["苏镇市人民政府办公室", "2024年1月1日"]
