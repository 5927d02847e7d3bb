"""Ends a crawl whose caller has died: the next run would meet it at the same hosts."""

from __future__ import annotations

import os
import signal
import threading
from time import sleep

_LOOK_EVERY = 1.0


def end_with_caller() -> None:
    """From now on watch the process that started this one; without it, stop in good order."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(caller: int) -> None:
    while os.getppid() == caller:
        sleep(_LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
