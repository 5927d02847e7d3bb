"""Errors of collecting: why a step of a visit cannot go on."""

from __future__ import annotations

from archive.model import VisitClass
from config.errors import DubanError

# The exit status of a crawl whose archive could not be written.
ARCHIVE_FAILED = 4


class Halted(DubanError):  # noqa: N818 - an outcome, not a fault
    """A step ended with this class; whoever drives the visit decides whether another way is left.

    ``reason`` is Chinese and stands in the visit.
    """

    def __init__(self, visit_class: VisitClass, reason: str) -> None:
        """``reason`` names the address where one is at fault."""
        self.visit_class = visit_class
        self.reason = reason
        super().__init__(reason)
