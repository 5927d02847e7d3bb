"""LibreOffice as a reader. The tests that call it exist only where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path
from time import sleep

import pytest
from word_maker import Para, WordFile, table

from reading.blocks import Document, Grid
from reading.doc.again import doc_lines
from reading.doc.document import read_doc
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media
from reading.office import find_office, read_with_office
from reading.reader import reading_of

END = Para(text="末段。")
ENCRYPTED = WordFile(paragraphs=[END], flags=0x0100).body()


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(c)}?" if ord(c) > 127 else c for c in text)


def _rtf(made) -> bytes:
    """A report as RTF, its merged cells as they are written there."""
    lines = ["{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 SimSun;}}"]
    for heading, words, rows in made._sections():
        lines.append(_escaped(heading) + "\\par")
        if words:
            lines.append(_escaped(words) + "\\par")
        texts: list[str] = []
        shapes: list[str] = []
        for paragraph in table(rows) if rows else []:
            if paragraph.sprms.startswith(b"\x16\x24\x01\x17"):
                lines.append("\\trowd" + "".join(shapes))
                lines += ["\\intbl " + _escaped(text) + "\\cell" for text in texts]
                lines.append("\\row\\pard")
                texts, shapes = [], []
            else:
                texts.append(paragraph.text)
                shapes.append(f"\\cellx{len(texts) * 700}")
    return "\n".join([*lines, "}"]).encode()


def test_only_word_and_rtf_are_handed_over():
    bodies = [ENCRYPTED, b"<html><body>x</body></html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99]
    classes = [error.error_class for error in read_with_office(bodies)]
    assert classes == [
        DocumentErrorClass.ENCRYPTED,
        DocumentErrorClass.TRUNCATED,
        DocumentErrorClass.TRUNCATED,
    ]


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    body = WordFile(paragraphs=[END]).body()
    [error] = read_with_office([body])
    assert error.error_class is DocumentErrorClass.UNSUPPORTED_FORMAT
    assert "LibreOffice" in str(error)
    assert list(doc_lines(body)) == []


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a program of ours in the place of LibreOffice."""

    def place(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return place


def _runs(child: str) -> bool:
    state = Path(f"/proc/{child}/stat")
    return state.exists() and state.read_text().split()[2] != "Z"


def test_a_call_that_does_not_end_is_ended_with_its_children(program, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    program(f"sleep 600 & echo $! >> {tmp_path}/children; wait")
    errors = read_with_office([WordFile(paragraphs=[END]).body()] * 2, seconds=0.5)
    assert [error.error_class for error in errors] == [DocumentErrorClass.TIMEOUT] * 2
    children = (tmp_path / "children").read_text().split()
    for _ in range(100):  # a signal takes a moment to arrive
        if not any(_runs(child) for child in children):
            break
        sleep(0.05)
    assert [child for child in children if _runs(child)] == []
    assert list(temporary.iterdir()) == []


def test_the_file_on_which_it_stops_is_named_and_the_others_go_on(program):
    """The first call makes the first file only and fails; the second makes the third."""
    made = WordFile(paragraphs=[END]).body()
    program(
        'for last; do :; done; out="$PWD/out"\n'
        'cp "$PWD/0.doc" "$out/0.docx"; case "$last" in */2.doc) exit 3;; esac'
    )
    errors = read_with_office([made] * 3)
    assert [str(error).split("，")[0] for error in errors] == [
        "文件不完整或已损坏",
        "LibreOffice 无法打开文件",
        "文件不完整或已损坏",
    ]


class TestWithLibreOffice:
    """Not collected where LibreOffice is not installed."""

    __test__ = find_office() is not None and shutil.which("sh") is not None

    def test_a_batch_of_doc_and_rtf_in_order(self, made):
        report = made()
        paragraphs = []
        for heading, words, rows in report._sections():
            paragraphs.append(Para(text=heading))
            paragraphs += [Para(text=words)] if words else []
            paragraphs += table(rows) if rows else []
        body = WordFile(paragraphs=paragraphs, pieces=3).body()
        damaged = body[:512] + bytes(2048) + body[2560:]
        found = read_with_office([body, ENCRYPTED, _rtf(report), damaged])
        assert [type(one) for one in found] == [Document, DocumentError, Document, DocumentError]
        for document in (found[0], found[2]):
            assert document.media is Media.DOC
            figures = reading_of(document).figures
            assert {p: f.printed for p, f in figures.items()} == report.printed()

    def test_the_second_reading_of_a_doc(self, made):
        body = WordFile(paragraphs=[*table(made().tables()["requests"]), END]).body()
        [grid, _] = read_doc(body).blocks
        assert isinstance(grid, Grid)
        own = [tuple(c.text for c in grid.own_cells(row)) for row in range(len(grid.slots))]
        assert list(doc_lines(body)) == own

    def test_nothing_is_fetched(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.2)
            address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
            field = '{\\field{\\*\\fldinst INCLUDE%s "%s" }{\\fldrslt x}}'
            fields = "".join(field % (kind, address) for kind in ("PICTURE", "TEXT"))
            [found] = read_with_office([f"{{\\rtf1 {fields}\\par y\\par}}".encode()])
            assert isinstance(found, Document)
            with pytest.raises(TimeoutError):
                server.accept()
