"""Faults: which request they hit, and what is left of the answer."""

from __future__ import annotations

from collections.abc import Callable
from http.client import BadStatusLine, IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import URLError

import pytest

from portal_lab.country import Country
from portal_lab.faults import BEYOND_ROBOTS, Fault, FaultKind, FaultPlan
from portal_lab.lab import Lab

HOST = "jyj.suzhen.gov.cn"
HOME = f"http://{HOST}/"
Client = Callable[..., Any]
Opened = Callable[[Lab], Client]


def spoiled(country: Country, kind: FaultKind, **options: Any) -> Lab:
    fault = Fault(host=HOST, kind=kind, path=BEYOND_ROBOTS, **options)
    return Lab(Country(inhabitants=country.inhabitants), faults=(fault,))


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        (FaultKind.SERVER_ERROR, 500, "服务器内部错误"),
        (FaultKind.FORBIDDEN, 403, "您的访问请求已被网站防火墙拦截"),
        (FaultKind.CHALLENGE, 412, "$_ts"),
    ],
)
def test_an_error_page(
    country: Country, opened: Opened, kind: FaultKind, status: int, words: str
) -> None:
    with spoiled(country, kind) as lab:
        browse = opened(lab)
        reply = browse(HOME)
        assert browse(f"{HOME}robots.txt").status == 200
    assert (reply.status, words in reply.text) == (status, True)


def test_a_closed_connection(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.CLOSE) as lab, pytest.raises(RemoteDisconnected):
        opened(lab)(HOME)


def test_garbage_is_no_http(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.GARBAGE) as lab, pytest.raises(BadStatusLine):
        opened(lab)(HOME)


def test_a_truncated_body_is_shorter_than_told(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.TRUNCATED) as lab, pytest.raises(IncompleteRead) as caught:
        opened(lab)(HOME)
    assert caught.value.expected is not None
    assert 0 < len(caught.value.partial) <= caught.value.expected + len(caught.value.partial)


def test_a_slow_portal_outlasts_the_client(country: Country, opened: Opened) -> None:
    with (
        spoiled(country, FaultKind.SLOW, seconds=3600) as lab,
        pytest.raises((TimeoutError, URLError)),
    ):
        opened(lab)(HOME, timeout=0.2)


def test_a_dripping_body_is_whole_in_the_end(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.DRIP, seconds=0.1, nth=1) as lab:
        browse = opened(lab)
        assert browse(HOME).body == browse(HOME).body


def test_only_the_nth_request_is_spoiled(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.SERVER_ERROR, nth=2) as lab:
        browse = opened(lab)
        assert [browse(HOME).status for _ in range(3)] == [200, 500, 200]


def test_a_plan_counts_by_fault_and_the_first_that_fits_wins() -> None:
    first = Fault(host="a.example", kind=FaultKind.CLOSE, path="/x", nth=2)
    second = Fault(host="a.example", kind=FaultKind.SLOW)
    plan = FaultPlan((first, second))
    asked = [("a.example", "/x"), ("b.example", "/x"), ("a.example", "/y"), ("a.example", "/x?p=1")]
    assert [plan.next(*request) for request in asked] == [second, None, second, first]


def test_the_troubled_portals_of_the_country(country: Country, opened: Opened) -> None:
    with Lab(country) as lab:
        browse = opened(lab)
        assert browse("http://swj.suzhen.gov.cn/robots.txt").status == 500
        assert browse("http://kjj.suzhen.gov.cn/").status == 412
        assert browse("http://kjj.suzhen.gov.cn/robots.txt").status == 200
        assert browse("http://tyj.suzhen.gov.cn/robots.txt").text == (
            "User-agent: *\nDisallow: /zfxxgk/\n"
        )
        with pytest.raises(RemoteDisconnected):
            browse("http://cgj.suzhen.gov.cn/robots.txt")
        with pytest.raises(BadStatusLine):
            browse("http://tjj.suzhen.gov.cn/")
        with pytest.raises((TimeoutError, URLError)):
            browse("http://yjj.suzhen.gov.cn/", timeout=0.2)
