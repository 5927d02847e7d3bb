"""A reading on its way from one process to the other: plain JSON, the edition by its name.

JSON and nothing richer: the process that read a hostile document is not trusted with more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from archive.errors import ArchiveError
from archive.rows import from_plain, to_plain
from reading.editions import EDITIONS
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Figure, ReportReading


def reading_text(reading: ReportReading) -> str:
    """The reading as JSON."""
    return json.dumps(_plain(reading), ensure_ascii=False)


def reading_of_text(text: str) -> ReportReading:
    """The reading that ``text`` holds.

    Raises:
        DocumentError: it holds none, which is a failure of ours.
    """
    with _understood():
        return _reading(json.loads(text))


def figures_text(figures: Mapping[str, Figure | None]) -> str:
    """Figures by path as JSON; ``None`` where the second reader abstains."""
    plain = {path: to_plain(figure) for path, figure in figures.items()}
    return json.dumps(plain, ensure_ascii=False)


def figures_of_text(text: str) -> dict[str, Figure | None]:
    """The figures that ``text`` holds.

    Raises:
        DocumentError: see ``reading_of_text``.
    """
    with _understood():
        return {
            path: None if plain is None else from_plain(Figure, plain)
            for path, plain in json.loads(text).items()
        }


def _plain(reading: ReportReading) -> dict[str, object]:
    plain = to_plain(replace(reading, edition=None, others=()))
    edition = reading.edition.name if reading.edition else None
    return {**plain, "edition": edition, "others": [_plain(one) for one in reading.others]}


def _reading(plain: Mapping[str, Any]) -> ReportReading:
    reading = from_plain(ReportReading, {**plain, "edition": None, "others": []})
    named = {edition.name: edition for edition in EDITIONS}
    return replace(
        reading,
        edition=named[plain["edition"]] if plain["edition"] else None,
        others=tuple(_reading(one) for one in plain["others"]),
    )


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except (ArchiveError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise DocumentError(
            DocumentErrorClass.READER_FAILED, "解读进程给出的结果无法识别，未能读完"
        ) from error
