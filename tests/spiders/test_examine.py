"""Opening a candidate: a report that comes as a run of pictures."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import cast

from crawl_site import AGENCY, COLUMN, HOST, TITLE, report_page

from archive.model import Capture, CaptureRole, VisitClass
from reading.model import Media
from reading.reader import read
from reading.workers.limited import LimitedReader
from spiders.access import Access, Answer
from spiders.examine import SCAN_ONLY, Examiner, Finding
from spiders.families.model import Fetch, ListLink, Page
from spiders.verify_apart import judge_apart, verdict

ARTICLE = f"{COLUMN}t20240120_1.html"
PICTURES = tuple(f"http://{HOST}/images/W02024012000000{n}.jpg" for n in range(3))
READING = read(report_page().encode(), name="a.html")
NOW = datetime(2024, 2, 5, 1, tzinfo=UTC)


class Site:
    """Gives the pages of a site and remembers what it was asked for, and as what."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages = pages
        self.asked: list[tuple[str, CaptureRole]] = []

    async def get(self, fetch: Fetch, role: CaptureRole) -> Answer:
        self.asked.append((fetch.url, role))
        body = self._pages.get(fetch.url, b"")
        status = 200 if body else 404
        kind = "text/html" if fetch.url.endswith("html") else "image/jpeg"
        capture = Capture(
            capture_id=f"c{len(self.asked)}",
            run_id="r",
            place_id="p",
            role=role,
            url=fetch.url,
            final_url=fetch.url,
            status=status,
            requested_at=NOW,
            received_at=NOW,
            request_headers=(),
            response_headers=(("Content-Type", kind),),
            sha256=sha256(body).hexdigest(),
            size=len(body),
        )
        page = Page(url=fetch.url, body=body, content_type=kind, status=status)
        return Answer(page=page, capture=capture)


class Reader:
    """Tells of what it is given in this process, as the processes of a crawl do in theirs."""

    def __init__(self) -> None:
        self.given: list[tuple[bytes, ...]] = []

    def told_of_pages(self, bodies: Sequence[bytes], *, name: str, asked: str, **_: object) -> str:
        self.given.append(tuple(bodies))
        if bodies[0].startswith(b"\xff\xd8"):
            return verdict(replace(READING, media=Media.SCAN), asked)
        return verdict(read(bodies[0], name=name), asked)


def picture(number: int, changed: int | None = None) -> bytes:
    return b"\xff\xd8\xff" + bytes([number, changed or 0])


def site(pictures: int = 3, changed: int | None = None) -> Site:
    shown = "".join(f'<p><img src="{url}"></p>' for url in PICTURES)
    text = f'<html><body><h1>{TITLE}</h1><div id="zoom">{shown}</div></body></html>'
    held = {url: picture(n, changed if n == 2 else None) for n, url in enumerate(PICTURES)}
    kept = dict(list(held.items())[:pictures])
    return Site({ARTICLE: text.encode(), **kept})


def examined(over: Site) -> tuple[Finding, list[tuple[bytes, ...]]]:
    """The finding, and what the reader was given; a run of pictures reads as the report."""
    reader = Reader()
    examiner = Examiner(cast("Access", over), AGENCY, judge_apart(cast("LimitedReader", reader)))
    link = ListLink(url=ARTICLE, title=TITLE)
    return asyncio.run(examiner.examine(link, 2023)), reader.given


def test_all_pictures_are_kept_in_order_and_read_as_one_document() -> None:
    over = site()
    finding, given = examined(over)
    assert (finding.failure, finding.flags) == (None, (SCAN_ONLY,))
    assert given[1:] == [tuple(picture(n) for n in range(3))]
    assert [page.url for page in finding.pages] == [*PICTURES, ARTICLE]
    roles = dict(over.asked)
    assert [roles[url] for url in PICTURES] == [
        CaptureRole.ATTACHMENT,
        CaptureRole.NEXT_PAGE,
        CaptureRole.NEXT_PAGE,
    ]


def test_a_change_of_any_picture_is_a_change_of_the_report() -> None:
    contents = {examined(site(changed=changed))[0].content for changed in (None, 7)}
    assert len(contents) == 2


def test_a_run_of_pictures_that_lacks_one_is_no_report() -> None:
    finding, given = examined(site(pictures=2))
    assert (finding.failure, finding.documents) == (VisitClass.TRUNCATED, ())
    assert finding.reason == (
        f"年报分为 3 页，第 3 页未能取得：链接打不开（状态 404）：{PICTURES[2]}"
    )
    assert len(given) == 1
