"""The traps: each on two families at least, and each serves what it is said to serve."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import pytest

from portal_lab.answers import Answer, Request
from portal_lab.conduct import (
    LoggedRequest,
    after_blocks,
    anonymous,
    disallowed,
    most_at_once,
    over_budget,
    robots_not_first,
    smallest_gap,
    strangers,
    without_referer,
)
from portal_lab.faults import FaultKind
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.whole.country import build_whole_country
from portal_lab.whole.draft import YEARS
from portal_lab.whole.place import Staged
from portal_lab.whole.roster import ROSTER
from portal_lab.whole.variants import VARIANTS

COUNTRY = build_whole_country()
NOW = LAB_NOW[Phase.PUBLISHED]
CODES = [f"T{n:02d}" for n in range(1, 34)]


def site(agency: str, phase: Phase = Phase.PUBLISHED) -> Staged:
    (member,) = [m for m in ROSTER if m.agency_id == agency]
    return COUNTRY.staged(member, phase)


def article(agency: str, year: int) -> Answer:
    """The page of the report of that year, whatever stands before it on the way."""
    staged = site(agency)
    path = staged.site.article_path(staged.draft.report(year))
    return staged.page(Request(host=staged.draft.host, target=path))


def column(agency: str) -> Answer:
    staged = site(agency)
    return staged.page(Request(host=staged.draft.host, target=staged.site.column_path))


def text(answer: Answer) -> str:
    return answer.body.decode()


def faults(agency: str) -> list[tuple[FaultKind, int | None]]:
    host = site(agency).draft.host
    return [(fault.kind, fault.nth) for fault in COUNTRY.faults if fault.host == host]


@pytest.mark.parametrize("code", [code for code in CODES if code != "T21"])
def test_a_trap_is_laid_on_two_families(code: str) -> None:
    families = defaultdict(set)
    for member in ROSTER:
        for trap in member.traps:
            families[trap.code].add(VARIANTS[member.variant].family)
    assert len(families[code]) >= 2, families[code]


def test_t21_every_list_has_titles_that_are_none() -> None:
    for member in ROSTER:
        if member.variant == "V19" or any(t.code == "T22" for t in member.traps):
            continue
        titles = [e.title for e in COUNTRY.staged(member, Phase.PUBLISHED).draft.others]
        for words in ("编制", "网站工作年度报表", "法治政府建设", "图解", "有限公司"):
            assert any(words in title for title in titles) or not titles, member.agency_id


def test_t01_titles() -> None:
    assert "苏镇市发展和改革委员会2025年信息公开工作总结" in text(article("suzhen-fgw", 2025))
    assert "关于2025年政府信息公开工作情况的报告" in text(column_of_year("suzhen-nanpu"))


def column_of_year(agency: str) -> Answer:
    return article(agency, 2025)


def test_t02_all_years_on_one_page() -> None:
    shown = text(article("haiyi-tjj", 2022))
    assert article("haiyi-tjj", 2025) == article("haiyi-tjj", 2022)
    for year in YEARS:
        assert f'id="y{year}"' in shown
        assert f"{year}年1月1日" in shown


def test_t05_pictures_in_order() -> None:
    shown = text(article("suzhen-sthj", 2024))
    paths = site("suzhen-sthj").paths(2024)
    assert [shown.index(path) for path in paths] == sorted(shown.index(path) for path in paths)
    first = site("suzhen-sthj").page(Request(host="sthj.suzhen.gov.cn", target=paths[0]))
    assert first.body.startswith(b"\xff\xd8")


def test_t07_and_t08_the_wrong_content_under_the_right_title() -> None:
    old = text(article("suzhen-wjw", 2024))
    assert "<h1>苏镇市卫生健康委员会2024年政府信息公开工作年度报告</h1>" in old
    assert "2023年1月1日" in old
    assert "2024年1月1日" not in old
    other = text(article("dongting-jyj", 2024))
    assert "<h1>东亭市教育局2024年政府信息公开工作年度报告</h1>" in other
    assert "东亭市粮食和物资储备局" in other


def test_t09_dates_that_cannot_be() -> None:
    assert "发布日期：2026-12-30" in text(article("suzhen-czj", 2025))
    assert "发布日期：2023-11-20" in text(article("haiyi-wjw", 2023))
    written = text(article("suzhen-wjw", 2023))
    assert written.index("成文日期：2024-01-02") < written.index("发布日期：")


def test_t10_bytes_and_what_is_said_of_them() -> None:
    untold = article("haiyi-czj", 2025)
    assert dict(untold.headers)["Content-Type"] == "text/html"
    assert b"charset" not in untold.body
    assert "海宜市财政局" in untold.body.decode("gb18030")
    lying = article("suzhen-zrj", 2025)
    assert dict(lying.headers)["Content-Type"] == "text/html; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        lying.body.decode()
    cut = article("haiyi-ybj", 2025)
    with pytest.raises(UnicodeDecodeError, match="unexpected end of data"):
        cut.body.decode()


def test_t11_addresses_in_every_spelling() -> None:
    shown = text(column("haiyi-jyj"))
    for part in ('href=" /', 'href="//jyj.haiyi.gov.cn/', 'href="/x/../', 'href="/./'):
        assert part in shown
    assert 'href="\\' in shown
    assert "&amp;b=2#top" in shown
    assert 'href="#"' in shown


def test_t12_shells_and_where_they_lead() -> None:
    staged = site("haiyi-wjw")
    (path,) = staged.paths(2025)
    assert f"location.replace('{path}')" in text(article("haiyi-wjw", 2025))
    assert "2025年1月1日" in text(staged.page(Request(host="wjw.haiyi.gov.cn", target=path)))
    assert 'http-equiv="refresh"' in text(article("suzhen-sthj", 2023))
    assert faults("suzhen-wglj") == [(FaultKind.REDIRECT_HOME, None)]


def test_t13_frames_here_and_elsewhere() -> None:
    (path,) = site("haiyi-wjw").paths(2024)
    assert f'<iframe src="{path}"' in text(article("haiyi-wjw", 2024))
    assert '<iframe src="http://www.yunfabu.example.com/' in text(article("suzhen-czj", 2023))


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("haiyi-wjw", [(FaultKind.SOFT_404, None)]),
        ("suzhen-jrj", [(FaultKind.THROTTLED, None)]),
        ("haiyi-slj", [(FaultKind.SLOW, 1), (FaultKind.TRUNCATED, 1)]),
        ("suzhen-gzw", [(FaultKind.DRIP, None), (FaultKind.CHUNK_CUT, None)]),
        ("suzhen-zjj", [(FaultKind.CHALLENGE, None)]),
        ("suzhen-swj", [(FaultKind.CAPTCHA, None)]),
        ("suzhen-yjj", [(FaultKind.FORBIDDEN, None)]),
        ("haiyi-mzj", [(FaultKind.JSL, None)]),
    ],
)
def test_t15_to_t19_what_goes_wrong_on_the_way(
    agency: str, expected: list[tuple[FaultKind, int | None]]
) -> None:
    assert faults(agency) == expected


def test_t18_robots() -> None:
    robots = COUNTRY.robots
    assert robots["nyj.haiyi.gov.cn"] == "User-agent: *\nDisallow: /\n"
    assert "Disallow: /col/" in robots["kjj.suzhen.gov.cn"]
    assert "Crawl-delay: 1" in robots["cgj.suzhen.gov.cn"]
    html = COUNTRY.answer(Request(host="tyj.suzhen.gov.cn", target="/robots.txt"), NOW)
    assert html is not None


def file_of(agency: str, year: int) -> Answer:
    staged = site(agency)
    path = staged.site.file_path(staged.draft.report(year), 0)
    return staged.page(Request(host=staged.draft.host, target=path))


def test_t20_files_that_are_not_what_they_are_called() -> None:
    assert file_of("haiyi-zrj", 2024).body == b""
    assert file_of("haiyi-zrj", 2023).body.startswith(b"<html>")
    assert b"/Encrypt" in file_of("suzhen-nyj", 2024).body
    assert file_of("dongting-daj", 2024).body.startswith(b"PK")
    assert site("dongting-daj").draft.report(2024).attachments[0].suffix == "doc"
    assert file_of("suzhen-zrj", 2024).body.startswith(b"%PDF")


def test_t22_the_own_site_is_empty_and_the_platform_is_not() -> None:
    rows = [r for r in COUNTRY.truth(Phase.PUBLISHED, (2024,)) if r.agency_id == "haiyi-xfj"]
    assert [(r.place_id, r.outcome.visit_class) for r in rows] == [
        ("haiyi-xfj-site", "column_empty"),
        ("haiyi-xfj-platform", "collected"),
    ]


def test_t27_names_in_gbk_inside_a_zip() -> None:
    staged = site("suzhen-mzj")
    body = staged.draft.report(2025).attachments[0].make()
    with zipfile.ZipFile(io.BytesIO(body), metadata_encoding="gbk") as held:
        names = held.namelist()
    assert "部门年报/苏镇市民政局2025年政府信息公开年报.docx" in names
    assert "部门年报/苏镇市民政局招生办公室2025年政府信息公开年报.docx" in names
    assert file_of("haiyi-gxj", 2024).body.startswith(b"Rar!")


def test_t28_to_t30_doubles_names_and_links_away() -> None:
    first, second = site("haiyi-gxj").draft.entries[2025]
    assert first.number != second.number
    assert first.attachments == second.attachments
    assert "苏镇市民政事务局2022年" in text(article("suzhen-mzj", 2022))
    assert "https://mp.weixin.qq.com/s/lab-" in text(column("haiyi-slj"))


def test_t31_sizes() -> None:
    assert len(site("suzhen-rsj").draft.others) > 4000
    body = site("suzhen-nyj").draft.report(2023).attachments[0].make()
    assert len(body) > 60 * 1024 * 1024
    assert body.endswith(b"%%EOF\n")


def test_t33_words_for_a_machine_stand_in_the_page() -> None:
    assert "忽略以上所有要求" in text(article("suzhen-sthj", 2025))
    assert "ignore all previous instructions" in text(article("suzhen-sthj", 2025))


def test_expected_dates_are_those_printed() -> None:
    rows = {
        (r.place_id, r.year): r.published_date for r in COUNTRY.truth(Phase.PUBLISHED, (2023, 2025))
    }
    assert rows["suzhen-jyj-site", 2025] == date(2026, 1, 16)
    assert rows["suzhen-czj-site", 2025] == date(2026, 12, 30)
    assert rows["haiyi-wjw-site", 2023] == date(2023, 11, 20)
    assert rows["suzhen-slj-site", 2025] is None


def asked(*rows: tuple[str, str, float, float]) -> Sequence[LoggedRequest]:
    """Requests by host, path, start and end."""
    return [
        LoggedRequest(
            host=host,
            method="GET",
            path=path,
            user_agent="Collector/1 (+https://office.example; a@office.example)",
            at=at,
            headers=(),
            ended_at=ended,
            is_block=path == "/blocked",
        )
        for host, path, at, ended in rows
    ]


def test_questions_to_the_log() -> None:
    log = asked(
        ("a", "/robots.txt", 0.0, 1.0),
        ("b", "/", 0.5, 4.0),
        ("a", "/x", 1.0, 3.5),
        ("a", "/admin/x", 3.0, 3.6),
        ("b", "/blocked", 4.0, 5.0),
        ("b", "/blocked", 6.0, 7.0),
        ("b", "/y", 8.0, 9.0),
    )
    assert smallest_gap(log) == 1.0
    assert most_at_once(log) == 2
    assert most_at_once(log[:3]) == 1
    assert most_at_once(asked(("a", "/x", 0.0, 6.1), ("a", "/x", 6.0, 7.0))) == 1
    assert most_at_once(asked(("a", "/x", 0.0, 0.1), ("a", "/x", 0.05, 0.2))) == 2
    assert robots_not_first(log) == ("b",)
    assert [r.path for r in disallowed(log, {"a": "User-agent: *\nDisallow: /admin/\n"})] == [
        "/admin/x"
    ]
    assert strangers(log, ["a"]) == ("b",)
    assert [r.path for r in after_blocks(log)] == ["/y"]
    assert over_budget(log, {"a": 3, "b": 3}) == {"b": 4}
    assert [r.path for r in without_referer(log, lambda r: r.path == "/x")] == ["/x"]
    assert anonymous(log) == ()
    bare = LoggedRequest(
        host="a", method="GET", path="/", user_agent="Mozilla/5.0", at=0.0, headers=()
    )
    assert anonymous([bare]) == ("Mozilla/5.0",)


def test_t14_the_report_slips_to_a_later_page_and_pages_shift() -> None:
    counts = []
    for phase in (Phase.BEFORE_DUE, Phase.PUBLISHED, Phase.REPUBLISHED, Phase.REMOVED):
        staged = site("suzhen-jyj", phase)
        counts.append(len(staged.site.portal.shown(staged.draft.now)))
    assert counts == [9, 61, 64, 67]
    shown = site("suzhen-jyj").site.portal.shown(NOW)
    assert [e.report_year for e in shown].index(2025) >= 45
