"""Reading over all cores: documents in processes that can be killed, judging in threads.

A thread waits while a process reads for it; the judging in between is short. Outcomes come in the
order of the tasks, and only a few tasks are ahead of the one whose outcome is awaited, so that
memory stays flat however many agencies there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from config.settings import ReadingSettings
from reading.workers.limited import LimitedReader
from reading.workers.limits import Limits
from workflow.judging import READER_VERSION, Readers

Result = TypeVar("Result")
_AHEAD = 2
"""Tasks in hand for each thread: one at work, one that waits."""


@contextmanager
def readers_at_work(
    settings: ReadingSettings, given: Readers | None
) -> Iterator[tuple[Readers, int]]:
    """The readers of a job and in how many threads to use them; ``given`` ones in this thread."""
    if given is not None:
        yield given, 0
        return
    with LimitedReader(Limits.of(settings)) as limited:
        readers = Readers(
            first=limited.read,
            pages=limited.read_pages,
            second=limited.read_again,
            version=READER_VERSION,
        )
        yield readers, limited.jobs


def in_turn(
    tasks: Iterable[Callable[[], Result]], threads: int
) -> Generator[Callable[[], Result], None, None]:
    """For each task, in order, a call that gives its result or raises its error.

    Tasks are taken in the calling thread, only as they are needed. Without ``threads`` a task is
    done when its result is asked for.
    """
    if threads == 0:
        yield from tasks
        return
    line: deque[Callable[[], Result]] = deque()
    pool = ThreadPoolExecutor(threads)
    try:
        for task in tasks:
            line.append(pool.submit(task).result)
            if len(line) >= threads * _AHEAD:
                yield line.popleft()
        while line:
            yield line.popleft()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
