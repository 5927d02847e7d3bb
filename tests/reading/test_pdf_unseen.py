"""PDF: what nobody sees on a page is not read as printed on it."""

from __future__ import annotations

import pytest
from pdf_writer import FONT, built, stream

from reading.blocks import Paragraph
from reading.pdf.document import ScanOnly, read_pdf
from reading.pdf.pages import pages_of

SEEN = "本机关认真贯彻条例，全年主动公开信息若干条，组织培训，完善制度，压实责任，取得实效。"
OTHER = "看不见的文字"


def _show(text: str, y: int, before: str = "", after: str = "") -> bytes:
    code = text.encode("utf-16-be").hex()
    return f"{before} BT /F 9 Tf 50 {y} Td <{code}> Tj ET {after}\n".encode()


def _file(content: bytes, catalog: bytes = b"", properties: bytes = b"", **objects: bytes) -> bytes:
    return built({
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
           b"<</Font<</F 5 0 R>>%s>>>>" % properties,
        4: stream(content),
        **FONT,
        **{int(name[1:]): body for name, body in objects.items()},
    })  # fmt: skip


def _texts(body: bytes) -> list[str]:
    return [block.text for block in read_pdf(body).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("3 Tr", "0 Tr"),
        ("7 Tr", "0 Tr"),
        ("1 1 1 rg", "0 g"),
        ("1 g", "0 g"),
        ("0.99 g", "0 g"),
        ("0 0 0 0 k", "0 g"),
        ("1 1 1 rg 40 640 300 40 re f", "0 g"),
        ("1 g 0 G 40 640 300 40 re S", "0 g"),
    ],
    ids=["no ink", "clip", "white", "white grey", "near white", "no cyan", "on white", "framed"],
)
def test_text_that_is_not_seen_is_not_read(before, after):
    body = _file(_show(SEEN, 700) + _show(OTHER, 650, before, after))
    assert _texts(body) == [SEEN]


@pytest.mark.parametrize(
    "before",
    [
        "0.2 0.4 0.8 rg 40 640 300 40 re f 1 g",
        "0 G 30 w 40 655 m 300 655 l S 1 g",
        "0.9 g",
        "2 Tr 1 g 0 G",
        "0 1 1 rg",
    ],
    ids=["white on blue", "white on a thick line", "pale", "with a rim", "in a colour"],
)
def test_text_that_may_be_seen_is_read(before):
    body = _file(_show(SEEN, 700) + _show(OTHER, 650, before, "0 g"))
    assert _texts(body) == [SEEN, OTHER]


OCGS = {
    "o30": b"<</Type/OCG/Name(draft)>>",
    "o31": b"<</Type/OCG/Name(final)>>",
    "o32": b"<</Type/OCG/Name(final)>>",
}
LAYERED = _show(SEEN, 700) + _show(OTHER, 650, "/OC /L0 BDC", "EMC")


@pytest.mark.parametrize(
    ("usual", "layer", "is_seen"),
    [
        (b"/OFF[30 0 R]", b"30", False),
        (b"/ON[30 0 R]", b"30", True),
        (b"", b"30", True),
        (b"/BaseState/OFF/ON[31 0 R]", b"30", False),
        (b"/BaseState/OFF/ON[30 0 R]", b"30", True),
        (b"/OFF[31 0 R]", b"31", True),
        (b"/OFF[31 0 R 32 0 R]", b"31", False),
        (b"/OFF 7", b"30", True),
    ],
    ids=[
        "off",
        "on",
        "nothing said",
        "all off",
        "all but it off",
        "two of a name",
        "both off",
        "-",
    ],
)
def test_a_layer_that_is_switched_off_is_not_read(usual, layer, is_seen):
    catalog = b"/OCProperties<</OCGs[30 0 R 31 0 R 32 0 R]/D<<%s>>>>" % usual
    properties = b"/Properties<</L0 %s 0 R>>" % layer
    body = _file(LAYERED, catalog, properties, **OCGS)
    assert _texts(body) == [SEEN, OTHER] if is_seen else [SEEN]


def test_a_layer_that_is_not_in_the_file_is_read():
    assert _texts(_file(LAYERED)) == [SEEN, OTHER]


def test_a_text_layer_over_a_scan_is_no_print():
    picture = stream(
        b"\x80" * 100,
        b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    page = b"q 595 0 0 842 0 0 cm /A Do Q\n" + _show(SEEN, 700, "3 Tr", "0 Tr")
    body = _file(page, properties=b"/XObject<</A 20 0 R>>", o20=picture)
    with pytest.raises(ScanOnly):
        read_pdf(body)
    assert [page.has_hidden_text for page in pages_of(body).pages] == [True]


GREY = b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray"
PICTURE = stream(b"\x80" * 100, GREY)
CLEAR = stream(b"\x00" * 100, GREY)
UNDER = _show(OTHER, 650) + b"q 595 0 0 500 0 300 cm /A Do Q\n" + _show(SEEN, 200)


def test_text_under_a_picture_is_not_seen():
    assert _texts(_file(UNDER, properties=b"/XObject<</A 20 0 R>>", o20=PICTURE)) == [SEEN]


@pytest.mark.parametrize(
    ("content", "picture"),
    [
        (UNDER, stream(b"\x80" * 100, GREY + b"/SMask 21 0 R")),
        (UNDER.replace(b"q 595", b"q 0 0 100 100 re W n 595"), PICTURE),
        (UNDER.replace(b"q 595", b"q 0 0 m 595 842 l 0 842 l 9 9 l 8 8 l h W n 595"), PICTURE),
        (UNDER.replace(b"q 595", b"/T gs q 595"), PICTURE),
        (UNDER.replace(b"595 0 0 500 0 300", b"200 0 0 200 40 600"), PICTURE),
        (
            _show(SEEN, 700) + b"q 595 0 0 842 0 0 cm /A Do Q\n",
            stream(b"\x80" * 100, GREY + b"/SMask 21 0 R"),
        ),
        (b"q 595 0 0 500 0 300 cm /A Do Q\n" + _show(OTHER, 650) + _show(SEEN, 200), PICTURE),
    ],
    ids=["a clear picture", "cut", "cut to a shape", "half clear", "a seal", "a watermark", "over"],
)
def test_text_that_a_picture_does_not_cover_is_read(content, picture):
    properties = b"/XObject<</A 20 0 R>>/ExtGState<</T<</ca 0.5>>>>"
    found = _texts(_file(content, properties=properties, o20=picture, o21=CLEAR))
    assert found == [
        text for text in (OTHER, SEEN) if text.encode("utf-16-be").hex().encode() in content
    ]


def test_a_scan_over_its_text_is_a_scan():
    page = _show(SEEN, 700) + b"q 595 0 0 842 0 0 cm /A Do Q\n"
    body = _file(page, properties=b"/XObject<</A 20 0 R>>", o20=PICTURE)
    with pytest.raises(ScanOnly):
        read_pdf(body)
    assert [page.has_hidden_text for page in pages_of(body).pages] == [True]


@pytest.mark.parametrize("is_off", [True, False])
@pytest.mark.parametrize("is_own", [True, False], ids=["of the form", "around the form"])
def test_a_layer_on_a_whole_form_counts(is_off, is_own):
    drawn = b"/A Do\n" if is_own else b"/OC /L0 BDC /A Do EMC\n"
    own = b"/OC 30 0 R" if is_own else b""
    form = stream(
        _show(OTHER, 650),
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>" + own,
    )
    usual = b"/OFF[30 0 R]" if is_off else b"/OFF[31 0 R]"
    catalog = b"/OCProperties<</OCGs[30 0 R 31 0 R]/D<<%s>>>>" % usual
    properties = b"/XObject<</A 20 0 R>>/Properties<</L0 30 0 R>>"
    body = _file(
        _show(SEEN, 700) + drawn, catalog, properties, o20=form, o30=OCGS["o30"], o31=OCGS["o31"]
    )
    assert _texts(body) == [SEEN] if is_off else [SEEN, OTHER]
