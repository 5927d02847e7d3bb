"""What agencies and sites write stays text: in XML, in fields, in links."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from lxml import etree
from markupsafe import escape
from word_pages import W, main_part, page_with, parts_of, sheet, styled_texts

from notices.form.word.document import docx_of

HOSTILE = (
    "<w:p><w:r/></w:p>",
    "]]> <![CDATA[x]]> &amp; &#x202e; <!--x-->",
    '{ HYPERLINK "http://evil.example" } { INCLUDETEXT c:\\secret }',
    '<svg onload="x"></svg><script>x</script>',
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    written = escape(text)
    page = page_with(
        f'<article class="sheet"><h1>{written}</h1><p class="addressee">{written}：</p>'
        f"<p>{written}</p><table><tr><td>{written}</td></tr></table></article>",
        before=f"<div data-draft>{written}</div>",
    ).replace("<title>关于 通知", f"<title>{written}")
    plain = " ".join(text.split())
    body = "BodyLeft" if "://" in text or "script" in text else "BodyText"
    assert styled_texts(page)[:3] == [
        ("Title", plain),
        ("Addressee", f"{plain}："),
        (body, plain),
    ]
    document = Document(BytesIO(docx_of(page)))
    assert document.tables[0].cell(0, 0).text == plain
    assert document.core_properties.title == plain
    assert document.sections[0].first_page_header.paragraphs[0].text == plain
    tags = {etree.QName(e).localname for e in main_part(page).iter()}
    assert not tags & {"instrText", "fldChar", "fldSimple", "hyperlink", "object", "drawing"}


def test_what_cannot_be_seen_or_written_is_left_out() -> None:
    unseen = "\x00\x01\x0b\x1f\x7f\x85\u200e\u202e\u2066\ud800\udfff\ufffe\uffff"
    page = sheet(f"<p>甲{unseen}乙</p><table><tr><td>{unseen}</td></tr></table>")
    assert styled_texts(page)[0] == ("BodyText", "甲乙")
    assert styled_texts(sheet("<p>甲&#1;&#x202e;&#xFFFE;乙</p>")) == [("BodyText", "甲乙")]


def test_a_title_is_cleaned_too() -> None:
    page = sheet("<p>甲</p>").replace("关于 通知", "关于&#1;&#x202e;\ud800\ufffe 通知")
    assert Document(BytesIO(docx_of(page))).core_properties.title == "关于 通知"


def test_a_megabyte_in_one_cell_is_written_whole() -> None:
    text = "<&>字" * 250_000
    page = sheet(f"<table><tr><td>{escape(text)}</td></tr></table>")
    assert Document(BytesIO(docx_of(page))).tables[0].cell(0, 0).text == text


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("http://a.gov.cn/x", "http://a.gov.cn/x"),
        ("HTTPS://a.gov.cn/x y?q=<年>#顶", "https://a.gov.cn/x%20y?q=%3C%E5%B9%B4%3E#%E9%A1%B6"),
        ("http://教育局.cn/", "http://xn--dgtp5sd2w.cn/"),
        ('http://a.cn/" TargetMode="Internal', "http://a.cn/%22%20TargetMode=%22Internal"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("\\\\server\\share", None),
        ("http://[bad/", None),
        ("http://a.cn:99999999/", None),
        ("http://a%zz.cn/%", None),
        ("http://a.cn/" + "x" * 3000, None),
        ("", None),
    ],
)
def test_only_sound_web_addresses_are_links(href: str, target: str | None) -> None:
    page = sheet(f'<p><a href="{escape(href)}">文字</a></p>')
    relations = etree.fromstring(parts_of(docx_of(page))["word/_rels/document.xml.rels"])
    found = [e.get("Target") for e in relations if e.get("TargetMode") == "External"]
    assert found == ([] if target is None else [target])
    links = main_part(page).findall(f".//{W}hyperlink")
    assert len(links) == len(found)
    assert styled_texts(page) == [("BodyText", "文字")]


def test_one_address_is_one_relation() -> None:
    page = sheet('<p><a href="http://a.cn/">甲</a><a href="http://a.cn/">乙</a></p>')
    relations = parts_of(docx_of(page))["word/_rels/document.xml.rels"]
    assert relations.count(b"External") == 1
