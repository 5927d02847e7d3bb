"""Real reports as DOC and WPS: every cell, the whole grid, both ways."""

from __future__ import annotations

import json

import pytest

from reading.again import read_again
from reading.blocks import Grid
from reading.doc.again import doc_lines
from reading.doc.document import read_doc
from reading.docx import read_docx
from reading.reader import reading_of

pytestmark = pytest.mark.real_reports
NAMES = ("report.doc", "report.wps")


@pytest.mark.parametrize("name", NAMES)
def test_all_cells_and_the_whole_grid(root, shared, name):
    folder = shared / "reports/forms"
    document = read_doc((folder / "real" / name).read_bytes())
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    tables = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["real"]
    shown = [
        [[cell and cell.text.replace("\n", "") for cell in row] for row in grid.slots]
        for grid in grids
    ]
    assert shown == list(tables.values())
    assert sum(len(row) for table in shown for row in table) == 396
    expected = json.loads((root / "tests/corpus/real/forms_real.json").read_text(encoding="utf-8"))
    reading = reading_of(document)
    found = {
        path: [f.value if isinstance(f.value, int | None) else str(f.value), f.printed]
        for path, f in reading.figures.items()
    }
    assert found == expected["figures"]
    assert {part.name.value: part.heading for part in reading.parts.values()} == expected["parts"]
    assert (reading.agency, reading.year) == (expected["agency"], expected["year"])


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_docx_form(shared, name):
    folder = shared / "reports/forms/real"
    found = reading_of(read_doc((folder / name).read_bytes()))
    other = reading_of(read_docx((folder / "report.docx").read_bytes()))
    assert {p.name: p.text for p in found.parts.values()} == {
        p.name: p.text for p in other.parts.values()
    }
    assert found.preamble == other.preamble
    assert found.statements == other.statements


@pytest.mark.parametrize("name", NAMES)
def test_both_ways_agree(shared, name, monkeypatch):
    body = (shared / "reports/forms/real" / name).read_bytes()
    reading = reading_of(read_doc(body))
    lines = {reading.media: lambda body: doc_lines(body, with_office=False)}
    monkeypatch.setattr("reading.again._LINES", lines)
    again = read_again(body, reading, list(reading.figures))
    assert {p: f and f.value for p, f in again.items()} == {
        p: f.value for p, f in reading.figures.items()
    }
