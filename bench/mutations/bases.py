"""Conforming reports to plant defects into: any that the strategies give, and those of the lab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builders import (
    AGENCY,
    HEADINGS,
    YEARS,
    consistent_tables,
    narrative_of,
    preamble_of,
    tables_strategy,
)
from hypothesis import HealthCheck, given, settings

from bench.expected import Form, Origin, collected
from bench.mutations.model import Draft
from portal_lab.forms import FORM_2019, FORM_2021
from portal_lab.generator import Author, reports_of
from portal_lab.report import LabReport
from reading.editions import EDITION_2019, EDITIONS, Edition
from reading.errors import DocumentError
from reading.found import BALANCE_NOTE
from reading.model import FigureState, PartName, ReportReading
from reading.reader import read

_LAB_YEARS, _HELD = (2020, 2023), (2019, 2020, 2021, 2022)
_AUTHORS = (
    Author(
        name="苏镇市教育局",
        self_name="我局",
        topics=("招生入学", "教育经费", "学校建设"),
        scale=12,
    ),
    Author(
        name="南浦县人民政府",
        self_name="县政府",
        topics=("乡村振兴", "城乡建设", "民生实事"),
        scale=300,
    ),
)


def any_drafts(count: int) -> Sequence[Draft]:
    """So many conforming reports of each edition, as hypothesis gives them, always the same."""
    return [draft for edition in EDITIONS for draft in _drawn(edition, count)]


def _drawn(edition: Edition, count: int) -> Sequence[Draft]:
    found: list[Draft] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(tables=tables_strategy(edition))
    def collect(tables: Mapping[str, object]) -> None:
        found.append(_built(edition, tables))

    collect()
    return found


def lab_drafts(seeds: range) -> Iterator[Draft]:
    """Reports of a department and a government of the lab, each with those before it."""
    for seed in seeds:
        for author in _AUTHORS:
            reports = reports_of(author, range(2018, 2024), seed)
            for year in _LAB_YEARS:
                yield Draft(
                    report=reports[year],
                    held={other: reports[other] for other in _HELD if other < year},
                    is_government=author is _AUTHORS[1],
                )


def plain_draft(edition: Edition) -> Draft:
    """The report that all tests change."""
    return _built(edition, consistent_tables(edition))


def _built(edition: Edition, tables: Mapping[str, object]) -> Draft:
    year = YEARS[edition]
    told = narrative_of(tables, edition, year)  # type: ignore[arg-type]  # numbers, as drawn
    return Draft(
        report=LabReport(
            agency=AGENCY,
            year=year,
            form=FORM_2019 if edition is EDITION_2019 else FORM_2021,
            title=f"{AGENCY}{year}年政府信息公开工作年度报告",
            figures={path: str(value) for path, value in tables.items()},
            headings={name.value: heading for name, heading in HEADINGS.items()},
            preamble=preamble_of(year),
            paragraphs={name.value: texts for name, texts in told.items()},
        )
    )


def real_drafts() -> Iterator[Draft]:
    """The real reports whose three tables were read whole, as drafts: figures, parts, words.

    They keep the defects that they have; their words stand under sub-headings of their own, so
    that only some kinds can be planted.
    """
    for document in collected():
        if document.origin is Origin.CONVERTED or document.form is Form.PICTURE:
            continue
        try:
            reading = read(document.body, name=document.name)
        except DocumentError:
            continue
        if _is_whole(reading):
            yield _of_reading(reading)


def _is_whole(reading: ReportReading) -> bool:
    """Whether every figure is a number, every part is there, and its name and year are known."""
    states = {figure.state for figure in reading.figures.values()}
    is_told = bool(reading.title and reading.agency and reading.year)
    return states == {FigureState.NUMBER} and len(reading.parts) == len(PartName) and is_told


def _of_reading(reading: ReportReading) -> Draft:
    edition = reading.edition or EDITIONS[-1]
    return Draft(
        report=LabReport(
            agency=reading.agency or "",
            year=reading.year or 0,
            form=FORM_2019 if edition is EDITION_2019 else FORM_2021,
            title=reading.title or "",
            figures={path: str(f.printed) for path, f in reading.figures.items()},
            headings={name.value: reading.parts[name].heading for name in PartName},
            preamble=tuple(sentence.text for sentence in reading.preamble),
            paragraphs={
                name.value: tuple(reading.parts[name].text.splitlines()) for name in PartName
            },
        ),
        labels={k: v for k, v in reading.table_notes.items() if k != BALANCE_NOTE},
        note=reading.table_notes.get(BALANCE_NOTE),
        is_government=(reading.agency or "").endswith("人民政府"),
        is_printable=False,
    )
