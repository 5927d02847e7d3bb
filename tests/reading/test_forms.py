"""Bad and hostile input: a class and a clear message for each, never a crash."""

from __future__ import annotations

import io
import zipfile

import pytest
from workbooks import ole

from reading.errors import DocumentError
from reading.reader import read


def _class(body: bytes, **kwargs: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(body, name="某局年报.pdf", **kwargs)
    assert str(caught.value).startswith("某局年报.pdf：")
    return caught.value.error_class.value


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("body", "error_class"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00\x00", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n1 0 obj\n", "truncated"),
        (b"%PDF-1.7\n...\ntrailer<</Encrypt 5 0 R>>\n%%EOF\n", "truncated"),
        (b"%PDF-1.7\n...\n%%EOF\n", "truncated"),
        (b"junk\n%PDF-1.4\n...\n%%EOF", "truncated"),
        (ole("EncryptedPackage", b"x" * 5000), "encrypted"),
        (ole("PowerPoint Document", b"x" * 5000), "unsupported_format"),
        (_OLE + "WordDocument".encode("utf-16-le"), "truncated"),
        (_OLE, "truncated"),
        (b"Rar!\x1a\x07\x00abc", "unsupported_format"),
        (b"7z\xbc\xaf\x27\x1cabc", "unsupported_format"),
        (b"PK\x03\x04" + bytes(60), "truncated"),
        (bytes(range(32)) * 40, "unsupported_format"),
        (b"PK\x03\x04broken", "truncated"),
        (b"PK\x05\x06" + b"\x00" * 10, "truncated"),
        ("今天天气很好。".encode(), "not_a_report"),
        (b'{"code": 0, "rows": []}', "not_a_report"),
        (b"<html><body><p>404</p><div>x</div></body></html>", "not_a_report"),
        (b"<p><p><p>", "not_a_report"),
    ],
)
def test_each_kind_of_bad_file_has_its_class(body, error_class):
    assert _class(body) == error_class


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("ppt__presentation_dot_xml", "PPTX"),
        ("xl__workbook_dot_bin", "XLSB"),
        ("a_dot_docx", "ZIP"),
    ],
)
def test_packages_are_told_by_what_is_inside(member, name):
    with pytest.raises(DocumentError, match=rf"{name}.*不能读取；请改用"):
        read(_zip(**{member: b"x"}), name="年报.docx")


def test_an_office_package_without_its_text_is_truncated():
    assert _class(_zip(**{"[Content_Types]_dot_xml": b"<a/>"})) == "truncated"


def test_a_docx_cut_short_is_truncated(made):
    body = made().docx()
    assert _class(body[: len(body) // 2]) == "truncated"


def test_a_docx_whose_text_is_no_xml_is_truncated():
    assert _class(_zip(word__document_dot_xml=b"<w:document")) == "truncated"


def test_an_encrypted_zip_member_is_encrypted():
    body = bytearray(_zip(word__document_dot_xml=b"<a/>"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + offset] |= 1
    assert _class(bytes(body)) == "encrypted"


def test_a_zip_bomb_is_too_large():
    assert _class(_zip(word__document_dot_xml=b"\x00" * (64 * 1024 * 1024))) == "too_large"


def test_a_docx_with_entities_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert _class(_zip(word__document_dot_xml=bomb)) == "unsupported_format"


def test_a_table_with_senseless_spans_is_too_large():
    row = "<tr>" + '<td colspan="1000">规章</td>' * 60 + "</tr>"
    body = f"<html><body><p>a</p><table>{row * 60}</table></body></html>".encode()
    assert _class(body) == "too_large"


def test_the_name_of_a_file_does_not_decide_its_form(made):
    assert read(made().html(), name="年报.docx").media.value == "html"
    assert read(made().docx(), name="年报.txt").media.value == "docx"
    assert read(made().cell_lines(), name="年报.html").media.value == "text"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda b: b.replace(b"<p>", b"<div>" * 3000 + b"<p>", 1), id="deep"),
        pytest.param(lambda b: b.replace(b"<p>", b"<b>" * 3000 + b"<p>", 1), id="deep inline"),
        pytest.param(
            lambda b: b.replace(b"<table>", b"<table><tr><td>" * 300 + b"<table>", 1),
            id="nested tables",
        ),
        pytest.param(lambda b: b.replace(b"<p>", b"\x00\x01<p>", 1), id="control characters"),
        pytest.param(lambda b: b.replace(b"<td", b"<td onclick=alert(1)"), id="handlers"),
        pytest.param(lambda b: b'<?xml version="1.0" encoding="gbk"?>' + b, id="xml declaration"),
        pytest.param(
            lambda b: b.replace(b"<p>1<", b"<p>" + b"9" * 100_000 + b"<", 1), id="huge number"
        ),
        pytest.param(lambda b: b.replace(b'rowspan="1"', b'rowspan="99999999999"'), id="rowspans"),
        pytest.param(lambda b: b.replace(b'colspan="1"', b'colspan="-3"'), id="colspans"),
    ],
)
def test_hostile_pages_are_read_or_refused_and_never_crash(made, spoil):
    try:
        reading = read(spoil(made().html()), name="年报")
    except DocumentError:
        return
    states = {figure.state.value for figure in reading.figures.values()}
    assert "missing" not in states


@pytest.mark.parametrize("size", range(200, 9000, 977))
def test_a_page_cut_anywhere_has_no_missing_cell(made, size):
    try:
        reading = read(made().html()[:size], name="年报")
    except DocumentError:
        return
    assert "missing" not in {figure.state.value for figure in reading.figures.values()}


def test_scripts_styles_and_hidden_text_are_not_the_report(made):
    hidden = (
        "<script>document.write('<p>七</p>')</script><style>p{}</style>"
        '<p style="display: none">隐藏的句子。</p>'
    )
    body = (
        made()
        .html()
        .replace("<p>一、总体情况</p>".encode(), f"<p>一、总体情况</p>{hidden}".encode())
    )
    assert (
        read(body, name="年报").parts["overview"].text
        == "本机关认真贯彻条例，全年主动公开信息若干条。"
    )
