"""The lines of a run: where it was registered, its WARC files, its captures and its visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.chain import Link, decode, whole_lines
from archive.errors import ArchiveError
from archive.files import contents_of
from archive.model import Capture, Visit
from archive.rows import from_plain, to_plain

OPENED, FILE, CAPTURE, VISIT = "opened", "file", "capture", "visit"
_RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where records lie: ``length`` bytes of the WARC file from ``offset``, with their SHA-256.

    ``is_revisit`` says that the body lies elsewhere, in the record of another capture.
    """

    file: str
    offset: int
    length: int
    sha256: str
    is_revisit: bool = False

    @property
    def end(self) -> int:
        """The offset behind the last byte."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The first line: which run this is, and its line in the register."""

    run_id: str
    register: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line with its number, counted from 1."""

    number: int
    link: Link

    @property
    def opening(self) -> Opening | None:
        """Where the run was registered, on the first line."""
        return from_plain(Opening, self.link.row) if self.link.kind == OPENED else None

    @property
    def capture(self) -> Capture | None:
        """The capture, where the line tells of one.

        Raises:
            ArchiveError: the row is none of ours.
        """
        return from_plain(Capture, self.link.row) if self.link.kind == CAPTURE else None

    @property
    def visit(self) -> Visit | None:
        """The visit, where the line tells of one.

        Raises:
            ArchiveError: the row is none of ours.
        """
        return from_plain(Visit, self.link.row) if self.link.kind == VISIT else None

    @property
    def location(self) -> Location | None:
        """The records that the line tells of; ``None`` where its body is a file of its own.

        Raises:
            ArchiveError: the row is none of ours.
        """
        if self.link.kind == FILE:
            return from_plain(Location, self.link.row)
        found = self.link.row.get(_RECORD) if self.link.kind == CAPTURE else None
        return from_plain(Location, found) if found is not None else None


def capture_row(capture: Capture, location: Location) -> object:
    """The row of a capture."""
    return {**to_plain(capture), _RECORD: to_plain(location)}


def entries_in(path: Path) -> Iterator[Entry]:
    """The finished lines of a run's file.

    Raises:
        ArchiveError: it is absent, or a line is none of ours.
    """
    for number, line in enumerate(whole_lines(contents_of(path)), start=1):
        try:
            yield Entry(number=number, link=decode(line))
        except ArchiveError as error:
            raise ArchiveError(f"{path.name} 第{number}行：{error}") from error
