"""LibreOffice for threads: what several of them wait for is converted in one call.

LibreOffice takes seconds to start, whatever it is given. While one call is at work the others
gather, and go together in the next.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from hashlib import sha256
from threading import Lock

from reading.errors import DocumentError, DocumentErrorClass
from reading.office import converted_bodies

Converts = Callable[[Sequence[bytes]], Sequence[bytes | DocumentError]]
_REMEMBERED = 64
"""Documents are read again soon after they were read; a DOCX of a report is small."""


class Converter:
    """Threads share it; each waits until its own document is done."""

    def __init__(self, convert: Converts = converted_bodies) -> None:
        """``convert`` makes a DOCX of each body, or says why it makes none."""
        self._convert = convert
        self._lock = Lock()
        self._at_work = Lock()
        self._waiting: dict[str, tuple[bytes, Future[bytes | DocumentError]]] = {}
        self._known: OrderedDict[str, Future[bytes | DocumentError]] = OrderedDict()

    def docx_of(self, body: bytes) -> bytes:
        """The DOCX that is made of a Word or RTF file.

        Raises:
            DocumentError: none is made, and why.
        """
        key = sha256(body).hexdigest()
        with self._lock:
            future = self._known.get(key)
            if future is None:
                future = self._known[key] = Future()
                self._waiting[key] = (body, future)
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        with self._at_work:  # whoever comes first converts for all that wait by then
            self._convert_waiting()
        made = future.result()
        if isinstance(made, DocumentError):
            raise made
        return made

    def _convert_waiting(self) -> None:
        with self._lock:
            taken = tuple(self._waiting.values())
            self._waiting.clear()
        if not taken:
            return
        made: Sequence[bytes | DocumentError] = [_failed() for _ in taken]
        try:
            made = self._convert([body for body, _ in taken])
        except OSError:  # no room for a folder: said of each of them
            self._known.clear()
        finally:
            for (_, future), one in zip(taken, made, strict=True):
                future.set_result(one)


def _failed() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.READER_FAILED, "文档转换未能进行，请检查临时文件夹和磁盘空间"
    )
