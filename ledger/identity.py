"""Identities: of a finding over the years, of a set of documents, of what was read and judged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from audit.model import Evidence, RuleResult
from reading.model import ReportReading
from reading.sameness import digest

_SEPARATOR = "\x1f"
_FINGERPRINT_LENGTH = 16
_AWAITED = re.compile(r"截至\d{4}年\d{1,2}月\d{1,2}日")


def fingerprint(rule: str, agency_id: str, year: int, subject: str) -> str:
    """The identity of a finding: not its wording, not the rule's version."""
    words = _SEPARATOR.join((rule, agency_id, str(year), subject))
    return hashlib.sha256(words.encode()).hexdigest()[:_FINGERPRINT_LENGTH]


def finding_sha256(message: str, evidence: Iterable[Evidence]) -> str:
    """The hash over what a finding says: its words and what is printed, wherever it stands.

    The day until which something was awaited changes with every run and is left out.
    """
    words = (_AWAITED.sub("", message), *(one.printed for one in evidence))
    text = _SEPARATOR.join(words)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def set_sha256(documents: Iterable[str]) -> str:
    """The hash over the hashes of the documents of a report, in order."""
    return hashlib.sha256(_SEPARATOR.join(documents).encode()).hexdigest()


def reading_digest(reading: ReportReading, reader_version: int) -> str:
    """The hash over everything that was read and the version that read it."""
    edition = reading.edition.name if reading.edition else None
    content = (
        reader_version,
        reading.media.value,
        reading.title,
        reading.agency,
        reading.year,
        edition,
        tuple(reading.figures[path] for path in sorted(reading.figures)),
        tuple(reading.parts.values()),
        reading.preamble,
        reading.trailer,
        reading.statements,
        tuple(sorted(reading.table_notes.items())),
        reading.warnings,
    )
    return digest(content)


def judgement_digest(reading_id: int | None, results: tuple[RuleResult, ...]) -> str:
    """The hash over the reading and all that the rules said of it."""
    return digest((reading_id, results))
