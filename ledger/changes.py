"""What changed in a report after it was published (公布后变更): old and new, side by side."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from ledger.model import FigureRow
from ledger.readings import figures_of
from ledger.versions import ReportVersion, versions_of

_MOST_ALIGNED = 1000
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure that is not what it was; ``None`` on the side that does not have its cell."""

    path: str
    before: FigureRow | None
    after: FigureRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """Sentences of one part that were replaced; an empty side was left out or added.

    ``part`` is as in ``reading.model.PartName``, or preamble.
    """

    part: str
    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedBefore:
    """A document on the report that had been released when the change was first seen."""

    notice_id: int
    number: str | None
    released_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """One version of a report that replaced another at the same place.

    ``is_compared`` where both were read, so that figures and texts say what changed; with
    ``is_same_reader`` false a difference may be the readers'. ``notices`` are the documents after
    whose release it was first seen; what the change says of itself is for rule TIM08.
    """

    former: ReportVersion
    version: ReportVersion
    is_compared: bool
    is_same_reader: bool
    figures: tuple[FigureChange, ...]
    texts: tuple[TextChange, ...]
    notices: tuple[ReleasedBefore, ...]


def changes_of(
    connection: sqlite3.Connection, agency_id: str, year: int
) -> tuple[ReportChange, ...]:
    """Every change of an agency's report, by place and in their order."""
    versions = versions_of(connection, agency_id, year)
    known = {version.version_id: version for version in versions}
    return tuple(
        _change(connection, known[version.replaces], version)
        for version in versions
        if version.replaces in known
    )


def _change(
    connection: sqlite3.Connection, former: ReportVersion, version: ReportVersion
) -> ReportChange:
    before, after = former.reading_id, version.reading_id
    is_compared = before is not None and after is not None
    return ReportChange(
        former=former,
        version=version,
        is_compared=is_compared,
        is_same_reader=_reader(connection, before) == _reader(connection, after),
        figures=tuple(_figures(connection, before, after)) if is_compared else (),
        texts=tuple(_texts(connection, before, after)) if is_compared else (),
        notices=_released_before(connection, version),
    )


def _reader(connection: sqlite3.Connection, reading_id: int | None) -> int | None:
    row = connection.execute(
        "SELECT reader_version FROM readings WHERE reading_id = ?", (reading_id,)
    ).fetchone()
    return row["reader_version"] if row else None


def _figures(
    connection: sqlite3.Connection, before: int | None, after: int | None
) -> Iterator[FigureChange]:
    old = {figure.path: figure for figure in figures_of(connection, before)}
    new = {figure.path: figure for figure in figures_of(connection, after)}
    for path in dict.fromkeys((*old, *new)):
        if _said(old.get(path)) != _said(new.get(path)):
            yield FigureChange(path=path, before=old.get(path), after=new.get(path))


def _said(figure: FigureRow | None) -> tuple[str, str | None] | None:
    """What a cell says, wherever it stands; a number by its value, however it is printed."""
    if figure is None:
        return None
    return figure.state.value, figure.value if figure.value is not None else figure.printed


def _texts(
    connection: sqlite3.Connection, before: int | None, after: int | None
) -> Iterator[TextChange]:
    old, new = _narrative(connection, before), _narrative(connection, after)
    for part in dict.fromkeys((*old, *new)):
        (heading, was), (now_heading, now) = old.get(part, ("", ())), new.get(part, ("", ()))
        for gone, come in _differing(was, now):
            yield TextChange(part=part, heading=now_heading or heading, before=gone, after=come)


def _differing(
    was: tuple[str, ...], now: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The runs of sentences that differ; texts beyond all measure are not aligned but given whole.

    A hostile text, one sentence thousands of times, must not hold anybody up.
    """
    if was == now:
        return
    if max(len(was), len(now)) > _MOST_ALIGNED:
        yield was, now
        return
    for tag, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield was[i:j], now[k:m]


def _narrative(
    connection: sqlite3.Connection, reading_id: int | None
) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """The heading and the sentences of each part, without the spaces that layouts set."""
    rows = connection.execute(
        "SELECT n.part, n.heading, t.text FROM narratives n JOIN narrative_texts t USING (text_id) "
        "WHERE n.reading_id = ? ORDER BY n.rowid",
        (reading_id,),
    )
    return {row["part"]: (row["heading"], _sentences(row["text"])) for row in rows}


def _sentences(text: str) -> tuple[str, ...]:
    told = ("".join(sentence.split()) for sentence in _SENTENCE.findall(text))
    return tuple(sentence for sentence in told if sentence)


def _released_before(
    connection: sqlite3.Connection, version: ReportVersion
) -> tuple[ReleasedBefore, ...]:
    rows = connection.execute(
        "SELECT n.notice_id, s.number, s.moved_at FROM notices n "
        "JOIN notice_states s USING (notice_id) "
        "WHERE n.agency_id = ? AND n.year = ? AND s.state = 'released' ORDER BY s.state_id",
        (version.agency_id, version.year),
    )
    made = (
        ReleasedBefore(
            notice_id=row["notice_id"],
            number=row["number"],
            released_at=datetime.fromisoformat(row["moved_at"]),
        )
        for row in rows
    )
    return tuple(one for one in made if one.released_at <= version.first_seen_at)
