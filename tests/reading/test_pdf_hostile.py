"""PDF that was made, or happened, to do harm: a named reason, in bounded time and memory."""

from __future__ import annotations

import contextlib
import random

import pytest
from pdf_writer import (
    FONT,
    Paper,
    Printer,
    built,
    locked,
    printed_report,
    report_printer,
    stream,
)

from reading.blocks import Gap
from reading.errors import DocumentError, DocumentErrorClass
from reading.pdf.again import NOT_FOR_PDFPLUMBER, pdf_lines
from reading.pdf.document import read_pdf
from reading.reader import read, reading_of

TOO_LARGE, TRUNCATED = DocumentErrorClass.TOO_LARGE, DocumentErrorClass.TRUNCATED


def _error(body: bytes) -> DocumentErrorClass:
    with pytest.raises(DocumentError) as caught:
        read_pdf(body)
    return caught.value.error_class


def _file(content: bytes, page: bytes = b"", **objects: bytes) -> bytes:
    """A file of one page; further objects by their number after an ``o``."""
    return built({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
           b"<</Font<</F 5 0 R>>/XObject<</A 20 0 R>>>>%s>>" % page,
        4: stream(content),
        **FONT,
        **{int(name[1:]): body for name, body in objects.items()},
    })  # fmt: skip


SENTENCE = (
    b"BT /F 9 Tf 50 700 Td <%s> Tj ET\n" % ("一、总体情况" * 9).encode("utf-16-be").hex().encode()
)


def _form(names: bytes, content: bytes) -> bytes:
    return stream(
        content,
        b"/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</XObject<<%s>>>>" % names,
    )


def test_a_file_that_ends_early_is_truncated(made):
    body = printed_report(made())
    assert {_error(body[: len(body) * share // 10]) for share in range(1, 10)} == {TRUNCATED}
    assert _error(b"%PDF-1.7\n%%EOF") is TRUNCATED


def test_bytes_behind_the_end_of_a_whole_file_are_no_harm(made):
    """Portals send pages of white space, and pieces of other pages, behind a file."""
    body = printed_report(made())
    figures = read(body + b" " * 60_000, name="a.pdf").figures
    assert {p: f.printed for p, f in figures.items()} == made().printed()
    for cut in (body + b" " * 70_000, body[:-8] + b" " * 60_000):
        with pytest.raises(DocumentError) as caught:
            read(cut, name="a.pdf")
        assert caught.value.error_class is TRUNCATED


def test_a_linearized_file_that_ends_early_is_truncated(made):
    body = printed_report(made())
    head = b"%PDF-1.7\n9 0 obj\n<</Linearized 1/L "
    assert _error(head + b"%d>>\nendobj\n" % (len(body) * 2) + body[9:]) is TRUNCATED


def test_a_damaged_stream_is_not_read_as_other_numbers(made):
    body = bytearray(printed_report(made()))
    at = body.index(b"stream\n", body.index(b"101 0 obj")) + 200
    body[at] ^= 0x55
    assert _error(bytes(body)) is TRUNCATED


def test_a_stream_that_ends_early_is_truncated(made):
    parts = report_printer(made(), Paper()).paper.parts()
    packed = parts[101]
    parts[101] = packed[: len(packed) // 2] + b"\nendstream"
    assert _error(built(parts)) is TRUNCATED


def test_a_stream_that_unpacks_beyond_reason_is_too_large():
    assert _error(_file(SENTENCE + b" " * (257 * 1024 * 1024))) is TOO_LARGE


def test_a_password_is_asked_for_by_name(made):
    parts = report_printer(made(), Paper()).paper.parts()
    assert _error(locked(parts, b"secret")) is DocumentErrorClass.ENCRYPTED


def test_a_file_that_anybody_may_open_but_not_change_is_read(made):
    parts = report_printer(made(), Paper()).paper.parts()
    reading = reading_of(read_pdf(locked(parts)))
    assert {p: f.printed for p, f in reading.figures.items()} == made().printed()


def test_a_lock_that_is_not_known_is_encrypted(made):
    body = printed_report(made()).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/ID[(a)(b)]/Encrypt<</Filter/Fancy.Lock/V 1>>"
    )
    assert _error(body) is DocumentErrorClass.ENCRYPTED


def test_more_pages_than_any_report_are_too_large():
    paper = Paper()
    for _ in range(1000):
        paper.page()
        paper.text(50, 50, "字")
    assert _error(paper.bytes()) is TOO_LARGE


def test_more_pages_than_a_file_says_are_too_large_or_none():
    """A count that lies, and a tree of pages that contains itself."""
    lie = built({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    })  # fmt: skip
    assert _error(lie) in (TOO_LARGE, TRUNCATED, DocumentErrorClass.EMPTY)
    loop = built({
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9/Parent 2 0 R>>",
    })  # fmt: skip
    assert _error(loop) is TRUNCATED


def test_a_page_of_few_words_is_no_scan():
    paper = Paper()
    paper.page()
    paper.text(50, 50, "另见附件")
    with pytest.raises(DocumentError) as caught:
        reading_of(read_pdf(paper.bytes()))
    assert caught.value.error_class is DocumentErrorClass.NOT_A_REPORT


def test_blank_pages_are_empty():
    paper = Paper()
    paper.page()
    assert _error(paper.bytes().replace(b"/Contents 101 0 R", b"")) is DocumentErrorClass.EMPTY


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param({"o20": _form(b"/A 20 0 R", b"/A Do /A Do")}, id="itself"),
        pytest.param(
            {
                "o20": _form(b"/A 21 0 R", b"/A Do /A Do"),
                "o21": _form(b"/A 20 0 R", b"/A Do /A Do"),
            },
            id="each other",
        ),
        pytest.param(
            {
                f"o{number}": _form(b"/A %d 0 R" % (number + 1), b"/A Do\n" * 20)
                for number in range(20, 32)
            },
            id="a hundred to the power of many",
        ),
        pytest.param(
            {
                "o20": stream(
                    b"/A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 21 0 R"
                ),
                "o21": b"<</XObject 22 0 R>>",
                "o22": b"<</A 20 0 R>>",
            },
            id="by way of references",
        ),
    ],
)
def test_forms_that_contain_themselves_or_too_many_are_too_large(forms):
    assert _error(_file(SENTENCE + b"/A Do", **forms)) is TOO_LARGE


def test_forms_in_forms_as_reports_have_them_are_read():
    inner = b"BT /F 9 Tf 50 600 Td <%s> Tj ET" % "六、其他".encode("utf-16-be").hex().encode()
    forms = {
        f"o{number}": _form(b"/A %d 0 R" % (number + 1), b"1 0 0 1 0 -20 cm /A Do")
        for number in range(20, 23)
    }
    forms["o23"] = stream(
        inner,
        b"/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</Font<</F 5 0 R>>>>",
    )
    texts = [block.text for block in read_pdf(_file(SENTENCE + b"/A Do", **forms)).blocks]
    assert texts == ["一、总体情况" * 9, "六、其他"]


def test_a_page_as_large_as_a_town_is_read_like_any_other():
    body = _file(SENTENCE).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]")
    assert [block.text for block in read_pdf(body).blocks] == ["一、总体情况" * 9]


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[a b]", b"[5 5 1 1]", b"[0 0 1e400 1]"])
def test_a_page_without_a_size_does_not_crash(box):
    with contextlib.suppress(DocumentError):
        read_pdf(_file(SENTENCE).replace(b"[0 0 595 842]", box))


def test_more_characters_than_any_report_are_too_large():
    lines = (SENTENCE.replace(b"50 700", b"50 %d" % (12 * y)) for y in range(12_000))
    body = _file(b"".join(lines)).replace(b"[0 0 595 842]", b"[0 0 595 200000]")
    assert _error(body) is TOO_LARGE


def test_more_rules_than_any_report_are_too_large():
    assert _error(_file(SENTENCE + b"0 0 m 9 9 l S\n" * 400_001)) is TOO_LARGE


def test_a_table_of_more_cells_than_any_report_is_too_large():
    level = b"".join(b"0 %d m 9000 %d l S\n" % (y, y) for y in range(0, 9000, 10))
    upright = b"".join(b"%d 0 m %d 9000 l S\n" % (x, x) for x in range(0, 9000, 20))
    body = _file(SENTENCE + level + upright).replace(b"[0 0 595 842]", b"[0 0 9000 9000]")
    assert _error(body) is TOO_LARGE


def test_more_fields_than_any_report_are_too_large():
    assert _error(_file(SENTENCE, b"/Annots[%s]" % (b"30 0 R " * 400_001))) is TOO_LARGE


def test_pictures_over_every_cell_cost_no_time():
    paper = Paper()
    printer = Printer(paper)
    printer.line("一、总体情况" * 9)
    printer.table([[("", 1, 1)] * 50 for _ in range(100)], [1] * 50)
    paper.picture(0, 0, 595, 842)
    side = paper.pages[0]
    side.marks += [side.marks[-1]] * 3000
    assert Gap(what="未能还原的表格") in read_pdf(paper.bytes()).blocks


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_files_are_read_or_refused_and_never_crash(made, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    whole = printed_report(made(), height=420.0)
    odd = [b"9" * 400, b"-1", b"nan", b"<<", b">>", b"endobj", b"stream\n", b"1e308", b"", b"\0"]
    for _ in range(12):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randint(0, 6)] = chance.choice(odd)
        with contextlib.suppress(DocumentError):
            reading_of(read_pdf(bytes(spoilt)))
        with contextlib.suppress(*NOT_FOR_PDFPLUMBER):
            list(pdf_lines(bytes(spoilt)))
