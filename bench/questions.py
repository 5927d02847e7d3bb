"""How fast saved questions answer over a ledger of ten years and 5,000 agencies.

    .venv/bin/python -m bench.questions                    # all: some minutes, 1.2 GB of disk
    .venv/bin/python -m bench.questions --quick            # 200 agencies
    .venv/bin/python -m bench.questions --ledger FILE      # a made ledger that is kept
    .venv/bin/python -m bench.questions --markdown docs/measurements-ledger.md

Ends with 1 where a question needs a second or more of the processor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bench.output import progress
from bench.tables import Table, machine
from bench.years_made import Size, make
from ledger.asking import LedgerReader, reading_ledger
from ledger.questions.catalogue import questions
from ledger.questions.model import ALL, ParameterKind, Question

LIMIT_SECONDS = 1.0
_AGENCY = "a00007"
_BEGIN, _END = "<!-- questions -->", "<!-- end of questions -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question asked one way; seconds are medians of the turns."""

    name: str
    scope: str
    rows: int
    seconds: float
    processor: float

    @property
    def is_met(self) -> bool:
        """Whether it takes less than a second of the processor."""
        return self.processor < LIMIT_SECONDS


def ways(question: Question) -> Iterator[tuple[str, dict[str, str]]]:
    """The defaults, and all years where the question can be asked so."""
    required = {p.name: _AGENCY for p in question.parameters if p.is_required}
    yield "as it stands", required
    years = {
        p.name: ALL
        for p in question.parameters
        if p.kind is ParameterKind.YEAR and p.default != ALL
    }
    if years:
        yield "all years", required | years


def measured(reader: LedgerReader, turns: int) -> Iterator[Answered]:
    """Every question in every way, some turns each after one that is not counted."""
    for question in questions():
        for scope, written in ways(question):
            progress(f"{question.name}, {scope}")
            rows = len(reader.ask(question, written).rows)
            walls, processors = [], []
            for _ in range(turns):
                wall, processor = perf_counter(), process_time()
                reader.ask(question, written)
                walls.append(perf_counter() - wall)
                processors.append(process_time() - processor)
            yield Answered(
                name=question.name,
                scope=scope,
                rows=rows,
                seconds=median(walls),
                processor=median(processors),
            )


def table(answers: tuple[Answered, ...], size: Size, megabytes: float) -> Table:
    """The times as a table."""
    slowest = max(answers, key=lambda one: one.processor)
    return Table(
        title="Saved questions",
        header=("question", "asked", "rows", "seconds", "of the processor", "processor under 1 s"),
        rows=tuple(
            (
                one.name,
                one.scope,
                str(one.rows),
                f"{one.seconds:.2f}",
                f"{one.processor:.2f}",
                "met" if one.is_met else "not met",
            )
            for one in answers
        ),
        note=(
            f"{size.years} years, {size.agencies} agencies, {size.runs_a_year} whole runs a year, "
            f"{size.findings} findings a report, a notice for each report with errors, 200 "
            f"waivers; {megabytes:.0f} MB. Of the figures the {size.figures} a report beside those "
            "compared stand for about 180, and of the results only those that a question reads: "
            f"the others are behind keys. Slowest: {slowest.name}, {slowest.processor:.2f} s of "
            "the processor, which the verdict is on; the seconds are what was waited."
        ),
    )


def renew(path: Path, made: Table) -> None:
    """Put the table between its marks, at the end of the page where there are none yet."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if _BEGIN not in old:
        old += f"\n## Saved questions\n\n{_BEGIN}\n{_END}\n"
    head, _, rest = old.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    body = f"Machine: {machine()}.\n\n{made.as_markdown()}"
    path.write_text(f"{head}{_BEGIN}\n\n{body}\n{_END}{tail}", encoding="utf-8")


def main() -> int:
    """Make the ledger, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 agencies")
    parser.add_argument("--ledger", type=Path, help="made there, or asked where it exists")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    size = Size(agencies=200) if options.quick else Size()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "ledger.db"
        if not path.exists():
            progress("making the ledger")
            make(path, size)
        with reading_ledger(path) as reader:
            answers = tuple(measured(reader, options.turns))
        made = table(answers, size, path.stat().st_size / 1e6)
    progress()
    print(made.as_text())
    if options.markdown:
        renew(options.markdown, made)
    return 0 if all(one.is_met for one in answers) else 1


if __name__ == "__main__":
    sys.exit(main())
