"""Residue in the text, and whether it is the agency's, a conversion's or our own."""

from __future__ import annotations

import io
import zipfile

import pytest

from reading.docx import read_docx
from reading.model import Media, ReportReading, Sentence
from reading.reader import read
from reading.residue import Origin, Residue, residue_in

AT = "第一部分 第1句"


def residue_of(reading: ReportReading) -> tuple[Residue, ...]:
    return tuple(residue_in((sentence for _, sentence in reading.sentences()), reading.media))


def _in(text, media=Media.HTML):
    return [(r.text, r.kind) for r in residue_in([Sentence(text=text, at=AT)], media)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[bookmark: _GoBack]2023年，我局认真工作。", [("[bookmark: _GoBack]", "bookmark")]),
        ("见错误！未找到引用源。", [("错误！未找到引用源", "field")]),
        ("系列1 类别 2", [("系列1", "chart"), ("类别 2", "chart")]),
        ("开展系列3场活动。", []),
        ("<p>公开</p>", [("<p>", "tag"), ("</p>", "tag")]),
        ("公开&nbsp;信息", [("&nbsp;", "entity")]),
        ("**公开**", [("**", "markdown"), ("**", "markdown")]),
        ("公开(cid:12)信息\ufffd", [("(cid:12)", "glyph"), ("\ufffd", "glyph")]),
        ("锟斤拷", [("锟斤拷", "mojibake")]),
        ("公开信息1条，占5%。", []),
    ],
)
def test_residue(text, expected):
    assert _in(text) == expected


@pytest.mark.parametrize(
    ("text", "media", "origin"),
    [
        ("[bookmark: a]", Media.DOCX, Origin.THEIRS),
        ("[bookmark: a]", Media.TEXT, Origin.CONVERSION),
        ("**", Media.TEXT, Origin.CONVERSION),
        ("<br>", Media.HTML, Origin.THEIRS),
        ("\ufffd", Media.HTML, Origin.OURS),
        ("(cid:1)", Media.PDF, Origin.OURS),
        ("系列1", Media.PDF, Origin.THEIRS),
        ("系列1", Media.SCAN, Origin.OURS),
    ],
)
def test_whose_it_is(text, media, origin):
    found = list(residue_in([Sentence(text=text, at=AT)], media))
    assert found == [Residue(text=text, kind=found[0].kind, at=AT, origin=origin)]


def _docx(made, spoil, part="word/document.xml"):
    source = zipfile.ZipFile(io.BytesIO(made().docx()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, spoil(content.decode()).encode() if name == part else content)
    return stream.getvalue()


def test_a_bookmark_of_a_docx_prints_nothing_unless_it_is_typed(made):
    mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'
    silent = _docx(made, lambda xml: xml.replace("<w:r><w:t>一、总体", f"{mark}<w:r><w:t>一、总体"))
    assert residue_of(read(silent, name="年报")) == ()
    typed = _docx(made, lambda xml: xml.replace("本机关认真", "[bookmark: _GoBack]本机关认真"))
    (found,) = residue_of(read(typed, name="年报"))
    assert (found.text, found.at, found.origin) == ("[bookmark: _GoBack]", AT, Origin.THEIRS)


def test_hidden_words_of_a_docx_do_not_print(made):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>[bookmark: a]</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲。</w:t></w:r>'
    body = _docx(
        made, lambda xml: xml.replace("<w:r><w:t>本机关", f"{hidden}{shown}<w:r><w:t>本机关")
    )
    reading = read(body, name="年报")
    assert residue_of(reading) == ()
    assert reading.parts["overview"].text.startswith("甲。本机关")


@pytest.mark.parametrize(
    ("core", "days"),
    [
        (
            (
                "<dcterms:created>2024-01-18T17:00:00Z</dcterms:created>"
                "<dcterms:modified>2024-01-19T08:00:00+08:00</dcterms:modified>"
            ),
            {"created": "2024-01-19", "modified": "2024-01-19"},
        ),
        ("<dcterms:created>2024-01-18T17:00:00</dcterms:created>", {"created": "2024-01-18"}),
        ("<dcterms:created>昨天</dcterms:created>", {}),
        ("", {}),
    ],
)
def test_the_properties_of_a_docx_claim_dates(made, core, days):
    xml = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
    )
    document = read_docx(_docx(made, lambda _: xml, part="docProps/core.xml"))
    assert {name: str(day) for name, day in document.claimed_dates.items()} == days


@pytest.mark.parametrize("xml", ["<broken", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
def test_odd_properties_of_a_docx_claim_nothing(made, xml):
    document = read_docx(_docx(made, lambda _: xml, part="docProps/core.xml"))
    assert dict(document.claimed_dates) == {}
