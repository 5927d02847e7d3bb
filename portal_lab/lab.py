"""The lab: a country served by a proxy in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from config.clock import SHANGHAI
from portal_lab.answers import Answer, Headers, Request
from portal_lab.country import Country
from portal_lab.faults import Fault, FaultPlan
from portal_lab.proxy import Proxy
from portal_lab.truth import VISIT_ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRequest:
    """A request as the lab saw it; ``at`` is monotonic time in seconds."""

    host: str
    method: str
    path: str
    user_agent: str
    at: float
    headers: Headers


class Lab:
    """Serves a country on loopback while it is open.

    With ``with Lab(country) as lab:`` the address of the proxy is ``lab.proxy_url``. Hosts that the
    country does not have get 502; nothing is fetched from anywhere.
    """

    def __init__(
        self,
        country: Country,
        *,
        now: datetime = VISIT_ONE,
        faults: Sequence[Fault] = (),
        port: int = 0,
    ) -> None:
        """``faults`` are tried before the country's own; port 0 takes a free one."""
        self._country = country
        self._now = _in_zone(now)
        self._plan = FaultPlan((*faults, *country.faults))
        self._port = port
        self._log: list[LoggedRequest] = []
        self._lock = Lock()
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        self.stop()

    def start(self) -> None:
        """Open the server; returns when it listens.

        Raises:
            OSError: the port is taken.
        """
        listening: Future[int] = Future()
        self._thread = Thread(target=self._run, args=(listening,), name="portal-lab", daemon=True)
        self._thread.start()
        self._port = listening.result()

    def stop(self) -> None:
        """Drop every connection and close the server; a second call does nothing."""
        if self._thread is None or self._loop is None or self._stop is None:
            return
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._thread = None

    @property
    def proxy_url(self) -> str:
        """The address to give to a client as its HTTP proxy."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """Every request so far, in the order in which they came."""
        with self._lock:
            return tuple(self._log)

    def set_now(self, now: datetime) -> None:
        """Move the country's clock: it shows what is published by then. Local time if no zone."""
        self._now = _in_zone(now)

    def _run(self, listening: Future[int]) -> None:
        asyncio.run(self._serve(listening))

    async def _serve(self, listening: Future[int]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        proxy = Proxy(self._respond, self._note, self._plan)
        try:
            server = await proxy.serve(self._port)
        except OSError as error:
            listening.set_exception(error)
            return
        listening.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        await proxy.close()

    def _respond(self, request: Request) -> Answer | None:
        return self._country.answer(request, self._now)

    def _note(self, request: Request) -> None:
        logged = LoggedRequest(
            host=request.host,
            method=request.method,
            path=request.target,
            user_agent=request.header("User-Agent"),
            at=monotonic(),
            headers=request.headers,
        )
        with self._lock:
            self._log.append(logged)


def _in_zone(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
