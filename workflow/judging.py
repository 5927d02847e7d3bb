"""Read, judge, read again: the same for ``duban check`` and for the audit of a run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.engine import apply_rule, judge
from audit.model import Outcome, RuleResult, Severity
from audit.rule import Rule
from reading.again import read_again
from reading.errors import DocumentError
from reading.model import Figure, FigureState, ReportReading
from reading.reader import read

# Raised when the same bytes are read differently than before.
READER_VERSION = 1


class FirstReader(Protocol):
    """Reads a document."""

    def __call__(self, body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
        """The reading.

        Raises:
            DocumentError: the document cannot be used.
        """
        ...


SecondReader = Callable[[bytes, ReportReading, Collection[str]], Mapping[str, Figure | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The first reader, and a second by another algorithm that is asked where it matters."""

    first: FirstReader = read
    second: SecondReader = read_again
    version: int = READER_VERSION


READERS = Readers()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDocument:
    """A document as judged: figures on which two readings differ are unread in ``reading``."""

    reading: ReportReading
    results: tuple[RuleResult, ...]


def judge_document(
    body: bytes,
    name: str,
    case: AuditCase,
    *,
    content_type: str | None = None,
    rules: tuple[Rule, ...] = CATALOGUE,
    readers: Readers = READERS,
) -> JudgedDocument:
    """Read the document and judge it; ``case`` holds the circumstances, its ``held`` is replaced.

    An error is believed only when a second reader sees the same figures, or cannot look.

    Raises:
        DocumentError: the document cannot be used.
    """
    reading = readers.first(body, name=name, content_type=content_type)
    looked_at: set[str] = set()
    while True:
        results = judge(replace(case, held=reading), rules)
        paths = _paths_behind_errors(results, reading) - looked_at
        if not paths:
            return JudgedDocument(reading=reading, results=results)
        looked_at |= paths
        reading = reading.with_unreadable(_disagreements(body, reading, paths, readers.second))


def judge_unread(
    case: AuditCase, reason: str, rules: tuple[Rule, ...] = CATALOGUE
) -> tuple[RuleResult, ...]:
    """The results where a report was collected and we cannot read it.

    Rules on its content are undetermined for ``reason``, which is ours; the others are judged.
    """
    return tuple(
        RuleResult(
            rule=rule.code,
            version=rule.version,
            outcome=Outcome.UNDETERMINED,
            severity=rule.at_most,
            reason=reason,
        )
        if rule.needs_reading
        else apply_rule(rule, case)
        for rule in rules
    )


def _paths_behind_errors(results: tuple[RuleResult, ...], reading: ReportReading) -> set[str]:
    """The figures that error findings rest on."""
    return {
        path
        for result in results
        for finding in result.findings
        if finding.severity is Severity.ERROR
        for path in finding.paths
        if path in reading.figures
    }


def _disagreements(
    body: bytes, reading: ReportReading, paths: set[str], second: SecondReader
) -> dict[str, str]:
    """The figures that the second reader sees otherwise, each with the reason for people."""
    try:
        seen = second(body, reading, tuple(sorted(paths)))
    except DocumentError:
        return {}
    reasons = {}
    for path in sorted(paths):
        first, other = reading.figures[path], seen.get(path)
        if other is not None and _content(first) != _content(other):
            reasons[path] = f"两种方法识读的结果不同（{_told(first)}，{_told(other)}）"
    return reasons


def _content(figure: Figure) -> tuple[object, ...]:
    """What counts as the same: the value of a number, the words of a text, else the state."""
    words = figure.printed if figure.state is FigureState.TEXT else None
    return (figure.state, figure.value, words)


def _told(figure: Figure) -> str:
    if figure.value is not None:
        return str(figure.value)
    if figure.state is FigureState.TEXT:
        return f"“{figure.printed}”"
    return _STATE_WORDS[figure.state]


_STATE_WORDS = {
    FigureState.NUMBER: "数字",
    FigureState.BLANK: "空白",
    FigureState.MISSING: "没有此格",
    FigureState.UNREADABLE: "未能识读",
    FigureState.AMBIGUOUS: "有歧义",
}
