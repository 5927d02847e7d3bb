"""What an editor, a chart, a web page or a conversion left in the text, and whose it is.

Only what prints is told. In a form that is read from its own source it is the agency's to see: a
bookmark of a DOCX prints nothing, so its name in the text was typed or pasted there. In plain
text, and where characters were made out from a PDF or a picture, a conversion may have left it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reading.model import Media, Sentence


class Origin(StrEnum):
    """Whose a residue is."""

    THEIRS = "theirs"  # it stands in the document as published
    OURS = "ours"  # our own reading may have made it
    CONVERSION = "conversion"  # an earlier conversion to text may have left it


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """One residue: its words, the kind of trace, the locator of its sentence, and its origin."""

    text: str
    kind: str
    at: str
    origin: Origin


_TAGS = "p|br|div|span|table|tbody|tr|td|th|font|strong|b|i|u|em|a|img|h[1-6]|ul|ol|li|o:p"
_KINDS = (
    ("bookmark", re.compile(r"\[(?i:bookmark):[^\]]{0,60}\]|\b_(?:GoBack|Toc\d{6,}|Hlk\d{4,})\b")),
    (
        "field",
        re.compile(r"错误[!！]\s*未(?:找到引用源|定义书签)|\b(?:PAGEREF|MERGEFORMAT|HYPERLINK)\b"),
    ),
    (
        "chart",
        re.compile(
            r"(?:系列|类别)\s?\d{1,2}(?![\d.]|\s*(?:余|多)?(?:[个项场次期条件篇部种家批]|类(?!别)))"
        ),
    ),
    ("tag", re.compile(rf"(?i:</?(?:{_TAGS})(?:\s[^<>]{{0,400}})?/?>)")),
    ("entity", re.compile(r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|#\d{2,5});")),
    ("markdown", re.compile(r"\*\*|<https?://[^<>\s]{1,200}>|^#{1,6}\s")),
    ("glyph", re.compile(r"\(cid:\d{1,5}\)|\ufffd+|[\ue000-\uf8ff]+")),
    ("mojibake", re.compile(r"锟斤拷|烫烫烫|屯屯屯|(?:[ÃÂâ][\u0080-\u00bf€œ™])+")),
)
# Signs that our own decoding leaves where it cannot tell a character.
_OF_READING = frozenset({"glyph", "mojibake"})
_MADE_OUT = frozenset({Media.PDF, Media.OFD})


def residue_in(sentences: Iterable[Sentence], media: Media) -> Iterator[Residue]:
    """Every residue in the sentences of a document of this form."""
    for sentence in sentences:
        found = [
            (hit.start(), kind, hit[0])
            for kind, form in _KINDS
            for hit in form.finditer(sentence.text)
        ]
        for _, kind, text in sorted(found):
            yield Residue(text=text, kind=kind, at=sentence.at, origin=_origin(kind, media))


def _origin(kind: str, media: Media) -> Origin:
    if media is Media.TEXT:
        return Origin.CONVERSION
    is_ours = (
        media is Media.SCAN
        or (media in _MADE_OUT and kind in _OF_READING)
        or (media is Media.HTML and kind == "glyph")
    )
    return Origin.OURS if is_ours else Origin.THEIRS
