"""Files that the page of a collected report offers and the portal does not have (附件打不开)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from archive.content import decoded
from archive.errors import ArchiveError
from archive.model import CaptureRole, Visit
from archive.store import Archive
from ledger.model import CaptureRow
from ledger.store import Ledger
from spiders.article import read_article
from spiders.families.model import Page
from spiders.outcome import UNCHANGED

_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_PAGES = (CaptureRole.ARTICLE, CaptureRole.NEXT_PAGE)
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Files of one visit that the portal answered with "not found", and the report's pages."""

    pages: tuple[CaptureRow, ...]
    files: tuple[CaptureRow, ...]


def gone_in(ledger: Ledger, visits: tuple[Visit, ...]) -> Mapping[_Key, Gone]:
    """By run and place, for the last visits to each place as far back as files were gone.

    Mostly there are none, and one question for each place is all that it costs.
    """
    found: dict[_Key, Gone] = {}
    with_report = [visit for visit in visits if visit.visit_class.has_report]
    for place_id in dict.fromkeys(visit.place_id for visit in with_report):
        for visit in reversed([one for one in with_report if one.place_id == place_id]):
            if UNCHANGED in visit.flags:
                continue  # it looked at the list alone
            files = tuple(
                capture
                for capture in ledger.captures_of(visit.run_id, visit.evidence)
                if capture.role is CaptureRole.ATTACHMENT and capture.status in _GONE
            )
            if not files:
                break
            documents = ledger.captures_of(visit.run_id, visit.documents)
            pages = tuple(capture for capture in documents if capture.role in _PAGES)
            found[visit.run_id, visit.place_id] = Gone(pages=pages, files=files)
    return found


def gone_files(archive: Archive, gone: Gone | None) -> tuple[str, ...]:
    """The addresses of those files that the report's own pages offer.

    A visit for several years asks for the files of other reports too.
    """
    if gone is None:
        return ()
    offered = {url for page in gone.pages for url in _offered(archive, page)}
    return tuple(dict.fromkeys(file.url for file in gone.files if file.url in offered))


def _offered(archive: Archive, capture: CaptureRow) -> Iterator[str]:
    try:
        body = decoded(capture.content_encoding, archive.body(capture.sha256))
    except ArchiveError:
        return
    page = Page(url=capture.final_url, body=body, content_type=capture.content_type)
    yield from (attachment.url for attachment in read_article(page).attachments)
