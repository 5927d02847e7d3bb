"""The charset rule, on every case that portals were seen to serve (facts on transport)."""

from __future__ import annotations

import codecs

import pytest

from reading.charset import decode

WORDS = "政府信息公开工作年度报告，各级各部门，囍镕"
META = '<meta charset="{}"><p>'


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        pytest.param((WORDS * 40).encode("gbk"), None, "gb18030", id="gbk undeclared"),
        pytest.param("公开年报".encode("gbk"), None, "gb18030", id="gbk undeclared, short"),
        pytest.param((META.format("gb2312") + WORDS).encode("gbk"), None, "gb18030", id="gb2312"),
        pytest.param(
            (META.format("gbk") + WORDS).encode("gbk"),
            "text/html; charset=utf-8",
            "gb18030",
            id="gbk, header lies utf-8",
        ),
        pytest.param(
            (META.format("gbk") + WORDS).encode("gbk"),
            "text/html; charset=ISO-8859-1",
            "gb18030",
            id="gbk, header lies latin",
        ),
        pytest.param(
            WORDS.encode(), "text/html; charset=GBK", "utf-8", id="utf-8, header lies gbk"
        ),
        pytest.param(
            (META.format("gb2312") + WORDS).encode(), None, "utf-8", id="utf-8, stale meta"
        ),
        pytest.param(codecs.BOM_UTF8 + WORDS.encode(), "text/html; charset=GBK", "utf-8", id="bom"),
        pytest.param(
            codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), None, "utf-16-le", id="utf-16"
        ),
        pytest.param(
            "政府資訊公開年報".encode("big5"), "text/html; charset=big5", "big5", id="big5 declared"
        ),
        pytest.param(
            (META.format("utf-16") + WORDS).encode("gbk"), None, "gb18030", id="strange meta"
        ),
    ],
)
def test_the_encoding_is_found(body, content_type, encoding):
    found = decode(body, content_type)
    assert (found.encoding, found.is_doubtful) == (encoding, False)
    assert "公開" in found.text or "公开" in found.text


def test_utf8_cut_in_mid_character_stays_utf8():
    body = (WORDS * 3).encode()[:-1]
    found = decode(body)
    assert (found.text, found.encoding, found.is_doubtful) == ((WORDS * 3)[:-1], "utf-8", False)


def test_bytes_that_fit_nothing_are_flagged():
    found = decode((WORDS * 5).encode() + b"\xff\xff\xfe" + WORDS.encode())
    assert (found.encoding, found.is_doubtful) == ("utf-8", True)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_report_reads_the_same_in_every_encoding(made, encoding):
    from reading.reader import read  # noqa: PLC0415

    report = made()
    reading = read(report.html().decode().encode(encoding), name="年报")
    assert {p: f.printed for p, f in reading.figures.items()} == report.printed()
