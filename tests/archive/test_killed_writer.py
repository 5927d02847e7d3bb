"""A writer that is killed, or whose disk is full, at any moment: nothing told is lost or twice."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from evidence_made import capture, write_run

from archive.errors import ArchiveError
from archive.register import Ending
from archive.store import Archive
from archive.verification import Condition

WRITE_FOR_EVER = """
import sys
from pathlib import Path
from threading import Thread
from archive.store import Archive
from evidence_made import VISIT, capture
from dataclasses import replace

root, run_id = Path(sys.argv[1]), sys.argv[2]
archive = Archive(root, file_limit=5000)
archive.seal_broken_off()
writer = archive.open_run(run_id)
number = 0
while True:
    told = []
    for _ in range(number % 3 + 1):
        number += 1
        # Every other body was kept by the runs before.
        body = f"{run_id if number % 2 else ''} {number}".encode() * (number % 50)
        made = capture(run_id, number, body)
        writer.capture(made, body)
        told.append(made.capture_id)
    writer.visit(replace(VISIT, run_id=run_id, reason=str(number)))
    thread = Thread(target=writer.commit)
    thread.start()
    thread.join()
    print(*told, flush=True)
"""


def killed_while_writing(root: Path, root_of_project: Path, run_id: str, chance: random.Random):
    """Start a writer and kill it some time after it has told of something; what it told of."""
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", WRITE_FOR_EVER, str(root), run_id],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": f"{root_of_project}:{root_of_project / 'tests'}"},
        text=True,
    )
    assert child.stdout is not None
    told = [
        name for _ in range(chance.randrange(1, 20)) for name in child.stdout.readline().split()
    ]
    sleep(chance.random() / 50)
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    assert child.returncode == -signal.SIGKILL
    # A line of the pipe may be half itself.
    return told + [name for line in rest.splitlines(keepends=True)[:-1] for name in line.split()]


def test_kill_9_at_any_moment(tmp_path: Path, root: Path) -> None:
    chance = random.Random(20240205)  # noqa: S311 - moments, not secrets
    told = {f"r{n}": killed_while_writing(tmp_path, root, f"r{n}", chance) for n in range(8)}
    archive = Archive(tmp_path)
    last = archive.examine().runs[-1]
    assert (last.run_id, last.condition, last.problems) == ("r7", Condition.UNSEALED, ())
    assert archive.seal_broken_off() == ("r7",)
    write_run(tmp_path, "r9")
    examined = archive.examine()
    assert examined.is_sound, examined
    assert [run.condition for run in examined.runs] == [
        *[Condition.INTERRUPTED] * 8,
        Condition.FINISHED,
    ]
    for run_id, names in told.items():
        kept = [made.capture_id for made in archive.captures(run_id)]
        assert len(kept) == len(set(kept))
        assert set(names) <= set(kept)
        for made in archive.captures(run_id):
            assert len(archive.body(made.sha256)) == made.size


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """As on a full disk, the system takes no more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [3_000, 10_000, 40_001])
@pytest.mark.parametrize("shape", [b"%d", b"%d" * 3000])
def test_a_full_disk_ends_the_run_and_leaves_it_whole(
    tmp_path: Path, size: int, shape: bytes
) -> None:
    """Small bodies fill the run's file first, large ones the WARC file."""
    archive = Archive(tmp_path)
    writer = archive.open_run("r1")
    told: list[str] = []

    def write_on() -> None:
        for number in range(1, 1000):
            body = shape.replace(b"%d", random.Random(number).randbytes(8))  # noqa: S311
            made = capture("r1", number, body)
            writer.capture(made, body)
            writer.commit()
            told.append(made.capture_id)

    with no_file_longer_than(size):
        with pytest.raises(ArchiveError, match="存证写入失败（磁盘空间不足；已写入的存证完好"):
            write_on()
        with pytest.raises(ArchiveError, match="磁盘空间不足"):
            writer.commit()
        writer.close()
    assert [made.capture_id for made in archive.captures("r1")] == told
    assert archive.verify("r1") == ()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.jsonl")}
    assert archive.seal_broken_off() == ("r1",)
    assert before[archive.run_path("r1")] == archive.run_path("r1").read_bytes()
    write_run(tmp_path, "r2")
    assert archive.examine().is_sound


def test_a_full_disk_before_anything_is_written(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with no_file_longer_than(10), pytest.raises(ArchiveError, match="磁盘空间不足"):
        archive.open_run("r1")
    write_run(tmp_path, "r1", ending=Ending.FINISHED)
    assert archive.examine().is_sound


def test_a_full_disk_when_the_run_is_sealed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    writer = archive.open_run("r1")
    writer.capture(capture("r1", 1, b"x"), b"x")
    writer.commit()
    with no_file_longer_than((tmp_path / "register.jsonl").stat().st_size + 20):
        with pytest.raises(ArchiveError, match="磁盘空间不足"):
            writer.seal(Ending.FINISHED)
        writer.close()
    assert archive.seal_broken_off() == ("r1",)
    assert archive.examine().is_sound
