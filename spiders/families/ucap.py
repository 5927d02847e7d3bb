"""开普 Kaipu UCAP: a column page with an empty list, and an interface asked by the channel's id.

Shape::

    <script>var channelId = 'cd11df89f5894c1eac37ae37cc11e369';</script>
    <ul id="list"></ul><script src="/xhtml/js/common_list.js"></script>

The list is ``GET /searchList/{id}?_isAgg=true&_isJson=true&_pageSize=20&…&page=1``; other sites
name the interface ``/search/``, ``/common/search/``, ``/es-search/search/``, ``…/manuscriptList/``.
What the page's own scripts name is asked first, the others in turn. A page without the id is asked
after by the code in its address: ``/getChannelList?channelCode=c100028``. The list is JSON,
``{"data":{"page":1,"rows":20,"total":137,"results":[{"title","url":"//host/…/content.shtml",
"publishedTime":1706200000000,"publishedTimeStr":"2024-01-26 00:26:40"}]}}``, or a fragment of HTML
rows. ``publishedTime`` was seen to be hours off: the date is that of ``publishedTimeStr``, which is
local time, and without it there is none.
Complete: as many distinct links as ``total``; without one, the empty page behind the last. An empty
list is believed when no interface of the site says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from spiders.dates import first_date
from spiders.families.model import (
    INVALID_PAGE,
    Family,
    Fetch,
    ListLink,
    ListPage,
    Page,
    once_more,
)
from spiders.families.replies import number_of, object_of, objects_of, part_of, text_of
from spiders.families.rows import rows_of
from spiders.families.static_list import list_links, read_pager
from spiders.markup import Markup, absolute_url, parse

_ID = r"(?P<id>[0-9a-f]{32}|n\d{1,12})"
_NAMED = re.compile(rf"\b(?:channel_?id|lmcode)['\"]?\s*[:=]\s*['\"]{_ID}['\"]", re.IGNORECASE)
_FIELD_NAMES = frozenset({"channelid", "lmcode"})
_WHOLE_ID = re.compile(_ID, re.IGNORECASE)
# '/searchList/' + channelId, or with the id in it
_INTERFACE = re.compile(
    r"['\"](?P<path>(?:https?://[\w.\-]{1,100})?(?:/[\w\-]{1,40}){0,3}/(?:searchList|search|"
    r"(?:wh)?manuscriptList)/)(?:['\"]\s*\+|(?P<id>[0-9a-f]{32}|n\d{1,12})\b)"
)
_CODE = re.compile(r"/(?P<code>c\d{4,12})/[\w\-]+\.shtml$")
_LOOK_UP = ("/getChannelList", "/common/getChannelList")
_USUAL = ("/searchList/", "/common/search/", "/search/")
_MARKS = ("_isAgg=", "UCAP", "ucap", "common_list", "/searchList/")
_EMPTY = "empty"  # one interface has said so
_CHANNEL_STEP = "channel"
_QUERY = (
    ("_isAgg", "true"),
    ("_isJson", "true"),
    ("_pageSize", "20"),
    ("_template", "index"),
    ("_rangeTimeGte", ""),
    ("_channelName", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of the interface."""

    links: tuple[ListLink, ...]
    total: int | None


def _channel(markup: Markup) -> str | None:
    """The channel's id: of a script, a hidden field, or the address of the page."""
    if found := _NAMED.search(markup.text):
        return found["id"]
    for element in markup.tree.iter("input", "div", "ul"):
        names = {(element.get("id") or "").lower(), (element.get("name") or "").lower()}
        value = element.get("value") or element.get("data-id") or ""
        if names & _FIELD_NAMES and _WHOLE_ID.fullmatch(value):
            return value
    if (literal := _INTERFACE.search(markup.text)) and literal["id"]:
        return literal["id"]
    asked = {name.lower(): values for name, values in parse_qs(urlsplit(markup.url).query).items()}
    value = asked.get("channelid", [""])[0]
    return value if _WHOLE_ID.fullmatch(value) else None


def _sniff(page: Page) -> int:
    markup = parse(page)
    is_known = _channel(markup) is not None
    if not any(mark in markup.text for mark in _MARKS) or not (is_known or _code(markup)):
        return 0
    if list_links(markup):  # rows in the page are a static list, with its pager
        return 40 if is_known else 0
    return 90 if is_known else 60


def _first(page: Page) -> ListPage:
    markup = parse(page)
    channel = _channel(markup)
    named = (match["path"] for match in _INTERFACE.finditer(markup.text))
    paths = tuple(dict.fromkeys((*named, *_USUAL)))
    if page.status != HTTPStatus.OK or _sniff(page) == 0:
        return INVALID_PAGE
    if channel is not None:
        return ListPage(next=_request(paths, channel, markup.url))
    code = _code(markup)
    urls = [markup.absolute(f"{path}?channelCode={code}") for path in _LOOK_UP] if code else []
    known = [url for url in urls if url is not None]
    if not known:
        return INVALID_PAGE
    note = " ".join((_CHANNEL_STEP, *paths))
    headers = (("Referer", markup.url),)
    look_up = Fetch(url=known[0], headers=headers, otherwise=tuple(known[1:]), note=note)
    return ListPage(next=(look_up,))


def _code(markup: Markup) -> str | None:
    """The channel's code in the address of the page."""
    found = _CODE.search(urlsplit(markup.url).path)
    return found["code"] if found else None


def _request(paths: Sequence[str], channel: str, column: str) -> tuple[Fetch, ...]:
    """The first page of the list, by the likeliest interface first."""
    urls = (absolute_url(column, f"{path}{channel}") for path in paths)
    addresses = [f"{url}?{urlencode((*_QUERY, ('page', 1)))}" for url in urls if url]
    headers = (("X-Requested-With", "XMLHttpRequest"), ("Referer", column))
    return (Fetch(url=addresses[0], headers=headers, otherwise=tuple(addresses[1:])),)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if fetch.note.startswith(f"{_CHANNEL_STEP} "):
        return _from_look_up(fetch, page)
    answer = _answer(page) if page.status == HTTPStatus.OK else None
    number = number_of(parse_qs(urlsplit(fetch.url).query).get("page", ["1"])[0]) or 1
    if answer is None:
        again = once_more(fetch) if page.status == HTTPStatus.OK else INVALID_PAGE
        return again if again.next else _other_interface(fetch)
    if not answer.links and number > 1:
        return ListPage(declared_total=answer.total, is_last=True)
    if not answer.links:
        return _other_interface(replace(fetch, note=_EMPTY) if answer.total == 0 else fetch)
    count = len(seen | {link.url for link in answer.links})
    is_last = answer.total is not None and count >= answer.total
    following = () if is_last else (_after(fetch, number + 1),)
    return ListPage(
        links=answer.links, declared_total=answer.total, next=following, is_last=is_last
    )


def _from_look_up(fetch: Fetch, page: Page) -> ListPage:
    """The list of the channel that the look-up names."""
    reply = object_of(parse(page).text) if page.status == HTTPStatus.OK else None
    found = part_of(reply or {}, "results").get("channelId")
    if not isinstance(found, str) or not _WHOLE_ID.fullmatch(found):
        return _other_interface(fetch)
    paths = fetch.note.split(" ")[1:]
    return ListPage(next=_request(paths, found, dict(fetch.headers).get("Referer", page.url)))


def _answer(page: Page) -> Answer | None:
    """The entries of an answer, JSON or HTML; ``None`` where it is neither."""
    markup = parse(page)
    reply = object_of(markup.text)
    if reply is not None:
        return _from_json(reply, page.url)
    links = rows_of(markup)
    is_page = "<html" in markup.text.lower()  # where nothing is, many sites show their first page
    if is_page or not any(link.listed_date for link in links):
        return None
    return Answer(links=links, total=read_pager(markup).total)


def _from_json(reply: Mapping[str, object], base: str) -> Answer | None:
    listed = part_of(reply, "data") or part_of(part_of(reply, "results"), "data")
    results = listed.get("results")
    if not isinstance(results, list):
        return None
    rows = (_link(row, base) for row in objects_of(results))
    links = {link.url: link for link in rows if link is not None}
    return Answer(links=tuple(links.values()), total=number_of(listed.get("total")))


def _link(row: Mapping[str, object], base: str) -> ListLink | None:
    metas = row.get("domainMetaList")
    inner = metas if isinstance(metas, dict) else next(iter(objects_of(metas)), {})
    title = text_of(row.get("title")) or text_of(inner.get("title"))
    href = row.get("url") or inner.get("url")
    url = absolute_url(base, href) if isinstance(href, str) else None
    if url is None or not title:
        return None
    day = _day(row.get("publishedTimeStr")) or _day(inner.get("publishedTimeStr"))
    return ListLink(url=url, title=title, listed_date=day)


def _day(text: object) -> date | None:
    return first_date(text) if isinstance(text, str) else None


def _other_interface(fetch: Fetch) -> ListPage:
    if not fetch.otherwise:
        is_empty = fetch.note == _EMPTY
        return ListPage(declared_total=0, is_last=True) if is_empty else INVALID_PAGE
    first, *rest = fetch.otherwise
    again = replace(fetch, url=first, otherwise=tuple(rest), attempt=1)
    return ListPage(next=(again,), is_valid=False)


def _after(fetch: Fetch, number: int) -> Fetch:
    url = re.sub(r"([?&]page=)\d+", rf"\g<1>{number}", fetch.url)
    return replace(fetch, url=url, otherwise=(), attempt=1)


UCAP = Family(name="ucap", label="开普 UCAP", sniff=_sniff, first=_first, more=_more)
