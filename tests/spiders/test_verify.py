"""What was downloaded is the report, or says why it is not; of an archive each member is asked."""

from __future__ import annotations

import pytest
from archives import raw_zip, zipped
from crawl_site import AGENCY, report_page

from archive.model import ClassGroup, VisitClass
from reading.errors import DocumentError, DocumentErrorClass
from reading.members import Held
from reading.reader import read_pages
from spiders.verify import Document, Verification, verify

REPORT = report_page().encode()
LAST_YEAR = report_page(2022).encode()
OTHER = report_page(agency="苏镇市财政局").encode()
LETTER = "<p>关于开会的通知</p>".encode()


def judged(*bodies: bytes, name: str = "年报.zip", read=read_pages) -> Verification:
    document = Document(name=name, bodies=bodies, content_types=("text/html",) * len(bodies))
    return verify(document, year=2023, names=AGENCY.names, read=read)


def test_a_report_is_told_with_its_reading():
    found = judged(REPORT)
    assert (found.failure, found.reason, found.held) == (None, "", Held())
    assert found.reading == read_pages([REPORT], name="年报.zip", content_types=["text/html"])


@pytest.mark.parametrize(
    ("body", "failure", "is_report", "openness"),
    [
        (LAST_YEAR, VisitClass.WRONG_YEAR_FILE, True, 1),
        (OTHER, VisitClass.WRONG_AGENCY_FILE, True, 1),
        (LETTER, VisitClass.LAYOUT_CHANGED, False, 2),
        (b"", VisitClass.EMPTY_SHELL, False, 0),
        (zipped({}), VisitClass.EMPTY_SHELL, False, 0),
        (zipped({"a.txt": bytes(80_000_000)}), VisitClass.BUDGET_EXHAUSTED, False, 0),
        (raw_zip([(b"a.doc", b"x" * 20)], flags=1), VisitClass.ENCRYPTED, False, 0),
        (zipped({"b.zip": zipped({"a": REPORT})}), VisitClass.UNSUPPORTED_FORMAT, False, 0),
        (b"Rar!\x1a\x07\x00" + bytes(64), VisitClass.UNSUPPORTED_FORMAT, False, 0),
    ],
)
def test_what_is_not_the_report_has_its_class(body, failure, is_report, openness):
    found = judged(body)
    assert (found.failure, found.is_report, found.openness) == (failure, is_report, openness)
    assert found.reason


@pytest.mark.parametrize("error_class", ["timeout", "too_large", "reader_failed"])
def test_a_failure_of_our_reading_is_ours(error_class):
    def failing(bodies, *, name, content_types):
        del bodies, content_types
        raise DocumentError(DocumentErrorClass(error_class), f"{name}：读不完")

    found = judged(REPORT, name="a.html", read=failing)
    assert found.failure is not None
    assert (found.failure.group, found.reason) == (ClassGroup.OURS, "a.html：读不完")
    # It must not pass for "some other document", which would let a visit say "not seen".
    assert found.failure is not VisitClass.LAYOUT_CHANGED


def test_the_member_that_is_the_report_wins():
    archive = zipped({"a.html": LETTER, "b.html": LAST_YEAR, "c.html": REPORT, "d.html": OTHER})
    found = judged(archive)
    assert (found.failure, found.held) == (None, Held(number=2, member="c.html"))
    assert found.reading is not None
    assert found.reading.year == 2023


def test_the_agency_s_own_report_goes_before_one_that_mentions_it():
    mentions = REPORT.replace("苏镇市教育局2023年政府".encode(), "苏镇市财政局2023年政府".encode())
    assert judged(mentions).failure is None
    found = judged(zipped({"a.html": mentions, "b.html": REPORT}))
    assert (found.held.member, found.is_signed) == ("b.html", True)
    found = judged(zipped({"a.html": mentions, "b.html": LETTER}))
    assert (found.failure, found.held.member, found.is_signed) == (None, "a.html", False)


def test_members_that_name_the_agency_are_asked_first():
    asked = []

    def reader(bodies, *, name, content_types):
        assert content_types == (None,)
        asked.append(name)
        return read_pages(bodies, name=name, content_types=content_types)

    names = [f"{n}局.html" for n in range(9)]
    archive = zipped(dict.fromkeys(names, OTHER) | {"苏镇市教育局.html": REPORT})
    assert judged(archive, read=reader).failure is None
    assert asked == ["年报.zip!苏镇市教育局.html"]


@pytest.mark.parametrize(
    ("members", "failure", "reason"),
    [
        (
            {"a.html": LETTER, "b.html": LAST_YEAR},
            VisitClass.WRONG_YEAR_FILE,
            "年报.zip!b.html：文件内容是 2022 年的年度报告",
        ),
        # What could not be opened may be the report: nobody is told to have linked another one.
        (
            {"a.html": LAST_YEAR, "b.docx": b""},
            VisitClass.EMPTY_SHELL,
            "年报.zip!b.docx：文件是空的，没有任何内容，请重新取得文件",
        ),
        (
            {"a.html": LETTER, "b.zip": zipped({"c": REPORT})},
            VisitClass.UNSUPPORTED_FORMAT,
            "年报.zip!b.zip：压缩包里还有压缩包，未予展开，请先解开再读取",
        ),
    ],
)
def test_where_no_member_is_the_report_the_most_telling_failure_is_given(members, failure, reason):
    found = judged(zipped(members))
    assert (found.failure, found.reason) == (failure, reason)


def test_an_archive_of_traps_does_not_take_all_our_time():
    asked = []

    def hanging(bodies, *, name, content_types):
        del bodies, content_types
        asked.append(name)
        raise DocumentError(DocumentErrorClass.TIMEOUT, f"{name}：读取超过 60 秒")

    found = judged(zipped({f"{n}.pdf": b"x" for n in range(100)}), read=hanging)
    assert (found.failure, len(asked)) == (VisitClass.BUDGET_EXHAUSTED, 3)


def test_an_article_on_several_pages_is_judged_as_joined():
    whole = report_page()
    at = whole.index("<p><b>三、")
    first = f"{whole[:at]}</div></body></html>".encode()
    second = f"<html><body><div id='zoom'>{whole[at:]}".encode()
    alone = judged(first)
    assert (alone.failure, alone.is_report) == (VisitClass.LAYOUT_CHANGED, False)
    joined = judged(first, second)
    assert joined.failure is None
    assert joined.reading is not None
    assert len(joined.reading.parts) == 6


def test_of_several_reports_in_one_document_the_one_asked_for_is_judged():
    """Each has its own title and period; a neighbour's title below a report is none of them."""
    for both in (REPORT + LAST_YEAR, LAST_YEAR + REPORT):
        found = judged(both, name="历年年报.html")
        assert (found.failure, found.reason, found.is_signed) == (None, "", True)
        assert found.reading is not None
        assert (found.reading.year, found.reading.is_one_of_several) == (2023, True)
    older = report_page(2021).encode()
    other = judged(older + LAST_YEAR, name="历年年报.html")
    assert (other.failure, other.reason) == (
        VisitClass.WRONG_YEAR_FILE,
        "文件内容是 2022 年的年度报告",
    )


def test_several_reports_that_cannot_be_told_apart_are_said_to_be_ours():
    cut = LAST_YEAR.decode()
    for part in "三四五六":
        cut = cut.replace(f"<p><b>{part}、", f"<p><b>（{part}）、")
    both = judged(REPORT + cut.encode(), name="历年年报.html")
    assert (both.failure, both.reason) == (
        VisitClass.AMBIGUOUS,
        "文件中有 2022、2023 年的几份年度报告，本系统不能分开识读",
    )
    below = f"<p>上一篇：{AGENCY.name}2022年政府信息公开工作年度报告</p>".encode()
    assert judged(REPORT + below, name="年报.html").failure is None
