"""Faults added for the whole country: each as it looks to a client."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from http.client import IncompleteRead
from typing import Any
from urllib.error import URLError

import pytest

from portal_lab.country import Country
from portal_lab.faults import BEYOND_ROBOTS, Fault, FaultKind
from portal_lab.lab import Lab
from portal_lab.spoiling import HUGE_BYTES
from portal_lab.spoilt import HOSTILE_NAME, PRIVATE_ADDRESS

HOST = "jyj.suzhen.gov.cn"
HOME = f"http://{HOST}/"
Client = Callable[..., Any]
Opened = Callable[[Lab], Client]


def spoiled(country: Country, kind: FaultKind, **options: Any) -> Lab:
    fault = Fault(host=HOST, kind=kind, path=options.pop("path", BEYOND_ROBOTS), **options)
    return Lab(Country(inhabitants=country.inhabitants), faults=(fault,))


def raw(lab: Lab, path: str = "/") -> bytes:
    """The bytes of an answer, as far as they come."""
    port = int(lab.proxy_url.rpartition(":")[2])
    lines = (f"GET http://{HOST}{path} HTTP/1.1", f"Host: {HOST}", "Connection: close", "", "")
    held = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        link.sendall("\r\n".join(lines).encode())
        while piece := link.recv(65536):
            held += piece
    return held


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        (FaultKind.BAD_GATEWAY, 502, "502 Bad Gateway"),
        (FaultKind.GONE, 404, "您访问的页面不存在"),
        (FaultKind.SOFT_404, 200, "您访问的页面不存在"),
        (FaultKind.THROTTLED, 200, "访问过于频繁"),
        (FaultKind.CAPTCHA, 200, "安全验证"),
        (FaultKind.JSL, 521, "__jsl_clearance_s"),
        (FaultKind.EMPTY, 200, ""),
    ],
)
def test_another_answer(
    country: Country, opened: Opened, kind: FaultKind, status: int, words: str
) -> None:
    with spoiled(country, kind) as lab:
        reply = opened(lab)(HOME)
    assert (reply.status, words in reply.text) == (status, True)
    assert (reply.body == b"") == (kind is FaultKind.EMPTY)
    assert (len(reply.body) == 12 * 1024) == (kind is FaultKind.THROTTLED)


def test_a_limit_says_how_long_to_wait(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.RATE_LIMITED, nth=1, seconds=7) as lab:
        browse = opened(lab)
        first, second = browse(HOME), browse(HOME)
    assert (first.status, first.headers["Retry-After"], second.status) == (429, "7", 200)


def test_a_reset_is_no_orderly_end(country: Country) -> None:
    with spoiled(country, FaultKind.RESET) as lab, pytest.raises(ConnectionResetError):
        raw(lab)


def test_chunks_that_end_too_soon(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.CHUNK_CUT) as lab, pytest.raises(IncompleteRead):
        opened(lab)(HOME)


def test_http_1_0_tells_no_length_and_may_be_cut(country: Country, opened: Opened) -> None:
    with Lab(Country(inhabitants=country.inhabitants)) as lab:
        whole = opened(lab)(HOME).body
    with spoiled(country, FaultKind.HTTP10) as lab:
        head, _, body = raw(lab).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.0 200 OK\r\n")
    assert b"Content-Length" not in head
    assert body == whole
    with spoiled(country, FaultKind.HTTP10_CUT) as lab:
        assert raw(lab).partition(b"\r\n\r\n")[2] == whole[: len(whole) // 2]


def test_a_header_lies_about_gzip(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.GZIP_LIE) as lab:
        reply = opened(lab)(HOME)
    assert reply.headers["Content-Encoding"] == "gzip"
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(reply.body)


def test_a_header_line_without_a_colon(country: Country) -> None:
    with spoiled(country, FaultKind.BAD_HEADER) as lab:
        head = raw(lab).partition(b"\r\n\r\n")[0]
    assert b"\r\nthis line has no colon\r\n" in head


def test_a_huge_file_comes_in_blocks(country: Country) -> None:
    with spoiled(country, FaultKind.HUGE) as lab:
        port = int(lab.proxy_url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
            link.sendall(f"GET {HOME} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            start = link.recv(4096)
    assert f"Content-Length: {HUGE_BYTES}".encode() in start


def test_redirects_that_lead_nowhere_good(country: Country) -> None:
    with spoiled(country, FaultKind.REDIRECT_LOOP, path="/a") as lab:
        lines = [raw_head(lab, path) for path in ("/a", "/a?hop=1", "/a?hop=2")]
    assert lines == [f"Location: /a?hop={n}" for n in (1, 2, 3)]
    with spoiled(country, FaultKind.REDIRECT_PRIVATE) as lab:
        assert raw_head(lab, "/") == f"Location: {PRIVATE_ADDRESS}"
    with spoiled(country, FaultKind.REDIRECT_HOME, path="/old/") as lab:
        assert raw_head(lab, "/old/") == "Location: /"


def raw_head(lab: Lab, path: str) -> str:
    """Where an answer leads."""
    lines = raw(lab, path).partition(b"\r\n\r\n")[0].decode().splitlines()
    return next(line for line in lines if line.startswith("Location"))


def test_a_hostile_name_for_a_file(country: Country) -> None:
    with spoiled(country, FaultKind.HOSTILE_NAME, nth=1) as lab:
        head = raw(lab).partition(b"\r\n\r\n")[0]
    assert f'filename="{HOSTILE_NAME}"'.encode() in head


def test_a_slow_answer_comes_in_the_end(country: Country, opened: Opened) -> None:
    with spoiled(country, FaultKind.SLOW, seconds=0.5, nth=1) as lab:
        browse = opened(lab)
        with pytest.raises((TimeoutError, URLError)):
            browse(HOME, timeout=0.1)
        assert browse(HOME).status == 200
