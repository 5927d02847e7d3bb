"""Whether a text plainly ends before its end, so that what is not there may not have arrived."""

from __future__ import annotations

from reading.charset import Decoded
from reading.model import Media

# Tags that a page closes when it is whole; sloppy pages may leave others open.
_CLOSED_WHEN_WHOLE = ("html", "body", "table")


def ends_early(decoded: Decoded, media: Media) -> bool:
    """A character cut in two, a tag cut in two, or a page whose outermost tags never close."""
    if decoded.is_cut or media is not Media.HTML:
        return decoded.is_cut
    text = decoded.text.lower()
    if text.rfind("<") > text.rfind(">"):
        return True
    if any(_is_open(text, tag) for tag in _CLOSED_WHEN_WHOLE):
        return True
    # A fragment has no outermost tags; then its blocks must balance.
    return "<html" not in text and _is_open(text, "div")


def _is_open(text: str, tag: str) -> bool:
    opened = text.count(f"<{tag}>") + text.count(f"<{tag} ")
    return opened > text.count(f"</{tag}")
