"""The processes of a browser as the machine shows them: how much they hold, and how to end them.

Only Linux shows them (``/proc``); elsewhere there are none to see, and the driver alone ends them.
"""

from __future__ import annotations

import os
import re
import signal
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_HELD = re.compile(r"^(?:RssAnon|RssShmem):\s+(\d+) kB", re.MULTILINE)
_KIB_OF_A_MIB = 1024


def marked(mark: str) -> frozenset[int]:
    """The processes whose command line holds ``mark``, with everything below them."""
    parents: dict[int, int] = {}
    found: set[int] = set()
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError):  # it ended while we looked
            pid = int(folder.name)
            # The name in brackets may hold anything; the state and the parent come after it.
            parents[pid] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if mark.encode() in (folder / "cmdline").read_bytes():
                found.add(pid)
    return frozenset(_with_children(found, parents))


def memory_mib(pids: Iterable[int]) -> int:
    """What the processes hold for themselves; what they share with files is not counted."""
    held = 0
    for pid in pids:
        with suppress(OSError):
            status = (_PROC / str(pid) / "status").read_text()
            held += sum(int(kib) for kib in _HELD.findall(status))
    return held // _KIB_OF_A_MIB


def kill(pids: Iterable[int]) -> None:
    """End the processes at once."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _with_children(pids: set[int], parents: dict[int, int]) -> set[int]:
    children: dict[int, set[int]] = defaultdict(set)
    for pid, parent in parents.items():
        children[parent].add(pid)
    found: set[int] = set()
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting.extend(children[pid])
    return found
