"""Identities: of a finding over the years, of a set of documents, of what was read and judged."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from decimal import Decimal

from archive.rows import to_plain
from audit.model import Evidence, RuleResult
from reading.model import Figure, FigureState, Media, ReportReading

_SEPARATOR = "\x1f"
_FINGERPRINT_LENGTH = 16
# 浏览次数：123 may run into the last sentence of a page.
_COUNTER = re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)|打印本页|关闭窗口")
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
    return _digest(content)


def report_sha256(reading: ReportReading, *, has_text: bool = True) -> str | None:
    """The hash over the report's own text and figures, without the furniture of the page.

    Two readings by the same reader can be compared. Without ``has_text`` the figures alone count,
    for documents of different forms. ``None`` where nothing can be compared: a scan is read by a
    machine that may see it otherwise the next time, a document that is cut lacks what it lacks.
    """
    if reading.media is Media.SCAN or reading.is_cut or not (reading.parts or reading.figures):
        return None
    texts = {
        name.value: ["".join(s.text.split()) for s in part.sentences if not _COUNTER.search(s.text)]
        for name, part in reading.parts.items()
    }
    figures = [
        (path, figure.state.value, figure.value, _words(figure))
        for path, figure in sorted(reading.figures.items())
    ]
    return _digest((texts if has_text else {}, figures))


def _words(figure: Figure) -> str | None:
    return figure.printed if figure.state is FigureState.TEXT else None


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
