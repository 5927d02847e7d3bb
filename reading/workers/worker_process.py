"""A worker as its caller sees it: started, given orders, heard, and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from time import monotonic

from config.errors import DubanError
from reading.errors import DocumentErrorClass
from reading.office_folders import remove_folders_of
from reading.workers.limits import Limits
from reading.workers.worker import ERROR, OUT_OF_MEMORY, READY, told

_START_SECONDS = 120.0
_LONGEST_ANSWER = 256 * 1024 * 1024
# What the kernel does to a process that asks for too much memory, and a library that gets none.
_MEMORY_SIGNALS = frozenset({signal.SIGKILL, signal.SIGABRT})


class WorkerError(DubanError):
    """No process can be started that reads documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a worker said of one order, or what is said of it in its stead."""

    kind: str
    content: str


class WorkerProcess:
    """One process in a session of its own, so that what it starts ends with it."""

    def __init__(self, task: str, limits: Limits) -> None:
        """Start it; ``is_ready`` turns true once its first answer is taken."""
        self.connection, theirs = Pipe()
        self.is_ready = False
        self.is_spent = False
        self._limits = limits
        self._left = limits.documents
        with theirs:
            self._process = _started(theirs)
        settings = {
            "task": task,
            "seconds": limits.seconds,
            "memory_bytes": limits.memory_bytes,
        }
        self._send(json.dumps(settings).encode())
        self.deadline = monotonic() + _START_SECONDS

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def give(self, order: str, bodies: Sequence[bytes] = ()) -> None:
        """Hand over an order with the documents that it speaks of; its time begins."""
        self._left -= 1
        self._send(f"{len(bodies)}\n{order}".encode())
        for body in bodies:
            self._send(body)
        self.deadline = monotonic() + self._limits.seconds

    def answer(self) -> Answer:
        """What it has said.

        Raises:
            WorkerError: it ended before it was ready.
        """
        try:
            kind, _, content = self.connection.recv_bytes(_LONGEST_ANSWER).decode().partition("\n")
        except (EOFError, OSError):
            return self._died()
        kind, _, last = kind.partition(" ")
        if kind == READY:
            self.is_ready = True
        self.is_spent = bool(last) or self._left <= 0
        return Answer(kind=kind, content=content)

    def too_late(self) -> Answer:
        """The answer in its stead when its time is up.

        Raises:
            WorkerError: it was never ready.
        """
        self.kill()
        self.is_spent = True
        if not self.is_ready:
            raise WorkerError("解读进程迟迟不能启动，请检查本机的运行环境（duban doctor）")
        seconds = f"{self._limits.seconds:g}"
        return _error(
            DocumentErrorClass.TIMEOUT,
            f"读取超过 {seconds} 秒，已停止；可用 --time-limit 或设置 reading.timeout_seconds "
            "延长时限，或核对是否为年报文件",
        )

    def kill(self) -> None:
        """End it, whatever it does, with all that it started."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        remove_folders_of(self._process.pid)
        self.connection.close()

    def end(self) -> None:
        """End it from another thread than the one that waits for it, which then sees its end."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _send(self, content: bytes) -> None:
        with suppress(OSError):  # it is dead: the answer will tell
            self.connection.send_bytes(content)

    def _died(self) -> Answer:
        self.is_spent = True
        ended = self._process.wait()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)  # what it left behind
        if not self.is_ready:
            raise WorkerError(
                f"解读进程不能启动（退出状态 {ended}），请检查本机的运行环境（duban doctor）"
            )
        if -ended in _MEMORY_SIGNALS:
            return _error(*OUT_OF_MEMORY)
        if -ended == signal.SIGXCPU:
            return _error(DocumentErrorClass.TIMEOUT, "读取所需时间超出上限，已停止")
        return _error(
            DocumentErrorClass.READER_FAILED,
            f"解读进程中途退出（状态 {ended}），未能读完；这不说明文件有问题，"
            "请把文件交给程序的维护人员",
        )


def _error(error_class: DocumentErrorClass, message: str) -> Answer:
    return Answer(kind=ERROR, content=told(error_class, message))


def _started(theirs: Connection) -> subprocess.Popen[bytes]:
    # -P: nothing is imported from the folder in which a person keeps documents.
    return subprocess.Popen(  # noqa: S603 - our own program, a number as its argument
        [sys.executable, "-P", "-m", "reading.workers.worker", str(theirs.fileno())],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(theirs.fileno(),),
        start_new_session=True,
    )
