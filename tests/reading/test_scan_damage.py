"""Scans that are damaged, hostile or of another kind end in a named error, in little memory."""

from __future__ import annotations

import io
import struct
import zlib
from importlib import import_module

import pytest

from reading.errors import DocumentError, DocumentErrorClass
from reading.scan import document
from reading.scan.document import ScanKind, can_read_scans, read_scan, scan_lines

needs_extra = pytest.mark.skipif(
    not can_read_scans(), reason="the ocr extra is not installed (./setup.sh base dev ocr)"
)


def _png(wide, high):
    """The start of a picture that claims this size; no pixel of it is there."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    end = b"\0\0\0\0IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + end
    )


def _frames(count, kind="TIFF"):
    image = import_module("PIL.Image")
    pages = [image.new("1", (20, 20), number % 2) for number in range(count)]
    stream = io.BytesIO()
    pages[0].save(stream, kind, save_all=True, append_images=pages[1:])
    return stream.getvalue()


def _picture(wide, high, kind="PNG"):
    stream = io.BytesIO()
    import_module("PIL.Image").new("RGB", (wide, high), "white").save(stream, kind)
    return stream.getvalue()


def _pdf(pages, wide=595, high=842):
    pdfium = import_module("pypdfium2")
    made = pdfium.PdfDocument.new()
    for _ in range(pages):
        made.new_page(wide, high)
    stream = io.BytesIO()
    made.save(stream)
    made.close()
    return stream.getvalue()


HOSTILE = {
    "a picture that ends early": (
        lambda: _picture(300, 300, "JPEG")[:400],
        DocumentErrorClass.TRUNCATED,
    ),
    "a picture without pixels": (lambda: _png(1000, 1400), DocumentErrorClass.TRUNCATED),
    "a picture of no size": (lambda: _png(0, 0), DocumentErrorClass.TRUNCATED),
    "a picture larger than a hall": (lambda: _png(200_000, 200_000), DocumentErrorClass.TOO_LARGE),
    "a picture larger than a table": (lambda: _png(7_000, 7_000), DocumentErrorClass.TOO_LARGE),
    "a picture as thin as a thread": (lambda: _picture(20, 4_000), DocumentErrorClass.TOO_LARGE),
    "a dot": (lambda: _picture(1, 1), DocumentErrorClass.NOT_A_REPORT),
    "a thousand frames": (lambda: _frames(1_000), DocumentErrorClass.TOO_LARGE),
    "no picture": (lambda: b"\x89PNG\r\n\x1a\n", DocumentErrorClass.TRUNCATED),
    "a PDF of a thousand pages": (lambda: _pdf(1_000), DocumentErrorClass.TOO_LARGE),
    "a PDF page as thin as a thread": (lambda: _pdf(1, 20, 14_000), DocumentErrorClass.TOO_LARGE),
    "a PDF of its mark alone": (lambda: b"%PDF-1.4", DocumentErrorClass.TRUNCATED),
}


@needs_extra
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name(name):
    make, wanted = HOSTILE[name]
    body = make()
    kind = ScanKind.PDF if body.startswith(b"%PDF") else ScanKind.PICTURE
    with pytest.raises(DocumentError) as caught:
        read_scan(body, kind)
    assert caught.value.error_class is wanted


@needs_extra
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP"])
def test_no_damage_raises_anything_else(kind):
    pages_of = import_module("reading.scan.pages").pages_of
    numpy = import_module("numpy")
    random = numpy.random.default_rng(7)
    sound = bytearray(_picture(60, 80, kind))
    told = set()
    for _ in range(60):
        body = bytearray(sound[: int(random.integers(8, len(sound) + 1))])
        for place in random.integers(0, min(len(body), 120), 3):
            body[place] = int(random.integers(0, 256))
        try:
            told |= {page.picture.shape[2] for page in pages_of(bytes(body))}
        except DocumentError as error:
            told.add(error.error_class)
    assert told <= {3, *DocumentErrorClass}
    assert DocumentErrorClass.TRUNCATED in told


@needs_extra
def test_a_file_of_another_kind_is_told():
    for body, kind in ((_picture(100, 100), ScanKind.PDF), (_pdf(1), ScanKind.PICTURE)):
        with pytest.raises(DocumentError, match="文件不是所称的扫描件形式，请核对文件") as caught:
            read_scan(body, kind)
        assert caught.value.error_class is DocumentErrorClass.UNSUPPORTED_FORMAT


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(document, "find_spec", lambda _: None)
    for read in (lambda body: read_scan(body, ScanKind.PICTURE), lambda b: list(scan_lines(b))):
        with pytest.raises(DocumentError) as caught:
            read(b"\x89PNG")
        assert caught.value.error_class is DocumentErrorClass.UNSUPPORTED_FORMAT
        assert str(caught.value) == (
            "扫描件识读组件未安装，请运行 DUBAN_EXTRAS=ocr ./duban doctor 安装（约 350 MB）后再读"
        )
