"""Reading for threads: each call waits while a process that can be killed does the work.

``LimitedReader`` is for callers that hold the bytes and go on with what was read, such as the
audit of a run, or with what is told of it, such as the verification of a crawl; ``batch`` is for
files by their names. The flow of
a call: take a process that is free, or start one; give it the bytes; wait for its answer until
the time is up; give the process back, or end it where it did not answer. What only LibreOffice can
read is converted first, together with what other threads bring at the same time.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Self

from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Figure, ReportReading
from reading.office import is_for_office, read_converted
from reading.reader import read_pages, reading_of
from reading.workers.converter import Converter
from reading.workers.limits import LIMITS, Limits, cores
from reading.workers.rows import (
    figures_of_text,
    figures_text,
    reading_of_text,
    reading_text,
)
from reading.workers.worker import RESULT
from reading.workers.worker_process import Answer, WorkerError, WorkerProcess

_READ, _CONVERTED, _AGAIN = "read", "converted", "again"

Teller = Callable[[ReportReading, str], str]
"""Makes of a reading, and of what its caller asked, the text that goes back."""


class LimitedReader:
    """As many processes as ``jobs``, each with one document at a time. Threads may share it."""

    def __init__(
        self, limits: Limits = LIMITS, jobs: int | None = None, *, task: str | None = None
    ) -> None:
        """``jobs`` is the number of cores where it is left out; ``task`` is for tests."""
        self.jobs = jobs or cores()
        self._limits = limits
        self._task = task or f"{__name__}:task"
        self._is_closed = False
        self._converter = Converter()
        self._free: SimpleQueue[WorkerProcess | None] = SimpleQueue()
        self._alive: set[WorkerProcess] = set()
        for _ in range(self.jobs):
            self._free.put(None)

    def start(self) -> None:
        """Start one process now, that the first document may find it ready."""
        self._free.get()
        self._free.put(self._started())

    def read_pages(
        self, bodies: Sequence[bytes], *, name: str, content_types: Sequence[str | None] = ()
    ) -> ReportReading:
        """As ``reading.reader.read_pages``.

        Raises:
            DocumentError: the document cannot be used, or took too much time or memory.
            WorkerError: no process can be started.
        """
        with _named(name):
            text = self._told(bodies, {"name": name, "content_types": list(content_types)})
            return reading_of_text(text)

    def told_of_pages(
        self,
        bodies: Sequence[bytes],
        *,
        name: str,
        content_types: Sequence[str | None] = (),
        teller: str,
        asked: str,
    ) -> str:
        """What ``teller`` tells of the reading, in the process that reads.

        For callers that need little of it: to send it whole takes half as long as to make it.
        ``teller`` is a ``Teller`` by its place (``module:function``) and is given ``asked``.

        Raises:
            DocumentError: see ``read_pages``.
            WorkerError: see ``read_pages``.
        """
        order = {"name": name, "content_types": list(content_types)}
        with _named(name):
            return self._told(bodies, {**order, "teller": teller, "asked": asked})

    def read(self, body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
        """As ``reading.reader.read``.

        Raises:
            DocumentError: see ``read_pages``.
            WorkerError: see ``read_pages``.
        """
        return self.read_pages([body], name=name, content_types=[content_type])

    def read_again(
        self, body: bytes, reading: ReportReading, paths: Collection[str]
    ) -> Mapping[str, Figure | None]:
        """As ``reading.again.read_again``.

        Raises:
            DocumentError: it took too much time or memory.
            WorkerError: see ``read_pages``.
        """
        order = {"do": _AGAIN, "reading": reading_text(reading), "paths": sorted(paths)}
        return figures_of_text(self._ask(order, [body]))

    def close(self) -> None:
        """End every process; whoever waits for one hears that it ended."""
        self._is_closed = True
        for worker in tuple(self._alive):
            worker.end()
        with suppress(Empty):
            for _ in range(self.jobs):
                self._dismiss(self._free.get_nowait())
                self._free.put(None)

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _told(self, bodies: Sequence[bytes], order: Mapping[str, object]) -> str:
        """What is told of a first reading; what is for LibreOffice is converted before."""
        if len(bodies) == 1 and is_for_office(bodies[0]):
            converted = [self._converter.docx_of(bodies[0])]
            return self._ask({**order, "do": _CONVERTED}, converted)
        return self._ask({**order, "do": _READ}, bodies)

    def _ask(self, order: Mapping[str, object], bodies: Sequence[bytes]) -> str:
        """The result of the task.

        Raises:
            DocumentError: there is none.
            WorkerError: no process can be started.
        """
        with self._worker() as worker:
            worker.give(json.dumps(order), bodies)
            answer = self._hear(worker)
        if answer.kind == RESULT:
            return answer.content
        told = json.loads(answer.content)
        raise DocumentError(DocumentErrorClass(told["class"]), told["message"])

    @contextmanager
    def _worker(self) -> Iterator[WorkerProcess]:
        """A process that waits for an order; it serves on unless it is spent or was not heard."""
        worker, kept = self._free.get(), None
        try:
            if worker is None or not worker.is_alive:
                self._dismiss(worker)
                worker = self._started()
            if not worker.is_ready:
                self._hear(worker)
            yield worker
            kept = None if worker.is_spent or self._is_closed else worker
        except WorkerError:
            self._require_open()
            raise
        finally:
            if kept is None:
                self._dismiss(worker)
            self._free.put(kept)

    def _started(self) -> WorkerProcess:
        self._require_open()
        worker = WorkerProcess(self._task, self._limits)
        self._alive.add(worker)
        if self._is_closed:  # meanwhile
            worker.end()
        return worker

    def _require_open(self) -> None:
        if self._is_closed:
            raise DocumentError(DocumentErrorClass.READER_FAILED, "解读已中止，未能读完")

    def _hear(self, worker: WorkerProcess) -> Answer:
        is_heard = worker.connection.poll(max(worker.deadline - monotonic(), 0))
        return worker.answer() if is_heard else worker.too_late()

    def _dismiss(self, worker: WorkerProcess | None) -> None:
        if worker is not None:
            worker.kill()
            self._alive.discard(worker)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Errors that say of which document they speak."""
    try:
        yield
    except DocumentError as error:
        if str(error).startswith(name):
            raise
        raise DocumentError(error.error_class, f"{name}：{error}") from error


def task(order: str, *bodies: bytes) -> str:
    """What the process does with an order: a first reading, or a second.

    Raises:
        DocumentError: the document cannot be used.
    """
    given = json.loads(order)
    return _DEEDS[given["do"]](given, bodies)


def _read(given: Mapping[str, object], bodies: Sequence[bytes]) -> str:
    reading = read_pages(bodies, name=given["name"], content_types=given["content_types"])  # type: ignore[arg-type]  # as ``LimitedReader`` wrote it
    return _told_of(reading, given)


def _read_converted(given: Mapping[str, object], bodies: Sequence[bytes]) -> str:
    return _told_of(reading_of(read_converted(bodies[0])), given)


def _told_of(reading: ReportReading, given: Mapping[str, object]) -> str:
    if "teller" not in given:
        return reading_text(reading)
    teller: Teller = pkgutil.resolve_name(given["teller"])  # type: ignore[arg-type]  # as above
    return teller(reading, given["asked"])  # type: ignore[arg-type]


def _read_again(given: Mapping[str, object], bodies: Sequence[bytes]) -> str:
    # Its libraries take as long to load as dozens of documents to read; a crawl needs none of them.
    from reading.again import read_again  # noqa: PLC0415

    reading = reading_of_text(given["reading"])  # type: ignore[arg-type]  # as above
    return figures_text(read_again(bodies[0], reading, given["paths"]))  # type: ignore[arg-type]


_DEEDS: Mapping[str, Callable[[Mapping[str, object], Sequence[bytes]], str]] = {
    _READ: _read,
    _CONVERTED: _read_converted,
    _AGAIN: _read_again,
}
