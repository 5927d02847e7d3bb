"""Figures outside ruling lines: parted where their ink is, and read twice as those in cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from reading.scan.doubts import Look, doubt_of
from reading.scan.engine import recognised
from reading.scan.vision import Box, Picture, count, cut, cut_with_margin, pieces, softened

_FIGURES = re.compile(r"[\d.,□]+(?:\s+[\d.,□]+)*")
_SMALLEST_PIECE = 6
_COLOURED_PIXELS = 25
_APART = 0.45  # of the height of the ink: digits of one number stand closer
_FIGURES_AT_LEAST = 7  # as many as a row of table three has
# Of the height of a line: a lost sign, and how near its strokes lie.
_LEAST, _MOST, _PART = 0.4, 1.1, 0.12
_AROUND = 3
_MARGIN, _SECOND_MARGIN = 0.25, 0.35  # of the height of the ink
_PAGE_MARGIN = 0.1  # of the height of a page, where its number stands
Found = tuple[Box, str]
"""Print as detected, and its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A straight page without ruling lines, as the steps look at it."""

    clean: Picture
    ink: Picture
    raw: Picture
    seal: Picture
    paper: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    box: Box
    pieces: tuple[Box, ...]


def lost_words(found: Sequence[Found], paper: Paper) -> list[Box]:
    """Lone signs that the detector passed over, on a page where figures stand in no table.

    Only black ones as large as print count, and only on the lines of what was found.
    """
    if sum(_is_figures(one, found, paper) for one in found) < _FIGURES_AT_LEAST:
        return []
    boxes = [box for box, _ in found]
    usual = median(box.height for box in boxes)
    lost: list[Box] = []
    for piece in sorted(_pieces_in(paper.ink, _whole(paper)), key=lambda p: (p.left, p.top)):
        if any(_meet(piece, box) for box in boxes):
            continue
        if lost and _meet(piece.grown(round(usual * _PART)), lost[-1]):
            lost[-1] = lost[-1].joined(piece)
        else:
            lost.append(piece)
    return [
        box.grown(_AROUND).within(_whole(paper))
        for box in lost
        if usual * _LEAST <= max(box.width, box.height) <= usual * _MOST
        and any(box.top < other.bottom and other.top < box.bottom for other in boxes)
        and count(paper.seal, box) < _COLOURED_PIXELS
    ]


def _whole(paper: Paper) -> Box:
    high, wide = paper.ink.shape[:2]
    return Box(left=0, top=0, right=wide, bottom=high)


def _meet(one: Box, other: Box) -> bool:
    both = one.within(other)
    return both.width > 0 and both.height > 0


def apart(found: Found, paper: Paper) -> list[Found]:
    """Words of one box that stand apart, each in its place, where ink and text agree on them."""
    box, text = found
    tokens = text.split()
    if len(tokens) == 1:
        return [found]
    words = [word.box for word in _words(box, paper)]
    return list(zip(words, tokens, strict=True)) if len(words) == len(tokens) else [found]


def read_twice(found: Sequence[Found], paper: Paper) -> list[Found]:
    """What is figures alone, number by number; one that is not sure stands as □."""
    kept = [one for one in found if not _is_figures(one, found, paper)]
    words = [w for one in found if _is_figures(one, found, paper) for w in _words(one[0], paper)]
    crops = [crop for word in words for crop in _crops(word, paper)]
    prints = iter(recognised(crops))
    for word in words:
        first, second = next(prints), next(prints)
        look = Look(
            text=first.text,
            prints=(first,),
            second=second,
            line=word.box,
            pieces=word.pieces,
            raw=tuple(_pieces_in(paper.raw, word.box)),
            has_seal=count(paper.seal, word.box) >= _COLOURED_PIXELS,
            has_sure_edges=True,
            is_crossed=False,
        )
        text = first.text if doubt_of(look) is None else "□" * max(len(first.text), 1)
        kept.append((word.box, text))
    return kept


def _is_figures(one: Found, found: Sequence[Found], paper: Paper) -> bool:
    """Whether print is figures and no page number, which stands alone on the margin."""
    box, text = one
    if not _FIGURES.fullmatch(text):
        return False
    high = paper.ink.shape[0]
    is_on_margin = box.bottom < high * _PAGE_MARGIN or box.top > high * (1 - _PAGE_MARGIN)
    beside = [other for other, _ in found if other.top < box.bottom and box.top < other.bottom]
    return not is_on_margin or len(beside) > 1


def _words(box: Box, paper: Paper) -> Iterator[_Word]:
    """The numbers in a box, parted by white; a box without ink is one number that is not seen."""
    found = sorted(_pieces_in(paper.ink, box), key=lambda piece: piece.left)
    if not found:
        yield _Word(box=box, pieces=())
        return
    high = max(piece.height for piece in found)
    group = found[:1]
    for piece in found[1:]:
        if piece.left - max(one.right for one in group) > high * _APART:
            yield _word(group)
            group = []
        group.append(piece)
    yield _word(group)


def _word(group: Sequence[Box]) -> _Word:
    whole = group[0]
    for piece in group:
        whole = whole.joined(piece)
    return _Word(box=whole, pieces=tuple(group))


def _pieces_in(ink: Picture, part: Box) -> list[Box]:
    return [piece.moved(part.left, part.top) for piece in pieces(cut(ink, part), _SMALLEST_PIECE)]


def _crops(word: _Word, paper: Paper) -> Iterator[Picture]:
    """Two looks at a number; the white around it is bare paper, whatever stands beside it."""
    for share in (_MARGIN, _SECOND_MARGIN):
        margin = max(round(word.box.height * share), 1)
        limit = word.box.grown(min(margin, 3))
        crop = cut_with_margin(paper.clean, word.box, margin, limit, paper.paper)
        yield crop if share == _MARGIN else softened(crop)
