"""Text as a person sees it: without what cannot be seen or turns the order of reading."""

from __future__ import annotations

import re

# Control characters but tabs and breaks; marks that change the order in which text is shown
# (Unicode Bidirectional Algorithm, UAX #9); halves of characters (lone surrogates).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """``text`` without control characters, bidi marks and lone surrogates; tabs and breaks stay."""
    return text if text.isprintable() else _UNSEEN.sub("", text)
