"""Asking again: what may be a passing fault a few times, what asks us to wait once and when told.

A host that says when to come back is taken at its word, within a bound for the request and for the
run; a host that only says "too often" is given a long pause. Everything asked again is told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from archive.model import VisitClass
from config.clock import Clock
from spiders.answers import page_of, trouble_of
from spiders.classify import RETRIED_STATUSES, may_be_rate_limit
from spiders.errors import Halted
from spiders.evidence import Exchange
from spiders.hosts import Hosts

TRIES = 3
# A site that slow is not helped by asking a third time.
TIMEOUT_TRIES = 2
_TRIED_AGAIN = frozenset(
    {VisitClass.DNS, VisitClass.TIMEOUT, VisitClass.TRUNCATED, VisitClass.REFUSED}
)
# So many ordinary pauses for a host that finds us too quick and does not say how long to wait.
_LONG_PAUSES = 10
# A host that found us too quick is asked more slowly from then on, but not more slowly than this.
_SLOWEST = 10.0


@dataclass(slots=True, kw_only=True)
class Patience:
    """How one visit asks again; ``told`` is for people.

    ``longest_wait`` bounds in seconds what a host may make us wait, for a request and in all of
    the run; ``pause`` is the ordinary one between requests, from which back-off grows.
    """

    hosts: Hosts
    longest_wait: float
    pause: float
    clock: Clock
    told: list[str] = field(default_factory=list)

    async def ask(self, once: Callable[[], Awaitable[Exchange]], host: str, url: str) -> Exchange:
        """The last answer to ``once``, which asks ``host`` for ``url``.

        A limit is a sign against the host, taken back where the second answer is none.

        Raises:
            Halted: no answer, or only a part of one, after all tries.
        """
        record = self.hosts.host(host)
        tried, has_waited, is_sign = 0, False, False
        while True:
            try:
                made = await once()
            except Halted as halted:
                tried += 1
                tries = TIMEOUT_TRIES if halted.visit_class is VisitClass.TIMEOUT else TRIES
                if tried >= tries or halted.visit_class not in _TRIED_AGAIN:
                    raise
                await self._back_off(halted.visit_class.label, tried, url)
                continue
            if is_limited(made):
                wait = self._wait(made)
                if has_waited or record.waited + wait > self.longest_wait:
                    return made
                has_waited = is_sign = True
                record.waited += wait
                self.hosts.note_block(host, VisitClass.RATE_LIMITED)
                self.hosts.obey_pause(host, min(wait, _SLOWEST))
                self.told.append(f"网站限制访问频率（状态 {made.status}），等待 {wait:g} 秒：{url}")
                await asyncio.sleep(wait)
                continue
            record.blocks -= is_sign
            is_sign = False
            tried += 1
            if made.status not in RETRIED_STATUSES or tried >= TRIES:
                return made
            await self._back_off(f"状态 {made.status}", tried, url)

    async def _back_off(self, what: str, tried: int, url: str) -> None:
        self.told.append(f"第 {tried} 次请求未成功（{what}），再次请求：{url}")
        await asyncio.sleep(self.pause * 2**tried)

    def _wait(self, made: Exchange) -> float:
        """Seconds to wait before ``made`` is asked for again."""
        asked = retry_after(dict(made.response_headers), self.clock.now())
        return self.pause * _LONG_PAUSES if asked is None else asked


def is_limited(made: Exchange) -> bool:
    """Whether an answer says that we ask too often, or to come back later."""
    if made.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if made.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return is_asked_to_wait(made.response_headers)
    is_candidate = made.status == HTTPStatus.OK and may_be_rate_limit(made.body)
    return is_candidate and trouble_of(page_of(made)) is VisitClass.RATE_LIMITED


def is_asked_to_wait(headers: tuple[tuple[str, str], ...]) -> bool:
    """Whether an answer names a time to come back."""
    return any(name.lower() == "retry-after" for name, _ in headers)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the host asks us to wait: a number, or a date by the host's own clock.

    ``None`` where it asks for none; what cannot be made out is longer than anyone waits.
    """
    named = {name.lower(): value.strip() for name, value in headers.items()}
    asked = named.get("retry-after")
    if asked is None:
        return None
    if asked.isascii() and asked.isdigit():
        return float(asked)
    until = _instant(asked)
    if until is None:
        return float("inf")
    since = _instant(named.get("date", "")) or now
    return max(0.0, (until - since).total_seconds())


def _instant(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
