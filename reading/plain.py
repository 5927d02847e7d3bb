"""Text made plain for matching, with the way back to the characters as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DROPPED = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff*`]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
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
    "~": "-",
    "\u2010": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Text without white space and marks of emphasis, in one width.

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
    wide = printed.translate(_WIDE)
    kept: list[str] = []
    places: list[int] = []
    has_gap = False
    for place, character in enumerate(wide):
        if _DROPPED.match(character):
            has_gap = has_gap or character.isspace()
            continue
        if has_gap and kept and kept[-1].isdecimal() and character.isdecimal():
            kept.append(" ")
            places.append(place - 1)
        has_gap = False
        kept.append(_sign(wide, place, character, printed[place]))
        places.append(place)
    return Plain(text="".join(kept), printed=printed, places=tuple(places))


def _sign(wide: str, place: int, character: str, printed: str) -> str:
    """A full-width comma is never taken for a separator inside a number."""
    if character == "," and printed == "," and _is_in_number(wide, place):
        return ","
    return _SIGNS.get(character, character)


def _is_in_number(wide: str, place: int) -> bool:
    before, after = wide[place - 1 : place], wide[place + 1 : place + 2]
    return before.isdecimal() and after.isdecimal()
