"""Zip archives: right names, no traps, nothing on disk."""

from __future__ import annotations

import io
import zipfile

import pytest
from archives import raw_zip, unicode_path, zipped

from reading.errors import DocumentError
from reading.members import (
    WHOLE,
    Entry,
    Held,
    documents_in,
    entries_of,
    is_archive,
    member_body,
)

NAME = "镕城县教育局2023年年报.docx"


def _names(body: bytes) -> list[str]:
    return [entry.name for entry in entries_of(body)]


def _members(body: bytes) -> list[tuple[str, bytes]]:
    return [(e.name, member_body(io.BytesIO(body), e.number)) for e in entries_of(body)]


def _class(body: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        _members(body)
    return caught.value.error_class.value


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        pytest.param(NAME.encode("gbk"), 0, id="GBK, as Chinese Windows packs"),
        pytest.param(NAME.encode(), 0, id="UTF-8 without the flag"),
        pytest.param(NAME.encode(), 0x800, id="UTF-8 with the flag"),
        pytest.param(NAME.encode("gbk").decode("cp437").encode(), 0x800, id="mended, cp437"),
        pytest.param(NAME.encode("gbk").decode("latin-1").encode(), 0x800, id="mended, latin-1"),
    ],
)
def test_names_are_told_as_their_authors_wrote_them(name, flags):
    assert _members(raw_zip([(name, b"x")], flags=flags)) == [(NAME, b"x")]


def test_the_name_that_a_packer_adds_in_utf8_goes_before_the_other():
    body = raw_zip([(b"2023~1.DOC", b"x")], extra=unicode_path(b"2023~1.DOC", NAME))
    assert _names(body) == [NAME]
    body = raw_zip([(b"other.doc", b"x")], extra=unicode_path(b"2023~1.DOC", NAME))
    assert _names(body) == ["other.doc"]
    body = raw_zip([(b"a.doc", b"x")], extra=b"\x75\x70\x01\x00\x01")
    assert _names(body) == ["a.doc"]


def test_western_names_are_left_alone():
    names = ["Ämter/Überblick.docx", "résumé.docx", "report (1).docx"]
    assert _names(zipped(dict.fromkeys(names, b"x"))) == names


def test_what_systems_leave_in_archives_is_no_document():
    litter = ["__MACOSX/._a.docx", ".DS_Store", "b/Thumbs.db", "~$a.docx", "b/._c.docx", "b/"]
    body = zipped(dict.fromkeys([*litter, "b/a.docx", "a.html"], b"x"))
    assert entries_of(body) == (
        Entry(number=6, name="b/a.docx"),
        Entry(number=7, name="a.html"),
    )
    assert _class(zipped(dict.fromkeys(litter, b""))) == "empty"
    assert _class(zipped({})) == "empty"


def test_a_name_leads_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [
        *(b"../../etc/passwd", b"/etc/passwd", b"C:\\Windows\\a.docx", b"..\\..\\a.docx"),
        *(b"a/./b/../c.docx", b"\x1b[31mred.docx", "a\u202excod.exe".encode(), b".."),
    ]
    assert _names(raw_zip([(n, b"x") for n in names])) == [
        *("etc/passwd", "etc/passwd", "Windows/a.docx", "a.docx"),
        *("a/b/c.docx", "[31mred.docx", "axcod.exe", "（无名）"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_member_is_one_by_its_place_even_where_names_repeat():
    body = raw_zip([(b"a.txt", b"one"), (b"a.txt", b"two")])
    assert _members(body) == [("a.txt", b"one"), ("a.txt", b"two")]


def test_documents_that_are_packed_are_no_archives(made):
    assert is_archive(zipped({"a.docx": made().docx()}))
    assert not is_archive(made().docx())
    for part in ("xl/workbook.xml", "OFD.xml", "content.xml", "[Content_Types].xml"):
        assert not is_archive(zipped({part: b"x"}))
    assert not is_archive(b"PK\x03\x04broken")
    assert not is_archive(b"Rar!\x1a\x07\x00")


def test_what_unpacks_to_too_much_is_not_unpacked():
    assert _class(zipped({"a.txt": b"\x00" * 80_000_000})) == "too_large"
    assert _class(zipped({f"{n}.txt": b"" for n in range(5_001)})) == "too_large"


def test_a_size_that_lies_unpacks_no_more_than_it_says():
    body = bytearray(zipped({"a.txt": b"\x00" * 9_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = body.index(signature) + offset
        body[at : at + 4] = (100).to_bytes(4, "little")
    assert _class(bytes(body)) == "truncated"


def test_members_that_cannot_be_opened_have_their_reason():
    assert _class(raw_zip([(b"a.doc", b"x" * 20)], flags=1)) == "encrypted"
    assert _class(raw_zip([(b"a.doc", b"x")], method=99)) == "unsupported_format"
    assert _class(raw_zip([(b"a.doc", b"x")])[:-30]) == "truncated"
    damaged = raw_zip([(b"a.doc", b"hello")]).replace(b"hello", b"hallo")
    assert _class(damaged) == "truncated"
    with pytest.raises(DocumentError) as caught:
        member_body(io.BytesIO(zipped({"a": b"x"})), 7)
    assert caught.value.error_class.value == "truncated"


def test_members_that_overlap_unpack_to_no_more_than_is_reasonable():
    """One compressed body under many entries, as in the flat archives that swell beyond measure."""
    body = zipped({"a.txt": b"\x00" * 7_000_000})
    at = body.index(b"PK\x01\x02")
    end = body.index(b"PK\x05\x06")
    entry, count = body[at:end], 100
    tail = bytearray(body[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    swollen = body[:at] + entry * count + bytes(tail)
    with zipfile.ZipFile(io.BytesIO(swollen)) as archive:
        assert len(archive.infolist()) == count
    assert _class(swollen) == "too_large"


def test_a_body_is_its_documents():
    archive = zipped({"a/甲.html": b"one", "inside.zip": zipped({"b": b"x"}), "c": b"three"})
    assert documents_in(b"<p>text</p>") == (WHOLE,)
    assert WHOLE.called("x.html") == "x.html"
    assert WHOLE.body_in(b"one") == b"one"
    held = documents_in(archive)
    assert held == (
        Held(number=0, member="a/甲.html"),
        Held(number=1, member="inside.zip"),
        Held(number=2, member="c"),
    )
    assert [one.called("x.zip") for one in held] == [
        "x.zip!a/甲.html",
        "x.zip!inside.zip",
        "x.zip!c",
    ]
    assert (held[0].body_in(archive), held[2].body_in(archive)) == (b"one", b"three")
    with pytest.raises(DocumentError, match="压缩包里还有压缩包") as caught:
        held[1].body_in(archive)
    assert caught.value.error_class.value == "unsupported_format"


def test_an_archive_that_is_no_good_has_no_documents():
    for body, told in ((zipped({}), "empty"), (zipped({"a": bytes(80_000_000)}), "too_large")):
        with pytest.raises(DocumentError) as caught:
            documents_in(body)
        assert caught.value.error_class.value == told
