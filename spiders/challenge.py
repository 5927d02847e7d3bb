"""What stands between a plain request and the page: a script that only a browser can run.

An ordinary browser under our own name is shown the page once for each host and visit. What it does
not get past in that time is a block, told as one; nothing is solved, disguised or tried again.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archive.model import CaptureRole
from spiders.answers import trouble_of
from spiders.classify import visible_text
from spiders.families.model import Fetch, Page
from spiders.markup import parse

# An empty shell is no page: it has as many links as this, or as many letters.
_LINKS, _LETTERS = 1, 50
_FILE = re.compile(r"\.(pdf|docx?|wps|xlsx?|et|ofd|ceb|zip|rar|7z|txt)$", re.IGNORECASE)


def is_passed(dom: str, status: int) -> bool:
    """Whether the browser shows a page of the site: the challenge is gone and something is there.

    That its signs are gone alone proves nothing, for it blanks the page while it works.
    """
    page = Page(url="http://shown/", body=dom.encode(), content_type="text/html; charset=utf-8")
    if status >= 400 or trouble_of(page) is not None:  # noqa: PLR2004 - an error of any kind
        return False
    links = sum(1 for link in parse(page).tree.iter("a") if link.get("href"))
    return links >= _LINKS or len(visible_text(dom)) >= _LETTERS


def door_of(fetch: Fetch, role: CaptureRole) -> str:
    """The address to show the browser: the page itself; for a file or a form the home page.

    A browser saves a file instead of showing it, and sends a form only from its page.
    """
    parts = urlsplit(fetch.url)
    is_file = role is CaptureRole.ATTACHMENT or _FILE.search(parts.path) is not None
    if not is_file and fetch.method == "GET":
        return fetch.url
    return f"{parts.scheme}://{parts.netloc}/"
