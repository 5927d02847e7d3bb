"""Hostile and damaged Word files: a named error in bounded time, and never another figure."""

from __future__ import annotations

import random
import struct
from dataclasses import replace

import pytest
from word_maker import SECTOR, Para, WordFile, cell, container, row_end, table

from reading.blocks import Gap, Grid
from reading.doc.document import read_doc
from reading.doc.package import ole_kind
from reading.errors import DocumentError
from reading.model import FigureState
from reading.reader import reading_of

READ = (FigureState.NUMBER, FigureState.BLANK, FigureState.TEXT, FigureState.MISSING)
FLIPS = 2000
END = Para(text="六、其他需要报告的事项")


@pytest.fixture
def file(made):
    tables = made().tables()
    paragraphs = [Para(text="一、总体情况"), *table(tables["requests"]), Para(text="四、复议诉讼")]
    return WordFile(paragraphs=[*paragraphs, *table(tables["disputes"]), END])


def _shown(document):
    shown = []
    for block in document.blocks:
        if isinstance(block, Grid):
            shown += [[(c.text, bool(c.doubt)) for c in row if c] for row in block.slots]
        else:
            shown.append(block)
    return shown


def _read_figures(document):
    figures = reading_of(document).figures
    return {p: (f.state, f.value) for p, f in figures.items() if f.state in READ}


def _after(body, place, value):
    changed = bytearray(body)
    changed[place] = value
    return bytes(changed)


def _error_of(body):
    with pytest.raises(DocumentError) as raised:
        read_doc(body)
    return raised.value.error_class.value


def test_cut_anywhere_it_is_told_as_cut(file):
    body = file.body()
    assert {_error_of(body[:size]) for size in range(0, len(body), SECTOR)} == {"truncated"}


def test_a_tail_of_zeros_is_told_as_cut(file):
    body = file.body()
    cut = range(SECTOR, len(body) - SECTOR, SECTOR)
    assert {_error_of(body[:size].ljust(len(body), b"\x00")) for size in cut} == {"truncated"}


def test_bytes_flipped_outside_the_text_never_give_another_figure(file):
    body = file.body()
    document = read_doc(body)
    shown, figures = _shown(document), _read_figures(document)
    text = "".join(p.characters for p in file.paragraphs).encode("utf-16-le")
    start = body.index(text)
    chance = random.Random(20230131)  # noqa: S311 - the same flips in every run
    outcomes = {"error": 0, "same": 0, "less": 0}
    while sum(outcomes.values()) < FLIPS:
        place = chance.randrange(len(body))
        if start <= place < start + len(text):
            continue
        try:
            found = read_doc(_after(body, place, body[place] ^ 1 << chance.randrange(8)))
        except DocumentError:
            outcomes["error"] += 1
            continue
        if _shown(found) == shown:
            outcomes["same"] += 1
            continue
        assert _read_figures(found).items() <= figures.items(), hex(place)
        outcomes["less"] += 1
    assert outcomes["error"] > FLIPS // 20
    assert outcomes["same"] > FLIPS // 4


def test_sectors_in_each_others_place_never_give_another_figure(file):
    body = file.body()
    figures = _read_figures(read_doc(body))
    count = len(body) // SECTOR
    chance = random.Random(20240131)  # noqa: S311 - the same sectors in every run
    errors = 0
    for _ in range(300):
        one, other = (chance.randrange(count) * SECTOR for _ in range(2))
        changed = bytearray(body)
        changed[one : one + SECTOR] = body[other : other + SECTOR]
        changed[other : other + SECTOR] = body[one : one + SECTOR]
        try:
            found = read_doc(bytes(changed))
        except DocumentError:
            errors += 1
            continue
        assert _read_figures(found).items() <= figures.items(), (one, other)
    assert errors > 100


def _with_header(body, place, value):
    changed = bytearray(body)
    struct.pack_into("<I", changed, place, value)
    return bytes(changed)


@pytest.mark.parametrize("place", [0x2C, 0x30, 0x3C, 0x40, 0x44, 0x48])
@pytest.mark.parametrize("value", [1, 0x1000, 0x7FFFFFFF, 0xFFFFFFFE])
def test_counts_and_places_in_the_header_are_not_believed(file, place, value):
    body = file.body()
    shown = _shown(read_doc(body))
    try:
        found = _shown(read_doc(_with_header(body, place, value)))
    except DocumentError as error:
        found = error.error_class.value
    assert found in (shown, "truncated")


def _fat_at(body):
    (sector,) = struct.unpack_from("<I", body, 0x4C)
    return (sector + 1) * SECTOR


@pytest.mark.parametrize("step", [-3, 0, 2])
def test_chains_that_run_in_a_circle_or_into_another(file, step):
    body = file.body()
    for sector in (5, 20):
        changed = _with_header(body, _fat_at(body) + sector * 4, sector + step)
        assert _error_of(changed) == "truncated"


def test_a_directory_that_runs_in_a_circle(file):
    body = file.body()
    (start,) = struct.unpack_from("<I", body, 0x30)
    circle = _with_header(body, _fat_at(body) + start * 4, start)
    with pytest.raises(DocumentError):
        ole_kind(circle)


def test_a_stream_longer_than_the_file(file):
    body = file.body()
    (start,) = struct.unpack_from("<I", body, 0x30)
    for entry in (1, 2):
        place = (start + 1) * SECTOR + entry * 128 + 120
        assert _error_of(_with_header(body, place, 0x7FFFFFFF)) == "truncated"


def _with_pieces(file, count, length):
    """So many pieces that all show the same characters."""
    streams = file.word_streams()
    bounds = struct.pack(f"<{count + 1}I", *range(0, (count + 1) * length, length))
    pieces = bounds + struct.pack("<HIH", 0, 2048, 0) * count
    words = bytearray(streams["WordDocument"])
    table_stream = streams["1Table"] + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into(
        "<II",
        words,
        0x9A + 33 * 8,
        len(streams["1Table"]),
        len(table_stream) - len(streams["1Table"]),
    )
    struct.pack_into("<I", words, 0x4C, count * length)
    return container({"WordDocument": bytes(words), "1Table": table_stream})


@pytest.mark.parametrize(
    ("count", "length", "error"),
    [(60_000, 1, "too_large"), (20_000, 1_000, "too_large"), (3, 2_000_000, "truncated")],
)
def test_pieces_without_end(file, count, length, error):
    assert _error_of(_with_pieces(file, count, length)) == error


def test_a_table_of_a_hundred_thousand_cells_is_read():
    rows = [*[cell("7")] * 20, row_end(tuple(range(0, 2100, 100)))] * 5000
    [grid, _] = read_doc(WordFile(paragraphs=[*rows, END]).body()).blocks
    assert (len(grid.slots), len(grid.slots[0])) == (5000, 20)


def test_a_file_with_eight_megabytes_of_pictures(file):
    body = replace(file, pictures=bytes(8 * 1024 * 1024)).body()
    assert _shown(read_doc(body)) == _shown(read_doc(file.body()))


def test_rows_of_which_each_has_edges_of_its_own():
    rows = []
    for number in range(500):
        rows += [cell(""), cell(""), row_end((-30000, number * 101 - 29000, 30000))]
    assert _error_of(WordFile(paragraphs=[*rows, END]).body()) == "too_large"


def test_tables_in_tables_without_end():
    deep = [
        Para(text="深", sprms=b"\x16\x24\x01\x49\x66" + struct.pack("<I", level))
        for level in (60, 61, 2_000_000_000)
    ]
    grid_or_gap = read_doc(WordFile(paragraphs=[deep[0], END]).body()).blocks
    assert any(isinstance(block, Gap) for block in grid_or_gap)
    assert _error_of(WordFile(paragraphs=[deep[2], END]).body()) == "truncated"


def test_an_encrypted_flag_wins_over_damage(file):
    assert _error_of(replace(file, flags=0x0100).body()) == "encrypted"
