"""A part's narrative: sentences and headings inside it, each with its locator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reading.headings import Levels, Opening, is_title, lead_ends, opening_of, unnumbered_opening
from reading.model import Part, PartName, Sentence, SubHeading
from reading.sentences import sentences_of

_PART_NUMERAL = re.compile(r"[\s#*]*([一二三四五六七八九十]{1,3}\s*[、.．，,]?)")  # noqa: RUF001
_BARE_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}")
# 五、政府信息公开复议、诉讼情况
_OWN_HEADING = re.compile(
    r"[\s#*]*(?P<text>[一二三四五六七八九十]{1,3}\s*[、.\uff0e](?P<words>.+?))[\s*]*"
)
_STOP = re.compile(r"[。；！？：:]")


@dataclass(slots=True)
class _Walk:
    """Where we stand in the part while its lines are read."""

    label: str
    outer: str = ""
    # By label: a numeral that stands twice counts on, so that no two sentences share a locator.
    counts: dict[str, int] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    headings: list[SubHeading] = field(default_factory=list)

    def enter(self, heading: str) -> None:
        """A heading of the report's own, outside the format, which stays a sentence."""
        self.label, self.outer = _place_of(heading), ""
        self.sentences.append(Sentence(text=heading, at=f"{self.label} 标题"))

    def add_text(self, text: str) -> None:
        first = self.counts.get(self._here, 0) + 1
        found = sentences_of(self._here, text, first=first)
        self.counts[self._here] = first - 1 + len(found)
        self.sentences += found

    @property
    def _here(self) -> str:
        return f"{self.label} {self.outer}".strip()

    def open(self, opening: Opening, depth: int, line: str) -> None:
        """A numbered heading; its lead is a sentence too unless it is a title."""
        numeral = opening.numeral or ""
        if depth == 0:
            self.outer = numeral
        at = self._here if depth == 0 else f"{self._here} {numeral}"
        self.headings.append(SubHeading(numeral=opening.numeral, text=opening.lead, at=at))
        self.add_text(opening.rest if opening.is_title else line)

    def open_unnumbered(self, opening: Opening, line: str) -> None:
        """A heading without a numeral; it has no label of its own, so it stays a sentence."""
        self.outer = ""
        at = f"{self._here} 第{self.counts.get(self._here, 0) + 1}句"
        self.headings.append(SubHeading(numeral=None, text=opening.lead, at=at))
        self.add_text(line)


def part(
    name: PartName,
    heading: str,
    paragraphs: Sequence[str],
    *,
    numeral: str | None = None,
    is_auto_numbered: bool = False,
    has_own_parts: bool = False,
) -> Part:
    """A part from its heading as printed and its paragraphs without tables.

    ``numeral`` is the numeral of the heading as printed; where it is not given, it is taken from
    the start of the heading. Sentences are counted inside the outermost numbered heading that they
    stand under, else inside the part. ``has_own_parts``: the report is older than the format, and
    its own headings say where a sentence stands.
    """
    walk = _Walk(label=_place_of(heading) if has_own_parts else name.label)
    _take(walk, paragraphs, has_own_parts=has_own_parts)
    return Part(
        name=name,
        heading=heading,
        numeral=numeral if numeral is not None else _numeral_of(heading),
        text="\n".join(paragraphs),
        sentences=tuple(walk.sentences),
        sub_headings=tuple(walk.headings),
        is_auto_numbered=is_auto_numbered,
    )


def _take(walk: _Walk, paragraphs: Sequence[str], *, has_own_parts: bool) -> None:
    levels = Levels()
    lines = [line.strip() for line in _lines(paragraphs)]
    openings = [opening_of(line) for line in lines]
    numbered = [opening for opening in openings if opening is not None]
    ends = lead_ends(numbered)
    for line, opening in zip(lines, openings, strict=True):
        own = own_heading(line) if has_own_parts else None
        if own is not None:
            walk.enter(own)
            levels = Levels()
            continue
        if opening is not None:
            walk.open(opening, levels.depth(opening), line)
            continue
        unnumbered = unnumbered_opening(line, ends) if numbered else None
        if unnumbered is not None:
            walk.open_unnumbered(unnumbered, line)
        else:
            walk.add_text(line)


def loose_sentences(paragraphs: Sequence[str], *, label: str) -> tuple[Sentence, ...]:
    """Sentences outside the parts, e.g. ``正文前 第1句``."""
    return sentences_of(label, "\n".join(paragraphs))


def own_sentences(paragraphs: Sequence[str], *, label: str) -> tuple[Sentence, ...]:
    """Sentences outside the parts of a report that is older than the format.

    Its own headings say where they stand; those before the first stand under ``label``.
    """
    walk = _Walk(label=label)
    _take(walk, paragraphs, has_own_parts=True)
    return tuple(walk.sentences)


def own_heading(line: str) -> str | None:
    """A numbered heading as printed, whatever its words; ``None`` where the line is none."""
    found = _OWN_HEADING.fullmatch(line)
    if found is None or _STOP.search(line) or not is_title(found["words"]):
        return None
    return found["text"].strip()


def _place_of(heading: str) -> str:
    """A heading as a place for people: “四、行政复议情况”."""
    return f"“{heading.replace('“', '‘').replace('”', '’')}”"


def _lines(paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from (line for line in paragraph.splitlines() if line.strip())


def _numeral_of(heading: str) -> str | None:
    """一 of 一、总体情况; 一般事项 begins with no numeral."""
    found = _PART_NUMERAL.match(heading)
    if found is None or not _BARE_NUMERAL.sub("", found[1]).strip():
        return None
    return found[1].strip()
