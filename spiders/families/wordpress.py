"""WordPress: columns are archives of posts, ``/category/nb/`` and ``/category/nb/page/2/``.

Shape::

    <link rel="https://api.w.org/" href="http://host/wp-json/">
    <body class="archive category category-nb category-12">
    <article><h2 class="entry-title"><a href="http://host/2024/01/18/9/">…</a></h2>
    <time class="entry-date" datetime="2024-01-18T08:20:00+08:00">2024年1月18日</time></article>…
    <nav class="pagination"><span class="page-numbers current">1</span>
    <a class="page-numbers" href="…/page/2/">2</a> <a class="next page-numbers">下一页</a></nav>

The pager names its last page by number. A theme whose rows cannot be made out is read through the
interface of the same posts, ``wp/v2/posts?categories=12``, until it says that there is no further
page; so is the rest of a full page without a pager. Complete: the page with the highest number of
the pager, or that answer of the interface.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

from spiders.dates import first_date
from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.static_list import list_links, list_note, or_otherwise, read_list
from spiders.markup import Markup, absolute_url, parse, parse_fragment, squeeze, visible_text

_MARKS = ("/wp-content/", "/wp-includes/", "/wp-json/", "wp-block-")
_CATEGORY = re.compile(r"\bcategory-(?P<number>\d{1,9})\b")
_PAGE = re.compile(r"/page/(?P<number>\d{1,5})/?$|[?&]paged=(?P<field>\d{1,5})\b")
_NUMBER = re.compile(r"\d{1,5}")
_PER_PAGE = 100
# What WordPress shows at once unless it is told otherwise
_USUAL_PAGE = 10
_BEYOND = "rest_post_invalid_page_number"


def interface_of(page: Page) -> str | None:
    """The address of the posts' interface, as the page names it."""
    markup = parse(page)
    for element in markup.tree.iter("link"):
        if "api.w.org" in (element.get("rel") or ""):
            root = markup.absolute(element.get("href") or "")
            if root is not None and "?" not in root:
                return urljoin(root.rstrip("/") + "/", "wp/v2/posts")
    return None


def posts_of(page: Page) -> tuple[ListLink, ...] | None:
    """The posts in an answer of the interface; ``None`` where it is none."""
    try:
        answer = json.loads(parse(page).text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, list):
        return None
    found = (_post(entry, page.url) for entry in answer)
    return tuple(link for link in found if link is not None)


def _post(entry: object, base: str) -> ListLink | None:
    if not isinstance(entry, dict):
        return None
    title, link, day = entry.get("title"), entry.get("link"), entry.get("date")
    rendered = title.get("rendered") if isinstance(title, dict) else None
    url = absolute_url(base, link) if isinstance(link, str) else None
    if url is None or not isinstance(rendered, str):
        return None
    words = squeeze(visible_text(parse_fragment(rendered, base).tree))
    return ListLink(
        url=url, title=words, listed_date=first_date(day) if isinstance(day, str) else None
    )


def _sniff(page: Page) -> int:
    markup = parse(page)
    generator = markup.meta("generator").lower()
    if "wordpress" in generator or interface_of(page) is not None:
        return 78
    return 70 if sum(mark in markup.text for mark in _MARKS) > 1 else 0


def _first(page: Page) -> ListPage:
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    markup = parse(page)
    interface, category = interface_of(page), _category(markup)
    if not list_links(markup) and interface is not None and category is not None:
        return ListPage(next=(_posts_fetch(interface, category, 1),))
    read = _read(page)
    is_full = _numbers(markup)[0] is None and len(read.links) >= _USUAL_PAGE
    if is_full and read.is_last and interface is not None and category is not None:
        # No pager under a full page: a theme may load the rest as the reader scrolls.
        asked = replace(_posts_fetch(interface, category, 1), is_guess=True)
        return replace(read, is_last=False, next=(asked,))
    return read


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if "/wp/v2/posts" in urlsplit(fetch.url).path:
        return _read_posts(fetch, page, seen)
    return or_otherwise(fetch, _read(page, fetch.note), seen)


def _read(page: Page, note: str = "") -> ListPage:
    """A page of an archive; its pager names every page by number."""
    markup = parse(page)
    links = list_links(markup, note)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    at, pages = _numbers(markup)
    if not links or at is None:
        return read_list(page, note)
    read = ListPage(links=links, is_last=at >= pages)
    url = _page_url(markup, at + 1) if at < pages else None
    if url is None:
        return read
    return replace(read, next=(Fetch(url=url, note=note or list_note(markup)),))


def _numbers(markup: Markup) -> tuple[int | None, int]:
    """The number of this page and the highest that the pager names; ``None`` without a pager."""
    at, pages = None, 0
    for element in markup.tree.iter("a", "span"):
        classes = (element.get("class") or "").split()
        words = re.sub(r"\D", " ", visible_text(element)).split()
        if "page-numbers" not in classes or not words or not _NUMBER.fullmatch(words[-1]):
            continue
        number = int(words[-1])
        pages = max(pages, number)
        at = number if "current" in classes else at
    return at, pages


def _page_url(markup: Markup, number: int) -> str | None:
    """The address of a page as the pager has it."""
    for anchor in markup.tree.iter("a"):
        url = markup.absolute(anchor.get("href") or "")
        match = _PAGE.search(url) if url is not None else None
        is_numbered = "page-numbers" in (anchor.get("class") or "").split()
        if match and is_numbered and int(match["number"] or match["field"]) == number:
            return url
    return None


def _category(markup: Markup) -> str | None:
    body = next(iter(markup.tree.iter("body")), None)
    classes = (body.get("class") or "") if body is not None else ""
    match = _CATEGORY.search(classes)
    return match["number"] if match else None


def _posts_fetch(interface: str, category: str, number: int) -> Fetch:
    fields = {"categories": category, "per_page": _PER_PAGE, "page": number}
    return Fetch(url=f"{interface}?{urlencode(fields)}", note=category)


def _read_posts(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    """Posts from the interface; only its own word for "no such page" is the end."""
    match = re.search(r"[?&]page=(\d+)$", fetch.url)
    number = int(match[1]) if match else 1
    if page.status == HTTPStatus.BAD_REQUEST and number > 1 and _BEYOND in parse(page).text:
        return ListPage(is_last=True)
    links = posts_of(page) if page.status == HTTPStatus.OK else None
    if links is None:
        return INVALID_PAGE
    if not links:
        return ListPage(declared_total=0, is_last=True) if number == 1 else ListPage(is_last=True)
    if number > 1 and all(link.url in seen for link in links):
        return INVALID_PAGE
    interface = fetch.url.partition("?")[0]
    return ListPage(links=links, next=(_posts_fetch(interface, fetch.note, number + 1),))


WORDPRESS = Family(name="wordpress", label="WordPress", sniff=_sniff, first=_first, more=_more)
