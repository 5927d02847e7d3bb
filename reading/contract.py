"""The JSON of ``duban read``: a contract that other programs read. It may grow, not change."""

from __future__ import annotations

from decimal import Decimal

from reading.errors import DocumentError
from reading.facts import basis_of_date
from reading.model import Figure, FigureState, ReportReading

_READ = frozenset({FigureState.NUMBER, FigureState.BLANK, FigureState.TEXT})


def reading_json(reading: ReportReading, *, file: str, sha256: str) -> dict[str, object]:
    """One document as ``duban read --format json`` prints it.

    ``others`` is there where several years' reports stand in it: it holds those on other years.
    """
    row: dict[str, object] = {
        "file": file,
        "sha256": sha256,
        "media": reading.media.value,
        "agency": reading.agency,
        "year": reading.year,
        "edition": reading.edition.name if reading.edition else None,
        "title": reading.title,
        "dates": {
            name: {"date": day.isoformat(), "basis": basis_of_date(name, reading.claimed_dates)}
            for name, day in reading.claimed_dates.items()
        },
        "parts": {
            name.value: {"heading": part.heading, "text": part.text}
            for name, part in reading.parts.items()
        },
        "figures": {
            path: {"value": _value(figure), "printed": figure.printed, "at": figure.at}
            for path, figure in reading.figures.items()
            if figure.state in _READ
        },
        "unread": [
            {"path": path, "state": figure.state.value, "reason": figure.reason or ""}
            for path, figure in reading.figures.items()
            if figure.state not in _READ
        ],
        "warnings": list(reading.warnings),
    }
    others = [reading_json(one, file=file, sha256=sha256) for one in reading.others]
    return {**row, "others": others} if others else row


def error_json(file: str, error: DocumentError) -> dict[str, object]:
    """A file that cannot be used, as ``duban read --format json`` prints it."""
    return {"file": file, "error": {"class": error.error_class.value, "message": str(error)}}


def _value(figure: Figure) -> int | str | None:
    """An integer; money as a decimal string; ``None`` for a blank or words."""
    if figure.state is not FigureState.NUMBER:
        return None
    return format(figure.value, "f") if isinstance(figure.value, Decimal) else figure.value
