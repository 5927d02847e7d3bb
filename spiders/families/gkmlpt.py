"""广东 gkmlpt: a script shell whose list comes from a JSON interface.

The shell holds ``window._CONFIG = { SID: '755001', …, TREE: [{"id":2629,"name":"…",
"post_count":9,"jump_url":"","children":[…]}], SERVICE_AREA_ID: … }``: no JSON as a whole, but the
tree is. The list is ``GET …/gkmlpt/api/all/{id}?page={n}&sid={SID}``; behind the last page the
body is empty, which is an end and no error. ``display_publish_time`` is in seconds since 1970.
Complete: as many distinct links as ``post_count``, or the empty page that ends the list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

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
from spiders.families.static_list import read_list
from spiders.markup import absolute_url, parse, squeeze
from spiders.titles import is_column_name

_SID = re.compile(r"\bSID['\"]?\s*:\s*['\"]?(?P<sid>\w+)")
_TREE = re.compile(r"\bTREE['\"]?\s*:\s*(?=\[)")
_FOLDER = re.compile(r"^(?P<folder>https?://[^?#]*?/gkmlpt)(?:/|$|[?#])")
_CLASSIFY = re.compile(r"(?:annualreport|index)#(?P<id>\d{1,9})")
_CHINA = timezone(timedelta(hours=8))
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A classification of the tree; ``jump_url`` leads to a list elsewhere."""

    node_id: int
    name: str
    jump_url: str


def nodes_of(page: Page) -> tuple[Node, ...]:
    """Every classification of the page's tree, from the top down; none where it holds no tree."""
    text = parse(page).text
    opening = _TREE.search(text)
    if opening is None:
        return ()
    try:
        tree, _ = json.JSONDecoder().raw_decode(text, opening.end())
    except (ValueError, RecursionError):
        return ()
    return tuple(_nodes(tree))


def annual_nodes(page: Page) -> tuple[Node, ...]:
    """The classifications that bear the reports' name."""
    return tuple(node for node in nodes_of(page) if is_column_name(node.name))


def column_url(page: Page, node: Node) -> str | None:
    """The column page of a classification."""
    if node.jump_url:
        return absolute_url(page.url, node.jump_url)
    folder = _FOLDER.match(page.url)
    return f"{folder['folder']}/annualreport#{node.node_id}" if folder else None


def _nodes(tree: object) -> Iterator[Node]:
    waiting = [tree]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting = part + waiting
        elif isinstance(part, dict):
            number = part.get("id")
            if isinstance(number, int):
                name, jump = part.get("name"), part.get("jump_url")
                yield Node(
                    node_id=number,
                    name=squeeze(name) if isinstance(name, str) else "",
                    jump_url=jump if isinstance(jump, str) else "",
                )
            waiting.insert(0, part.get("children"))


def _sniff(page: Page) -> int:
    text = parse(page).text
    if "_CONFIG" in text and _SID.search(text) and _TREE.search(text):
        return 100
    return 20 if "/gkmlpt/" in urlsplit(page.url).path else 0


def _first(page: Page) -> ListPage:
    text = parse(page).text
    sid, folder = _SID.search(text), _FOLDER.match(page.url)
    wanted = _CLASSIFY.search(page.url)
    nodes = nodes_of(page)
    by_address = [node for node in nodes if wanted and node.node_id == int(wanted["id"])]
    chosen = next(iter(by_address or annual_nodes(page)), None)
    if page.status != HTTPStatus.OK or sid is None or folder is None:
        return INVALID_PAGE
    if chosen is None and wanted is None:
        return INVALID_PAGE
    if chosen is not None and chosen.jump_url:
        elsewhere = absolute_url(page.url, chosen.jump_url)
        return ListPage(next=(Fetch(url=elsewhere),)) if elsewhere else INVALID_PAGE
    number = chosen.node_id if chosen is not None else int(wanted["id"]) if wanted else 0
    url = f"{folder['folder']}/api/all/{number}?page=1&sid={sid['sid']}"
    return ListPage(next=(Fetch(url=url, headers=(("Referer", page.url),)),))


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    number = _page_number(fetch.url)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    if number is None:  # the list of a node that leads elsewhere
        return read_list(page)
    text = parse(page).text.strip()
    if not text and number > 1:
        return ListPage(is_last=True)
    answer = _answer(text)
    return once_more(fetch) if answer is None else _read_answer(fetch, page, seen, answer)


def _answer(text: str) -> Mapping[str, object] | None:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_list = isinstance(answer, dict) and isinstance(answer.get("articles"), list)
    return answer if is_list else None


def _read_answer(
    fetch: Fetch, page: Page, seen: frozenset[str], answer: Mapping[str, object]
) -> ListPage:
    articles = answer["articles"]
    rows = articles if isinstance(articles, list) else []
    links = tuple(link for row in rows if (link := _link(row, page.url)) is not None)
    total = _total(answer)
    count = len(seen | {link.url for link in links})
    if not rows and total != 0 and _page_number(fetch.url) == 1:
        return once_more(fetch)  # {"classify":null,"articles":[]} for a site it does not know
    if not rows or (total is not None and count >= total):
        return ListPage(links=links, declared_total=total, is_last=True)
    if all(link.url in seen for link in links):
        return ListPage(links=links, declared_total=total)
    number = (_page_number(fetch.url) or 1) + 1
    url = re.sub(r"([?&]page=)\d+", rf"\g<1>{number}", fetch.url)
    following = (Fetch(url=url, headers=fetch.headers),)
    return ListPage(links=links, declared_total=total, next=following)


def _page_number(url: str) -> int | None:
    parts = urlsplit(url)
    pages = parse_qs(parts.query).get("page", [])
    is_interface = "/gkmlpt/api/" in parts.path and len(pages) == 1 and pages[0].isdigit()
    return int(pages[0]) if is_interface else None


def _total(answer: Mapping[str, object]) -> int | None:
    classify = answer.get("classify")
    count = classify.get("post_count") if isinstance(classify, dict) else None
    return count if isinstance(count, int) and count >= 0 else None


def _link(article: object, base: str) -> ListLink | None:
    if not isinstance(article, dict):
        return None
    href, title = article.get("url") or article.get("post_url"), article.get("title")
    if not isinstance(href, str) or not isinstance(title, str):
        return None
    url, plain = absolute_url(base, href), squeeze(_TAG.sub("", title))
    if url is None or not plain:
        return None
    return ListLink(url=url, title=plain, listed_date=_published(article))


def _published(article: Mapping[str, object]) -> date | None:
    """The day shown as published; ``date`` is when the document was written, another thing."""
    seconds, created = article.get("display_publish_time"), article.get("created_at")
    if isinstance(seconds, int) and 0 < seconds < 4_102_444_800:  # noqa: PLR2004 - the year 2100
        return datetime.fromtimestamp(seconds, _CHINA).date()
    return first_date(created) if isinstance(created, str) else None


GKMLPT = Family(name="gkmlpt", label="广东 gkmlpt", sniff=_sniff, first=_first, more=_more)
