"""Reads the list of a column page after page, until it is proven whole or cannot go on."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import CaptureRole, ListSeen, VisitClass
from spiders.access import Access, Answer
from spiders.errors import Halted
from spiders.families.catalogue import families_for, family_named
from spiders.families.model import Family, Fetch, ListLink, ListPage, distinct_links, is_complete
from spiders.families.static_list import is_certain_list, list_links
from spiders.fingerprints import entries_sha256, opening_sha256
from spiders.markup import parse
from spiders.titles import is_agency_report_title

# As many pages in a row without a new entry mean that the paging goes nowhere.
_STALE_PAGES = 2
# Before the first entry come steps: a script, a tree, page 0 of an interface that counts from 1.
_STEPS = 6
# Where a request of these is refused, the family's other way is tried: an interface that wants the
# session of its page, or that robots.txt forbids.
_REFUSED = frozenset(
    {VisitClass.BLOCKED_FORBIDDEN, VisitClass.ROBOTS_DISALLOW, VisitClass.HTTP_5XX}
    | {VisitClass.MOVED, VisitClass.SOFT_404}
)
# Where a following page leads out of bounds, the list is what suffers, not the portal.
_BROKEN_PAGING = frozenset({VisitClass.MOVED, VisitClass.OFF_DOMAIN_LINK, VisitClass.SOFT_404})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """What was read of a list.

    ``trouble`` is why it is not whole, ``None`` where it is: then what is not in it is not there.
    ``is_unchanged`` tells that it is the list that a former visit read, as far as had to be read to
    know that. ``is_rendered`` tells that a part of it was shown by the browser.
    """

    family: Family
    pages: tuple[ListPage, ...]
    trouble: Halted | None = None
    is_unchanged: bool = False
    is_rendered: bool = False

    @property
    def links(self) -> tuple[ListLink, ...]:
        """Every entry once."""
        return distinct_links(self.pages)

    @property
    def declared(self) -> int | None:
        """The total the site states, the last one it stated."""
        totals = (page.declared_total for page in reversed(self.pages))
        return next((total for total in totals if total is not None), None)


async def read_list(
    access: Access, column: Answer, pinned: str | None, known: ListSeen | None = None
) -> ListReading:
    """The list of ``column``, by the family of the registry, else by the one that knows the page.

    Where a former visit read it, reading ends as soon as it is ``known`` to be unchanged.

    Raises:
        Halted: no family can make out a list there.
    """
    for family in _families(column, known.family if known else pinned):
        first = family.first(column.page)
        if first.is_valid:
            return await _follow(access, column, family, first, known)
    raise Halted(VisitClass.LAYOUT_CHANGED, f"栏目页中没有识别出列表：{column.page.url}")


def _families(column: Answer, pinned: str | None) -> tuple[Family, ...]:
    named = family_named(pinned) if pinned else None
    known = families_for(column.page)
    return known if named is None else (named, *(f for f in known if f is not named))


async def _follow(
    access: Access, column: Answer, family: Family, first: ListPage, known: ListSeen | None
) -> ListReading:
    is_rendered = column.capture.is_resource
    pages, waiting = [first], list(first.next)
    seen = set(first.addresses)
    asked: set[Fetch] = set()
    stale = 0
    trouble: Halted | None = None
    while waiting and stale < (_STALE_PAGES if seen else _STEPS):
        if known is not None and _has_known_opening(known, pages):
            return ListReading(family=family, pages=tuple(pages), is_unchanged=True)
        fetch = waiting.pop(0)
        if fetch in asked:
            continue
        asked.add(fetch)
        try:
            answer = await _ask(access, column, fetch)
            page = family.more(fetch, answer.page, frozenset(seen))
        except Halted as halted:
            if fetch.instead is not None and halted.visit_class in _REFUSED:
                waiting.append(fetch.instead)
                continue
            is_told = not fetch.is_guess or halted.visit_class is VisitClass.BUDGET_EXHAUSTED
            trouble = halted if is_told else None  # what we made up, no portal failed to give
            break
        is_rendered = is_rendered or answer.capture.is_resource
        pages.append(page)
        new = page.addresses - seen
        seen |= new
        stale = 0 if new or not page.is_valid else stale + 1
        waiting.extend(page.next)
    if trouble is None and not is_complete(pages):
        trouble = _incomplete(pages, len(seen), is_stalled=stale >= _STALE_PAGES)
    if trouble is None and _is_guess(column, pages):
        trouble = Halted(
            VisitClass.INCOMPLETE_LIST, "页面上有几个列表，都没有年报，无法确认哪一个是年报栏目的"
        )
    if trouble is not None and trouble.visit_class in _BROKEN_PAGING:
        trouble = Halted(VisitClass.INCOMPLETE_LIST, f"列表翻页中断：{trouble.reason}")
    links = distinct_links(pages)
    is_same = known is not None and entries_sha256(links) == known.entries_sha256
    return ListReading(
        family=family,
        pages=tuple(pages),
        trouble=trouble,
        is_unchanged=is_same and trouble is None,
        is_rendered=is_rendered,
    )


def _is_guess(column: Answer, pages: list[ListPage]) -> bool:
    """Whether it is a guess that these entries are the column's: another list stands beside them.

    Where one of them is a report, or the site states how many there are, it is no guess.
    """
    first = next((page for page in pages if page.links), None)
    is_stated = any(page.declared_total is not None for page in pages)
    has_report = any(is_agency_report_title(e.title) for e in distinct_links(pages))
    if first is None or is_stated or has_report:
        return False
    is_by_structure = first.links == list_links(parse(column.page))
    return is_by_structure and not is_certain_list(column.page)


def _has_known_opening(known: ListSeen, pages: list[ListPage]) -> bool:
    return known.opening_sha256 is not None and opening_sha256(pages) == known.opening_sha256


async def _ask(access: Access, column: Answer, fetch: Fetch) -> Answer:
    if fetch.needs_render and fetch.url == column.page.url:
        return await access.render(fetch, column)  # its wire bytes are there already
    return await access.get(fetch, CaptureRole.LIST)


def _incomplete(pages: list[ListPage], listed: int, *, is_stalled: bool) -> Halted:
    if not any(page.is_valid and page.links for page in pages):
        return Halted(VisitClass.LAYOUT_CHANGED, "列表页中没有识别出条目")
    totals = {page.declared_total for page in pages if page.declared_total is not None}
    if is_stalled:
        return Halted(VisitClass.PAGINATION_STALLED, f"翻页后没有新的条目，共读到 {listed} 条")
    if len(totals) > 1:
        return Halted(VisitClass.INCOMPLETE_LIST, "读取过程中列表总数发生变化")
    if totals:
        return Halted(
            VisitClass.INCOMPLETE_LIST, f"网站标明 {max(totals)} 条，实际读到 {listed} 条"
        )
    return Halted(VisitClass.INCOMPLETE_LIST, f"读到 {listed} 条，无法确认列表已到末页")
