"""When everything is looked at again, and which list may be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crawl_site import CRAWL, PLACE, UNSEEN_BEFORE, job_for

from archive.model import KnownPage, ListSeen, ReportSeen, VisitClass
from spiders.families.model import Fetch, ListLink, ListPage
from spiders.fingerprints import entries_sha256, opening_sha256, speaking_opening
from spiders.former import is_whole_look_due, known_list
from spiders.job import CrawlJob

NOW = datetime(2024, 2, 6, 2, 30, tzinfo=UTC)
LIST = ListSeen(
    url=str(PLACE.column_url),
    column_url=PLACE.column_url,
    family="static_list",
    page=KnownPage(url=str(PLACE.column_url), capture_id="run-0:jyj-own:0003", sha256="0" * 64),
    entries_sha256="1" * 64,
    whole_at=NOW - timedelta(days=1),
)
HELD = replace(
    UNSEEN_BEFORE,
    visit_class=VisitClass.COLLECTED,
    flags=(),
    seen=ReportSeen(documents=(LIST.page,), contents=("2" * 64,), listing=LIST),
)


def days_of_whole_looks(place_id: str, every: int, days: int) -> list[int]:
    """The days on which a place that is visited daily is looked at as a whole."""
    known, found = LIST, []
    for day in range(1, days + 1):
        now = LIST.whole_at + timedelta(days=day)
        if is_whole_look_due(known, every=every, now=now, place_id=place_id):
            found.append(day)
            known = replace(known, whole_at=now, unchanged=0)
        else:
            known = replace(known, unchanged=known.unchanged + 1)
    return found


def test_every_seventh_visit_is_whole_and_not_all_in_one_night() -> None:
    plans = [days_of_whole_looks(f"place-{n}", 7, 28) for n in range(70)]
    gaps = [
        [later - earlier for earlier, later in zip([0, *days], days, strict=False)]
        for days in plans
    ]
    assert {gap for first, *_ in gaps for gap in [first]} == {4, 5, 6, 7}
    assert {gap for _, *rest in gaps for gap in rest} == {7}
    assert days_of_whole_looks("place-1", 1, 3) == [1, 2, 3]
    assert days_of_whole_looks("place-1", 2, 6) == [2, 4, 6]


def test_time_alone_makes_it_due() -> None:
    late = LIST.whole_at + timedelta(days=7)
    assert is_whole_look_due(LIST, every=7, now=late, place_id="x")


def job(**changes: object) -> CrawlJob:
    return job_for(Path("/nowhere"), "http://127.0.0.1:9", **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"earlier": ()},
        {"earlier": (HELD,), "years": (2022, 2023)},
        {"earlier": (HELD,), "crawl": replace(CRAWL, full_visit_every=1)},
        {"earlier": (HELD, replace(UNSEEN_BEFORE, run_id="run-9", ended_at=NOW))},
        {"earlier": (replace(HELD, seen=None),)},
        {"earlier": (replace(HELD, seen=ReportSeen(documents=())),)},
    ],
    ids=["first", "other-year", "always", "gone", "older-program", "no-list"],
)
def test_without_all_of_it_everything_is_looked_at(changes: dict[str, object]) -> None:
    assert known_list(job(earlier=(HELD,)), PLACE, NOW) == LIST
    assert known_list(job(**changes), PLACE, NOW) is None


def test_another_column_in_the_registry_is_another_list() -> None:
    for place in (
        replace(PLACE, column_url=f"{PLACE.home_url}other/"),
        replace(PLACE, family="trs"),
    ):
        assert known_list(job(earlier=(HELD,)), place, NOW) is None
    assert known_list(job(earlier=(HELD,)), replace(PLACE, family="static_list"), NOW) == LIST


def link(number: int, day: int | None = None) -> ListLink:
    listed = None if day is None else NOW.date() - timedelta(days=day)
    return ListLink(url=f"http://x.gov.cn/{number}", title=f"第{number}条", listed_date=listed)


def test_a_fingerprint_is_of_the_entries_in_any_order() -> None:
    one = entries_sha256([link(1), link(2)])
    assert one == entries_sha256([link(2), link(1), link(1)])
    assert one != entries_sha256([link(1), replace(link(2), title="别的")])
    assert one != entries_sha256([link(1), link(2, 1)])


def test_which_first_page_speaks_for_the_list() -> None:
    shell = ListPage()
    newest = ListPage(links=(link(3, 1), link(2, 2)), declared_total=3)
    rest = ListPage(links=(link(1, 3),), declared_total=3)
    assert speaking_opening((newest, rest)) == opening_sha256((newest, rest)) is not None
    assert speaking_opening((shell, newest, rest)) == opening_sha256((newest,))
    assert speaking_opening((rest, newest)) is None
    assert speaking_opening((replace(newest, declared_total=None), rest)) is None
    assert speaking_opening((ListPage(links=(link(1),)),)) is not None
    assert speaking_opening((ListPage(links=(link(1), link(2))), rest)) is None
    assert speaking_opening((shell,)) is None
    more = replace(newest, next=(Fetch(url="http://x.gov.cn/p2"),))
    assert opening_sha256((more,)) != opening_sha256((newest,))
