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


def has_hidden_marks(value: object) -> bool:
    """Whether a text, or a view that holds texts, has something that ``visible`` takes away."""
    if isinstance(value, str):
        return visible(value) != value
    if isinstance(value, tuple):
        return any(map(has_hidden_marks, value))
    # Looked up here and not by ``dataclasses.fields``, which is slow over hundreds of items.
    named = getattr(value, "__dataclass_fields__", ())
    return any(has_hidden_marks(getattr(value, name)) for name in named)
