"""大汉 Hanweb JPaaS: every part of the page is a unit that its script asks for.

Shape::

    <script src="/script/0/…/AuthorizedRead/unitbuild.js"
     url="/api-gateway/jpaas-publish-server/front/page/build/unit"
     queryData="{'parseType':'bulidstatic','webId':'1','tplSetId':'2','pageType':'column',
                 'tagId':'当前栏目list','editType':'null','pageId':'3'}"></script>

The misspelling is the vendor's and is sent as it stands. A page has units for navigation and news
too: the ``tagId`` tells which is likely the list, the others are asked when it is none. Answers are
JSON, ``{"success":true,"code":"200","data":{"html":"<ul>…</ul><div class='pagination' rows='15'
count='387'>"}}``; page 2 is asked for with ``paramJson={"pageNo":2,"pageSize":15}``, for a bare
``pageNo`` is ignored. Behind the end the answer is empty, or the last page comes again.
Complete: as many distinct links as ``count``; without it, the empty page behind the last, or a unit
without pages that holds reports. A unit that shows a few rows and ``a.xxgk_more`` leads to the
column that has them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml.html import HtmlElement

from spiders.families.model import (
    INVALID_PAGE,
    Family,
    Fetch,
    ListLink,
    ListPage,
    Page,
    once_more,
)
from spiders.families.replies import number_of, object_of, part_of
from spiders.families.rows import rows_of
from spiders.families.static_list import read_list
from spiders.markup import Markup, parse, parse_fragment, visible_text
from spiders.titles import is_column_name, is_report_title

_FIELD = re.compile(r"['\"](?P<name>\w{1,40})['\"]\s*:\s*['\"](?P<value>[^'\"]{0,400})['\"]")
_LIST = re.compile(r"当前栏目|列表|分页|list", re.IGNORECASE)
_CONTENT = re.compile(r"栏目|内容|信息|content", re.IGNORECASE)
_ASIDE = re.compile(
    r"导航|位置|热|推荐|头部|尾部|底部|搜索|nav|hot|menu|banner|foot", re.IGNORECASE
)
_USUAL_ROWS = 15
_SUB_COLUMN = "column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a unit's answer holds; ``total`` and ``size`` as its pagination states them."""

    markup: Markup
    links: tuple[ListLink, ...]
    total: int | None
    size: int


def unit_addresses(page: Page) -> tuple[str, ...]:
    """The request of every unit of the page, the likeliest list first."""
    markup = parse(page)
    found: list[tuple[int, str]] = []
    for script in markup.tree.iter("script"):
        fields = {m["name"]: m["value"] for m in _FIELD.finditer(script.get("querydata") or "")}
        url = markup.absolute(script.get("url") or "")
        if url is not None and fields:
            found.append((_likelihood(fields.get("tagId", "")), f"{url}?{urlencode(fields)}"))
    found.sort(key=lambda entry: -entry[0])
    return tuple(dict.fromkeys(url for _, url in found))


def _likelihood(tag: str) -> int:
    if _ASIDE.search(tag):
        return 0
    return 3 if _LIST.search(tag) else 2 if _CONTENT.search(tag) else 1


def _sniff(page: Page) -> int:
    if unit_addresses(page):
        return 90
    return 30 if "/api-gateway/jpaas-publish-server/" in parse(page).text else 0


def _first(page: Page) -> ListPage:
    addresses = unit_addresses(page)
    if page.status != HTTPStatus.OK or not addresses:
        return INVALID_PAGE
    headers = (("X-Requested-With", "XMLHttpRequest"), ("Referer", page.url))
    return ListPage(next=(Fetch(url=addresses[0], headers=headers, otherwise=addresses[1:]),))


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    if fetch.note == _SUB_COLUMN:
        return _first(page) if unit_addresses(page) else read_list(page)
    html = _html(page)
    if html is None:
        again = once_more(fetch)
        return again if again.next else _other_unit(fetch)
    unit = _unit(html, dict(fetch.headers).get("Referer", page.url))
    number = _number(fetch)
    if not unit.links:
        return _without_rows(fetch, unit, number)
    if number == 1 and unit.total is None:
        return _without_pages(fetch, unit)
    count = len(seen | {link.url for link in unit.links})
    is_last = unit.total is not None and count >= unit.total
    # A page that comes again is asked past once: whoever follows sees that the paging is stuck.
    following = () if is_last else (_after(fetch, number + 1, unit.size),)
    return ListPage(links=unit.links, declared_total=unit.total, next=following, is_last=is_last)


def _html(page: Page) -> str | None:
    """The markup in the answer; ``None`` where it is an error."""
    reply = object_of(parse(page).text) if page.status == HTTPStatus.OK else None
    if reply is None or reply.get("success") is False or not _is_good(reply.get("code", "200")):
        return None
    html = part_of(reply, "data").get("html", reply.get("data"))
    return html if isinstance(html, str) else None


def _is_good(code: object) -> bool:
    return str(code) in ("200", "0")


def _unit(html: str, column: str) -> Unit:
    markup = parse_fragment(html, column)
    pagination = next((e for e in markup.tree.iter("div", "ul") if e.get("count")), None)
    stated: Mapping[str, str] = {} if pagination is None else dict(pagination.items())
    return Unit(
        markup=markup,
        links=rows_of(markup),
        total=number_of(stated.get("count")),
        size=number_of(stated.get("rows")) or _USUAL_ROWS,
    )


def _without_rows(fetch: Fetch, unit: Unit, number: int) -> ListPage:
    """An empty list, the empty page behind the last, or no list at all."""
    if unit.total == 0:
        return ListPage(declared_total=0, is_last=True)
    if number > 1:
        return ListPage(declared_total=unit.total, is_last=True)
    return _other_unit(fetch)


def _without_pages(fetch: Fetch, unit: Unit) -> ListPage:
    """A unit that states no pages: a short list, a way to the whole one, or no list."""
    more = _more_link(unit.markup)
    if more is not None:
        sub_column = Fetch(url=more, headers=fetch.headers[-1:], note=_SUB_COLUMN)
        return ListPage(links=unit.links, next=(sub_column,))
    if any(is_report_title(link.title) for link in unit.links):
        return ListPage(links=unit.links, is_last=True)
    return _other_unit(fetch)


def _more_link(markup: Markup) -> str | None:
    """Where the full list of the reports stands: by the words around the link, or the only one."""
    anchors = [a for a in markup.tree.iter("a") if "xxgk_more" in (a.get("class") or "")]
    named = [a for a in anchors if _stands_by_name(a)]
    chosen = next(iter(named), anchors[0] if len(anchors) == 1 else None)
    return None if chosen is None else markup.absolute(chosen.get("href") or "")


def _stands_by_name(anchor: HtmlElement) -> bool:
    parent = anchor.getparent()
    around = "" if parent is None else visible_text(parent)
    return is_column_name(f"{anchor.get('title') or ''}{around}")


def _other_unit(fetch: Fetch) -> ListPage:
    if not fetch.otherwise:
        return INVALID_PAGE
    first, *rest = fetch.otherwise
    again = replace(fetch, url=first, otherwise=tuple(rest), attempt=1)
    return ListPage(next=(again,), is_valid=False)


def _number(fetch: Fetch) -> int:
    asked = parse_qs(urlsplit(fetch.url).query).get("paramJson", ["{}"])[0]
    return number_of((object_of(asked) or {}).get("pageNo")) or 1


def _after(fetch: Fetch, number: int, size: int) -> Fetch:
    asked = json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
    url = f"{fetch.url.partition('&paramJson=')[0]}&{urlencode({'paramJson': asked})}"
    return replace(fetch, url=url, otherwise=(), attempt=1)


HANWEB_JPAAS = Family(
    name="hanweb_jpaas", label="大汉 JPaaS", sniff=_sniff, first=_first, more=_more
)
