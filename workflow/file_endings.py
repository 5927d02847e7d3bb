"""How the name of a served file may safely end, by what the file begins with."""

from __future__ import annotations

import re

_STARTS = (
    (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"\x1f\x8b", ".gz"),
)
_ZIP = b"PK\x03\x04"
# Names of members by which the office formats are known.
_MEMBERS = ((b"word/document.xml", ".docx"), (b"xl/workbook.xml", ".xlsx"), (b"OFD.xml", ".ofd"))
_TEXT = re.compile(rb"[^\x00-\x08\x0e-\x1f]*")


def ending_of(body: bytes) -> str:
    """The ending, with its point.

    A page is kept as text: whoever opened it as a page would run what stands in it.
    """
    for start, ending in _STARTS:
        if body.startswith(start):
            return ending
    if body.startswith(_ZIP):
        return next((ending for member, ending in _MEMBERS if member in body), ".zip")
    return ".txt" if _TEXT.fullmatch(body) else ".bin"
