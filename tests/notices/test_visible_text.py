"""Which characters are taken out of text before people see it."""

from __future__ import annotations

import unicodedata

from notices.visible import visible

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_controls_bidi_marks_and_half_characters_alone_are_taken_out() -> None:
    every = "".join(map(chr, range(0x110000)))
    kept = [
        c
        for c in every
        if c in "\n\t" or (c not in BIDI and unicodedata.category(c) not in ("Cc", "Cs"))
    ]
    assert visible(every) == "".join(kept)
    assert [c for c in every if visible(c) not in (c, "")] == []
    assert "".join(map(visible, every)) == "".join(kept)


def test_what_is_clean_is_given_back() -> None:
    text = "表三　第3行：“5”\n\t年報𠀀"
    assert visible(text) == text
