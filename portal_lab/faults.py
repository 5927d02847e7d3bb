"""What goes wrong on the way: a plan of (host, path, nth request) → fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock


class FaultKind(StrEnum):
    """How an exchange is spoiled."""

    CLOSE = "close"
    RESET = "reset"
    SLOW = "slow"
    DRIP = "drip"
    GARBAGE = "garbage"
    # What is left of a body: by a false length, in chunks, without any length.
    TRUNCATED = "truncated"
    CHUNK_CUT = "chunk_cut"
    HTTP10 = "http10"
    HTTP10_CUT = "http10_cut"
    GZIP_LIE = "gzip_lie"
    BAD_HEADER = "bad_header"
    HUGE = "huge"
    # Another answer in the place of the right one.
    EMPTY = "empty"
    GONE = "gone"
    SOFT_404 = "soft_404"
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    THROTTLED = "throttled"
    CAPTCHA = "captcha"
    CHALLENGE = "challenge"
    JSL = "jsl"
    REDIRECT_LOOP = "redirect_loop"
    REDIRECT_PRIVATE = "redirect_private"
    REDIRECT_HOME = "redirect_home"
    HOSTILE_NAME = "hostile_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault on the requests to ``host`` whose path with query matches ``path`` from its start.

    ``nth`` is the number of the matching request that is spoiled, from 1; ``None`` spoils all.
    ``seconds`` is how long ``SLOW`` waits before it answers, how long ``DRIP`` takes over the body,
    and what ``RATE_LIMITED`` asks for in ``Retry-After``.
    """

    host: str
    kind: FaultKind
    path: str = "/"
    nth: int | None = None
    seconds: float = 0.0


# A path that is anything but robots.txt: the portal lets itself be asked, then fails.
BEYOND_ROBOTS = r"/(?!robots\.txt)"


class FaultPlan:
    """Counts the requests and says which one is spoiled; the first fault that fits wins."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """``faults`` in the order in which they are tried."""
        self._faults = tuple(faults)
        self._seen: Counter[int] = Counter()
        self._lock = Lock()

    def next(self, host: str, target: str) -> Fault | None:
        """The fault for this request, which is counted."""
        chosen: Fault | None = None
        with self._lock:
            for i, fault in enumerate(self._faults):
                if fault.host != host or not re.match(fault.path, target):
                    continue
                self._seen[i] += 1
                if chosen is None and fault.nth in (None, self._seen[i]):
                    chosen = fault
        return chosen
