"""Who may be visited now (并行采集): as many places as connections and memory allow.

A place that keeps a pause costs neither, so very many are under way side by side. What does cost
is what their pages weigh: where that is too much nobody begins and nobody goes on but the oldest,
who thereby end and make room.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice

# What all visits under way may hold of answers, in bytes.
MOST_BYTES = 256 * 1024 * 1024
# So many visits go on whatever is held: who waits for room waits for one of them to end.
_OLDEST = 8
# What a visit holds besides the bodies, about.
_VISIT_BYTES = 64 * 1024


class Turns:
    """Gives places their turn, in the order in which they ask."""

    def __init__(self, places: int, most_bytes: int = MOST_BYTES) -> None:
        """As many as ``places`` are under way at a time, and ``most_bytes`` are held by them."""
        self._places = asyncio.Semaphore(places)
        self._most_bytes = most_bytes
        self._loads: dict[Load, None] = {}
        self._held = 0
        self._left = asyncio.Event()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Load]:
        """Wait for a turn and hold it; what the visit holds is counted by its ``Load``."""
        async with self._places:
            load = Load(self)
            self._loads[load] = None
            try:
                load.take(_VISIT_BYTES)
                await load.room()
                yield load
            finally:
                self._end(load)

    def add(self, size: int) -> None:
        """So many bytes more are held."""
        self._held += size

    async def room(self, load: Load) -> None:
        """Wait until there is room, or until ``load`` is one of the oldest."""
        while self._held > self._most_bytes and load not in islice(self._loads, _OLDEST):
            await self._left.wait()

    def _end(self, load: Load) -> None:
        del self._loads[load]
        self._held -= load.size
        self._left.set()
        self._left = asyncio.Event()


class Load:
    """What one visit holds, in bytes: it keeps its answers until it ends."""

    def __init__(self, turns: Turns) -> None:
        """Nothing is held yet."""
        self.size = 0
        self._turns = turns

    def take(self, size: int) -> None:
        """Hold so many bytes more until the visit ends."""
        self.size += size
        self._turns.add(size)

    async def room(self) -> None:
        """Wait until more may be asked for; never while anything is held that others wait for."""
        await self._turns.room(self)
