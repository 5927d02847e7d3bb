"""Writes what a visit to one place sees into the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.model import Capture, CaptureRole
from archive.store import Archive, RunWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request with its answer, before it has a place in the archive."""

    url: str
    final_url: str
    status: int
    requested_at: datetime
    received_at: datetime
    request_headers: tuple[tuple[str, str], ...]
    response_headers: tuple[tuple[str, str], ...]
    body: bytes
    method: str = "GET"
    request_body: str | None = None
    redirects: tuple[str, ...] = ()


class Evidence:
    """The captures of one place in one run, numbered in order."""

    def __init__(self, archive: Archive, writer: RunWriter, run_id: str, place_id: str) -> None:
        """Nothing is written yet."""
        self._archive = archive
        self._writer = writer
        self._run_id = run_id
        self._place_id = place_id
        self._count = 0
        self.seen: list[str] = []

    def keep(
        self, role: CaptureRole, exchange: Exchange, derived_from: str | None = None
    ) -> Capture:
        """Archive the body, then the capture that tells of it.

        Raises:
            ArchiveError: the disk refuses.
        """
        self._count += 1
        capture = Capture(
            capture_id=f"{self._run_id}:{self._place_id}:{self._count:04d}",
            run_id=self._run_id,
            place_id=self._place_id,
            role=role,
            url=exchange.url,
            final_url=exchange.final_url,
            status=exchange.status,
            requested_at=exchange.requested_at,
            received_at=exchange.received_at,
            request_headers=exchange.request_headers,
            response_headers=exchange.response_headers,
            sha256=self._archive.put(exchange.body),
            size=len(exchange.body),
            method=exchange.method,
            request_body=exchange.request_body,
            redirects=exchange.redirects,
            derived_from=derived_from,
        )
        self._writer.capture(capture)
        self.note(capture.capture_id)
        return capture

    def note(self, capture_id: str | None) -> None:
        """A capture belongs to this visit too, though another place fetched it."""
        if capture_id is not None and capture_id not in self.seen:
            self.seen.append(capture_id)
