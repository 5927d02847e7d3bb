"""Old sites built of frames: the column page is a frameset, the list stands in one of its frames.

Shape::

    <frameset cols="180,*"><frame name="left" src="menu.htm"><frame name="main" src="list.htm">
    </frameset>

or a page of layout tables with an ``iframe`` for the list. Pages are often GBK without a header,
with a ``<base href="../">`` and links in ``onclick="window.open('…')"``.
Complete: as the static list inside the frame says.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListPage, Page
from spiders.families.static_list import list_links, more
from spiders.markup import parse

_MAIN = re.compile(r"main|right|content|list|body|center|nei?rong", re.IGNORECASE)
_NEVER = re.compile(
    r"visitcount|/login|tree\.jsp|weather|tianqi|/share|/footer|about:blank", re.IGNORECASE
)
_ASIDE = re.compile(r"foot|head|top|bottom|left|menu|nav|count|banner|search", re.IGNORECASE)


def all_frames(page: Page) -> tuple[str, ...]:
    """Every frame but counters, logins and the like: also the menu, which leads to columns."""
    markup = parse(page)
    sources = [e.get("src") or "" for e in markup.tree.iter("frame", "iframe")]
    urls = [markup.absolute(source) for source in sources if not _NEVER.search(source)]
    return tuple(dict.fromkeys(url for url in urls if url is not None and url != page.url))


def frame_urls(page: Page) -> tuple[str, ...]:
    """The frames that may hold the content, the likeliest first; no menus, no counters."""
    markup = parse(page)
    wanted, found = all_frames(page), dict[str, bool]()
    for element in markup.tree.iter("frame", "iframe"):
        source = element.get("src") or ""
        name = f"{element.get('name', '')} {element.get('id', '')} {source.rpartition('/')[2]}"
        url = markup.absolute(source)
        if url in wanted and not _ASIDE.search(name):
            found[url] = found.get(url, False) or _MAIN.search(name) is not None
    return tuple(sorted(found, key=lambda url: not found[url]))


def _sniff(page: Page) -> int:
    markup = parse(page)
    if next(markup.tree.iter("frame"), None) is not None and frame_urls(page):
        return 70
    return 25 if frame_urls(page) and not list_links(markup) else 0


def _first(page: Page) -> ListPage:
    frames = frame_urls(page)
    if page.status != HTTPStatus.OK or not frames:
        return INVALID_PAGE
    return ListPage(next=(Fetch(url=frames[0], otherwise=frames[1:]),))


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    inner = frame_urls(page)
    if page.status == HTTPStatus.OK and inner and not list_links(parse(page)):
        deeper = Fetch(url=inner[0], otherwise=(*inner[1:], *fetch.otherwise))
        return ListPage(next=(deeper,)) if deeper.url != fetch.url else INVALID_PAGE
    return more(fetch, page, seen)


FRAMED = Family(name="framed", label="框架页面", sniff=_sniff, first=_first, more=_more)
