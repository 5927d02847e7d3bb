"""Brings a run that was broken off back to its last durable line.

A line is written only when its records are durable. So what stands in the WARC files behind the
last line, and what follows the last line break, was never told to anybody and is cut off.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from archive.chain import START
from archive.errors import ArchiveError
from archive.files import contents_of, run_of_warc, sync_folder
from archive.manifest import entries_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a run goes on: the digest of its last line, its lines, its files and their sizes."""

    digest: str
    lines: int
    sizes: dict[str, int]


def cut_back(manifest: Path, warcs: Path) -> Standing:
    """Cut off what is not whole, and give where the run goes on.

    Raises:
        ArchiveError: the lines do not follow each other, or records that they tell of are absent;
            nothing was changed then.
        OSError: the disk refuses.
    """
    standing = _standing(manifest)
    found = warcs_of(warcs, manifest.stem)
    if found and standing.lines == 0:
        # Its first line is durable before anything else is written.
        raise ArchiveError(f"{manifest}：存证记录缺失，请运行 duban archive verify")
    for name, size in standing.sizes.items():
        if name not in found or found[name].stat().st_size < size:
            raise ArchiveError(f"{warcs / name}：存证文件缺失或不完整，请运行 duban archive verify")
    _truncate(manifest, contents_of(manifest).rfind(b"\n") + 1)
    for name, path in found.items():
        if name in standing.sizes:
            _truncate(path, standing.sizes[name])
        else:
            path.unlink()
            sync_folder(warcs)
    return standing


def warcs_of(warcs: Path, run_id: str) -> dict[str, Path]:
    """The WARC files of a run that are there, by name, in order."""
    found = sorted(warcs.glob(f"{run_id}-*.warc.gz"))
    return {path.name: path for path in found if run_of_warc(path.name) == run_id}


def _standing(manifest: Path) -> Standing:
    digest, lines = START, 0
    sizes: dict[str, int] = {}
    for entry in entries_in(manifest):
        if entry.link.previous != digest or not entry.link.is_sound:
            raise ArchiveError(
                f"{manifest} 第{entry.number}行：存证记录已损坏，请运行 duban archive verify"
            )
        digest, lines = entry.link.digest, entry.number
        location = entry.location
        if location is not None:
            sizes[location.file] = location.end
    return Standing(digest=digest, lines=lines, sizes=sizes)


def _truncate(path: Path, size: int) -> None:
    if path.stat().st_size == size:
        return
    with path.open("rb+") as file:
        file.truncate(size)
        os.fsync(file.fileno())
