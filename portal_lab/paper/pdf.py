"""Reports as PDF, written by hand: text in a font that every reader knows by name, and rules.

A word processor's own PDF differs with its version and the fonts of the machine; this one does not.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache

from portal_lab.paper.layout import HEIGHT, WIDTH, Sheet, advance, sheets_of
from portal_lab.report import LabReport

_FONT = {
    3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[4 0 R]>>",
    4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    b"/FontDescriptor 5 0 R/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
}
_FIRST_PAGE = 10
# Any object that nothing points to: a file may carry as much dead weight as it likes.
_WEIGHT = 9


def report_pdf(report: LabReport, *, weight: int = 0) -> bytes:
    """The report with its text as text; ``weight`` adds as many idle bytes."""
    return reports_pdf((report,), weight=weight)


def reports_pdf(reports: Sequence[LabReport], *, weight: int = 0) -> bytes:
    """Several reports in one file."""
    return _text_pages(sheets_of(reports), weight)


def images_pdf(images: Sequence[tuple[bytes, int, int]]) -> bytes:
    """Pages that are pictures: JPEG bytes with their width and height in pixels."""
    objects: dict[int, bytes] = {}
    for i, (jpeg, wide, high) in enumerate(images):
        page = _FIRST_PAGE + 3 * i
        drawn = b"q %g 0 0 %g 0 0 cm /I Do Q" % (WIDTH, HEIGHT)
        objects[page] = _page(page + 1, b"/XObject<</I %d 0 R>>" % (page + 2))
        objects[page + 1] = _stream(drawn)
        objects[page + 2] = b"<</Type/XObject/Subtype/Image/Width %d/Height %d" % (wide, high) + (
            b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\n"
            b"stream\n%b\nendstream" % (len(jpeg), jpeg)
        )
    return _file(objects, range(_FIRST_PAGE, _FIRST_PAGE + 3 * len(images), 3))


def locked_pdf() -> bytes:
    """A file that asks for a password nobody has."""
    objects = {_FIRST_PAGE: _page(_FIRST_PAGE + 1, b""), _FIRST_PAGE + 1: _stream(b"")}
    secret = b"<%b>" % (b"5a" * 32)
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -44/O%b/U%b>>" % (secret, secret)
    return _file(objects, range(_FIRST_PAGE, _FIRST_PAGE + 1), trailer=lock)


def _text_pages(sheets: Sequence[Sheet], weight: int) -> bytes:
    objects = dict(_FONT)
    for i, sheet in enumerate(sheets):
        page = _FIRST_PAGE + 2 * i
        objects[page] = _page(page + 1, b"/Font<</F 3 0 R>>")
        objects[page + 1] = _stream(_drawn(sheet))
    if weight:
        objects[_WEIGHT] = b"<</Length %d>>\nstream\n%b\nendstream" % (weight, bytes(weight))
    return _file(objects, range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(sheets), 2))


def _drawn(sheet: Sheet) -> bytes:
    marks = [
        f"{x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S"
        for x0, y0, x1, y1 in sheet.rules
    ]
    for line in sheet.lines:
        base = HEIGHT - line.y - line.size * 0.88
        # Half-width letters of the font are not the half of what the reader assumes: each run of
        # them is placed by itself.
        x = line.x
        for run in _runs(line.text):
            codes = run.encode("utf-16-be").hex()
            marks.append(f"BT /F {line.size:g} Tf {x:.2f} {base:.2f} Td <{codes}> Tj ET")
            x += sum(advance(letter, line.size) for letter in run)
    return ("0.5 w\n" + "\n".join(marks)).encode("ascii")


@cache
def _runs(text: str) -> tuple[str, ...]:
    """The text in pieces of one width each."""
    pieces: list[str] = []
    for letter in text:
        if pieces and advance(letter, 1) == advance(pieces[-1][0], 1):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return tuple(pieces)


def _page(content: int, resources: bytes) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents %d 0 R/Resources<<%b>>>>" % (
        WIDTH,
        HEIGHT,
        content,
        resources,
    )


def _stream(content: bytes) -> bytes:
    body = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(body), body)


def _file(objects: Mapping[int, bytes], pages: range, trailer: bytes = b"") -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    every = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        **objects,
    }
    parts, places, at = [b"%PDF-1.7\n"], {}, len(b"%PDF-1.7\n")
    for number, body in sorted(every.items()):
        places[number] = at
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(parts[-1])
    size = max(every) + 1
    rows = [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n"
        for n in range(size)
    ]
    parts.append(b"xref\n0 %d\n%b" % (size, b"".join(rows)))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R%b>>\n" % (size, trailer))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)
