"""Which way up a scanned page is read: turned only where another way is surely clearer."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import import_module
from random import Random

import numpy as np
import pytest

from reading.scan.document import can_read_scans

if not can_read_scans():
    pytest.skip("the ocr extra is not installed (./setup.sh base dev ocr)", allow_module_level=True)
scan_maker = import_module("scan_maker")
turns = import_module("reading.scan.turns")
pages_of = import_module("reading.scan.pages").pages_of

SENTENCE = "本机关认真贯彻条例，全年主动公开信息若干条，收到申请三件，均已办结。"


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


FIGURES = _table([[str(row * 7 + column) for column in range(8)] for row in range(12)])
LABELLED = _table([["予以公开", *map(str, range(row, row + 8))] for row in range(5)])
NEARLY_EMPTY = "<p style='margin-top:200mm'>- 3 -</p>"
# Signs that are nearly the same on their head.
_RANDOM = Random(3)  # noqa: S311 - the same page at each run
EVEN = _table(
    [
        ["".join(_RANDOM.choice("口日田回申中王") for _ in range(5)) for _ in range(4)]
        for _ in range(6)
    ]
)


@cache
def _picture(html: str):
    [page] = scan_maker.pages_of_pdf(scan_maker.pdf_of_html(f"<html><body>{html}</body></html>"))
    return page


def _once(work):
    """The same work, done once for each picture: it takes seconds, and gives the same again."""
    done = {}

    def looked_up(seen, **how):
        picture = getattr(seen, "picture", seen)
        scale = getattr(seen, "scale", None)
        key = (picture.shape, sha256(picture.tobytes()).digest(), scale, *sorted(how.items()))
        if key not in done:
            done[key] = work(seen, **how)
        return done[key]

    return looked_up


READ, CLEARNESS = _once(turns.read_page), _once(turns._clearness)


def read_page(sheet):
    return READ(sheet, by_detection=False)


@pytest.fixture(autouse=True)
def _look_once(monkeypatch):
    """The tests lay the same few pages in many ways, and turn them back."""
    monkeypatch.setattr(turns, "read_page", READ)
    monkeypatch.setattr(turns, "_clearness", CLEARNESS)


def _sheets(*pages):
    """The pages, each given so many quarter turns to the right."""
    for html, quarters in pages:
        turned = np.ascontiguousarray(np.rot90(_picture(html), -quarters))
        yield from pages_of(scan_maker.picture([turned]))


def _texts(page):
    return [getattr(block, "text", type(block).__name__) for block in page.blocks]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_of_text_is_read_upright_whichever_way_it_lies(quarters):
    [page] = turns.read_pages(_sheets((f"<p>{SENTENCE}</p>", quarters)))
    assert "".join(_texts(page)) == SENTENCE
    assert (page.width < page.height, page.is_clear) == (True, True)


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_page_of_one_table_is_turned_by_the_words_in_it(quarters):
    [page] = turns.read_pages(_sheets((LABELLED, quarters)))
    [table] = page.blocks
    assert [cell.text for cell in table.cells if cell.column == 0] == ["予以公开"] * 5


@pytest.mark.parametrize("quarters", [0, 3])
@pytest.mark.parametrize("html", [NEARLY_EMPTY, FIGURES], ids=["nearly empty", "figures alone"])
def test_a_page_that_tells_too_little_is_read_as_it_lies(html, quarters):
    [sheet] = _sheets((html, quarters))
    assert list(turns.read_pages([sheet])) == [read_page(sheet)]


def test_a_page_that_tells_too_little_lies_as_the_one_before_it():
    _, page = turns.read_pages(_sheets((f"<p>{SENTENCE}</p>", 1), (FIGURES, 1)))
    [upright] = _sheets((FIGURES, 0))
    assert page == read_page(upright)


def test_a_page_that_is_somewhat_clearer_another_way_is_left_as_it_lies():
    """On its head it would be called clear enough, but not surely so."""
    blurred = scan_maker.scanned(
        np.ascontiguousarray(np.rot90(_picture(EVEN), 2)),
        scan_maker.Scanner(skew=0.0, noise=8.0, blur=2.2, quality=40),
    )
    [sheet] = pages_of(scan_maker.picture([blurred]))
    as_it_lies = read_page(sheet)
    best, clear = turns._best_turn(sheet.picture)
    assert (as_it_lies.is_clear, best, clear < turns._SURELY) == (False, 2, True)
    assert read_page(turns._turned(sheet, best)).is_clear
    assert list(turns.read_pages([sheet])) == [as_it_lies]
