"""Identities: of a finding over the years, of a set of documents, of what was read and judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from archive.rows import to_plain
from audit.model import RuleResult
from reading.model import ReportReading

_SEPARATOR = "\x1f"
_FINGERPRINT_LENGTH = 16


def fingerprint(rule: str, agency_id: str, year: int, subject: str) -> str:
    """The identity of a finding: not its wording, not the rule's version."""
    words = _SEPARATOR.join((rule, agency_id, str(year), subject))
    return hashlib.sha256(words.encode()).hexdigest()[:_FINGERPRINT_LENGTH]


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
    return _digest(content)


def judgement_digest(reading_id: int | None, results: tuple[RuleResult, ...]) -> str:
    """The hash over the reading and all that the rules said of it."""
    return _digest((reading_id, results))


def _digest(content: object) -> str:
    text = json.dumps(to_plain(content), ensure_ascii=False, sort_keys=True, default=_exact)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _exact(value: object) -> str:
    """A ``Decimal`` by its digits; nothing else is left for this by ``to_plain``."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
