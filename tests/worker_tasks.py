"""Tasks for the processes of a batch: each behaves, or misbehaves, as its order says."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from audit.catalogue import CATALOGUE
from cli.check import task
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import ReportReading
from reading.workers.limited import task as read_task


def check_with_a_broken_rule(order: str) -> str | tuple[str, ...]:
    """What ``duban check`` does to a document, with a first rule that always crashes."""

    def broken(_case: object) -> None:
        raise ZeroDivisionError

    kind = type(CATALOGUE[0])
    if not isinstance(kind.check, property):
        kind.check = property(lambda _self: broken)
    return task(order)


def year_told(reading: ReportReading, asked: str) -> str:
    """What is told of a reading."""
    return asked.format(reading.year)


def misbehave(order: str) -> str | tuple[str, ...]:
    """Do what the order says."""
    what, _, more = order.partition(" ")
    return _DEEDS[what](more)


def _hang(_more: str) -> str:
    while True:
        time.sleep(60)


def _leave_a_child_and_hang(path: str) -> str:
    child = os.posix_spawn(
        sys.executable, [sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ)
    )
    Path(path).write_text(str(child))
    return _hang("")


def _eat(_more: str) -> str:
    eaten = []
    while True:
        eaten.append(bytearray(16 * 1024 * 1024))


def _swell(megabytes: str) -> str:
    """End in order, but keep the memory."""
    _KEPT.append(bytearray(int(megabytes) * 1024 * 1024))
    return str(os.getpid())


def _kill(number: str) -> str:
    os.kill(os.getpid(), int(number) if number else signal.SIGSEGV)
    return _hang("")


def _exit(status: str) -> str:
    os._exit(int(status))


def _refuse(message: str) -> str:
    raise DocumentError(DocumentErrorClass.ENCRYPTED, message)


def _crash(_more: str) -> str:
    return str(1 // 0)


def _wait(more: str) -> str:
    seconds, _, words = more.partition(" ")
    time.sleep(float(seconds))
    return words


_KEPT: list[bytearray] = []
_DEEDS = {
    "say": lambda more: more,
    "split": lambda more: tuple(f"say {word}" for word in more.split()),
    "pid": lambda _more: str(os.getpid()),
    "print": lambda more: print(more) or "",  # noqa: T201
    "hang": _hang,
    "child": _leave_a_child_and_hang,
    "eat": _eat,
    "swell": _swell,
    "kill": _kill,
    "exit": _exit,
    "refuse": _refuse,
    "crash": _crash,
    "wait": _wait,
}


def read_or_misbehave(order: str, *bodies: bytes) -> str:
    """What a limited reader's process does, but for documents that say what else to do."""
    for body in bodies:
        if body.startswith(b"do "):
            return misbehave(body.decode().removeprefix("do "))
    return read_task(order, *bodies)
