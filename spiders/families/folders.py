"""A column of folders: a year each, and inside them others for townships or departments.

Shape::

    /zwgk/zfxxgk/zfxxgknb82/   <li><a href="./2024n78/">2024年</a></li> …
    /zwgk/zfxxgk/zfxxgknb82/2024n78/   a static list, and <a href="./xzjd/">镇街年报</a>

The year of a folder may be that of publication or that of the report, and its name has a tail of
digits: folders are followed as the page names them, never built. Each is a static list, paged as
TRS does or as any other, and they are read one after the other, as the column has them.
A folder may also hold a single report and no list: then it is an entry itself.
Complete: every folder's list is proven to be read to its end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit

from spiders.article import count_markers
from spiders.attachments import attachments_of
from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.static_list import or_otherwise, read_list
from spiders.families.trs import paging_of, read_static
from spiders.markup import parse, squeeze, visible_text
from spiders.titles import is_report_title, years_of

_PARTS = re.compile(r"镇街|乡镇|街道|部门|委办局|区县|县区|市县|直属单位|历年|往年")
_INDEX = re.compile(r"(?:index|default)\.s?html?$")
_FAILED = re.compile(r"不存在|找不到|无法|下线|删除|错误|出错|异常|繁忙|稍后|验证|(?<!\d)404(?!\d)")
_MARKERS = 2  # of the headings and labels of a report
_DEEPEST = 3
_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is still to be read, and whether a folder before could not be proven whole."""

    waiting: tuple[str, ...] = ()
    is_doubtful: bool = False

    def note(self) -> str:
        """The state as a text that travels with a request."""
        return json.dumps([self.is_doubtful, *self.waiting])


@lru_cache(maxsize=8)
def folders_of(page: Page) -> tuple[str, ...]:
    """The folders below the page's own that its links name by a year or by a kind of agency."""
    markup = parse(page)
    own = _folder(page.url)
    if urlsplit(own).path == "/":
        return ()
    found: dict[str, None] = {}
    for anchor in markup.tree.iter("a"):
        words = visible_text(anchor) or anchor.get("title") or ""
        url = markup.absolute(anchor.get("href") or "")
        if url is None or not (years_of(words) or _PARTS.search(words)) or is_report_title(words):
            continue
        address = _INDEX.sub("", url)
        if address.endswith("/") and address.startswith(own) and address != own:
            found[address] = None
    return tuple(found)


def _read(page: Page) -> ListPage:
    """A page of a folder: a year's list is often too short for any paging."""
    read = read_static(page)
    is_open = read.is_valid and not (read.is_last or read.next or read.declared_total is not None)
    return read_list(page) if is_open else read


def _folder(url: str) -> str:
    return url.split("#", 1)[0].split("?", 1)[0].rpartition("/")[0] + "/"


def _sniff(page: Page) -> int:
    return 85 if folders_of(page) else 0


def _first(page: Page) -> ListPage:
    folders = folders_of(page)
    if page.status != HTTPStatus.OK or not folders:
        return INVALID_PAGE
    column = _folder(page.url)
    read = _entries(_read(page), folders)
    state = State(is_doubtful=bool(read.links) and not (read.is_last or read.next))
    # The folders themselves are what makes this page a column of theirs
    return replace(_go_on(read, _with(state, folders, column), column), is_valid=True)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    column = dict(fetch.headers).get("Referer", page.url)
    inner = folders_of(page) if page.status == HTTPStatus.OK else ()
    read = _entries(_read(page), inner)
    if not (read.links or inner) and (entry := _as_entry(page)) is not None:
        read = ListPage(links=(entry,), is_last=True)
    elif fetch.otherwise or _folder(fetch.url) != fetch.url:  # a further page of a folder
        read = or_otherwise(fetch, read, seen)
    is_whole = read.is_last and _has_all(read, page.url, seen)
    is_without = not read.links and (bool(inner) or _is_bare(page))
    state = _state(fetch)
    if not (is_whole or read.next or is_without):
        state = replace(state, is_doubtful=True)
    return _go_on(read, _with(state, inner, column), column)


def _entries(read: ListPage, folders: Sequence[str]) -> ListPage:
    """The page without the folders among its rows: "2023年度" is no report."""
    links = tuple(link for link in read.links if _INDEX.sub("", link.url) not in folders)
    return replace(read, links=links)


def _as_entry(page: Page) -> ListLink | None:
    """The page itself, where the folder holds one report and no list: as text or as a file."""
    markup = parse(page)
    title = markup.meta("ArticleTitle") or next(
        (squeeze(e.text_content()) for e in markup.tree.iter("title")), ""
    )
    is_report = bool(years_of(title)) and is_report_title(title)
    holds_report = count_markers(markup.shown) >= _MARKERS
    has_files = bool(attachments_of(markup, None))
    is_list = paging_of(markup) is not None and not markup.meta("ArticleTitle")
    if page.status != HTTPStatus.OK or not title:
        return None
    if (is_report and not is_list) or holds_report or has_files:
        return ListLink(url=page.url, title=title)
    return None


def _is_bare(page: Page) -> bool:
    """A page of words alone, on which no list could come to stand."""
    tree = parse(page).tree
    is_loading = next(tree.iter("script", "iframe", "frame", "form"), None) is not None
    words = visible_text(tree)
    return (
        page.status == HTTPStatus.OK
        and not is_loading
        and bool(words)
        and _FAILED.search(words) is None
    )


def _state(fetch: Fetch) -> State:
    is_doubtful, *waiting = json.loads(fetch.note or "[true]")
    return State(waiting=tuple(waiting), is_doubtful=is_doubtful)


def _with(state: State, folders: Sequence[str], column: str) -> State:
    """The state with the folders found, the deeper first; too many or too deep ones are left."""
    new = [url for url in folders if url not in state.waiting and _depth(url, column) <= _DEEPEST]
    waiting = (*new, *state.waiting)
    is_left = len(new) < len(folders) and any(_depth(url, column) > _DEEPEST for url in folders)
    return State(
        waiting=waiting[:_MOST],
        is_doubtful=state.is_doubtful or is_left or len(waiting) > _MOST,
    )


def _depth(url: str, column: str) -> int:
    return url.removeprefix(column).count("/")


def _has_all(read: ListPage, url: str, seen: frozenset[str]) -> bool:
    """Whether the folder has shown as many entries as it states, if it states a number."""
    under = [entry for entry in seen | read.addresses if entry.startswith(_folder(url))]
    return read.declared_total is None or len(under) >= read.declared_total


def _go_on(read: ListPage, state: State, column: str) -> ListPage:
    """What a folder's page gave, with the request for its next page or for the next folder."""
    if read.next:
        headers = (("Referer", column),)
        following = tuple(replace(f, headers=headers, note=state.note()) for f in read.next)
    elif state.waiting:
        rest = replace(state, waiting=state.waiting[1:])
        request = Fetch(url=state.waiting[0], headers=(("Referer", column),), note=rest.note())
        following = (request,)
    else:
        return ListPage(
            links=read.links,
            is_last=not state.is_doubtful,
            is_valid=bool(read.links) or not state.is_doubtful,
        )
    return ListPage(links=read.links, next=following, is_valid=bool(read.links))


FOLDERS = Family(name="folders", label="年份目录", sniff=_sniff, first=_first, more=_more)
