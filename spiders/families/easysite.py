"""中科汇联 easysite: a portal of modules; the pager's figures lie in a hidden field.

Shape::

    <ul class="conList_ull"><li><a href="/hg/302249/302266/123/index.html" title="…">…</a>
    <span>2024-01-26</span></li>…</ul>
    <input type="hidden" id="eprotalCurrentPageId" value="302266">
    <input type="hidden" name="article_paging_list_hidden" moduleid="5f…32 hex" totalpage="3">
    <a tagname="/hg/302249/302266/5f2c81d0-2.html">下一页</a> 1/3 跳转

(``eprotal`` is the vendor's spelling.) Page n stands where a link of the pager says
(``tagname``, its number exchanged), else at
``/eportal/ui?pageId={page}&currentPage={n}&moduleId={module}&staticRequest=yes``. Hosts that feel
crowded send a page of theirs with status 200 in place of the list: it holds no list, so it proves
nothing. Complete: the page count reached, and a stated total met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.static_list import list_links, list_note, or_otherwise, read_list, read_pager
from spiders.markup import Markup, parse

_FIELD = "article_paging_list_hidden"
_NUMBERED = re.compile(r"(?P<before>-)(?P<number>\d{1,5})(?P<after>\.html?)$")
_JUMP = re.compile(r"(?<![\d/])(?P<at>\d{1,5})\s*/\s*(?P<pages>\d{1,5})\s*(?:页)?\s*跳转")
_MARKS = ("/eportal/ui?", "eprotalCurrentPageId", _FIELD, "/eportal/fileDir/")
_TOO_MANY_PAGES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """What the page says of the pages of its list; ``named`` is the address of some page of it."""

    pages: int
    module: str
    page_id: str
    named: str | None


def _sniff(page: Page) -> int:
    markup = parse(page)
    if _fields(markup):
        return 88  # its articles are folders, which others take for columns
    return 55 if any(mark in markup.text for mark in _MARKS) else 0


def _first(page: Page) -> ListPage:
    return _read(page)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    return or_otherwise(fetch, _read(page, fetch.note, asked=fetch.url), seen)


def _read(page: Page, note: str = "", asked: str = "") -> ListPage:
    markup = parse(page)
    links = list_links(markup, note)
    paging = _paging(markup, links)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    if not links or paging is None:
        return read_list(page, note)
    total = read_pager(markup).total
    at = _at(asked, markup)
    following: tuple[Fetch, ...] = ()
    if at < min(paging.pages, _TOO_MANY_PAGES):
        urls = _addresses(markup, paging, at + 1)
        kept = note or list_note(markup)
        if urls:
            following = (Fetch(url=urls[0], otherwise=tuple(urls[1:]), note=kept),)
    is_last = at >= paging.pages
    return ListPage(links=links, declared_total=total, next=following, is_last=is_last)


def _fields(markup: Markup) -> list[HtmlElement]:
    fields = (e for e in markup.tree.iter("input") if e.get("name") == _FIELD)
    return [e for e in fields if (e.get("totalpage") or "").isdecimal()]


def _paging(markup: Markup, links: tuple[ListLink, ...]) -> Paging | None:
    """The paging of the module that holds ``links``: other lists of the page have their own."""
    field = max(_fields(markup), key=lambda e: _nearness(markup, e, links), default=None)
    if field is None:
        return None
    page_id = next((e.get("value") or "" for e in markup.tree.xpath(_PAGE_ID)), "")
    asked = parse_qs(urlsplit(markup.url).query).get("pageId", [""])
    return Paging(
        pages=int(field.get("totalpage") or 1),
        module=field.get("moduleid") or "",
        page_id=page_id or asked[0],
        named=_named(markup, field),
    )


_PAGE_ID = "//input[@id='eprotalCurrentPageId' or @id='eportalCurrentPageId']"


def _nearness(markup: Markup, field: HtmlElement, links: tuple[ListLink, ...]) -> int:
    """The depth of the smallest element that holds both the field and an entry of the list."""
    wanted = {link.url for link in links}
    for box in field.iterancestors():
        if any(markup.absolute(a.get("href") or "") in wanted for a in box.iter("a")):
            return sum(1 for _ in box.iterancestors())
    return 0


def _named(markup: Markup, field: HtmlElement) -> str | None:
    """The address of some page of the list, as the pager beside ``field`` has it."""
    module = (field.get("moduleid") or "")[:8]
    for anchor in markup.tree.iter("a"):
        named = anchor.get("tagname") or ""
        url = markup.absolute(named) if _NUMBERED.search(named) else None
        if url is not None and (not module or f"/{module}-" in url):
            return url
    return None


def _addresses(markup: Markup, paging: Paging, number: int) -> list[str]:
    """Where page ``number`` stands: as the pager names its pages, and by the interface."""
    found = []
    if paging.named is not None:
        found.append(_NUMBERED.sub(rf"\g<before>{number}\g<after>", paging.named))
    if paging.page_id and paging.module:
        fields = {
            "pageId": paging.page_id,
            "currentPage": number,
            "moduleId": paging.module,
            "staticRequest": "yes",
        }
        found.append(urljoin(markup.url, f"/eportal/ui?{urlencode(fields)}"))
    return found


def _at(asked: str, markup: Markup) -> int:
    """Which page this is: by its own words, else by the address that was asked for."""
    if jump := _JUMP.search(markup.shown):
        return int(jump["at"])
    for url in (asked, markup.url):
        current = parse_qs(urlsplit(url).query).get("currentPage", [""])[0]
        numbered = _NUMBERED.search(urlsplit(url).path)
        if current.isdecimal():
            return int(current)
        if numbered is not None:
            return int(numbered["number"])
    return 1


EASYSITE = Family(
    name="easysite", label="中科汇联 easysite", sniff=_sniff, first=_first, more=_more
)
