"""Text made plain for matching, with the way back to the characters as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The last two are * and ` in full width.
_KEPT = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff*`\uff0a\uff40]+")
_COMMA_IN_NUMBER = re.compile(r"(?<=\d),(?=\d)")
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS = {
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
    "!": "！",
    "?": "？",
    "\u3007": "零",  # the sign of zero in years, and two circles that stand for it
    "○": "零",
    "◯": "零",
    "\ufe6a": "%",
    "~": "-",
    "\u2010": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
}
_PLAIN = _SIGNS | {
    wide: _SIGNS.get(half, half) for wide, half in _WIDE.items() if _SIGNS.get(half) != wide
}
_TABLE = str.maketrans(_PLAIN)
_PLACES = tuple(range(1024))
_CHANGED = re.compile(f"[{re.escape(''.join(_PLAIN))}]")


@dataclass(slots=True, kw_only=True)
class Plain:
    """Text without white space and marks of emphasis, in one width.

    Nothing changes it; like a cell it is not frozen, since that takes twice the time to make.

    Digits and letters are half-width, punctuation is full-width, but for the comma and the
    point inside a number; every dash is a hyphen. One space stays between two digits, since
    ``10 20`` is not 1020. ``places`` holds for each character its place in the printed text.
    """

    text: str
    printed: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end``, at least one, stand as printed."""
        return self.places[start], self.places[end - 1] + 1


def plain(printed: str) -> Plain:
    """The text made plain."""
    if _KEPT.fullmatch(printed) and not _CHANGED.search(printed):
        return Plain(text=printed, printed=printed, places=_first_places(len(printed)))
    signs = _with_signs(printed)
    kept: list[str] = []
    places: list[int] = []
    end = 0
    for run in _KEPT.finditer(printed):
        start = run.start()
        if (
            kept
            and printed[start].isdecimal()
            and kept[-1][-1].isdecimal()
            and any(character.isspace() for character in printed[end:start])
        ):
            kept.append(" ")
            places.append(start - 1)
        end = run.end()
        kept.append(signs[start:end])
        places.extend(range(start, end))
    return Plain(text="".join(kept), printed=printed, places=tuple(places))


def _first_places(length: int) -> tuple[int, ...]:
    return _PLACES[:length] if length <= len(_PLACES) else tuple(range(length))


def _with_signs(printed: str) -> str:
    """In one width; a full-width comma is never taken for a separator inside a number."""
    if not _CHANGED.search(printed):
        return printed
    signs = printed.translate(_TABLE)
    if "," not in printed:
        return signs
    characters = list(signs)
    for comma in _COMMA_IN_NUMBER.finditer(printed):
        characters[comma.start()] = ","
    return "".join(characters)
