"""The lab: a country served by a proxy in a thread of its own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Self

from config.clock import SHANGHAI
from portal_lab.answers import Answer, Request, page
from portal_lab.certificates import Authority
from portal_lab.conduct import LoggedRequest
from portal_lab.faults import Fault, FaultPlan
from portal_lab.phases import LAB_NOW, Phase, phase_at
from portal_lab.proxy import Proxy
from portal_lab.request_log import RequestLog
from portal_lab.served import Served
from portal_lab.truth import VISIT_ONE

# Not a portal: what is asked there steers the lab and is not told among the requests.
CONTROL_HOST = "lab.control"
_PLAIN = "text/plain; charset=utf-8"
_CONTROLS = "门户实验室的控制地址：/phase、/log、/authority"

__all__ = ["CONTROL_HOST", "Lab", "LoggedRequest"]


class Lab:
    """Serves a country on loopback while it is open.

    With ``with Lab(country) as lab:`` the address of the proxy is ``lab.proxy_url``. Hosts that the
    country does not have get 502; nothing is fetched from anywhere.
    """

    def __init__(
        self,
        country: Served,
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
        self._authority = Authority()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._log = RequestLog()
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
        return self._log.requests

    @property
    def authority_pem(self) -> bytes:
        """The certificate that a client must trust to take the lab's sound ones."""
        return self._authority.pem

    @property
    def phase(self) -> Phase:
        """The phase that the country's clock is in."""
        return phase_at(self._now)

    def set_phase(self, phase: Phase) -> None:
        """Move the country's clock to the instant of ``phase``."""
        self.set_now(LAB_NOW[phase])

    def forget_requests(self) -> None:
        """Begin a new log."""
        self._log.clear()

    def set_now(self, now: datetime) -> None:
        """Move the country's clock: it shows what is published by then. Local time if no zone."""
        self._now = _in_zone(now)

    def _run(self, listening: Future[int]) -> None:
        asyncio.run(self._serve(listening))

    async def _serve(self, listening: Future[int]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        proxy = Proxy(self)
        try:
            server = await proxy.serve(self._port)
        except OSError as error:
            listening.set_exception(error)
            return
        listening.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        await proxy.close()

    def respond(self, request: Request) -> Answer | None:
        """The answer to a request that came in: the country's, or that of the lab's own host."""
        if request.host == CONTROL_HOST:
            return self._steer(request)
        return self._country.answer(request, self._now)

    def began(self, request: Request) -> int:
        """Take note of a request; those that steer the lab have no number."""
        return -1 if request.host == CONTROL_HOST else self._log.began(request)

    def ended(self, number: int, answer: Answer | None) -> None:
        """Take note that an exchange is over."""
        if number >= 0:
            self._log.ended(number, answer)

    def fault(self, request: Request) -> Fault | None:
        """What goes wrong with this request, which is counted."""
        return self._plan.next(request.host, request.target)

    def secured(self, host: str) -> ssl.SSLContext | None:
        """How ``host`` speaks TLS; made when it is first asked for."""
        security = self._country.security.get(host)
        if security is None:
            return None
        if host not in self._contexts:
            self._contexts[host] = self._authority.context(host, security)
        return self._contexts[host]

    def _steer(self, request: Request) -> Answer:
        """``/phase`` tells or moves the phase, ``/log`` gives the requests or forgets them.

        ``/authority`` is the certificate to trust.
        """
        match request.method, request.path:
            case "POST", "/phase":
                return self._move(request)
            case "GET", "/phase":
                said: str = self.phase
            case "GET", "/log":
                said = self._log.as_jsonl()
            case "DELETE", "/log":
                self.forget_requests()
                said = ""
            case "GET", "/authority":
                said = self.authority_pem.decode()
            case _:
                return page(_CONTROLS, status=404, content_type=_PLAIN)
        return page(said, content_type=_PLAIN)

    def _move(self, request: Request) -> Answer:
        wanted = request.form.get("phase") or request.body.decode("utf-8", "replace").strip()
        if wanted not in set(Phase):
            return page(f"没有名为“{wanted}”的阶段", status=400, content_type=_PLAIN)
        self.set_phase(Phase(wanted))
        return page(self.phase, content_type=_PLAIN)


def _in_zone(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)
