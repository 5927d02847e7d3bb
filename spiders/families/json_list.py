"""A single-page application whose list comes from an open JSON interface.

Shape::

    <body><div id="app"></div><script src="/static/js/app.3f2a.js"></script></body>
    POST /gwk/policy/page {"siteIdList":["0075"],"pageNo":1,"pageSize":10}
    {"code":200,"total":31,"records":[{"id":9,"title":"…","publishDate":"2024-01-26"},…]}

The interface is read from the script of the page (see ``bundle.py``); where that does not name it
plainly, where it refuses callers without the page's own session, or where it gives a list without
any report, the page is opened in the browser, as for ``single_page``.
Complete: the total that the interface states, met, with a report among the entries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

from reading.charset import decode
from spiders.dates import first_date
from spiders.families.bundle import Interface, read_bundle
from spiders.families.model import INVALID_PAGE, Family, Fetch, ListLink, ListPage, Page
from spiders.families.replies import JSON_BODY, number_of, object_of, objects_of, text_of
from spiders.families.single_page import SINGLE_PAGE, is_shell
from spiders.markup import absolute_url, parse
from spiders.titles import is_report_title

_LIBRARIES = re.compile(
    r"vendor|jquery|polyfill|runtime|chunk-|manifest|echarts|element", re.IGNORECASE
)
_TOTALS = ("total", "totalCount", "totalElements", "totalRecords", "totalNum", "count")
_TITLES = ("title", "docTitle", "articleTitle", "name")
_ADDRESSES = ("url", "link", "href", "linkUrl", "docPubUrl", "path")
_DAYS = re.compile(r"(?:publish|pub|release|display|doc_?rel|issue)\w*", re.IGNORECASE)
_FIELD = re.compile(r"\{(\w+)\}")
_SCRIPTS = 2
_TOO_MANY_PAGES = 500


def _scripts(page: Page) -> tuple[str, ...]:
    """The scripts of the page's own host that may be its program."""
    markup = parse(page)
    host = urlsplit(page.url).netloc
    urls = [markup.absolute(e.get("src") or "") for e in markup.tree.iter("script")]
    own = [url for url in urls if url is not None and urlsplit(url).netloc == host]
    return tuple(url for url in own if not _LIBRARIES.search(urlsplit(url).path))[:_SCRIPTS]


def _sniff(page: Page) -> int:
    return 52 if is_shell(page) and _scripts(page) else 0


def _first(page: Page) -> ListPage:
    scripts = _scripts(page)
    if page.status != HTTPStatus.OK or not scripts or not is_shell(page):
        return INVALID_PAGE
    rendered = SINGLE_PAGE.first(page).next[0]
    return ListPage(next=(Fetch(url=scripts[0], otherwise=scripts[1:], instead=rendered),))


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if fetch.needs_render or fetch.instead is None:
        return SINGLE_PAGE.more(fetch, page, seen)
    if not fetch.note:
        return _after_script(fetch, fetch.instead, page)
    interface, has_report = _noted(fetch.note)
    answer = object_of(decode(page.body, page.content_type).text)
    if page.status != HTTPStatus.OK or interface is None or answer is None:
        return _in_browser(fetch.instead)
    return _records(fetch, fetch.instead, interface, answer, seen, has_report=has_report)


def _in_browser(rendered: Fetch) -> ListPage:
    return ListPage(next=(rendered,), is_valid=False)


def _after_script(fetch: Fetch, rendered: Fetch, page: Page) -> ListPage:
    """The first request to the interface that a script names; else the next script."""
    interface = None
    if page.status == HTTPStatus.OK:
        interface = read_bundle(decode(page.body, page.content_type).text)
    if interface is not None:
        return ListPage(next=(_request(interface, rendered, 1, has_report=False),))
    if not fetch.otherwise:
        return _in_browser(rendered)
    again = replace(fetch, url=fetch.otherwise[0], otherwise=fetch.otherwise[1:])
    return ListPage(next=(again,), is_valid=False)


def _request(interface: Interface, rendered: Fetch, number: int, *, has_report: bool) -> Fetch:
    fields = {**interface.fields, interface.page_key: number}
    url = urljoin(rendered.url, interface.path)
    note = interface.to_note(has_report=has_report)
    referer = ("Referer", rendered.url)
    if not interface.is_post:
        return Fetch(
            url=f"{url}?{urlencode(fields)}", headers=(referer,), instead=rendered, note=note
        )
    return Fetch(
        url=url,
        method="POST",
        body=json.dumps(fields, ensure_ascii=False, separators=(",", ":")),
        headers=(("Content-Type", JSON_BODY), referer),
        instead=rendered,
        note=note,
    )


def _noted(note: str) -> tuple[Interface | None, bool]:
    own, more = json.loads(note)
    return Interface(**own), bool(more.get("has_report"))


def _records(
    fetch: Fetch,
    rendered: Fetch,
    interface: Interface,
    answer: Mapping[str, object],
    seen: frozenset[str],
    *,
    has_report: bool,
) -> ListPage:
    """A page of records; a list that names no report at all may be another column's."""
    rows, total = _rows_of(answer)
    links = tuple(link for row in rows if (link := _link(row, interface, rendered.url)))
    count = len(seen | {link.url for link in links})
    is_new = any(link.url not in seen for link in links)
    is_reports = has_report or any(is_report_title(link.title) for link in links)
    number = number_of(_number(fetch, interface)) or 1
    if not is_new or len(links) < len(rows) or number >= _TOO_MANY_PAGES:
        return replace(_in_browser(rendered), links=links)
    if total is not None and count >= total:
        if not is_reports:
            return replace(_in_browser(rendered), links=links)
        return ListPage(links=links, declared_total=total, is_last=True)
    following = _request(interface, rendered, number + 1, has_report=is_reports)
    return ListPage(links=links, declared_total=total if is_reports else None, next=(following,))


def _number(fetch: Fetch, interface: Interface) -> object:
    """The page that ``fetch`` asked for."""
    asked = object_of(fetch.body or "") or {}
    found = re.search(rf"[?&]{re.escape(interface.page_key)}=(\d+)", fetch.url)
    return asked.get(interface.page_key, found[1] if found else 1)


def _rows_of(
    answer: Mapping[str, object],
) -> tuple[tuple[Mapping[str, object], ...], int | None]:
    """The first list of records with titles, and the total beside it or above it."""
    total: int | None = None
    for part in _parts(answer):
        stated = (number_of(part.get(name)) for name in _TOTALS)
        total = next((number for number in stated if number is not None), total)
        for value in part.values():
            rows = objects_of(value)
            if rows and all(_text(row, _TITLES) for row in rows):
                return rows, total
    return (), total


def _parts(answer: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The objects of an answer from the outside in."""
    waiting = [answer]
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting += [value for value in part.values() if isinstance(value, dict)]


def _link(row: Mapping[str, object], interface: Interface, base: str) -> ListLink | None:
    address = _text(row, _ADDRESSES)
    if not address and interface.detail is not None:
        names = _FIELD.findall(interface.detail)
        values = {name: str(row.get(name, "")) for name in names}
        if not all(values.values()):
            return None
        address = interface.detail.format_map(values)
    url = absolute_url(base, address) if address else None
    if url is None:
        return None
    return ListLink(url=url, title=_text(row, _TITLES), listed_date=_day(row))


def _text(row: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := text_of(row.get(name)))), "")


def _day(row: Mapping[str, object]) -> date | None:
    """The day of publication, as a text; numbers of seconds were seen to disagree with it."""
    days = (first_date(v) for k, v in row.items() if isinstance(v, str) and _DAYS.fullmatch(k))
    return next((day for day in days if day is not None), None)


JSON_LIST = Family(
    name="json_list",
    label="单页应用接口",
    sniff=_sniff,
    first=_first,
    more=_more,
    is_render_needed=SINGLE_PAGE.is_render_needed,
)
