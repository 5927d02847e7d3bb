"""The text outside tables: what every page prints again goes, lines become paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from reading.part_headings import part_of_heading
from reading.pdf.lines import Line

# “- 3 -”, “第 3 页 共 6 页”, “3/6”, “3”
_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014~·•\s]*第?\s*(?P<number>\d{1,3})\s*页?"
    r"(?:\s*[/,，]?\s*共?\s*\d{1,3}\s*页?)?[-\u2013\u2014~·•\s]*"
)
_DIGITS = re.compile(r"\d+")
# “（三）依申请公开情况”, “2.”
_ITEM = re.compile(r"[（(]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)、.\uff0e](?!\d)")
_STOPS = ("。", "；", "！", "？")
_OUTERMOST = 3
_SAME_HEIGHT = 4.0
# Shares of the size of the letters, and of the usual distance of two lines.
_INDENT, _SPARE, _OTHER_SIZE = 1.2, 1.2, 0.12
_FAR, _FAR_EMS = 1.5, 1.7
_LINES_AT_LEAST = 4
_LONG_LINE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The lines of a page, with the bounds of all else on it; ``None`` where it has nothing else.

    Lines above ``top`` or below ``bottom`` may be what every page prints.
    """

    number: int
    lines: tuple[Line, ...]
    top: float | None = None
    bottom: float | None = None


def without_furniture(pages: Sequence[PageText]) -> tuple[PageText, ...]:
    """Without page numbers and the lines that stand in the same place on other pages too."""
    edges = {page.number: (_edge(page, first=True), _edge(page, first=False)) for page in pages}
    again = Counter(
        mark for both in edges.values() for mark in {_mark(line) for edge in both for line in edge}
    )
    offsets = Counter(
        page.number - number
        for page in pages
        for number in {_number(line) for edge in edges[page.number] for line in edge}
        if number is not None
    )
    often = max(2, len(pages) // 2)
    repeated = {mark for mark, count in again.items() if count >= often}

    def is_furniture(page: PageText, line: Line) -> bool:
        number = _number(line)
        if number is not None:
            is_bare = line.text.isdigit()
            offset = page.number - number
            return not is_bare or offset == 0 or offsets[offset] > 1
        return any(mark in repeated for mark in _near_marks(line))

    kept: list[PageText] = []
    for page in pages:
        dropped: set[int] = set()
        for edge in edges[page.number]:
            for line in edge:
                if not is_furniture(page, line):
                    break
                dropped.add(id(line))
        kept.append(replace(page, lines=tuple(li for li in page.lines if id(li) not in dropped)))
    return tuple(kept)


def _edge(page: PageText, *, first: bool) -> list[Line]:
    """The outermost lines on one end of the page, from the outside."""
    if first:
        lines = page.lines[:_OUTERMOST]
        return [li for li in lines if page.top is None or li.y < page.top]
    lines = page.lines[: -_OUTERMOST - 1 : -1]
    return [li for li in lines if page.bottom is None or li.y - li.size > page.bottom]


def _mark(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.y / _SAME_HEIGHT)


def _near_marks(line: Line) -> list[tuple[str, int]]:
    text, height = _mark(line)
    return [(text, height + step) for step in (-1, 0, 1)]


def _number(line: Line) -> int | None:
    found = _PAGE_NUMBER.fullmatch(line.text)
    return int(found.group("number")) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How the running text of a document is set: the page's edges, and the distance of lines."""

    left: float
    right: float
    leading: float


def body_of(lines: Sequence[Line], whole: Body | None = None) -> Body | None:
    """The setting of these lines; ``whole`` serves where they are too few to tell."""
    long = [line for line in lines if len(line.glyphs) >= _LONG_LINE]
    if len(long) < _LINES_AT_LEAST:
        return whole
    steps = [b.y - a.y for a, b in pairwise(lines) if b.y > a.y]
    return Body(
        left=min(line.x0 for line in long),
        right=max(line.x1 for line in long),
        leading=median(steps) if steps else long[0].size * 2,
    )


@dataclass(slots=True)
class _Open:
    """A paragraph that may go on; ``at`` is the place of its first line."""

    text: str
    line: Line
    page: int
    at: tuple[int, float]


def paragraphs_of(
    pages: Sequence[PageText], bodies: Mapping[int, Body | None], breaks: set[tuple[int, float]]
) -> Iterator[tuple[tuple[int, float], str]]:
    """Paragraphs with the page and height at which they begin.

    ``breaks`` are places of tables and pictures: no paragraph runs across one.
    """
    stops = sorted(breaks)
    now: _Open | None = None
    for page in pages:
        body = bodies[page.number]
        for line in page.lines:
            at = (page.number, line.y)
            is_apart = now is None or any(now.at < stop < at for stop in stops)
            if now is not None and not is_apart and _goes_on(now, line, page.number, bodies, body):
                now.text = _with(now.text, line.text)
                now.line, now.page = line, page.number
                continue
            if now is not None:
                yield now.at, now.text
            now = _Open(line.text, line, page.number, at)
    if now is not None:
        yield now.at, now.text


def _goes_on(
    now: _Open, line: Line, page: int, bodies: Mapping[int, Body | None], body: Body | None
) -> bool:
    """Whether a line continues the paragraph above it."""
    before = now.line
    above = bodies[now.page]
    if body is None or above is None:
        return False
    size = max(before.size, line.size)
    if _begins_anew(now, line):
        return False
    if page == now.page and line.y - before.y > max(_FAR * body.leading, _FAR_EMS * size):
        return False
    needs = _first_word(line) + _SPARE * size
    if _indent(line, body) > line.size / 2 and _is_even(line, body) and _is_even(before, above):
        # Lines in the middle, as those of a title.
        is_whole = now.text.endswith(_STOPS)
        return not is_whole and above.right - above.left - (before.x1 - before.x0) <= needs
    return _indent(line, body) <= _INDENT * size and above.right - before.x1 <= needs


def _indent(line: Line, body: Body) -> float:
    return line.x0 - body.left


def _is_even(line: Line, body: Body) -> bool:
    """Whether a line leaves as much room on its left as on its right."""
    return abs(_indent(line, body) - (body.right - line.x1)) < line.size


def _begins_anew(now: _Open, line: Line) -> bool:
    """Whether a line is of another kind than the paragraph above it: a heading, or an item."""
    sizes = now.line.size, line.size
    return (
        max(sizes) - min(sizes) > _OTHER_SIZE * max(sizes)
        or part_of_heading(line.text) is not None
        or part_of_heading(now.text) is not None
        or (_ITEM.match(line.text) is not None and now.text.endswith(_STOPS))
    )


def _first_word(line: Line) -> float:
    """The width of what a line break could not have left on the line above."""
    end = 1
    glyphs = line.glyphs
    while end < len(glyphs) and glyphs[end - 1].text.isascii() and glyphs[end].text.isascii():
        if glyphs[end].x0 - glyphs[end - 1].x1 > glyphs[end].size / 4:
            break
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0


def _with(text: str, more: str) -> str:
    is_two_words = text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii()
    return f"{text} {more}" if is_two_words and more[:1].isalpha() else text + more
