"""Questions to a log of requests: was the visitor polite, and did it stop where it should?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from protego import Protego

from portal_lab.answers import Answer, Headers

_BLOCK_STATUSES = frozenset({403, 412, 429, 521})
_BLOCK_WORDS = ("安全验证", "访问过于频繁")
_CONTACT = re.compile(r"\+?https?://\S+.*@|@\S+\.\S+")
_SHORT = 16 * 1024
_MOMENT, _LONG = 0.2, 2.0
# Browsers send it with every page that they open, and with nothing else.
_NAVIGATION = "Upgrade-Insecure-Requests"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRequest:
    """A request as the lab saw it; ``at`` and ``ended_at`` are monotonic times in seconds.

    ``status`` is that of the answer, however it was sent; ``is_block`` tells that the answer was a
    sign not to go on.
    """

    host: str
    method: str
    path: str
    user_agent: str
    at: float
    headers: Headers
    ended_at: float | None = None
    status: int | None = None
    is_block: bool = False

    def header(self, name: str) -> str:
        """The first header of that name, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


Log = Sequence[LoggedRequest]


def is_block(answer: Answer) -> bool:
    """Whether an answer is a sign of a block: by its status, or a short page by its words."""
    if answer.status in _BLOCK_STATUSES:
        return True
    if len(answer.body) > _SHORT:
        return False
    text = answer.body.decode("utf-8", "replace")
    return any(word in text for word in _BLOCK_WORDS)


def by_host(log: Log) -> Mapping[str, tuple[LoggedRequest, ...]]:
    """The requests of each host, in order."""
    found: dict[str, list[LoggedRequest]] = defaultdict(list)
    for request in log:
        found[request.host].append(request)
    return {host: tuple(requests) for host, requests in found.items()}


def smallest_gap(log: Log) -> float:
    """The shortest time in seconds between the starts of two requests to one host."""
    gaps = [
        after.at - before.at for asked in by_host(log).values() for before, after in pairwise(asked)
    ]
    return min(gaps, default=float("inf"))


def most_at_once(log: Log) -> int:
    """The largest number of requests to one host that were open at the same time.

    That a client has gone is noticed a moment later: of a long request so short an overlap is none.
    """
    most = 0
    for asked in by_host(log).values():
        # An end counts before a beginning at the same instant.
        turns = [(r.at, 1) for r in asked]
        turns += [(_end(r, r.ended_at), -1) for r in asked if r.ended_at is not None]
        open_now = 0
        for _, step in sorted(turns):
            open_now += step
            most = max(most, open_now)
    return most


def _end(request: LoggedRequest, ended_at: float) -> float:
    return ended_at - _MOMENT if ended_at - request.at > _LONG else ended_at


def anonymous(log: Log) -> tuple[str, ...]:
    """The agents among them that name no one to ask."""
    return tuple(sorted({r.user_agent for r in log if not _CONTACT.search(r.user_agent)}))


def robots_not_first(log: Log) -> tuple[str, ...]:
    """The hosts that were asked for something before their robots.txt."""
    first = {host: asked[0].path for host, asked in by_host(log).items()}
    return tuple(sorted(host for host, path in first.items() if path != "/robots.txt"))


def disallowed(log: Log, robots: Mapping[str, str]) -> tuple[LoggedRequest, ...]:
    """Requests that the robots rules of their host, given by host, forbid to their agent."""
    rules = {host: Protego.parse(text) for host, text in robots.items()}
    return tuple(
        r
        for r in log
        if r.host in rules
        and r.path != "/robots.txt"
        and not rules[r.host].can_fetch(f"http://{r.host}{r.path}", r.user_agent)
    )


def strangers(log: Log, hosts: Sequence[str]) -> tuple[str, ...]:
    """The hosts that were asked and are not among ``hosts``."""
    return tuple(sorted({r.host for r in log} - set(hosts)))


def after_blocks(log: Log, *, allowed: int = 2) -> tuple[LoggedRequest, ...]:
    """Requests to a host after it had shown ``allowed`` signs of a block.

    A page that loads itself again in a browser, as those of challenges do, is one visit to it; the
    page that it lets through in the end takes the signs back.
    """
    found: list[LoggedRequest] = []
    signs: dict[str, int] = defaultdict(int)
    before: dict[str, LoggedRequest] = {}
    for request in log:
        former = before.get(request.host)
        before[request.host] = request
        if former is not None and former.is_block and _is_reload(former, request):
            signs[request.host] *= request.is_block
            continue
        if signs[request.host] >= allowed:
            found.append(request)
        signs[request.host] += request.is_block
    return tuple(found)


def _is_reload(former: LoggedRequest, request: LoggedRequest) -> bool:
    """Whether a browser asked for the page that it had just been given."""
    both = (former.header(_NAVIGATION), request.header(_NAVIGATION))
    return all(both) and former.path == request.path


def over_budget(log: Log, budgets: Mapping[str, int]) -> Mapping[str, int]:
    """The hosts that were asked more often than their budget allows, with how often."""
    counts = {host: len(asked) for host, asked in by_host(log).items()}
    return {host: count for host, count in counts.items() if count > budgets.get(host, 0)}


def without_referer(
    log: Log, is_needed: Callable[[LoggedRequest], bool]
) -> tuple[LoggedRequest, ...]:
    """Requests that had to name the page they come from and did not."""
    return tuple(r for r in log if is_needed(r) and not r.header("Referer"))
