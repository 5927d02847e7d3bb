"""The site's own search (站内检索) as a second way to the report: which request asks it.

Three ways are known: a plain form by GET; the IGS of TRS, whose search page holds a code and the
number of the site for its JSON interface; the posts' interface of WordPress. The code and the
number are read from the search page at each visit.
"""

from __future__ import annotations

import re
from urllib.parse import quote_plus, urlencode, urlsplit

from lxml.html import HtmlElement

from spiders.families.model import Fetch, Page
from spiders.families.wordpress import interface_of
from spiders.markup import Markup, parse, visible_text

_IGS = re.compile(r"(?:https?:)?(?://[\w.\-]{1,100}(?::\d{1,5})?)?/igs/front/search(?=[/.])")
_CODE = re.compile(r"\bcode['\"]?\s*[:=]\s*['\"]?(?P<value>[0-9a-f]{32})\b")
_SITE = re.compile(r"\bsiteId['\"]?\s*[:=]\s*['\"]?(?P<value>\d{1,9})\b", re.IGNORECASE)
# The note of a request that opens the search page without a query.
ONLY_OPENS = "search page"
_TEXT_FIELDS = frozenset({"", "text", "search"})
_SEARCH_NAMES = re.compile(r"key|search|word|query|^q$|^kw$|title", re.IGNORECASE)
_SEARCH_WORDS = re.compile(r"(?:站内|全站|高级|智能)?(?:搜索|检索)")


def search_request(home: Page, query: str) -> Fetch | None:
    """The first request of a search for ``query`` from the home page; ``None`` where none is seen.

    It may only open the search page, and its note says so: then ``search_again`` tells what to ask
    next, and where that is nothing, there was no search at all.
    """
    igs = _igs_request(home, query)
    if igs is not None:
        return igs
    form = search_fetch(home, query)
    if form is not None:
        return form
    interface = interface_of(home)
    if interface is not None:
        return Fetch(url=f"{interface}?{urlencode({'search': query, 'per_page': 100})}")
    return _search_page(home)


def search_again(answer: Page, query: str) -> Fetch | None:
    """The request that a search page makes by script, or by its form; ``None`` where it is done."""
    igs = _igs_request(answer, query)
    if igs is not None:
        return igs
    text = parse(answer).text
    return None if query in text else search_fetch(answer, query)


def search_fetch(page: Page, query: str) -> Fetch | None:
    """The request that a plain GET search form on ``page`` makes for ``query``; ``None`` without.

    The words are sent in the encoding of the page, as a browser would.
    """
    markup = parse(page)
    for form in markup.tree.iter("form"):
        action = markup.absolute(form.get("action") or "")
        method = (form.get("method") or "get").lower()
        field = _search_field(form)
        if action is None or method != "get" or field is None:
            continue
        pairs = [
            (e.get("name", ""), e.get("value", ""))
            for e in form.iter("input")
            if (e.get("type") or "").lower() == "hidden" and e.get("name")
        ]
        pairs.append((field, query))
        encoding = (form.get("accept-charset") or markup.encoding).split()[0]
        text = "&".join(
            f"{_quoted(key, encoding)}={_quoted(value, encoding)}" for key, value in pairs
        )
        return Fetch(url=f"{action}{'&' if urlsplit(action).query else '?'}{text}")
    return None


def _igs_request(page: Page, query: str) -> Fetch | None:
    markup = parse(page)
    address = _IGS.search(markup.text)
    code, site = _field(markup, "code", _CODE), _field(markup, "siteId", _SITE)
    root = markup.absolute(address[0]) if address else None
    if root is None or code is None or site is None:
        return None
    fields = {
        "code": code,
        "siteId": site,
        "searchWord": query,
        "pageSize": 10,
        "pageNumber": 1,
        "position": "TITLE",
        "orderby": "time",
        "timeOrder": "desc",
    }
    return Fetch(url=f"{root}.jhtml?{urlencode(fields)}", headers=(("Referer", page.url),))


def _field(markup: Markup, name: str, pattern: re.Pattern[str]) -> str | None:
    """What the page holds under ``name``: in a script or an address, or in a hidden field."""
    for element in markup.tree.iter("input"):
        if (element.get("name") or element.get("id") or "").lower() == name.lower():
            held = pattern.search(f"{name}={element.get('value') or ''}")
            if held is not None:
                return held["value"]
    match = pattern.search(markup.text)
    return match["value"] if match else None


def _search_page(home: Page) -> Fetch | None:
    """The page behind a link that is called 搜索 and nothing more."""
    markup = parse(home)
    for anchor in markup.tree.iter("a"):
        words = visible_text(anchor) or anchor.get("title") or ""
        url = markup.absolute(anchor.get("href") or "")
        if url is not None and url != home.url and _SEARCH_WORDS.fullmatch(words):
            return Fetch(url=url, note=ONLY_OPENS)
    return None


def _search_field(form: HtmlElement) -> str | None:
    fields: list[str] = [
        e.get("name", "")
        for e in form.iter("input")
        if (e.get("type") or "").lower() in _TEXT_FIELDS
        and e.get("name")
        and e.get("readonly") is None
    ]
    if not fields:
        return None
    return next((name for name in fields if _SEARCH_NAMES.search(name)), fields[0])


def _quoted(text: str, encoding: str) -> str:
    try:
        return quote_plus(text, encoding=encoding, errors="strict")
    except (LookupError, UnicodeError):
        return quote_plus(text)
