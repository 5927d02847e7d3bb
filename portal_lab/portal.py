"""A portal before it has a shape: whose it is, what it publishes and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zlib import crc32

from config.clock import SHANGHAI

# Offices put things on line in the morning; the hour matters only against the lab's clock.
_USUAL_HOUR = time(8, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file under its Chinese name; ``make`` gives its bytes, the same every time."""

    name: str
    content_type: str
    make: Callable[[], bytes]

    @property
    def suffix(self) -> str:
        """The ending of the name without the dot."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a list names.

    It is on line from ``appears_at``, by default the morning of ``shown_date``, which is what the
    portal prints. ``content`` gives the HTML of the article; ``page`` is a whole page served as it
    stands; ``link`` leads to another site.
    """

    number: int
    title: str
    shown_date: date
    late_at: datetime | None = None
    content: Callable[[], str] | None = None
    attachments: tuple[Attachment, ...] = ()
    page: Attachment | None = None
    link: str | None = None
    has_pub_date: bool = True
    report_year: int | None = None

    @property
    def appears_at(self) -> datetime:
        """The instant it goes on line."""
        return self.late_at or datetime.combine(self.shown_date, _USUAL_HOUR, SHANGHAI)

    @property
    def shown_at(self) -> str:
        """Date and minute as the page's tag prints them."""
        return f"{self.shown_date.isoformat()} {self.appears_at.astimezone(SHANGHAI):%H:%M}"

    def body(self) -> str:
        """The HTML of the article; entries that nobody needs have one sentence."""
        if self.content is not None:
            return self.content()
        return f"<p>{self.title}。具体内容请到办公室查阅。</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A host and its owner; ``entries`` are those of the annual-report column, newest first.

    ``news_date`` is that of the newest piece of news in the side bar of every page.
    """

    host: str
    owner: str
    entries: tuple[Entry, ...]
    robots: str = "User-agent: *\nAllow: /\n"
    news_date: date = date(2024, 2, 4)

    def shown(self, now: datetime) -> tuple[Entry, ...]:
        """What is on line at that instant."""
        return tuple(entry for entry in self.entries if entry.appears_at <= now)

    def number(self, purpose: str, low: int, high: int) -> int:
        """An id such as a column's: different for each host, always the same for one."""
        return low + crc32(f"{self.host}/{purpose}".encode()) % (high - low)


def newest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    """The order of every list in the country."""
    return tuple(sorted(entries, key=lambda e: (e.shown_date, e.number), reverse=True))
