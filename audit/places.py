"""The subjects of findings (a closed vocabulary of names) as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.model import Evidence
from reading.editions import EDITIONS, TABLE_LABELS, Row
from reading.model import Part, PartName, ReportReading

_WHOLE = {"title": "标题", "publication": "公布情况", "document": "全文"}
_PARTS = {f"parts.{name}": name.label for name in PartName}
# Both editions name the same rows alike, so any edition that has the row will do.
_ROWS = {row.path: row for edition in EDITIONS for row in edition.rows}
# “六、存在的问题和下一步工作措施” 第3句: a report from before the format has parts of its own.
_OWN_HEADING = re.compile(r"“[^“”]*”")


def place_name(subject: str, evidence: Iterable[Evidence] = ()) -> str:
    """The Chinese name of a subject; words that are no subject are given back as they are.

    Where the ``evidence`` stands under a heading of the report's own, a part is called by that.
    """
    if subject in _PARTS:
        found = (_OWN_HEADING.match(place.at) for place in evidence)
        return next((own[0] for own in found if own), _PARTS[subject])
    known = {**_WHOLE, **TABLE_LABELS}.get(subject)
    if known:
        return known
    if subject in _ROWS:
        return _row_name(_ROWS[subject])
    row_path, _, column_name = subject.rpartition(".")
    row = _ROWS.get(row_path)
    if row is None:
        return subject
    labels = {
        c.name: c.place or c.label
        for e in EDITIONS
        for r in e.rows
        if r.path == row_path
        for c in r.columns
    }
    return f"{_row_name(row)}{labels.get(column_name, column_name)}"


def part_place(part: Part) -> str:
    """第五部分, or the heading as printed where the report is from before the format."""
    first = part.sentences[0].at if part.sentences else ""
    own = _OWN_HEADING.match(first)
    return own[0] if own else part.name.label


def place_in(subject: str, reading: ReportReading | None) -> str:
    """The Chinese name of a subject in this report."""
    name = subject.partition("parts.")[2]
    part = reading.parts.get(PartName(name)) if reading and subject in _PARTS else None
    return part_place(part) if part else place_name(subject)


def _row_name(row: Row) -> str:
    label = row.label.replace("“", "‘").replace("”", "’")
    return f"{TABLE_LABELS[row.table]}“{label}”"
