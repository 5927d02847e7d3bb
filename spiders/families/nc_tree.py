"""The n/c tree (部委 n/c 树): numbered folders, as at some ministries.

Columns are ``/n12/n34/index.html``, articles ``/n12/n34/c567/content.html``. Shape::

    <ul class="gu-list"><li><a href="../../n12/n34/c567/content.html" title="…">…</a>
    <span>[2024-01-26]</span></li>…</ul>
    <div style="display:none"><a href="index_900_2.html">2</a><a href="index_900_1.html">3</a></div>
    <script>var maxPageNum900 = 3;</script>

The number between is that of the list's component. The last number counts down: the second page has
the highest, the oldest entries stand under 1. Following pages are pieces of markup. Some sites
count upwards; the set of pages is the same. These portals often stand behind a challenge
(status 521), which is told as such by whoever fetched the page.
Complete: every page from the highest number down to 1 was read and brought something new.
"""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.static_list import (
    list_links,
    list_note,
    or_otherwise,
    read_list,
    row_link,
)
from spiders.markup import Markup, parse

_ARTICLE = re.compile(r"/c\d+/content(?:_\d+)?\.html?\b")
_COLUMN = re.compile(r"/n\d+(?:/n\d+)*/(?:index(?:_\d+_\d+)?\.html?)?$")
_PAGE = re.compile(r"\bindex_(?P<component>\d+)_(?P<number>\d{1,5})\.html?\b")
_MOST = re.compile(r"maxPageNum(?P<component>\d+)['\"]?\s*[:=,]\s*['\"]?(?P<pages>\d{1,5})\b")
_MOST_FIELD = re.compile(
    r"maxPageNum(?P<component>\d+)['\"][^>]{0,80}?\bvalue\s*=\s*['\"]?(?P<pages>\d{1,5})\b"
)
_TOO_MANY_PAGES = 500


def _sniff(page: Page) -> int:
    markup = parse(page)
    has_articles = len(_ARTICLE.findall(markup.text)) > 1
    has_pages = _PAGE.search(markup.text) is not None or _most(markup) != {}
    is_column = _COLUMN.search(page.url.partition("?")[0]) is not None
    if is_column and has_pages:
        return 75
    return 62 if has_articles and (is_column or has_pages) else 0


def _first(page: Page) -> ListPage:
    markup = parse(page)
    read = read_list(page)
    numbers = _numbers(markup)
    if not read.is_valid or not numbers:
        return read
    component = _component(markup, numbers)
    highest = numbers[component]
    if highest > _TOO_MANY_PAGES:
        return replace(read, next=(), is_last=False)
    url = markup.absolute(f"./index_{component}_{highest}.html")
    if url is None or highest < 1:
        return replace(read, next=(), is_last=highest < 1)
    following = Fetch(url=url, note=list_note(markup) or "-")
    return replace(read, next=(following,), is_last=False)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    number = _PAGE.search(fetch.url)
    if number is None:  # a list without numbered pages, read as it stands
        return or_otherwise(fetch, read_list(page, fetch.note), seen)
    links = _links(parse(page), fetch.note)
    if page.status != HTTPStatus.OK or not links:
        return INVALID_PAGE
    at = int(number["number"])
    start, end = number.span("number")
    following = replace(fetch, url=f"{fetch.url[:start]}{at - 1}{fetch.url[end:]}")
    read = ListPage(links=links, next=(following,) if at > 1 else (), is_last=at == 1)
    return or_otherwise(fetch, read, seen)


def _links(markup: Markup, note: str) -> tuple[ListLink, ...]:
    """The rows of a piece of markup, be there only one: its articles, without what frames it."""
    listed = list_links(markup, note)
    if listed:
        return listed
    found = {}
    for anchor in markup.tree.iter("a"):
        url = markup.absolute(anchor.get("href") or "")
        if url is not None and _ARTICLE.search(url):
            row = next(iter(anchor.iterancestors("li", "tr", "dd", "p")), anchor)
            link = row_link(markup, anchor, row)
            if link is not None:
                found[url] = link
    return tuple(found.values())


def _numbers(markup: Markup) -> dict[str, int]:
    """The highest page number of each component of the page."""
    found: dict[str, int] = {}
    for page in _PAGE.finditer(markup.text):
        component, number = page["component"], int(page["number"])
        found[component] = max(found.get(component, 0), number)
    for component, pages in _most(markup).items():
        found[component] = max(found.get(component, 0), pages - 1)
    return found


def _most(markup: Markup) -> dict[str, int]:
    stated = (*_MOST.finditer(markup.text), *_MOST_FIELD.finditer(markup.text))
    return {match["component"]: int(match["pages"]) for match in stated}


def _component(markup: Markup, numbers: dict[str, int]) -> str:
    """The component of the list: one that a container around its rows names, else the first."""
    for place in list_note(markup).splitlines():
        named = next((c for c in numbers if re.search(rf"(?<!\d){c}(?!\d)", place)), None)
        if named is not None:
            return named
    return next(iter(numbers))


NC_TREE = Family(name="nc_tree", label="部委 n/c 树", sniff=_sniff, first=_first, more=_more)
