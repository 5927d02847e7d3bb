"""The plain static list (静态列表): what is left when no family's fingerprint is found.

Shape::

    <ul class="list">
      <li><a href="./202401/t1.html" title="full title">cut tit…</a><span>2024-01-26</span></li>
      …
    </ul>
    <div class="page">共 23 条　第 1/2 页　<a href="index_1.html">下一页</a></div>

Rows are found by structure: the widest element around a link that holds no other link is its row,
the rows of one container form a group. A group is a list when most of its rows carry a date, or
when a row bears the title of a report; on a following page, when it stands where the list of the
first page stood. Where the page owns to more entries but names no address, the usual ones are
tried in turn. Complete: the total that the page states, or a pager that leads no further. A page
with no pager at all, and no script that could load more, is whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from http import HTTPStatus

from lxml.html import HtmlElement

from spiders.dates import first_date
from spiders.families.guessing import first_guesses, is_continued, next_guess
from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.which_list import column_list, is_aside, is_certain
from spiders.markup import Markup, parse, squeeze, visible_text
from spiders.titles import is_of_other_body, is_report_title, may_be_report

_ROW_TAGS = frozenset({"li", "tr", "dl"})
_ROW_TEXT = 400  # a longer text is no row of a list
_MANY_ROWS = 3
_NEXT_WORDS = ("下一页", "下页", "后一页", "next", ">", ">>", "»")
_TOTAL = re.compile(
    r"(?:共|总(?:计|数|条数|记录数)?|合计)\s*[:：]?\s*(?:有)?\s*(?:\d+\s*页\s*[/,，]?\s*)?"
    r"(?P<total>\d+)\s*(?:条|项|篇|个?记录)"
)
_PAGES = re.compile(r"第\s*(\d+)\s*[/\uff0f]\s*(?:共)?\s*(\d+)\s*页|(?<!\d)(\d+)\s*/\s*(\d+)\s*页")
_PAGES_APART = re.compile(r"共\s*(?P<pages>\d+)\s*页.{0,20}?第\s*(?P<at>\d+)\s*页")
_PAGES_TURNED = re.compile(r"第\s*(?P<at>\d+)\s*页.{0,20}?共\s*(?P<pages>\d+)\s*页")
# Scripts that bring in more entries than the page shows
_LOADER = re.compile(
    r"createPage|\.jpage\s*\(|laypage|pagination|trsapi|loadMore|load_more|pageCount|totalPage|"
    r"gotopage|currentPage|pageNo|pageIndex|\$\.(?:get|post|ajax|getJSON)\s*\(|fetch\s*\(|"
    r"XMLHttpRequest",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"暂无(?:相关)?(?:数据|内容|信息|记录)|共\s*0\s*条")
_PLAIN_ATTRIBUTES = frozenset({"class", "style"})
_LIST_CLASS = re.compile(r"list|news", re.IGNORECASE)
_AROUND = re.compile(
    r"head|foot|nav|menu|bread|crumb|position|location|dqwz|page|pager|copyright|logo|friend",
    re.IGNORECASE,
)
_PAGER_WORDS = re.compile(r"下一?页|尾页|末页|上一页|加载更多|查看更多|点击更多|[第共]\s*\d+\s*页")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """What a page says about paging; ``None`` where it says nothing."""

    total: int | None = None
    next_url: str | None = None
    is_last: bool = False


def list_links(markup: Markup, note: str = "") -> tuple[ListLink, ...]:
    """The entries of the list on a page, without navigation, side bars and friends' links.

    ``note`` is the ``list_note`` of a page before it: a group at the same place is the same list,
    be it ever so short.
    """
    groups = _groups(markup)
    known = {place: groups[place] for place in note.splitlines() if place in groups}
    chosen = {**known, **_with_reports(groups)} if known else _lists(markup)
    return tuple(dict.fromkeys(link for group in chosen.values() for link in group))


def list_note(markup: Markup) -> str:
    """Where the list stands in the page, to be known again on the pages that follow."""
    return "\n".join(_lists(markup))


@lru_cache(maxsize=8)
def _groups(markup: Markup) -> Mapping[str, Sequence[ListLink]]:
    """The rows of the page by their container."""
    groups: dict[str, list[ListLink]] = defaultdict(list)
    for container, link in _rows(markup):
        groups[container].append(link)
    return groups


def _lists(markup: Markup) -> Mapping[str, Sequence[ListLink]]:
    """The groups that are lists: those with reports, else the one that is the column's."""
    lists = {place: group for place, group in _groups(markup).items() if _is_list(group)}
    if reports := _with_reports(lists):
        return reports
    chosen = column_list(markup, lists, _first_rows(lists))
    return {chosen: lists[chosen]} if chosen is not None else {}


def _first_rows(lists: Mapping[str, Sequence[ListLink]]) -> Mapping[str, str]:
    return {place: group[0].url for place, group in lists.items()}


def is_certain_list(page: Page) -> bool:
    """Whether it is no guess that the list on ``page``, of whatever entries, is the column's."""
    markup = parse(page)
    lists = {place: group for place, group in _groups(markup).items() if _is_list(group)}
    if _with_reports(lists) or not lists:
        return True
    chosen = column_list(markup, lists, _first_rows(lists))
    return chosen is not None and is_certain(markup, lists, _first_rows(lists), chosen)


def few_links(markup: Markup) -> tuple[ListLink, ...]:
    """The entries of a list of one or two dated rows, where no other list is on the page.

    So few are no sign of a list by themselves: for pages only that say in other ways that they
    have one.
    """
    groups = {place: group for place, group in _groups(markup).items() if not is_aside(place)}
    dated = [g for g in groups.values() if all(link.listed_date is not None for link in g)]
    return tuple(dict.fromkeys(dated[0])) if len(dated) == 1 else ()


def _with_reports(groups: Mapping[str, Sequence[ListLink]]) -> Mapping[str, Sequence[ListLink]]:
    return {place: group for place, group in groups.items() if has_report(group)}


def has_report(group: Sequence[ListLink]) -> bool:
    """Whether an entry of ``group`` bears the title of a report, with a year or a date."""
    return any(_names_report(link) for link in group)


def row_link(markup: Markup, anchor: HtmlElement, row: HtmlElement) -> ListLink | None:
    """The entry that ``anchor`` makes, with the date found in ``row``; ``None`` without a title."""
    url = markup.absolute(anchor.get("href") or "") or _opened(markup, anchor)
    shown = visible_text(anchor)
    title = squeeze(anchor.get("title") or "")
    image = next((squeeze(e.get("alt") or "") for e in anchor.iter("img") if e.get("alt")), "")
    if url is None or not (title or shown or image):
        return None
    around = visible_text(row).replace(shown, " ", 1) if shown else visible_text(row)
    listed = first_date(around)
    if listed is None:  # <a>title<span>2024-01-26</span></a>
        inside = [
            e for e in anchor.iterdescendants("span", "em", "i", "b") if first_date(visible_text(e))
        ]
        listed = first_date(visible_text(inside[-1])) if inside else None
        shown = shown.replace(visible_text(inside[-1]), "").strip() if inside else shown
        listed = listed or _machine_date(row)
    if title and len(title) < len(shown) and not shown.endswith(("…", "...")):
        title = shown  # title="点击查看"
    return ListLink(url=url, title=title or shown or image, listed_date=listed)


def _machine_date(row: HtmlElement) -> date | None:
    """The date that a row has for machines only: ``<time datetime="2024-01-18T08:20">``."""
    days = (first_date(e.get("datetime") or "") for e in row.iter("time"))
    return next((day for day in days if day is not None), None)


def read_pager(markup: Markup) -> Pager:
    """The total, the next page and the end, as far as the page states them in text and links."""
    text = markup.shown
    total = _TOTAL.search(text)
    at, pages = _page_numbers(text)
    next_url, is_switched_off = _next_link(markup)
    if at is not None and pages is not None:
        is_last = at >= pages
        next_url = None if is_last else next_url
    else:
        is_last = next_url is None and is_switched_off
    return Pager(total=int(total["total"]) if total else None, next_url=next_url, is_last=is_last)


def is_whole(markup: Markup) -> bool:
    """Whether nothing on the page hints at entries that it does not show."""
    return _PAGER_WORDS.search(markup.shown) is None and not _loads(markup)


def has_bare_list(markup: Markup) -> bool:
    """Whether a list without entries is all that the page has between its head and its foot.

    A list that a script is to fill has a name or a mark to be found by, and is no such one.
    """
    lists = (e for e in markup.tree.iter("ul", "ol", "div", "table") if _is_bare(e))
    links = (a for a in markup.tree.iter("a") if _target(markup, a) is not None)
    return next(lists, None) is not None and all(_is_around(anchor) for anchor in links)


def _is_bare(element: HtmlElement) -> bool:
    is_plain = set(element.keys()) <= _PLAIN_ATTRIBUTES
    is_list = _LIST_CLASS.search(element.get("class", "")) is not None
    return is_plain and is_list and len(element) == 0 and not squeeze(element.text or "")


def _is_around(anchor: HtmlElement) -> bool:
    return any(
        e.tag in ("header", "footer", "nav")
        or _AROUND.search(f"{e.get('class', '')} {e.get('id', '')}") is not None
        for e in (anchor, *anchor.iterancestors())
    )


def says_empty(markup: Markup) -> bool:
    """Whether the page itself says that its list has no entry, and no script could bring one."""
    return _EMPTY.search(markup.shown) is not None and not _loads(markup)


def _rows(markup: Markup) -> list[tuple[str, ListLink]]:
    anchors = [(a, _target(markup, a)) for a in markup.tree.iter("a")]
    links = [(anchor, url) for anchor, url in anchors if url is not None and url != markup.url]
    targets: dict[HtmlElement, set[str]] = defaultdict(set)
    for anchor, url in links:
        for element in anchor.iterancestors():
            if len(targets[element]) < 2:  # noqa: PLR2004 - one or several is all we ask
                targets[element].add(url)
    rows = []
    too_long: set[HtmlElement] = set()
    for anchor, _ in links:
        row = _row_of(anchor, targets)
        if row in too_long:
            continue
        if len(visible_text(row)) > _ROW_TEXT:
            too_long.add(row)
            continue
        link = row_link(markup, anchor, row)
        parent = row.getparent()
        if link is not None and parent is not None:
            rows.append((f"{row.tag}/{_signature(parent)}", link))
    return rows


def _row_of(anchor: HtmlElement, targets: dict[HtmlElement, set[str]]) -> HtmlElement:
    row = anchor
    for element in anchor.iterancestors():
        if len(targets[element]) > 1 or element.tag in ("body", "html"):
            break
        row = element
        if element.tag in _ROW_TAGS:
            break
    return row


def _signature(element: HtmlElement) -> str:
    """Where an element stands, by tags and classes: equal for the parts of one list."""
    path = [element, *element.iterancestors()]
    return "/".join(f"{e.tag}.{e.get('class', '')}#{e.get('id', '')}" for e in path)


def _is_list(group: Sequence[ListLink]) -> bool:
    dated = sum(link.listed_date is not None for link in group)
    is_dated = len(group) >= _MANY_ROWS and dated * 10 >= len(group) * 6
    return is_dated or has_report(group)


def _names_report(link: ListLink) -> bool:
    """A report's title with a year or a date beside it: the column's own name has neither."""
    is_dated = link.listed_date is not None and is_report_title(link.title)
    is_named = is_dated or may_be_report(link.title)
    return is_named and not is_of_other_body(link.title)


def _target(markup: Markup, anchor: HtmlElement) -> str | None:
    return markup.absolute(anchor.get("href") or "") or _opened(markup, anchor)


def _opened(markup: Markup, anchor: HtmlElement) -> str | None:
    """The page that a click opens: ``onclick="window.open('a.html')"``, ``href="javascript:…"``."""
    script = anchor.get("onclick") or ""
    href = anchor.get("href") or ""
    if href.lower().startswith("javascript:"):
        script = f"{script};{href}"
    found = re.search(
        r"(?:\bopen\s*\(|\blocation(?:\.href)?\s*=)\s*(['\"])([^'\"]{2,500})\1", script
    )
    return markup.absolute(found[2]) if found else None


def _page_numbers(text: str) -> tuple[int | None, int | None]:
    for pattern in (_PAGES_APART, _PAGES_TURNED):
        if match := pattern.search(text):
            return int(match["at"]), int(match["pages"])
    if match := _PAGES.search(text):
        at, pages = (match[1], match[2]) if match[1] else (match[3], match[4])
        return int(at), int(pages)
    return None, None


def _next_link(markup: Markup) -> tuple[str | None, bool]:
    """The address behind 下一页, and whether those words stand there switched off.

    A link or button without address may still be live by script, so only what is marked as
    disabled, or plain words on a page without list scripts, counts as switched off.
    """
    is_off = False
    for element in markup.tree.iter("a", "span", "li", "em", "button", "font"):
        words = visible_text(element).replace(" ", "").lower() or element.get("title", "")
        if words not in _NEXT_WORDS and words.rstrip("»>") not in _NEXT_WORDS:
            continue
        if element.tag != "a" and next(element.iterdescendants("a", "button"), None) is not None:
            continue
        url = _target(markup, element) if element.tag == "a" else None
        if url is not None and url != markup.url:
            return url, False
        marks = f"{element.get('class', '')} {element.getparent().get('class', '')}"
        is_marked = "disabled" in marks or element.get("disabled") is not None
        is_plain = element.tag not in ("a", "button", "li") and element.get("onclick") is None
        is_off = is_off or is_marked or (is_plain and not _loads(markup))
    return None, is_off


def _loads(markup: Markup) -> bool:
    return any(_LOADER.search(script.text or "") for script in markup.tree.iter("script"))


def read_list(page: Page, note: str = "") -> ListPage:
    """A page of a list by structure and pager alone; ``note`` as for ``list_links``."""
    markup = parse(page)
    links = list_links(markup, note)
    pager = read_pager(markup)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    if not links:
        return ListPage(declared_total=0, is_last=True) if says_empty(markup) else INVALID_PAGE
    kept = note or list_note(markup)
    following = (Fetch(url=pager.next_url, note=kept),) if pager.next_url is not None else ()
    is_all = pager.total is None or pager.total == len(links)
    is_last = pager.is_last or (not following and is_all and is_whole(markup))
    return ListPage(links=links, declared_total=pager.total, next=following, is_last=is_last)


def _sniff(page: Page) -> int:
    markup = parse(page)
    if list_links(markup):
        return 10
    return 5 if says_empty(markup) else 0


def _first(page: Page) -> ListPage:
    read = read_list(page)
    is_all = read.declared_total is not None and read.declared_total == len(read.links)
    if not read.is_valid or read.next or read.is_last or is_all:
        return read
    if read.declared_total is None and not _has_more_words(page):
        return read
    first, *rest = first_guesses(page.url)
    guess = Fetch(url=first, otherwise=tuple(rest), is_guess=True, note=list_note(parse(page)))
    return replace(read, next=(guess,))


def _has_more_words(page: Page) -> bool:
    """Whether the page owns to further pages: words of a pager that no address belongs to."""
    return _PAGER_WORDS.search(parse(page).shown) is not None


def more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    """A following page. One that brings nothing new is no page of this list: ask otherwise."""
    read = read_list(page, fetch.note)
    if fetch.is_guess and read.is_valid:
        if not is_continued(read, seen):
            return or_otherwise(fetch, INVALID_PAGE, seen)
        if not read.next and not read.is_last:
            return replace(read, next=next_guess(fetch))
    return or_otherwise(fetch, read, seen)


def or_otherwise(fetch: Fetch, read: ListPage, seen: frozenset[str]) -> ListPage:
    """``read``, unless it brings nothing new: then the next of the fetch's other addresses."""
    if read.is_valid and any(link.url not in seen for link in read.links):
        return read
    if not fetch.otherwise:
        return ListPage(links=read.links, is_valid=False)
    first, *rest = fetch.otherwise
    again = replace(fetch, url=first, method="GET", body=None, otherwise=tuple(rest))
    return ListPage(next=(again,), is_valid=False)


STATIC_LIST = Family(name="static_list", label="静态列表", sniff=_sniff, first=_first, more=more)
