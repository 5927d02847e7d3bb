"""Later visits: what has not changed costs little, what has changed is seen, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from crawl_site import (
    COLUMN,
    CRAWL,
    HOME,
    NB,
    OLD_ROWS,
    PAGE,
    ROBOTS,
    TITLE,
    VISIT_ONE,
    Crawled,
    Pages,
    crawl_site,
    list_page,
    paths,
    portal,
    report_page,
    row,
    serving,
)
from tiny_site import Asked, TinySite, answer

from archive.model import CaptureRole, VisitClass
from archive.store import Archive
from spiders.job import KnownRobots
from spiders.outcome import (
    LOOKED_EVERYWHERE,
    REMOVED,
    REPUBLISHED,
    SEVERAL_VERSIONS,
    UNCHANGED,
)

WHOLE = replace(CRAWL, full_visit_every=1)


def tagged(pages: Pages) -> Callable[[Asked], bytes | None]:
    """The site with a tag on every page, and 304 for whoever knows it."""
    plain = serving(pages)

    def answered(asked: Asked) -> bytes | None:
        if asked.path in (ROBOTS, "/") or asked.path not in pages:
            return plain(asked)
        tag = f'"{hash(pages[asked.path])}"'
        if asked.headers.get("if-none-match") == tag:
            return answer(status=304, kind=None, headers=(("ETag", tag),))
        return answer(str(pages[asked.path]), headers=(("ETag", tag),))

    return answered


@dataclass
class Watch:
    """Visits to one site, a day and an hour apart; each knows the former ones."""

    folder: Path
    answering: Callable[[Pages], Callable[[Asked], bytes | None]] = serving

    def __post_init__(self) -> None:
        self.runs: list[Crawled] = []

    def visit(self, pages: Pages, **changes: object) -> Crawled:
        number = len(self.runs) + 1
        with TinySite(self.answering(pages)) as site:
            run = crawl_site(
                self.folder,
                site,
                run_id=f"run-{number}",
                earlier=tuple(visit for run in self.runs for visit in run.visits),
                started_at=VISIT_ONE + (number - 1) * timedelta(hours=25),
                **changes,
            )
        self.runs.append(run)
        return run

    @property
    def archive(self) -> Archive:
        return Archive(self.folder / "archive")


def test_an_unchanged_place_costs_two_requests(tmp_path: Path) -> None:
    watch = Watch(tmp_path, tagged)
    first = watch.visit(portal()).visit
    second = watch.visit(portal())
    assert paths(second) == [ROBOTS, NB]
    visit = second.visit
    assert visit == replace(
        first,
        run_id="run-2",
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        reason="列表与 2024-02-05 全面核查时相同，年报文件沿用该次存证",
        tried=(
            f"打开上次读取的年报栏目 {COLUMN}",
            "按“静态列表”读取列表，条目与上次相同",
        ),
        evidence=(
            "run-2:jyj-own:0001",
            "run-2:jyj-own:0002",
            "run-1:jyj-own:0003",
            "run-1:jyj-own:0004",
        ),
        flags=(UNCHANGED,),
        seen=visit.seen,
    )
    assert first.seen is not None
    assert visit.seen is not None
    assert first.seen.listing is not None
    assert visit.seen.listing == replace(first.seen.listing, unchanged=1)
    answered = watch.archive.captures("run-2")[1]
    assert (answered.role, answered.status, answered.size) == (CaptureRole.COLUMN, 304, 0)
    assert answered.derived_from == "run-1:jyj-own:0003"
    assert "If-None-Match" in dict(answered.request_headers)
    assert watch.archive.examine().is_sound


def test_robots_that_are_known_are_not_asked_for(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.visit(portal({ROBOTS: answer("User-agent: *\nDisallow: /x/\n", kind="text/plain")}))
    kept = watch.archive.captures("run-1")[0]
    known = KnownRobots(
        url=kept.url, capture_id=kept.capture_id, status=kept.status, sha256=kept.sha256
    )
    run = watch.visit(portal(), robots=(known,))
    assert paths(run) == [NB]
    assert run.visit.evidence == (
        *("run-1:jyj-own:0001", "run-2:jyj-own:0001"),
        "run-1:jyj-own:0004",
    )
    forbidding = answer("User-agent: *\nDisallow: /zfxxgk/\n", kind="text/plain")
    watch.visit(portal({ROBOTS: forbidding}))
    kept = watch.archive.captures("run-3")[0]
    known = replace(known, capture_id=kept.capture_id, sha256=kept.sha256)
    run = watch.visit(portal(), robots=(known,))
    assert (paths(run), run.visit.visit_class) == (["/"], VisitClass.ROBOTS_DISALLOW)


def test_a_counter_on_the_page_is_no_change(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.visit(portal())
    rows = (row(2023, "2024-01-20"), *OLD_ROWS)
    counted = portal({NB: list_page(rows, pager="<p>访问量：1024</p>")})
    run = watch.visit(counted)
    assert (paths(run), run.visit.flags) == ([ROBOTS, NB], (UNCHANGED,))


def test_a_new_entry_makes_the_visit_whole(tmp_path: Path) -> None:
    watch = Watch(tmp_path, tagged)
    watch.visit(portal())
    rows = (("/zfxxgk/nb/2.html", "关于补充公开事项的说明", "2024-02-05"), row(2023, "2024-01-20"))
    run = watch.visit(portal(rows=(*rows, *OLD_ROWS)))
    assert paths(run) == [ROBOTS, NB, "/", PAGE]
    visit = run.visit
    assert (visit.visit_class, visit.flags, visit.listed) == (VisitClass.COLLECTED, (), 4)
    # The article is still the same, says the portal, and is judged by the bytes of the first run.
    assert visit.documents == ("run-1:jyj-own:0004",)
    assert [c.status for c in watch.archive.captures("run-2")] == [404, 200, 200, 304]
    assert visit.seen is not None
    assert visit.seen.listing is not None
    assert visit.seen.listing.unchanged == 0


def test_everything_is_looked_at_again_after_some_visits(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.visit(portal())
    settings = replace(CRAWL, full_visit_every=2)
    assert paths(watch.visit(portal(), crawl=settings)) == [ROBOTS, NB]
    assert paths(watch.visit(portal(), crawl=settings)) == [ROBOTS, "/", NB, PAGE]
    assert paths(watch.visit(portal(), crawl=settings)) == [ROBOTS, NB]


def test_what_the_archive_has_lost_is_asked_for_again(tmp_path: Path) -> None:
    watch = Watch(tmp_path, tagged)
    watch.visit(portal())
    for file in (tmp_path / "archive" / "warc").iterdir():
        file.chmod(0o644)
        file.write_bytes(b"")
    run = watch.visit(portal())
    assert paths(run) == [ROBOTS, "/", NB, PAGE, PAGE]  # 304, then without the condition
    assert (run.visit.visit_class, run.visit.flags) == (VisitClass.COLLECTED, ())
    assert run.visit.documents == ("run-2:jyj-own:0005",)


def test_an_unchanged_list_never_proves_absence(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    unpublished = portal(rows=OLD_ROWS)
    runs = [watch.visit(unpublished) for _ in range(3)]
    assert [paths(run) for run in runs] == [[ROBOTS, "/", NB]] * 3
    assert [run.visit.visit_class for run in runs] == [
        VisitClass.NOT_SEEN,
        VisitClass.ABSENT_UNCONFIRMED,
        VisitClass.ABSENT_UNCONFIRMED,
    ]


def test_one_year_without_its_report_keeps_the_visit_whole(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    for _ in range(2):
        run = watch.visit(portal(), years=(2023, 2024), duties=())
    assert paths(run) == [ROBOTS, "/", NB, PAGE]
    assert [v.visit_class for v in run.visits] == [VisitClass.COLLECTED, VisitClass.NOT_SEEN]


def test_what_is_gone_is_told_with_its_evidence(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.visit(portal(rows=OLD_ROWS))
    watch.visit(portal())
    gone = watch.visit(portal(rows=OLD_ROWS)).visit
    # Not absent yet: what was not seen before it was published says nothing of today.
    assert (gone.visit_class, gone.flags) == (VisitClass.NOT_SEEN, (LOOKED_EVERYWHERE, REMOVED))
    assert gone.reason == (
        "列表已读全，未见该年度年报；须隔 24 小时以上再次核查；"
        f"2024-02-06 曾采集到该年报（{HOME}zfxxgk/nb/2023.html），现已不在，"
        "原存证 run-2:jyj-own:0004"
    )
    later = watch.visit(portal(rows=OLD_ROWS)).visit
    assert later.visit_class is VisitClass.ABSENT_UNCONFIRMED
    assert later.flags == (LOOKED_EVERYWHERE, REMOVED)


def test_other_words_at_the_same_address_are_a_new_version(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.visit(portal())
    changed = report_page().replace("情况正常", "情况良好")
    visit = watch.visit(portal({PAGE: changed}), crawl=WHOLE).visit
    assert (visit.visit_class, visit.flags) == (VisitClass.COLLECTED, (REPUBLISHED,))
    assert visit.reason == (
        "年报内容与 2024-02-05 采集的不同，前后版本均已存证（原存证 run-1:jyj-own:0004）"
    )
    counted = changed.replace("</body>", "<p>浏览次数：7</p></body>")
    visit = watch.visit(portal({PAGE: counted}), crawl=WHOLE).visit
    assert (visit.visit_class, visit.flags, visit.reason) == (VisitClass.COLLECTED, (), None)


def test_a_new_version_beside_the_old_one(tmp_path: Path) -> None:
    """Both are kept; the agency was in time with the first."""
    watch = Watch(tmp_path)
    watch.visit(portal())
    new = report_page(published="2024-02-04").replace("情况正常", "情况良好")
    rows = (row(2023, "2024-02-04", "/zfxxgk/nb/2023-2.html"), row(2023, "2024-01-20"))
    pages = portal({"/zfxxgk/nb/2023-2.html": new}, rows=(*rows, *OLD_ROWS))
    visit = watch.visit(pages).visit
    assert (visit.visit_class, visit.flags) == (
        VisitClass.COLLECTED,
        (SEVERAL_VERSIONS, REPUBLISHED),
    )
    assert (visit.url, visit.title) == (f"{COLUMN}2023-2.html", TITLE)
    assert str(visit.published_date) == "2024-01-20"
    assert len(visit.documents) == 2
    assert visit.reason == (
        f"列表中有该年度年报的 2 个版本，均已存证：{COLUMN}2023-2.html、{COLUMN}2023.html；"
        f"年报在新的网址公布，内容与 2024-02-05 采集的不同（原网址 {COLUMN}2023.html，"
        "原存证 run-1:jyj-own:0004）"
    )


def test_the_same_words_at_two_addresses_are_one_report(tmp_path: Path) -> None:
    rows = (row(2023, "2024-02-04", "/zfxxgk/nb/b.html"), row(2023, "2024-01-20"))
    pages = portal({"/zfxxgk/nb/b.html": report_page()}, rows=(*rows, *OLD_ROWS))
    visit = Watch(tmp_path).visit(pages).visit
    assert (visit.flags, visit.reason, len(visit.documents)) == ((), None, 1)
