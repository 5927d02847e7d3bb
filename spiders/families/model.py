"""What a portal family is, and what its functions take and give.

A family is an access pattern: how the list of a column is read page after page, and what proves
that it was read to its end. Its functions are pure: bytes in, values out, no network. Ids and
addresses of the site's own interfaces are read from the page at each visit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a portal: the final address and the bytes as served (or the rendered DOM)."""

    url: str
    body: bytes
    content_type: str | None = None
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLink:
    """An entry of a list: absolute address, the fullest title it has, the date in its row.

    The address may lead to any host: whoever follows it checks it with ``markup.is_allowed``.
    """

    url: str
    title: str
    listed_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """A request to make next.

    ``body`` is sent as it stands, its Content-Type is among ``headers``. With ``needs_render`` the
    page is opened in the browser, and ``ready`` is a CSS selector that shows it has its content.
    ``otherwise`` are the addresses that ``more`` asks in turn should this one bring nothing new;
    ``instead`` is the request to make where the portal refuses this one. ``is_guess`` tells that
    the site never named the address: what comes must look like the list it is to continue.
    ``note`` is what the family wants to know again when the answer comes, and makes it no other
    request; ``attempt`` is how often it has asked for this very thing. Whoever makes the request
    only hands the same ``Fetch`` back.
    """

    url: str
    method: str = "GET"
    body: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    needs_render: bool = False
    ready: str | None = None
    otherwise: tuple[str, ...] = ()
    instead: Fetch | None = None
    is_guess: bool = False
    note: str = field(default="", compare=False)
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What one page of a list gave.

    ``declared_total`` is the number of entries that the site itself states for the whole list.
    ``next`` are the requests that follow; an invalid page may still name one (another way to ask).
    ``is_last`` is true only where the site's own paging says that nothing follows.
    ``is_valid`` is false where the page is not what the family's lists look like: then it proves
    nothing, and above all no absence.
    ``passed_over`` are the addresses of entries that stand in the answer, and that the site counts,
    but that belong to other columns.
    """

    links: tuple[ListLink, ...] = ()
    declared_total: int | None = None
    next: tuple[Fetch, ...] = ()
    is_last: bool = False
    is_valid: bool = True
    passed_over: tuple[str, ...] = ()

    @property
    def addresses(self) -> frozenset[str]:
        """Every entry that the answer shows, of this column or not."""
        return frozenset((*(link.url for link in self.links), *self.passed_over))


INVALID_PAGE = ListPage(is_valid=False)
_ATTEMPTS = 2


def once_more(fetch: Fetch) -> ListPage:
    """The same request again after an answer that was an error; a second error ends the list."""
    if fetch.attempt >= _ATTEMPTS:
        return INVALID_PAGE
    again = replace(fetch, attempt=fetch.attempt + 1)
    return ListPage(next=(again,), is_valid=False)


def never(page: Page) -> bool:
    """The answer of a family whose pages need no browser."""
    del page
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """An access pattern.

    ``sniff`` scores the column page, 0 for "not mine"; the highest score wins. ``first`` reads the
    list from the column page itself. ``more`` reads the answer to a ``Fetch`` that ``first`` or
    ``more`` asked for, whatever its status; its last argument holds the addresses seen so far, by
    which it knows that a site repeats itself. ``is_render_needed`` tells that the page shows
    nothing without a browser.
    """

    name: str
    label: str
    sniff: Callable[[Page], int]
    first: Callable[[Page], ListPage]
    more: Callable[[Fetch, Page, frozenset[str]], ListPage]
    is_render_needed: Callable[[Page], bool] = never


def distinct_links(pages: Sequence[ListPage]) -> tuple[ListLink, ...]:
    """Every entry of the pages once, by address, in the order met."""
    links: dict[str, ListLink] = {}
    for page in pages:
        for link in page.links:
            links.setdefault(link.url, link)
    return tuple(links.values())


def is_complete(pages: Sequence[ListPage]) -> bool:
    """Whether the list is proven to be read to its end.

    Where the site states a total, the distinct entries must be as many, and the total must not have
    changed on the way; where it states none, its own paging must have named the last page.
    An invalid page is left out: the pages around it must give the proof.
    """
    valid = [page for page in pages if page.is_valid]
    totals = {page.declared_total for page in valid if page.declared_total is not None}
    if totals:
        return totals == {len(frozenset[str]().union(*(page.addresses for page in valid)))}
    return any(page.is_last for page in valid)
