"""Which characters the bytes are: portals declare it wrongly as often as not.

The order of trust: byte order mark; the whole body is valid UTF-8; what is declared, where it
decodes strictly; GB18030; Big5; else whichever loses fewer characters, and then with a doubt.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
_META_WITHIN = 4096
_DECLARABLE = frozenset({"utf-8", "gb18030", "big5", "big5-hkscs"})
_CUT_AT_MOST = 3
_AS_GB18030 = {"gb2312", "gbk", "gb18030", "hz-gb-2312", "cp936", "x-gbk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body as text.

    ``is_doubtful``: characters were lost, or no rule fitted. ``is_cut``: the last character is
    only partly there.
    """

    text: str
    encoding: str
    is_doubtful: bool = False
    is_cut: bool = False


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The body as text; never fails."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, errors="replace")
            return Decoded(text=text, encoding=encoding, is_doubtful="\ufffd" in text)
    for encoding in ("utf-8", *_declared(body, content_type), "gb18030", "big5"):
        strict = _strict(body, encoding)
        if strict is not None:
            text, left = strict
            return Decoded(text=text, encoding=encoding, is_cut=left > 0)
    best = min(
        ("utf-8", "gb18030"), key=lambda name: body.decode(name, errors="replace").count("\ufffd")
    )
    return Decoded(text=body.decode(best, errors="replace"), encoding=best, is_doubtful=True)


def _declared(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Header first, then meta. Latin, ASCII and stranger declarations are never meant here."""
    header = _HEADER.search(content_type or "")
    meta = _META.search(body[:_META_WITHIN])
    names = [header.group(1)] if header else []
    names += [meta.group(1).decode("ascii")] if meta else []
    found: list[str] = []
    for name in names:
        lowered = name.lower()
        encoding = "gb18030" if lowered in _AS_GB18030 else lowered
        if encoding in _DECLARABLE:
            found.append(encoding)
    return tuple(found)


def _strict(body: bytes, encoding: str) -> tuple[str, int] | None:
    """The text and how many bytes of a character cut in two are left at its end, or ``None``."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
        text = decoder.decode(body, final=False)
        left = len(decoder.getstate()[0])
    except UnicodeError:
        return None
    return (text, left) if left <= _CUT_AT_MOST else None
