"""Takes some captures out of an archive, with all that proves them and nothing else.

A package holds the WARC records of the captures byte for byte, the lines that tell of them, and of
every other line of those runs its hash: enough to follow each chain to its seal, without telling
what was seen of others. Members:

- ``register.jsonl``, whole;
- ``runs/<run_id>.jsonl``: a line of a run, or ``{"content": "<SHA-256>"}`` in its place;
- ``warc/<name>``: of that file the records that whole lines tell of, in order;
- ``objects/ab/<sha256>``: bodies that were kept before there were WARC files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archive.chain import encode
from archive.errors import ArchiveError
from archive.files import bytes_at
from archive.manifest import FILE, OPENED, Entry, Location
from archive.objects import get_object
from archive.register import NAME as REGISTER_NAME
from archive.store import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a run goes into the package: captures by id, visits by place and year."""

    captures: frozenset[str] = frozenset()
    visits: frozenset[tuple[str, int]] = frozenset()


@dataclass(slots=True, kw_only=True)
class _Chosen:
    """Of one run: numbers of the lines that are taken whole, in what files, and older bodies."""

    numbers: set[int] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    older: set[str] = field(default_factory=set)

    def take(self, entry: Entry) -> None:
        self.numbers.add(entry.number)
        location, capture = entry.location, entry.capture
        if location is not None:
            self.files.add(location.file)
        elif capture is not None:
            self.older.add(capture.sha256)


def members(archive: Archive, wanted: Mapping[str, Wanted]) -> Iterator[tuple[str, bytes]]:
    """The files of the package, by name.

    Raises:
        ArchiveError: what is wanted is absent or damaged.
    """
    chosen = {run_id: _chosen(archive, run_id, what) for run_id, what in wanted.items()}
    _add_first_records(archive, wanted, chosen)
    yield REGISTER_NAME, b"".join(encode(line) for line in archive.register.lines())
    for run_id, one in sorted(chosen.items()):
        lines: list[bytes] = []
        records: dict[str, list[bytes]] = {}
        for entry in archive.entries(run_id):
            location = entry.location
            is_head = entry.link.kind == FILE and location is not None
            if entry.number in one.numbers or (is_head and location and location.file in one.files):
                lines.append(encode(entry.link))
                if location is not None:
                    records.setdefault(location.file, []).append(_records(archive, location))
            else:
                lines.append(_stand_in(entry))
        yield f"runs/{run_id}.jsonl", b"".join(lines)
        for name, pieces in records.items():
            yield f"warc/{name}", b"".join(pieces)
        for sha256 in sorted(one.older):
            yield f"objects/{sha256[:2]}/{sha256}", get_object(archive.root / "objects", sha256)


def _chosen(archive: Archive, run_id: str, what: Wanted) -> _Chosen:
    chosen, found = _Chosen(), set()
    for entry in archive.entries(run_id):
        capture, visit = entry.capture, entry.visit
        if entry.link.kind == OPENED or (
            visit is not None and (visit.place_id, visit.year) in what.visits
        ):
            chosen.numbers.add(entry.number)
        if capture is not None and capture.capture_id in what.captures:
            chosen.take(entry)
            found.add(capture.capture_id)
    if what.captures - found:
        absent = "、".join(sorted(what.captures - found))
        raise ArchiveError(f"{archive.run_path(run_id)}：存证中没有 {absent}")
    return chosen


def _add_first_records(
    archive: Archive, wanted: Mapping[str, Wanted], chosen: dict[str, _Chosen]
) -> None:
    """Where a record only says that the body is the same as before, take that record too."""
    places: dict[str, set[tuple[str, int]]] = {}
    for run_id, what in wanted.items():
        for entry in archive.entries(run_id):
            capture, location = entry.capture, entry.location
            if capture is None or location is None or not location.is_revisit:
                continue
            if capture.capture_id in what.captures:
                kept = archive.place(capture.sha256)
                places.setdefault(kept.run_id, set()).add((kept.file, kept.offset))
    for run_id, there in places.items():
        one = chosen.setdefault(run_id, _Chosen())
        for entry in archive.entries(run_id):
            location = entry.location
            if entry.link.kind == OPENED:
                one.numbers.add(entry.number)
            elif location is not None and (location.file, location.offset) in there:
                one.take(entry)


def _records(archive: Archive, location: Location) -> bytes:
    records = bytes_at(archive.root / "warc", location.file, location.offset, location.length)
    if hashlib.sha256(records).hexdigest() != location.sha256:
        raise ArchiveError(f"{location.file}：存证已损坏，请运行 duban archive verify")
    return records


def _stand_in(entry: Entry) -> bytes:
    """The hash of a line's content; older lines have none of their own and go whole."""
    if not entry.link.is_divisible:
        return encode(entry.link)
    return json.dumps({"content": entry.link.content}, separators=(",", ":")).encode() + b"\n"
