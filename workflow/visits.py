"""Judges the visit that speaks for an agency, whatever came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from archive.model import Visit
from archive.store import Archive
from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import RuleResult
from audit.rule import Rule
from ledger.model import CaptureRow, SecondSay
from reading.model import ReportReading
from workflow.choice import Choice
from workflow.documents import judge_documents
from workflow.judging import JudgedDocument, Readers, judge_unread


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedVisit:
    """The visit that speaks for the agency and what came of it.

    ``documents`` are the SHA-256 of the report's documents, ``judged_sha256`` is the one that was
    judged. ``trouble`` tells why a collected
    report could not be read; that is ours. ``second`` is what a second reader said.
    """

    results: tuple[RuleResult, ...]
    visit: Visit | None = None
    documents: tuple[str, ...] = ()
    reading: ReportReading | None = None
    trouble: str | None = None
    second: Mapping[str, SecondSay] = field(default_factory=dict)
    judged_sha256: str | None = None


def judge_choice(
    archive: Archive,
    case: AuditCase,
    choice: Choice,
    captures: tuple[tuple[CaptureRow, ...], ...],
    readers: Readers,
    rules: tuple[Rule, ...] = CATALOGUE,
) -> JudgedVisit:
    """Judge the first visit whose documents hold a report that can be read.

    ``captures`` are the documents of each visit of ``choice``.
    """
    if not choice.visits:
        return JudgedVisit(results=judge(_seen(case, None, choice), rules))
    troubles = []
    for visit, documents in zip(choice.visits, captures, strict=True):
        seen = _seen(case, visit, choice)
        if not visit.visit_class.has_report:
            return JudgedVisit(visit=visit, results=judge(seen, rules))
        judged = judge_documents(archive, seen, documents, readers, rules)
        if isinstance(judged, JudgedDocument):
            return JudgedVisit(
                visit=visit,
                documents=tuple(capture.sha256 for capture in documents),
                reading=judged.reading,
                results=judged.results,
                second=judged.second,
                judged_sha256=judged.sha256,
            )
        troubles.append((visit, documents, judged))
    visit, documents, trouble = troubles[0]
    reason = f"本系统未能识读年报文件：{trouble}"
    return JudgedVisit(
        visit=visit,
        documents=tuple(capture.sha256 for capture in documents),
        results=judge_unread(_seen(case, visit, choice), reason, rules),
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
