"""A report on several pages, a report in an archive, and documents that cost too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import raw_zip, zipped
from crawl_site import COLUMN, PAGE, attached, captures, crawl, portal, report_page
from tiny_site import answer

from archive.model import CaptureRole, VisitClass
from config.settings import ReadingSettings
from reading.workers.limits import Limits

SECOND = "/zfxxgk/nb/2023_1.html"
PAGING = '<script>createPageHTML(2, 0, "2023", "html");</script>'
LETTER = "<p>关于开会的通知</p>".encode()


def cut_in_two(inside_first: str = "") -> tuple[str, str]:
    """The report as a portal shows it on two pages."""
    whole = report_page()
    head, at = whole[: whole.index("<p><b>一、")], whole.index("<p><b>三、")
    end = f"{PAGING}</div></body></html>"
    return f"{whole[:at]}{inside_first}{end}", f"{head}{whole[at:].partition('</div>')[0]}{end}"


def documents(run) -> list[tuple[CaptureRole, str]]:
    kept = captures(run)
    return [(kept[d].role, kept[d].url.removeprefix(COLUMN)) for d in run.visit.documents]


def test_a_report_on_two_pages_is_collected_with_both(tmp_path: Path) -> None:
    first, second = cut_in_two('<p><a href="1.txt">附件</a></p>')
    file = answer(report_page(), kind="text/html")
    run = crawl(tmp_path, portal({PAGE: first, SECOND: second, "/zfxxgk/nb/1.txt": file}))
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert documents(run) == [
        (CaptureRole.ARTICLE, "2023.html"),
        (CaptureRole.NEXT_PAGE, "2023_1.html"),
        (CaptureRole.ATTACHMENT, "1.txt"),
    ]


def test_a_report_that_lacks_a_page_is_not_taken_for_whole(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal({PAGE: cut_in_two()[0]}))
    assert (run.visit.visit_class, run.visit.documents) == (VisitClass.TRUNCATED, ())
    assert run.visit.reason == (
        f"年报分为 2 页，第 2 页未能取得：链接打不开（状态 404）：{COLUMN}2023_1.html"
    )


def test_the_attachment_counts_alone_where_the_article_lacks_a_page(tmp_path: Path) -> None:
    first, _ = cut_in_two('<p><a href="1.txt">苏镇市教育局2023年年报</a></p>')
    file = answer(report_page(), kind="text/html")
    run = crawl(tmp_path, portal({PAGE: first, "/zfxxgk/nb/1.txt": file}))
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert documents(run) == [(CaptureRole.ATTACHMENT, "1.txt")]


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"letter.html": LETTER, "a.html": report_page().encode()}, VisitClass.COLLECTED),
        ({"a.html": report_page(2022).encode()}, VisitClass.WRONG_YEAR_FILE),
        ({"b.zip": zipped({"a": b"x"})}, VisitClass.UNSUPPORTED_FORMAT),
    ],
)
def test_an_attached_archive_is_opened(
    tmp_path: Path, members: dict[str, bytes], told: VisitClass
) -> None:
    changes = {
        PAGE: attached("nb.zip"),
        "/zfxxgk/nb/nb.zip": answer(zipped(members), kind="application/zip"),
    }
    run = crawl(tmp_path, portal(changes))
    assert run.visit.visit_class is told


def test_a_document_beyond_its_limits_is_ours(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal(), reading=ReadingSettings(timeout_seconds=0.000001))
    assert (run.status, run.visit.visit_class) == (0, VisitClass.BUDGET_EXHAUSTED)
    assert run.visit.reason is not None
    assert "已停止；可用 --time-limit 或设置 reading.timeout_seconds 延长时限" in run.visit.reason


def test_an_attachment_that_we_could_not_read_is_not_called_a_page(tmp_path: Path) -> None:
    changes = {PAGE: attached("1.txt"), "/zfxxgk/nb/1.txt": answer(report_page(), kind="text/html")}
    settings = ReadingSettings(timeout_seconds=0.000001)
    run = crawl(tmp_path, portal(changes), reading=settings)
    assert run.visit.visit_class is VisitClass.BUDGET_EXHAUSTED


def test_what_could_not_be_opened_says_more_than_another_report(tmp_path: Path) -> None:
    files = '<p><a href="a.zip">附件一</a> <a href="b.txt">附件二</a></p></div>'
    locked = raw_zip([(b"a.doc", b"x" * 20)], flags=1)
    changes = {
        PAGE: attached("none.zip").replace("</div>", files),
        "/zfxxgk/nb/none.zip": answer(zipped({"a.html": LETTER}), kind="application/zip"),
        "/zfxxgk/nb/a.zip": answer(locked, kind="application/zip"),
        "/zfxxgk/nb/b.txt": answer(report_page(2022), kind="text/html"),
    }
    assert crawl(tmp_path, portal(changes)).visit.visit_class is VisitClass.ENCRYPTED


def test_the_settings_are_the_limits() -> None:
    settings = ReadingSettings(timeout_seconds=5.0, memory_mib=512)
    assert Limits.of(settings) == Limits(seconds=5.0, memory_bytes=512 * 1024 * 1024)
    assert Limits.of(ReadingSettings()) == Limits()
