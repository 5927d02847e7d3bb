"""The narrative as rules look at it: passages with their subject, and what is claimed in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, Severity, Undetermined
from audit.numbers.arithmetic import Number, Term, evidence_of, sum_of
from audit.remembered import once_per_reading
from reading.editions import EDITIONS
from reading.labels import fold
from reading.model import (
    Actor,
    FigureState,
    PartName,
    ReportReading,
    Sentence,
    Statement,
    StatementKind,
)

DOCUMENT = "document"
TITLE = "title"
_ADDRESS = re.compile(
    r"<?(?:https?|ftp)://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII
)


TABLE_PARTS = (PartName.PROACTIVE, PartName.REQUESTS, PartName.DISPUTES)
_LABELS = frozenset(
    fold(label)
    for edition in EDITIONS
    for row in edition.rows
    for label in (row.label, row.group or row.label, *(column.label for column in row.columns))
)
_ALL_LABELS = "\n".join(sorted(_LABELS))
_SHORTEST_LABEL = 6
_LONG_LABELS = tuple(label for label in _LABELS if len(label) >= _SHORTEST_LABEL)
_SHOWN_QUOTES = 8
_SHOWN_REASONS = 3
_WIDER = re.compile(r"全[省市县区州旗]|系统|各[级省市县区]")
_OPENING = 60


def opening_of(text: str) -> str:
    """The first characters of a part, as evidence of what stands there."""
    whole = " ".join(text.split())
    return whole if len(whole) <= _OPENING else f"{whole[:_OPENING]}……"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of text, ``at`` its locator, under the ``subject`` that a finding on it names."""

    subject: str
    at: str
    text: str

    def around(self, start: int, end: int, reach: int = 6) -> Evidence:
        """The characters from ``start`` to ``end`` with a few on either side."""
        left, right = max(start - reach, 0), min(end + reach, len(self.text))
        return Evidence(at=self.at, printed=" ".join(self.text[left:right].split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a number told in the text may be: ``value`` from ``terms``, ``words`` name it."""

    words: str
    value: Number | None
    terms: tuple[Term, ...]

    @property
    def at_least(self) -> Number | None:
        """What it comes to at least where some cells are blank: a blank could only add."""
        known = [term for term in self.terms if term.number is not None]
        others = [term for term in self.terms if term.number is None]
        if self.value is not None or not known:
            return self.value
        return sum_of(known) if all(t.is_in(FigureState.BLANK) for t in others) else None

    def excludes(self, number: Number | None) -> bool:
        """Whether the number cannot be what is meant, whatever the blank cells would hold."""
        if self.value is not None or self.at_least is None or number is None:
            return self.value is not None and number != self.value
        return number < self.at_least

    def __str__(self) -> str:
        """As the message prints it."""
        if self.value is None:
            return f"{self.words}已填写的数字合计为 {self.at_least}"
        return f"{self.words}为 {self.value}"


def subject_of(part: PartName | None) -> str:
    """``parts.<name>``; the whole document for what stands before or after the parts."""
    return f"parts.{part.value}" if part else DOCUMENT


@once_per_reading
def sentences_of(reading: ReportReading) -> tuple[tuple[PartName | None, Sentence], ...]:
    """Every sentence with its part; ``None`` for what stands before and after the parts."""
    return reading.sentences()


@once_per_reading
def passages(reading: ReportReading) -> tuple[Passage, ...]:
    """Every sentence and every heading inside a part, each once; text left of a table is none.

    Raises:
        Undetermined: no sentence was read at all, e.g. where the text is a picture.
    """
    refuse_unread_text(reading)
    told = sentences_of(reading)
    sentences = [
        Passage(subject=subject_of(part), at=sentence.at, text=sentence.text)
        for part, sentence in told
        if part not in TABLE_PARTS or not is_of_a_table(sentence.text)
    ]
    whole = {p.name: "\n".join(s.text for s in p.sentences) for p in reading.parts.values()}
    headings = [
        Passage(subject=subject_of(part.name), at=heading.at, text=heading.text)
        for part in reading.parts.values()
        for heading in part.sub_headings
        if heading.text not in whole[part.name]
        and (part.name not in TABLE_PARTS or not is_of_a_table(heading.text))
    ]
    return (*sentences, *headings)


def refuse_unread_text(reading: ReportReading) -> None:
    """Stop a rule on statements where no sentence was read: their absence tells nothing.

    Raises:
        Undetermined: no sentence was read at all, e.g. where the text is a picture.
    """
    if not sentences_of(reading):
        raise Undetermined("没有读到正文文字，需人工核对原件")


def is_of_a_table(text: str) -> bool:
    """Whether the text is, or holds, a label of a statutory table that lost its cells."""
    words = fold(text)
    return words in _ALL_LABELS or any(map(words.__contains__, _LONG_LABELS))


@once_per_reading
def whole_text(reading: ReportReading) -> str:
    """The title and all passages, each on lines of its own: to see what the report never says.

    Raises:
        Undetermined: no sentence was read at all.
    """
    told = (*title_passage(reading), *passages(reading))
    return "\n".join([passage.text for passage in told])


def passages_with(reading: ReportReading, *words: str) -> tuple[Passage, ...]:
    """The passages that hold any of the words, without which a rule has nothing to look for.

    Raises:
        Undetermined: no sentence was read at all.
    """
    whole = whole_text(reading)
    met = [word for word in words if word in whole]
    if not met:
        return ()
    return tuple(p for p in passages(reading) if any(map(p.text.__contains__, met)))


def title_passage(reading: ReportReading) -> tuple[Passage, ...]:
    """The title, where the document has one."""
    return (Passage(subject=TITLE, at="标题", text=reading.title),) if reading.title else ()


def without_addresses(text: str) -> str:
    """The text with web and mail addresses blotted out, every other character at its place."""
    if not ("@" in text or "www." in text or "://" in text):
        return text
    return _ADDRESS.sub(lambda found: "\x00" * len(found[0]), text)


def findings_by_subject(
    occurrences: Iterable[tuple[str, Evidence]], severity: Severity, message: str
) -> Iterator[Finding]:
    """One finding for each subject with every occurrence as evidence, in the order met.

    ``message`` may hold ``{found}`` for what was found and ``{count}`` for how often.
    """
    found: dict[str, list[Evidence]] = {}
    for subject, evidence in occurrences:
        found.setdefault(subject, []).append(evidence)
    for subject, places in found.items():
        told = list(dict.fromkeys(f"“{_nested(place.printed)}”" for place in places))
        quotes = "、".join(told[:_SHOWN_QUOTES]) + ("等" if len(told) > _SHOWN_QUOTES else "")
        text = message.replace("{count}", str(len(places))).replace("{found}", quotes)
        yield Finding(subject=subject, severity=severity, message=text, evidence=tuple(places))


def stated(case: AuditCase, *kinds: StatementKind) -> tuple[Statement, ...]:
    """The statements of these kinds that speak of the report's own year.

    Raises:
        Undetermined: some name a year and the year of the report is not known.
    """
    said = case.reading.said(*kinds)
    return tuple(s for s in said if s.year is None or s.year == case.year)


def own_counts(case: AuditCase, *kinds: StatementKind) -> tuple[Statement, ...]:
    """The counts of these kinds for the report's own year that are the agency's own work.

    A number of which some part is another's work is not its own: 5件，其中以市政府名义印发2件.

    Raises:
        Undetermined: some name a year and the year of the report is not known.
    """
    owners = (None, Actor.OWN)
    mixed = {s.breakdown_of for s in case.reading.statements if s.actor not in owners} - {None}
    told = (s for s in stated(case, *kinds) if s.value is not None and s.actor in owners)
    return tuple(s for s in told if s.key not in mixed)


def may_be_wider(statement: Statement) -> bool:
    """Whether its words may count more than the agency itself: 全市教育系统作出处罚15件."""
    return _WIDER.search(statement.quote) is not None


def judge_each(
    told: Sequence[tuple[Sequence[Statement], Callable[[Statement], Sequence[Expected]], str]],
    severity: Severity,
) -> Iterator[Finding | Doubt]:
    """Several kinds of numbers told, each as for ``judge_told``; still one finding a part."""
    judged = [
        one
        for statements, expected, what in told
        for one in judge_told(statements, expected, severity, what)
    ]
    yield from one_for_each_subject([one for one in judged if isinstance(one, Finding)])
    yield from (one for one in judged if isinstance(one, Doubt))


def judge_told(
    statements: Sequence[Statement],
    expected: Callable[[Statement], Sequence[Expected]],
    severity: Severity,
    what: str,
) -> Iterator[Finding | Doubt]:
    """Compare numbers told in the text with what the tables allow; one finding for each part."""
    wrong: dict[PartName | None, list[Statement]] = {}
    for statement in statements:
        allowed = expected(statement)
        if statement.is_approximate:
            yield Doubt(
                subject=subject_of(statement.part),
                reason=f"{statement.at}“{statement.quote}”为约数，无法与表格核对",
            )
        elif any(statement.value == one.value for one in allowed):
            continue
        elif not all(one.excludes(statement.value) for one in allowed):
            unknown = [t.no_number for one in allowed for t in one.terms if t.no_number]
            yield Doubt(subject=subject_of(statement.part), reason=_several(unknown))
        else:
            wrong.setdefault(statement.part, []).append(statement)
    for part, said in wrong.items():
        yield _told_wrong(part, said, [one for s in said for one in expected(s)], severity, what)


def _several(reasons: Sequence[str]) -> str:
    """The first of many reasons, each once."""
    told = list(dict.fromkeys(reasons))
    rest = f"；等{len(told)}处" if len(told) > _SHOWN_REASONS else ""
    return "；".join(told[:_SHOWN_REASONS]) + rest


def _told_wrong(
    part: PartName | None,
    said: Sequence[Statement],
    allowed: Sequence[Expected],
    severity: Severity,
    what: str,
) -> Finding:
    numbers = "、".join(dict.fromkeys(f"{s.value}{s.unit or '件'}" for s in said))
    table = "，".join(dict.fromkeys(map(str, allowed)))
    terms = {term.path: term for one in allowed for term in one.terms}
    figures = [evidence_of(t.figure) for t in terms.values() if t.figure is not None]
    quotes = [quoted(s) for s in said]
    return Finding(
        subject=subject_of(part),
        severity=severity,
        message=f"正文写明{what} {numbers}，{table}，前后不一致",
        evidence=(*quotes, *figures),
        paths=tuple(path for path, term in terms.items() if term.number is not None),
    )


def _nested(text: str) -> str:
    """The text as it stands inside quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


def quoted(statement: Statement) -> Evidence:
    """The words of a statement with their place."""
    return Evidence(at=statement.at, printed=statement.quote)


def contradicted(
    denials: Sequence[Statement], severity: Severity, message: str, against: Sequence[Evidence]
) -> Iterator[Finding]:
    """Denials in the text beside evidence of the contrary, one finding for each part."""
    said = dict.fromkeys((subject_of(s.part), quoted(s)) for s in denials)
    for finding in findings_by_subject(said, severity, message):
        yield replace(finding, evidence=(*finding.evidence, *against))


def one_for_each_subject(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on the same subject as one, with the messages and the evidence of all.

    It is as grave as the gravest of them.
    """
    for subject in dict.fromkeys(finding.subject for finding in findings):
        alike = [finding for finding in findings if finding.subject == subject]
        evidence = dict.fromkeys(place for finding in alike for place in finding.evidence)
        yield replace(
            alike[0],
            severity=min((finding.severity for finding in alike), key=lambda one: one.rank),
            message="；".join(finding.message for finding in alike),
            evidence=tuple(evidence),
            paths=tuple(dict.fromkeys(path for finding in alike for path in finding.paths)),
        )
