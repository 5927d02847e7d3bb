"""A folder for pick-up: files appear in it whole, and none takes the place of another document."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from delivery.errors import RefusedError
from delivery.model import Attempt, Parcel, ParcelFile, reference_of

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderChannel:
    """The way into one folder; ``target`` is its path."""

    folder: Path
    name: str = "folder"
    carries_files: bool = True

    @property
    def target(self) -> str:
        """The path of the folder."""
        return str(self.folder)

    def check(self, parcel: Parcel) -> None:
        """Whether the names stay inside the folder and none stands there with other content.

        Raises:
            RefusedError: it says which file is in the way.
        """
        for file in parcel.files:
            if not _is_bare(file.name):
                raise RefusedError(f"文件名 {file.name!r} 不能用于取件文件夹，请另行送达")
            self._is_there(file)

    def reference(self, parcel: Parcel, attempt: Attempt) -> str:
        """The mark of the attempt; the files do not carry it."""
        return reference_of(parcel, self.target, attempt)

    def send(self, parcel: Parcel, attempt: Attempt) -> str:  # noqa: ARG002 - as every channel
        """Put every file into the folder; gives their names. One that lies there already stays.

        Raises:
            RefusedError: the folder cannot be written, or another file has the name.
        """
        self.check(parcel)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for file in parcel.files:
                if not self._is_there(file):
                    self._put(file)
        except OSError as error:
            raise RefusedError(f"取件文件夹 {self.folder} 不能写入（{error.strerror}）") from error
        return "、".join(file.name for file in parcel.files)

    def _is_there(self, file: ParcelFile) -> bool:
        """Whether this very file lies in the folder."""
        path = self.folder / file.name
        try:
            if not path.is_symlink() and path.read_bytes() == file.content:
                return True
        except FileNotFoundError:
            return False
        except OSError as error:
            raise RefusedError(f"{path}：读不出来（{error.strerror}），请先移走") from error
        raise RefusedError(f"{path}：取件文件夹中已有同名的其他文件，没有覆盖，请先移走")

    def _put(self, file: ParcelFile) -> None:
        """Write beside the place and move there: ``link`` fails where something came meanwhile."""
        path = self.folder / file.name
        fresh = self.folder / f".duban-{os.getpid()}.part"
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, _FLAGS, 0o644), "wb") as handle:  # noqa: PTH123 - a descriptor
            handle.write(file.content)
            handle.flush()
            os.fsync(handle.fileno())
        try:
            path.hardlink_to(fresh)
        except FileExistsError as error:
            raise RefusedError(f"{path}：取件文件夹中已有同名的其他文件，没有覆盖") from error
        except OSError:  # shares of Windows machines know no links
            fresh.rename(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _is_bare(name: str) -> bool:
    """Whether ``name`` is that of a file, in this folder whatever the system."""
    return name not in ("", ".", "..") and not set(name) & set("/\\\0")
