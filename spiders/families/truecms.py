"""truecms (南通): the first records in the page, the rest by a call-back script (JSONP).

Shape::

    <div id="initData" style="display:none"><datastore><recordset><record><![CDATA[<li>…</li>]]>
    </record>…</recordset></datastore></div>
    <script>$('#list').page({totalRecord:58,perPage:15,columnId:'8fc1',
      proxyUrl:'/truecms/messageController/getMessage.do'});</script>

The rest is ``GET …getMessage.do?startrecord=16&endrecord=35&perpage=20&columnId=…&callback=cb``,
404 without ``Referer``, and gives ``cb({"result":"<datastore>…</datastore>"})``. How many records
one request may ask for differs between sites, and too many give an empty answer or 404: the page's
own number is asked for, else ever fewer until records come.
Complete: as many distinct links as the stated total; without one, the empty answer behind the last
record, asked for in the number that brought records before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from spiders.families.hanweb_jpage import record_links, records_in
from spiders.families.model import INVALID_PAGE, Family, Fetch, ListPage, Page, once_more
from spiders.families.replies import number_of, object_of
from spiders.markup import parse

_MARK = "messageController/getMessage.do"
_PROXY = re.compile(
    r"['\"](?P<url>[^'\"\s]{0,200}/messageController/getMessage\.do)[^'\"]{0,200}['\"]"
)
_COLUMN = re.compile(r"\bcolumnId['\"]?\s*[:=]\s*['\"]?(?P<id>[\w-]{1,64})")
_TOTAL = re.compile(r"\btotalRecord['\"]?\s*[:=]\s*['\"]?(\d{1,9})\b", re.IGNORECASE)
_STATED = re.compile(r"<totalrecord>\s*(\d{1,9})\s*</totalrecord>", re.IGNORECASE)
_PER_PAGE = re.compile(r"\bperPage['\"]?\s*[:=]\s*['\"]?(\d{1,9})\b", re.IGNORECASE)
_STORE = re.compile(r"<\w{1,20}[^>]{0,200}\bid\s*=\s*['\"]?initData\b[^>]{0,200}>")
_CALLBACK = re.compile(r"\s*[\w.$]{1,60}\s*\((?P<json>.*)\)\s*;?\s*", re.DOTALL)
_MOST, _SIZES = 50, (50, 20, 10)
_WORKS = "works"


def _sniff(page: Page) -> int:
    text = parse(page).text
    return 96 if _MARK in text and _COLUMN.search(text) else 0


def _first(page: Page) -> ListPage:
    markup = parse(page)
    proxy, column = _PROXY.search(markup.text), _COLUMN.search(markup.text)
    url = markup.absolute(proxy["url"]) if proxy else None
    if page.status != HTTPStatus.OK or url is None or column is None:
        return INVALID_PAGE
    records = _embedded(markup.text)
    links = record_links(records, markup.base)
    stated = _TOTAL.search(markup.text)
    total = int(stated[1]) if stated else None
    if total is not None and len(links) >= total:
        return ListPage(links=links, declared_total=total, is_last=True)
    start = len(records) + 1 if total is not None else 1
    own = number_of(found[1]) if (found := _PER_PAGE.search(markup.text)) else None
    sizes = (own,) if own and own <= _MOST else ()
    addresses = [
        f"{url}?{_query(start, size, column['id'])}" for size in dict.fromkeys((*sizes, *_SIZES))
    ]
    request = Fetch(
        url=addresses[0], headers=(("Referer", markup.url),), otherwise=tuple(addresses[1:])
    )
    return ListPage(links=links, declared_total=total, next=(request,))


def _embedded(text: str) -> tuple[str, ...]:
    """The records that lie in the page, by plain search."""
    opening = _STORE.search(text)
    if opening is None:
        return ()
    end = text.find("</datastore>", opening.end())
    return records_in(text[opening.end() : end]) if end >= 0 else ()


def _query(start: int, size: int, column: str) -> str:
    fields = {
        "startrecord": start,
        "endrecord": start + size - 1,
        "perpage": size,
        "columnId": column,
        "callback": "cb",
    }
    return urlencode(fields)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    store = _store(page)
    records = records_in(store or "")
    if not records:
        return _without_records(fetch, store)
    links = record_links(records, dict(fetch.headers).get("Referer", page.url))
    stated = _STATED.search(store or "")
    total = int(stated[1]) if stated else None
    count = len(seen | {link.url for link in links})
    is_last = total is not None and count >= total
    following = () if is_last else (_after(fetch, len(records)),)
    return ListPage(links=links, declared_total=total, next=following, is_last=is_last)


def _store(page: Page) -> str | None:
    """The records' XML out of the call; ``None`` where the answer is none."""
    call = _CALLBACK.fullmatch(parse(page).text)
    reply = object_of(call["json"]) if call and page.status == HTTPStatus.OK else None
    result = reply.get("result") if reply is not None else None
    return result if isinstance(result, str) else None


def _without_records(fetch: Fetch, store: str | None) -> ListPage:
    """The end, an empty list, a number of records too large, or an error."""
    stated = _STATED.search(store or "")
    if stated and int(stated[1]) == 0:
        return ListPage(declared_total=0, is_last=True)
    if fetch.note == _WORKS:
        return once_more(fetch) if store is None else ListPage(is_last=True)
    if not fetch.otherwise:
        return once_more(fetch)
    first, *rest = fetch.otherwise
    return ListPage(next=(replace(fetch, url=first, otherwise=tuple(rest)),), is_valid=False)


def _after(fetch: Fetch, got: int) -> Fetch:
    """The records that follow the ``got`` ones that came, which may be fewer than asked for."""
    address, _, query = fetch.url.partition("?")
    fields = dict(parse_qsl(query))
    start, size = int(fields["startrecord"]) + got, int(fields["perpage"])
    url = f"{address}?{_query(start, size, fields['columnId'])}"
    return replace(fetch, url=url, otherwise=(), note=_WORKS, attempt=1)


TRUECMS = Family(name="truecms", label="truecms", sniff=_sniff, first=_first, more=_more)
