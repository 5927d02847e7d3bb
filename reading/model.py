"""What a reader makes of one document: parts, figures, and what is not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from reading.editions import Edition
from reading.errors import Unreadable


class Media(StrEnum):
    """The form a document came in, decided by its content."""

    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    SCAN = "scan"
    XLSX = "xlsx"
    OFD = "ofd"
    TEXT = "text"


class PartName(StrEnum):
    """The six parts of a report (条例第五十条), in order."""

    OVERVIEW = "overview"
    PROACTIVE = "proactive"
    REQUESTS = "requests"
    DISPUTES = "disputes"
    PROBLEMS = "problems"
    OTHER_MATTERS = "other_matters"

    @property
    def number(self) -> int:
        """Its place, from 1 to 6."""
        return list(PartName).index(self) + 1

    @property
    def label(self) -> str:
        """第一部分 … 第六部分, as locators print it."""
        return f"第{'一二三四五六'[self.number - 1]}部分"


class FigureState(StrEnum):
    """How the cell of a figure was found.

    The first three are facts about the document and stand in ``figures`` of the contract; the
    others stand in ``unread``.
    ``MISSING`` is a fact too: the document does not have the cell.
    """

    NUMBER = "number"
    BLANK = "blank"
    TEXT = "text"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a table (数据项).

    ``value`` is set only in state ``NUMBER``: an ``int``, for money a ``Decimal``. ``printed`` is
    the cell's text, stripped.
    ``at`` is the locator for people. ``reason`` says why it is not read.
    """

    path: str
    state: FigureState
    at: str
    value: int | Decimal | None = None
    printed: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the narrative.

    ``at`` is its locator, e.g. ``第一部分 （二） 第3句``; in the preamble ``正文前 第1句``.
    """

    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubHeading:
    """A heading inside a part; ``numeral`` as printed, e.g. （一）, or ``None``."""

    numeral: str | None
    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the report: heading as printed, its numeral, narrative without tables.

    ``is_auto_numbered`` is true where a word processor prints the numeral, which the text does not
    hold.
    """

    name: PartName
    heading: str
    numeral: str | None
    text: str
    sentences: tuple[Sentence, ...] = ()
    sub_headings: tuple[SubHeading, ...] = ()
    is_auto_numbered: bool = False


class StatementKind(StrEnum):
    """What a sentence of the narrative claims."""

    REQUESTS_RECEIVED = "requests_received"
    REQUESTS_NONE_RECEIVED = "requests_none_received"
    REQUESTS_CONCLUDED = "requests_concluded"
    REQUESTS_ALL_CONCLUDED = "requests_all_concluded"
    PROCESSING_FEE_NONE_COLLECTED = "processing_fee_none_collected"
    PROCESSING_FEE_NONE_NOTIFIED = "processing_fee_none_notified"
    PROCESSING_FEE_NOTICES = "processing_fee_notices"
    PROCESSING_FEE_COLLECTED = "processing_fee_collected"
    PROCESSING_FEE_MENTIONED = "processing_fee_mentioned"
    LICENCES_PENALTIES_PUBLISHED = "licences_penalties_published"
    INFORMATION_PUBLISHED = "information_published"
    DOCUMENTS_MADE = "documents_made"
    DOCUMENTS_PUBLISHED = "documents_published"
    DOCUMENTS_REPEALED = "documents_repealed"
    DOCUMENTS_IN_FORCE = "documents_in_force"
    REGULATIONS_MADE = "regulations_made"
    REGULATIONS_PUBLISHED = "regulations_published"
    REGULATIONS_REPEALED = "regulations_repealed"
    REGULATIONS_IN_FORCE = "regulations_in_force"
    LICENCES_DECIDED = "licences_decided"
    PENALTIES_DECIDED = "penalties_decided"
    COERCIVE_MEASURES_DECIDED = "coercive_measures_decided"
    FEES_COLLECTED = "fees_collected"
    REVIEWS = "reviews"
    SUITS = "suits"
    REVIEWS_AND_SUITS = "reviews_and_suits"
    SUGGESTIONS = "suggestions"
    PROPOSALS = "proposals"
    SUGGESTIONS_AND_PROPOSALS = "suggestions_and_proposals"
    REQUESTS_GRANTED = "requests_granted"
    REQUESTS_PARTIAL = "requests_partial"
    REQUESTS_GRANTED_OR_PARTIAL = "requests_granted_or_partial"
    REQUESTS_REFUSED = "requests_refused"
    REQUESTS_UNAVAILABLE = "requests_unavailable"
    REQUESTS_UNPROCESSED = "requests_unprocessed"
    REQUESTS_OTHER = "requests_other"
    REQUESTS_CARRIED_IN = "requests_carried_in"
    REQUESTS_CARRIED_OUT = "requests_carried_out"
    REQUESTS_BY_CHANNEL = "requests_by_channel"
    REQUESTS_ALL_GRANTED = "requests_all_granted"
    REQUESTS_NONE_REFUSED = "requests_none_refused"
    REVIEWS_ALL_UPHELD = "reviews_all_upheld"
    SUITS_ALL_UPHELD = "suits_all_upheld"
    COUNT_WHOLE = "count_whole"
    COUNT_PART = "count_part"
    SHARE = "share"
    CHANGE = "change"
    STATISTICS_PERIOD = "statistics_period"
    PROBLEM = "problem"
    MEASURE = "measure"


class Actor(StrEnum):
    """Whose work a count is, as far as its clause says (谁办理、谁制发)."""

    OWN = "own"
    DRAFTED = "drafted"  # for a superior: 牵头起草, 代拟
    JOINT = "joint"  # 联合制发, 会同
    OTHERS = "others"  # 各部门, 所属单位, 督促县直部门
    UNCLEAR = "unclear"  # 市政府规范性文件 may be the agency's own or its superior's


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of a sentence in its unit, beside which a claim is made."""

    value: int | Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim of the narrative: ``value`` as a person reads it, ``quote`` its words.

    ``year`` is the year the sentence speaks of where it names one. ``topics`` narrows the claim
    (``licences``,
    ``penalties``, ``coercive_measures``). ``start`` and ``end`` belong to a statistics period.
    ``is_approximate`` marks
    numbers such as 20余. ``part`` is ``None`` for the preamble.

    Counts have more. ``unit`` is the unit as printed, 元 for money. ``actor`` is whose work it is;
    rules on the agency's own figures take ``OWN`` alone. ``key`` names a number that the sentence
    breaks down (其中, 包括), ``breakdown_of`` is the key of the number of which this is a part.
    ``is_open``, on the whole: its parts need not be all (等, 主要, or the list goes on).

    ``value`` of a share or a change is the percentage with its printed digits; ``numbers`` are
    what it stands beside (``reading.statements.shares``).
    """

    kind: StatementKind
    part: PartName | None
    at: str
    quote: str
    value: int | Decimal | None = None
    year: int | None = None
    is_approximate: bool = False
    topics: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    unit: str | None = None
    actor: Actor | None = None
    key: str | None = None
    breakdown_of: str | None = None
    is_open: bool = False
    numbers: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReading:
    """A report as read.

    ``figures`` holds every figure of the edition, whatever its state, plus figures of rows that
    belong to another edition
    where they stand in the document. ``edition`` is ``None`` where no statutory table was found.
    ``is_cut`` is true where the document plainly ends before its end: then nothing may be told as
    left out. ``others`` are the reports on other years that stand in the same document, each a
    reading of its own; the newest has the others. Of such a report ``is_one_of_several`` is true:
    the days that the document claims are of all of them, and so of none.
    """

    media: Media
    title: str | None
    agency: str | None
    year: int | None
    year_basis: str | None
    edition: Edition | None
    preamble: tuple[Sentence, ...]
    parts: Mapping[PartName, Part]
    figures: Mapping[str, Figure]
    statements: tuple[Statement, ...] = ()
    trailer: tuple[Sentence, ...] = ()
    encoding: str | None = None
    claimed_dates: Mapping[str, date] = field(default_factory=dict)
    table_notes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    is_cut: bool = False
    others: tuple[ReportReading, ...] = ()
    is_one_of_several: bool = False

    def on(self, year: int | None) -> ReportReading:
        """The report on ``year`` where several stand in one document; else the reading itself."""
        held = (self, *self.others)
        found = next((one for one in held if one.year == year), self) if year else self
        return replace(found, others=()) if self.others else self

    def __post_init__(self) -> None:
        """Freeze the mappings, so that a reading can be shared."""
        for name in ("parts", "figures", "claimed_dates", "table_notes"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def figure(self, path: str) -> Figure:
        """The figure at ``path``: a number, a blank, a text, or known to be missing.

        Raises:
            Unreadable: the document has it, or may have it, and we could not read it.
        """
        figure = self.figures.get(path)
        if figure is None:
            raise Unreadable(f"{path}：未识别到所属表格")
        if figure.state in (FigureState.UNREADABLE, FigureState.AMBIGUOUS):
            raise Unreadable(f"{figure.at}：{figure.reason}")
        return figure

    def part(self, name: PartName) -> Part | None:
        """The part, or ``None`` where the document does not have it."""
        return self.parts.get(name)

    def said(self, *kinds: StatementKind) -> tuple[Statement, ...]:
        """The statements of these kinds, in the order of the document."""
        return tuple(s for s in self.statements if s.kind in kinds)

    def sentences(self) -> tuple[tuple[PartName | None, Sentence], ...]:
        """Every sentence with its part; ``None`` for preamble and trailer."""
        inside = [(p.name, s) for p in self.parts.values() for s in p.sentences]
        return (*((None, s) for s in self.preamble), *inside, *((None, s) for s in self.trailer))

    def with_unreadable(self, paths: Mapping[str, str]) -> ReportReading:
        """The same reading with these figures unread, each for the reason given."""
        changed = {
            path: replace(
                self.figures[path], state=FigureState.UNREADABLE, value=None, reason=reason
            )
            for path, reason in paths.items()
        }
        return replace(self, figures={**self.figures, **changed})
