"""Phases: the clock that is moved, the lab's own host, and what the country shows in each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from portal_lab.lab import CONTROL_HOST, Lab
from portal_lab.phases import LAB_NOW, Phase, phase_at
from portal_lab.request_log import logged_requests
from portal_lab.whole.country import build_whole_country
from portal_lab.whole.draft import LAST_YEAR

Client = Callable[..., Any]
CONTROL = f"http://{CONTROL_HOST}"
COUNTRY = build_whole_country()


def classes(agency: str) -> list[str]:
    """What a visitor of every phase finds for the last year."""
    return [
        next(
            row.outcome.visit_class
            for row in COUNTRY.truth(phase, (LAST_YEAR,))
            if row.place_id == f"{agency}-site"
        )
        for phase in Phase
    ]


def test_a_phase_is_an_instant_of_the_clock() -> None:
    assert [phase_at(instant) for instant in LAB_NOW.values()] == list(Phase)
    assert [instant.date() for instant in LAB_NOW.values()] == sorted(
        instant.date() for instant in LAB_NOW.values()
    )
    due = date(LAST_YEAR + 1, 1, 31)
    assert LAB_NOW[Phase.BEFORE_DUE].date() <= due < LAB_NOW[Phase.PUBLISHED].date()


def test_the_phase_is_told_and_moved_by_request(opened: Callable[[Lab], Client]) -> None:
    with Lab(COUNTRY, now=LAB_NOW[Phase.BEFORE_DUE]) as lab:
        browse = opened(lab)
        assert browse(f"{CONTROL}/phase").text == "before_due"
        assert browse(f"{CONTROL}/phase", body=b"phase=republished").text == "republished"
        assert lab.phase is Phase.REPUBLISHED
        assert browse(f"{CONTROL}/phase", body=b"removed").text == "removed"
        refused = browse(f"{CONTROL}/phase", body="phase=昨天".encode())
        assert refused.status == 400
        assert lab.phase is Phase.REMOVED
        assert browse(f"{CONTROL}/elsewhere").status == 404
        assert lab.requests == ()


def test_the_log_is_given_and_forgotten_by_request(opened: Callable[[Lab], Client]) -> None:
    with Lab(COUNTRY, now=LAB_NOW[Phase.PUBLISHED]) as lab:
        browse = opened(lab)
        browse("http://jyj.suzhen.gov.cn/robots.txt")
        told = browse(f"{CONTROL}/log").text
        assert logged_requests(told.splitlines()) == lab.requests
        (request,) = lab.requests
        assert (request.host, request.path, request.status) == (
            "jyj.suzhen.gov.cn",
            "/robots.txt",
            200,
        )
        assert request.ended_at is not None
        opener = build_opener(ProxyHandler({"http": lab.proxy_url}))
        forget = Request(f"{CONTROL}/log", method="DELETE")  # noqa: S310 - our own lab
        opener.open(forget).close()
        assert lab.requests == ()


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("suzhen-jyj", ["not_seen", *["collected"] * 4]),
        ("suzhen-slj", ["not_seen", *["absent_unconfirmed"] * 4]),
        ("haiyi-yunxi", ["not_seen"] * 5),
        ("dongting-ylqz", [*["not_seen"] * 4, "absent_unconfirmed"]),
        ("haiyi-sjj", ["not_seen", "absent_unconfirmed", *["collected_late"] * 3]),
        ("suzhen-gxj", ["not_seen", "collected", "republished", "collected", "collected"]),
        ("suzhen-sthj", ["not_seen", "collected", "collected", "removed", "removed"]),
        ("suzhen-xfj", ["not_seen", *["column_empty"] * 4]),
    ],
)
def test_what_a_visitor_of_every_phase_finds(agency: str, expected: list[str]) -> None:
    assert classes(agency) == expected


def test_a_republished_page_has_other_bytes_at_the_same_address() -> None:
    (member,) = [m for m in COUNTRY.members if m.agency_id == "dongting-jtj"]
    before, after = (COUNTRY.staged(member, p) for p in (Phase.PUBLISHED, Phase.REPUBLISHED))
    assert before.paths(LAST_YEAR) == after.paths(LAST_YEAR)
    assert before.hashes(LAST_YEAR) != after.hashes(LAST_YEAR)


def test_the_old_version_stays_beside_the_new_one() -> None:
    (member,) = [m for m in COUNTRY.members if m.agency_id == "suzhen-gxj"]
    before, after = (COUNTRY.staged(member, p) for p in (Phase.PUBLISHED, Phase.REPUBLISHED))
    assert before.paths(LAST_YEAR) != after.paths(LAST_YEAR)
    assert len(after.draft.entries[LAST_YEAR]) == 2


def test_a_redesign_changes_the_family_and_keeps_the_files() -> None:
    (member,) = [m for m in COUNTRY.members if m.agency_id == "suzhen-ybj"]
    before, after = (COUNTRY.staged(member, p) for p in (Phase.REMOVED, Phase.REDESIGNED))
    assert type(before.site) is not type(after.site)
    assert before.paths(LAST_YEAR) != after.paths(LAST_YEAR)
    assert before.hashes(LAST_YEAR) == after.hashes(LAST_YEAR)
