"""Patience and bounds: what is asked again and how often, when, and what is never followed."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crawl_site import (
    CRAWL,
    HOST,
    NB,
    OLD_ROWS,
    PAGE,
    PLACE,
    VISIT_ONE,
    Crawled,
    Pages,
    attached,
    captures,
    crawl,
    crawl_hosts,
    crawl_site,
    list_page,
    paths,
    portal,
    report_page,
    serving,
)
from tiny_site import Asked, TinySite, answer

from archive.model import CaptureRole, ClassGroup, VisitClass
from config.clock import SHANGHAI, FixedClock
from config.window import Window, is_window
from spiders.errors import Halted
from spiders.hours import Hours
from spiders.patience import retry_after

REPORT = report_page().encode()
LIMITED = answer("请求过于频繁", status=429, headers=(("Retry-After", "1"),))
LATER = answer("", status=503, headers=(("Retry-After", "1"),))
THROTTLE = answer(f"<html><p>访问过于频繁，请稍后再试。</p><!--{'#' * 12_000}--></html>")
SHORT = answer(REPORT[:-300], length=len(REPORT))
CHUNK = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"40\r\n" + REPORT[:64] + b"\r\nffff\r\n"
)
OLD_CUT = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + REPORT[:-60]


def in_turn(
    path: str, *answers: bytes, pages: Pages | None = None
) -> Callable[[Asked], bytes | None]:
    """The portal, where ``path`` gives one answer after the other, then what it has."""
    waiting = list(answers)

    def answered(asked: Asked) -> bytes | None:
        if asked.path == path and waiting:
            return waiting.pop(0)
        return serving(pages or portal())(asked)

    return answered


def visited(folder: Path, answered: Callable[[Asked], bytes | None], **settings: object) -> Crawled:
    with TinySite(answered) as site:
        return crawl_site(folder, site, crawl=replace(CRAWL, **settings))


def told(run: Crawled, words: str) -> list[str]:
    return [line for line in run.visit.tried if words in line]


@pytest.mark.parametrize(
    ("passing", "what"),
    [
        (answer("", status=502), "状态 502"),
        (b"", "连不上"),
        (SHORT, VisitClass.TRUNCATED.label),
        (CHUNK, VisitClass.TRUNCATED.label),
        (OLD_CUT, VisitClass.TRUNCATED.label),
    ],
    ids=["502", "closed", "short", "chunk", "http10"],
)
def test_a_passing_fault_is_asked_again_and_told(passing: bytes, what: str, tmp_path: Path) -> None:
    run = visited(tmp_path, in_turn(PAGE, passing, passing))
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert Counter(paths(run))[PAGE] == 3
    what = VisitClass.REFUSED.label if what == "连不上" else what
    address = f"http://{HOST}{PAGE}"
    assert told(run, "再次请求") == [
        f"第 1 次请求未成功（{what}），再次请求：{address}",
        f"第 2 次请求未成功（{what}），再次请求：{address}",
    ]


@pytest.mark.parametrize("cut", [SHORT, CHUNK, OLD_CUT], ids=["short", "chunk", "http10"])
def test_what_is_never_whole_is_truncated(cut: bytes, tmp_path: Path) -> None:
    run = visited(tmp_path, in_turn(PAGE, *[cut] * 9))
    assert run.visit.visit_class is VisitClass.TRUNCATED
    assert Counter(paths(run))[PAGE] == 3


def test_a_file_without_its_end_is_truncated(tmp_path: Path) -> None:
    head = b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n"
    pages = portal({PAGE: attached("1.pdf"), "/zfxxgk/nb/1.pdf": head + b"%PDF-1.7\n1 0 obj\n"})
    run = crawl(tmp_path, pages)
    assert run.visit.visit_class is VisitClass.TRUNCATED
    assert Counter(paths(run))["/zfxxgk/nb/1.pdf"] == 3


@pytest.mark.parametrize("is_packed", [False, True])
def test_what_is_called_packed_is_read_either_way(tmp_path: Path, *, is_packed: bool) -> None:
    body = gzip.compress(REPORT) if is_packed else REPORT
    run = crawl(tmp_path, portal({PAGE: answer(body, headers=(("Content-Encoding", "gzip"),))}))
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert Counter(paths(run))[PAGE] == 1  # plain bytes were asked for the first time already


@pytest.mark.parametrize("limit", [LIMITED, LATER], ids=["429", "503"])
def test_a_wait_is_honoured_once(limit: bytes, tmp_path: Path) -> None:
    run = visited(tmp_path / "passes", in_turn(NB, limit))
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert len(told(run, "等待 1 秒")) == 1
    first, second = (asked for asked in run.asked if asked.path == NB)
    assert second.began - first.ended >= 1.0
    page = next(asked for asked in run.asked if asked.path == PAGE)
    assert page.began - second.began >= 0.9  # and more slowly from then on
    run = visited(tmp_path / "stays", in_turn(NB, *[limit] * 9))
    assert run.visit.visit_class is VisitClass.RATE_LIMITED
    assert Counter(paths(run))[NB] == 2
    assert [c.status for c in captures(run).values() if c.role is CaptureRole.COLUMN] == [
        429 if limit is LIMITED else 503
    ]


def test_a_wait_beyond_the_bound_is_a_limit(tmp_path: Path) -> None:
    run = visited(tmp_path, in_turn(NB, *[LIMITED] * 9), longest_retry_after=0.5)
    assert run.visit.visit_class is VisitClass.RATE_LIMITED
    assert run.visit.visit_class.group is ClassGroup.ACCESS
    assert Counter(paths(run))[NB] == 1


def test_the_bound_is_for_the_run(tmp_path: Path) -> None:
    twice = in_turn("/", LIMITED)
    column = in_turn(NB, *[LIMITED] * 9)

    def answered(asked: Asked) -> bytes | None:
        return twice(asked) if asked.path == "/" else column(asked)

    run = visited(tmp_path, answered, longest_retry_after=1.5)
    assert run.visit.visit_class is VisitClass.RATE_LIMITED
    assert Counter(paths(run)) == {"/robots.txt": 1, "/": 2, NB: 1}


def test_a_burst_at_a_gateway_of_files(tmp_path: Path) -> None:
    file = "/zfxxgk/nb/1.txt"
    text = report_page().replace("<", "\n<")
    pages = portal({PAGE: attached("1.txt"), file: answer(text, kind="text/html")})
    run = visited(tmp_path, in_turn(file, LIMITED, pages=pages))
    assert Counter(paths(run))[file] == 2
    assert run.visit.visit_class is VisitClass.COLLECTED


def test_a_page_that_says_too_often_is_asked_once_more(tmp_path: Path) -> None:
    run = visited(tmp_path / "passes", in_turn(NB, THROTTLE))
    assert run.visit.visit_class is VisitClass.COLLECTED
    run = visited(tmp_path / "stays", in_turn(NB, *[THROTTLE] * 9))
    assert run.visit.visit_class is VisitClass.RATE_LIMITED
    assert Counter(paths(run))[NB] == 2


def test_two_limits_end_a_host_for_the_run(tmp_path: Path) -> None:
    places = tuple(replace(PLACE, place_id=f"p{n}", column_url=None) for n in range(3))
    run = crawl(tmp_path, portal({"/": answer("", status=429)}), places=places)
    assert [v.visit_class for v in run.visits] == [VisitClass.RATE_LIMITED] * 3
    assert Counter(paths(run)) == {"/robots.txt": 1, "/": 2}


NOW = datetime(2024, 2, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"Retry-After": "Mon, 05 Feb 2024 01:02:00 GMT"}, 120.0),
        # By the host's own clock, which need not be ours.
        (
            {
                "Retry-After": "Sun, 04 Feb 2024 23:00:30 GMT",
                "Date": "Sun, 04 Feb 2024 23:00:00 GMT",
            },
            30.0,
        ),
        ({"Retry-After": "Mon, 05 Feb 2024 00:00:00 GMT"}, 0.0),
        ({"Retry-After": "soon"}, float("inf")),
        ({"Retry-After": "²"}, float("inf")),
        ({"Retry-After": ""}, float("inf")),
    ],
)
def test_how_long_a_host_wants_us_to_wait(headers: dict[str, str], expected: float | None) -> None:
    assert retry_after(headers, NOW) == expected


AWAY = (
    "http://127.0.0.1:9/secret",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://localhost/",
    f"http://{HOST}@10.0.0.1/",
    f"http://user:word@{HOST}/",
    f"http://{HOST}.evil.example/",
    f"ftp://{HOST}/nb/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//other.example/nb/",
)


@pytest.fixture(scope="module")
def sent_away(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """A report, and a column, that sends on to each of these, each on a host of its own."""
    sites: dict[str, Pages] = {}
    for place in AWAY:
        there = answer(status=302, headers=(("Location", place),))
        sites[f"report {place}"] = portal({PAGE: there})
        sites[f"column {place}"] = portal({NB: there, "/": "<html>主页</html>"})
    return crawl_hosts(tmp_path_factory.mktemp("away"), sites)


@pytest.mark.parametrize("place", AWAY)
def test_what_leads_away_is_never_followed(place: str, sent_away: Crawled) -> None:
    classes = {v.place_id: v.visit_class for v in sent_away.visits}
    own = {host for p in sent_away.job.places for host in p.hosts}
    assert {asked.host for asked in sent_away.asked} == own
    assert all(place not in asked.url for asked in sent_away.asked)
    # Another scheme is no redirect at all; the answer is then a page of status 302.
    assert classes[f"report {place}"] in (VisitClass.OFF_DOMAIN_LINK, VisitClass.LAYOUT_CHANGED)
    assert classes[f"column {place}"] in (VisitClass.MOVED, VisitClass.LAYOUT_CHANGED)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 2, 5, hour, minute, second, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("written", "now", "wait"),
    [
        ("22:00-06:00", at(23), timedelta(0)),
        ("22:00-06:00", at(5, 59, 59), timedelta(0)),
        ("22:00-06:00", at(6), timedelta(hours=16)),
        ("22:00-06:00", at(21, 59, 30), timedelta(seconds=30)),
        ("9:00-17:30", at(9), timedelta(0)),
        ("9:00-17:30", at(8), timedelta(hours=1)),
        ("9:00-17:30", at(17, 30), timedelta(hours=15, minutes=30)),
        ("09:00-17:30", at(18).astimezone(UTC), timedelta(hours=15)),
    ],
)
def test_a_window(written: str, now: datetime, wait: timedelta) -> None:
    assert Window.parse(written).wait(now) == wait


@pytest.mark.parametrize("text", ["", "夜间", "22-6", "24:00-06:00", "22:00-22:00", "22:00~06:00"])
def test_what_is_no_window(text: str) -> None:
    assert not is_window(text)


def test_a_place_is_not_asked_outside_its_window(tmp_path: Path) -> None:
    night = replace(PLACE, place_id="night", window="22:00-06:00")
    own = replace(PLACE, place_id="own", window="08:00-18:00")
    settings = replace(CRAWL, window="23:00-05:00")
    with TinySite(serving(portal())) as site:
        run = crawl_site(tmp_path, site, places=(night, own), crawl=settings)
    visits = {v.place_id: v for v in run.visits}
    assert visits["own"].visit_class is VisitClass.COLLECTED  # its own window counts
    assert visits["night"].visit_class is VisitClass.ABORTED
    assert visits["night"].reason == "现在不在该网站的访问时段（22:00-06:00）内，本次未访问完"
    assert Counter(paths(run))["/"] == 1
    assert run.status == 0


def test_a_place_waits_for_its_window(tmp_path: Path) -> None:
    settings = replace(CRAWL, window="09:00-18:00")
    with TinySite(serving(portal())) as site:
        run = crawl_site(
            tmp_path, site, crawl=settings, started_at=VISIT_ONE - timedelta(seconds=3)
        )
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert run.visit.started_at >= VISIT_ONE


def test_a_window_that_closes_ends_the_visit() -> None:
    clock = FixedClock(at(6))
    place = replace(PLACE, window="22:00-06:00")
    hours = Hours.of(place, CRAWL, clock)
    with pytest.raises(Halted) as halted:
        hours.check()
    assert halted.value.visit_class is VisitClass.ABORTED
    asyncio.run(hours.begin(at(7)))  # there is no time left to wait
    Hours.of(PLACE, CRAWL, clock).check()


def test_a_list_is_read_on_after_a_passing_fault(tmp_path: Path) -> None:
    pager = '<div>共 3 条 第 1/2 页 <a href="index_1.html">下一页</a></div>'
    second = list_page((("2023.html", "苏镇市教育局2023年政府信息公开工作年度报告", "2024-01-20"),))
    pages = portal({NB: list_page(OLD_ROWS, pager), f"{NB}index_1.html": second})
    run = visited(tmp_path, in_turn(f"{NB}index_1.html", answer("", status=502), pages=pages))
    assert run.visit.visit_class is VisitClass.COLLECTED
