"""OFD that was made, or happened, to do harm: a named reason, nothing opened outside of it."""

from __future__ import annotations

import contextlib
import random

import pytest
from archives import raw_zip, zipped
from ofd_files import (
    NAMESPACE,
    SENTENCE,
    members_of,
    ofd_of,
    stroke,
    text_object,
    written,
)

from reading.blocks import Paragraph
from reading.errors import DocumentError
from reading.ofd.again import ofd_lines
from reading.ofd.document import read_ofd
from reading.reader import reading_of


def _class(body: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_ofd(body)
    return caught.value.error_class.value


def _texts(body: bytes) -> list[str]:
    return [block.text for block in read_ofd(body).blocks if isinstance(block, Paragraph)]


def test_pictures_alone_are_not_read_and_blank_pages_are_empty():
    picture = '<ofd:ImageObject ID="9" ResourceID="4" Boundary="0 0 210 297"/>'
    assert _class(ofd_of([picture])) == "unsupported_format"
    assert _class(ofd_of([""])) == "empty"


def test_a_page_that_is_not_there_is_told(made):
    writer = written(made())
    body = writer.saved()
    members = members_of(body)
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
    members = members_of(body)
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
    body = written(made()).saved()
    members = members_of(body)
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


@pytest.mark.parametrize(
    "part", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"]
)
def test_a_part_that_is_not_there_is_truncated(part):
    members = members_of(ofd_of([text_object(SENTENCE, 20, 30)]))
    del members[part]
    assert _class(zipped(members)) == "truncated"


def test_a_part_that_unpacks_beyond_reason_is_too_large():
    body = ofd_of([text_object(SENTENCE, 20, 30) + " " * (97 * 1024 * 1024)])
    assert len(body) < 1024 * 1024
    assert _class(body) == "too_large"


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/passwd", "C:/passwd", "..\\..\\passwd"]
)
def test_a_page_outside_the_package_is_not_opened(path):
    body = ofd_of([text_object(SENTENCE, 20, 30)] * 2)
    members = members_of(body)
    listed = members["Doc_0/Document.xml"]
    members["Doc_0/Document.xml"] = listed.replace(b"Pages/Page_1/Content.xml", path.encode())
    document = read_ofd(zipped(members))
    assert document.warnings == ("第2页无法打开，内容未能读取",)
