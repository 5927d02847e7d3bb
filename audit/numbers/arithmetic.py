"""Exact sums over figures, with honest gaps (核算).

A number is added. A blank, a text, an unread or a missing figure makes the sum undetermined, and
the reason names what the rest leaves. Nothing is ever taken for zero without saying so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.cells import read_paths, row_adds_up
from audit.scope import refuse_older_reports
from reading.editions import DISPUTES, EDITIONS, PROACTIVE, REQUESTS, TABLE_LABELS, Edition, Row
from reading.errors import Unreadable
from reading.model import Figure, FigureState, ReportReading

Number = int | Decimal

# Which rule speaks of a figure that the document does not have.
MISSING_RULES = {PROACTIVE: "CMP06", REQUESTS: "CMP08", DISPUTES: "CMP11"}
_UNFILLED_RULES = {PROACTIVE: "CMP07", REQUESTS: "CMP10", DISPUTES: "CMP11"}
_NO_COLUMN_RULE = "CMP09"
_SHOWN_OBSTACLES = 3
# The rows of （六）其他处理 in each edition.
_OTHER_RESULTS = {
    edition.name: tuple(
        row for row in edition.request_rows if row.name.partition("_")[0] == "other"
    )
    for edition in EDITIONS
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One figure in a sum; ``name`` is how the working calls it, empty where it needs no name.

    ``figure`` is ``None`` where it is not read, and ``obstacle`` then says why.
    """

    path: str
    name: str = ""
    figure: Figure | None = None
    obstacle: str | None = None

    @property
    def number(self) -> Number | None:
        """Its value, ``None`` where it is not a number."""
        return self.figure.value if self.figure is not None else None

    def is_in(self, state: FigureState) -> bool:
        """Whether the figure was read and found in this state."""
        return self.figure is not None and self.figure.state is state

    @property
    def no_number(self) -> str | None:
        """Why it is not a number; ``None`` where it is one."""
        if self.obstacle or self.figure is None:
            return self.obstacle or f"{self.path}没有读到"
        reasons = {
            FigureState.BLANK: "为空白",
            FigureState.TEXT: f"填“{self.figure.printed}”，不是数字",
            FigureState.MISSING: f"在年报中没有（见{MISSING_RULES[_table(self)]}）",
        }
        state = reasons.get(self.figure.state)
        return f"{self.figure.at}{state}" if state else None

    def __str__(self) -> str:
        """As the working prints it: its name and its number."""
        shown = self.number if self.number is not None else "空白"
        return f"{self.name} {shown}".strip()


def term_of(reading: ReportReading, path: str, name: str = "") -> Term:
    """The figure at ``path`` as a term; one that cannot be read keeps its reason."""
    try:
        return Term(path=path, name=name, figure=reading.figure(path))
    except Unreadable as reason:
        return Term(path=path, name=name, obstacle=str(reason))


def total_terms(reading: ReportReading, row: Row, name: str = "") -> tuple[Term, ...]:
    """The total of a row; a blank one with the row's numbers, which it would come to at least."""
    *parts, total = row.paths()
    term = term_of(reading, total, name)
    if not term.is_in(FigureState.BLANK):
        return (term,)
    others = (term_of(reading, path, name) for path in parts)
    return (term, *(other for other in others if other.number is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Two sums that must be equal; a total is a sum of one term.

    ``is_terse`` leaves zeros out of the working, for sums over many rows.
    """

    parts: tuple[Term, ...]
    total: tuple[Term, ...]
    is_terse: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """Both sides."""
        return (*self.parts, *self.total)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every figure that the comparison rests on."""
        return tuple(term.path for term in self.terms)

    @property
    def difference(self) -> Number:
        """The total less its parts, over the numbers there are."""
        return sum_of(self.total) - sum_of(self.parts)

    @property
    def obstacle(self) -> str | None:
        """Why the two cannot be compared; ``None`` where every term is a number."""
        unread = [term.obstacle for term in self.terms if term.obstacle]
        if unread:
            return _several(unread)
        texts = [t for t in self.terms if t.is_in(FigureState.TEXT)]
        if texts:
            return _several([f"{_at(t)}：填“{_printed(t)}”，不是数字" for t in texts])
        missing = [t for t in self.terms if t.is_in(FigureState.MISSING)]
        if missing:
            return self._missing(missing)
        blank = [t for t in self.terms if t.is_in(FigureState.BLANK)]
        return self._blank(blank) if blank else None

    @property
    def is_equal(self) -> bool:
        """Whether both sums are the same; only to be asked where there is no obstacle."""
        return self.difference == 0

    @property
    def working(self) -> str:
        """The calculation in words, e.g. ``3 + 1 + 0 = 4，报告填 5``."""
        parts = self._side(self.parts)
        if len(self.total) == 1:
            return f"{parts}，报告填 {self.total[0].number}"
        return f"{parts}；{self._side(self.total)}；相差 {abs(self.difference)}"

    def evidence(self) -> tuple[Evidence, ...]:
        """Each figure with its place and its printed text; parts of a total only if not zero."""
        is_breakdown = len(self.total) == 1
        parts = [t for t in self.parts if t.number != 0 or not is_breakdown]
        return tuple(evidence_of(t.figure) for t in (*parts, *self.total) if t.figure is not None)

    def judged(self, subject: str, what: str) -> Finding | Doubt | None:
        """A finding where the sums differ, a doubt where nobody can tell, else ``None``.

        ``what`` names the sum in Chinese and begins the message.
        """
        if self.obstacle:
            return Doubt(subject=subject, reason=self.obstacle)
        if self.is_equal:
            return None
        return Finding(
            subject=subject,
            severity=Severity.ERROR,
            message=f"{what}：{self.working}",
            evidence=self.evidence(),
            paths=self.paths,
        )

    def _side(self, terms: tuple[Term, ...]) -> str:
        shown = self._shown(terms)
        if not shown:
            return "各项均为 0，合计 0"
        return f"{' + '.join(map(str, shown))} = {sum_of(terms)}"

    def _shown(self, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(t for t in terms if t.number != 0 or not self.is_terse)

    def _missing(self, missing: list[Term]) -> str:
        if len(missing) == len(self.terms):
            return f"年报没有这一列的数据，见{_NO_COLUMN_RULE}"
        names = "、".join(dict.fromkeys(t.name or _at(t) for t in missing))
        # A term without a name is a cell of a row that stands, so that its column is missing.
        is_row = bool(missing[0].name) or _table(missing[0]) != REQUESTS
        rule = MISSING_RULES[_table(missing[0])] if is_row else _NO_COLUMN_RULE
        rest = "其余各项相符" if self.is_equal else f"其余各项相差{abs(self.difference)}"
        return f"年报缺少“{names}”（见{rule}），{rest}"

    def _blank(self, blank: list[Term]) -> str:
        if len(self.total) == 1 and self.total[0] in blank:
            rule = _UNFILLED_RULES[_table(self.total[0])]
            return f"总计为空白（见{rule}），分项中的数字合计{sum_of(self.parts)}"
        rest = "相符" if self.is_equal else f"相差{abs(self.difference)}"
        return f"有{len(blank)}格为空白，空白按0计则{rest}"


def gathered(
    judgements: Iterable[Finding | Doubt | None], subject: str
) -> Iterator[Finding | Doubt]:
    """The judgements; doubts of one and the same reason become one doubt on ``subject``.

    Where a report leaves a whole column blank, the reviewer reads one line, not twenty-five.
    """
    reasons: dict[str, list[str]] = {}
    for judgement in judgements:
        if isinstance(judgement, Finding):
            yield judgement
        elif judgement is not None:
            reasons.setdefault(judgement.reason, []).append(judgement.subject)
    for reason, subjects in reasons.items():
        if len(subjects) == 1:
            yield Doubt(subject=subjects[0], reason=reason)
        else:
            yield Doubt(subject=subject, reason=f"共{len(subjects)}处，{reason}")


def sum_of(terms: Iterable[Term]) -> Number:
    """The sum of the numbers among the terms."""
    return sum((term.number for term in terms if term.number is not None), start=0)


def sum_if_known(terms: Iterable[Term]) -> Number | None:
    """The sum of the terms; ``None`` where one of them is not a number."""
    held = tuple(terms)
    return None if any(term.number is None for term in held) else sum_of(held)


def evidence_of(figure: Figure) -> Evidence:
    """Where a figure stands and what is printed there."""
    return Evidence(at=figure.at, printed=figure.printed or "")


def require_rows(reading: ReportReading, rows: tuple[Row, ...]) -> None:
    """Stop a rule where the document has none of the rows, or none of them was read.

    Raises:
        NotApplicable: the document does not have them.
        Undetermined: nothing of them could be read.
    """
    if any(not read_paths(reading).isdisjoint(row.paths()) for row in rows):
        return
    figures = [reading.figures.get(path) for row in rows for path in row.paths()]
    states = {figure.state if figure else FigureState.UNREADABLE for figure in figures}
    label, rule = TABLE_LABELS[rows[0].table], MISSING_RULES[rows[0].table]
    if states == {FigureState.MISSING}:
        raise NotApplicable(f"年报没有{label}的这部分数据，见{rule}")
    if states <= {FigureState.UNREADABLE, FigureState.AMBIGUOUS, FigureState.MISSING}:
        reason = next((f.reason for f in figures if f is not None and f.reason), "未识别到表格")
        raise Undetermined(f"{label}未能读出：{reason}")


def judge_dispute_total(case: AuditCase, row_name: str) -> Iterator[Finding | Doubt]:
    """Compare one row of table four, the four outcomes of a kind of dispute, with its total."""
    refuse_older_reports(case)
    row = case.edition.row(f"{DISPUTES}.{row_name}")
    require_rows(case.reading, (row,))
    if row_adds_up(case.reading, row):
        return
    *parts, total = row.paths()
    balance = Balance(
        parts=tuple(term_of(case.reading, path) for path in parts),
        total=(term_of(case.reading, total),),
    )
    judgement = balance.judged(row.path, f"{TABLE_LABELS[DISPUTES]}{row.label}")
    if judgement is not None:
        yield judgement


def standing_rows(reading: ReportReading, edition: Edition) -> tuple[Row, ...]:
    """The rows of the edition's table three, with （六） in the edition that it is printed in.

    Reports really mix them: a table of 2021 with （六）其他处理 in one row.
    """
    own = _OTHER_RESULTS[edition.name]
    if any(stands(reading, row) for row in own):
        return edition.request_rows
    foreign = tuple(row for row in _other_results(edition) if stands(reading, row))
    if not foreign:
        return edition.request_rows
    first = edition.request_rows.index(own[0])
    rows = [row for row in edition.request_rows if row not in own]
    return (*rows[:first], *foreign, *rows[first:])


def stands(reading: ReportReading, row: Row) -> bool:
    """Whether any cell of the row is in the document, read or not."""
    if not read_paths(reading).isdisjoint(row.paths()):
        return True
    found = (reading.figures.get(path) for path in row.paths())
    return any(f is not None and f.state is not FigureState.MISSING for f in found)


def row_name(row: Row) -> str:
    """A row as the working calls it, e.g. （四）无法提供第1项."""
    if row.group and row.table == REQUESTS:
        return f"{row.group}第{row.label.partition('.')[0]}项"
    return row.label.partition("（区分")[0]


def _other_results(edition: Edition) -> Iterator[Row]:
    for name, rows in _OTHER_RESULTS.items():
        if name != edition.name:
            yield from rows


def _at(term: Term) -> str:
    return term.figure.at if term.figure is not None else term.path


def _printed(term: Term) -> str:
    return (term.figure.printed if term.figure is not None else None) or ""


def _table(term: Term) -> str:
    return term.path.partition(".")[0]


def _several(reasons: list[str]) -> str:
    """Reasons of the form ``place：reason``, those alike told once, and no more than a few."""
    places: dict[str, list[str]] = {}
    for reason in reasons:
        at, _, why = reason.partition("：")
        places.setdefault(why, []).append(at)
    told = [
        f"{at[0]}等{len(at)}格：{why}" if len(at) > 1 else f"{at[0]}：{why}"
        for why, at in places.items()
    ]
    shown = "；".join(told[:_SHOWN_OBSTACLES])
    return f"{shown}；等{len(told)}类情形" if len(told) > _SHOWN_OBSTACLES else shown
