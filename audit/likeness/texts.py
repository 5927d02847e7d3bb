"""How alike two narratives are (雷同), once names, numbers and common property are taken out.

A narrative is cut into shingles: runs of eight Han characters. The likeness of two is the exact
Jaccard share of their shingles: those in both, over those in either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from audit.likeness.shared_phrases import SHARED_PHRASES
from audit.passages import TABLE_PARTS, is_of_a_table
from reading.model import PartName, ReportReading

SHINGLE = 8
FEWEST_SHINGLES = 120
"""Below this, what is left of a narrative is too short to be called like another."""

MARK = "\x00"
"""Stands where common property was taken out: no shingle goes over it."""

_TITLE = re.compile(r"《[^《》]{1,120}》")
_NUMERALS = sorted("零一二三四五六七八九十百千万亿两")
# Marks, and all Han characters between the numerals.
_KEPT = re.compile(
    "[\x00"
    + "".join(
        f"{chr(ord(before) + 1)}-{chr(ord(after) - 1)}"
        for before, after in pairwise(("\u33ff", *_NUMERALS, "\ua000"))
    )
    + "]+"
)
# 我局, 本委: how an agency calls itself.
_SELF = re.compile(r"[我本](?:局|委|厅|办公室|办|院|部|镇|乡|街道|区|县|市|州|旗|省|单位|机关)")
# 全市 and 全县, 市委 and 县委: copied text changes the level with the place.
_LEVEL = re.compile(r"[省市县区州旗盟镇乡]|自治[省市县区州旗]")
_PLACE = re.compile(r"[\u3400-\u9fff]{2,7}?(?:特别行政区|自治[区州县旗]|[省市县区州旗盟镇乡]|街道)")
_SHORTEST_NAME = 2


def comparable_text(
    reading: ReportReading, names: Iterable[str] = (), parts: Iterable[PartName] = PartName
) -> str:
    """The narrative of these parts as it is compared: Han characters, and marks between them.

    ``names`` are those of the agency; the name that the report itself gives is taken out too.
    """
    own = (*names, reading.agency) if reading.agency else tuple(names)
    masked = _names_pattern(own)
    return MARK.join(
        folded(masked.sub("", "".join(_sentences(reading, name))))
        for name in parts
        if name in reading.parts
    )


def folded(text: str) -> str:
    """Text without titles, figures, punctuation and common property; levels of places alike."""
    return _SHARED.sub(MARK, _bare(text))


def shingles_of(text: str, common: frozenset[str] = frozenset()) -> set[str]:
    """The shingles of a comparable text, without those that are ``common`` property."""
    found = {
        run[i : i + SHINGLE] for run in text.split(MARK) for i in range(len(run) - SHINGLE + 1)
    }
    return found - common if common else found


def share_of(first: set[str], second: set[str]) -> Decimal:
    """The Jaccard share, from 0 to 1; two without shingles are not alike."""
    both = len(first & second)
    return Decimal(both) / (len(first) + len(second) - both) if both else Decimal(0)


def percent(share: Decimal) -> str:
    """A share for people, cut off so that it never tells more than there is: 87.6%."""
    return f"{int(share * 1000) / Decimal(10):.1f}%"


def _sentences(reading: ReportReading, name: PartName) -> Iterator[str]:
    for sentence in reading.parts[name].sentences:
        if name not in TABLE_PARTS or not is_of_a_table(sentence.text):
            yield sentence.text


def _bare(text: str) -> str:
    text = "".join(_KEPT.findall(_TITLE.sub(MARK, text)))
    return _LEVEL.sub("市", _SELF.sub("", text))


# The longest first, that a phrase within a phrase does not break it.
_SHARED = re.compile(
    "|".join(sorted({_bare(phrase) for phrase in SHARED_PHRASES}, key=len, reverse=True))
)


@lru_cache(maxsize=64)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """The names, the places in them, and what is left of them without their place."""
    pieces: set[str] = set()
    for name in names:
        place = 0
        while found := _PLACE.match(name, place):
            pieces |= {found[0], found[0][:-1]}
            place = found.end()
        pieces |= {name, name[place:]}
    told = sorted((p for p in pieces if len(p) >= _SHORTEST_NAME), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, told)) or r"(?!)")
