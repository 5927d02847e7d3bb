"""Where an article page says that it stands: the tags of the national guide, the breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from spiders.families.model import Page
from spiders.markup import Markup, parse, squeeze, visible_text

# 当前位置：首页 > 政务公开 > 政府信息公开年报
_HERE = re.compile(r"(?:您|当前|现在|所在|现|的){0,4}位置\s*[:：]?\s*")
_NAMED = re.compile(r"bread|crumb|dqwz|curpos|cur_pos|current_?position|location", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:>+|\u203a|»|→|\uff1e|/|\|)\s*")
_NOT_COLUMNS = frozenset({"首页", "网站首页", "本站首页", "正文", "详情", "内容", "浏览文章", ""})
_LONGEST_PATH, _LONGEST_NAME = 200, 30
_PAGE_START = (b"<", b"\xef\xbb\xbf<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """``tags`` are all meta tags with a name, as printed; ``column_names`` outermost first.

    ``column_names`` is ``None`` where the page has no trail; what the tag ColumnName says is no
    substitute, for many sites fill it with the name of a template.
    """

    tags: Mapping[str, str]
    column_names: tuple[str, ...] | None


def placement_of(page: Page) -> Placement | None:
    """What ``page`` says of its place; ``None`` where it is a file and no page."""
    if not page.body[:1024].lstrip().startswith(_PAGE_START):
        return None
    markup = parse(page)
    return Placement(tags=_tags(markup), column_names=_breadcrumb(markup) or None)


def _tags(markup: Markup) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in markup.tree.iter("meta"):
        name = squeeze(element.get("name") or "")
        if name and not tags.get(name):
            tags[name] = squeeze(element.get("content") or "")
    return tags


def _breadcrumb(markup: Markup) -> tuple[str, ...]:
    """The names of the columns in the first trail of the page; empty where there is none."""
    for element in _trails(markup):
        text = visible_text(element)
        if len(text) > _LONGEST_PATH or ("首页" not in text and not _HERE.match(text)):
            continue
        names = _BETWEEN.split(_HERE.sub("", text, count=1))
        if len(names) == 1:
            names = [visible_text(link) for link in element.iter("a")]
        titles = {markup.meta("ArticleTitle")}
        columns = tuple(
            name
            for name in map(squeeze, names)
            if name not in _NOT_COLUMNS | titles and len(name) <= _LONGEST_NAME
        )
        if columns:
            return columns
    return ()


def _trails(markup: Markup) -> Iterator[HtmlElement]:
    """The elements that may be a trail: by their name, then by their words."""
    for element in markup.tree.iter("div", "p", "ul", "ol", "nav", "td", "span"):
        if _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            yield element
    for element in markup.tree.iter("div", "p", "td", "span", "li"):
        own = squeeze(element.text or "")
        if _HERE.match(own):
            yield element
