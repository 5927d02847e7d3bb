"""Takes a visit's documents out of the archive and has the one that is the report judged.

Every document of the visit is read: page, further pages joined to it, attachments, the members of
archives. Those that are the report looked for are versions of one report; the fullest is judged
and the others are held against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from archive.content import decoded
from archive.errors import ArchiveError
from archive.model import CaptureRole
from archive.store import Archive
from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.circumstances import OtherVersion
from audit.rule import Rule
from ledger.model import CaptureRow
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Figure, FigureState, ReportReading
from spiders.verify import Document, Verification, is_whole, verify
from workflow.judging import ATTACHMENT, PAGE, JudgedDocument, Readers, judge_reading

_KNOWN = (FigureState.NUMBER, FigureState.BLANK, FigureState.TEXT)
_NUMERALS = "一二三四五六七八九十"
_NO_REPORT = 2
_NOTHING = "存证中没有该年报的文件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A document of a visit: a capture, with the further pages of an article cut into pages.

    ``label`` is what people call it beside the others.
    """

    label: str
    captures: tuple[CaptureRow, ...]

    def document(self, archive: Archive) -> Document:
        """The bytes as the portal served them, without transfer coding.

        Raises:
            ArchiveError: the evidence is damaged.
        """
        return Document(
            name=_file_name(self.captures[0].final_url),
            bodies=tuple(
                decoded(capture.content_encoding, archive.body(capture.sha256))
                for capture in self.captures
            ),
            content_types=tuple(capture.content_type for capture in self.captures),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A document that was read, as the report or as something else."""

    collected: Collected
    found: Verification
    reading: ReportReading

    @property
    def fullness(self) -> tuple[bool, int, bool]:
        """The fullest is judged: with its parts, with most figures known, the page before files.

        A table alone, though every figure stands in it, would be told to lack its parts.
        """
        known = sum(figure.state in _KNOWN for figure in self.reading.figures.values())
        return is_whole(self.reading), known, self.collected.label == PAGE

    def other(self) -> OtherVersion:
        """As it stands beside the one that is judged."""
        url = self.collected.captures[0].final_url
        return OtherVersion(name=self.collected.label, url=url, reading=self.reading)


def judge_documents(
    archive: Archive,
    case: AuditCase,
    captures: tuple[CaptureRow, ...],
    readers: Readers,
    rules: tuple[Rule, ...] = CATALOGUE,
) -> JudgedDocument | str:
    """The report among the documents of a visit, judged; else why none of them can be read."""
    versions = versions_in(archive, case, captures, readers)
    if isinstance(versions, str):
        return versions
    judged, *others = versions
    return _judge(archive, case, judged, others, readers, rules)


def versions_in(
    archive: Archive, case: AuditCase, captures: tuple[CaptureRow, ...], readers: Readers
) -> tuple[Version, ...] | str:
    """The versions of the report among the documents, the fullest first; else why there is none.

    ``case`` says of which agency and year the report is to be. What was collected as the report
    and does not seem to be it stands alone, with its ``failure``.
    """
    versions: list[Version] = []
    troubles: list[tuple[int, str]] = []
    for collected in documents_of(captures):
        try:
            found = verify(
                collected.document(archive),
                year=case.year,
                names=case.names,
                read=readers.read,
            )
        except ArchiveError as error:
            troubles.append((0, str(error)))
            continue
        if found.reading is not None and found.is_report:
            reading = _with_source(found, found.reading)
            versions.append(Version(collected=collected, found=found, reading=reading))
        else:
            troubles.append((found.openness, found.reason))
    proven = _same_report([v for v in versions if v.found.failure is None])
    open_rank, why = min(troubles, key=lambda trouble: trouble[0], default=(_NO_REPORT, _NOTHING))
    if not proven and (not versions or open_rank == 0):
        # A page around an attachment is no report, and that says little: what failed on the
        # attachment says more.
        return why
    # What was collected as the report and does not seem to be it is judged alone: rules say why.
    proven = proven or versions[:1]
    judged = max(proven, key=lambda version: version.fullness)
    return (judged, *(version for version in proven if version is not judged))


def _same_report(versions: list[Version]) -> list[Version]:
    """Where one is the agency's own report, another that only mentions the agency is none."""
    return [version for version in versions if version.found.is_signed] or versions


def documents_of(captures: tuple[CaptureRow, ...]) -> Iterator[Collected]:
    """The documents that the captures are: a further page belongs to the page before it."""
    groups: list[list[CaptureRow]] = []
    for capture in captures:
        if capture.role is CaptureRole.NEXT_PAGE and groups:
            groups[-1].append(capture)
        else:
            groups.append([capture])
    files = [group for group in groups if group[0].role is CaptureRole.ATTACHMENT]
    for group in groups:
        label = PAGE
        if group in files:
            label = ATTACHMENT + (_number(files.index(group)) if len(files) > 1 else "")
        yield Collected(label=label, captures=tuple(group))


def _number(place: int) -> str:
    """In words, that it does not run into the figure that follows."""
    return _NUMERALS[place] if place < len(_NUMERALS) else f"（{place + 1}）"


def _judge(
    archive: Archive,
    case: AuditCase,
    judged: Version,
    others: list[Version],
    readers: Readers,
    rules: tuple[Rule, ...],
) -> JudgedDocument:
    def look_again(reading: ReportReading, paths: Collection[str]) -> Mapping[str, Figure | None]:
        try:
            document = judged.collected.document(archive)
        except ArchiveError as error:
            raise DocumentError(DocumentErrorClass.NOT_FOUND, str(error)) from error
        bodies = document.bodies
        if judged.found.held.number is not None:
            bodies = (judged.found.held.body_in(bodies[0]),)
        return readers.read_again(bodies, reading, paths)

    done = judge_reading(
        judged.reading,
        case,
        look_again,
        name=judged.collected.label,
        beside=tuple(version.other() for version in others),
        rules=rules,
    )
    return replace(done, sha256=judged.collected.captures[0].sha256)


def _with_source(found: Verification, reading: ReportReading) -> ReportReading:
    if found.held.number is None:
        return reading
    told = f"年报取自压缩包中的“{found.held.member}”"
    return replace(reading, warnings=(*reading.warnings, told))


def _file_name(url: str) -> str:
    """The last part of the address, for messages."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return url
    return unquote(PurePosixPath(path).name, errors="replace") or url
