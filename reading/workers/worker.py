"""The process that does the work of ``batch``: one document at a time, within limits.

It is started as ``python -m reading.workers.worker``, hears orders and gives answers over one
socket, and ends when the socket closes. An order is words and, where the caller holds them, the
bytes of the documents that it speaks of. What goes wrong inside a document becomes an answer; what
kills the process costs only the document in hand.
"""

from __future__ import annotations

import json
import os
import pkgutil
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from reading.errors import DocumentError, DocumentErrorClass

Task = Callable[..., str | tuple[str, ...]]
"""Takes an order, and the bodies that came with it; gives its result, or further orders that stand
in its place."""

READY, RESULT, FURTHER, ERROR = "ready", "result", "further", "error"
LAST = " last"
"""Stands after the kind of an answer when no further orders are taken."""
OUT_OF_MEMORY = (
    DocumentErrorClass.TOO_LARGE,
    "读取时所需内存超出上限，未能读完，请核对是否为年报文件",
)
_SPARE_CPU_SECONDS = 30
_GROWN_SHARE = 2
_ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> None:
    """Serve orders until the other end hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(int(arguments[0]))
    settings = json.loads(connection.recv_bytes())
    task: Task = pkgutil.resolve_name(settings["task"])
    _limit_memory(settings["memory_bytes"])
    _say(connection, READY, "")
    while True:
        try:
            count, _, order = connection.recv_bytes().decode().partition("\n")
            bodies = [connection.recv_bytes() for _ in range(int(count))]
        except EOFError:
            return
        _limit_cpu(settings["seconds"])
        kind, content = answer_of(task, order, *bodies)
        del bodies
        is_last = _resident_bytes() > settings["memory_bytes"] // _GROWN_SHARE
        try:
            _say(connection, kind + LAST * is_last, content)
        except OSError:  # nobody waits for it any more
            return
        if is_last:
            return


def answer_of(task: Task, order: str, *bodies: bytes) -> tuple[str, str]:
    """The kind of answer and its content; nothing that a document does gets past this."""
    try:
        found = task(order, *bodies)
    except DocumentError as error:
        return ERROR, told(error.error_class, str(error))
    except MemoryError:
        return ERROR, told(*OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - the job boundary: one document, not the batch
        return ERROR, told(DocumentErrorClass.READER_FAILED, _ours(error))
    if isinstance(found, tuple):
        return FURTHER, json.dumps(found)
    return RESULT, found


def told(error_class: DocumentErrorClass, message: str) -> str:
    """The content of an answer that is an error."""
    return json.dumps({"class": error_class.value, "message": message})


def _ours(error: Exception) -> str:
    """A failure of the program, with its place in the code for whoever mends it."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_own(f.filename)]
    place = f"，{Path(frames[-1].filename).name} 第{frames[-1].lineno}行" if frames else ""
    return (
        f"解读程序自身出错（{type(error).__name__}{place}），未能读完；"
        "这不说明文件有问题，请把文件交给程序的维护人员"
    )


def _is_own(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(_ROOT) and "site-packages" not in path.parts


def _say(connection: Connection, kind: str, content: str) -> None:
    connection.send_bytes(f"{kind}\n{content}".encode())


def _limit_memory(most: int) -> None:
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, most)


def _limit_cpu(seconds: float) -> None:
    """Let the kernel end this process should nobody be left who can."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cores = os.cpu_count() or 1
    _limit(
        resource.RLIMIT_CPU,
        int(used.ru_utime + used.ru_stime + seconds * cores) + _SPARE_CPU_SECONDS,
    )


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _resident_bytes() -> int:
    """What the process holds now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1:])
