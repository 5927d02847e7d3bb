"""Asks for the robots rules of origins: once in a run for each, archived like everything else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from archive.model import CaptureRole, VisitClass
from spiders.classify import page_class
from spiders.errors import Halted
from spiders.evidence import Evidence, Exchange
from spiders.hosts import Hosts
from spiders.redirects import REDIRECTS_ALLOWED, hop, redirect_target
from spiders.robots import RobotsRules, read_robots

# Asks for an address, after those it has been sent on from.
Ask = Callable[[str, tuple[str, ...]], Awaitable[Exchange]]

_CHALLENGES = frozenset({VisitClass.BLOCKED_CHALLENGE, VisitClass.BLOCKED_CAPTCHA})
# Where not even a connection stands, the missing robots.txt is the least of it.
_UNREACHABLE = frozenset({VisitClass.DNS, VisitClass.REFUSED, VisitClass.TLS})


class Rules:
    """The rules as one visit learns them; what another visit has asked is shared by ``hosts``."""

    def __init__(
        self,
        *,
        hosts: Hosts,
        evidence: Evidence,
        user_agent: str,
        is_listed: Callable[[str], bool],
        ask: Ask,
    ) -> None:
        """A redirect is followed where ``is_listed`` holds of its address."""
        self._hosts = hosts
        self._evidence = evidence
        self._user_agent = user_agent
        self._is_listed = is_listed
        self._ask = ask

    def allow(self, url: str) -> bool:
        """Whether the rules of the origin of ``url`` are known already and allow it."""
        rules = self._hosts.rules(origin_of(url))
        return rules is not None and rules.is_known and rules.allows(url)

    async def of(self, url: str) -> RobotsRules:
        """The robots rules of the origin of ``url``.

        Raises:
            Halted: the host asks for a pause that no run can keep.
        """
        origin = origin_of(url)
        record = self._hosts.origin(origin)
        async with record.asking:
            if record.rules is None:
                record.rules = await self._asked(f"{origin}/robots.txt")
        self._evidence.note(record.rules.capture_id)
        self._hosts.obey_pause(urlsplit(url).hostname or "", record.rules.crawl_delay)
        return record.rules

    async def _asked(self, url: str) -> RobotsRules:
        passed: tuple[str, ...] = ()
        while True:
            try:
                made = await self._ask(url, passed)
            except Halted as halted:
                is_unreachable = halted.visit_class in _UNREACHABLE
                return RobotsRules(
                    is_known=False,
                    failure=halted.visit_class if is_unreachable else VisitClass.ROBOTS_UNKNOWN,
                    reason=f"robots.txt 取不到（{halted.reason}）",
                )
            target = redirect_target(made, url)
            passed = (*passed, url)
            is_followed = target is not None and self._is_listed(target) and target not in passed
            if target is None or not is_followed or len(passed) > REDIRECTS_ALLOWED:
                break
            await self._evidence.keep(CaptureRole.REDIRECT, hop(made))
            url = target
        capture = await self._evidence.keep(CaptureRole.ROBOTS, made)
        text = made.body.decode("utf-8", "replace")
        if page_class(made.status, made.body, text) in _CHALLENGES:
            return RobotsRules(
                is_known=False, reason="robots.txt 被网站防护拦截", capture_id=capture.capture_id
            )
        return read_robots(made.status, made.body, self._user_agent, capture.capture_id)


def origin_of(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
