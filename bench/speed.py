"""How fast documents are read, beside the ordinary choice, in the same run.

Ours and the baseline take turns; what is told is the ratio within a turn. Before each of ours the
words that the reader remembers are those of another report, as in a batch, not of the same one.
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from time import perf_counter
from types import ModuleType

from bench.expected import Document, Form, Origin
from bench.scans import pages_of, scan_of
from reading.charset import decode
from reading.errors import DocumentError
from reading.figures_alone import read_figures
from reading.reader import read

_MILLISECONDS = 1000
_SCAN_PAGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One comparison. Times in milliseconds, medians; the ratio within a turn with its range.

    ``problem`` says why it was not measured. A limit is on the ratio, or on ``ours`` where there is
    no ``baseline``.
    """

    what: str
    document: str
    baseline: str | None
    limit: float
    ours: float = 0.0
    theirs: float | None = None
    ratio: float | None = None
    lowest: float = 0.0
    highest: float = 0.0
    turns: int = 0
    problem: str | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether it keeps its limit; ``None`` where it was not measured."""
        if self.problem is not None:
            return None
        return (self.ours if self.ratio is None else self.ratio) <= self.limit


def timings(documents: Sequence[Document], *, turns: int) -> Iterator[Timing]:
    """Every comparison of the issue, one after another."""
    logging.disable(logging.WARNING)
    try:
        yield from _pages(documents, turns)
        yield from _pdfs(documents, turns)
        for document in documents:
            if document.form in (Form.DOC, Form.WPS) and document.origin is Origin.CONVERTED:
                yield _turns(
                    Timing(what="a DOC", document=document.name, baseline=None, limit=20.0),
                    _whole(document),
                    None,
                    turns * 3,
                )
        yield from _scanned_page(documents, max(turns // 5, 2))
    finally:
        logging.disable(logging.NOTSET)


def _pages(documents: Sequence[Document], turns: int) -> Iterator[Timing]:
    pages = [d for d in documents if d.form is Form.HTML and d.origin is not Origin.MADE]
    for number, document in enumerate(pages):
        body, other = document.body, pages[number - 1].body
        for what, limit, ours in (
            ("figures of a page", 0.4, _figures_of(document)),
            ("whole reading of a page", 1.0, _whole(document)),
        ):
            started = Timing(what=what, document=document.name, baseline="pandas", limit=limit)
            yield _turns(started, ours, _pandas(body), turns, before=_remembering(other))


def _pdfs(documents: Sequence[Document], turns: int) -> Iterator[Timing]:
    for document in documents:
        if document.form is Form.PDF and document.origin is not Origin.MADE:
            started = Timing(
                what="a PDF with text", document=document.name, baseline="pdfplumber", limit=0.5
            )
            yield _turns(started, _whole(document), _pdfplumber(document.body), max(turns // 2, 3))


def _scanned_page(documents: Sequence[Document], turns: int) -> Iterator[Timing]:
    """The page with table three, as a scan of one page; the engine alone sees the same picture."""
    source = next(d for d in documents if d.name.endswith("forms/real/report.pdf"))
    page = pages_of(source.body)[_SCAN_PAGE]
    name = f"{source.name}, page {_SCAN_PAGE + 1}, 200 dpi"
    scan = Document(name=name, form=Form.SCAN, origin=Origin.CONVERTED, body=scan_of([page]))
    started = Timing(what="a scanned page", document=name, baseline="rapidocr", limit=1.2)
    yield _turns(started, _whole(scan), lambda: _rapidocr(page.convert("RGB")), turns)


def _turns(
    started: Timing,
    ours: Callable[[], object],
    baseline: Callable[[], Callable[[], object]] | None,
    turns: int,
    before: Callable[[], object] | None = None,
) -> Timing:
    """Run both in turns; the first turn warms up and is not counted."""
    try:
        theirs = baseline() if baseline is not None else None
        mine: list[float] = []
        other: list[float] = []
        for _ in range(turns + 1):
            if before is not None:
                before()
            mine.append(_milliseconds(ours))
            if theirs is not None:
                other.append(_milliseconds(theirs))
    except DocumentError as error:
        return _failed(started, f"not read: {error.error_class}")
    except ImportError as error:
        return _failed(started, f"not installed: {error.name}")
    mine, other = mine[1:], other[1:]
    each = [one / two for one, two in zip(mine, other, strict=True)] if other else mine
    return Timing(
        what=started.what,
        document=started.document,
        baseline=started.baseline,
        limit=started.limit,
        ours=median(mine),
        theirs=median(other) if other else None,
        ratio=median(each) if other else None,
        lowest=min(each),
        highest=max(each),
        turns=turns,
    )


def _failed(started: Timing, problem: str) -> Timing:
    return Timing(
        what=started.what,
        document=started.document,
        baseline=started.baseline,
        limit=started.limit,
        problem=problem,
    )


def _milliseconds(run: Callable[[], object]) -> float:
    gc.collect()
    started = perf_counter()
    run()
    return (perf_counter() - started) * _MILLISECONDS


def _remembering(other: bytes) -> Callable[[], object]:
    """Forget every word that the reading room remembers, then read another report."""

    def run() -> object:
        for room, module in tuple(sys.modules.items()):
            for one in vars(module).values() if room.partition(".")[0] == "reading" else ():
                clear = getattr(one, "cache_clear", None)
                if clear is not None:
                    clear()
        return read(other, name="another")

    return run


def _figures_of(document: Document) -> Callable[[], object]:
    return lambda: read_figures(document.body, name=document.name)


def _whole(document: Document) -> Callable[[], object]:
    return lambda: read(document.body, name=document.name)


def _pandas(body: bytes) -> Callable[[], Callable[[], object]]:
    def start() -> Callable[[], object]:
        pandas = importlib.import_module("pandas")
        encoding = decode(body).encoding
        return lambda: pandas.read_html(BytesIO(body), flavor="lxml", encoding=encoding)

    return start


def _pdfplumber(body: bytes) -> Callable[[], Callable[[], object]]:
    def start() -> Callable[[], object]:
        pdfplumber: ModuleType = importlib.import_module("pdfplumber")

        def run() -> object:
            with pdfplumber.open(BytesIO(body)) as pdf:
                return [page.extract_tables() for page in pdf.pages]

        return run

    return start


def _rapidocr(picture: object) -> Callable[[], object]:
    numpy = importlib.import_module("numpy")
    engine = importlib.import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})
    seen = numpy.asarray(picture)
    return lambda: engine(seen)
