"""What is filled in at release (签发): number and date; the marks of a draft go.

All else of the page stays byte for byte, so that what is released is what was reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

from config.errors import DubanError
from notices.visible import visible
from notices.wording import chinese_date

NUMBER, DAY, TERM = "number", "date", "term"
_NAMES = {NUMBER: "文号", DAY: "日期"}
# Elements that have no end tag (HTML).
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
)


class SlotError(DubanError):
    """The page has not the places that release fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """An element of the page by its places in the text."""

    start: int
    content: int
    content_end: int
    end: int
    slot: str | None
    is_draft: bool


def has_term(page: str) -> bool:
    """Whether the page has a place for the term of the reply, to be counted from its release."""
    return any(element.slot == TERM and not element.is_draft for element in _Elements(page).found)


def issued(page: str, *, number: str | None, day: date, term: str | None = None) -> str:
    """``page`` as it is released under ``number`` on ``day``.

    A document without a number loses the line that was kept for it. ``term`` is until when a reply
    is asked, as in 请于…报送; without one the page keeps what it says.

    Raises:
        SlotError: the page has no place for the number or the date, or more than one.
    """
    elements = _Elements(page).found
    drafts = [element for element in elements if element.is_draft]
    kept = [e for e in elements if e.slot and not any(d.start <= e.start < d.end for d in drafts)]
    changes: list[tuple[int, int, str]] = []
    if term is not None:
        changes += [(e.content, e.content_end, escape(term)) for e in kept if e.slot == TERM]
    for slot in (NUMBER, DAY):
        places = [element for element in kept if element.slot == slot]
        if not places and slot == NUMBER and number is None:
            continue
        if len(places) != 1:
            raise SlotError(
                f"文书中填写{_NAMES[slot]}的位置应有一处，实有{len(places)}处，不能签发；"
                "请检查模板后重新起草"
            )
        place = places[0]
        if slot == DAY:
            changes.append((place.content, place.content_end, chinese_date(day)))
        elif number is None:
            changes.append((place.start, place.end, ""))
        else:
            changes.append((place.content, place.content_end, escape(visible(number))))
    # What is filled in comes before a mark of a draft that is all its place held.
    changes += [(draft.start, draft.end, "") for draft in drafts]
    return _changed(page, changes)


def _changed(page: str, changes: list[tuple[int, int, str]]) -> str:
    """``page`` with each span replaced; a span within another goes with it."""
    parts, at = [], 0
    for start, end, text in sorted(changes, key=lambda change: (change[0], -change[1])):
        if start >= at:
            parts += [page[at:start], text]
            at = end
    return "".join((*parts, page[at:]))


class _Elements(HTMLParser):
    """Finds the elements that release changes, without touching the text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[_Element] = []
        self._open: list[tuple[str, int, int, str | None, bool]] = []
        self._page = page
        lengths = (len(line) + 1 for line in page.split("\n"))
        self._lines = [0, *accumulate(lengths)]
        self.feed(page)
        self.close()
        if any(is_draft or slot for *_, slot, is_draft in self._open):
            raise SlotError(
                "文书中填写文号、日期的位置没有结束标记，不能签发；请检查模板后重新起草"
            )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in _VOID:
            return
        given = dict(attrs)
        start = self._place()
        end = start + len(self.get_starttag_text() or "")
        self._open.append((tag, start, end, given.get("data-slot"), "data-draft" in given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<rect/>`` holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those in it that have no end of their own."""
        if not any(opened[0] == tag for opened in self._open):
            return
        while True:
            name, start, content, slot, is_draft = self._open.pop()
            if name == tag:
                break
        if slot or is_draft:
            at = self._place()
            element = _Element(
                start=start,
                content=content,
                content_end=at,
                end=self._page.index(">", at) + 1,
                slot=slot,
                is_draft=is_draft,
            )
            self.found.append(element)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
