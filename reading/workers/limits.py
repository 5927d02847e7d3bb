"""What one document may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass

from config.settings import ReadingSettings

_MIB = 1024**2
_USUAL = ReadingSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The time in seconds and the memory in bytes that one document may take.

    ``documents`` are read by one process before another takes its place.
    """

    seconds: float = _USUAL.timeout_seconds
    memory_bytes: int = _USUAL.memory_mib * _MIB
    documents: int = 200

    @classmethod
    def of(cls, settings: ReadingSettings) -> Limits:
        """The limits that an office has set."""
        return cls(seconds=settings.timeout_seconds, memory_bytes=settings.memory_mib * _MIB)


LIMITS = Limits()


def cores() -> int:
    """How many documents can be read at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
