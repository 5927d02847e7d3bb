"""Links to the report, or from its page to its files, that lead nowhere (链接打不开)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import takewhile

from archive.model import VisitClass
from audit.circumstances import SeenVisit
from audit.model import Severity
from audit.publication import printed_date

_HOURS_APART = timedelta(hours=4)
_DEAD = (VisitClass.LINK_DEAD, VisitClass.SOFT_404)
# A page without content may also be one that our browser did not show.
_EMPTY = VisitClass.EMPTY_SHELL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadEnd:
    """The last visits to a place, as far as all found the same link dead; oldest first."""

    url: str
    visits: tuple[SeenVisit, ...]
    is_file: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether the visits lie hours apart: a server may be down for a while."""
        first, last = self.visits[0].ended_at, self.visits[-1].ended_at
        return first is not None and last is not None and last - first >= _HOURS_APART

    @property
    def severity(self) -> Severity:
        """A warning where the page itself is the report, or may be empty for us alone."""
        is_sure = not self.is_file and self.visits[-1].visit_class is not _EMPTY
        return Severity.ERROR if is_sure else Severity.WARNING

    def __str__(self) -> str:
        """What the message says of it."""
        first, last = self.visits[0], self.visits[-1]
        days = f"{printed_date(first.day)}和{printed_date(last.day)}两次核查，{last.place}"
        if self.is_file:
            return f"{days}的年报页面所列附件均未能打开：页面不存在"
        why = last.visit_class.label.removesuffix("（待人工确认）")
        return f"{days}所列年报链接均未能打开：{why}"


def dead_ends(visits: tuple[SeenVisit, ...]) -> Iterator[DeadEnd]:
    """Of the visits to one place, oldest first."""
    last = visits[-1]
    if last.url is not None and _is_dead(last):
        same = takewhile(lambda v: v.url == last.url and _is_dead(v), reversed(visits))
        yield DeadEnd(url=last.url, visits=tuple(same)[::-1])
    sights = [visit for visit in visits if visit.has_report and visit.is_whole]
    for url in sights[-1].gone_files if sights else ():
        alike = takewhile(partial(_lacks, url), reversed(sights))
        yield DeadEnd(url=url, visits=tuple(alike)[::-1], is_file=True)


def _lacks(url: str, visit: SeenVisit) -> bool:
    return url in visit.gone_files


def _is_dead(visit: SeenVisit) -> bool:
    return visit.visit_class in (*_DEAD, _EMPTY)
