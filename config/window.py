"""A daily window of time (时段), such as 22:00-06:00, by the clock in Asia/Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from config.clock import SHANGHAI

_WRITTEN = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)")


@dataclass(frozen=True, slots=True)
class Window:
    """From ``opens`` inclusive to ``closes`` exclusive; over midnight where it closes earlier."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Window:
        """The window that ``text`` names.

        Raises:
            ValueError: it names none, or one without length.
        """
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError(text)
        numbers = [int(number) for number in written.groups()]
        opens, closes = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
        if opens == closes:
            raise ValueError(text)
        return cls(opens, closes)

    def wait(self, now: datetime) -> timedelta:
        """How long from ``now`` until it is open; nothing while it is."""
        local = now.astimezone(SHANGHAI)
        if self._holds(local.time()):
            return timedelta(0)
        opening = datetime.combine(local.date(), self.opens, SHANGHAI)
        return (opening if opening > local else opening + timedelta(days=1)) - local

    def _holds(self, at: time) -> bool:
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes


def is_window(text: str) -> bool:
    """Whether ``text`` names a window."""
    try:
        Window.parse(text)
    except ValueError:
        return False
    return True
