"""How fast a run's results are recorded, beside raw SQLite, and whether a reader ever waits.

    .venv/bin/python -m bench.ledger                  # 20,000 reports: some minutes
    .venv/bin/python -m bench.ledger --reports 1000
    .venv/bin/python -m bench.ledger --markdown docs/measurements-ledger.md

Each report has 104 results, 200 figures and a narrative of its own. The ledger records them one by
one, as a run does, and finishes the run. In turn with it, so that both meet the same load of the
machine, the very rows that stand in its file are written into the same tables of a fresh file by
``executemany``, in one transaction, without checks of foreign keys and without triggers. While the
ledger records, another process reads the board over and over
and notes its longest wait. Ends with 1 where a requirement is not met.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Self

from bench.bars import Bar
from bench.output import progress, renew
from bench.run_made import AT, YEAR, case_of, registry_of, visit_of
from bench.tables import Table, bars_table, machine
from ledger.model import Run, RunJob
from ledger.store import Ledger

_REPORTS = 20_000
_LEAST_RATE, _LONGEST_WAIT = 0.5, 0.5
# As many are written at one moment as a run does.
_CHUNK, _BATCH, _TOGETHER = 50_000, 200, 20
# The tables a run's results go to; the first are there before it begins.
_TABLES = (
    *("reports", "readings", "narrative_texts", "narratives", "figures", "judgements"),
    *("results", "result_findings", "cases", "findings", "finding_texts", "finding_history"),
    "report_versions",
)
_BEFORE = ("agencies", "places", "runs", "visits")


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds by the clock on the wall, and of this process alone."""

    wall: float = 0.0
    own: float = 0.0

    @classmethod
    def now(cls) -> Self:
        """The present moment, to count from."""
        return cls(perf_counter(), process_time())

    def until_now(self) -> _Spent:
        """What passed since."""
        return _Spent(perf_counter() - self.wall, process_time() - self.own)

    def __add__(self, other: _Spent) -> _Spent:
        """Both together."""
        return _Spent(self.wall + other.wall, self.own + other.own)

    def __str__(self) -> str:
        """For a table."""
        return f"{self.wall:.1f} s, of them at work {self.own:.1f} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Times and counts. ``indexed`` is what comes after: the index of the words of reports.

    ``again`` is a second run over the same reports, all unchanged. ``waits`` are those of the
    reader, in seconds, ``reads`` how often it read.
    """

    reports: int
    rows: int
    recorded: _Spent
    finished: _Spent
    indexed: _Spent
    raw: _Spent
    again: _Spent
    megabytes: float
    reads: int
    longest_wait: float
    usual_wait: float

    @property
    def rate(self) -> float:
        """Rows a second of the ledger as a share of those of raw SQLite, by the wall."""
        return self.raw.wall / self.total.wall

    @property
    def total(self) -> _Spent:
        """From the first case to the end of the run."""
        return self.recorded + self.finished


def main() -> int:
    """Measure and print; 1 where a requirement is not met."""
    parser = argparse.ArgumentParser(description="Measure how fast results are recorded.")
    parser.add_argument("--reports", type=int, default=_REPORTS)
    parser.add_argument("--folder", help="where the files are made; by default a temporary one")
    parser.add_argument("--markdown", help="page to put the tables into")
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as folder:
        measured = _measured(Path(folder), asked.reports)
    bars = _bars(measured)
    tables = [bars_table(bars), _table(measured)]
    if asked.markdown:
        renew(Path(asked.markdown), tables)
    print(f"Machine: {machine()}.\n")
    for table in tables:
        print(table.as_text())
    return 1 if any(bar.is_met is False for bar in bars) else 0


def _measured(folder: Path, reports: int) -> Measured:
    path = folder / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.record_registry(registry_of(reports), (YEAR,))
    spawn = multiprocessing.get_context("spawn")
    stop, ready = spawn.Event(), spawn.Event()
    mine, theirs = spawn.Pipe()
    reader = spawn.Process(target=_read_on, args=(path, ready, stop, theirs))
    reader.start()
    ready.wait(60)
    with Ledger.open(path) as ledger, closing(_Raw(path, folder / "raw.db")) as raw:
        recorded, finished, indexed = _run(ledger, "r1", reports, raw)
        stop.set()
        reads, longest, usual = mine.recv()
        reader.join()
        rows = _rows(path)
        again = sum(_run(ledger, "r2", reports), _Spent())
    return Measured(
        reports=reports,
        rows=rows,
        recorded=recorded,
        finished=finished,
        indexed=indexed,
        raw=raw.spent,
        again=again,
        megabytes=path.stat().st_size / 1e6,
        reads=reads,
        longest_wait=longest,
        usual_wait=usual,
    )


def _run(
    ledger: Ledger, run_id: str, reports: int, raw: _Raw | None = None
) -> tuple[_Spent, _Spent, _Spent]:
    """What recording every case took, finishing the run, and its index of words."""
    ledger.begin_run(
        Run(run_id=run_id, job=RunJob.RUN, years=(YEAR,), as_of=AT.date(), started_at=AT)
    )
    ledger.record_visits(visit_of(run_id, number) for number in range(reports))
    recorded = _Spent()
    gc.disable()
    try:
        for start in range(0, reports, _BATCH):
            progress(f"{run_id}: {start} of {reports} reports")
            end = min(start + _BATCH, reports)
            cases = [case_of(run_id, number) for number in range(start, end)]
            began = _Spent.now()
            for at in range(0, len(cases), _TOGETHER):
                with ledger.together():
                    for case in cases[at : at + _TOGETHER]:
                        ledger.record_case(case)
            recorded += began.until_now()
            del cases
            gc.collect()
            if raw is not None:
                raw.follow()
        began = _Spent.now()
        ledger.finish_run(run_id, AT)
        finished = began.until_now()
        if raw is not None:
            raw.follow()
            raw.commit()
        began = _Spent.now()
        ledger.index_words()
        indexed = began.until_now()
    finally:
        gc.enable()
    return recorded, finished, indexed


class _Raw:
    """Writes what the ledger has written since the last time into a file of its own."""

    def __init__(self, source: Path, path: Path) -> None:
        Ledger.open(path).close()
        self.spent = _Spent()
        self._held = sqlite3.connect(source)
        self._fresh = sqlite3.connect(path, isolation_level=None)
        self._fresh.execute("PRAGMA foreign_keys = OFF")
        for (name,) in self._fresh.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            self._fresh.execute(f'DROP TRIGGER "{name}"')
        self._fresh.execute("BEGIN")
        self._done = dict.fromkeys(_TABLES, 0)

    def follow(self) -> None:
        """The new rows of every table."""
        for table in _TABLES:
            rows = self._held.execute(
                f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid",  # noqa: S608
                (self._done[table],),
            )
            holes = ", ".join("?" * (len(rows.description) - 1))
            while chunk := rows.fetchmany(_CHUNK):
                self._done[table] = chunk[-1][0]
                cells = [row[1:] for row in chunk]
                began = _Spent.now()
                self._fresh.executemany(f"INSERT INTO {table} VALUES ({holes})", cells)  # noqa: S608
                self.spent += began.until_now()

    def commit(self) -> None:
        """The end of the one transaction."""
        began = _Spent.now()
        self._fresh.execute("COMMIT")
        self.spent += began.until_now()

    def close(self) -> None:
        """Close both files."""
        self._held.close()
        self._fresh.close()


def _rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as held:
        return (
            sum(
                held.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - constants
                for table in _TABLES
            )
            - (held.execute("SELECT count(*) FROM cases WHERE run_id <> 'r1'").fetchone()[0])
        )


def _read_on(path: Path, ready: Event, stop: Event, told: object) -> None:
    """Read what the desk shows until told to stop; then how often, the longest and usual wait."""
    waits: list[float] = []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
        ready.set()
        while not stop.wait(0.02):
            began = perf_counter()
            connection.execute("SELECT * FROM 公布情况 LIMIT 50").fetchall()
            connection.execute("SELECT * FROM runs").fetchall()
            waits.append(perf_counter() - began)
    waits.sort()
    told.send((len(waits), waits[-1], waits[len(waits) // 2]))  # type: ignore[attr-defined]


def _bars(measured: Measured) -> Sequence[Bar]:
    own = measured.raw.own / measured.total.own
    return (
        Bar(
            name=f"{measured.reports} reports recorded, beside raw executemany of the same rows",
            required=f"≥ {_LEAST_RATE:g} × its rate",
            measured=f"{measured.rate:.2f} × (at work: {own:.2f} ×)",
            is_met=measured.rate >= _LEAST_RATE,
        ),
        Bar(
            name="longest wait of a reader while they are recorded",
            required=f"< {_LONGEST_WAIT:g} s",
            measured=f"{measured.longest_wait * 1000:.0f} ms in {measured.reads} reads",
            is_met=measured.longest_wait < _LONGEST_WAIT,
        ),
    )


def _table(measured: Measured) -> Table:
    total = measured.total.wall
    return Table(
        title="Recording one run",
        header=("what", "measured"),
        rows=(
            ("reports", f"{measured.reports}"),
            ("rows", f"{measured.rows}"),
            ("recording the cases", str(measured.recorded)),
            ("finishing the run", str(measured.finished)),
            ("after it, the index of the words of reports", str(measured.indexed)),
            ("rows a second", f"{measured.rows / total:.0f}"),
            ("raw executemany of the same rows", str(measured.raw)),
            ("raw rows a second", f"{measured.rows / measured.raw.wall:.0f}"),
            ("the same reports again, unchanged", str(measured.again)),
            ("usual wait of the reader", f"{measured.usual_wait * 1000:.1f} ms"),
            ("size of the file after both runs", f"{measured.megabytes:.0f} MB"),
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
