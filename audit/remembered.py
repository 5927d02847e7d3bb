"""What many rules need of one reading is worked out once: the last reading's is kept, no more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from reading.model import ReportReading

Value = TypeVar("Value")


def once_per_reading(look: Callable[[ReportReading], Value]) -> Callable[[ReportReading], Value]:
    """``look``, whose answer for the reading last asked about is kept, in each thread its own.

    Readings are frozen, so that the same object always gives the same answer; an exception is not
    kept.
    """
    kept = threading.local()

    @wraps(look)
    def remembered(reading: ReportReading) -> Value:
        if getattr(kept, "reading", None) is not reading:
            answer = look(reading)
            kept.reading, kept.answer = reading, answer
        value: Value = kept.answer
        return value

    return remembered
