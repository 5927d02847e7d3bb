"""A document over all agencies: sections with figures, tables and charts, and lists as annexes.

Circular, statement and comparison differ in what they say, not in how it is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from notices.form.charts import Chart
from notices.visible import has_hidden_marks
from notices.wording import Titled

_HIDDEN_MARKS = "本文所引名称和文字中有不可见字符或者改变文字方向的字符，已略去。"


class Align(StrEnum):
    """How the cells of a column stand; the value is their class in the page."""

    LEFT = ""
    MIDDLE = "middle"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; ``width`` in percent of the table."""

    label: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; every row has a cell for each column.

    ``caption`` stands above it, its number is put before it by ``with_numbers``.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart with the words under it, numbered likewise; a table or the text has its figures."""

    caption: str
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section with its parts; headings come without their numeral."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A list on pages of its own; ``lead`` says what is in it and as of when."""

    title: str
    lead: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Titled):
    """The whole document as its template places it.

    ``draft_mark`` tells the person who reviews the draft what to check, ``notes`` stand in small
    print under the signature.
    """

    opening: str
    sections: tuple[Section, ...]
    issuing_office: str
    draft_mark: str
    addressee: str = ""
    annexes: tuple[Annex, ...] = ()
    notes: tuple[str, ...] = ()


def noted(overview: Overview) -> Overview:
    """The document, saying so in its notes where something is taken from the text it holds."""
    if not has_hidden_marks(overview):
        return overview
    return replace(overview, notes=(*overview.notes, _HIDDEN_MARKS))


def with_numbers(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that there are, their tables and pictures numbered from 表1 and 图1."""
    tables, pictures = count(1), count(1)
    return tuple(_numbered(one, tables, pictures) for one in sections if one is not None)


def _numbered(section: Section, tables: Iterator[int], pictures: Iterator[int]) -> Section:
    return replace(
        section,
        tables=tuple(
            replace(one, caption=f"表{next(tables)}　{one.caption}") for one in section.tables
        ),
        pictures=tuple(
            replace(one, caption=f"图{next(pictures)}　{one.caption}") for one in section.pictures
        ),
        parts=tuple(_numbered(one, tables, pictures) for one in section.parts),
    )


def numbered_rows(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The rows with their number in front."""
    return tuple((str(number), *row) for number, row in enumerate(rows, start=1))


def and_so_on(names: tuple[str, ...], most: int) -> str:
    """``甲、乙等7家``: the first ``most`` names, and how many there are where there are more."""
    shown = "、".join(names[:most])
    return f"{shown}等{len(names)}家" if len(names) > most else shown


def annex_list(annexes: tuple[Annex, ...], title: str) -> str:
    """``（名单见附件2）``, or nothing where there is no such annex."""
    for number, annex in enumerate(annexes, start=1):
        if annex.title == title:
            return f"（名单见附件{number if len(annexes) > 1 else ''}）"
    return ""


def items(*sentences: str) -> tuple[str, ...]:
    """``1.…``, ``2.…``: sentences that are not empty, numbered."""
    told = [sentence for sentence in sentences if sentence]
    # Markup stays markup.
    return tuple(type(text)(f"{number}.") + text for number, text in enumerate(told, start=1))
