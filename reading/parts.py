"""The six parts of a report: where each begins and ends, and what stands before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reading.blocks import Block, Gap, Grid, Layout, Paragraph
from reading.grid_pieces import pieces_of
from reading.labels import is_label
from reading.model import PartName
from reading.part_headings import Heading, heading_of, likely_heading

# What a chart leaves in text: 不同方式主动公开政务信息统计 / 类别 1 / 系列 3
_CHART = re.compile(r"(?:类别|系列)\s*\d")
_SENTENCE = re.compile(r"[。；！？，,;]")
_LONGEST_CHART_TITLE = 40
_LABELS_AT_LEAST = 2
_CONTENTS_AT_LEAST = 3
_SURE_AT_LEAST, _ALL_AT_LEAST = 2, 4
# A table that ran together into its paragraph: 第二十条第（一）项信息内容本年制发件数…
_TABLE_TEXT = re.compile(
    r"\s*(?:第二十条\s*第\s*[（(]一[）)]\s*项\s*信息内容|[（(]?本列数据的?勾稽关系|申请人情况\s*自然人"
    r"|行政复议\s*行政诉讼\s*结果\s*维持).*",
    re.DOTALL,
)
_TABLE_WORDS = ("信息内容", "勾稽关系", "自然人", "维持")  # one of them is in each such table
_ATTACHMENT = re.compile(r"^附件\s*\d*\s*[:：.、]|^附件\s*\d*$")


_Hit = tuple[int, Heading, bool]
"""The place of a heading among the blocks; whether a word processor prints its numeral."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part: its heading, and the places of the blocks that follow it, heading left out."""

    heading: Heading
    is_auto_numbered: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The blocks of a document sorted into parts."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    trailer_at: int

    def section(self, name: PartName) -> Section | None:
        """The part with this name, if it has a heading."""
        return next((s for s in self.sections if s.heading.name is name), None)

    @property
    def preamble(self) -> tuple[str, ...]:
        """The paragraphs before the first part."""
        end = self.sections[0].start - 1 if self.sections else self.trailer_at
        return _texts(self.blocks[:end])

    @property
    def trailer(self) -> tuple[str, ...]:
        """What a chart left after the last part."""
        return _texts(self.blocks[self.trailer_at :], with_grids=True)

    def paragraphs(self, section: Section) -> tuple[str, ...]:
        """The narrative of a part, without tables."""
        rest = (section.heading.rest,) if section.heading.rest else ()
        texts = map(_without_table, _texts(self.blocks[section.start : section.end]))
        return (*rest, *(text for text in texts if text and not _ATTACHMENT.match(text)))

    def has_gap(self, name: PartName) -> bool:
        """Whether a picture, object or attachment stands in the part, or anywhere if unknown."""
        section = self.section(name)
        inside = self.blocks[section.start : section.end] if section else self.blocks
        return any(isinstance(block, Gap) for block in inside)

    def has_text_after(self, place: int) -> bool:
        """Whether the report goes on after a block, so that what is missing there is missing."""
        return any(section.start > place for section in self.sections)


def outline_of(blocks: Sequence[Block]) -> Outline:
    """Sort blocks into parts; a grid that holds several tables or headings is taken apart."""
    blocks = tuple(
        piece
        for block in blocks
        for piece in (pieces_of(block) if isinstance(block, Grid) else (block,))
    )
    found = [
        (place, heading, block.is_auto_numbered)
        for place, block in enumerate(blocks)
        if isinstance(block, Paragraph) and (heading := heading_of(block.text)) is not None
    ]
    first: dict[PartName, _Hit] = {}
    for hit in without_contents(found, blocks):
        first.setdefault(hit[1].name, hit)
    return _outline(blocks, first.values())


def with_likely_headings(outline: Outline) -> Outline:
    """With parts whose headings are worded otherwise than in the format: 二、主动公开工作情况.

    For a report that is to follow the format; an older one has parts of its own.
    """
    if len(outline.sections) == len(PartName):
        return outline
    first = {s.heading.name: (s.start - 1, s.heading, s.is_auto_numbered) for s in outline.sections}
    both = _with_likely(first, outline.blocks)
    return _outline(outline.blocks, both.values()) if len(both) > len(first) else outline


def _outline(blocks: tuple[Block, ...], hits: Iterable[_Hit]) -> Outline:
    ordered = sorted(hits, key=lambda hit: hit[0])
    trailer_at = _trailer(blocks, ordered[-1][0] + 1 if ordered else 0)
    ends = [hit[0] for hit in ordered[1:]] + [trailer_at]
    return Outline(
        blocks=blocks,
        sections=tuple(
            Section(heading=heading, is_auto_numbered=auto, start=place + 1, end=end)
            for (place, heading, auto), end in zip(ordered, ends, strict=False)
        ),
        trailer_at=trailer_at,
    )


def _with_likely(
    first: Mapping[PartName, _Hit], blocks: Sequence[Block]
) -> Mapping[PartName, _Hit]:
    """With headings worded otherwise, for parts without one, where only one line can be it.

    It stands between the headings of the parts around its own. A few such lines alone are as
    likely the headings of another document.
    """
    hits: dict[PartName, list[_Hit]] = {}
    for place, block in enumerate(blocks):
        heading = likely_heading(block.text) if isinstance(block, Paragraph) else None
        if heading is not None and heading.name not in first:
            hits.setdefault(heading.name, []).append((place, heading, False))
    only = {name: found[0] for name, found in hits.items() if len(found) == 1}
    both = {**first, **only}
    fitting = {
        name: hit
        for name, hit in only.items()
        if all(
            (other.number < name.number) == (at < hit[0])
            for other, (at, _, _) in both.items()
            if other is not name
        )
    }
    if len(first) < _SURE_AT_LEAST and len(first) + len(fitting) < _ALL_AT_LEAST:
        return first
    return {**first, **fitting}


def without_contents(found: list[_Hit], blocks: Sequence[Block]) -> list[_Hit]:
    """Drop a table of contents: headings one after another that all come again later."""
    names: set[PartName] = set()
    above = None
    for place, heading, _ in found:
        between = blocks[above + 1 : place] if above is not None else blocks[:0]
        if heading.name in names or any(not isinstance(block, Gap) for block in between):
            break
        names.add(heading.name)
        above = place
    rest = found[len(names) :]
    is_contents = len(names) >= _CONTENTS_AT_LEAST and names <= {h.name for _, h, _ in rest}
    return rest if is_contents else found


def _trailer(blocks: Sequence[Block], start: int) -> int:
    """The place from which on only the remains of charts stand, or the end."""
    for place in range(start, len(blocks)):
        if _is_chart(blocks[place]):
            above = blocks[place - 1] if place > start else None
            if (
                isinstance(above, Paragraph)
                and len(above.text) <= _LONGEST_CHART_TITLE
                and not _SENTENCE.search(above.text)
            ):
                return place - 1
            return place
    return len(blocks)


def _is_chart(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return _CHART.search(block.text) is not None and not _SENTENCE.search(block.text)
    return (
        isinstance(block, Grid)
        and block.layout is not Layout.SPANNED
        and any(_CHART.search(cell.text) for cell in block.cells())
        and sum(is_label(cell.text) for cell in block.cells()) < _LABELS_AT_LEAST
    )


def _without_table(text: str) -> str:
    """Without a table that ran together into it; most texts hold none of its words."""
    return _TABLE_TEXT.sub("", text) if any(word in text for word in _TABLE_WORDS) else text


def _texts(blocks: Sequence[Block], *, with_grids: bool = False) -> tuple[str, ...]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, Grid) and with_grids:
            texts.extend(
                "\t".join(cell.text for cell in block.own_cells(row))
                for row in range(len(block.slots))
            )
    return tuple(texts)
