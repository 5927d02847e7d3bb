"""Files that a person hands in, one after another through processes that can be killed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.context import Session
from reading.contract import error_json
from reading.errors import DocumentError
from reading.workers.batch import run_limited
from reading.workers.conversion import orders_of
from reading.workers.handed import Handed
from reading.workers.limits import Limits

MOST_JOBS, MOST_SECONDS = 256, 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is to be printed of one document: ``text`` or ``row``, as was asked for.

    ``status`` is the exit status that this document alone would give.
    """

    status: int
    text: str = ""
    row: dict[str, object] | None = None

    def result(self) -> str:
        """For the way from one process to the other."""
        return json.dumps([self.status, self.text, self.row], ensure_ascii=False)

    @classmethod
    def of(cls, result: str) -> Told:
        """What ``result`` gave."""
        status, text, row = json.loads(result)
        return cls(status=status, text=text, row=row)


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--jobs`` and ``--time-limit``."""
    command = click.option(
        "--time-limit",
        type=click.IntRange(1, MOST_SECONDS),
        metavar="秒",
        help="每份文件的时限（秒），默认取设置 reading.timeout_seconds（60）。",
    )(command)
    return click.option(
        "--jobs",
        type=click.IntRange(1, MOST_JOBS),
        metavar="进程数",
        help="同时处理的文件数，默认与处理器核数相同。",
    )(command)


def limits_here(session: Session, time_limit: int | None) -> Limits:
    """The limits of the call: as configured, and ``time_limit`` where it is given.

    Raises:
        InputError: the configuration has mistakes.
    """
    limits = Limits.of(session.config().reading)
    return replace(limits, seconds=float(time_limit)) if time_limit else limits


def in_turn(
    files: tuple[str, ...],
    *,
    task: str,
    unusable: int,
    jobs: int | None,
    limits: Limits,
    label: str,
    **more: object,
) -> Iterator[Told]:
    """Every document in the order given, the members of an archive too.

    ``task`` takes an order made of the document and of ``more``; it answers with ``Told``. One
    that cannot be used gives status ``unusable`` and does not stop the others.
    """
    with orders_of(files, **more) as orders, _progress(len(files), label) as saw:
        for done in run_limited(task, orders, jobs=jobs, limits=limits):
            handed = Handed.of(done.order)
            saw(handed)
            if done.error is not None:
                yield _refused(handed.shown, done.error, unusable)
            else:
                yield Told.of(done.result or "")


def _refused(shown: str, error: DocumentError, status: int) -> Told:
    text = f"{shown}：不能使用：{error}"
    return Told(status=status, text=text, row=error_json(shown, error))


@contextmanager
def _progress(total: int, label: str) -> Iterator[Callable[[Handed], None]]:
    """A bar on a terminal when there is more than one file; elsewhere nothing."""
    if total <= 1 or not sys.stderr.isatty():
        yield lambda _handed: None
        return
    columns = (
        TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )  # fmt: skip
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=False,
        transient=True,
    )
    task = bar.add_task("", total=total, name="")
    seen: set[str] = set()

    def saw(handed: Handed) -> None:
        is_new = handed.file not in seen
        seen.add(handed.file)
        bar.update(task, advance=int(is_new), name=handed.short)

    with bar:
        yield saw


class JsonRows:
    """An array printed row by row, so that thousands of documents are never held at once."""

    def __init__(self) -> None:
        self._is_first = True

    def __enter__(self) -> Self:
        """Open the array."""
        click.echo("[", nl=False)
        return self

    def row(self, row: dict[str, object]) -> None:
        """Print one object of the array."""
        printed = json.dumps([row], ensure_ascii=False, indent=1)[1:-2]
        click.echo(printed if self._is_first else f",{printed}", nl=False)
        self._is_first = False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the array, unless the work broke off: then it is no array."""
        if kind is None:
            click.echo("\n]")


def printed(told: Iterator[Told], form: str) -> int:
    """Print every document as text or as JSON; the gravest of their statuses."""
    gravest = 0
    if form == "json":
        with JsonRows() as rows:
            for one in told:
                rows.row(one.row or {})
                gravest = max(gravest, one.status)
        return gravest
    for one in told:
        click.echo(one.text)
        gravest = max(gravest, one.status)
    return gravest
