"""OFD: characters and rules in their places, by two ways."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from archives import zipped
from ofd_files import (
    HEADINGS,
    NAMESPACE,
    SENTENCE,
    WORDS,
    OfdWriter,
    members_of,
    ofd_of,
    stroke,
    text_object,
    thin_shape,
    written,
)

from reading.blocks import Gap, Grid, Paragraph
from reading.model import FigureState
from reading.ofd.again import ofd_lines
from reading.ofd.document import read_ofd
from reading.reader import reading_of


def _printed(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


@pytest.mark.parametrize("bottom", [270.0, 180.0, 145.0])
@pytest.mark.parametrize("rule", [stroke, thin_shape])
@pytest.mark.parametrize("edition", ["made", "made_2019"])
def test_a_report_is_read_whole_wherever_its_pages_break(request, edition, rule, bottom):
    report = request.getfixturevalue(edition)()
    reading = reading_of(read_ofd(written(report, rule=rule, bottom=bottom).saved()))
    assert _printed(reading) == report.printed()
    assert {f.state for f in reading.figures.values()} == {FigureState.NUMBER}
    assert (reading.media.value, reading.edition) == ("ofd", report.edition)
    assert (reading.agency, reading.year) == ("示例市样板局", report.year)
    assert [part.heading for part in reading.parts.values()] == list(HEADINGS)
    assert reading.parts["overview"].text == WORDS


@pytest.mark.parametrize("bottom", [270.0, 145.0])
def test_the_second_way_sees_the_same_figures(made, bottom):
    changes = {"requests.received.research": "", "requests.granted.total": "/"}
    report = made(changes=changes)
    body = written(report, bottom=bottom).saved()
    rows = {line[-8]: line[-7:] for line in ofd_lines(body) if 8 <= len(line) <= 10}
    printed = report.printed()
    for row in report.edition.request_rows:
        assert rows[row.label] == tuple(printed[f"{row.path}.{c.name}"] for c in row.columns)
    disputes = [line for line in ofd_lines(body) if len(line) == 15][-1]
    assert list(disputes) == [printed[p] for p in printed if p.startswith("disputes.")]


def test_blank_zero_and_words_are_three_things(made):
    changes = {
        "requests.received.company": "0",
        "requests.received.research": "",
        "requests.received.charity": "/",
    }
    reading = reading_of(read_ofd(written(made(changes=changes)).saved()))
    found = {
        path: (reading.figures[path].state.value, reading.figures[path].value) for path in changes
    }
    assert found == {
        "requests.received.company": ("number", 0),
        "requests.received.research": ("blank", None),
        "requests.received.charity": ("text", None),
    }


def _texts(body: bytes) -> list[str]:
    return [block.text for block in read_ofd(body).blocks if isinstance(block, Paragraph)]


def _object(attributes: str, code: str, inside: str = "") -> str:
    return (
        f'<ofd:TextObject ID="1" Font="1" {attributes}>{inside}'
        f"<ofd:TextCode {code}>{SENTENCE}</ofd:TextCode></ofd:TextObject>"
    )


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(_object('Boundary="20 30 180 5" Size="4"', 'X="0" Y="4"'), id="no steps"),
        pytest.param(
            _object('Boundary="20 30 180 5" Size="1" CTM="4 0 0 4 0 0"', 'X="0" Y="1"'), id="scaled"
        ),
        pytest.param(
            _object('Boundary="100 20 5 260" Size="4" CTM="0 1 -1 0 0 0"', 'X="0" Y="-1"'),
            id="turned right, with all of the page",
        ),
        pytest.param(
            _object('Boundary="100 280 5 0" Size="4" CTM="0 -1 1 0 0 0"', 'X="0" Y="1"'),
            id="turned left, with all of the page",
        ),
        pytest.param(
            _object('Boundary="20 30 180 5" Size="4"', 'X="0" Y="4"').replace("ofd:", ""),
            id="without a namespace",
        ),
        pytest.param(
            "<ofd:PageBlock><ofd:PageBlock>"
            + _object('Boundary="20 30 180 5" Size="4"', 'X="0" Y="4"')
            + "</ofd:PageBlock></ofd:PageBlock>",
            id="in blocks",
        ),
    ],
)
def test_text_is_read_however_it_is_placed(drawn):
    assert _texts(ofd_of([drawn])) == [SENTENCE]


def test_text_in_a_template_and_in_a_shared_drawing_is_read():
    one, other = SENTENCE, SENTENCE.replace("本机关", "另外")
    resource = (
        f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>"
        '<ofd:CompositeGraphicUnit ID="7" Width="210" Height="20"><ofd:Content>'
        f"{text_object(other, 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = (
        f'<ofd:Page {NAMESPACE}><ofd:Template TemplateID="5"/><ofd:Content><ofd:Layer>'
        '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="20 60 180 20"/>'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    template = (
        f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{text_object(one, 20, 30)}"
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    parts = {
        "Doc_0/Pages/Page_0/Content.xml": page,
        "Doc_0/Tpls/T.xml": template,
        "Doc_0/Res.xml": resource,
    }
    common = (
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/><ofd:PublicRes>/Doc_0/Res.xml'
        "</ofd:PublicRes>"
    )
    assert _texts(ofd_of([""], parts, common)) == [one, other]


def test_what_is_not_seen_is_not_read():
    hidden = text_object("看不见的文字", 20, 50)
    pages = [
        text_object(SENTENCE, 20, 30),
        hidden.replace("<ofd:TextObject", '<ofd:TextObject Visible="false"'),
        hidden.replace("<ofd:TextObject", '<ofd:TextObject Alpha="0"'),
        text_object("机密水印", 20, 80).replace("Boundary", 'CTM="0.7 0.7 -0.7 0.7 0 0" Boundary'),
    ]
    assert _texts(ofd_of(["".join(pages)])) == [SENTENCE]


def test_letters_printed_twice_to_look_bold_are_one():
    twice = text_object(SENTENCE, 20, 30) + text_object(SENTENCE, 20.2, 30)
    assert _texts(ofd_of([twice])) == [SENTENCE]


def test_characters_whose_shapes_belie_them_are_no_numbers(made):
    """A subset font without a code table: every digit is written 0 and drawn as another glyph."""
    printed = made().printed()["requests.received.total"]
    plain = f">{printed}</ofd:TextCode></ofd:TextObject>"
    writer = written(made())
    shapes = (
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>21 22'
        "</ofd:Glyphs></ofd:CGTransform>"
    )
    odd = plain.replace(printed, "00").replace("</ofd:TextObject>", f"{shapes}</ofd:TextObject>")
    assert len(printed) == 2
    pages = ["".join(page) for page in writer.pages]
    body = ofd_of([page.replace(plain, odd) for page in pages])
    figure = reading_of(read_ofd(body)).figures["requests.received.total"]
    assert (figure.state.value, figure.value) == ("unreadable", None)


def test_a_picture_in_the_place_of_a_table_is_a_gap(made):
    report = made(without_tables=frozenset({"disputes"}))
    writer = OfdWriter()
    picture = '<ofd:ImageObject ID="9" ResourceID="4" Boundary="20 150 170 40"/>'
    for heading in HEADINGS:
        writer.paragraph(heading)
        if heading == HEADINGS[1]:
            writer.table(report.tables()["proactive"])
        elif heading == HEADINGS[3]:
            writer.pages[-1].append(picture.replace("150", f"{writer.y:.0f}"))
            writer.y += 50
    document = read_ofd(writer.saved())
    assert Gap(what="图片") in document.blocks
    states = {
        f.state.value for p, f in reading_of(document).figures.items() if p.startswith("disputes.")
    }
    assert states == {"unreadable"}


def test_columns_without_rules_are_read_or_left_unread(made):
    """The same report without a single rule: no cell is wrong."""
    writer = written(made(), rule=lambda *_place: "")
    reading = reading_of(read_ofd(writer.saved()))
    printed = made().printed()
    wrong = {
        path: figure.printed
        for path, figure in reading.figures.items()
        if figure.state is FigureState.NUMBER and figure.printed != printed[path]
    }
    assert wrong == {}
    assert "missing" not in {figure.state.value for figure in reading.figures.values()}


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (
            "<ofd:CreationDate>2024-01-19</ofd:CreationDate><ofd:ModDate>2024-01-20</ofd:ModDate>",
            {"created": date(2024, 1, 19), "modified": date(2024, 1, 20)},
        ),
        (
            "<ofd:CreationDate> 2024-01-19T22:00:00Z </ofd:CreationDate>",
            {"created": date(2024, 1, 20)},
        ),
        ("<ofd:CreationDate>昨天</ofd:CreationDate><ofd:ModDate/>", {}),
    ],
)
def test_the_days_that_a_file_claims(made, told, days):
    members = members_of(written(made()).saved())
    members["OFD.xml"] = members["OFD.xml"].replace(
        b"</ofd:DocInfo>", f"{told}</ofd:DocInfo>".encode()
    )
    assert reading_of(read_ofd(zipped(members))).claimed_dates == days


def test_a_title_in_the_properties_is_no_title_of_the_report(made):
    """Files are made out of those of last year, and their properties stay."""
    members = members_of(written(made()).saved())
    stale = "示例市样板局2022年政府信息公开工作年度报告"
    members["OFD.xml"] = members["OFD.xml"].replace("标题".encode(), stale.encode())
    members = {
        name: part.replace("2023年政府".encode(), "　　　　　政府".encode())
        for name, part in members.items()
    }
    assert reading_of(read_ofd(zipped(members))).year is None


PATH = "requests.carried_in.other"


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param('<ofd:ImageObject ID="9" ResourceID="4" Boundary="{} {} 2 2"/>', id="picture"),
        pytest.param(
            '<ofd:PathObject ID="9" Boundary="{} {} 2 3" Stroke="false" Fill="true">'
            "<ofd:AbbreviatedData>M 0 0 B 0 2 2 2 2 0 C</ofd:AbbreviatedData></ofd:PathObject>",
            id="a letter as a shape",
        ),
        pytest.param(
            '<ofd:PathObject ID="9" Boundary="{} {} 2 3"><ofd:AbbreviatedData>M 0 0 L 2 3'
            "</ofd:AbbreviatedData></ofd:PathObject>",
            id="a stroke",
        ),
    ],
)
def test_a_cell_with_something_drawn_in_it_is_not_blank(made, drawn):
    number = made().printed()[PATH]
    pages = ["".join(page) for page in written(made()).pages]
    shown = re.compile(
        r'<ofd:TextObject ID="1" Boundary="([\d.]+) ([\d.]+) [^<]*<ofd:TextCode [^<>]*>'
        + number + "</ofd:TextCode></ofd:TextObject>"
    )  # fmt: skip
    assert sum(len(shown.findall(page)) for page in pages) == 1
    body = ofd_of([shown.sub(lambda hit: drawn.format(*hit.groups()), page) for page in pages])
    reading = reading_of(read_ofd(body))
    unsure = {p: f.state.value for p, f in reading.figures.items() if f.state.value != "number"}
    assert unsure == {PATH: "unreadable"}


def test_a_page_of_pictures_among_others_accuses_nobody(made):
    writer = written(made(without_tables=frozenset({"requests"})))
    scan = '<ofd:ImageObject ID="9" ResourceID="4" Boundary="0 0 210 297"/>'
    document = read_ofd(ofd_of(["".join(writer.pages[0]), scan, *map("".join, writer.pages[1:])]))
    assert (document.is_cut, document.warnings) == (True, ("第2页是图片，文字未能读取",))
    assert "missing" not in {f.state.value for f in reading_of(document).figures.values()}


@pytest.mark.real_reports
def test_the_real_file_is_read_to_the_last_cell(shared):
    folder = shared / "reports/forms"
    body = (folder / "real/report.ofd").read_bytes()
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["real"]
    document = read_ofd(body)
    reading = reading_of(document)
    assert {f.state for f in reading.figures.values()} == {FigureState.NUMBER}
    assert [line[3:] for line in expected["T3"][3:]] == [
        [reading.figures[f"{row.path}.{column.name}"].printed for column in row.columns]
        for row in reading.edition.request_rows
    ]
    assert expected["T4"][3] == [
        reading.figures[f"{row.path}.{column.name}"].printed
        for row in reading.edition.dispute_rows
        for column in row.columns
    ]
    assert sum(isinstance(block, Grid) for block in document.blocks) == 3
    assert (reading.year, len(reading.parts)) == (2023, 6)
