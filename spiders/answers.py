"""What a visit gets for a request: the page as families read it, and the capture that proves it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.content import decoded
from archive.errors import ArchiveError
from archive.model import Capture, VisitClass
from spiders.classify import SHORT, is_gone, page_class, status_class
from spiders.errors import Halted
from spiders.evidence import Exchange
from spiders.families.model import Page
from spiders.markup import parse

_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\xff\xd8", b"\x89PNG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page with the capture that proves it; for a rendered page both are of the DOM."""

    page: Page
    capture: Capture

    @property
    def is_ok(self) -> bool:
        """Whether the portal gave what was asked for."""
        return self.page.status == 200  # noqa: PLR2004


def page_of(made: Exchange) -> Page:
    """What the families read: the content without its transfer coding.

    Raises:
        Halted: the coding is unknown or broken.
    """
    headers = {name.lower(): value for name, value in reversed(made.response_headers)}
    try:
        body = decoded(headers.get("content-encoding"), made.body)
    except ArchiveError as error:
        raise Halted(VisitClass.WRONG_TYPE, f"{error}：{made.final_url}") from error
    return Page(
        url=made.final_url,
        body=body,
        content_type=headers.get("content-type"),
        status=made.status,
    )


def trouble_of(page: Page) -> VisitClass | None:
    """The class of a page that is a block or an error; ``None`` where it is an ordinary one."""
    if page.body.startswith(_BINARY_STARTS):
        return page_class(page.status, page.body, "")
    if is_long(page):
        return status_class(page.status)
    return page_class(page.status, page.body, parse(page).text)


def says_gone(page: Page) -> bool:
    """Whether a page that came with status 200 says that it does not exist."""
    return not is_long(page) and is_gone(parse(page).text)


def is_long(page: Page) -> bool:
    """Whether a page has so much text that its words do not tell what it is (``SHORT``)."""
    shown = parse(page).shown
    return len(shown) - shown.count(" ") >= SHORT
