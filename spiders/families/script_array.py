r"""A list as an array in a script of the page, drawn by the page's own script.

Shape, with an address that is itself JSON in a string::

    <script>var itemObj = [{"aT":"full title","aPd":"2026-09-21 17:00",
      "aU":"{\"common\":\"/zwgk/nb/9.html\"}"}, …];</script>

Names of fields are anybody's choice: the title is the longest text with Chinese words, the date
the one that reads as a date, the address the one that reads as an address. Complete: as many
entries as the stated total; without one, an array in a page whose scripts ask for nothing more,
unless its length is one that pages usually have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from spiders.dates import first_date
from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.replies import objects_of, text_of
from spiders.families.static_list import has_report, list_links, read_pager
from spiders.markup import Markup, parse, script_texts

_OPENING = re.compile(r"=\s*(?=\[\s*\{)")
_ASKS = re.compile(
    r"\$\.(?:get|post|ajax|getJSON)\s*\(|\bfetch\s*\(|XMLHttpRequest|axios|dataproxy|\.load\s*\("
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|\.{0,2}/\S+|[\w\-./]+\.s?html?(?:\?\S*)?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PAGE_SIZES = frozenset({5, 6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 24, 25, 30, 40, 50, 100})
_MOST_ARRAYS = 20
_MANY = 3


def _sniff(page: Page) -> int:
    markup = parse(page)
    links, listed = _links(markup), list_links(markup)
    if has_report(listed):
        return 0
    if has_report(links):
        return 58
    return 15 if len(links) >= _MANY and not listed else 0


def _first(page: Page) -> ListPage:
    markup = parse(page)
    links = _links(markup)
    if page.status != HTTPStatus.OK or not links:
        return INVALID_PAGE
    total = read_pager(markup).total
    is_asking = any(_ASKS.search(script) for script in script_texts(markup))
    is_page = len(links) in _PAGE_SIZES  # it may be the first page of more
    is_whole = total is None and not is_asking and not is_page
    return ListPage(links=links, declared_total=total, is_last=is_whole)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    """The array is on one page: nothing else was asked for."""
    del fetch, page, seen
    return INVALID_PAGE


def _links(markup: Markup) -> tuple[ListLink, ...]:
    """The entries of the array with reports in it, else of the longest one."""
    arrays = [links for array in _arrays(markup) if (links := _entries(markup, array))]
    reports = [links for links in arrays if has_report(links)]
    return next(iter(reports or sorted(arrays, key=len, reverse=True)), ())


def _arrays(markup: Markup) -> Iterator[tuple[Mapping[str, object], ...]]:
    """The arrays of objects that scripts assign as literal JSON."""
    count = 0
    for script in script_texts(markup):
        for opening in _OPENING.finditer(script):
            count += 1
            if count > _MOST_ARRAYS:
                return
            try:
                array, _ = json.JSONDecoder().raw_decode(script, opening.end())
            except (ValueError, RecursionError):
                continue
            yield objects_of(array)


def _entries(markup: Markup, array: tuple[Mapping[str, object], ...]) -> tuple[ListLink, ...]:
    links: dict[str, ListLink] = {}
    for row in array:
        texts = [value for value in row.values() if isinstance(value, str) and value.strip()]
        url = next((u for text in texts if (u := _address(markup, text)) is not None), None)
        title = max(map(text_of, filter(_CHINESE.search, texts)), key=len, default="")
        if url is not None and title:
            days = (first_date(text) for text in texts if _CHINESE.search(text) is None)
            day = next((day for day in days if day is not None), None)
            links.setdefault(url, ListLink(url=url, title=title, listed_date=day))
    return tuple(links.values())


def _address(markup: Markup, text: str) -> str | None:
    """The address that a text is, or that the JSON in it holds."""
    plain = text.strip()
    if plain.startswith("{"):
        try:
            inner = json.loads(plain)
        except (ValueError, RecursionError):
            return None
        values = inner.values() if isinstance(inner, dict) else ()
        found = (_address(markup, v) for v in values if isinstance(v, str) and v[:1] != "{")
        return next((url for url in found if url is not None), None)
    return markup.absolute(plain) if _ADDRESS.fullmatch(plain) else None


SCRIPT_ARRAY = Family(name="script_array", label="脚本数组", sniff=_sniff, first=_first, more=_more)
