"""Many documents over all cores, each within its own time and memory.

The work is done by processes that can be killed (``reading.workers.worker``): a document that
takes too long, takes too much memory or brings its process down costs only itself. Results come
in the order of the documents. Processes are replaced now and then, so that memory stays flat.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import cast

from reading.contract import error_json
from reading.errors import DocumentError, DocumentErrorClass
from reading.workers.conversion import orders_of
from reading.workers.handed import Handed, read_handed
from reading.workers.limits import LIMITS, Limits, cores
from reading.workers.worker import FURTHER, RESULT
from reading.workers.worker_process import Answer, WorkerProcess

_LOOK_AHEAD = 64
"""Documents in hand for each process: a slow one holds back the results of so many others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one order: its ``result`` or the ``error`` that says why there is none."""

    order: str
    result: str | None = None
    error: DocumentError | None = None


@dataclass(slots=True, eq=False)
class _Slot:
    """The place of an order in the line; ``further`` stand in its place once it is known."""

    order: str
    done: Done | None = None
    further: tuple[_Slot, ...] | None = None


def run_limited(
    task: str, orders: Iterable[str], *, jobs: int | None = None, limits: Limits = LIMITS
) -> Iterator[Done]:
    """Give every order to ``task`` (``module:function``) in processes of their own.

    The function takes an order and gives a result, or a tuple of further orders that stand in its
    place, as for the members of an archive. Outcomes come in order, whatever ends first.

    Raises:
        WorkerError: a process cannot be started at all.
    """
    batch = _Batch(task, iter(orders), jobs or cores(), limits)
    try:
        yield from batch.run()
    finally:
        batch.end()


def read_many(
    files: Sequence[str | Path], jobs: int | None = None, limits: Limits = LIMITS
) -> Iterator[dict[str, object]]:
    """Every document as ``duban read --format json`` gives it, members of archives too, in order.

    A file that cannot be used gives its error and does not stop the others.
    """
    with orders_of(files) as orders:
        for done in run_limited(f"{__name__}:row_of", orders, jobs=jobs, limits=limits):
            if done.error is not None:
                yield error_json(Handed.of(done.order).shown, done.error)
            else:
                yield cast("dict[str, object]", json.loads(done.result or "{}"))


def row_of(order: str) -> str | tuple[str, ...]:
    """The task of ``read_many``."""
    read = read_handed(Handed.of(order))
    if isinstance(read, tuple):
        return tuple(handed.order() for handed in read)
    return json.dumps(read.row(), ensure_ascii=False)


class _Batch:
    """The line of orders, and the processes that work on it."""

    def __init__(self, task: str, orders: Iterator[str], jobs: int, limits: Limits) -> None:
        """``jobs`` is the most processes at once."""
        self._task = task
        self._orders = orders
        self._jobs = jobs
        self._limits = limits
        self._line: deque[_Slot] = deque()
        self._waiting: deque[_Slot] = deque()
        self._workers: dict[Connection, WorkerProcess] = {}
        self._in_hand: dict[Connection, _Slot] = {}

    def run(self) -> Iterator[Done]:
        while True:
            self._take_orders()
            if not self._line:
                return
            self._hand_out()
            while self._line and (done := self._first()) is not None:
                yield done
            if self._in_hand or any(not w.is_ready for w in self._workers.values()):
                self._look()

    def end(self) -> None:
        """End every process, whatever it does."""
        for worker in self._workers.values():
            worker.kill()
        self._workers.clear()

    def _take_orders(self) -> None:
        while len(self._line) < _LOOK_AHEAD * self._jobs:
            order = next(self._orders, None)
            if order is None:
                return
            slot = _Slot(order)
            self._line.append(slot)
            self._waiting.append(slot)

    def _first(self) -> Done | None:
        """The outcome of the first in line, when it is there."""
        while self._line and (further := self._line[0].further) is not None:
            self._line.popleft()
            self._line.extendleft(reversed(further))
        if not self._line or self._line[0].done is None:
            return None
        return self._line.popleft().done

    def _hand_out(self) -> None:
        idle = [c for c, w in self._workers.items() if w.is_ready and c not in self._in_hand]
        while idle and self._waiting:
            connection = idle.pop()
            slot = self._waiting.popleft()
            self._in_hand[connection] = slot
            self._workers[connection].give(slot.order)
        starting = sum(not worker.is_ready for worker in self._workers.values())
        while starting < len(self._waiting) and len(self._workers) < self._jobs:
            worker = WorkerProcess(self._task, self._limits)
            self._workers[worker.connection] = worker
            starting += 1

    def _look(self) -> None:
        """Wait for the next answer, or for the next process whose time is up."""
        busy = [c for c, w in self._workers.items() if not w.is_ready or c in self._in_hand]
        first = min(self._workers[connection].deadline for connection in busy)
        heard = cast("list[Connection]", wait(busy, max(first - monotonic(), 0)))
        late = (c for c in busy if c not in heard and self._workers[c].deadline <= monotonic())
        for connection in chain(heard, late):
            worker = self._workers[connection]
            self._settle(connection, worker.answer() if connection in heard else worker.too_late())
            if worker.is_spent:
                worker.kill()
                del self._workers[connection]

    def _settle(self, connection: Connection, answer: Answer) -> None:
        slot = self._in_hand.pop(connection, None)
        if slot is None:
            return
        if answer.kind == FURTHER:
            slot.further = tuple(_Slot(order) for order in json.loads(answer.content))
            self._waiting.extendleft(reversed(slot.further))
        elif answer.kind == RESULT:
            slot.done = Done(order=slot.order, result=answer.content)
        else:
            told = json.loads(answer.content)
            error = DocumentError(DocumentErrorClass(told["class"]), told["message"])
            slot.done = Done(order=slot.order, error=error)
