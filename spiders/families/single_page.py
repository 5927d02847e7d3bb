"""A single-page application: a shell of under two hundred letters that scripts fill.

Shape::

    <body><div id="app"></div><script src="/static/js/app.3f2a.js"></script></body>

The interface behind it is named in the bundle, if at all, and often refuses callers without the
page's own session: the column is opened in the browser and read as it then stands. Its rows are
those of a static list. Complete: the total that the page states, or a pager marked as at its end;
a rendered page without either proves nothing.
"""

from __future__ import annotations

from http import HTTPStatus

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListPage, Page
from spiders.families.static_list import list_links, or_otherwise, read_pager
from spiders.markup import Markup, parse

_SHELL_TEXT = 200
_ROOTS = frozenset({"app", "root", "__next", "__nuxt", "main-app"})
_READY = "li a[href], tr a[href], dd a[href], .list a[href], .item a[href]"


def is_shell(page: Page) -> bool:
    """Whether a page, column or article, shows nothing until its scripts have run."""
    markup = parse(page)
    has_links = any(markup.absolute(a.get("href") or "") for a in markup.tree.iter("a"))
    is_bare = not has_links and len(markup.shown) < _SHELL_TEXT
    return is_bare and _is_application(markup)


def _is_application(markup: Markup) -> bool:
    """An element for the scripts to fill, and scripts to fill it; rendered or not."""
    has_root = any(
        e.get("id") in _ROOTS or e.tag == "app-root" or e.get("ng-app") is not None
        for e in markup.tree.iter("div", "app-root", "body", "html")
    )
    return has_root and any(script.get("src") for script in markup.tree.iter("script"))


def _sniff(page: Page) -> int:
    if is_shell(page):
        return 50
    return 45 if _is_application(parse(page)) else 0


def _first(page: Page) -> ListPage:
    if page.status != HTTPStatus.OK or not _is_application(parse(page)):
        return INVALID_PAGE
    if is_shell(page):
        return ListPage(next=(Fetch(url=page.url, needs_render=True, ready=_READY),))
    return _read(page)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    read = _read(page)
    return or_otherwise(fetch, read, seen) if read.links else read


def _read(page: Page) -> ListPage:
    """The list as it stands in the rendered page."""
    markup = parse(page)
    links = list_links(markup)
    pager = read_pager(markup)
    if page.status != HTTPStatus.OK or (not links and pager.total != 0):
        return INVALID_PAGE
    following: tuple[Fetch, ...] = ()
    if pager.next_url is not None:
        following = (Fetch(url=pager.next_url, needs_render=True, ready=_READY),)
    return ListPage(links=links, declared_total=pager.total, next=following, is_last=pager.is_last)


SINGLE_PAGE = Family(
    name="single_page",
    label="单页应用",
    sniff=_sniff,
    first=_first,
    more=_more,
    is_render_needed=is_shell,
)
