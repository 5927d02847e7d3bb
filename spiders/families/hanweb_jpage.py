"""大汉 Hanweb jpage: page 1 lies in a script of the column page, the rest comes from a data proxy.

Shape::

    <div id="212"><script type="text/xml"><datastore>
      <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&…"></a>]]></nextgroup>
      <recordset><record><![CDATA[<li><a href='…' title='…'>…</a><span>2025-01-24</span></li>]]>
      </record>…</recordset></datastore></script></div>
    <script>$('#212').jpage({totalRecord:61,perPage:15,groupSize:3,
      proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,columnid:337,unitid:'212',…}});
    </script>

An older form keeps the rows in a JavaScript array (``dataStore:InitData212``). A page can hold
several units; the one whose ``columnid`` is the column's own number is the list.
Complete: as many distinct links as ``totalRecord``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from spiders.families.model import (
    INVALID_PAGE,
    Family,
    Fetch,
    ListLink,
    ListPage,
    Page,
    once_more,
)
from spiders.families.replies import number_of
from spiders.families.static_list import row_link
from spiders.markup import Markup, parse, parse_fragment
from spiders.titles import is_report_title

_CALL = re.compile(
    r"\$\(\s*['\"]#(?P<unit>[\w-]+)['\"]\s*\)\s*\.jpage\s*\(\s*"
    r"\{(?P<options>.{0,4000}?)\}\s*\)",
    re.DOTALL,
)
_PARAMETERS = re.compile(r"ajaxParam\s*:\s*\{(?P<fields>[^}]*)\}", re.DOTALL)
_FIELD = re.compile(
    r"['\"]?(?P<key>\w+)['\"]?\s*:\s*(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<bare>[\w.\-]+))"
)
_STORE = re.compile(r"<script[^>]{0,200}text/xml[^>]{0,200}>", re.IGNORECASE)
_CDATA = re.compile(r"\s*<!\[CDATA\[(?P<text>.*?)\]\]>\s*", re.DOTALL)
_NEXT_GROUP = re.compile(
    r"<nextgroup>\s*<!\[CDATA\[.{0,400}?href\s*=\s*['\"](?P<href>[^'\"]+)", re.DOTALL
)
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,9})\s*</totalrecord>", re.IGNORECASE)
_ARRAY_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_COLUMN = re.compile(r"/col/col(\d+)/")
_MOST_PER_REQUEST = 100  # servers silently cut longer groups
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One list of the page: what its script call says, and the rows that lie in the page."""

    total: int
    per_page: int
    group: int
    proxy_url: str
    parameters: Mapping[str, str]
    next_group: str | None
    links: tuple[ListLink, ...]

    @property
    def step(self) -> int:
        """How many rows one request asks for."""
        return max(1, min(self.per_page * self.group, _MOST_PER_REQUEST))


def _sniff(page: Page) -> int:
    text = parse(page).text
    if ".jpage(" in text.replace(" ", "") and ("dataproxy" in text or "<datastore>" in text):
        return 95
    return 40 if "dataproxy.jsp" in text else 0


def _first(page: Page) -> ListPage:
    markup = parse(page)
    unit = _chosen(_units(markup), markup.url)
    if page.status != HTTPStatus.OK or unit is None or (unit.total > 0 and not unit.links):
        return INVALID_PAGE
    following = (
        _request(markup, unit, start=len(unit.links) + 1) if len(unit.links) < unit.total else ()
    )
    return ListPage(
        links=unit.links,
        declared_total=unit.total,
        next=following,
        is_last=len(unit.links) >= unit.total,
    )


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    text = parse(page).text
    column = dict(fetch.headers).get("Referer", page.url)
    total = _TOTAL.search(text)
    links = record_links(records_in(text), column)
    if page.status != HTTPStatus.OK or total is None or not links:
        return _other_way(fetch)
    if all(link.url in seen for link in links):
        return _other_way(fetch) if fetch.otherwise else INVALID_PAGE
    declared = int(total[1])
    count = len(seen | {link.url for link in links})
    if count >= declared:
        return ListPage(links=links, declared_total=declared, is_last=True)
    return ListPage(links=links, declared_total=declared, next=_after(fetch, declared))


def _other_way(fetch: Fetch) -> ListPage:
    if not fetch.otherwise:
        return once_more(fetch)
    first, *rest = fetch.otherwise
    again = Fetch(url=first, headers=_plain(fetch.headers), otherwise=tuple(rest))
    return ListPage(next=(again,), is_valid=False)


def _plain(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(header for header in headers if header[0] != "Content-Type")


def _stores(text: str) -> dict[str, int]:
    """The record stores of a page, each with the place of the ``div`` that opens before it."""
    stores: dict[str, int] = {}
    for opening in _STORE.finditer(text):
        end = text.find("</script", opening.end())
        if end < 0:
            break
        stores[text[opening.end() : end]] = text.rfind("<div", 0, opening.start())
    return stores


def _units(markup: Markup) -> list[Unit]:
    stores = _stores(markup.text)
    units = []
    for call in _CALL.finditer(markup.text):
        options = {
            m["key"]: _value(m) for m in _FIELD.finditer(_PARAMETERS.sub("", call["options"]))
        }
        fields = _PARAMETERS.search(call["options"])
        parameters = (
            {m["key"]: _value(m) for m in _FIELD.finditer(fields["fields"])} if fields else {}
        )
        proxy = markup.absolute(options.get("proxyUrl", ""))
        total = number_of(options.get("totalRecord"))
        if proxy is None or total is None:
            continue
        store = _store_of(call["unit"], stores, markup.text)
        if store:
            records, next_group = records_in(store), _NEXT_GROUP.search(store)
        else:
            records, next_group = _array(options.get("dataStore", ""), markup.text), None
        units.append(
            Unit(
                total=total,
                per_page=number_of(options.get("perPage")) or 15,
                group=number_of(options.get("groupSize")) or 1,
                proxy_url=proxy,
                parameters=parameters,
                next_group=markup.absolute(next_group["href"]) if next_group else None,
                links=record_links(records, markup.base),
            )
        )
    return units


def _store_of(unit: str, stores: Mapping[str, int], text: str) -> str | None:
    """The record store inside the element that the call names."""
    opening = re.compile(rf"<div[^>]*\bid\s*=\s*['\"]?{re.escape(unit)}['\"\s>]")
    for store, position in stores.items():
        if position >= 0 and opening.match(text, position):
            return store
    return None


def _chosen(units: list[Unit], url: str) -> Unit | None:
    column = _COLUMN.search(url)
    own = [unit for unit in units if column and unit.parameters.get("columnid") == column[1]]
    reports = [u for u in own or units if any(is_report_title(link.title) for link in u.links)]
    return next(iter(reports or own or units), None)


def _request(markup: Markup, unit: Unit, *, start: int) -> tuple[Fetch, ...]:
    end = min(start + unit.step - 1, unit.total)
    query = urlencode({"startrecord": start, "endrecord": end, "perpage": unit.per_page})
    headers = (
        ("Content-Type", _FORM),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", markup.url),
    )
    return (
        Fetch(
            url=f"{unit.proxy_url}?{query}",
            method="POST",
            body=urlencode(unit.parameters),
            headers=headers,
            otherwise=_by_page(unit, start),
        ),
    )


def _by_page(unit: Unit, start: int) -> tuple[str, ...]:
    """The same rows asked for by GET, where only ``page`` counts."""
    number = (start - 1) // unit.step + 1
    if unit.next_group is not None:
        return (re.sub(r"([?&]page=)\d+", rf"\g<1>{number}", unit.next_group),)
    return (f"{unit.proxy_url}?{urlencode({'page': number, **unit.parameters})}",)


def _after(fetch: Fetch, total: int) -> tuple[Fetch, ...]:
    """The request that follows ``fetch``, by rows or by page as it was."""
    query = parse_qs(urlsplit(fetch.url).query)
    if fetch.method == "POST" and "endrecord" in query:
        start, end = int(query["startrecord"][0]), int(query["endrecord"][0])
        if end >= total:
            return ()
        upto = min(end + end - start + 1, total)
        url = re.sub(
            r"startrecord=\d+&endrecord=\d+", f"startrecord={end + 1}&endrecord={upto}", fetch.url
        )
        return (Fetch(url=url, method="POST", body=fetch.body, headers=fetch.headers),)
    if "page" not in query:
        return ()
    number = int(query["page"][0]) + 1
    return (
        Fetch(url=re.sub(r"([?&]page=)\d+", rf"\g<1>{number}", fetch.url), headers=fetch.headers),
    )


def record_links(records: Sequence[str], base: str) -> tuple[ListLink, ...]:
    """One entry for each record that holds a link, each address once."""
    links: dict[str, ListLink] = {}
    for record in records:
        row = parse_fragment(record, base)
        found = (row_link(row, anchor, row.tree) for anchor in row.tree.iter("a"))
        link = next((link for link in found if link is not None), None)
        if link is not None:
            links.setdefault(link.url, link)
    return tuple(links.values())


def records_in(text: str) -> tuple[str, ...]:
    """The contents of all records, by plain search: the cost never exceeds the length."""
    records, position = [], text.find("<record>")
    while position >= 0:
        end = text.find("</record>", position)
        if end < 0:
            break
        inner = text[position + len("<record>") : end]
        cdata = _CDATA.fullmatch(inner)
        records.append(cdata["text"] if cdata else inner)
        position = text.find("<record>", end)
    return tuple(records)


def _array(name: str, text: str) -> tuple[str, ...]:
    """The strings of ``var InitData212 = [ '<li>…</li>', … ]``."""
    if not re.fullmatch(r"\w+", name):
        return ()
    opening = re.search(rf"\b{name}\s*=\s*\[\s*", text)
    if opening is None:
        return ()
    end = text.find("</script", opening.end())
    body = text[opening.end() : end if end >= 0 else None]
    strings, position = [], 0
    while match := _ARRAY_STRING.match(body, position):
        strings.append(re.sub(r"\\(.)", r"\1", match[1] if match[1] is not None else match[2]))
        comma = re.compile(r"\s*,\s*").match(body, match.end())
        if comma is None:
            break
        position = comma.end()
    return tuple(strings)


def _value(match: re.Match[str]) -> str:
    return next(v for v in (match["single"], match["double"], match["bare"]) if v is not None)


HANWEB_JPAGE = Family(
    name="hanweb_jpage", label="大汉 jpage", sniff=_sniff, first=_first, more=_more
)
