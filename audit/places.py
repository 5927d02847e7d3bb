"""The subjects of findings (a closed vocabulary of names) as people read them."""

from __future__ import annotations

from reading.editions import EDITIONS, TABLE_LABELS, Row
from reading.model import PartName

_WHOLE = {"title": "标题", "publication": "公布情况", "document": "全文"}
_PARTS = {f"parts.{name}": name.label for name in PartName}
# Both editions name the same rows alike, so any edition that has the row will do.
_ROWS = {row.path: row for edition in EDITIONS for row in edition.rows}


def place_name(subject: str) -> str:
    """The Chinese name of a subject; words that are no subject are given back as they are."""
    known = {**_WHOLE, **_PARTS, **TABLE_LABELS}.get(subject)
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


def _row_name(row: Row) -> str:
    label = row.label.replace("“", "‘").replace("”", "’")
    return f"{TABLE_LABELS[row.table]}“{label}”"
