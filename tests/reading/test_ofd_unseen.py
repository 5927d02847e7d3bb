"""OFD: what nobody sees on a page is not read as printed on it."""

from __future__ import annotations

import struct
import zlib

import pytest
from archives import zipped
from ofd_files import NAMESPACE, SENTENCE, WORDS, members_of, ofd_of, text_object

from reading.blocks import Paragraph
from reading.ofd.document import read_ofd
from reading.pdf.document import ScanOnly

JPEG = b"\xff\xd8\xff\xe0 any"
UPPER = 'Boundary="0 0 210 150" CTM="210 0 0 150 0 0"'


def _png(kind: int, more: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", 9, 9, 8, kind, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + more


def _image(place: str = UPPER, more: str = "") -> str:
    return f'<ofd:ImageObject ID="9" ResourceID="7" {place} {more}/>'


def _texts(page: str, picture: bytes = JPEG) -> list[str]:
    resources = (
        f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
        "<ofd:MediaFile>a</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    body = ofd_of([page], {"Doc_0/DocumentRes.xml": resources}, common)
    read = read_ofd(zipped({**members_of(body), "Doc_0/Res/a": picture}))
    return [block.text for block in read.blocks if isinstance(block, Paragraph)]


HIGH, LOW = text_object(SENTENCE, 20, 30), text_object(WORDS, 20, 200)


@pytest.mark.parametrize("picture", [JPEG, b"BM any", _png(2)], ids=["jpeg", "bmp", "png"])
def test_text_under_a_picture_is_not_seen(picture):
    assert _texts(HIGH + _image() + LOW, picture) == [WORDS]


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        (_image() + HIGH + LOW, JPEG),
        (HIGH + _image('Boundary="10 20 40 40" CTM="40 0 0 40 0 0"') + LOW, JPEG),
        (HIGH + _image(more='Alpha="90"') + LOW, JPEG),
        (HIGH + _image(more='ImageMask="8"') + LOW, JPEG),
        (HIGH + _image('Boundary="0 0 210 150" CTM="20 0 0 20 0 0"') + LOW, JPEG),
        (HIGH + _image() + LOW, _png(6)),
        (HIGH + _image() + LOW, _png(3, b"tRNS")),
        (HIGH + _image() + LOW, b"any"),
    ],
    ids=["over", "a seal", "a veil", "a mask", "small", "clear", "a clear colour", "unknown"],
)
def test_text_that_a_picture_does_not_cover_is_read(page, picture):
    assert _texts(page, picture) == [SENTENCE, WORDS]


@pytest.mark.parametrize(
    ("written", "is_seen"),
    [
        (HIGH.replace("Font=", 'Fill="false" Font='), False),
        (HIGH.replace("Font=", 'Fill="false" Stroke="true" Font='), True),
        (
            HIGH.replace("><ofd:TextCode", '><ofd:FillColor Value="0" Alpha="0"/><ofd:TextCode'),
            False,
        ),
        (HIGH.replace("><ofd:TextCode", '><ofd:FillColor Value="0"/><ofd:TextCode'), True),
        (HIGH.replace("Font=", 'Visible="false" Font='), False),
    ],
    ids=["not filled", "stroked", "clear", "black", "not visible"],
)
def test_text_without_ink_is_not_seen(written, is_seen):
    assert _texts(written + LOW) == ([SENTENCE, WORDS] if is_seen else [WORDS])


def test_a_scan_over_its_text_is_a_scan():
    whole = 'Boundary="0 0 210 297" CTM="210 0 0 297 0 0"'
    with pytest.raises(ScanOnly):
        _texts(HIGH + LOW + _image(whole))
