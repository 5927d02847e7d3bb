"""The letter that takes a released document back, and the sentence of a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.said import NoticeKind
from notices.form.page import page_of
from notices.form.slots import issued
from notices.form.word.document import docx_of
from notices.papers.withdrawal import (
    FormerDocument,
    correction_sentence,
    example,
    withdrawal_paper,
    withdrawal_wording,
)
from notices.wording import HIDDEN_LEFT_OUT

FORMER = FormerDocument(
    kind=NoticeKind.NOTICE, number="苏政公开办〔2024〕1号", issued_date=date(2024, 2, 7)
)


def test_the_letter_names_the_document_and_what_is_taken_back() -> None:
    paper = withdrawal_paper(example())
    assert (paper.kind, paper.stem) == (
        NoticeKind.NOTICE,
        "jyj_苏镇市教育局_2023年整改通知撤回函",
    )
    wording = withdrawal_wording(example())
    assert (wording.title, wording.addressee, wording.opening, wording.problems) == (
        "关于撤回2023年政府信息公开工作年度报告整改通知的函",
        "苏镇市教育局",
        (
            "我单位2024年2月7日印发的整改通知（苏政公开办〔2024〕1号），经复核应予撤回，"
            "自本函印发之日起停止执行。撤回原因：年报附件中另有说明，本单位核查时未予采用。"
        ),
        ("表三“（一）予以公开”一行：3 + 1 = 4，报告填 5。",),
    )


def test_a_letter_to_all_and_without_a_number() -> None:
    former = replace(FORMER, kind=NoticeKind.CIRCULAR, number=None)
    view = replace(example(), agency_id=None, agency_name=None, former=former, problems=())
    assert withdrawal_wording(view).addressee == "各有关单位"
    assert withdrawal_wording(view).opening.startswith("我单位2024年2月7日印发的通报，经复核")
    assert withdrawal_paper(view).stem == "全体_各机关_2023年通报撤回函"


def test_it_can_be_released_and_told_in_word() -> None:
    hostile = replace(example(), reason="<script>\u202e", problems=("<b>x</b>",))
    page = page_of(withdrawal_paper(hostile))
    assert "撤回原因：&lt;script&gt;。" in page
    assert "<p>1.&lt;b&gt;x&lt;/b&gt;。</p>" in page
    released = issued(page, number="苏政公开办〔2024〕2号", day=date(2024, 2, 9))
    assert '<p class="number" data-slot="number">苏政公开办〔2024〕2号</p>' in released
    assert "代拟稿）" not in released
    assert docx_of(released).startswith(b"PK")


def test_it_says_where_something_of_what_it_quotes_was_left_out() -> None:
    assert HIDDEN_LEFT_OUT not in page_of(withdrawal_paper(example()))
    page = page_of(withdrawal_paper(replace(example(), problems=("报告填\u202e5",))))
    assert "<p>1.报告填5。</p>" in page
    assert f'<p class="note">{HIDDEN_LEFT_OUT}</p>' in page


def test_the_sentence_of_a_correction() -> None:
    assert correction_sentence(FORMER, "附件中另有说明") == (
        "本文代替我单位2024年2月7日印发的整改通知（苏政公开办〔2024〕1号），"
        "自印发之日起以本文为准，原文停止执行。更正原因：附件中另有说明。"
    )
