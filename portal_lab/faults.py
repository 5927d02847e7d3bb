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
    SLOW = "slow"
    DRIP = "drip"
    TRUNCATED = "truncated"
    SERVER_ERROR = "server_error"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault on the requests to ``host`` whose path with query matches ``path`` from its start.

    ``nth`` is the number of the matching request that is spoiled, from 1; ``None`` spoils all.
    ``seconds`` is how long ``SLOW`` waits before it answers, and how long ``DRIP`` takes over the
    body.
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
