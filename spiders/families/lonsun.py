"""龙讯 Lonsun (Anhui and beyond): one place for the open information of many organs.

Shape of an organ's column, ``/public/column/6596221?type=3&action=list&nav=3``::

    <div class="gk_list"><ul><li><a class="title" href="/public/6596221/111.html" title="…">…</a>
    <span class="date">2024-01-26</span></li>…</ul></div>
    <div id="page_public_info"><a paged="2">2</a></div>
    <script>Ls.pagination("#page_public_info", {currentPage: 1, pageCount: 3, total: 31})</script>

``type`` is what the column holds (1 制度, 2 指南, 3 年报, 4 目录, 5 依申请): whatever the kind of
the page, the reports stand under 3, and a page there that neither holds a report nor is named for
them proves nothing. Further pages have ``pageIndex``. The number is the organ's,
and the organ is the issuer, for the host serves many. Boards filled by script hold a row of place
holders (``<?=el.link?>``) that leads nowhere.
Complete: as many distinct links as the stated total, or the page count reached.
"""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListPage, Page
from spiders.families.static_list import (
    has_report,
    list_links,
    list_note,
    or_otherwise,
    read_list,
    read_pager,
)
from spiders.markup import Markup, parse
from spiders.placement import placement_of

_COLUMN = re.compile(r"/public/column/(?P<organ>\d+)/?$")
_REPORTS = "3"
_CALL = re.compile(r"pagination\s*\([^{]{0,80}\{(?P<options>[^}]{0,600})\}", re.IGNORECASE)
_PAGES = re.compile(r"\b(?:pageCount|totalPages?|pages)['\"]?\s*:\s*['\"]?(?P<number>\d{1,5})\b")
_TOTAL = re.compile(
    r"\b(?:total|totalCount|totalRecords?|recordCount)['\"]?\s*:\s*['\"]?(?P<number>\d{1,6})\b"
)
_PAGED = re.compile(r"\d{1,5}")
_NAMED = re.compile(r"信息公开.{0,6}(?:年报|年度报告)|年报$")
_NOTHING = re.compile(r"暂无(?:相关)?(?:信息|数据|内容|记录)")
_TOO_MANY_PAGES = 500


def reports_column(url: str) -> str | None:
    """The column of the reports of the organ whose column is ``url``; ``None`` for other pages."""
    parts = urlsplit(url)
    if _COLUMN.search(parts.path) is None:
        return None
    query = [(k, v) for k, v in parse_qsl(parts.query) if k in ("action", "nav")]
    text = urlencode([("type", _REPORTS), *(query or [("action", "list")])])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, text, ""))


def _kind(url: str) -> str:
    return dict(parse_qsl(urlsplit(url).query)).get("type", "")


def _sniff(page: Page) -> int:
    return 80 if _COLUMN.search(urlsplit(page.url).path) else 0


def _first(page: Page) -> ListPage:
    column = reports_column(page.url)
    if page.status != HTTPStatus.OK or column is None:
        return INVALID_PAGE
    if _kind(page.url) != _REPORTS and not has_report(list_links(parse(page))):
        return ListPage(next=(Fetch(url=column),))
    return _read(page)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if page.status != HTTPStatus.OK or _kind(page.url) != _kind(fetch.url):
        return INVALID_PAGE
    read = _read(page, fetch.note)
    is_first = not fetch.note
    return read if is_first else or_otherwise(fetch, read, seen)


def _read(page: Page, note: str = "") -> ListPage:
    """A page of the reports' column."""
    markup = parse(page)
    links = list_links(markup, note)
    pages, total = _counts(markup)
    if not (note or has_report(links) or _is_named(page)):
        return INVALID_PAGE  # the number means something else here
    if not links:
        says_none = _NOTHING.search(markup.shown) is not None
        is_empty = total == 0 or (says_none and total is None and pages in (None, 0))
        return ListPage(declared_total=0, is_last=True) if is_empty else INVALID_PAGE
    if pages is None:
        return replace(read_list(page, note), declared_total=total)
    at = _at(page.url)
    following: tuple[Fetch, ...] = ()
    if at < min(pages, _TOO_MANY_PAGES):
        named, counted = read_pager(markup).next_url, _page_url(page.url, at + 1)
        is_plain = named is not None and f"pageIndex={at + 1}" in named
        urls = (named, counted) if is_plain else (counted, named)
        url, *rest = dict.fromkeys(url for url in urls if url is not None)
        following = (Fetch(url=url, otherwise=tuple(rest), note=note or list_note(markup) or "-"),)
    return ListPage(links=links, declared_total=total, next=following, is_last=at >= pages)


def _is_named(page: Page) -> bool:
    """Whether the page says that its column is that of the reports."""
    markup = parse(page)
    title = next((e.text_content() for e in markup.tree.iter("title")), "")
    placement = placement_of(page)
    trail = (placement.column_names if placement else None) or ()
    said = (title, markup.meta("ColumnName"), markup.meta("ColumnType"), *trail)
    return any(_NAMED.search(words) for words in said)


def _counts(markup: Markup) -> tuple[int | None, int | None]:
    """Pages and entries as the pager's call states them, else as its links and words do."""
    calls = [call["options"] for call in _CALL.finditer(markup.text)]
    stated = [(_PAGES.search(options), _TOTAL.search(options)) for options in calls]
    counts = [
        (int(pages["number"]) if pages else None, int(total["number"]) if total else None)
        for pages, total in stated
        if pages or total
    ]
    if counts:  # of several lists the longest is the column's
        pages_stated, total_stated = max(counts, key=lambda pair: (pair[0] or 0, pair[1] or 0))
        return pages_stated, total_stated if total_stated is not None else read_pager(markup).total
    paged = [a.get("paged") or "" for a in markup.tree.iter("a")]
    numbers = [int(number) for number in paged if _PAGED.fullmatch(number)]
    return max(numbers, default=None), read_pager(markup).total


def _at(url: str) -> int:
    number = dict(parse_qsl(urlsplit(url).query)).get("pageIndex", "1")
    return int(number) if _PAGED.fullmatch(number) else 1


def _page_url(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = [(k, v) for k, v in parse_qsl(parts.query) if k != "pageIndex"]
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path, urlencode([*query, ("pageIndex", number)]), "")
    )


LONSUN = Family(name="lonsun", label="龙讯 Lonsun", sniff=_sniff, first=_first, more=_more)
