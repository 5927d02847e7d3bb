"""Identities: of a finding over the years, of a set of documents, of what was read and judged."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter

from archive.rows import to_plain
from audit.model import Evidence, RuleResult
from reading.model import Figure, ReportReading
from reading.sameness import digest, report_sha256

_SEPARATOR = "\x1f"
_FINGERPRINT_LENGTH = 16
# Stands before digests of the present form: those of the first ledgers begin with a digit or a-f.
_FORM = "2:"
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
    figures = _cells(Figure)
    return _digest(
        _read(
            reading,
            reader_version,
            tuple(figures(reading.figures[path]) for path in sorted(reading.figures)),
        )
    )


def former_reading_digest(reading: ReportReading, reader_version: int) -> str:
    """The same as the first ledgers kept it; what they hold is found again by it."""
    figures = tuple(reading.figures[path] for path in sorted(reading.figures))
    return digest(_read(reading, reader_version, figures))


def _read(
    reading: ReportReading, reader_version: int, figures: tuple[object, ...]
) -> tuple[object, ...]:
    return (
        reader_version,
        reading.media.value,
        reading.title,
        reading.agency,
        reading.year,
        reading.edition.name if reading.edition else None,
        figures,
        tuple(reading.parts.values()),
        reading.preamble,
        reading.trailer,
        reading.statements,
        tuple(sorted(reading.table_notes.items())),
        reading.warnings,
    )


def text_sha256(reading: ReportReading) -> str:
    """The hash over the report's own words, preamble included, without the furniture of its page.

    Empty where nothing can be compared (``reading.sameness``).
    """
    return report_sha256(replace(reading, figures={}), has_preamble=True) or ""


def judgement_digest(reading_id: int | None, results: tuple[RuleResult, ...]) -> str:
    """The hash over the reading and all that the rules said of it."""
    return _digest((reading_id, tuple(map(_cells(RuleResult), results))))


def former_judgement_digest(reading_id: int | None, results: tuple[RuleResult, ...]) -> str:
    """The same as the first ledgers kept it; what they hold is found again by it."""
    return digest((reading_id, results))


def is_former(kept: str) -> bool:
    """Whether a digest is of the first ledgers' form."""
    return not kept.startswith(_FORM)


def _digest(content: object) -> str:
    """The hash over values: fields in their order, without their names, which is much quicker."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return _FORM + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    kind: type = type(value)
    return _cells(kind)(value) if is_dataclass(kind) else to_plain(value)


@cache
def _cells(kind: type) -> Callable[[object], object]:
    """Takes the fields of an instance of a dataclass, all at once.

    One field comes bare, not as a tuple; no class that is hashed has only one.
    """
    return attrgetter(*(field.name for field in fields(kind)))
