"""Read, judge, read again: the same for ``duban check`` and for the audit of a run.

The figures behind an error are looked at twice more: a second reader reads the same bytes, and
where the report was published as page and as attachment the other version is compared. An error
on which they differ becomes undetermined; the rest stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.circumstances import OtherVersion
from audit.engine import apply_rule, judge
from audit.model import Obstacle, Outcome, RuleResult, Severity
from audit.policy import terms_for, weighed
from audit.rule import Rule
from ledger.model import SecondSay
from reading.again import read_again
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Figure, FigureState, ReportReading
from reading.reader import read, read_pages
from spiders.verify import PagesReader

# A second reading that broke off has not abstained: the error is not proven.
_NOT_DONE = frozenset(
    {
        DocumentErrorClass.TIMEOUT,
        DocumentErrorClass.TOO_LARGE,
        DocumentErrorClass.READER_FAILED,
        DocumentErrorClass.NOT_FOUND,
    }
)
PAGE, ATTACHMENT = "网页", "附件"
# Raised when the same bytes are read differently than before.
READER_VERSION = 3


class FirstReader(Protocol):
    """Reads a document."""

    def __call__(self, body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
        """The reading.

        Raises:
            DocumentError: the document cannot be used.
        """
        ...


SecondReader = Callable[[bytes, ReportReading, Collection[str]], Mapping[str, Figure | None]]
LookAgain = Callable[[ReportReading, Collection[str]], Mapping[str, Figure | None]]
"""A second reading of the bytes that the reading was made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The first reader, and a second by another algorithm that is asked where it matters.

    ``pages`` is the first reader for articles that a portal has cut into pages.
    """

    first: FirstReader = read
    second: SecondReader = read_again
    pages: PagesReader = read_pages
    version: int = READER_VERSION

    def read(
        self, bodies: Sequence[bytes], *, name: str, content_types: Sequence[str | None]
    ) -> ReportReading:
        """Read a document of one body, or of several pages.

        Raises:
            DocumentError: the document cannot be used.
        """
        if len(bodies) > 1:
            return self.pages(bodies, name=name, content_types=content_types)
        return self.first(bodies[0], name=name, content_type=content_types[0])

    def read_again(
        self, bodies: Sequence[bytes], reading: ReportReading, paths: Collection[str]
    ) -> Mapping[str, Figure | None]:
        """The second reading of the same document; pages that contradict each other abstain.

        Raises:
            DocumentError: the document cannot be used.
        """
        seen = [self.second(body, reading, paths) for body in bodies]
        return {path: _agreed([one.get(path) for one in seen]) for path in paths}


READERS = Readers()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDocument:
    """A document as judged: figures on which two readings differ are unread in ``reading``.

    ``beside`` are the other versions of the same report, as read. ``second`` is what the second
    reader said of the figures behind errors, where it did not differ. ``sha256`` is the collected
    document, of several pages the first; ``None`` for a file that somebody handed in.
    """

    reading: ReportReading
    results: tuple[RuleResult, ...]
    beside: tuple[OtherVersion, ...] = ()
    second: Mapping[str, SecondSay] = field(default_factory=dict)
    sha256: str | None = None


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

    Raises:
        DocumentError: the document cannot be used.
    """
    reading = readers.first(body, name=name, content_type=content_type)

    def look_again(reading: ReportReading, paths: Collection[str]) -> Mapping[str, Figure | None]:
        return readers.read_again([body], reading, paths)

    return judge_reading(reading, case, look_again, rules=rules)


def judge_reading(
    reading: ReportReading,
    case: AuditCase,
    look_again: LookAgain,
    *,
    name: str = "",
    beside: tuple[OtherVersion, ...] = (),
    rules: tuple[Rule, ...] = CATALOGUE,
) -> JudgedDocument:
    """Judge what was read; ``beside`` are the other versions of it, this one is called ``name``.

    An error is believed only when no other version shows another number, and a second reader sees
    the same figures, or cannot look.
    """
    versions = (*case.publication.versions, *beside)
    # As published: what this version shows is told beside the others, though it is not believed.
    published = reading
    said: dict[str, SecondSay | None] = {}
    while True:
        own = OtherVersion(name=name, url=None, reading=published)
        shown = replace(case.publication, versions=(own, *versions) if versions else ())
        results = judge(replace(case, held=reading, publication=shown), rules)
        paths = _paths_behind_errors(results, reading) - said.keys()
        if not paths:
            second = {path: say for path, say in said.items() if say is not None}
            return JudgedDocument(reading=reading, results=results, beside=beside, second=second)
        differing = _differences(reading, name, beside, paths)
        disagreeing, agreeing = _second_look(reading, paths - differing.keys(), look_again)
        said |= dict.fromkeys(paths) | agreeing
        published = published.with_unreadable(disagreeing)
        reading = reading.with_unreadable(differing | disagreeing)


def judge_unread(
    case: AuditCase, reason: str, rules: tuple[Rule, ...] = CATALOGUE
) -> tuple[RuleResult, ...]:
    """The results where a report was collected and we cannot read it.

    Rules on its content are undetermined for ``reason``, which is ours; the others are judged.
    """
    return tuple(
        weighed(_unread(rule, reason) if rule.needs_reading else apply_rule(rule, case), term)
        for rule in rules
        if (term := terms_for(rule, case)).is_on
    )


def _unread(rule: Rule, reason: str) -> RuleResult:
    return RuleResult(
        rule=rule.code,
        version=rule.version,
        outcome=Outcome.UNDETERMINED,
        severity=rule.at_most,
        reason=reason,
        obstacle=Obstacle.UNCLEAR,
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


def _differences(
    reading: ReportReading, name: str, beside: tuple[OtherVersion, ...], paths: Collection[str]
) -> dict[str, str]:
    """The figures for which another version shows another number, each with the reason."""
    reasons = {}
    for path in sorted(paths):
        own = reading.figures[path]
        for version in beside:
            other = version.reading.figures.get(path)
            if other is None or other.value is None or other.value == own.value:
                continue
            told = sorted(((name, own), (version.name, other)), key=lambda one: one[0] != PAGE)
            names = "与".join(called for called, _ in told)
            figures = "，".join(f"{called}{_told(figure)}" for called, figure in told)
            reasons[path] = f"{names}所载数字不同（{figures}）"
            break
    return reasons


def _second_look(
    reading: ReportReading, paths: Collection[str], look_again: LookAgain
) -> tuple[dict[str, str], dict[str, SecondSay]]:
    """The figures that the second reader sees otherwise, each with the reason for people.

    Then what it says of the others.
    """
    if not paths:
        return {}, {}
    try:
        seen = look_again(reading, tuple(sorted(paths)))
    except DocumentError as error:
        if error.error_class in _NOT_DONE:
            return dict.fromkeys(paths, f"第二次识读未能完成：{error}"), {}
        return {}, dict.fromkeys(paths, SecondSay.ABSTAINED)
    reasons, agreeing = {}, {}
    for path in sorted(paths):
        first, other = reading.figures[path], seen.get(path)
        if other is None:
            agreeing[path] = SecondSay.ABSTAINED
        elif _content(first) == _content(other):
            agreeing[path] = SecondSay.SAME
        else:
            reasons[path] = f"两种方法识读的结果不同（{_told(first)}，{_told(other)}）"
    return reasons, agreeing


def _agreed(figures: Sequence[Figure | None]) -> Figure | None:
    """The one figure that the pages of a document show, if they show one."""
    shown = [figure for figure in figures if figure is not None]
    return shown[0] if len({_content(figure) for figure in shown}) == 1 else None


def _content(figure: Figure) -> tuple[object, ...]:
    """What counts as the same: the value of a number, the words of a text, else the state."""
    words = figure.printed if figure.state is FigureState.TEXT else None
    return (figure.state, figure.value, words)


def _told(figure: Figure) -> str:
    if figure.value is not None:
        return str(figure.value)
    if figure.state is FigureState.TEXT:
        return f"“{figure.printed}”"
    return STATE_WORDS[figure.state]


STATE_WORDS = {
    FigureState.NUMBER: "数字",
    FigureState.BLANK: "空白",
    FigureState.MISSING: "没有此格",
    FigureState.UNREADABLE: "未能识读",
    FigureState.AMBIGUOUS: "有歧义",
}
