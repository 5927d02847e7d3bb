"""OFD: characters and rules in their places, by two ways; hostile files refused."""

from __future__ import annotations

import contextlib
import io
import json
import random
import zipfile

import pytest
from archives import raw_zip, zipped
from ofd_files import NAMESPACE, OfdWriter, ofd_of, stroke, text_object, thin_shape

from reading.blocks import Gap, Grid, Paragraph
from reading.errors import DocumentError
from reading.model import FigureState
from reading.ofd.document import ofd_lines, read_ofd
from reading.reader import reading_of

HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)  # fmt: skip
WORDS = "本机关认真贯彻条例，全年主动公开信息若干条，组织培训，完善制度，压实责任，取得实效。"


def _written(report, **settings: object) -> OfdWriter:
    writer = OfdWriter(**settings)
    writer.paragraph(f"示例市样板局{report.year}年政府信息公开工作年度报告")
    tables = report.tables()
    names = {1: "proactive", 2: "requests", 3: "disputes"}
    for number, heading in enumerate(HEADINGS):
        writer.paragraph(heading)
        if number in names and names[number] in tables:
            writer.table(tables[names[number]])
        elif number not in names:
            writer.paragraph(WORDS)
    return writer


def _printed(reading):
    return {path: figure.printed for path, figure in reading.figures.items()}


def _class(body: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_ofd(body)
    return caught.value.error_class.value


@pytest.mark.parametrize("bottom", [270.0, 180.0, 145.0])
@pytest.mark.parametrize("rule", [stroke, thin_shape])
@pytest.mark.parametrize("edition", ["made", "made_2019"])
def test_a_report_is_read_whole_wherever_its_pages_break(request, edition, rule, bottom):
    report = request.getfixturevalue(edition)()
    reading = reading_of(read_ofd(_written(report, rule=rule, bottom=bottom).saved()))
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
    body = _written(report, bottom=bottom).saved()
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
    reading = reading_of(read_ofd(_written(made(changes=changes)).saved()))
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


SENTENCE = "本机关全年收到政府信息公开申请123件，均已按期答复，没有收取费用。"


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


def test_characters_whose_shapes_belie_them_are_no_numbers(made):
    """A subset font without a code table: every digit is written 0 and drawn as another glyph."""
    printed = made().printed()["requests.received.total"]
    plain = f">{printed}</ofd:TextCode></ofd:TextObject>"
    writer = _written(made())
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
    writer = _written(made(), rule=lambda *_place: "")
    reading = reading_of(read_ofd(writer.saved()))
    printed = made().printed()
    wrong = {
        path: figure.printed
        for path, figure in reading.figures.items()
        if figure.state is FigureState.NUMBER and figure.printed != printed[path]
    }
    assert wrong == {}
    assert "missing" not in {figure.state.value for figure in reading.figures.values()}


def test_pictures_alone_are_not_read_and_blank_pages_are_empty():
    picture = '<ofd:ImageObject ID="9" ResourceID="4" Boundary="0 0 210 297"/>'
    assert _class(ofd_of([picture])) == "unsupported_format"
    assert _class(ofd_of([""])) == "empty"


def test_a_page_that_is_not_there_is_told(made):
    writer = _written(made())
    body = writer.saved()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    del members["Doc_0/Pages/Page_1/Content.xml"]
    document = read_ofd(zipped(members))
    assert document.is_cut
    assert document.warnings == ("第2页无法打开，内容未能读取",)
    assert "missing" not in {f.state.value for f in reading_of(document).figures.values()}


@pytest.mark.parametrize(
    "part", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"]
)
def test_entities_are_refused(part):
    body = ofd_of([text_object(SENTENCE, 20, 30)])
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    assert _class(zipped(members | {part: bomb + members[part]})) == "unsupported_format"


def test_hostile_files_have_their_reason(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sentence = text_object(SENTENCE, 20, 30)
    assert _class(ofd_of([sentence] * 401)) == "too_large"
    assert _class(ofd_of([sentence * 50_000])) == "too_large"
    locked = {"Doc_0/Encryptions.xml": "<a/>"}
    assert _class(ofd_of([sentence], locked)) == "encrypted"
    assert _class(raw_zip([(b"OFD.xml", b"x" * 20)], flags=1)) == "encrypted"
    assert _class(zipped({"OFD.xml": b"<ofd:OFD"})) == "truncated"
    assert _class(zipped({"OFD.xml": b"<OFD/>"})) == "truncated"
    assert _class(ofd_of([])) == "truncated"
    assert _class(b"PK\x03\x04") == "truncated"
    deep = "<ofd:PageBlock>" * 100 + sentence + "</ofd:PageBlock>" * 100
    assert _class(ofd_of([deep])) == "truncated"
    outside = {"OFD.xml": "<OFD><DocBody><DocRoot>../../../etc/passwd</DocRoot></DocBody></OFD>"}
    assert _class(ofd_of([sentence], outside)) == "truncated"
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr("reading.ofd.package.MOST_XML", 1000)
    assert _class(ofd_of([sentence * 20])) == "too_large"


def test_a_shared_drawing_that_draws_itself_is_refused():
    resource = (
        f'<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
        '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="0 0 9 9"/>'
        '<ofd:CompositeObject ID="9" ResourceID="7" Boundary="0 0 9 9"/>'
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>"
    )
    page = '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="0 0 9 9"/>'
    common = "<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    assert _class(ofd_of([page], {"Doc_0/Res.xml": resource}, common)) == "truncated"


@pytest.mark.parametrize(
    "data",
    ["M 0 0 L", "M 0 0 L x 5", "Z 1 2", "M 0 0 B 1 2 3 4 5 6 L 9 9", "M 1e400 0 L 5 5", "C C C"],
)
def test_odd_paths_draw_what_can_be_drawn(data):
    path = stroke(20, 20, 30, 20).replace("M 0 0 L 10.000 0.000", data)
    assert data in path
    assert _texts(ofd_of([path + text_object(SENTENCE, 20, 30)])) == [SENTENCE]


@pytest.mark.parametrize("steps", ["g", "g 5", "g x 3", "g 99999999 3", "g -1 3", "nan", "1 2 x"])
def test_odd_steps_lose_no_character(steps):
    drawn = '<ofd:TextObject ID="1" Boundary="20 30 180 5" Size="4"><ofd:TextCode X="0" Y="4"'
    drawn += f' DeltaX="{steps}">{SENTENCE}</ofd:TextCode></ofd:TextObject>'
    assert sorted("".join(_texts(ofd_of([drawn]))).replace(" ", "")) == sorted(SENTENCE)


@pytest.mark.parametrize("seed", range(3))
def test_spoilt_files_are_read_or_refused_and_never_crash(made, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    body = _written(made()).saved()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    odd = [b"9" * 400, b"-1", b"nan", b"<", b'"', b"1e308", b"", b"../", b"\0"]
    for _ in range(25):
        name = chance.choice(list(members))
        spoilt = bytearray(members[name])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randint(0, 6)] = chance.choice(odd)
        one = zipped(members | {name: bytes(spoilt)})
        with contextlib.suppress(DocumentError):
            reading_of(read_ofd(one))
        with contextlib.suppress(DocumentError):
            list(ofd_lines(one))


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
