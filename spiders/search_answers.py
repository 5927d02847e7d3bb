"""What a site's own search answers (站内检索), in HTML or JSON, and whether it may be believed."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from http import HTTPStatus

from spiders.dates import first_date
from spiders.families.model import ListLink, Page
from spiders.families.replies import number_of
from spiders.families.single_page import is_shell
from spiders.families.static_list import list_links
from spiders.markup import parse, squeeze, visible_text
from spiders.titles import is_report_title, years_of

_TOTALS = ("total", "totalElements", "totalCount", "totalRecords", "totalNum", "count")
_TAG = re.compile(r"<[^<>]*>")
_NOTHING_FOUND = re.compile(
    r"没有(?:找到|搜索到|检索到|查到|相关)|未(?:找到|搜索到|检索到|查询到)|暂无(?:相关)?(?:结果|数据|信息)|"
    r"共\s*(?:找到|有|搜索到)?\s*0\s*[条个篇]|0\s*条(?:相关)?(?:结果|记录)"
)


def search_links(page: Page) -> tuple[ListLink, ...]:
    """The results on a search page, HTML or JSON, that bear a report's title; marks removed."""
    results = _json_results(page)
    if results is not None:
        return tuple(link for link in results if is_report_title(link.title))
    markup = parse(page)
    found = {link.url: link for link in list_links(markup) if is_report_title(link.title)}
    for element in markup.tree.iter("a"):
        url, text = markup.absolute(element.get("href") or ""), visible_text(element)
        if url is None or url in found or not years_of(text) or not is_report_title(text):
            continue
        found[url] = ListLink(url=url, title=text, listed_date=None)
    return tuple(found.values())


def is_search_answer(page: Page, query: str) -> bool:
    """Whether ``page`` really answers ``query``: only then may "nothing found" mean something."""
    if page.status != HTTPStatus.OK:
        return False
    results = _json_results(page)
    if results is not None:
        return bool(results) or _says_none(page)
    markup = parse(page)
    if is_shell(page):
        return False
    text = markup.shown
    values = " ".join(e.get("value") or "" for e in markup.tree.iter("input"))
    has_query = query in text or query in values
    return has_query and (bool(search_links(page)) or _NOTHING_FOUND.search(text) is not None)


def _json_results(page: Page) -> tuple[ListLink, ...] | None:
    """Results of a search interface: objects with a title and an address, at any depth."""
    text = parse(page).text.strip()
    if not text.startswith(("{", "[")):
        return None
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    markup = parse(page)
    found, waiting = [], [answer]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(reversed(part))
        elif isinstance(part, dict):
            title, href = part.get("title"), part.get("url") or part.get("link")
            if isinstance(title, dict):  # WordPress
                title = title.get("rendered")
            if isinstance(title, str) and isinstance(href, str):
                url = markup.absolute(href)
                day = next(
                    (d for v in part.values() if isinstance(v, str) and (d := _day(v))), None
                )
                if url is not None:
                    plain = squeeze(html.unescape(_TAG.sub("", title)))
                    found.append(ListLink(url=url, title=plain, listed_date=day))
            waiting.extend(v for v in reversed(part.values()) if isinstance(v, (dict, list)))
    return tuple(found)


def _says_none(page: Page) -> bool:
    """Whether a JSON answer says that there is nothing: an error says no such thing."""
    answer = json.loads(parse(page).text)
    waiting = [answer]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if any(number_of(part.get(name)) == 0 for name in _TOTALS):
                return True
            waiting.extend(part.values())
    return bool(answer == [])


def _day(text: str) -> date | None:
    return first_date(text) if re.match(r"\s*20\d{2}[-/.年]", text) else None
