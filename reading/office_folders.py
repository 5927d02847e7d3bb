"""The folders that conversions by LibreOffice work in, removed whatever becomes of the conversion.

A folder bears the number of the process that made it. Whoever kills that process removes it; what
nobody removed, as after a power cut, is swept when the next one is made, once its time is long up.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

_PREFIX = "duban-office-"
OLD_SECONDS = 6 * 3600
"""No conversion takes so long."""
_TRIES, _PAUSE = 40, 0.05


@contextmanager
def office_folder() -> Iterator[Path]:
    """A folder of this process, gone afterwards; leftovers of dead processes go first."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        _sweep(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_folders_of(process: int) -> None:
    """Remove what a process left that was killed.

    LibreOffice ends a moment after the process that called it, and may write until then.
    """
    for folder in _own_folders(f"{_PREFIX}{process}-"):
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            sleep(_PAUSE)


def _sweep(new: Path) -> None:
    """Remove folders that are much older than ``new`` and whose process is gone."""
    now = new.stat().st_mtime
    for folder in _own_folders(_PREFIX):
        number = folder.name.removeprefix(_PREFIX).split("-")[0]
        try:
            is_old = now - folder.stat().st_mtime > OLD_SECONDS
        except OSError:  # another sweep was faster
            continue
        if is_old and not (number.isdecimal() and _is_alive(int(number))):
            shutil.rmtree(folder, ignore_errors=True)


def _own_folders(prefix: str) -> Iterator[Path]:
    """Folders of this user, never what a link leads to."""
    for path in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        try:
            found = path.lstat()
        except OSError:
            continue
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid():
            yield path


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
