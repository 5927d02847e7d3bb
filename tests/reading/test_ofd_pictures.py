"""OFD of pictures only: the pages are put together and read as a scan."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from archives import zipped
from ofd_files import NAMESPACE, SENTENCE, members_of, ofd_of, text_object

from reading.again import read_again
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import FigureState, Media
from reading.ofd.document import read_ofd
from reading.ofd.pages import picture_pages
from reading.pdf.document import ScanOnly
from reading.reader import read
from reading.scan import document
from reading.scan.document import can_read_scans

needs_extra = pytest.mark.skipif(
    not can_read_scans(), reason="the ocr extra is not installed (./setup.sh base dev ocr)"
)
DISPUTES_ALONE = frozenset({"proactive", "requests"})
WHOLE = 'Boundary="0 0 210 297" CTM="210 0 0 297 0 0"'
PNG = b"\x89PNG\r\n\x1a\n"


def _image(number: int, place: str = WHOLE) -> str:
    return f'<ofd:ImageObject ID="{number + 50}" ResourceID="{number}" {place}/>'


def _ofd(pages: list[str], pictures: dict[str, bytes]) -> bytes:
    """Pages of pictures; the files lie where a writer of scans puts them."""
    media = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image" Format="PNG"><ofd:MediaFile>{name}'
        "</ofd:MediaFile></ofd:MultiMedia>"
        for number, name in enumerate(pictures)
    )
    resources = (
        f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    )
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    body = ofd_of(pages, {"Doc_0/DocumentRes.xml": resources}, common)
    files = {f"Doc_0/Res/{name}": content for name, content in pictures.items()}
    return zipped({**members_of(body), **files})


@pytest.fixture(scope="module")
def scan_maker():
    return import_module("scan_maker")


def _page(scan_maker, report):
    [page] = scan_maker.pages_of_pdf(scan_maker.pdf_of_html(report.html().decode()))
    return page


def _numbers(reading) -> dict[str, str | FigureState]:
    return {
        path: figure.printed if figure.state is FigureState.NUMBER else figure.state
        for path, figure in reading.figures.items()
        if path.startswith("disputes")
    }


def _printed(report) -> dict[str, str]:
    return {p: v for p, v in report.printed().items() if p.startswith("disputes")}


@needs_extra
def test_a_scanned_ofd_is_read_as_the_scan_it_is(made, scan_maker):
    report = made(without_tables=DISPUTES_ALONE)
    body = _ofd([_image(0)], {"a.png": scan_maker.picture([_page(scan_maker, report)])})
    reading = read(body, name="a.ofd")
    assert (reading.media, reading.agency, reading.year) == (Media.SCAN, "示例市样板局", 2023)
    assert _numbers(reading) == _printed(report)
    again = read_again(body, reading, tuple(_printed(report)))
    sure = {path: figure.printed for path, figure in again.items() if figure is not None}
    assert sure
    assert sure == {path: _printed(report)[path] for path in sure}


@needs_extra
def test_a_page_in_strips_is_put_together(made, scan_maker):
    """The lower strip lies with a margin that its boundary cuts away; it has no matrix above."""
    report = made(without_tables=DISPUTES_ALONE)
    page = _page(scan_maker, report)
    half = page.shape[0] // 2
    at = half / page.shape[0] * 297
    spoilt = np.concatenate([np.zeros((half, *page.shape[1:]), np.uint8), page[half:]])
    pictures = {"a.png": scan_maker.picture([page[:half]]), "b.png": scan_maker.picture([spoilt])}
    upper = _image(0, f'Boundary="0 0 210 {at}"')
    lower = _image(1, f'Boundary="0 {at} 210 {297 - at}" CTM="210 0 0 297 0 {-at}"')
    assert _numbers(read(_ofd([upper + lower], pictures), name="a.ofd")) == _printed(report)


def test_without_the_extra_it_is_refused_as_a_scanned_pdf_is(monkeypatch):
    monkeypatch.setattr(document, "find_spec", lambda _: None)
    with pytest.raises(DocumentError) as caught:
        read(_ofd([_image(0)], {"a.png": PNG}), name="a.ofd")
    assert caught.value.error_class is DocumentErrorClass.UNSUPPORTED_FORMAT
    assert str(caught.value) == (
        "a.ofd：扫描件识读组件未安装，"
        "请运行 DUBAN_EXTRAS=ocr ./duban doctor 安装（约 350 MB）后再读"
    )


def test_pages_of_text_beside_more_pages_of_pictures_are_not_left_out():
    text = text_object(SENTENCE, 20, 30) + text_object(SENTENCE, 20, 40)
    body = _ofd([text, _image(0), _image(0)], {"a.png": PNG})
    with pytest.raises(DocumentError, match="不能合在一起识读") as caught:
        read_ofd(body)
    assert not isinstance(caught.value, ScanOnly)


@needs_extra
@pytest.mark.parametrize(
    ("page", "picture", "wanted"),
    [
        (WHOLE, PNG, DocumentErrorClass.TRUNCATED),
        (WHOLE, b"\x97JB2\r\n\x1a\n", DocumentErrorClass.UNSUPPORTED_FORMAT),
        (WHOLE.replace("210 0 0 297", "0 210 297 0"), PNG, DocumentErrorClass.UNSUPPORTED_FORMAT),
        (WHOLE.replace("210 0 0 297", "-210 0 0 297"), PNG, DocumentErrorClass.UNSUPPORTED_FORMAT),
    ],
    ids=["cut", "of a form not known", "turned", "mirrored"],
)
def test_a_picture_that_cannot_be_laid_on_the_page_is_named(page, picture, wanted):
    with pytest.raises(DocumentError) as caught:
        read(_ofd([_image(0, page)], {"a.png": picture}), name="a.ofd")
    assert caught.value.error_class is wanted


def test_a_picture_that_is_not_in_the_file_is_told():
    body = _ofd([_image(7)], {"a.png": PNG})
    with pytest.raises(DocumentError) as caught:
        list(picture_pages(body))
    assert caught.value.error_class is DocumentErrorClass.TRUNCATED


def test_a_page_without_pictures_is_left_out():
    body = _ofd(["", _image(0, 'Boundary="0 0 90 90"')], {"a.png": PNG})
    [page] = picture_pages(body)
    assert [placed.body for placed in page.pictures] == [PNG]
