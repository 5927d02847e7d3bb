"""The verdict of the process that reads is that of this one, and none of the text comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest
from archives import raw_zip, zipped
from crawl_site import AGENCY, report_page

from archive.model import ClassGroup, VisitClass
from archive.rows import from_line, to_line
from portal_lab.generator import Author, reports_of
from portal_lab.render_html import Hand, report_html
from reading.model import Media
from reading.reader import read
from reading.sameness import report_sha256
from reading.workers.limited import LimitedReader
from reading.workers.limits import Limits
from spiders.gist import Gist, Number, gist_of
from spiders.verify import Document, Verification, Wanted, verify, verify_by
from spiders.verify_apart import judge_apart, verdict

REPORT = report_page().encode()
LAST_YEAR = report_page(2022).encode()
OTHER = report_page(agency="苏镇市财政局").encode()
LETTER = "<p>关于开会的通知</p>".encode()
WANTED = Wanted(name="年报.html", year=2023, names=AGENCY.names)
STORES = "苏镇市粮食和物资储备局"
AUTHOR = f"<p>本报告由{STORES}依照《中华人民共和国政府信息公开条例》编制。</p>"
OTHER_TEXT = (
    report_page(agency=STORES)
    .replace(f"{STORES}2023年政府信息", f"{AGENCY.name}2023年政府信息")
    .replace('<div id="zoom">', f'<div id="zoom">{AUTHOR}')
    .encode()
)


@pytest.fixture(scope="module")
def reader() -> Iterator[LimitedReader]:
    with LimitedReader(jobs=1) as reader:
        yield reader


@pytest.mark.parametrize(
    "bodies",
    [
        (REPORT,),
        (LAST_YEAR,),
        (OTHER,),
        (OTHER_TEXT,),
        (LETTER,),
        (b"",),
        (REPORT + LAST_YEAR,),
        (report_page(2021).encode() + LAST_YEAR,),
        (REPORT[: REPORT.index("<p><b>三".encode())], REPORT[REPORT.index("<p><b>三".encode()) :]),
        (zipped({"a.html": LETTER, "b.html": LAST_YEAR, "c.html": REPORT, "d.html": OTHER}),),
        (zipped({"a.html": LETTER, "b.docx": b""}),),
        (raw_zip([(b"a.doc", b"x" * 20)], flags=1),),
    ],
)
@pytest.mark.parametrize("others", [(), (STORES,)])
def test_the_verdict_is_that_of_this_process(
    reader: LimitedReader, bodies: tuple[bytes, ...], others: tuple[str, ...]
) -> None:
    document = Document(name=WANTED.name, bodies=bodies, content_types=("text/html",) * len(bodies))
    here = verify(document, year=2023, names=AGENCY.names, others=others)
    there = verify_by(judge_apart(reader), document, WANTED, others)
    assert (there.is_no_report, there.openness) == (here.is_no_report, here.openness)
    gist = here.reading and gist_of(here.reading, has_numbers=False)
    assert str(there.error) == str(here.error)
    assert there == replace(here, reading=None, gist=gist, error=there.error)


def test_the_gist_tells_what_versions_are_compared_by() -> None:
    author = Author(name=AGENCY.name, self_name="我局", topics=("招生", "经费", "学校"))
    report = reports_of(author, range(2023, 2024), 7)[2023]
    page = f"<h1>{report.title}</h1>{report_html(report, Hand.PLAIN)}"
    reading = read(page.encode(), name="a")
    path, money = "requests.received.total", "proactive.fees.amount"
    figure = reading.figures[path]
    gist = gist_of(reading, has_numbers=True)
    assert gist.numbers[path] == Number(
        value=int(report.figures[path]), at=figure.at, printed=report.figures[path]
    )
    assert from_line(Gist, to_line(gist)) == gist
    assert isinstance(gist.numbers[money].value, Decimal | int)
    assert gist == Gist(
        issuer=AGENCY.name,
        media=Media.HTML,
        content=report_sha256(reading, has_preamble=True),
        numbers=gist.numbers,
    )
    assert gist_of(reading, has_numbers=False) == replace(gist, numbers={})


def test_nothing_of_the_text_comes_back() -> None:
    told = verdict(read(REPORT, name="a"), to_line(WANTED))
    found = from_line(Verification, told)
    assert (found.failure, found.is_signed, found.reading) == (None, True, None)
    assert "统计期限" not in told
    assert "认真做好" not in told


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"gist": 1}', '{"failure": "no such"}'])
def test_what_is_no_verdict_is_a_failure_of_ours(told: str) -> None:
    class Mad:
        def told_of_pages(self, _bodies: object, **_: object) -> str:
            return told

    judge = judge_apart(cast("LimitedReader", Mad()))
    found = verify_by(judge, Document(name=WANTED.name, bodies=(REPORT,)), WANTED)
    assert (found.failure, found.reason) == (
        VisitClass.ADAPTER_ERROR,
        "年报.html：解读进程给出的结果无法识别，未能核验",
    )


def test_a_document_that_hangs_or_kills_costs_itself() -> None:
    limits = Limits(seconds=3.0)
    with LimitedReader(limits, 1, task="worker_tasks:read_or_misbehave") as reader:
        judge = judge_apart(reader)
        for deed in (b"do hang", b"do kill 11", b"do say nonsense"):
            found = verify_by(judge, Document(name=WANTED.name, bodies=(deed,)), WANTED)
            assert found.failure is not None
            assert found.failure.group is ClassGroup.OURS
        found = verify_by(judge, Document(name=WANTED.name, bodies=(REPORT,)), WANTED)
        assert (found.failure, found.is_signed) == (None, True)
