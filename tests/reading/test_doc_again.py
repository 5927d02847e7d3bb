"""The second way over a Word file: cell marks in the order of the text."""

from __future__ import annotations

import pytest
from word_maker import Para, WordFile, cell, row_end, table

from reading.doc.again import doc_lines

END = Para(text="末段。")
EDGES = (0, 900, 1800, 2700)


def _lines(*paragraphs):
    return list(doc_lines(WordFile(paragraphs=[*paragraphs, END]).body(), with_office=False))


def _row(*texts):
    return [*(cell(text) for text in texts), row_end(EDGES)]


def test_rows_of_filled_cells(made):
    tables = made().tables()
    lines = _lines(*table(tables["proactive"]), *table(tables["requests"]))
    lines += _lines(*table(tables["disputes"]))
    found = {line for line in lines if len(line) > 1}
    for rows in tables.values():
        for number, row in enumerate(rows):
            texts = tuple(text for text, _, _ in row)
            assert (texts in found) == (len(texts) > 1), (number, texts)


def test_a_row_with_a_blank_cell_comes_out_too_short():
    assert _lines(*_row("规章", "1", ""), *_row("行政许可", "", "2")) == [
        ("规章", "1"),
        ("行政许可",),
        ("2",),
    ]


@pytest.mark.parametrize("text", ["\x01", "\x13 =SUM(ABOVE) \x15", "\x13 =SUM(ABOVE) ", "\x08"])
def test_a_row_with_something_that_is_no_text_is_left_out(text):
    rows = [*_row("规章", "1", text), *_row("行政许可", "2", "3")]
    assert _lines(*rows) == [("行政许可", "2", "3")]


def test_results_of_fields_count_and_their_codes_do_not():
    assert _lines(*_row("规章", "\x13 =SUM(ABOVE) \x1412\x15", "3")) == [("规章", "12", "3")]


def test_deleted_text_makes_the_two_readings_differ():
    rows = [cell("规章"), cell("12", odd=((0, 1, b"\x00\x08\x01"),)), row_end((0, 900, 1800))]
    assert _lines(*rows) == [("规章", "12")]


@pytest.mark.parametrize("body", [b"", b"{\\rtf1 x}", b"\xd0\xcf\x11\xe0" * 999])
def test_what_is_no_word_file_has_no_second_reading(body):
    assert list(doc_lines(body)) == []
