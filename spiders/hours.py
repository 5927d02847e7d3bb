"""When a place may be asked: the window of its registry row, else that of the settings."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.model import VisitClass
from config.clock import Clock
from config.settings import CrawlSettings
from config.window import Window
from registry.model import Place
from spiders.errors import Halted


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of one place; ``written`` is its window as people wrote it."""

    clock: Clock
    written: str | None

    @classmethod
    def of(cls, place: Place, crawl: CrawlSettings, clock: Clock) -> Hours:
        """Those of ``place``."""
        return cls(clock=clock, written=place.window or crawl.window)

    async def begin(self, end: datetime) -> None:
        """Wait until the place may be asked, if that is before ``end``; else return at once."""
        wait = self._wait()
        if wait and self.clock.now() + wait < end:
            await asyncio.sleep(wait.total_seconds())

    def check(self) -> None:
        """Nothing while the place may be asked.

        Raises:
            Halted: it may not be asked now; that says nothing about the place.
        """
        if self._wait():
            raise Halted(
                VisitClass.ABORTED, f"现在不在该网站的访问时段（{self.written}）内，本次未访问完"
            )

    def _wait(self) -> timedelta:
        if self.written is None:
            return timedelta(0)
        return Window.parse(self.written).wait(self.clock.now())
