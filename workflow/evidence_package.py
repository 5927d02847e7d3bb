"""A package of evidence (证据包): a zip that anyone can check without Duban."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import archive.verify as verifier
from archive.model import CaptureRole
from archive.package import Wanted, members
from archive.rows import to_plain
from archive.store import Archive
from archive.verify import SUMS
from config.errors import DubanError
from ledger.model import CaptureRow, CaseRow, FindingRow
from ledger.store import Ledger
from workflow.evidence import ON_THE_WAY, Look, looks_at_publication, looks_behind
from workflow.evidence_notes import about_case, about_finding, notes_on
from workflow.file_endings import ending_of

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What came of it: the file, how many captures it holds, and how many pictures of pages."""

    path: Path
    captures: int
    screenshots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What the evidence is for: a finding, or where an agency stands.

    ``about`` are lines for people, ``told`` is all of it as JSON, ``name`` begins the file's name.
    """

    name: str
    about: tuple[str, ...]
    told: str
    looks: tuple[Look, ...]


def matter_of_finding(ledger: Ledger, finding: FindingRow, told: str) -> Matter:
    """What stands behind a finding; ``told`` is the finding as JSON."""
    stem = f"{finding.agency_id}-{finding.year}-{finding.rule}-{finding.fingerprint[:8]}"
    return Matter(
        name=stem,
        about=about_finding(finding),
        told=told,
        looks=looks_behind(ledger, finding),
    )


def matter_of_case(ledger: Ledger, case: CaseRow) -> Matter:
    """What says whether and when a report was published."""
    return Matter(
        name=f"{case.agency_id}-{case.year}-publication",
        about=about_case(case),
        told=json.dumps(to_plain(case), ensure_ascii=False, indent=1),
        looks=looks_at_publication(ledger, case),
    )


def pack_evidence(archive: Archive, matter: Matter, path: Path) -> Packed:
    """Write the package. A file at ``path`` is replaced.

    Raises:
        DubanError: there is no evidence, it is damaged, or ``path`` cannot be written.
    """
    looks = matter.looks
    if not any(look.captures for look in looks):
        raise DubanError("没有可供提取的存证：没有核查记录，或者核查时什么也没有取得")
    parts = dict(members(archive, _wanted(looks)))
    named: dict[str, str] = {}
    for capture in _shown(looks):
        if capture.sha256 not in named:
            body = archive.body(capture.sha256)
            name = f"files/{len(named) + 1:02d}-{capture.role.value}{ending_of(body)}"
            named[capture.sha256] = name
            parts[name] = body
    parts["finding.json"] = matter.told.encode(errors="replace") + b"\n"
    parts["verify.py"] = Path(verifier.__file__).read_bytes()
    notes = notes_on(matter.about, looks, named, archive.register.read().head)
    # With a mark at the front, by which Windows knows the encoding.
    parts["说明.txt"] = notes.encode("utf-8-sig", errors="replace")
    _write(path, parts)
    captures = {(one.run_id, one.capture_id): one for look in looks for one in look.captures}
    pictures = [one for one in captures.values() if one.role is CaptureRole.SCREENSHOT]
    return Packed(path=path, captures=len(captures), screenshots=len(pictures))


def file_name(matter: Matter) -> str:
    """A safe name for the package."""
    return f"{_UNSAFE.sub('_', matter.name)[:100]}.zip"


def _shown(looks: tuple[Look, ...]) -> Iterator[CaptureRow]:
    """What people will want to open."""
    for look in looks:
        yield from (one for one in look.captures if one.role not in ON_THE_WAY)


def _wanted(looks: tuple[Look, ...]) -> Mapping[str, Wanted]:
    """By run: a visit may rest on what a former run archived, where nothing changed since."""
    captures = {(one.run_id, one.capture_id) for look in looks for one in look.captures}
    visits = {(look.visit.run_id, (look.visit.place_id, look.visit.year)) for look in looks}
    return {
        run_id: Wanted(
            captures=frozenset(name for run, name in captures if run == run_id),
            visits=frozenset(visit for run, visit in visits if run == run_id),
        )
        for run_id in {run for run, _ in captures | visits}
    }


def _write(path: Path, parts: Mapping[str, bytes]) -> None:
    """The zip as a whole or not at all."""
    sums = "".join(
        f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(parts.items())
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=path.parent, prefix=".duban-")
    except OSError as error:
        raise DubanError(f"{path}：证据包写入失败（{error.strerror}）") from error
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as packed:
            for name, body in (*sorted(parts.items()), (SUMS, sums.encode())):
                # No time of day: the same evidence makes the same file.
                packed.writestr(ZipInfo(name), body, ZIP_DEFLATED)
        Path(half).chmod(0o644)
        Path(half).replace(path)
    except OSError as error:
        Path(half).unlink(missing_ok=True)
        raise DubanError(f"{path}：证据包写入失败（{error.strerror}）") from error
