"""Versions of a report: what counts as a change, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import conforming_report

from audit.model import Outcome
from ledger.changes import TextChange
from ledger.store import Ledger
from ledger.versions import ReportVersion, VersionChange
from reading.model import FigureState, Media, PartName, ReportReading, Sentence

OTHER_BYTES = {"documents": ("cd" * 32,), "judged_sha256": "cd" * 32}


def other_words() -> ReportReading:
    reading = conforming_report()
    part = reading.parts[PartName.OVERVIEW]
    said = (*part.sentences, Sentence(text="另行补充一句。", at="第一部分 第9句"))
    return replace(
        reading, parts={**reading.parts, PartName.OVERVIEW: replace(part, sentences=said)}
    )


def other_preamble(*added: str) -> ReportReading:
    """The report with more before its first part."""
    reading = conforming_report()
    more = tuple(Sentence(text=text, at=f"前言 补{n}") for n, text in enumerate(added))
    return replace(reading, preamble=(*reading.preamble, *more))


def other_figures() -> ReportReading:
    reading = conforming_report()
    path = next(p for p, f in reading.figures.items() if f.state is FigureState.NUMBER)
    figure = reading.figures[path]
    changed = replace(figure, value=(figure.value or 0) + 1)
    return replace(reading, figures={**reading.figures, path: changed})


def other_place_of_a_figure() -> ReportReading:
    reading = conforming_report()
    path = next(iter(reading.figures))
    moved = replace(reading.figures[path], at="表一 另一行")
    return replace(reading, figures={**reading.figures, path: moved})


@pytest.mark.parametrize(
    ("changes", "change"),
    [
        ({}, None),
        (OTHER_BYTES, None),
        ({"reading": other_words()}, None),  # the same bytes, read by a better reader
        ({**OTHER_BYTES, "reading": other_words()}, VersionChange.CONTENT),
        ({**OTHER_BYTES, "reading": other_preamble("更正后重新公布。")}, VersionChange.CONTENT),
        ({**OTHER_BYTES, "reading": other_preamble("今天是2月6日，星期二。", "浏览次数：9")}, None),
        ({**OTHER_BYTES, "reading": other_figures()}, VersionChange.CONTENT),
        ({**OTHER_BYTES, "reading": other_place_of_a_figure()}, None),
        ({**OTHER_BYTES, "reading": other_figures(), "reader_version": 2}, VersionChange.UNCLEAR),
        ({**OTHER_BYTES, "reading": other_words(), "reader_version": 2}, None),
        (
            {**OTHER_BYTES, "reading": replace(conforming_report(), media=Media.SCAN)},
            VersionChange.UNCLEAR,
        ),
        ({**OTHER_BYTES, "reading": None, "results": None}, VersionChange.UNCLEAR),
    ],
)
def test_what_is_a_new_version(
    ledger: Ledger,
    given: Any,
    record: Callable[..., None],
    changes: dict[str, object],
    change: VersionChange | None,
) -> None:
    right = given.result(Outcome.CONFORMS)
    record(1, right, judged_sha256="ab" * 32)
    record(2, right, **{"judged_sha256": "ab" * 32, **changes})
    first, *others = ledger.versions_of("edu", 2023)
    assert first == ReportVersion(
        version_id=1,
        agency_id="edu",
        year=2023,
        place_id="edu-own",
        number=1,
        change=VersionChange.FIRST,
        replaces=None,
        report_id=first.report_id,
        reading_id=first.reading_id,
        first_seen_run="r1",
        first_seen_at=given.visit(1).ended_at,
        last_seen_run="r1" if change else "r2",
        last_seen_at=given.visit(1 if change else 2).ended_at,
    )
    assert [(v.number, v.change, v.replaces, v.first_seen_run, v.report_id) for v in others] == (
        [(2, change, 1, "r2", 2)] if change else []
    )


def test_a_version_that_comes_back_is_a_new_one(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    right = given.result(Outcome.CONFORMS)
    record(1, right)
    record(2, right, **OTHER_BYTES, reading=other_figures())
    record(3, right)
    assert [(v.number, v.change, v.replaces) for v in ledger.versions_of("edu", 2023)] == [
        (1, VersionChange.FIRST, None),
        (2, VersionChange.CONTENT, 1),
        (3, VersionChange.CONTENT, 2),
    ]


def test_each_place_has_versions_of_its_own(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    right = given.result(Outcome.CONFORMS)
    record(1, right)
    ledger.begin_run(given.run(2))
    visit = given.visit(2, place_id="gov-own")
    ledger.record_visits([visit])
    ledger.record_case(given.case(2, right, visit=visit, reading=other_figures(), **OTHER_BYTES))
    ledger.finish_run("r2", given.day(3))
    assert [(v.place_id, v.change) for v in ledger.versions_of("edu", 2023)] == [
        ("edu-own", VersionChange.FIRST),
        ("gov-own", VersionChange.FIRST),
    ]


def test_a_run_that_is_not_whole_makes_no_version(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(1, given.result(Outcome.CONFORMS), finish=False)
    ledger.fail_run("r1", given.day(1), "中断")
    assert ledger.versions_of("edu", 2023) == ()


def test_a_run_that_only_judges_again_has_not_seen_the_report_again(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    right = given.result(Outcome.CONFORMS)
    record(1, right)
    ledger.begin_run(given.run(2))
    ledger.record_case(given.case(2, right, visit=given.visit(1)))
    ledger.finish_run("r2", given.day(3))
    (version,) = ledger.versions_of("edu", 2023)
    assert (version.last_seen_run, version.last_seen_at) == ("r1", given.visit(1).ended_at)


def test_a_changed_preamble_is_told_in_both_its_wordings(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    right = given.result(Outcome.CONFORMS)
    record(1, right, reading=other_preamble("首次公布。"))
    record(2, right, **OTHER_BYTES, reading=other_preamble("更正后重新公布。"))
    (change,) = ledger.changes_of("edu", 2023)
    assert (change.is_compared, change.is_same_reader, change.figures) == (True, True, ())
    assert change.texts == (
        TextChange(
            part="preamble", heading="", before=("首次公布。",), after=("更正后重新公布。",)
        ),
    )
