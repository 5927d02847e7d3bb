"""拓尔思 TRS WCM: static pages, numbered by a script call that carries the counts.

Two calls with different counting::

    createPageHTML(3, 0, "index", "html")                              pages, current from 0
    createPageHTML('page_div', 5, 1, 'nb_list', 'shtml', 87)           pages, current from 1, total

After the first, page 2 is ``index_1.html``; after the second, ``nb_list_2.shtml``. Some columns
count the other way, so the other address is asked once when the first brings nothing new.
A newer shell (``list2.trsapi``) shows the first rows in the page and states ``recordCount``; the
rest comes by script, so such a list is whole only when it shows as many rows.
A list without entries is an empty element beside a call for one page.
Complete: the stated total, or the call that names its own page as the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from spiders.families.model import INVALID_PAGE, Family, Fetch, ListPage, Page
from spiders.families.static_list import (
    few_links,
    has_bare_list,
    list_links,
    or_otherwise,
    read_pager,
)
from spiders.markup import Markup, parse, script_texts

_FROM_ZERO = re.compile(
    r"\bcreatePage(?:HTML)?\s*\(\s*(?P<pages>\d{1,9})\s*,\s*(?P<at>\d{1,9})\s*,\s*"
    r"(['\"])(?P<name>[^'\"]+)\3\s*,\s*(['\"])(?P<ending>\w+)\5"
)
_FROM_ONE = re.compile(
    r"\bcreatePage(?:HTML)?\s*\(\s*['\"][^'\"]*['\"]\s*,\s*(?P<pages>\d{1,9})\s*,\s*"
    r"(?P<at>\d{1,9})\s*,\s*(['\"])(?P<name>[^'\"]+)\3\s*,\s*(['\"])(?P<ending>\w+)\5"
    r"(?:\s*,\s*(?P<total>\d{1,9}))?"
)
_COUNTS = re.compile(r"\bcountPage\s*=\s*(?P<pages>\d{1,9})")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(?P<at>\d{1,9})")
_RECORDS = re.compile(r"\brecordCount['\"]?\s*:\s*['\"]?(?P<total>\d{1,9})")
_ARTICLE = re.compile(r"/t20\d{6}_\d+\.s?html?\b")
_MARKS = ("TRS_Editor", "trs_editor_view", "TRS_UEDITOR", "trsapi", "CurrChnlCls")
_TOO_MANY_PAGES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """A call of the paging script: ``at`` as people count, from 1; no ``pages``, no entries."""

    at: int
    pages: int
    name: str
    ending: str
    is_from_zero: bool
    total: int | None = None

    def page_name(self, number: int, *, is_other_way: bool = False) -> str:
        """The file name of page ``number`` (2 or more), counted this way or the other."""
        step = number - 1 if self.is_from_zero is not is_other_way else number
        return f"{self.name}_{step}.{self.ending}"


def paging_of(markup: Markup) -> Paging | None:
    """The paging call of a page; the script's own definition of the function is none."""
    for script in script_texts(markup):
        if match := _FROM_ONE.search(script):
            pages, at = int(match["pages"]), int(match["at"])
            total = int(match["total"]) if match["total"] else None
            return _paging(match, at=at, pages=pages, is_from_zero=False, total=total)
        if match := _FROM_ZERO.search(script):
            pages, at = int(match["pages"]), int(match["at"]) + 1
            return _paging(match, at=at, pages=pages, is_from_zero=True, total=None)
    return _counted(markup)


def following_pages(page: Page) -> tuple[str, ...]:
    """The further pages of an article that is cut into pages by the same call."""
    markup = parse(page)
    paging = paging_of(markup)
    if paging is None or paging.at != 1 or not 1 < paging.pages <= _TOO_MANY_PAGES:
        return ()
    names = (paging.page_name(number) for number in range(2, paging.pages + 1))
    return tuple(url for name in names if (url := markup.absolute(f"./{name}")) is not None)


def _paging(
    match: re.Match[str], *, at: int, pages: int, is_from_zero: bool, total: int | None
) -> Paging:
    return Paging(
        at=at,
        pages=pages,
        name=match["name"],
        ending=match["ending"],
        is_from_zero=is_from_zero,
        total=total,
    )


def _counted(markup: Markup) -> Paging | None:
    """``var countPage = 3; var currentPage = 0;`` with the name taken from the address."""
    for script in script_texts(markup):
        count, current = _COUNTS.search(script), _CURRENT.search(script)
        if count and current:
            name = markup.url.split("?", 1)[0].rpartition("/")[2] or "index.html"
            stem, _, ending = name.rpartition(".")
            return Paging(
                at=int(current["at"]) + 1,
                pages=int(count["pages"]),
                name=re.sub(r"_\d+$", "", stem) or "index",
                ending=ending or "html",
                is_from_zero=True,
            )
    return None


def _sniff(page: Page) -> int:
    markup = parse(page)
    articles = len(_ARTICLE.findall(markup.text))
    if paging_of(markup) is not None:
        return 80
    if any(mark in markup.text for mark in _MARKS) or articles >= 2:  # noqa: PLR2004
        return 60
    return 30 if articles else 0


def read_static(page: Page) -> ListPage:
    """A static page of a list, paged by the script call or as any other."""
    markup = parse(page)
    if page.status != HTTPStatus.OK:
        return INVALID_PAGE
    stated = _RECORDS.search(markup.text)
    paging = paging_of(markup)
    is_only_page = paging is not None and paging.at == paging.pages == 1
    links = list_links(markup) or (few_links(markup) if is_only_page else ())
    total = int(stated["total"]) if stated else paging.total if paging else None
    if not links and paging is not None and _is_empty(markup, paging):
        return ListPage(declared_total=0, is_last=True)
    if not links and total != 0:
        return INVALID_PAGE
    if paging is None:
        pager = read_pager(markup)
        if total is not None:
            return ListPage(links=links, declared_total=total)
        return ListPage(
            links=links,
            declared_total=pager.total,
            next=(Fetch(url=pager.next_url),) if pager.next_url is not None else (),
            is_last=pager.is_last,
        )
    is_last = paging.at >= paging.pages
    following = () if is_last or paging.at >= _TOO_MANY_PAGES else _next(markup, paging)
    return ListPage(links=links, declared_total=total, next=following, is_last=is_last)


def _is_empty(markup: Markup, paging: Paging) -> bool:
    """Whether the template has printed a list without entries, on its only page."""
    return paging.pages == 0 or (paging.pages == 1 and paging.at == 1 and has_bare_list(markup))


def _next(markup: Markup, paging: Paging) -> tuple[Fetch, ...]:
    number = paging.at + 1
    likely = markup.absolute(f"./{paging.page_name(number)}")
    other = markup.absolute(f"./{paging.page_name(number, is_other_way=True)}")
    if likely is None:
        return ()
    return (Fetch(url=likely, otherwise=() if other is None else (other,)),)


def _more(fetch: Fetch, page: Page, seen: frozenset[str]) -> ListPage:
    return or_otherwise(fetch, read_static(page), seen)


TRS = Family(name="trs", label="拓尔思 TRS", sniff=_sniff, first=read_static, more=_more)
