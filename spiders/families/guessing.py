"""Where a following page may stand when the site does not say, and whether what came is one.

Such addresses are tried in a fixed order, most usual first. What comes counts only where it brings
new entries that lie where the known ones lie: many sites answer an invented address with the news
of their home page, or with the list of another office.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from spiders.families.model import Fetch, ListLink, ListPage

# Numbers of pages in addresses: list_2.html, ?page=2, /2
_NUMBERED = (
    re.compile(r"(?P<before>_)(?P<number>\d{1,3})(?P<after>\.[a-z]{3,5})$"),
    re.compile(r"(?P<before>[?&](?:page|pageNo)=)(?P<number>\d{1,3})(?P<after>)$"),
    re.compile(r"(?P<before>/)(?P<number>\d{1,3})(?P<after>)$"),
)
# A folder of a year, a month or a day: 2024, 202401, 20240126, 2024n
_DATED = re.compile(r"/(?:20\d{2}(?:[-_]?\d{1,2}){0,2}n?|\d{1,2})/")


def first_guesses(url: str) -> tuple[str, ...]:
    """Where the second page of the list at ``url`` may stand."""
    address, _, query = url.partition("#")[0].partition("?")
    folder, _, name = address.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    found = []
    if dot:
        found += [f"{folder}/{stem}_{n}.{ending}" for n in (1, 2)]
    found += [f"{folder}/index_{n}.html" for n in (1, 2)]
    found += [f"{folder}/2"] if not query else []
    kept = f"{query}&" if query else ""
    found += [f"{address}?{kept}{field}=2" for field in ("page", "pageNo")]
    return tuple(dict.fromkeys(found))


def next_guess(fetch: Fetch) -> tuple[Fetch, ...]:
    """The page after the one that ``fetch`` guessed rightly."""
    for pattern in _NUMBERED:
        if match := pattern.search(fetch.url):
            following = f"{match['before']}{int(match['number']) + 1}{match['after']}"
            url = fetch.url[: match.start()] + following
            return (Fetch(url=url, headers=fetch.headers, is_guess=True, note=fetch.note),)
    return ()


def is_continued(read: ListPage, seen: Collection[str]) -> bool:
    """Whether most of the new entries of ``read`` lie where the known ones lie."""
    new = [link for link in read.links if link.url not in seen]
    places = {_place(url) for url in seen}
    at_home = sum(_lies_in(link, places) for link in new)
    return at_home * 2 > len(new) > 0


def _lies_in(link: ListLink, places: Collection[str]) -> bool:
    return _place(link.url) in places


def _place(url: str) -> str:
    """Host and folder up to the first dated one: that is what the articles of a list share."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0] + "/"
    dated = _DATED.search(folder)
    return f"{parts.netloc}{folder[: dated.start() + 1] if dated else folder}"
