"""Where a crawl and the programs it starts put what they need for a while (临时文件).

A browser that is killed leaves its profile behind. So every run has a folder of its own in the data
folder, which is removed with all that is in it once the run has ended; what a run left that was
itself broken off, the next one removes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from archive.store import Archive

# Programs make sockets in such folders, and the address of a socket is at most 107 bytes long.
_LONGEST = 60


@contextmanager
def scratch_folder(archive: Archive, run_id: str) -> Iterator[Path]:
    """An empty folder for the run, gone at the end; left ones of ended runs go first."""
    above = archive.root.parent / "scratch"
    sweep(archive, above)
    folder = above / run_id
    if len(str(folder).encode()) > _LONGEST:
        folder = Path(mkdtemp(prefix="duban-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(archive: Archive, above: Path) -> None:
    """Remove the folders of runs that are sealed: nobody works in them any more."""
    ended = archive.register.read().seals
    for folder in above.glob("*"):
        if folder.name in ended:
            shutil.rmtree(folder, ignore_errors=True)
