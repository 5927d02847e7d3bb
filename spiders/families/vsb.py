"""博达 VSB (Visual SiteBuilder): static pages whose numbers count down.

Shape, in the older and the newer make::

    <tr id="line136_0">…<a href="../info/1023/4567.htm" title="…">…</a> 2025年01月24日</tr>
    <td id="fanye136">共45条&nbsp;&nbsp;1/3&nbsp;</td> <a class="Next" href="nb/2.htm">下页</a>
    <script>function a136_gopage_fun(){_simple_list_gotopage_fun(3,'a136GOPAGE',2)}</script>

    <li id="line_u13_0">…</li> <span class="p_no_d">1</span>
    <span class="p_next p_fun"><a href="nb/2.htm">下页</a></span> <span class="p_t">共45条</span>
    <a onclick="_simple_list_gotopage_fun(3,&quot;u13_goto&quot;,2)">跳转</a>

Page 1 is ``nb.htm``, page 2 is ``nb/{pages - 1}.htm``, the last is ``nb/1.htm``: the addresses
change whenever an entry is added. Complete: as many distinct links as the stated total, or the
pager at its last page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from http import HTTPStatus

from lxml.html import HtmlElement

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.static_list import (
    has_report,
    list_links,
    list_note,
    or_otherwise,
    read_list,
    read_pager,
    row_link,
)
from spiders.markup import Markup, parse, visible_text

_GO = re.compile(r"_simple_list_gotopage_fun\s*\(\s*(?P<pages>\d{1,5})\s*,")
_ROW = re.compile(r"line_?(?P<unit>u?\d+)_\d+")
_COUNTS = re.compile(r"共\s*(?P<total>\d+)\s*条\s*(?:(?P<at>\d+)\s*/\s*(?P<pages>\d+))?")
_PAGES = re.compile(r"共\s*(?P<pages>\d+)\s*页")
_PAGE_ADDRESS = re.compile(r"/(?P<number>\d{1,5})\.htm$")
# Sites without static pages count upwards
_PAGE_FIELD = re.compile(r"[?&]PAGENUM=(?P<number>\d{1,5})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"/info/\d+/\d+\.htm|urltype=news\.NewsContentUrl")
_MARKS = ("vsb_content", "_showDynClicks", "/system/resource/js/", "vsbscreen")
_TOO_MANY_PAGES = 500
# The note of a page that is not the first, where there is nothing else to say
_FOLLOWING = "following"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the pager says; ``at`` as people count, from 1."""

    pages: int
    at: int | None = None
    total: int | None = None


def _sniff(page: Page) -> int:
    text = parse(page).text
    if _counts(parse(page)) is not None:
        return 85
    if len(_ARTICLE.findall(text)) > 1 and any(mark in text for mark in _MARKS):
        return 65
    return 0


def _read(page: Page, note: str = "") -> ListPage:
    markup = parse(page)
    counts = _counts(markup)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    if counts is None:
        return read_list(page, note)
    links = _links(markup, note)
    if not links:
        return ListPage(declared_total=0, is_last=True) if counts.total == 0 else INVALID_PAGE
    at = counts.at or _at(markup, counts, is_first=not note)
    is_last = at >= counts.pages
    kept = note or list_note(markup) or _FOLLOWING
    following = () if is_last or at >= _TOO_MANY_PAGES else _next(markup, counts, at, kept)
    return ListPage(links=links, declared_total=counts.total, next=following, is_last=is_last)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    return or_otherwise(fetch, _read(page, fetch.note), seen)


def _counts(markup: Markup) -> Counts | None:
    """The pager in figures; ``None`` where the page has none of this make."""
    go = [int(match["pages"]) for match in _GO.finditer(markup.text)]
    boxes = [e for e in markup.tree.iter("td", "div", "span") if _is_pager(e)]
    found = [m for box in boxes if (m := _COUNTS.search(visible_text(box)))]
    # A page may hold other lists of this make, and theirs are the short ones.
    stated = max(found, key=lambda m: (int(m["pages"] or 0), int(m["total"])), default=None)
    if stated is not None and stated["pages"]:
        return Counts(pages=int(stated["pages"]), at=int(stated["at"]), total=int(stated["total"]))
    told = [int(m["pages"]) for box in boxes if (m := _PAGES.search(visible_text(box)))]
    pages = max((*go, *told), default=None)
    if pages is None:
        return None
    shown = next((visible_text(e) for e in markup.tree.iter("span") if _is_current(e)), "")
    return Counts(
        pages=pages,
        at=int(shown) if shown.isdecimal() else None,
        total=int(stated["total"]) if stated is not None else None,
    )


def _is_pager(element: HtmlElement) -> bool:
    classes = (element.get("class") or "").split()
    is_new = "p_t" in classes or any(name.startswith("pb_sys") for name in classes)
    return is_new or (element.get("id") or "").startswith("fanye")


def _is_current(element: HtmlElement) -> bool:
    return "p_no_d" in (element.get("class") or "").split()


def _at(markup: Markup, counts: Counts, *, is_first: bool) -> int:
    """Which page this is by its address, where the pager does not say."""
    if field := _PAGE_FIELD.search(markup.url):
        return int(field["number"])
    number = _PAGE_ADDRESS.search(markup.url)
    if is_first or number is None:
        return 1
    return counts.pages - int(number["number"]) + 1


def _next(markup: Markup, counts: Counts, at: int, note: str) -> tuple[Fetch, ...]:
    """The page behind 下页; else its address by the count down."""
    stem = markup.url.partition("?")[0].rpartition("/")[2].rpartition(".")[0]
    folder = "." if at > 1 else f"./{stem}"
    counted = markup.absolute(f"{folder}/{counts.pages - at}.htm")
    named = read_pager(markup).next_url
    wanted = dict.fromkeys(url for url in (named, counted) if url is not None)
    urls = [url for url in wanted if url != markup.url]
    if not urls:
        return ()
    return (Fetch(url=urls[0], otherwise=tuple(urls[1:2]), note=note),)


def _links(markup: Markup, note: str) -> tuple[ListLink, ...]:
    """The rows of the list by their ids; side bars are lists of the same make."""
    units: dict[str, dict[str, ListLink]] = defaultdict(dict)
    for element in markup.tree.iter("li", "tr", "div", "dl"):
        row = _ROW.fullmatch(element.get("id") or "")
        links = (row_link(markup, a, element) for a in element.iter("a")) if row else ()
        link = next((link for link in links if link is not None), None)
        if row and link:
            units[row["unit"]].setdefault(link.url, link)
    if not units:
        return list_links(markup, note)
    paged = {unit: rows for unit, rows in units.items() if _has_pager(markup, unit)}
    groups = [tuple(rows.values()) for rows in (paged or units).values()]
    reports = [group for group in groups if has_report(group)]
    return next(iter(reports or sorted(groups, key=len, reverse=True)))


def _has_pager(markup: Markup, unit: str) -> bool:
    """Whether a pager bears the number of the unit: ``u13_goto``, ``a136GOPAGE``."""
    return re.search(rf"\b(?:{unit}_goto|a{unit}GOPAGE)\b", markup.text) is not None


VSB = Family(name="vsb", label="博达 VSB", sniff=_sniff, first=_read, more=_more)
