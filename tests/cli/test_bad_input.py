"""Bad and hostile input in one batch: a named reason for each, and the batch goes on."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from archives import raw_zip, zipped
from workbooks import ole

BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
PAGE = "<html><body><p>一、总体情况</p><p>二、主动公开政府信息情况</p>{}</body></html>"


def _members(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _thousand_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(1000):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def bad(files: dict[str, Path], tmp_path: Path) -> dict[Path, str]:
    """Files, each with the class of its reason; ``read`` for what is read all the same."""
    good = files["report.docx"].read_bytes()
    parts = _members(good)
    document = parts["word/document.xml"].decode()
    body = document.partition("?>")[2] or document
    wide = f"<table>{('<tr>' + '<td>1</td>' * 100 + '</tr>') * 2100}</table>"
    tall = f"<table>{('<tr>' + '<td>1</td>' * 100 + '</tr>') * 1000}</table>"
    made = {
        "password.docx": (ole("EncryptedPackage", b"x" * 5000), "encrypted"),
        "cut.docx": (good[: len(good) // 2], "truncated"),
        "empty.pdf": (b"", "empty"),
        "program.docx": (b"MZ" + bytes(range(256)) * 40, "unsupported_format"),
        "packed.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(64), "unsupported_format"),
        "macro.docm": (zipped(parts | {"word/vbaProject.bin": b"x"}), "read"),
        "pages.pdf": (_thousand_pages(), "too_large"),
        "cells.html": (PAGE.format(tall).encode(), "read"),
        "more_cells.html": (PAGE.format(wide).encode(), "too_large"),
        "bomb.docx": (zipped(parts | {"word/document.xml": bytes(300_000_000)}), "too_large"),
        "entity.docx": (
            zipped(parts | {"word/document.xml": (BOMB + body).encode()}),
            "unsupported_format",
        ),
        "letter.html": ("<p>关于开会的通知</p>".encode(), "not_a_report"),
    }
    for name, (content, _) in made.items():
        (tmp_path / name).write_bytes(content)
    return {tmp_path / name: told for name, (_, told) in made.items()}


def test_every_kind_of_bad_input_has_its_reason(
    duban: Callable, files: dict[str, Path], bad: dict[Path, str]
) -> None:
    answer = duban("read", *bad, files["report.html"], "--format", "json")
    rows = json.loads(answer.out)
    told = {row["file"]: row["error"]["class"] if "error" in row else "read" for row in rows}
    assert told == {str(path): kind for path, kind in bad.items()} | {
        str(files["report.html"]): "read"
    }
    assert answer.status == 2


def test_bad_members_of_an_archive_have_their_reason(
    duban: Callable, files: dict[str, Path], bad: dict[Path, str], tmp_path: Path
) -> None:
    small = {path: kind for path, kind in bad.items() if path.stat().st_size < 300_000}
    members = [(b"../../" + path.name.encode(), path.read_bytes()) for path in small]
    members.append((b"good.docx", files["report.docx"].read_bytes()))
    members.append((b"inside.zip", zipped({"a.docx": b"x"})))
    (tmp_path / "all.zip").write_bytes(raw_zip(members))
    before = set(tmp_path.rglob("*"))
    rows = json.loads(duban("check", tmp_path / "all.zip", "--format", "json").out)
    told = {
        row["file"].partition("!")[2]: row["error"]["class"] if "error" in row else "read"
        for row in rows
    }
    assert told == {path.name: kind for path, kind in small.items()} | {
        "good.docx": "read",
        "inside.zip": "unsupported_format",
    }
    assert set(tmp_path.rglob("*")) == before
