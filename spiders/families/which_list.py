"""Which of several lists on a page is the column's (哪一个列表): none of them holds a report yet.

A side bar (最新公开, 热点推荐) is a list of dated rows as well, and often a longer one. It is known
by the name of its block. Of what is left the list under the column's own heading is the one, else
the longest; where that is a guess, whoever reads the list must not take it for the whole column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from spiders.families.model import ListLink
from spiders.markup import Markup, squeeze, visible_text
from spiders.titles import is_column_name

Groups = Mapping[str, Sequence[ListLink]]

# Blocks that stand beside the content of a page, by tag, class or id
_ASIDE = re.compile(
    r"(?:^|/)(?:aside|nav|header|footer)\.|"
    r"[.#\s_-](?:side|sidebar|aside|hot|related?|recommend\w*|newest|latest|rank\w*|friend\w*|"
    r"links?|foot|footer|head|header|nav|menu|bread\w*|crumbs?)(?=[#\s/_-]|\d|$)",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_HEADING_CLASS = re.compile(r"title|tit\b|heading|column|lanmu|lmmc|hd\b", re.IGNORECASE)
_LONGEST_HEADING = 24


def is_aside(place: str) -> bool:
    """Whether a group stands beside the content; ``place`` is tags and classes, inmost first."""
    return _ASIDE.search(place.partition("/body.")[0]) is not None


def column_list(markup: Markup, lists: Groups, first_rows: Mapping[str, str]) -> str | None:
    """The place of the column's list among ``lists``; ``None`` where there is none.

    ``first_rows`` has the address in the first row of every list.
    """
    inside = {place: group for place, group in lists.items() if not is_aside(place)}
    if len(inside) > 1 and (headed := _under_heading(markup, first_rows, inside)):
        return headed
    longest = sorted(inside or lists, key=lambda place: -len(lists[place]))
    return longest[0] if longest else None


def is_certain(markup: Markup, lists: Groups, first_rows: Mapping[str, str], chosen: str) -> bool:
    """Whether ``chosen`` is the only list of the content, or the one under the heading."""
    inside = [place for place in lists if not is_aside(place)]
    return inside == [chosen] or _under_heading(markup, first_rows, inside) == chosen


def _under_heading(
    markup: Markup, first_rows: Mapping[str, str], places: Sequence[str] | Groups
) -> str | None:
    """The list that begins next after a heading with the name of the reports' column."""
    by_url = {first_rows[place]: place for place in places}
    is_near = False
    for element in _walk(markup):
        if element.tag != "a":
            is_near = True
        elif is_near and (url := markup.absolute(element.get("href") or "")) in by_url:
            return by_url[url or ""]
    return None


def _walk(markup: Markup) -> Iterator[HtmlElement]:
    """The links and the headings with the column's name, in the order of the page."""
    for element in markup.tree.iter():
        if element.tag == "a" or (isinstance(element.tag, str) and _is_column_heading(element)):
            yield element


def _is_column_heading(element: HtmlElement) -> bool:
    is_heading = element.tag in _HEADINGS or _HEADING_CLASS.search(element.get("class") or "")
    if not is_heading or element.find(".//li") is not None:
        return False
    words = squeeze(visible_text(element))
    return 0 < len(words) <= _LONGEST_HEADING and is_column_name(words)
