"""The machine itself dies: what the disk was not yet made to keep is lost, or half there.

Every write and every ``fsync`` of a run is one moment. For each of them the folder is made as a
disk may hold it after the power failed just then, and the archive goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from evidence_made import VISIT, capture, write_run

from archive.register import Ending
from archive.store import Archive
from archive.verification import Condition

Files = dict[Path, bytes]


@dataclass(frozen=True)
class Moment:
    """What the disk surely keeps, what was written besides, and what the caller had been told."""

    kept: Files
    written: Files
    told: tuple[str, ...]


@dataclass
class Disk:
    """Listens to what is written below ``root``. A file is kept once it and its name are."""

    root: Path
    contents: Files = field(default_factory=dict)
    names: set[Path] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)

    def listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write, fsync = os.write, os.fsync

        def writing(handle: int, content: bytes) -> int:
            done = write(handle, content)
            self._look()
            return done

        def syncing(handle: int) -> None:
            fsync(handle)
            path = Path(f"/proc/self/fd/{handle}").readlink()
            if path.is_dir():
                self.names |= {file for file in path.iterdir() if file.is_file()}
            else:
                self.contents[path] = path.read_bytes()
            self._look()

        monkeypatch.setattr(os, "write", writing)
        monkeypatch.setattr(os, "fsync", syncing)

    def _look(self) -> None:
        # The index is made again from the rest; nothing rests on it.
        here = [f for f in self.root.rglob("*") if f.is_file() and "index.db" not in f.name]
        self.moments.append(
            Moment(
                kept={f: self.contents.get(f, b"") for f in here if f in self.names},
                written={f: f.read_bytes() for f in here},
                told=tuple(self.told),
            )
        )


def surely_kept(moment: Moment) -> Files:
    return moment.kept


def half_of_the_rest(moment: Moment) -> Files:
    """Of what was written since, the first half came through, and every name."""
    halves = {}
    for path, content in moment.written.items():
        kept = len(moment.kept.get(path, b""))
        halves[path] = content[: kept + (len(content) - kept) // 2]
    return halves


def zeros_for_the_rest(moment: Moment) -> Files:
    """The length of a file came through, its content did not."""
    return {
        path: moment.kept.get(path, b"").ljust(len(content), b"\0")
        for path, content in moment.written.items()
    }


def all_of_it(moment: Moment) -> Files:
    return moment.written


def written_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[Moment]:
    """A run of some commits over several WARC files, sealed at the end."""
    root.mkdir()
    disk = Disk(root)
    with monkeypatch.context() as patched:
        disk.listen(patched)
        writer = Archive(root, file_limit=2_000).open_run("r1")
        for commit in range(4):
            names = []
            for number in range(commit * 3, commit * 3 + 3):
                # Every third body is one that was kept before.
                body = f"第{number if number % 3 else 0}份年报".encode() * 40
                made = capture("r1", number + 1, body)
                writer.capture(made, body)
                names.append(made.capture_id)
            writer.visit(replace(VISIT, run_id="r1", reason=str(commit)))
            writer.commit()
            disk.told += names
        writer.seal(Ending.FINISHED)
        writer.close()
    return disk.moments


@pytest.mark.parametrize(
    "after",
    [surely_kept, half_of_the_rest, zeros_for_the_rest, all_of_it],
    ids=lambda f: f.__name__,
)
def test_nothing_told_is_lost_or_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: Callable[[Moment], Files]
) -> None:
    root = tmp_path / "archive"
    moments = written_run(root, monkeypatch)
    assert len(moments) > 20
    for number, moment in enumerate(moments):
        image = tmp_path / f"after-{number}"
        for path, content in after(moment).items():
            file = image / path.relative_to(root)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        archive = Archive(image)
        archive.seal_broken_off()
        names = [made.capture_id for made in archive.captures("r1")] if archive.runs() else []
        assert (len(names), set(moment.told) - set(names)) == (len(set(names)), set()), number
        for made in archive.captures("r1") if names else ():
            assert len(archive.body(made.sha256)) == made.size
        write_run(image, "r2")
        examined = archive.examine()
        assert examined.is_sound, (number, examined)
        conditions = {run.run_id: run.condition for run in examined.runs}
        ended = {Condition.INTERRUPTED, Condition.FINISHED}
        # The first line of a new archive may be all there was.
        may_be = ended if moment.told else {None, *ended, Condition.ADOPTED}
        assert conditions.pop("r1", None) in may_be, number
        assert conditions == {"r2": Condition.FINISHED}
