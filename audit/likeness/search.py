"""Which of many narratives are alike: candidates by MinHash and LSH, confirmed by the exact share.

The cost of a narrative does not grow with how many there are: it is sketched once, looked up in
buckets, and compared with no more than a few others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from math import ceil, log, log1p, sqrt

import rensa

from audit.likeness.texts import FEWEST_SHINGLES, share_of, shingles_of

_SEED = 20190514
_MOST_HASHES, _MOST_ROWS = 900, 8
# A pair that is as alike as asked for is missed by the buckets less often than this.
_MISSED = 0.001
# The share told by sketches strays; a candidate further off than this many deviations is left.
_DEVIATIONS = 4
_BATCH = 500
_KEPT_SETS = 2000

_SAMPLE = 500
_COMMON_SHARE = 0.2
_COMMON_AGENCIES = 10

# Of a thousand texts in one bucket any are worth telling; no one reads them all.
_LOOKED_AT = 1000
_COMPARED = 40
_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """One report's comparable text. Those of one agency are not compared with each other.

    Two with one and the same ``title`` are one document that was collected at two places.
    """

    agency: str
    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """Another narrative by its place in the sequence, and the exact share (0 … 1)."""

    index: int
    share: Decimal


def common_shingles(narratives: Sequence[Narrative]) -> frozenset[str]:
    """What more than a fifth of the agencies write, and ten at least: common property.

    Beyond some hundred agencies an even sample of them speaks for all.
    """
    each = {narrative.agency: narrative.text for narrative in reversed(narratives)}
    texts = list(each.values())
    step = max(len(texts) // _SAMPLE, 1)
    sample = texts[::step]
    counts = Counter(shingle for text in sample for shingle in shingles_of(text))
    most = max(_COMMON_AGENCIES, _COMMON_SHARE * len(sample))
    return frozenset(shingle for shingle, count in counts.items() if count > most)


def likes_of(narratives: Sequence[Narrative], above: Decimal) -> tuple[tuple[Like, ...], ...]:
    """For each narrative the others of other agencies that are alike ``above`` this share.

    The most alike come first, and no more than ten are told. One that is too short to be compared
    has none.
    """
    groups: dict[str, list[int]] = {}
    for place, narrative in enumerate(narratives):
        groups.setdefault(narrative.text, []).append(place)
    found: list[tuple[Like, ...]] = [()] * len(narratives)
    for text, alike in _texts_alike(tuple(groups), common_shingles(narratives), above):
        for place in groups[text]:
            others = (
                Like(index=other, share=share)
                for other_text, share in alike
                for other in groups[other_text]
                if share > above and not _is_same_source(narratives[place], narratives[other])
            )
            found[place] = tuple(islice(others, _TOLD))
    return tuple(found)


def bands_for(share: float) -> tuple[int, int]:
    """How many bands of how many rows: the steepest that let pairs of this share meet.

    More rows keep apart what is little alike, but need more bands to bring together what is alike.
    """
    share = min(max(share, _MISSED), 1 - _MISSED)
    for rows in range(_MOST_ROWS, 1, -1):
        bands = ceil(log(_MISSED) / log1p(-(share**rows)))
        if bands * rows <= _MOST_HASHES:
            return bands, rows
    return _MOST_HASHES, 1


def _texts_alike(
    texts: Sequence[str], common: frozenset[str], above: Decimal
) -> Iterator[tuple[str, list[tuple[str, Decimal]]]]:
    """Each text that is long enough with those alike, itself first, then the most alike."""
    bands, rows = bands_for(float(above))
    sketches = dict(_sketched(texts, common, bands * rows))
    index = rensa.RMinHashLSH(threshold=float(above), num_perm=bands * rows, num_bands=bands)
    index.insert_pairs(list(sketches.items()))
    least = float(above) - _DEVIATIONS * sqrt(float(above * (1 - above)) / (bands * rows))

    @lru_cache(maxsize=_KEPT_SETS)
    def shingles(place: int) -> set[str]:
        return shingles_of(texts[place], common)

    for place, sketch in sketches.items():
        met = [other for other in dict.fromkeys(index.query(sketch)) if other != place]
        met = met[:: len(met) // _LOOKED_AT + 1]
        near = sorted(((sketch.jaccard(sketches[o]), -o) for o in met), reverse=True)
        close = [-other for estimate, other in near[:_COMPARED] if estimate >= least]
        shares = [(share_of(shingles(place), shingles(other)), -other) for other in close]
        alike = sorted((one for one in shares if one[0] > above), reverse=True)
        yield texts[place], [(texts[place], Decimal(1)), *((texts[-o], s) for s, o in alike)]


def _sketched(
    texts: Sequence[str], common: frozenset[str], hashes: int
) -> Iterator[tuple[int, rensa.RMinHash]]:
    """The sketch of each text that is long enough, by its place."""
    places = iter(range(len(texts)))
    while batch := list(islice(places, _BATCH)):
        sets = [(place, shingles_of(texts[place], common)) for place in batch]
        sets = [(place, found) for place, found in sets if len(found) >= FEWEST_SHINGLES]
        made = rensa.RMinHash.from_token_sets([f for _, f in sets], num_perm=hashes, seed=_SEED)
        yield from zip((place for place, _ in sets), made, strict=True)


def _is_same_source(first: Narrative, second: Narrative) -> bool:
    if first.agency == second.agency:
        return True
    return first.title is not None and first.title == second.title
