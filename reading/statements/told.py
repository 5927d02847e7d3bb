"""A sentence made ready for the search for claims: plain text, heading above it, time told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reading.headings import opening_of
from reading.model import Part, PartName, Sentence, Statement, StatementKind, SubHeading
from reading.numbers import Number, numbers_in, numbers_in_plain, value_of
from reading.plain import Plain, plain

LONGEST_QUOTE = 40
LONGEST_SENTENCE = 3000
"""Characters of a sentence that are looked at; a longer one is no sentence of a report."""
GAP = "\0"
"""Stands for what is in brackets, in titles and in quotation marks of titles."""
STOPS = "，；。！？"

_ASIDE = re.compile(r"（[^（）]{0,120}）|《[^《》]{0,120}》|〔[^〔〕]{0,20}〕|【[^【】]{0,60}】")
_OPENS_ASIDE = re.compile(r"[（《〔【]")
_HAN_YEAR = "[零一二三四五六七八九]"
_WHOLE_PERIOD = re.compile(
    r"(?<!\d)1月1日起?[至到\-]{1,2}(?:(?:19|20)\d\d年)?12月31日止?|(?<!\d)1月?[至到\-]{1,2}12月"
)
_TIME = re.compile(
    rf"(?P<compared>(?:比|较|与|同)(?:(?:19|20)\d\d年|去年|上年|上一年))"
    rf"|(?P<year>(?<!\d)(?:19|20)\d\d|二零{_HAN_YEAR}{{2}})(?:年|财年)"
    r"|(?P<this>今年|本年|一年来|报告期)"
    r"|(?P<other>去年|上年(?!度?结转)|上一年(?!度?结转)|前年|往年|历年|以往|同期|次年|明年"
    r"|近[\d一二两三四五六七八九十]{1,2}年|[\d两三四五六七八九十]{1,2}年来|(?<![年月日])以来)"
)
_PART_OF_YEAR = re.compile(r"[上下]半年|季度|(?<!\d)(?:[1-9]|1[0-2])月(?!31日|底|末)|当[日月]")
_WHOLE_YEAR = re.compile(r"全年|本年度|年度|累计")
# A line of its own that is told as a sentence: （二）依申请公开方面。
_HEADING_LINE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^，；。\d]{2,30}[。：]?"
)
_LONGEST_HEADING = 36
# Words with which a sentence speaks on of what the one before it tells.
_SPEAKS_ON = re.compile(r"其中|涉及的|上述|以上|该")
# One of these signs stands in all words of time.
_OF_TIME = re.compile(r"[年月日期往来季]")
_TWO_YEARS = re.compile(r"(?:19|20)\d\d年?度?[、至到和及\-](?:19|20)\d\d年")


@dataclass(slots=True, kw_only=True)
class Told:
    """One sentence, or one heading, of the narrative.

    Nothing changes it; like a cell it is not frozen, since that takes twice the time to make.

    ``text`` is plain with asides blotted out by ``GAP``, every character at its place in
    ``whole``. ``heading`` is the plain text of the heading that it stands under; ``before`` that
    of the sentence before, where this one speaks on of the same (其中, 涉及的).
    """

    part: PartName | None
    at: str
    whole: Plain
    text: str
    numbers: tuple[Number, ...]
    heading: str = ""
    is_heading: bool = False
    before: str = ""

    def quote(self, start: int, end: int) -> str:
        """The words from ``start`` to ``end`` as printed, the last of them where they are many."""
        if start and self.text[start - 1] in "“‘":
            start -= 1
        first, last = self.whole.span(start, end)
        return self.whole.printed[max(first, last - LONGEST_QUOTE) : last].strip()

    def statement(self, kind: StatementKind, start: int, end: int) -> Statement:
        """A claim in the words from ``start`` to ``end``, of which the last are quoted."""
        return Statement(kind=kind, part=self.part, at=self.at, quote=self.quote(start, end))

    def timed(
        self,
        kind: StatementKind,
        start: int,
        end: int,
        *,
        value: int | Decimal | None = None,
        is_approximate: bool = False,
    ) -> Statement | None:
        """The same with the year it speaks of; ``None`` where it is no claim about one year."""
        year, is_whole = year_told(self.text, end)
        if not is_whole:
            return None
        return Statement(
            kind=kind,
            part=self.part,
            at=self.at,
            quote=self.quote(start, end),
            value=value,
            year=year,
            is_approximate=is_approximate,
        )

    def inside(self, start: int, end: int) -> Told:
        """What stands from ``start`` to ``end``, such as an aside, as a sentence at its place."""
        text = self.whole.text[start:end]
        numbers = tuple(
            replace(n, start=n.start + start, end=n.end + start) for n in numbers_in(text)
        )
        around = GAP * start, GAP * (len(self.whole.text) - end)
        return replace(self, text=text.join(around), numbers=numbers)

    def clause_start(self, place: int, stops: str = STOPS) -> int:
        """Where the clause around ``place`` begins."""
        return max([self.text.rfind(stop, 0, place) for stop in stops]) + 1

    def clause_end(self, place: int, stops: str = STOPS) -> int:
        """Where the clause around ``place`` ends, without its stop."""
        found = [at for stop in stops if (at := self.text.find(stop, place)) >= 0]
        return min(found, default=len(self.text))


@dataclass(slots=True)
class _Context:
    """What stands before a sentence: the heading that is told as one, and the sentence itself.

    ``under`` is the heading under which both stand.
    """

    heading: str = ""
    under: str = ""
    before: str = ""

    def told(
        self,
        part: PartName | None,
        at: str,
        printed: str,
        *,
        heading: str = "",
        is_heading: bool = False,
    ) -> Told:
        """The next sentence, or heading, made ready."""
        whole = plain(printed[:LONGEST_SENTENCE])
        words = text = whole.text
        numbers = numbers_in_plain(words)
        if _OPENS_ASIDE.search(words):
            text = _ASIDE.sub(lambda found: GAP * len(found[0]), words)
            numbers = tuple(n for n in numbers if text[n.start] != GAP)
        above, before = self._before(words, text, heading, is_heading=is_heading)
        return Told(
            part=part,
            at=at,
            whole=whole,
            text=text,
            numbers=numbers,
            heading=above,
            is_heading=is_heading,
            before=before,
        )

    def _before(self, words: str, text: str, heading: str, *, is_heading: bool) -> tuple[str, str]:
        """The heading above, and the sentence before where this one speaks on of the same."""
        if len(words) <= _LONGEST_HEADING and _HEADING_LINE.fullmatch(words):
            self.heading, self.under, self.before = words, heading, ""
            return heading, ""
        if heading != self.under:
            self.heading, self.under = "", heading
        is_on = bool(self.before) and _SPEAKS_ON.match(text) is not None
        before = self.before if is_on else ""
        self.before = "" if is_heading else text
        return self.heading or heading, before


def _told_in(part: Part) -> Iterator[Told]:
    """Every sentence of a part in order, each heading before the sentences that it labels.

    A heading is told where it is no sentence itself.
    """
    context = _Context()
    groups = _by_label(part)
    sentences = {opening.lead for s in part.sentences if (opening := opening_of(s.text))}
    for sentence in part.sentences:
        label = sentence.at.rpartition(" ")[0]
        group = groups.get(label, [])
        for heading in group:
            if heading.text not in sentences:
                yield context.told(part.name, heading.at, heading.text, is_heading=True)
            sentences.add(heading.text)
        outer = [heading.text for heading in group if heading.at == label]
        under = plain(outer[0]).text if len(outer) == 1 else ""
        yield context.told(part.name, sentence.at, sentence.text, heading=under)
    for heading in (heading for group in groups.values() for heading in group):
        if heading.text not in sentences:
            yield context.told(part.name, heading.at, heading.text, is_heading=True)


def _by_label(part: Part) -> dict[str, list[SubHeading]]:
    """The numbered headings under the label of the outermost that they stand under."""
    groups: dict[str, list[SubHeading]] = {}
    label = ""
    for heading in part.sub_headings:
        if heading.numeral is not None:
            is_nested = bool(label) and heading.at.startswith(f"{label} ")
            label = label if is_nested else heading.at
            groups.setdefault(label, []).append(heading)
    return groups


def _loose(sentences: tuple[Sentence, ...]) -> Iterator[Told]:
    """Every sentence outside the parts."""
    context = _Context()
    for sentence in sentences:
        yield context.told(None, sentence.at, sentence.text)


def all_told(
    parts: Mapping[PartName, Part],
    preamble: tuple[Sentence, ...],
    trailer: tuple[Sentence, ...],
) -> Iterator[Told]:
    """Every sentence and heading of the document, in order."""
    yield from _loose(preamble)
    for name in PartName:
        if name in parts:
            yield from _told_in(parts[name])
    yield from _loose(trailer)


@lru_cache(maxsize=256)
def year_told(text: str, place: int) -> tuple[int | None, bool]:
    """The year that the words before ``place`` speak of, and whether they speak of a whole year.

    The nearest time named counts; no year named is ``None``. Not a whole year are other years told
    without their number, several years, months and quarters.
    """
    if _OF_TIME.search(text, 0, place) is None:
        return None, True
    before = _WHOLE_PERIOD.sub("", text[:place])
    if _TWO_YEARS.search(before):
        return None, False
    year: int | None = None
    is_whole = True
    since = 0
    for found in _TIME.finditer(before):
        if found["compared"]:
            continue
        since = found.start()
        year = _year(found["year"]) if found["year"] else None
        is_whole = not found["other"]
    rest = before[max(since, before.rfind("；") + 1) :]
    whole_year = list(_WHOLE_YEAR.finditer(rest))
    rest = rest[whole_year[-1].end() :] if whole_year else rest
    return year, is_whole and _PART_OF_YEAR.search(rest) is None


def _year(printed: str) -> int | None:
    value = value_of(printed)
    return value if isinstance(value, int) else None
