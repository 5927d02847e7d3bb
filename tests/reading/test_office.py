"""LibreOffice as a reader. The tests that call it exist only where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from hashlib import sha256
from pathlib import Path
from time import sleep

import pytest
from word_maker import Para, WordFile, table

from reading.blocks import Document, Grid
from reading.doc.again import doc_lines
from reading.doc.document import read_doc
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media
from reading.office import find_office, needs_office, read_with_office
from reading.reader import reading_of
from reading.workers.batch import read_many, run_limited
from reading.workers.handed import Handed
from reading.workers.limits import Limits

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
        'if [ -e "$out/0.docx" ]; then cp "$last" "$out/2.docx"\n'
        'else cp "$PWD/0.doc" "$out/0.docx"; exit 3; fi'
    )
    errors = read_with_office([made] * 3)
    assert [str(error).split("，")[0] for error in errors] == [
        "文件不完整或已损坏",
        "LibreOffice 无法打开文件",
        "文件不完整或已损坏",
    ]


def test_a_call_ends_with_the_process_that_made_it(program, tmp_path):
    """LibreOffice stands in a session of its own, which the end of a worker does not reach."""
    program(f"sleep 600 & echo $! >> {tmp_path}/children; wait")
    report = tmp_path / "a.rtf"
    report.write_bytes(b"{\\rtf1 x}")
    order = Handed(file=str(report)).order()
    limits = Limits(seconds=5.0)
    (done,) = run_limited("reading.workers.batch:row_of", [order], jobs=1, limits=limits)
    assert done.error.error_class is DocumentErrorClass.TIMEOUT
    (child,) = (tmp_path / "children").read_text().split()
    for _ in range(100):
        if not _runs(child):
            break
        sleep(0.05)
    assert not _runs(child)


def test_old_files_of_a_batch_are_converted_in_one_call(program, tmp_path, made):
    """The stand-in makes the same DOCX of every file but the third."""
    (tmp_path / "made.docx").write_bytes(made().docx())
    program(
        f"echo call >> {tmp_path}/calls; take=0\n"
        'for one; do case "$one" in *.doc|*.rtf) name="${one##*/}"; take=$((take + 1))\n'
        f'[ $take = 3 ] || cp {tmp_path}/made.docx "$PWD/out/${{name%.*}}.docx"; esac; done'
    )
    files = {
        "a.rtf": b"{\\rtf1 x}",
        "b.html": made().html(),
        "c.doc": b"{\\rtf1 named otherwise}",
        "d.rtf": b"{\\rtf1 stops it}",
        "e.doc": WordFile(paragraphs=[END]).body(),
        "f.rtf": b"{\\rtf1 y}",
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    paths = [str(tmp_path / name) for name in files]
    rows = list(read_many([*paths, str(tmp_path / "none.rtf"), paths[0]], jobs=2))
    assert [row.get("media") or row["error"]["class"] for row in rows] == [
        *("doc", "html", "doc", "truncated", "not_a_report", "doc", "not_found", "doc"),
    ]
    assert (tmp_path / "calls").read_text().split() == ["call"]
    assert rows[0]["sha256"] == sha256(files["a.rtf"]).hexdigest()
    assert rows[3]["error"]["message"] == (
        "d.rtf：LibreOffice 无法打开文件，文件可能不完整或已损坏，请重新取得文件"
    )
    assert {p: f["printed"] for p, f in rows[5]["figures"].items()} == made().printed()


def test_what_needs_libreoffice_is_told_by_its_content(tmp_path):
    os.mkfifo(tmp_path / "pipe.rtf")  # to read it is to wait for ever
    word = WordFile(paragraphs=[END]).body()
    for name, body in {"a.rtf": b"{\\rtf1", "b.doc": word, "c.doc": b"", "d.rtf": b"text"}.items():
        (tmp_path / name).write_bytes(body)
    needing = [path.name for path in sorted(tmp_path.iterdir()) if needs_office(path)]
    assert needing == ["a.rtf"]
    assert not needs_office(tmp_path / "none.rtf")


def test_without_libreoffice_old_files_of_a_batch_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    (row,) = read_many([path])
    assert row["error"] == {
        "class": "unsupported_format",
        "message": "a.rtf：读取 Word 6.0/95 和 RTF 文档需要 LibreOffice，请先安装，"
        "或另存为 DOCX 后再提交",
    }


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
