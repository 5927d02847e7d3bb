"""Runs a crawl in a child process of its own and hears of each visit as it ends.

Twisted's reactor runs once in a process, and a crawl that dies must not take its caller along.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from time import monotonic
from typing import IO

from archive.chain import decode, whole_lines
from archive.errors import ArchiveError
from archive.model import Visit, VisitClass
from archive.register import Ending
from archive.rows import from_plain
from archive.store import Archive
from config.clock import ShiftedClock
from spiders.errors import ARCHIVE_FAILED
from spiders.job import CrawlJob
from spiders.scratch import scratch_folder

# How long a child may take to end in good order once it is asked to.
GRACE_SECONDS = 60.0
_LOOK_EVERY = 0.2


def run_crawl(
    job: CrawlJob, on_visit: Callable[[Visit], None], *, grace: float = GRACE_SECONDS
) -> int:
    """Crawl ``job``; ``on_visit`` is called in this thread for each visit as it is written.

    Ends when the child ends, or ``job.crawl.deadline_seconds`` later with SIGTERM and then
    SIGKILL. Places that were not finished get a visit ABORTED, so that every place and year has
    exactly one; then the run is sealed. Runs that were broken off before are sealed first. Gives
    the child's exit status, negative for a signal.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    archive = Archive(job.archive_root)
    archive.seal_broken_off()
    clock = ShiftedClock(start=job.started_at)
    archive.open_run(job.run_id).close()  # the file is there, and nobody else writes it
    tail = _Tail(archive.run_path(job.run_id))
    done: set[tuple[str, int]] = set()

    def hear() -> None:
        for visit in tail.visits():
            done.add((visit.place_id, visit.year))
            on_visit(visit)

    with _log_file(job).open("ab") as log, scratch_folder(archive, job.run_id) as scratch:
        child = _start(job, log, scratch)
        try:
            _watch(child, job.crawl.deadline_seconds, grace, hear)
        finally:
            if child.poll() is None:
                _end(child, grace)
            if child.returncode != 0:
                with suppress(ProcessLookupError):  # a browser it left behind
                    os.killpg(child.pid, signal.SIGKILL)
            _finish(job, archive, clock, done, child.returncode)
            hear()
    if child.returncode == ARCHIVE_FAILED:
        raise ArchiveError(
            f"{job.archive_root}：存证写入失败，采集已停止；已写入的存证完好。"
            f"请检查磁盘空间和写入权限后重新运行，详见 {_log_file(job)}"
        )
    return child.returncode


def _start(job: CrawlJob, log: IO[bytes], scratch: Path) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the caller, who then ends the child in good order.
    root = Path(__file__).resolve().parent.parent
    child = subprocess.Popen(
        [sys.executable, "-m", "spiders.crawl"],
        env={**os.environ, "PYTHONPATH": str(root), "TMPDIR": str(scratch)},
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    if child.stdin is not None:
        with suppress(BrokenPipeError):
            child.stdin.write(job.to_json().encode(errors="surrogatepass"))
            child.stdin.close()
    return child


def _watch(
    child: subprocess.Popen[bytes], deadline: float, grace: float, hear: Callable[[], None]
) -> None:
    end = monotonic() + deadline
    while True:
        try:
            child.wait(_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            hear()
            if monotonic() > end:
                _end(child, grace)
            continue
        hear()
        return


def _end(child: subprocess.Popen[bytes], grace: float) -> None:
    child.terminate()
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _finish(
    job: CrawlJob, archive: Archive, clock: ShiftedClock, done: set[tuple[str, int]], status: int
) -> None:
    """Write ABORTED for every place and year that has no visit in the run's file, and seal it."""
    done |= {(visit.place_id, visit.year) for visit in archive.visits(job.run_id)}
    missing = [
        (place, year)
        for place in job.places
        for year in job.years_of(place)
        if (place.place_id, year) not in done
    ]
    writer = archive.open_run(job.run_id)
    try:
        now = clock.now()
        for place, year in missing:
            writer.visit(
                Visit(
                    run_id=job.run_id,
                    place_id=place.place_id,
                    agency_id=place.agency_id,
                    year=year,
                    visit_class=VisitClass.ABORTED,
                    started_at=job.started_at.astimezone(UTC),
                    ended_at=now,
                    reason=f"采集进程提前结束（状态 {status}），本次未访问完",
                )
            )
        writer.seal(Ending.FINISHED if status == 0 else Ending.INTERRUPTED)
    finally:
        writer.close()


def _log_file(job: CrawlJob) -> Path:
    folder = job.archive_root.parent / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{job.run_id}.log"


class _Tail:
    """Reads what is added to a run file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = path.stat().st_size

    def visits(self) -> Iterator[Visit]:
        """The visits whose lines are whole and have not been given yet."""
        with self._path.open("rb") as file:
            file.seek(self._offset)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole_lines(whole):
            found = decode(line)
            if found.kind == "visit":
                yield from_plain(Visit, found.row)
