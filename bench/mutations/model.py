"""A report before it is printed, a defect planted into it, and a kind of defect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from audit.case import AuditCase
from portal_lab.forms import NOTE
from portal_lab.report import LabReport
from reading.editions import EDITION_2019, EDITION_2021, Edition, edition_named

Circumstance = Callable[[AuditCase], AuditCase]

ASPECTS = {
    "active": "主动公开情况",
    "requests": "依申请公开情况",
    "management": "政府信息管理情况",
    "platforms": "政府信息公开平台建设情况",
    "oversight": "监督保障情况",
}
"""The sub-headings of part one, as every report of ours prints them."""
_SENTENCE = re.compile(r"[^。]*。")
_OF_REQUESTS = re.compile(r"(?:收到|办结|受理).{0,12}申请")
_OF_DOCUMENTS = re.compile(r"规范性文件\d")


class NoSuchPlace(LookupError):  # noqa: N818 - an answer, not a failure
    """Raised where a report has no such sub-heading to write under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A conforming report, or one with a defect.

    ``circumstances`` are changes to its case; ``held`` are the agency's own reports on other
    years. ``note`` is the note on the balance of table three; ``labels`` are
    notes on labels as the reader leaves them; ``trailer`` stands after part six. ``is_printable``
    is false where the printers of the lab cannot show what was done.
    """

    report: LabReport
    circumstances: tuple[Circumstance, ...] = ()
    held: Mapping[int, LabReport] = field(default_factory=dict)
    note: str | None = NOTE
    labels: Mapping[str, str] = field(default_factory=dict)
    trailer: tuple[str, ...] = ()
    is_government: bool = False
    is_printable: bool = True

    @property
    def year(self) -> int:
        """The year of the report."""
        return self.report.year

    @property
    def last_year(self) -> LabReport | None:
        """The report on the year before, where it is held."""
        return self.held.get(self.year - 1)

    @property
    def edition(self) -> Edition:
        """The edition of its tables."""
        return edition_named(self.report.form.name)

    @property
    def is_2021(self) -> bool:
        """Whether its tables are those of 2021."""
        return self.edition is EDITION_2021

    @property
    def overview(self) -> tuple[str, ...]:
        """The paragraphs of part one."""
        return self.report.paragraphs["overview"]

    def number(self, path: str) -> int:
        """A count as printed."""
        return int(self.report.figures[path])

    def with_figures(self, changes: Mapping[str, object]) -> Draft:
        """Cells printed otherwise; ``None`` is a cell that the document does not have."""
        cells = {path: str(value) for path, value in changes.items() if value is not None}
        figures = {**self.report.figures, **cells}
        kept = {path: figures[path] for path in figures if changes.get(path, "") is not None}
        return replace(self, report=replace(self.report, figures=kept))

    def with_report(self, **changes: object) -> Draft:
        """The report with other fields: title, headings, preamble …"""
        return replace(self, report=replace(self.report, **changes))  # type: ignore[arg-type]  # named by the caller

    def with_case(self, *circumstances: Circumstance) -> Draft:
        """The same report, its case changed."""
        return replace(self, circumstances=(*self.circumstances, *circumstances))

    def with_part(self, name: str, paragraphs: Sequence[str]) -> Draft:
        """A part with these paragraphs."""
        return self.with_report(paragraphs={**self.report.paragraphs, name: tuple(paragraphs)})

    def with_preamble(self, *paragraphs: str) -> Draft:
        """Other paragraphs before part one."""
        return self.with_report(preamble=paragraphs)

    def saying(self, sentence: str, where: str = "active") -> Draft:
        """A sentence more: under a sub-heading of part one, at the end of a part, or before them.

        ``where`` is the name of an aspect, of a part, or ``preamble``.
        """
        if where == "preamble":
            return self.with_preamble(*self.report.preamble, sentence)
        if where == "opening":
            first, *rest = self.overview
            return self.with_part("overview", (f"{first}{sentence}", *rest))
        if where in ASPECTS:
            return self.with_aspect(where, f"{self.aspect(where)}{sentence}")
        return self.with_part(where, (*self.report.paragraphs[where], sentence))

    def aspect(self, name: str) -> str:
        """The paragraph under a sub-heading of part one."""
        return self.overview[self._place(name)]

    def with_aspect(self, name: str, text: str) -> Draft:
        """Another paragraph under a sub-heading of part one."""
        overview = list(self.overview)
        overview[self._place(name)] = text
        return self.with_part("overview", overview)

    def without_aspects(self, *names: str) -> Draft:
        """Part one without these sub-headings and what stands under them, numbered anew."""
        kept = [name for name in ASPECTS if name not in names]
        lines = [self.overview[0]]
        for numeral, name in zip("一二三四五", kept, strict=False):
            lines += [f"（{numeral}）{ASPECTS[name]}", self.aspect(name)]
        return self.with_part("overview", lines)

    def silent_on_requests(self) -> Draft:
        """Without the sentences that count applications."""
        return self.with_aspect("requests", _without(self.aspect("requests"), _OF_REQUESTS))

    def silent_on_documents(self) -> Draft:
        """Without the sentence that counts documents."""
        return self.with_aspect("active", _without(self.aspect("active"), _OF_DOCUMENTS))

    def swapped(self, old: str, new: str) -> Draft:
        """Words replaced wherever they stand in title, preamble and parts."""
        report = self.report
        return self.with_report(
            title=report.title.replace(old, new),
            preamble=tuple(text.replace(old, new) for text in report.preamble),
            paragraphs={
                name: tuple(text.replace(old, new) for text in texts)
                for name, texts in report.paragraphs.items()
            },
        )

    def _place(self, aspect: str) -> int:
        overview = self.overview
        for i, text in enumerate(overview[:-1]):
            if text.endswith(f"）{ASPECTS[aspect]}"):
                return i + 1
        raise NoSuchPlace(aspect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A report with a defect: the codes that must fire because of it, and those that may."""

    draft: Draft
    must: frozenset[str]
    may: frozenset[str] = frozenset()


Plant = Callable[[Draft, str], Planted | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of defect.

    ``places`` tells where it can be planted in a report; ``plant`` gives ``None`` where it cannot.
    """

    name: str
    plant: Plant
    places: Callable[[Draft], Sequence[str]] = lambda _: ("",)


def planted(draft: Draft, must: str, may: str | Iterable[str] = "") -> Planted:
    """The defect with its codes, given as words; what must fire is not repeated in what may."""
    needed = frozenset(must.split())
    allowed = frozenset(may.split() if isinstance(may, str) else may)
    return Planted(draft=draft, must=needed, may=allowed - needed)


def anywhere(
    name: str, must: str, may: str = ""
) -> Callable[[Callable[[Draft], Draft | None]], Kind]:
    """Declare a function on a draft as a kind with fixed codes."""

    def declare(change: Callable[[Draft], Draft | None]) -> Kind:
        def plant(draft: Draft, _: str) -> Planted | None:
            changed = change(draft)
            return None if changed is None else planted(changed, must, may)

        return Kind(name=name, plant=plant)

    return declare


def for_edition(draft: Draft, name: str) -> bool:
    """Whether the draft is of the edition of this year."""
    return draft.edition is {"2019": EDITION_2019, "2021": EDITION_2021}[name]


def _without(text: str, pattern: re.Pattern[str]) -> str:
    return "".join(s for s in _SENTENCE.findall(text) if not pattern.search(s))
