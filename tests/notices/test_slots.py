"""Release fills number and date, takes the marks of a draft away, and touches nothing else."""

from __future__ import annotations

import difflib
from datetime import date

import pytest
from paper_samples import sample_page

from notices.form.slots import SlotError, has_term, issued

DAY = date(2024, 3, 5)
PAGE = (
    "<title>T</title>\r\n<style data-draft>p > b { } </style>\n"
    '<div class=m data-draft>代拟稿<br>x</div><p a="1>2"  data-slot="number">（<b>文</b>号）</p>'
    "<p>&amp; &nbsp;尾<span data-draft>（<i data-draft>代</i>）</span><img src=x>\n"
    "<P data-slot=date >　　年</P>"
)


def test_only_slots_and_marks_change() -> None:
    assert issued(PAGE, number="苏政公开办〔2024〕3号", day=DAY) == (
        "<title>T</title>\r\n\n"
        '<p a="1>2"  data-slot="number">苏政公开办〔2024〕3号</p>'
        "<p>&amp; &nbsp;尾<img src=x>\n"
        "<P data-slot=date >2024年3月5日</P>"
    )


def test_a_whole_document_stays_byte_for_byte_but_for_them() -> None:
    page = sample_page()
    released = issued(page, number="苏政公开办〔2024〕3号", day=DAY)
    changes = [
        (page[a:b], released[c:d])
        for tag, a, b, c, d in difflib.SequenceMatcher(
            None, page, released, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
    taken, given = ("".join(part) for part in zip(*changes, strict=True))
    assert "（代拟稿）" in taken
    assert 'class="draft-mark"' in taken
    assert "代拟稿" not in released
    assert "data-draft" not in released
    assert set(given) <= set("苏政公开办〔2024〕3号2024年3月5日")


def test_a_number_is_shown_as_it_is_typed() -> None:
    page = '<p data-slot="number"></p><p data-slot="date"></p>'
    assert issued(page, number="<b>1\u202e&号", day=DAY) == (
        '<p data-slot="number">&lt;b&gt;1&amp;号</p><p data-slot="date">2024年3月5日</p>'
    )


def test_a_document_without_a_number_has_no_line_for_it() -> None:
    page = '<h1>题</h1><p data-slot="number">（文号）</p><p data-slot="date"></p>'
    assert issued(page, number=None, day=DAY) == '<h1>题</h1><p data-slot="date">2024年3月5日</p>'


@pytest.mark.parametrize(
    "placeholder",
    [
        "<span data-draft>（文号）</span>",
        "（<i data-draft>由签发机关编写</i>）",
        "<b data-draft>（</b>文号<b data-draft>）</b>",
    ],
)
def test_a_mark_of_a_draft_within_a_slot_goes_with_what_the_slot_held(placeholder: str) -> None:
    page = f'<p data-slot="number">{placeholder}</p><p data-slot="date"></p><p>尾</p>'
    assert issued(page, number="1号", day=DAY) == (
        '<p data-slot="number">1号</p><p data-slot="date">2024年3月5日</p><p>尾</p>'
    )
    assert issued(page, number=None, day=DAY) == '<p data-slot="date">2024年3月5日</p><p>尾</p>'


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<p data-slot="number"></p>', "填写日期的位置应有一处，实有0处"),
        ('<p data-slot="date"></p>', "填写文号的位置应有一处，实有0处"),
        (
            '<p data-slot="number"></p><p data-slot="number"></p><p data-slot="date"></p>',
            "填写文号的位置应有一处，实有2处",
        ),
        (
            '<p data-draft><b data-slot="number"></b></p><p data-slot="date"></p>',
            "填写文号的位置应有一处，实有0处",
        ),
        ('<p data-slot="number"></p><p data-slot="date">', "没有结束标记"),
    ],
)
def test_a_page_without_its_slots_is_not_released(page: str, said: str) -> None:
    with pytest.raises(SlotError, match=said):
        issued(page, number="1号", day=DAY)


def test_text_of_a_report_cannot_make_a_slot() -> None:
    hostile = '<p>&lt;p data-slot="date"&gt;</p><!-- <p data-slot="date"></p> -->'
    page = hostile + '<p data-slot="number"></p><p data-slot="date"></p>'
    assert issued(page, number="1号", day=DAY).startswith(hostile)


def test_the_term_of_a_reply_is_filled_where_it_is_asked() -> None:
    page = '<p>请于<span data-slot="term">3月1日前</span>报送</p><p data-slot="date"></p>'
    filled = page.replace("3月1日前", "3月8日前&lt;").replace("></p>", ">2024年3月5日</p>")
    assert has_term(page)
    assert issued(page, number=None, day=DAY, term="3月8日前<") == filled
    assert issued(page, number=None, day=DAY) == page.replace("></p>", ">2024年3月5日</p>")
    assert not has_term(page.replace("term", "date"))
