from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from crawl_site import (
    NB,
    OLD_ROWS,
    PAGE,
    PLACE,
    ROBOTS,
    TITLE,
    UNSEEN_BEFORE,
    VISIT_TWO,
    Crawled,
    Pages,
    attached,
    crawl,
    crawl_hosts,
    crawl_site,
    list_page,
    paths,
    portal,
    report_page,
    serving,
)
from tiny_site import TinySite, answer

from archive.model import ClassGroup, VisitClass
from archive.store import Archive

NO_REPORT = portal(rows=OLD_ROWS)
GARBAGE = b"\x16\x03\x01 nonsense that is no HTTP at all\r\n\r\n"
CUT = answer(list_page(OLD_ROWS), length=5000)
OLD_HTTP_CUT = (
    b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + list_page(OLD_ROWS).encode()[:-60]
)
CHALLENGE = answer("<html><head><script>$_ts={}</script></head></html>", status=412)
PAGED = list_page(OLD_ROWS, '<div>共 40 条 第 1/2 页 <a href="index_1.html">下一页</a></div>')
FAULTS: dict[str, tuple[Pages, VisitClass]] = {
    "slow": ({"/": None}, VisitClass.TIMEOUT),
    "slow column": ({NB: None}, VisitClass.TIMEOUT),
    "nonsense": ({"/": GARBAGE}, VisitClass.REFUSED),
    "nothing": ({NB: b""}, VisitClass.REFUSED),
    "502": ({NB: answer("", status=502)}, VisitClass.HTTP_5XX),
    "robots 500": ({ROBOTS: answer("", status=500)}, VisitClass.ROBOTS_UNKNOWN),
    "robots silent": ({ROBOTS: None}, VisitClass.ROBOTS_UNKNOWN),
    "robots challenge": ({ROBOTS: CHALLENGE}, VisitClass.ROBOTS_UNKNOWN),
    "robots forbid": (
        {ROBOTS: answer("User-agent: *\nDisallow: /zfxxgk/", kind="text/plain")},
        VisitClass.ROBOTS_DISALLOW,
    ),
    "412": ({"/": CHALLENGE}, VisitClass.BLOCKED_CHALLENGE),
    "412 column": ({NB: CHALLENGE}, VisitClass.BLOCKED_CHALLENGE),
    "captcha": ({NB: "<html>请完成验证</html>"}, VisitClass.BLOCKED_CAPTCHA),
    "403": ({NB: answer("", status=403)}, VisitClass.BLOCKED_FORBIDDEN),
    "429": (
        {NB: answer("", status=429, headers=(("Retry-After", "3600"),))},
        VisitClass.RATE_LIMITED,
    ),
    "cut": ({NB: CUT}, VisitClass.TRUNCATED),
    "cut HTTP/1.0": ({NB: OLD_HTTP_CUT}, VisitClass.TRUNCATED),
    "column gone": (
        {"/": "<html>改版</html>", NB: answer("", status=404)},
        VisitClass.LAYOUT_CHANGED,
    ),
    "column says gone": (
        {"/": "<html>改版</html>", NB: "<html>页面不存在</html>"},
        VisitClass.SOFT_404,
    ),
    "column is news": (
        {
            NB: "<html><title>新闻</title><ul>"
            + "".join(
                f'<li><a href="{n}.html">新闻{n}</a><span>2024-01-0{n}</span></li>'
                for n in range(1, 6)
            )
            + "</ul></html>"
        },
        VisitClass.LAYOUT_CHANGED,
    ),
    "sent home": (
        {NB: answer(status=302, headers=(("Location", "/"),)), "/": "<html>主页</html>"},
        VisitClass.MOVED,
    ),
    "sent away": (
        {
            NB: answer(status=301, headers=(("Location", "http://jyj.newtown.gov.cn/nb/"),)),
            "/": "<html>主页</html>",
        },
        VisitClass.MOVED,
    ),
    "sent inside": (
        {
            NB: answer(status=302, headers=(("Location", "http://127.0.0.1:9/secret"),)),
            "/": "<html>主页</html>",
        },
        VisitClass.MOVED,
    ),
    "home gone": ({"/": answer("", status=404)}, VisitClass.LAYOUT_CHANGED),
    "next page 502": (
        {NB: PAGED, f"{NB}index_1.html": answer("", status=502)},
        VisitClass.HTTP_5XX,
    ),
    "next page away": (
        {NB: PAGED.replace("index_1.html", "http://other.example/2.html")},
        VisitClass.INCOMPLETE_LIST,
    ),
    "next page gone": ({NB: PAGED}, VisitClass.INCOMPLETE_LIST),
    "next page repeats": ({NB: PAGED, f"{NB}index_1.html": PAGED}, VisitClass.INCOMPLETE_LIST),
    "empty": ({NB: answer(b"")}, VisitClass.LAYOUT_CHANGED),
    "binary": ({NB: answer(bytes(range(256)) * 40)}, VisitClass.LAYOUT_CHANGED),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Every fault on a host of its own, in one run that could say "absent" of each."""
    sites = {name: {**NO_REPORT, **changes} for name, (changes, _) in FAULTS.items()}
    return crawl_hosts(tmp_path_factory.mktemp("faulty"), sites, unseen_before=UNSEEN_BEFORE)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_never_absence(fault: str, faulty: Crawled) -> None:
    _, expected = FAULTS[fault]
    visit = next(v for v in faulty.visits if v.place_id == fault)
    assert visit.visit_class is expected, visit
    assert visit.reason
    assert visit.visit_class.group is not ClassGroup.AGENCY


def test_faults_do_not_end_the_run(faulty: Crawled) -> None:
    assert faulty.status == 0
    assert sorted(v.place_id for v in faulty.visits) == sorted(FAULTS)
    assert Archive(faulty.job.archive_root).verify("run-1") == ()
    assert {asked.host for asked in faulty.asked} == {p.hosts[0] for p in faulty.job.places}


def test_a_portal_that_is_down_is_refused(tmp_path: Path) -> None:
    with TinySite(serving(NO_REPORT)) as site:
        pass  # the port is closed again
    run = crawl_site(tmp_path, site, earlier=(UNSEEN_BEFORE,), started_at=VISIT_TWO)
    assert run.visit.visit_class is VisitClass.REFUSED
    assert "无法连接" in (run.visit.reason or "")


MOVED_AWAY = answer(status=302, headers=(("Location", "https://mp.weixin.qq.com/s/1"),))
CANDIDATES: dict[str, tuple[Pages, VisitClass]] = {
    "wrong year": ({PAGE: report_page(2022)}, VisitClass.WRONG_YEAR_FILE),
    "wrong agency": ({PAGE: report_page(2023, "苏镇市水利局")}, VisitClass.WRONG_AGENCY_FILE),
    "dead": ({PAGE: answer("", status=404)}, VisitClass.LINK_DEAD),
    "says gone": ({PAGE: "<html>您访问的页面不存在</html>"}, VisitClass.SOFT_404),
    "away": ({PAGE: MOVED_AWAY}, VisitClass.OFF_DOMAIN_LINK),
    "no text": ({PAGE: answer(b"")}, VisitClass.EMPTY_SHELL),
    "something else": ({PAGE: f"<html><h1>{TITLE}</h1>正在建设</html>"}, VisitClass.LAYOUT_CHANGED),
    "unsupported": (
        {PAGE: attached("1.rar"), "/zfxxgk/nb/1.rar": answer(b"Rar!\x1a\x07\x00abc", kind=None)},
        VisitClass.UNSUPPORTED_FORMAT,
    ),
    "page for a file": (
        {PAGE: attached("1.docx"), "/zfxxgk/nb/1.docx": "<html>请登录</html>"},
        VisitClass.WRONG_TYPE,
    ),
    "dead file": ({PAGE: attached("1.docx")}, VisitClass.LINK_DEAD),
    "slow": ({PAGE: None}, VisitClass.TIMEOUT),
    "doubtful and dead": (
        {
            PAGE: answer("", status=404),
            NB: list_page((("2023.html", "信息公开年报", "2024-01-20"),)),
        },
        VisitClass.AMBIGUOUS,
    ),
}


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    sites = {name: portal(changes) for name, (changes, _) in CANDIDATES.items()}
    return crawl_hosts(tmp_path_factory.mktemp("doubtful"), sites)


@pytest.mark.parametrize("case", CANDIDATES)
def test_a_candidate_that_is_not_the_report(case: str, doubtful: Crawled) -> None:
    _, expected = CANDIDATES[case]
    visit = next(v for v in doubtful.visits if v.place_id == case)
    assert visit.visit_class is expected, visit
    assert (visit.documents, visit.listed) == ((), 1 if case == "doubtful and dead" else 3)
    assert visit.reason


def test_a_host_that_blocks_twice_is_left_alone(tmp_path: Path) -> None:
    places = tuple(replace(PLACE, place_id=f"p{n}") for n in range(4))
    run = crawl(tmp_path, portal({"/": answer("", status=403)}), places=places)
    assert [v.visit_class for v in run.visits] == [VisitClass.BLOCKED_FORBIDDEN] * 4
    assert paths(run) == [ROBOTS, "/", "/"]
