"""What a job tells while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Told of the steps of long work; labels are Chinese and name the agency."""

    def started(self, total: int, label: str) -> None:
        """A piece of work of ``total`` steps begins."""
        ...

    def advanced(self, label: str) -> None:
        """One step is done."""
        ...

    def finished(self) -> None:
        """The piece of work is over."""
        ...


class SilentProgress:
    """Tells nobody."""

    def started(self, total: int, label: str) -> None:
        """Nothing."""

    def advanced(self, label: str) -> None:
        """Nothing."""

    def finished(self) -> None:
        """Nothing."""


SILENT = SilentProgress()


@contextmanager
def working(progress: Progress, total: int, label: str) -> Iterator[None]:
    """A piece of work that is over however it ends: a bar must not stay on the terminal."""
    progress.started(total, label)
    try:
        yield
    finally:
        progress.finished()
