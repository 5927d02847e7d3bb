"""Measure how well and how fast reports are read: ``python bench/reading.py``.

Quality over the reports beside the project and over made ones; speed beside the ordinary choice;
memory over thousands of documents. Prints tables with what is required; ends with 1 where a
requirement is not met.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

# Run as a script, this file would hide the room of the same name.
ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if entry != str(ROOT / "bench"))]

from bench.bars import Bar, memory_bar, quality_bars, speed_bars  # noqa: E402
from bench.expected import SHARED, Document, Form, collected  # noqa: E402
from bench.made import SEEDS, converted_documents, made_documents  # noqa: E402
from bench.memory import Memory, measured  # noqa: E402
from bench.output import progress, renew  # noqa: E402
from bench.quality import MEASURES, Score, score  # noqa: E402
from bench.scans import scanned  # noqa: E402
from bench.speed import Timing, timings  # noqa: E402
from bench.tables import (  # noqa: E402
    Table,
    bars_table,
    machine,
    memory_table,
    quality_tables,
    speed_table,
)

_TURNS, _QUICK_TURNS = 15, 5
_DOCUMENTS, _FIRST = 5000, 500
_QUICK_DOCUMENTS, _QUICK_FIRST = 600, 200


def main() -> int:
    """Measure and print; 1 where a requirement is not met."""
    asked = _arguments()
    if not (SHARED / "reports").is_dir():
        sys.stderr.write("The reports are not beside the project (../shared/reports).\n")
        return 2
    collection = list(collected())
    scores = [] if asked.only == "speed" else _scores(collection, quick=asked.quick)
    times: list[Timing] = []
    memory: Memory | None = None
    if asked.only != "quality":
        turns = _QUICK_TURNS if asked.quick else _TURNS
        for timing in timings(collection, turns=turns):
            progress(f"{timing.what}: {timing.document}")
            times.append(timing)
        counts = (_QUICK_DOCUMENTS, _QUICK_FIRST) if asked.quick else (_DOCUMENTS, _FIRST)
        progress(f"memory over {counts[0]} documents")
        memory = measured(*counts)
    bars = _bars(scores, times, memory)
    tables = _tables(scores, times, memory, bars)
    if asked.json:
        content = _content(scores, times, memory, bars)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        Path(asked.json).write_text(text + "\n", encoding="utf-8")
    if asked.markdown:
        renew(Path(asked.markdown), tables)
    print(f"Machine: {machine()}.\n")
    for table in tables:
        print(table.as_text())
    return 1 if any(bar.is_met is False for bar in bars) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well and how fast reports are read.")
    parser.add_argument("--quick", action="store_true", help="fewer made reports, turns, documents")
    parser.add_argument("--only", choices=("quality", "speed"), help="one half alone")
    parser.add_argument("--json", metavar="FILE", help="write all numbers to FILE")
    parser.add_argument(
        "--markdown", metavar="FILE", help="renew the measured part of FILE, or make it"
    )
    return parser.parse_args()


def _scores(collection: Sequence[Document], *, quick: bool) -> list[Score]:
    found: list[Score] = []
    for document in _all_documents(collection, quick=quick):
        progress(document.name)
        found.append(score(document))
    return found


def _all_documents(collection: Sequence[Document], *, quick: bool) -> Iterator[Document]:
    yield from collection
    yield from made_documents(SEEDS[:1] if quick else SEEDS)
    made = [] if quick else list(converted_documents())
    yield from made
    pdfs = [d for d in collection if d.form is Form.PDF]
    pdfs += [d for d in made if d.form is Form.PDF][:1]
    yield from map(scanned, pdfs[:1] if quick else pdfs)


def _bars(scores: Sequence[Score], times: Sequence[Timing], memory: Memory | None) -> list[Bar]:
    bars = list(quality_bars(scores)) if scores else []
    bars += speed_bars(times)
    return [*bars, memory_bar(memory)] if memory else bars


def _tables(
    scores: Sequence[Score], times: Sequence[Timing], memory: Memory | None, bars: Sequence[Bar]
) -> list[Table]:
    tables = [bars_table(bars)]
    if scores:
        tables += quality_tables(scores)
    if times:
        tables.append(speed_table(times))
    if memory:
        tables.append(memory_table(memory))
    return tables


def _content(
    scores: Sequence[Score], times: Sequence[Timing], memory: Memory | None, bars: Sequence[Bar]
) -> dict[str, object]:
    return {
        "machine": machine(),
        "bars": [asdict(bar) | {"verdict": bar.verdict} for bar in bars],
        "documents": [
            {
                "name": s.document.name,
                "form": s.document.form,
                "origin": s.document.origin,
                "is_expected_known": s.document.expected is not None,
                "error": s.error,
                "not_counted": s.hopeless,
                "wrong": s.wrong,
                **{name: asdict(s.tally(name)) for name in MEASURES if s.tally(name).all},
            }
            for s in scores
        ],
        "speed": [asdict(timing) | {"is_met": timing.is_met} for timing in times],
        "memory": None if memory is None else asdict(memory),
    }


if __name__ == "__main__":
    status = main()
    progress()
    sys.exit(status)
