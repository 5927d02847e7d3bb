"""LibreOffice is called once for many documents, and leaves nothing behind."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import Popen
from threading import Event

import pytest
from archives import zipped

from reading.errors import DocumentError, DocumentErrorClass
from reading.members import members_beginning
from reading.model import Media
from reading.office_folders import OLD_SECONDS, office_folder, remove_folders_of
from reading.workers.batch import read_many, run_limited
from reading.workers.converter import Converter
from reading.workers.handed import Handed
from reading.workers.limited import LimitedReader
from reading.workers.limits import Limits

RTF = b"{\\rtf1 x}"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder for what is temporary, of this process and of those it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a program of ours in the place of LibreOffice."""

    def place(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return place


@pytest.fixture
def calls(program, tmp_path, made):
    """A stand-in that makes the same DOCX of every file, and the list of its calls."""
    (tmp_path / "made.docx").write_bytes(made().docx())
    program(
        f"echo call >> {tmp_path}/calls\n"
        'for one; do case "$one" in *.doc|*.rtf) name="${one##*/}"\n'
        f'cp {tmp_path}/made.docx "$PWD/out/${{name%.*}}.docx"; esac; done'
    )

    def told() -> int:
        path = tmp_path / "calls"
        return len(path.read_text().split()) if path.exists() else 0

    return told


def test_members_of_archives_and_files_are_converted_in_one_call(calls, temporary, tmp_path, made):
    inside = {"甲.rtf": RTF, "乙.html": made().html(), "丙.doc": RTF + b" ", "丁.rtf": b"{\\rt"}
    (tmp_path / "a.zip").write_bytes(zipped(inside))
    (tmp_path / "b.zip").write_bytes(zipped({"戊.rtf": RTF}))
    (tmp_path / "c.rtf").write_bytes(RTF)
    (tmp_path / "d.zip").write_bytes(zipped(inside)[:-30])
    rows = list(read_many([tmp_path / f"{name}" for name in ("a.zip", "b.zip", "c.rtf", "d.zip")]))
    assert [
        (Path(row["file"]).name, row.get("form") or row.get("media") or row["error"]["class"])
        for row in rows
    ] == [
        ("a.zip!甲.rtf", "doc"),
        ("a.zip!乙.html", "html"),
        ("a.zip!丙.doc", "doc"),
        ("a.zip!丁.rtf", "not_a_report"),
        ("b.zip!戊.rtf", "doc"),
        ("c.rtf", "doc"),
        ("d.zip", "truncated"),
    ]
    figures = {path: figure["printed"] for path, figure in rows[0]["figures"].items()}
    assert figures == made().printed()
    assert calls() == 1
    assert list(temporary.iterdir()) == []


def test_members_are_told_by_how_they_begin():
    body = zipped({"a.rtf": RTF, "b.txt": b"x" + RTF, "c/": b"", "d.rtf": b""})
    found = [(entry.name, content) for entry, content in members_beginning(body, (RTF[:5],))]
    assert found == [("a.rtf", RTF)]


def test_in_a_run_it_is_converted_once_and_read_by_a_process(calls, temporary, made):
    with LimitedReader(jobs=1) as reader:
        readings = [reader.read(RTF, name="a.rtf") for _ in range(2)]
    figures = {path: figure.printed for path, figure in readings[0].figures.items()}
    assert figures == made().printed()
    assert readings == readings[:1] * 2
    assert readings[0].media is Media.DOC
    assert calls() == 1
    assert list(temporary.iterdir()) == []


def test_without_libreoffice_a_run_is_told_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with LimitedReader(jobs=1) as reader, pytest.raises(DocumentError) as caught:
        reader.read(RTF, name="a.rtf")
    assert caught.value.error_class is DocumentErrorClass.UNSUPPORTED_FORMAT
    assert str(caught.value).startswith("a.rtf：读取 Word 6.0/95 和 RTF 文档需要 LibreOffice")


def test_what_threads_bring_while_a_call_is_at_work_goes_in_the_next():
    begun, may_end = Event(), Event()
    batches: list[list[bytes]] = []

    def convert(bodies):
        batches.append(sorted(bodies))
        begun.set()
        may_end.wait(60)
        return [b"docx of " + body if body != b"bad" else _broken() for body in bodies]

    converter = Converter(convert)
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(converter.docx_of, b"1")
        begun.wait(60)
        others = [pool.submit(converter.docx_of, body) for body in (b"2", b"bad", b"3", b"2")]
        while len(converter._waiting) < 3:
            pass
        may_end.set()
        assert first.result() == b"docx of 1"
        assert [others[at].result() for at in (0, 2, 3)] == [
            b"docx of 2",
            b"docx of 3",
            b"docx of 2",
        ]
        assert others[1].exception().error_class is DocumentErrorClass.TRUNCATED
    assert converter.docx_of(b"3") == b"docx of 3"
    assert batches == [[b"1"], [b"2", b"3", b"bad"]]


def _broken() -> DocumentError:
    return DocumentError(DocumentErrorClass.TRUNCATED, "x")


def test_a_call_that_cannot_be_made_is_our_failure_and_is_tried_again():
    results = [OSError("no room"), [b"docx"]]

    def convert(_bodies):
        result = results.pop(0)
        if isinstance(result, OSError):
            raise result
        return result

    converter = Converter(convert)
    with pytest.raises(DocumentError) as caught:
        converter.docx_of(b"1")
    assert caught.value.error_class is DocumentErrorClass.READER_FAILED
    assert converter.docx_of(b"1") == b"docx"


def test_a_process_that_is_killed_leaves_no_folder(program, temporary, tmp_path):
    program("sleep 600 & wait")
    report = tmp_path / "a.rtf"
    report.write_bytes(RTF)
    limits = Limits(seconds=3.0)
    order = Handed(file=str(report)).order()
    (done,) = run_limited("reading.workers.batch:row_of", [order], jobs=1, limits=limits)
    assert done.error.error_class is DocumentErrorClass.TIMEOUT
    assert list(temporary.iterdir()) == []


def _dead() -> int:
    with Popen(["/bin/true"]) as process:
        pass
    return process.pid


def test_only_old_folders_of_dead_processes_are_swept(temporary):
    dead = _dead()
    kept = {f"duban-office-{os.getpid()}-old", f"duban-office-{dead}-new", "duban-other-1", "file"}
    swept = {f"duban-office-{dead}-old", "duban-office-old"}
    for name in (kept | swept) - {"file"}:
        (temporary / name / "out").mkdir(parents=True)
        age = 0 if name.endswith("new") else OLD_SECONDS + 60
        changed = temporary.stat().st_mtime - age
        os.utime(temporary / name, (changed, changed))
    (temporary / "file").write_text("x")
    (temporary / f"duban-office-{dead}-link").symlink_to(temporary / "duban-other-1")
    with office_folder() as folder:
        assert folder.name.startswith(f"duban-office-{os.getpid()}-")
        left = {path.name for path in temporary.iterdir()} - {folder.name}
    assert left == kept | {f"duban-office-{dead}-link"}
    assert not folder.exists()


def test_folders_of_a_killed_process_are_removed_and_no_others(temporary):
    for name in ("duban-office-77-a", "duban-office-770-a", "duban-office-7-a"):
        (temporary / name).mkdir()
    remove_folders_of(77)
    assert {path.name for path in temporary.iterdir()} == {"duban-office-770-a", "duban-office-7-a"}
