"""Writes what a visit to one place sees into the archive."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from archive.model import Capture, CaptureRole, Visit
from archive.writer import RunWriter


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
    protocol: str | None = None
    remote_address: str | None = None
    certificate_sha256: str | None = None


class SharedWriter:
    """The run's writer as all its visits share it: those who wait are served by one commit."""

    def __init__(self, writer: RunWriter) -> None:
        """``writer`` is closed by whoever opened it."""
        self._writer = writer
        self._turn = asyncio.Lock()
        # One of its own: nobody waits behind documents that are being read.
        self._thread = ThreadPoolExecutor(1, "archive")

    async def capture(self, capture: Capture, body: bytes) -> None:
        """Write a capture; it is durable when this returns.

        Raises:
            ArchiveError: the disk refuses.
        """
        self._writer.capture(capture, body)
        await self._settle()

    async def visit(self, visit: Visit) -> None:
        """Write the outcome of a visit; it is durable when this returns.

        Raises:
            ArchiveError: the disk refuses.
        """
        self._writer.visit(visit)
        await self._settle()

    def last_visit(self, visit: Visit) -> None:
        """Write a visit when there is no time left to wait; closing makes it durable."""
        self._writer.visit(visit)

    async def _settle(self) -> None:
        added = self._writer.added
        async with self._turn:
            if self._writer.committed < added:
                # Packing and the disk take their time; meanwhile the others go on.
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._thread, self._writer.commit)


class Evidence:
    """The captures of one place in one run, numbered in order."""

    def __init__(self, writer: SharedWriter, run_id: str, place_id: str) -> None:
        """Nothing is written yet."""
        self._writer = writer
        self._run_id = run_id
        self._place_id = place_id
        self._count = 0
        self.seen: list[str] = []

    async def keep(
        self, role: CaptureRole, exchange: Exchange, derived_from: str | None = None
    ) -> Capture:
        """Archive an exchange; it is durable when this returns.

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
            sha256=hashlib.sha256(exchange.body).hexdigest(),
            size=len(exchange.body),
            method=exchange.method,
            request_body=exchange.request_body,
            redirects=exchange.redirects,
            derived_from=derived_from,
            protocol=exchange.protocol,
            remote_address=exchange.remote_address,
            certificate_sha256=exchange.certificate_sha256,
        )
        self.note(capture.capture_id)
        await self._writer.capture(capture, exchange.body)
        return capture

    def note(self, capture_id: str | None) -> None:
        """A capture belongs to this visit too, though another place fetched it."""
        if capture_id is not None and capture_id not in self.seen:
            self.seen.append(capture_id)
