"""Whether memory stays flat over thousands of documents, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_context
from os import sysconf
from pathlib import Path
from time import perf_counter

from bench.expected import Document, Form, collected
from bench.made import made_documents
from reading.errors import DocumentError
from reading.reader import read

FLAT_WITHIN = 1.10
"""How much larger the process may be at the end than after the first documents."""
_MEGABYTE = 1024 * 1024
_SLOW_EVERY = 25
_SEEDS = range(100, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The size of the process (RSS, in MB) after some and after all documents."""

    first: int
    documents: int
    megabytes_first: float
    megabytes: float
    seconds: float
    forms: tuple[str, ...]

    @property
    def growth(self) -> float:
        """How many times larger it was at the end."""
        return self.megabytes / self.megabytes_first

    @property
    def is_met(self) -> bool:
        """Whether memory stayed flat."""
        return self.growth <= FLAT_WITHIN


def measured(documents: int, first: int) -> Memory:
    """Read ``documents`` in a fresh process; pages, packages and texts, now and then a PDF."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_read_many, documents, first).result()


def _read_many(documents: int, first: int) -> Memory:
    quick = list(made_documents(_SEEDS))
    slow = [d for d in collected() if d.form in (Form.PDF, Form.DOC, Form.WPS, Form.OFD)]
    read_forms: set[str] = set()
    started = perf_counter()
    megabytes_first = 0.0
    for number, document in enumerate(islice(_mixed(quick, slow), documents), start=1):
        try:
            read(document.body, name=document.name)
        except DocumentError:
            continue
        finally:
            if number == first:
                megabytes_first = _resident()
        read_forms.add(document.form)
    return Memory(
        first=first,
        documents=documents,
        megabytes_first=megabytes_first,
        megabytes=_resident(),
        seconds=perf_counter() - started,
        forms=tuple(form for form in Form if form in read_forms),
    )


def _mixed(quick: Sequence[Document], slow: Sequence[Document]) -> Iterator[Document]:
    others = cycle(slow)
    for number, document in enumerate(cycle(quick), start=1):
        yield next(others) if number % _SLOW_EVERY == 0 else document


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * sysconf("SC_PAGE_SIZE") / _MEGABYTE
