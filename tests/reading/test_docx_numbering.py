"""Numerals that Word prints before paragraphs are read as they are printed."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from reading.docx_numbering import W, numerals_of
from reading.list_counts import NOT_KNOWN
from reading.list_numerals import written
from reading.model import PartName
from reading.reader import read

NAMESPACE = (
    f'xmlns:w="{W[1:-1]}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
# 一、 over （一） over 1. ; the last level prints a bullet.
LEVELS = (
    ("chineseCountingThousand", "%1、", ""),
    ("japaneseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
    ("decimal", "%3.", ""),
    ("decimal", "%1.%2.%4", "<w:isLgl/>"),
    ("bullet", "●", ""),
)


def _level(place, form, text, more="", start=1):
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _numbering(
    more="", levels=LEVELS, uses='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
):
    inside = "".join(
        _level(place, form, text, extra) for place, (form, text, extra) in enumerate(levels)
    )
    return etree.fromstring(
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        f"{uses}{more}</w:numbering>"
    )


def _use(level=0, number=1, style=""):
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:p><w:pPr>{styled}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
        "</w:numPr></w:pPr><w:r><w:t>文字</w:t></w:r></w:p>"
    )


def _printed(*paragraphs, numbering=None, styles=None):
    """The numeral of each paragraph; blank for one that prints none."""
    main = etree.fromstring(f"<w:body {NAMESPACE}>{''.join(paragraphs)}</w:body>")
    sheet = etree.fromstring(f"<w:styles {NAMESPACE}>{styles}</w:styles>") if styles else None
    found = numerals_of(main, _numbering() if numbering is None else numbering, sheet)
    return [found.get(paragraph, "") for paragraph in main.iter(f"{W}p")]


def test_levels_count_and_begin_again_under_the_next():
    told = _printed(*map(_use, (0, 1, 1, 2, 2, 0, 1, 2, 4, 1)))
    assert told == ["一、", "（一）", "（二）", "1. ", "2. ", "二、", "（一）", "1. ", "", "（二）"]


def test_a_numeral_may_tell_the_levels_above_in_plain_digits():
    assert _printed(_use(0), _use(1), _use(3), _use(3)) == ["一、", "（一）", "1.1.1 ", "1.1.2 "]


def test_two_uses_of_one_list_count_on_and_one_with_a_start_begins_anew():
    uses = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    told = _printed(
        *(_use(number=number) for number in (1, 2, 3, 3)), numbering=_numbering(uses=uses)
    )
    assert told == ["一、", "二、", "五、", "六、"]


def test_a_use_may_write_a_level_otherwise():
    uses = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{_level(0, 'decimal', '第%1部分', start=3)}</w:lvlOverride></w:num>"
    )
    assert _printed(_use(), numbering=_numbering(uses=uses)) == ["第3部分"]


def test_a_level_that_never_begins_again_counts_on():
    levels = (LEVELS[0], ("decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    told = _printed(*map(_use, (0, 1, 0, 1)), numbering=_numbering(levels=levels))
    assert told == ["一、", "1. ", "二、", "2. "]


def test_a_style_puts_its_paragraphs_into_the_list_at_the_level_that_names_it():
    levels = (LEVELS[0], ("japaneseCounting", "（%2）", '<w:pStyle w:val="Second"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="First"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="First"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Second"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Out"><w:basedOn w:val="First"/><w:pPr><w:numPr>'
        '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    named = [
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>'
        for name in ("First", "Second", "Below", "Out", "Unknown")
    ]
    off = (
        '<w:p><w:pPr><w:pStyle w:val="First"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'
    )
    told = _printed(*named, off, numbering=_numbering(levels=levels), styles=styles)
    assert told == ["一、", "（一）", "二、", "", "", ""]


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        ((_use(number=7),), [NOT_KNOWN]),
        ((_use(level=8),), [NOT_KNOWN]),
        (
            (_use(), _use().replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>"), _use()),
            ["一、", "", NOT_KNOWN],
        ),
        ((f"<mc:Fallback>{_use()}</mc:Fallback>", _use()), ["", NOT_KNOWN]),
    ],
    ids=["no such list", "no such level", "after a deleted one", "after one in a box"],
)
def test_what_is_not_certain_is_not_told(paragraphs, told):
    assert _printed(*paragraphs) == told


def test_a_format_that_is_not_known_is_not_told():
    numbering = _numbering(levels=(("thaiLetters", "%1.", ""),))
    assert _printed(_use(), numbering=numbering) == [NOT_KNOWN]


@pytest.mark.parametrize(
    ("form", "number", "told"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCountingThousand", 10, "十"),
        ("japaneseCounting", 11, "十一"),
        ("taiwaneseCounting", 20, "二十"),
        ("chineseCounting", 35, "三十五"),
        ("chineseCounting", 100, None),
        ("ideographDigital", 10, "一〇"),
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "\uff11\uff12"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, None),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, None),
        ("lowerLetter", 2, "b"),
        ("upperLetter", 27, "AA"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("decimal", 0, None),
        ("chicago", 1, None),
    ],
)
def test_a_number_is_written_in_its_format(form, number, told):
    assert written(number, form) == told


def test_the_headings_and_labels_of_a_report_are_read_as_they_are_printed(made):
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>{}</w:t></w:r></w:p>"
    )
    package = zipfile.ZipFile(io.BytesIO(made().docx()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as spoilt:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                content = re.sub(
                    r"<w:p><w:r><w:t>[一二三四五六]、([^<]*情况|其他需要[^<]*)</w:t></w:r></w:p>",
                    lambda found: numbered.format(found[1]),
                    content.decode(),
                ).encode()
            if name == "word/numbering.xml":
                content = etree.tostring(_numbering())
            spoilt.writestr(name, content)
    alone, reading = read(made().docx(), name="年报"), read(stream.getvalue(), name="年报")
    assert "一、" not in zipfile.ZipFile(stream).read("word/document.xml").decode()[:3000]
    assert [reading.parts[name].heading for name in PartName] == [
        alone.parts[name].heading for name in PartName
    ]
    assert {part.is_auto_numbered for part in reading.parts.values()} == {False}
    assert reading == alone
