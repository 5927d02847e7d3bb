"""How fast documents are written, beside the bare tools, and whether memory stays flat.

    .venv/bin/python -m bench.notices                      # all: some minutes
    .venv/bin/python -m bench.notices --quick              # fewer turns and documents
    .venv/bin/python -m bench.notices --only speed         # or: memory
    .venv/bin/python -m bench.notices --markdown docs/measurements-notices.md

Ends with 1 where a requirement is not met.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from os import sysconf
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.bars import memory_bar, speed_bars
from bench.memory import Memory
from bench.notices_bare import BareChromium, bare_template, by_docxtpl
from bench.output import progress, renew
from bench.speed import Timing
from bench.tables import Table, bars_table, machine, memory_table, speed_table
from browser.executable import find_browser
from notices.form.page import Pages
from notices.form.print import Printer
from notices.form.word.document import docx_of
from notices.form.writer import PaperWriter
from notices.paper import Form
from notices.papers.issue_list import numbered
from notices.papers.notice import example, notice_paper
from notices.view import NoticeView

SIZES = (5, 12, 20, 30, 40)
HTML_LIMIT, DOCX_LIMIT, PDF_LIMIT = 2.0, 1.3, 1.3
_ALL, _FIRST = 5000, 500
_QUICK_ALL, _QUICK_FIRST = 500, 100
# Every tenth document is printed, too: Chromium takes most of the time and is no part of us.
_PRINTED = 10
_NAMES = 50
_TOLD = 100
_MILLISECONDS = 1000
_MEGABYTE = 1024 * 1024
_NOTE = (
    "Medians over turns in which ours and the other alternate; the ratio is that within a turn, "
    "its range over all turns."
)

Run = Callable[[], object]


def view_of(problems: int) -> NoticeView:
    """A notice with so many problems, no two of them alike."""
    view = example()
    found = sorted(
        islice(cycle(view.problems), problems),
        key=lambda item: (item.family_label, item.rule_code),
    )
    told = tuple(
        replace(item, message=f"{item.message}（第{number}处）")
        for number, item in enumerate(found, start=1)
    )
    return replace(view, agency_id=f"a{problems}", problems=numbered(told))


def timings(turns: int) -> Iterator[Timing]:
    """Every form beside the bare tool, for notices of every size."""
    executable = find_browser(None)
    with ExitStack() as stack:
        printer = stack.enter_context(Printer(executable))
        bare = stack.enter_context(BareChromium(executable)) if executable else None
        for size in SIZES:
            progress(f"{size} problems")
            yield from _of_size(size, turns, printer, bare)


def _of_size(
    size: int, turns: int, printer: Printer, bare: BareChromium | None
) -> Iterator[Timing]:
    view, pages = view_of(size), Pages()
    paper = notice_paper(view)
    template, page = bare_template(paper), pages.page(paper)
    name = f"{size} problems"
    yield _turns(
        Timing(what="HTML", document=name, baseline="bare Jinja2", limit=HTML_LIMIT),
        lambda: pages.page(notice_paper(view)),
        lambda: template.render(paper.context),
        turns * 5,
    )
    yield _turns(
        Timing(what="DOCX", document=name, baseline="docxtpl", limit=DOCX_LIMIT),
        lambda: docx_of(pages.page(notice_paper(view))),
        lambda: by_docxtpl(paper),
        turns,
    )
    started = Timing(what="PDF", document=name, baseline="Chromium", limit=PDF_LIMIT)
    if bare is None:
        yield replace(started, problem="no Chromium")
    else:
        yield _turns(started, partial(printer.pdf, page), partial(bare.pdf, page), turns)


def _turns(started: Timing, ours: Run, theirs: Run, turns: int) -> Timing:
    """Run both in turns; the first turn warms up and is not counted."""
    pairs = [(_milliseconds(ours), _milliseconds(theirs)) for _ in range(turns + 1)][1:]
    ratios = [mine / other for mine, other in pairs]
    return replace(
        started,
        ours=median(mine for mine, _ in pairs),
        theirs=median(other for _, other in pairs),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        turns=turns,
    )


def _milliseconds(run: Run) -> float:
    gc.collect()
    started = perf_counter()
    run()
    return (perf_counter() - started) * _MILLISECONDS


def memory_of(documents: int, first: int) -> Memory:
    """Write so many notices in a fresh process."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_write_many, documents, first).result()


def _write_many(documents: int, first: int) -> Memory:
    views = [view_of(size) for size in SIZES]
    started, megabytes_first = perf_counter(), 0.0
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        plain = stack.enter_context(PaperWriter((Form.HTML, Form.DOCX)))
        printing = stack.enter_context(PaperWriter(tuple(Form)))
        for number, view in enumerate(islice(cycle(views), documents), start=1):
            named = replace(view, agency_id=f"a{number % _NAMES}", agency_name=f"第{number}局")
            writer = printing if number % _PRINTED == 0 else plain
            writer.write(notice_paper(named), Path(folder) / str(number % _NAMES))
            if number == first:
                megabytes_first = _resident()
            if number % _TOLD == 0:
                progress(f"memory: {number} of {documents}")
        megabytes = _resident()
    return Memory(
        first=first,
        documents=documents,
        megabytes_first=megabytes_first,
        megabytes=megabytes,
        seconds=perf_counter() - started,
        forms=("html", "docx", f"pdf of every {_PRINTED}th"),
    )


def _resident() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * sysconf("SC_PAGE_SIZE") / _MEGABYTE


def main() -> int:
    """Measure, print."""
    asked = _arguments()
    times: Sequence[Timing] = ()
    memory = None
    if asked.only != "memory":
        times = tuple(timings(asked.turns or (3 if asked.quick else 15)))
    if asked.only != "speed":
        progress("memory")
        memory = memory_of(*((_QUICK_ALL, _QUICK_FIRST) if asked.quick else (_ALL, _FIRST)))
    bars = [*speed_bars(times), *([memory_bar(memory)] if memory else [])]
    tables: list[Table] = [bars_table(bars)]
    if times:
        tables.append(replace(speed_table(times), note=_NOTE))
    if memory:
        tables.append(memory_table(memory))
    progress()
    if asked.markdown:
        renew(asked.markdown, tables)
    print(f"Machine: {machine()}.\n")
    for table in tables:
        print(table.as_text())
    return 1 if any(bar.is_met is False for bar in bars) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how fast documents are written.")
    parser.add_argument("--quick", action="store_true", help="fewer turns and documents")
    parser.add_argument("--only", choices=("speed", "memory"), help="one half alone")
    parser.add_argument("--turns", type=int, help="of each comparison")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="renew the measured part")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
