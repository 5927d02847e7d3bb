"""The character of a glyph: radicals that fonts give for whole characters are put back."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LOST = "\ufffd"
"""Stands for a glyph whose character the file does not tell."""

# A font that shares one glyph between a character and its radical gives the radical's code. The
# Kangxi radicals have a compatibility mapping, these of the supplement have none.
_PAIRS = (
    "⺁厂⺝月⺟母⺠民⺩王⺼月⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_RADICALS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_KANGXI = range(0x2F00, 0x2FE0)
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
_CONTROLS = range(0x20)


@lru_cache(maxsize=8192)
def letter(code: int) -> str:
    """The character for a code as pdfium gives it; ``LOST`` where it names none."""
    if code in _CONTROLS or code in (0xFFFD, 0xFFFE, 0xFFFF) or any(code in p for p in _PRIVATE):
        return LOST
    text = chr(code) if not 0xD800 <= code <= 0xDFFF else LOST  # noqa: PLR2004 - half a pair
    if code in _KANGXI:
        return unicodedata.normalize("NFKC", text)
    return _RADICALS.get(text, " " if text.isspace() else text)
