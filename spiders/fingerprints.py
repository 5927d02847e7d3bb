"""Tells whether a list is the one that a former visit read (列表指纹): by its entries alone.

The bytes of a list page do not serve for this: they carry counters, dates and tokens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spiders.families.model import ListLink, ListPage, distinct_links

_FIELD, _ENTRY = "\x1f", "\x1e"


def entries_sha256(links: Iterable[ListLink], *more: object) -> str:
    """The hash over the set of entries (address, title, date), in whatever order they come.

    ``more`` is what else must be the same.
    """
    entries = {_FIELD.join((link.url, link.title, str(link.listed_date or ""))) for link in links}
    text = _ENTRY.join((*sorted(entries), *map(str, more)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def opening_sha256(pages: Sequence[ListPage]) -> str | None:
    """The hash over the first page that has entries; ``None`` where none has.

    The total that it states, and whether more follows, count too.
    """
    opening = next((page for page in pages if page.is_valid and page.links), None)
    if opening is None:
        return None
    return entries_sha256(opening.links, opening.declared_total, opening.is_last, len(opening.next))


def speaking_opening(pages: Sequence[ListPage]) -> str | None:
    """``opening_sha256`` of a list read to its end, where the first page speaks for all of it.

    It does where nothing was read beyond it; else only where the newest entries stand first and
    the site states a total: then nothing can come or go without changing that page.
    """
    with_links = [page for page in pages if page.is_valid and page.links]
    if not with_links:
        return None
    is_alone = len(with_links) == 1 and pages[-1] is with_links[0]
    has_total = with_links[0].declared_total is not None
    is_enough = is_alone or (has_total and _is_newest_first(distinct_links(pages)))
    return opening_sha256(pages) if is_enough else None


def _is_newest_first(links: Sequence[ListLink]) -> bool:
    days = [link.listed_date for link in links if link.listed_date is not None]
    return len(days) == len(links) and all(newer >= older for newer, older in pairwise(days))
