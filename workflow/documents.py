"""Takes a visit's documents out of the archive and has the first that is a report judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from archive.content import decoded
from archive.errors import ArchiveError
from archive.model import Visit
from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import RuleResult
from config.errors import DubanError
from ledger.model import CaptureRow
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import ReportReading
from workflow.choice import Choice
from workflow.judging import JudgedDocument, Readers, judge_document, judge_unread
from workflow.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedVisit:
    """The visit that speaks for the agency and what came of it.

    ``documents`` are the SHA-256 of the report's documents. ``trouble`` tells why a collected
    report could not be read; that is ours.
    """

    results: tuple[RuleResult, ...]
    visit: Visit | None = None
    documents: tuple[str, ...] = ()
    reading: ReportReading | None = None
    trouble: str | None = None


def judge_choice(
    workplace: Workplace, case: AuditCase, choice: Choice, readers: Readers
) -> JudgedVisit:
    """Judge the first visit whose documents hold a report that can be read."""
    if not choice.visits:
        return JudgedVisit(results=judge(_seen(case, None, choice), CATALOGUE))
    troubles = []
    for visit in choice.visits:
        seen = _seen(case, visit, choice)
        if not visit.visit_class.has_report:
            return JudgedVisit(visit=visit, results=judge(seen, CATALOGUE))
        captures = workplace.ledger.captures_of(visit.run_id, visit.documents)
        judged, trouble = _first_report(workplace, seen, captures, readers)
        if judged is not None:
            return JudgedVisit(
                visit=visit,
                documents=tuple(capture.sha256 for capture in captures),
                reading=judged.reading,
                results=judged.results,
            )
        troubles.append((visit, captures, trouble))
    visit, captures, trouble = troubles[0]
    reason = f"本系统未能识读年报文件：{trouble}"
    return JudgedVisit(
        visit=visit,
        documents=tuple(capture.sha256 for capture in captures),
        results=judge_unread(_seen(case, visit, choice), reason),
        trouble=reason,
    )


def _seen(case: AuditCase, visit: Visit | None, choice: Choice) -> AuditCase:
    """The case with what this visit says of the publication."""
    publication = replace(
        case.publication,
        visit_class=visit.visit_class if visit else None,
        tried=choice.tried,
    )
    return replace(case, publication=publication)


def _first_report(
    workplace: Workplace, case: AuditCase, captures: tuple[CaptureRow, ...], readers: Readers
) -> tuple[JudgedDocument | None, str]:
    """The first document that reads as a report, else why none does."""
    errors: list[DubanError] = []
    for capture in captures:
        try:
            judged = judge_document(
                decoded(capture.content_encoding, workplace.archive.body(capture.sha256)),
                _file_name(capture.final_url),
                case,
                content_type=capture.content_type,
                readers=readers,
            )
        except (DocumentError, ArchiveError) as error:
            errors.append(error)
            continue
        return judged, ""
    # A page around an attachment is no report, and that says little: what failed on the
    # attachment says more.
    telling = [error for error in errors if not _is_no_report(error)] or errors
    return None, str(telling[0]) if telling else "存证中没有该年报的文件"


def _is_no_report(error: DubanError) -> bool:
    return isinstance(error, DocumentError) and error.error_class is DocumentErrorClass.NOT_A_REPORT


def _file_name(url: str) -> str:
    """The last part of the address, for messages and as a hint at the form of the document."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return url
    return unquote(PurePosixPath(path).name, errors="replace") or url
