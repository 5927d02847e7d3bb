"""The WARC files of one run, to be added to at the end."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path

from archive.files import append, open_to_append, warc_name
from archive.manifest import Location
from archive.warc import file_record


class WarcFiles:
    """``sizes`` are the files there are, in order, with what of them is told of."""

    def __init__(self, folder: Path, run_id: str, sizes: dict[str, int], limit: int) -> None:
        """A further file is begun when the last has ``limit`` bytes."""
        self.sizes = sizes
        self._folder = folder
        self._run_id = run_id
        self._limit = limit
        self._handle: int | None = None

    @property
    def is_full(self) -> bool:
        """Whether a further file is to be begun."""
        return not self.sizes or next(reversed(self.sizes.values())) >= self._limit

    def begin(self, at: datetime) -> Location:
        """Begin a further file, whose first capture was made at ``at``; where its head lies.

        Raises:
            OSError: the disk refuses.
        """
        self.sync()
        self.close()
        name = warc_name(self._run_id, len(self.sizes) + 1)
        self.sizes[name] = 0
        return self.append(file_record(name, self._run_id, at), is_revisit=False)

    def append(self, records: bytes, *, is_revisit: bool) -> Location:
        """Write ``records`` at the end of the last file; where they lie.

        Raises:
            OSError: the disk refuses.
        """
        name = next(reversed(self.sizes))
        if self._handle is None:
            self._handle = open_to_append(self._folder / name)
        location = Location(
            file=name,
            offset=self.sizes[name],
            length=len(records),
            sha256=hashlib.sha256(records).hexdigest(),
            is_revisit=is_revisit,
        )
        append(self._handle, records)
        self.sizes[name] = location.end
        return location

    def sync(self) -> None:
        """Make what was written durable.

        Raises:
            OSError: the disk refuses.
        """
        if self._handle is not None:
            os.fsync(self._handle)

    def close(self) -> None:
        """Give the last file free."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle = None
