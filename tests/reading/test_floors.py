"""How well each real report is read does not fall below what was once reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.expected import Document, Expected, Form, Origin, collected
from bench.floors import FLOORS, falls, floor_of, wrong_of
from bench.quality import Tally, score
from reading.errors import DocumentErrorClass

pytestmark = pytest.mark.real_reports
NAMES = tuple(json.loads(FLOORS.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def documents(root: Path, shared: Path) -> dict[str, Document]:
    return {document.name: document for document in collected(root, shared)}


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_read_no_worse_than_before(documents, name):
    document = documents[name]
    found = score(document)
    assert found.error is None
    if document.form.is_text:
        assert (found.wrong, wrong_of(found).wrong) == ((), 0)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert falls(floors[name], floor_of(found)) == ()


def test_every_known_report_that_is_read_has_a_floor(documents):
    """``python -m bench.floors`` writes those that are new."""
    unpinned = {
        name
        for name, document in documents.items()
        if document.expected is not None and name not in NAMES
    }
    errors = {name: score(documents[name]).error for name in unpinned}
    refusals = {DocumentErrorClass.UNSUPPORTED_FORMAT, DocumentErrorClass.NOT_A_REPORT}
    assert {name for name, error in errors.items() if error not in refusals} == set()


def test_a_floor_that_falls_is_told():
    floor = {"right": 198, "unread": 2, "facts": 8}
    assert falls(floor, {"right": 200, "unread": 0, "facts": 8}) == ()
    assert falls(floor, {"right": 197, "unread": 3, "facts": 7}) == (
        "right: 197 < 198",
        "facts: 7 < 8",
        "unread: 3 > 2",
    )


def test_right_wrong_and_unread_are_told_apart(made):
    """One cell expected otherwise, one that holds two numbers, a row that is not there."""
    dropped = frozenset({"requests.carried_out"})
    changes = {"requests.received.company": "1 2", "requests.received.other": ""}
    report = made(changes=changes, dropped=dropped)
    figures = {
        path: (printed or None, printed)
        for path, printed in report.printed().items()
        if not path.startswith("requests.carried_out.")
    }
    figures |= {
        "requests.received.individual": ("999", "999"),
        "requests.received.company": ("1", "1"),
    }
    missing = frozenset(report.printed()) - frozenset(figures)
    expected = Expected(figures=figures, missing=missing, year=2023, title="别的标题")
    found = score(
        Document(
            name="made", form=Form.HTML, origin=Origin.MADE, body=report.html(), expected=expected
        )
    )
    assert found.wrong == ("requests.received.individual: '11' for '999'",)
    assert {name: tally for name, tally in found.tallies.items() if tally.all} == {
        "cells": Tally(right=191, wrong=1, unread=1),
        "missing": Tally(right=7),
        "title": Tally(wrong=1),
        "year": Tally(right=1),
    }


def test_to_say_missing_of_what_is_there_is_wrong(made):
    dropped = frozenset({"requests.carried_out"})
    body = made(dropped=dropped).html()
    expected = Expected(figures={p: (v, v) for p, v in made().printed().items()}, has_title=False)
    document = Document(
        name="made", form=Form.HTML, origin=Origin.MADE, body=body, expected=expected
    )
    assert score(document).tally("cells") == Tally(right=193, wrong=7)


def test_a_form_without_reader_is_unread_not_wrong():
    expected = Expected(figures={"requests.received.total": ("1", "1")})
    document = Document(
        name="made.rar", form=Form.TEXT, origin=Origin.MADE, body=b"Rar!\x1a\x07", expected=expected
    )
    found = score(document)
    assert (found.error, found.tallies) == ("unsupported_format", {"cells": Tally(unread=1)})
