"""What one document may cost."""

from __future__ import annotations

from dataclasses import dataclass

_GIB = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The time in seconds and the memory in bytes that one document may take.

    ``documents`` are read by one process before another takes its place.
    """

    seconds: float = 60.0
    memory_bytes: int = 3 * _GIB
    documents: int = 200


LIMITS = Limits()
