"""新点 Epoint EWB: a shell, a script that names the site, a list by POST of JSON.

Shape::

    /dynamic/zwgk/govInfoPub.html?deptcode=…&categorynum=003006
    <script src="/js/webBuilderCommon.js"></script>

The script holds ``var siteInfo = {"siteGuid":"7eb5…","projectName":"/EWB-FRONT"}``. The list is
``POST {projectName}/rest/lightfrontaction/getgovinfolist`` with ``{"deptcode":"","categorynum":
"003006","pageIndex":0,"pageSize":20,"siteGuid":"7eb5…"}``; older sites want it wrapped as
``{"token":"","params":{…}}``. The answer is ``{"custom":{"total":61,"data":[{"infourl","title",
"realtitle","infodate"}]}}``; ``title`` may be cut, ``realtitle`` is not, and ``custom`` may be
JSON in a string.
Some hosts count pages from 0, others from 1: pages are asked for from 0, so that none is missed; a
host that counts from 1 says nothing to 0, or gives its first page twice. An empty answer
is believed only when the wrapped request brings none either.
Complete: as many distinct links as ``total``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

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
from spiders.families.replies import JSON_BODY, number_of, object_of, objects_of, part_of, text_of
from spiders.markup import Markup, absolute_url, parse

_MARKS = ("/rest/lightfrontaction/", "EWB-FRONT", "webBuilderCommon.js", "govInfoPub")
_COMMON = re.compile(r"/(?:webBuilderCommon|ajaxReq)\.js(?:\?|$)")
_GUID = re.compile(r"\bsiteGuid['\"]?\s*:\s*['\"](?P<guid>[\w\-]{8,64})['\"]")
_PROJECT = re.compile(r"\bprojectName['\"]?\s*:\s*['\"](?P<path>/?[\w\-./]{1,100})['\"]")
_CATEGORY = re.compile(
    r"\bcategory_?num['\"]?\s*[:=]\s*['\"](?P<number>\d{3,30})['\"]", re.IGNORECASE
)
_DEPARTMENT = re.compile(
    r"\bdept_?code['\"]?\s*[:=]\s*['\"](?P<code>[\w\-]{1,64})['\"]", re.IGNORECASE
)
_ACTION = "/rest/lightfrontaction/getgovinfolist"
_PAGE_SIZE = 20
_ADDRESSES = ("infourl", "visiturl", "linkurl")
# What is known while the first page, whichever number it has, is still to come
_FIRST, _EMPTY = "first", "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of the list; ``has_rows`` counts rows that lead nowhere as well."""

    links: tuple[ListLink, ...]
    total: int | None
    has_rows: bool


def _sniff(page: Page) -> int:
    text = parse(page).text
    if any(mark in text for mark in _MARKS):
        return 88 if _asked_for(parse(page)) is not None else 15
    return 60 if "govInfoPub" in urlsplit(page.url).path else 0


def _asked_for(markup: Markup) -> dict[str, str] | None:
    """Department and category that the address names, else the scripts; ``None`` without."""
    query = {k.lower(): v for k, v in parse_qsl(urlsplit(markup.url).query)}
    category, department = _CATEGORY.search(markup.text), _DEPARTMENT.search(markup.text)
    number = query.get("categorynum") or (category["number"] if category else "")
    code = query.get("deptcode") or (department["code"] if department else "")
    return {"deptcode": code, "categorynum": number} if number else None


def _first(page: Page) -> ListPage:
    markup = parse(page)
    asked = _asked_for(markup)
    if page.status != HTTPStatus.OK or asked is None or _sniff(page) == 0:
        return INVALID_PAGE
    named = (markup.absolute(s.get("src") or "") for s in markup.tree.iter("script"))
    scripts = [url for url in named if url is not None and _COMMON.search(url)]
    usual = markup.absolute("/js/webBuilderCommon.js")
    first, *rest = dict.fromkeys((*scripts, *([usual] if usual else ())))
    request = Fetch(
        url=first,
        headers=(("Referer", markup.url),),
        otherwise=tuple(rest),
        note=json.dumps(asked),
    )
    return ListPage(next=(request,))


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if fetch.method == "GET":
        return _from_script(fetch, page)
    answer = _answer(page)
    if answer is None:
        again = once_more(fetch)
        return again if again.next else _otherwise_asked(fetch)
    if not answer.has_rows:
        return _without_rows(fetch, answer)
    count = len(seen | {link.url for link in answer.links})
    is_last = answer.total is not None and count >= answer.total
    following = () if is_last else (_after(fetch),)
    return ListPage(
        links=answer.links, declared_total=answer.total, next=following, is_last=is_last
    )


def _from_script(fetch: Fetch, page: Page) -> ListPage:
    """The request of the first page, with what the script says of the site."""
    text = parse(page).text if page.status == HTTPStatus.OK else ""
    guid, project = _GUID.search(text), _PROJECT.search(text)
    if guid is None:
        if not fetch.otherwise:
            return once_more(fetch)
        first, *rest = fetch.otherwise
        return ListPage(next=(replace(fetch, url=first, otherwise=tuple(rest)),), is_valid=False)
    column = dict(fetch.headers).get("Referer", page.url)
    path = project["path"].strip("/") if project else "EWB-FRONT"
    url = absolute_url(column, f"/{path}{_ACTION}")
    if url is None:
        return INVALID_PAGE
    wanted = {
        **(object_of(fetch.note) or {}),
        "pageIndex": 0,
        "pageSize": _PAGE_SIZE,
        "siteGuid": guid["guid"],
    }
    headers = (
        ("Content-Type", JSON_BODY),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Referer", column),
    )
    request = Fetch(url=url, method="POST", body=json.dumps(wanted), headers=headers, note=_FIRST)
    return ListPage(next=(request,))


def _answer(page: Page) -> Answer | None:
    reply = object_of(parse(page).text) if page.status == HTTPStatus.OK else None
    custom = reply.get("custom") if reply is not None else None
    found = object_of(custom) if isinstance(custom, str) else custom
    if not isinstance(found, Mapping) or not isinstance(found.get("data"), list):
        return None
    rows = objects_of(found["data"])
    links = (_link(row, page.url) for row in rows)
    distinct = {link.url: link for link in links if link is not None}
    total = number_of(found.get("total"))
    return Answer(links=tuple(distinct.values()), total=total, has_rows=bool(rows))


def _link(row: Mapping[str, object], base: str) -> ListLink | None:
    title = text_of(row.get("realtitle")) or text_of(row.get("title"))
    hrefs = (href for name in _ADDRESSES if isinstance(href := row.get(name), str) and href)
    url = absolute_url(base, next(hrefs, ""))
    if url is None or not title:
        return None
    day = row.get("infodate")
    return ListLink(
        url=url, title=title, listed_date=first_date(day) if isinstance(day, str) else None
    )


def _without_rows(fetch: Fetch, answer: Answer) -> ListPage:
    """Page 0 of a host that counts from 1, the other form of asking, an empty list, or the end."""
    if not fetch.note:
        return ListPage(declared_total=answer.total)
    if answer.total and _index(fetch) == 0:
        following = replace(_after(fetch), note=fetch.note)
        return ListPage(declared_total=answer.total, next=(following,))
    return _otherwise_asked(replace(fetch, note=_EMPTY) if answer.total == 0 else fetch)


def _otherwise_asked(fetch: Fetch) -> ListPage:
    """The first page with the fields wrapped; where they are already, there is no other way."""
    if fetch.note and not _is_wrapped(fetch):
        body = json.dumps({"token": "", "params": {**_fields(fetch), "pageIndex": 0}})
        return ListPage(next=(replace(fetch, body=body, attempt=1),), is_valid=False)
    return ListPage(declared_total=0, is_last=True) if fetch.note == _EMPTY else INVALID_PAGE


def _is_wrapped(fetch: Fetch) -> bool:
    return "params" in (object_of(fetch.body or "") or {})


def _fields(fetch: Fetch) -> Mapping[str, object]:
    asked = object_of(fetch.body or "") or {}
    return part_of(asked, "params") or asked


def _index(fetch: Fetch) -> int:
    return number_of(_fields(fetch).get("pageIndex")) or 0


def _after(fetch: Fetch) -> Fetch:
    fields = {**_fields(fetch), "pageIndex": _index(fetch) + 1}
    body = json.dumps({"token": "", "params": fields} if _is_wrapped(fetch) else fields)
    return replace(fetch, body=body, note="", attempt=1)


EPOINT = Family(name="epoint", label="新点 EWB", sniff=_sniff, first=_first, more=_more)
