"""The rows of a piece of HTML that is nothing but a list, as interfaces give it.

A whole page needs the care of ``static_list``, which tells a list from navigation. In the answer
of an interface every row is an entry, be it the only one and without a date.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from spiders.families.model import ListLink
from spiders.families.static_list import row_link
from spiders.markup import Markup

_ROW_TAGS = ("li", "tr", "dl")
_PAGER = re.compile(r"(?:^|[\s_-])(?:pages?|pager|paging)(?:$|\s)|pagination", re.IGNORECASE)


def rows_of(markup: Markup) -> tuple[ListLink, ...]:
    """One entry for each row that holds a link, each address once; pagers are no rows."""
    links: dict[str, ListLink] = {}
    for row in markup.tree.iter(*_ROW_TAGS):
        anchors = list(row.iter("a"))
        if not anchors or _is_outer(row) or _is_pager(row):
            continue
        found = (row_link(markup, anchor, row) for anchor in anchors)
        link = next((link for link in found if link is not None), None)
        if link is not None:
            links.setdefault(link.url, link)
    return tuple(links.values())


def _is_outer(row: HtmlElement) -> bool:
    """Whether its links stand in rows of their own inside it."""
    inner = (e for e in row.iterdescendants(*_ROW_TAGS))
    return any(next(e.iter("a"), None) is not None for e in inner)


def _is_pager(row: HtmlElement) -> bool:
    chain = (row, *row.iterancestors())
    return any(_PAGER.search(f"{e.get('class', '')} {e.get('id', '')}") for e in chain)
