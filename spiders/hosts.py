"""What a run remembers about hosts: their robots rules, their pauses, and whether they block us."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from scrapy.core.downloader import Downloader

from archive.model import VisitClass
from spiders.errors import Halted
from spiders.robots import RobotsRules

# Longer pauses than this cannot be kept within a run.
LONGEST_PAUSE = 300.0
# After as many signs of a block we leave the host alone for the rest of the run.
BLOCKS_ALLOWED = 2


@dataclass(slots=True)
class HostRecord:
    """One host name. ``blocks`` counts the signs that it does not want us.

    ``waited`` are the seconds that it has made us wait in this run.
    """

    blocks: int = 0
    blocked_as: VisitClass = VisitClass.BLOCKED_FORBIDDEN
    waited: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class OriginRecord:
    """One origin (scheme, host, port). ``rules`` is ``None`` until robots.txt was asked for."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotsRules | None = None


class Hosts:
    """Everything known about hosts in this run."""

    def __init__(self, downloader: Downloader, jitter: float) -> None:
        """``downloader`` holds the slots; ``jitter`` is the share a pause may vary by."""
        self._downloader = downloader
        self._jitter = jitter
        self._hosts: dict[str, HostRecord] = {}
        self._origins: dict[str, OriginRecord] = {}

    def host(self, name: str) -> HostRecord:
        """The record of a host."""
        return self._hosts.setdefault(name, HostRecord())

    def origin(self, name: str) -> OriginRecord:
        """The record of an origin."""
        return self._origins.setdefault(name, OriginRecord())

    def rules(self, origin: str) -> RobotsRules | None:
        """The robots rules where they were asked for."""
        record = self._origins.get(origin)
        return record.rules if record else None

    def pause(self, host: str, seconds: float) -> None:
        """Keep at least about ``seconds`` between requests to ``host``."""
        self._set_delay(host, seconds, self._jitter)

    def obey_pause(self, host: str, seconds: float) -> None:
        """Keep at least the pause that the host itself asks for.

        Raises:
            Halted: no run could keep it.
        """
        if seconds > LONGEST_PAUSE:
            raise Halted(
                VisitClass.RATE_LIMITED, f"robots.txt 要求间隔 {seconds:g} 秒，无法在一次采集中遵守"
            )
        if seconds > 0:
            # The host's own pause is a floor: no random share may shorten it.
            self._set_delay(host, seconds, 0.0)

    def has_own_pause(self, host: str) -> bool:
        """Whether the pause for the host differs from the general one."""
        return host in self._downloader.per_slot_settings

    def note_block(self, host: str, visit_class: VisitClass) -> None:
        """The host showed a sign that it does not want us."""
        record = self.host(host)
        record.blocks += 1
        record.blocked_as = visit_class

    def _set_delay(self, host: str, seconds: float, jitter: float) -> None:
        known = self._downloader.per_slot_settings.setdefault(
            host, {"concurrency": 1, "delay": 0.0, "jitter": jitter}
        )
        if seconds >= known["delay"]:
            known.update(delay=seconds, jitter=min(jitter, known["jitter"]))
        slot = self._downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.jitter = known["delay"], known["jitter"]
