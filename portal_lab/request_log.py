"""What a lab remembers of the requests that reached it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from threading import Lock
from time import monotonic

from portal_lab.answers import Answer, Request
from portal_lab.conduct import LoggedRequest, is_block


class RequestLog:
    """Requests in the order in which they came; filled by the server's thread, read by others."""

    def __init__(self) -> None:
        """An empty log."""
        self._log: list[LoggedRequest] = []
        self._forgotten = 0
        self._lock = Lock()

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """Every request so far."""
        with self._lock:
            return tuple(self._log)

    def began(self, request: Request) -> int:
        """Take note of a request; gives its number."""
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
            return self._forgotten + len(self._log) - 1

    def ended(self, number: int, answer: Answer | None) -> None:
        """The exchange of that number is over; ``answer`` is what the portal meant to send."""
        with self._lock:
            place = number - self._forgotten
            if place < 0:
                return
            status = answer.status if answer else None
            self._log[place] = replace(
                self._log[place],
                ended_at=monotonic(),
                status=status,
                is_block=answer is not None and is_block(answer),
            )

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._forgotten += len(self._log)
            self._log.clear()

    def as_jsonl(self) -> str:
        """One line of JSON for each request."""
        return "".join(f"{json.dumps(asdict(one))}\n" for one in self.requests)


def logged_requests(lines: Iterable[str]) -> tuple[LoggedRequest, ...]:
    """The requests that ``as_jsonl`` wrote down."""
    rows = (json.loads(line) for line in lines if line.strip())
    return tuple(
        LoggedRequest(**{**row, "headers": tuple((k, v) for k, v in row["headers"])})
        for row in rows
    )
