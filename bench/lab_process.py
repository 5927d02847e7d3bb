"""A lab in a process of its own, so that the collector has its core to itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import ProxyHandler, Request, build_opener

from portal_lab.conduct import LoggedRequest
from portal_lab.lab import CONTROL_HOST
from portal_lab.phases import Phase
from portal_lab.request_log import logged_requests

_ROOT = Path(__file__).resolve().parent.parent
_CONTROL = f"http://{CONTROL_HOST}"


class LabProcess:
    """``python -m portal_lab`` with these arguments; ended when it is left."""

    def __init__(self, *arguments: str) -> None:
        """Nothing is started before it is entered."""
        self._arguments = arguments
        self._child: subprocess.Popen[str] | None = None
        self.proxy_url = ""

    def __enter__(self) -> Self:
        """Start it and wait for its address.

        Raises:
            RuntimeError: it did not start.
        """
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "portal_lab", "--port", "0", *self._arguments],
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        line = self._child.stdout.readline() if self._child.stdout else ""
        address = next((word for word in line.split("：") if word.startswith("http")), "")
        if not address:
            raise RuntimeError(f"the lab did not start: {line!r}")
        self.proxy_url = address.partition("（")[0].strip()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        if self._child is not None:
            self._child.terminate()
            self._child.wait()

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """What it was asked."""
        return logged_requests(self._ask("/log").decode().splitlines())

    @property
    def authority_pem(self) -> bytes:
        """The certificate to trust."""
        return self._ask("/authority")

    def set_phase(self, phase: Phase) -> None:
        """Move its clock."""
        self._ask("/phase", method="POST", body=phase.value.encode())

    def forget_requests(self) -> None:
        """Begin a new log."""
        self._ask("/log", method="DELETE")

    def _ask(self, path: str, method: str = "GET", body: bytes | None = None) -> bytes:
        request = Request(f"{_CONTROL}{path}", data=body, method=method)  # noqa: S310 - our own lab
        opener = build_opener(ProxyHandler({"http": self.proxy_url}))
        with opener.open(request, timeout=60) as answer:
            return bytes(answer.read())
