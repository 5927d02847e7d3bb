"""Whether a text plainly ends before its end, so that what is not there may not have arrived."""

from __future__ import annotations

from reading.charset import Decoded
from reading.model import Media

# Tags that a page closes when it is whole; sloppy pages may leave others open.
_CLOSED_WHEN_WHOLE = (b"html", b"body", b"table")


def ends_early(decoded: Decoded, media: Media) -> bool:
    """A character cut in two, a tag cut in two, or a page whose outermost tags never close."""
    if decoded.is_cut or media is not Media.HTML:
        return decoded.is_cut
    text = decoded.text.encode("utf-8", "replace").lower()  # bytes are searched far quicker
    if text.rfind(b"<") > text.rfind(b">"):
        return True
    if any(_is_open(text, tag) for tag in _CLOSED_WHEN_WHOLE):
        return True
    # A fragment has no outermost tags; then its blocks must balance.
    return b"<html" not in text and _is_open(text, b"div")


def _is_open(text: bytes, tag: bytes) -> bool:
    begun = text.count(b"<%b" % tag)  # and tags with a longer name
    if not begun or (begun == 1 and text.rfind(b"</%b" % tag) >= 0):
        return False
    closed = text.count(b"</%b" % tag)
    return begun > closed < text.count(b"<%b>" % tag) + text.count(b"<%b " % tag)
