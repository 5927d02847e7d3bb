"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class PlainProgress:
    """One line for each step, for logs and pipes."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0

    def started(self, total: int, label: str) -> None:
        """Begin a piece of work of ``total`` steps."""
        self._total, self._done = total, 0
        click.echo(f"{label}：共 {total} 项", err=True)

    def advanced(self, label: str) -> None:
        """Tell that one step is done."""
        self._done += 1
        click.echo(f"  [{self._done}/{self._total}] {label}", err=True)

    def finished(self) -> None:
        """End the piece of work."""


class BarProgress:
    """A bar for a person at a terminal."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def started(self, total: int, label: str) -> None:
        """Begin a piece of work of ``total`` steps."""
        columns = (
            TextColumn("{task.fields[label]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        self._bar = Progress(*columns)
        self._bar.start()
        self._task = self._bar.add_task("", total=total, label=label)

    def advanced(self, label: str) -> None:
        """Tell that one step is done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, description=label.replace("[", r"\["))

    def finished(self) -> None:
        """End the piece of work."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None


def progress_here() -> PlainProgress | BarProgress:
    """A bar where a person watches, plain lines elsewhere."""
    return BarProgress() if sys.stderr.isatty() else PlainProgress()
