"""The page and the files beside it: kept, compared, and pictures taken as one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from crawl_site import COLUMN, PAGE, TITLE, captures, crawl, portal, report_page
from tiny_site import answer

from archive.model import CaptureRole, VisitClass
from portal_lab.generator import Author, reports_of
from portal_lab.render_html import Hand, report_html
from portal_lab.report import LabReport
from portal_lab.whole.media import Media as Form
from portal_lab.whole.media import attachment
from reading.model import Media, ReportReading
from reading.reader import read
from spiders.gist import Gist, gist_of
from spiders.versions import VERSIONS_DIFFER, figures_that_differ, seems_a_scan, told

AUTHOR = Author(name="苏镇市教育局", self_name="我局", topics=("招生入学", "教育经费", "学校建设"))
REPORT = reports_of(AUTHOR, range(2023, 2024), 7)[2023]
RECEIVED = ("requests.granted.individual", "requests.granted.total")
OTHER = replace(
    REPORT, figures={**REPORT.figures, **{p: str(int(REPORT.figures[p]) + 1) for p in RECEIVED}}
)


def html(report: LabReport, more: str = "") -> str:
    body = report_html(report, Hand.PLAIN)
    return (
        f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1>'
        f'<p>发布日期：2024-01-20</p><div id="zoom">{body}</div>{more}</body></html>'
    )


def reading(report: LabReport) -> ReportReading:
    return read(html(report).encode(), name="a.html")


def gist(of: ReportReading) -> Gist:
    return gist_of(of, has_numbers=True)


def test_only_what_both_print_as_a_number_is_compared() -> None:
    one, other = gist(reading(REPORT)), reading(OTHER)
    assert figures_that_differ(one, one) == ()
    assert figures_that_differ(one, gist(other)) == RECEIVED
    unclear = other.with_unreadable({RECEIVED[0]: "不清"})
    assert figures_that_differ(one, gist(unclear)) == RECEIVED[1:]
    assert figures_that_differ(one, gist(replace(other, media=Media.SCAN))) == ()
    assert figures_that_differ(one, gist(replace(other, figures={}))) == ()


def test_the_difference_is_told_with_its_places() -> None:
    one, other = gist(reading(REPORT)), gist(reading(OTHER))
    shown = "；".join(
        f"{one.numbers[path].at}：{REPORT.figures[path]}、{OTHER.figures[path]}"
        for path in RECEIVED
    )
    assert told("年报.txt", one, other, RECEIVED) == (
        f"网页与附件“年报.txt”有 2 处数字不一致（网页、附件依次为 {shown}）"
    )


@pytest.mark.parametrize(
    ("body", "is_scan"),
    [
        (b"%PDF-1.4 << /Subtype /Image /Filter /DCTDecode >>", True),
        (b"%PDF-1.4 << /Type /Font >> << /Subtype /Image /Filter /DCTDecode >>", False),
        (b"%PDF-1.7 << /Type /ObjStm >>", False),
        (b"\xff\xd8\xff\xe0", True),
        (b"<html>", False),
    ],
)
def test_a_file_that_is_a_picture_is_not_read_for_comparison(body: bytes, *, is_scan: bool) -> None:
    assert seems_a_scan(body) is is_scan


@pytest.mark.parametrize(("media", "is_scan"), [(Form.PDF, False), (Form.SCAN, True)])
def test_the_lab_s_pdfs_and_scans_are_told_apart(media: Form, *, is_scan: bool) -> None:
    assert seems_a_scan(attachment(media, REPORT).make()) is is_scan


FILE = "/zfxxgk/nb/1.txt"
BESIDE = '<p><a href="1.txt">附件：2023年年报</a></p>'


@pytest.mark.parametrize("beside", [REPORT, OTHER])
def test_a_file_beside_the_page_is_kept_and_compared(tmp_path: Path, beside: LabReport) -> None:
    changes = {PAGE: html(REPORT, BESIDE), FILE: answer(html(beside), kind="text/html")}
    run = crawl(tmp_path, portal(changes))
    kept = captures(run)
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert [kept[d].url.removeprefix(COLUMN) for d in run.visit.documents] == [
        "2023.html",
        "1.txt",
    ]
    if beside is REPORT:
        assert (run.visit.flags, run.visit.reason) == ((), None)
    else:
        said = told("附件:2023年年报", gist(reading(REPORT)), gist(reading(OTHER)), RECEIVED)
        assert run.visit.flags == (VERSIONS_DIFFER,)
        assert (run.visit.reason or "").replace("：2023", ":2023") == said.replace(
            "：2023", ":2023"
        )


def test_a_file_on_another_year_beside_the_page_is_no_version_of_it(tmp_path: Path) -> None:
    last_year = answer(report_page(2022), kind="text/html")
    run = crawl(tmp_path, portal({PAGE: html(REPORT, BESIDE), FILE: last_year}))
    assert (run.visit.visit_class, run.visit.flags) == (VisitClass.COLLECTED, ())


def test_a_file_on_the_second_page_is_found(tmp_path: Path) -> None:
    whole = html(OTHER)
    at = whole.index("<p><strong>三、")
    paging = '<script>createPageHTML(2, 0, "2023", "html");</script></div></body></html>'
    second = f'<html><body><h1>{TITLE}</h1><div id="zoom">{whole[at:].partition("</div>")[0]}'
    changes = {
        PAGE: f"{whole[:at]}{paging}",
        "/zfxxgk/nb/2023_1.html": f"{second}</div>{BESIDE}</body></html>",
        FILE: answer(html(REPORT), kind="text/html"),
    }
    run = crawl(tmp_path, portal(changes))
    kept = captures(run)
    assert [kept[d].role for d in run.visit.documents] == [
        CaptureRole.ARTICLE,
        CaptureRole.NEXT_PAGE,
        CaptureRole.ATTACHMENT,
    ]
    assert run.visit.flags == (VERSIONS_DIFFER,)
