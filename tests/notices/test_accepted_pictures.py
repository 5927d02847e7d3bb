"""Pages look as they did when a person accepted them.

To accept pages anew: run this file with ``DUBAN_RENEW_PICTURES=1``, look at every picture in
``tests/notices/pictures`` that changed, and keep it only where the page is as it should be.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from paper_samples import sample_page
from PIL import Image, ImageChops, ImageStat

from browser.executable import find_browser
from ledger.said import NoticeKind
from notices.examples import examples
from notices.form.page import page_of
from notices.form.print import Printer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
FOLDER = Path(__file__).parent / "pictures"
SCALE = 0.75
# The pictures are compared at this part of their size: faces differ from version to version.
COARSE = 8
# Of 255, on the mean: a page whose lines moved by half a line differs by more than 6.
TOLERANCE = 3.0


@dataclass(frozen=True, slots=True)
class Shot:
    """The first page of a document that has ``mark`` on it; without ``kind`` of the sample."""

    name: str
    kind: NoticeKind | None = None
    mark: str = ""


SHOTS = (
    Shot("sample-first"),
    Shot("sample-second", mark="（一）一致性"),
    Shot("sample-wide-annex", mark="附件1\r\n问题清单"),
    Shot("sample-charts", mark="图1"),
    Shot("notice-first", NoticeKind.NOTICE),
    Shot("notice-annex-1", NoticeKind.NOTICE, "附件1\r\n问题清单"),
    Shot("notice-annex-2", NoticeKind.NOTICE, "附件2\r\n整改情况回执"),
    Shot("circular-chart", NoticeKind.CIRCULAR, "图1"),
)


class Printed:
    """Each document printed once."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._made: dict[NoticeKind | None, bytes] = {}

    def picture(self, shot: Shot) -> Image.Image:
        if shot.kind not in self._made:
            papers = {paper.kind: paper for paper in examples()}
            page = sample_page() if shot.kind is None else page_of(papers[shot.kind])
            self._made[shot.kind] = self._printer.pdf(page)
        document = pypdfium2.PdfDocument(self._made[shot.kind])
        try:
            for page in document:
                if shot.mark in page.get_textpage().get_text_range():
                    return page.render(scale=SCALE, grayscale=True).to_pil()
        finally:
            document.close()
        raise AssertionError(f"no page has {shot.mark!r} on it")


@pytest.fixture(scope="module")
def printed() -> Iterator[Printed]:
    with Printer() as printer:
        yield Printed(printer)


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ on the mean, of 255."""
    if one.size != other.size:
        return 255.0
    size = (one.width // COARSE, one.height // COARSE)
    coarse = [picture.convert("L").resize(size, Image.Resampling.BOX) for picture in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*coarse)).mean[0])


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_page_looks_as_accepted(printed: Printed, shot: Shot) -> None:
    path = FOLDER / f"{shot.name}.png"
    picture = printed.picture(shot)
    if os.environ.get("DUBAN_RENEW_PICTURES"):
        picture.quantize(16).save(path, optimize=True)
    with Image.open(path) as accepted:
        assert difference(picture, accepted) < TOLERANCE
    assert path.stat().st_size <= 60 * 1024


def test_a_page_that_moved_is_seen(printed: Printed) -> None:
    picture = printed.picture(SHOTS[0])
    moved = ImageChops.offset(picture, 0, round(14.5 * SCALE))
    assert difference(picture, moved) > 2 * TOLERANCE
    assert difference(picture, printed.picture(SHOTS[1])) > TOLERANCE


def test_every_picture_is_of_a_page() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*")) == sorted(shot.name for shot in SHOTS)
