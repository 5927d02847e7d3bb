from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from crawl_site import (
    AGENT,
    COLUMN,
    CRAWL,
    HOME,
    HOME_PAGE,
    NB,
    OLD_ROWS,
    PAGE,
    PLACE,
    ROBOTS,
    TITLE,
    UNSEEN_BEFORE,
    VISIT_ONE,
    VISIT_TWO,
    Pages,
    attached,
    captures,
    crawl,
    crawl_site,
    list_page,
    paths,
    portal,
    report_page,
    row,
    serving,
)
from tiny_site import Asked, TinySite, answer

from archive.model import CaptureRole, DateBasis, Visit, VisitClass
from archive.store import Archive
from browser.executable import find_browser
from spiders.outcome import LOOKED_EVERYWHERE

REPORT_URL = f"{COLUMN}2023.html"


def test_a_report_in_time_is_collected(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal())
    visit = run.visit
    assert run.status == 0
    assert visit == Visit(
        run_id="run-1",
        place_id="jyj-own",
        agency_id="jyj",
        year=2023,
        visit_class=VisitClass.COLLECTED,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        family="static_list",
        tried=(
            f"打开首页 {HOME}",
            f"打开名录中的年报栏目 {COLUMN}",
            "按“静态列表”读取列表，共 3 条，已读全",
            "按标题筛选，2023 年的候选 1 条",
            f"核验通过：{TITLE}",
        ),
        title=TITLE,
        url=REPORT_URL,
        claimed_dates={DateBasis.LIST: date(2024, 1, 20), DateBasis.LABEL: date(2024, 1, 20)},
        documents=("run-1:jyj-own:0004",),
        evidence=tuple(f"run-1:jyj-own:000{n}" for n in (1, 2, 3, 4)),
        listed=3,
        seen=visit.seen,
    )
    assert VISIT_ONE <= visit.started_at <= visit.ended_at <= VISIT_ONE + timedelta(minutes=2)
    archive = Archive(run.job.archive_root)
    assert archive.visits("run-1") == run.visits
    assert archive.verify("run-1") == ()


def test_the_exchanges_are_kept_as_served(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal())
    kept = list(captures(run).values())
    assert [(c.role, c.url, c.status) for c in kept] == [
        (CaptureRole.ROBOTS, f"{HOME}robots.txt", 404),
        (CaptureRole.HOME, HOME, 200),
        (CaptureRole.COLUMN, COLUMN, 200),
        (CaptureRole.ARTICLE, REPORT_URL, 200),
    ]
    assert Archive(run.job.archive_root).body(kept[3].sha256) == report_page().encode()
    sent = dict(kept[3].request_headers)
    assert sent["User-Agent"] == AGENT
    assert sent["Accept-Encoding"] == "identity"
    assert ("Content-Type", "text/html; charset=utf-8") in kept[3].response_headers
    assert {a.headers["user-agent"] for a in run.asked} == {AGENT}


def test_two_years_are_two_visits_over_one_list(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal(), years=(2022, 2023), duties=())
    assert [(v.year, v.visit_class, v.title) for v in run.visits] == [
        (2022, VisitClass.COLLECTED, TITLE.replace("2023", "2022")),
        (2023, VisitClass.COLLECTED, TITLE),
    ]
    assert len(paths(run)) == len(set(paths(run))) == 5


def test_a_date_after_the_due_date_is_late(tmp_path: Path) -> None:
    changes = {"/zfxxgk/nb/2023.html": report_page(published="2024-02-03")}
    run = crawl(tmp_path, portal(changes, (row(2023, "2024-02-03"), *OLD_ROWS)))
    assert run.visit.visit_class is VisitClass.COLLECTED_LATE
    assert run.visit.published_date == date(2024, 2, 3)


def test_absence_takes_two_visits_a_day_apart(tmp_path: Path) -> None:
    unpublished = portal(rows=OLD_ROWS)
    first = crawl(tmp_path / "1", unpublished).visit
    assert (first.visit_class, first.flags, first.listed) == (
        VisitClass.NOT_SEEN,
        (LOOKED_EVERYWHERE,),
        2,
    )
    assert first.reason == "列表已读全，未见该年度年报；须隔 24 小时以上再次核查"
    soon = crawl(
        tmp_path / "2", unpublished, earlier=(first,), started_at=VISIT_ONE + timedelta(hours=23)
    ).visit
    assert soon.visit_class is VisitClass.NOT_SEEN
    second = crawl(tmp_path / "3", unpublished, earlier=(first,), started_at=VISIT_TWO).visit
    assert second.visit_class is VisitClass.ABSENT_UNCONFIRMED
    assert second.tried[-2:] == ("按标题筛选，2023 年的候选 0 条", "网站首页没有可用的站内检索")
    assert second.documents == ()
    assert len(second.evidence) == 3


def test_a_report_in_an_attachment_comes_first(tmp_path: Path) -> None:
    changes = {PAGE: attached("1.txt"), "/zfxxgk/nb/1.txt": answer(report_page(), kind="text/html")}
    run = crawl(tmp_path, portal(changes))
    assert run.visit.visit_class is VisitClass.COLLECTED
    kept = captures(run)
    assert [(kept[d].role, kept[d].url) for d in run.visit.documents] == [
        (CaptureRole.ATTACHMENT, f"{COLUMN}1.txt"),
        (CaptureRole.ARTICLE, REPORT_URL),
    ]


def test_a_column_is_found_from_the_home_page(tmp_path: Path) -> None:
    places = (replace(PLACE, column_url=None),)
    run = crawl(tmp_path, portal(), places=places)
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert f"从首页找到栏目 {COLUMN}" in run.visit.tried


def test_a_broken_home_page_does_not_hide_a_known_column(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal({"/": answer("", status=404)}))
    assert run.visit.visit_class is VisitClass.COLLECTED


def test_a_renamed_column_is_found_again(tmp_path: Path) -> None:
    places = (replace(PLACE, column_url=f"{HOME}zfxxgk/old/"),)
    run = crawl(tmp_path, portal(), places=places)
    assert run.visit.visit_class is VisitClass.COLLECTED


def test_a_site_without_the_column(tmp_path: Path) -> None:
    places = (replace(PLACE, column_url=None),)
    home = HOME_PAGE.replace('<li><a href="/zfxxgk/nb/">政府信息公开年报</a></li>', "")
    pages = dict.fromkeys(("/zfxxgk/zn/", "/zfxxgk/zd/"), "<html><p>内容</p></html>")
    pages["/zfxxgk/fd/"] = "<html><p>法定主动公开内容</p></html>"
    run = crawl(tmp_path, portal({"/": home, **pages}), places=places)
    assert run.visit.visit_class is VisitClass.COLUMN_MISSING, run.visit


def test_redirects_within_the_place_are_followed_and_kept(tmp_path: Path) -> None:
    moved = answer(status=301, headers=(("Location", "/zfxxgk/nb/new/2023.html"),))
    run = crawl(tmp_path, portal({PAGE: moved, "/zfxxgk/nb/new/2023.html": report_page()}))
    capture = captures(run)[run.visit.documents[0]]
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert (capture.url, capture.final_url, capture.redirects) == (
        REPORT_URL,
        f"{COLUMN}new/2023.html",
        (REPORT_URL,),
    )


def test_a_fault_that_passes_is_tried_again(tmp_path: Path) -> None:
    pages = portal()
    failing: dict[str, int] = {}

    def answered(asked: Asked) -> bytes | None:
        failing[asked.path] = failing.get(asked.path, 0) + 1
        if failing[asked.path] == 1:
            return answer("", status=503, headers=(("Retry-After", "0"),))
        return serving(pages)(asked)

    with TinySite(answered) as site:
        run = crawl_site(tmp_path, site)
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert paths(run) == [ROBOTS, ROBOTS, "/", "/", NB, NB, PAGE, PAGE]


SEARCH_HOME = HOME_PAGE.replace(
    "</body>", '<form action="/search"><input name="keyword"><button>检索</button></form></body>'
)
QUERY = f"/search?keyword={quote('2023年政府信息公开工作年度报告')}"
FOUND_NOTHING = "<html>您检索的“2023年政府信息公开工作年度报告”没有找到相关结果</html>"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FOUND_NOTHING, VisitClass.ABSENT_UNCONFIRMED),
        (answer("", status=500), VisitClass.NOT_SEEN),
        ("<html>检索服务维护中</html>", VisitClass.NOT_SEEN),
        (
            f"<html>2023年政府信息公开工作年度报告{list_page([row(2023, '2024-01-20')])}</html>",
            VisitClass.COLLECTED,
        ),
    ],
)
def test_the_sites_own_search_is_asked_once(
    tmp_path: Path, found: bytes | str, expected: VisitClass
) -> None:
    pages = portal({"/": SEARCH_HOME, QUERY: found}, rows=OLD_ROWS)
    run = crawl(tmp_path, pages, earlier=(UNSEEN_BEFORE,), started_at=VISIT_TWO)
    assert run.visit.visit_class is expected, run.visit
    assert QUERY in paths(run)


def test_nothing_is_asked_but_politely(tmp_path: Path) -> None:
    robots = answer(
        "User-agent: *\nDisallow: /zfxxgk/nb/secret\nCrawl-delay: 0.3", kind="text/plain"
    )
    rows = (row(2023, "2024-01-20", "/zfxxgk/nb/secret.html"), *OLD_ROWS)
    second = replace(PLACE, place_id="jyj-two")
    run = crawl(
        tmp_path,
        portal({ROBOTS: robots}, rows),
        places=(PLACE, second),
        crawl=replace(CRAWL, delay_seconds=0.05, delay_jitter=0.5),
    )
    assert [v.visit_class for v in run.visits] == [VisitClass.ROBOTS_DISALLOW] * 2
    assert paths(run)[0] == ROBOTS
    assert paths(run).count(ROBOTS) == 1
    assert not [path for path in paths(run) if "secret" in path]
    assert all(before.ended <= after.began for before, after in pairwise(run.asked))
    # From the third request on: the pause of the host is known once its robots.txt is read.
    gaps = [after.began - before.began for before, after in pairwise(run.asked[1:])]
    assert min(gaps) > 0.25


def test_the_budget_is_kept(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal(), crawl=replace(CRAWL, page_budget=2))
    assert run.visit.visit_class is VisitClass.BUDGET_EXHAUSTED
    assert paths(run) == [ROBOTS, "/", NB]


SHELL = (
    '<html><title>政府信息公开年报</title><div id="app"></div><script src="/a.js"></script></html>'
)
BROWSER = find_browser()


def test_a_page_that_needs_a_browser_says_so_without_one(tmp_path: Path) -> None:
    run = crawl(tmp_path, portal({NB: SHELL}))
    assert run.visit.visit_class is VisitClass.BROWSER_MISSING
    assert run.visit.family == "json_list"


SCRIPT = """fetch('/api/list').then(r => r.json()).then(rows => {
  document.getElementById('app').innerHTML = '<div class="list"><ul>' + rows.map(r =>
    `<li><a href="${r.url}">${r.title}</a><span>${r.date}</span></li>`).join('')
    + '</ul><div>共 ' + rows.length + ' 条</div></div>'; });"""
ROWS = [{"url": PAGE, "title": TITLE, "date": "2024-01-20"}]


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_page_that_needs_a_browser_is_rendered(tmp_path: Path) -> None:
    changes: Pages = {
        NB: SHELL,
        "/a.js": answer(SCRIPT, kind="text/javascript"),
        "/api/list": answer(json.dumps(ROWS), kind="application/json"),
    }
    run = crawl(
        tmp_path,
        portal(changes),
        browser_path=BROWSER,
        crawl=replace(CRAWL, timeout_seconds=20.0, delay_seconds=0.1),
    )
    visit = run.visit
    assert (visit.visit_class, visit.listed, visit.declared) == (VisitClass.COLLECTED, 1, 1), visit
    kept = captures(run)
    roles = [(kept[e].role, kept[e].derived_from) for e in visit.evidence]
    column = "run-1:jyj-own:0003"
    assert roles == [
        (CaptureRole.ROBOTS, None),
        (CaptureRole.HOME, None),
        (CaptureRole.COLUMN, None),
        (CaptureRole.LIST, None),  # its script, which names no interface plainly
        (CaptureRole.DOM, column),
        (CaptureRole.SCREENSHOT, column),
        (CaptureRole.ARTICLE, None),
    ]
    archive = Archive(run.job.archive_root)
    assert TITLE in archive.body(kept["run-1:jyj-own:0005"].sha256).decode()
    assert archive.body(kept["run-1:jyj-own:0006"].sha256).startswith(b"\x89PNG")
    assert all(a.headers["user-agent"].endswith(AGENT) for a in run.asked)
    assert all(before.ended <= after.began for before, after in pairwise(run.asked))
