"""The shapes of site that the whole country added: what each serves, as the specification says."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from config.clock import SHANGHAI
from portal_lab.answers import Answer, Request
from portal_lab.portal import Attachment, Entry, Portal, newest_first
from portal_lab.sites.attachments import Attachments, FileLink
from portal_lab.sites.gbk_frames import GbkFrames
from portal_lab.sites.hanweb_jpage import HanwebJpage
from portal_lab.sites.site import Site
from portal_lab.sites.trs_variants import TrsOneBased, TrsPaged, TrsYearFolders

NOW = datetime(2026, 3, 1, tzinfo=SHANGHAI)
BODY = "<p>一、总体情况</p><p>总体。</p><p>三、收到和处理政府信息公开申请情况</p><p>申请。</p>"
FILE = Attachment(name="年报.pdf", content_type="application/pdf", make=lambda: b"%PDF-1.7")


def portal(count: int = 1, host: str = "a.gov.cn", **fields: object) -> Portal:
    """A portal with a report of each year going back from 2025."""
    entries = [
        Entry(
            number=i + 1,
            title=f"样板局{2025 - i}年政府信息公开工作年度报告",
            shown_date=datetime(2026 - i, 1, 20, tzinfo=SHANGHAI).date(),
            **{"content": lambda: BODY, "report_year": 2025 - i, **fields},  # type: ignore[arg-type]
        )
        for i in range(count)
    ]
    return Portal(host=host, owner="样板局", entries=newest_first(entries))


def get(site: Site, path: str) -> Answer:
    return site.answer(Request(host=site.portal.host, target=path), NOW)


def text(site: Site, path: str) -> str:
    return get(site, path).body.decode()


def test_trs_cuts_a_long_article_into_pages() -> None:
    site = TrsPaged(portal())
    (entry,) = site.portal.entries
    first, second = site.report_paths(entry)
    assert second == first.replace(".html", "_1.html")
    name = first.rpartition("/")[2].removesuffix(".html")
    assert f'createPageHTML(2, 0, "{name}", "html")' in text(site, first)
    assert f'createPageHTML(2, 1, "{name}", "html")' in text(site, second)
    assert "一、总体情况" in text(site, first)
    assert "三、收到和处理" not in text(site, first).partition("TRS_Editor")[2]
    assert "三、收到和处理" in text(site, second)


def test_trs_counts_from_one() -> None:
    site = TrsOneBased(portal(17))
    column = site.column_path
    assert "createPageHTML('page_div', 2, 1, 'nb_list', 'shtml', 17)" in text(site, column)
    assert text(site, column).count("<li><a href=") == 15
    assert text(site, column.replace("nb_list", "nb_list_2")).count("<li><a href=") == 2
    for number in (0, 1, 3):
        assert get(site, column.replace("nb_list", f"nb_list_{number}")).status == 404


def test_trs_folders_are_named_by_the_year_of_publication() -> None:
    site = TrsYearFolders(portal(2))
    column = site.column_path
    shown = text(site, column)
    folder = shown.partition('href="./2026n')[2].partition("/")[0]
    assert folder.isdigit()
    assert ">2025年度</a>" in shown
    inner = text(site, f"{column}2026n{folder}/")
    assert "样板局2025年" in inner
    assert "样板局2024年" not in inner
    old = get(site, "/zwgk/zfxxgk/zfxxgknb/2024/")
    assert (old.status, dict(old.headers)["Location"]) == (301, "/")
    assert get(site, f"{column}2026n{int(folder) + 1}/").status == 404


@pytest.mark.parametrize(
    ("link", "markup"),
    [
        (FileLink.VIEWER, 'src="/pdfjs/web/viewer.html?file=%2Fattach%2F0%2F'),
        (FileLink.EMBED, '<object data="/attach/0/'),
    ],
)
def test_a_file_in_a_viewer(link: FileLink, markup: str) -> None:
    site = Attachments(portal(content=None, attachments=(FILE,)), link=link)
    (entry,) = site.portal.entries
    assert markup in text(site, site.article_path(entry))
    assert get(site, site.file_path(entry, 0)).body == b"%PDF-1.7"


@pytest.mark.parametrize("host", ["a.gov.cn", "b.gov.cn", "c.gov.cn", "d.gov.cn"])
def test_hanweb_names_a_file_by_the_standard_or_in_raw_gbk(host: str) -> None:
    site = HanwebJpage(portal(host=host, content=None, attachments=(FILE,)))
    (entry,) = site.portal.entries
    path = site.file_path(entry, 0)
    assert path.startswith("/module/download/downfile.jsp?classid=0&filename=")
    answer = get(site, path)
    name = dict(answer.headers)["Content-Disposition"]
    assert answer.body == b"%PDF-1.7"
    raw = name.encode("latin-1")
    assert "filename*=UTF-8''" in name or 'filename="年报.pdf"'.encode("gbk") in raw
    assert get(site, path.replace("filename=", "filename=x")).status == 404


def test_both_ways_of_naming_a_file_occur() -> None:
    make = partial(portal, content=None, attachments=(FILE,))
    sites = [HanwebJpage(make(host=f"{letter}.gov.cn")) for letter in "abcdefgh"]
    names = [
        dict(get(s, s.file_path(s.portal.entries[0], 0)).headers)["Content-Disposition"]
        for s in sites
    ]
    assert {"filename*" in name for name in names} == {True, False}


def test_the_old_site_opens_its_files_in_windows() -> None:
    files = (FILE, Attachment(name="表.wps", content_type="application/x", make=lambda: b"\xd0"))
    site = GbkFrames(portal(content=None, attachments=files))
    (entry,) = site.portal.entries
    shown = get(site, site.article_path(entry)).body.decode("gbk")
    assert "iframe" not in shown
    assert "href=file1_0.pdf" in shown
    assert "window.open('file1_1.wps')" in shown
    assert site.report_paths(entry) == ["/xxgk/nb/file1_0.pdf", "/xxgk/nb/file1_1.wps"]
    assert get(site, "/xxgk/nb/file1_1.wps").body == b"\xd0"
    column = get(site, site.column_path).body.decode("gbk")
    assert '<base href="../">' in column
    assert "DOCTYPE" not in column
    assert "镕" in column  # in GBK, not in GB2312, which the page claims to be
