"""Five thousand hosts: every one answers, nothing is made before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal_lab.answers import Request
from portal_lab.lab import Lab
from portal_lab.many import COLUMN, YEARS, build_many, host_of, name_of
from portal_lab.phases import LAB_NOW, Phase

NOW = LAB_NOW[Phase.PUBLISHED]
MANY = build_many()


def test_every_host_has_a_place_and_a_name_of_its_own() -> None:
    registry = MANY.registry()
    assert len(registry.places) == len(registry.agencies) == 5000
    assert len({agency.name for agency in registry.agencies.values()}) == 5000
    assert {place.hosts for place in registry.places.values()} == {
        (host_of(n),) for n in range(5000)
    }
    assert len(set(MANY.urls())) == 5000 * (3 + len(YEARS))


def test_the_hosts_answer_and_no_other_does() -> None:
    for number in (0, 42, 4999):
        for path in ("/robots.txt", "/", COLUMN, "/zfxxgk/nb/2025.html"):
            answer = MANY.answer(Request(host=host_of(number), target=path), NOW)
            assert answer is not None
            assert answer.status == 200
            assert path == "/robots.txt" or name_of(number) in answer.body.decode()
    missing = MANY.answer(Request(host=host_of(0), target="/zfxxgk/nb/2019.html"), NOW)
    assert missing is not None
    assert missing.status == 404
    for host in (host_of(5000), "pabc.many.gov.cn", "www.example.com", "p①.many.gov.cn"):
        assert MANY.answer(Request(host=host), NOW) is None


def test_a_page_that_is_known_is_not_sent_again() -> None:
    request = Request(host=host_of(7), target=COLUMN)
    first = MANY.answer(request, NOW)
    assert first is not None
    tag = dict(first.headers)["ETag"]
    again = MANY.answer(
        Request(host=host_of(7), target=COLUMN, headers=(("If-None-Match", tag),)), NOW
    )
    assert again is not None
    assert (again.status, again.body) == (304, b"")


def test_a_lab_over_all_of_them_serves(opened: Callable[[Lab], Callable[..., Any]]) -> None:
    with Lab(MANY, now=NOW) as lab:
        reply = opened(lab)(f"http://{host_of(4321)}/")
    assert reply.status == 200
    assert name_of(4321) in reply.text
