"""The proxy: absolute addresses, tunnels, unknown hosts, the log."""

from __future__ import annotations

import socket
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from portal_lab.country import Country
from portal_lab.lab import Lab

ROBOTS = "User-agent: *\nAllow: /\n"
Client = Callable[..., Any]


def connected(lab: Lab) -> socket.socket:
    port = int(lab.proxy_url.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def until_closed(link: socket.socket) -> bytes:
    held = b""
    while piece := link.recv(65536):
        held += piece
    return held


def test_an_absolute_address_is_answered_by_its_host(browse: Client) -> None:
    reply = browse("http://jyj.suzhen.gov.cn/robots.txt")
    assert (reply.status, reply.text) == (200, ROBOTS)


def test_an_unknown_host_is_a_bad_gateway(browse: Client) -> None:
    reply = browse("http://www.example.com/a")
    assert reply.status == 502
    assert reply.text == (
        "门户实验室：没有名为 www.example.com 的网站。本代理只回答虚构的网站，不连接外部网络。"
    )


def test_a_tunnel_speaks_plain_http_to_the_same_host(lab: Lab) -> None:
    with connected(lab) as link:
        link.sendall(b"CONNECT jyj.suzhen.gov.cn:80 HTTP/1.1\r\nHost: jyj.suzhen.gov.cn:80\r\n\r\n")
        assert link.recv(4096) == b"HTTP/1.1 200 Connection established\r\n\r\n"
        link.sendall(
            b"GET /robots.txt HTTP/1.1\r\nHost: jyj.suzhen.gov.cn\r\nConnection: close\r\n\r\n"
        )
        head, _, body = until_closed(link).partition(b"\r\n\r\n")
    assert head.splitlines()[0] == b"HTTP/1.1 200 OK"
    assert body.decode() == ROBOTS


def test_a_tunnel_to_an_unknown_host_ends_in_the_lab_too(lab: Lab) -> None:
    with connected(lab) as link:
        link.sendall(b"CONNECT www.example.com:443 HTTP/1.1\r\n\r\n")
        assert link.recv(4096).startswith(b"HTTP/1.1 200")
        link.sendall(b"GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n")
        assert until_closed(link).startswith(b"HTTP/1.1 502 Bad Gateway\r\n")


def test_a_tls_handshake_is_refused_by_closing(lab: Lab) -> None:
    with connected(lab) as link:
        link.sendall(b"CONNECT jyj.suzhen.gov.cn:443 HTTP/1.1\r\n\r\n")
        assert link.recv(4096).startswith(b"HTTP/1.1 200")
        link.sendall(b"\x16\x03\x01\x00\x05hello")
        try:
            held = until_closed(link)
        except ConnectionResetError:
            held = b""
    assert held == b""


def test_one_connection_serves_several_hosts(lab: Lab) -> None:
    with connected(lab) as link:
        for host, rest in (("jyj", b""), ("slj", b"Connection: close\r\n")):
            link.sendall(
                f"HEAD http://{host}.suzhen.gov.cn/ HTTP/1.1\r\n".encode() + rest + b"\r\n"
            )
        answers = until_closed(link)
    assert answers.count(b"HTTP/1.1 200 OK\r\n") == 2
    assert b"<html" not in answers


def test_nonsense_from_a_client_closes_the_connection(lab: Lab) -> None:
    with connected(lab) as link:
        link.sendall(b"what is this\r\n\r\n")
        assert until_closed(link) == b""


def test_the_log_tells_every_request(country: Country, opened: Callable[[Lab], Client]) -> None:
    with Lab(country) as lab:
        browse = opened(lab)
        browse("http://jyj.suzhen.gov.cn/?a=1", headers={"User-Agent": "Test/1 (a@b.example)"})
        browse("http://nowhere.example/x", body=b"k=v", headers={"User-Agent": "Test/2"})
        log = lab.requests
    assert [(r.host, r.method, r.path, r.user_agent) for r in log] == [
        ("jyj.suzhen.gov.cn", "GET", "/?a=1", "Test/1 (a@b.example)"),
        ("nowhere.example", "POST", "/x", "Test/2"),
    ]
    assert all(first.at <= second.at for first, second in pairwise(log))
    assert ("User-Agent", "Test/2") in log[1].headers


def test_a_lab_stops_twice_and_says_when_its_port_is_taken(country: Country) -> None:
    with Lab(country) as lab:
        port = int(lab.proxy_url.rpartition(":")[2])
        with pytest.raises(OSError, match="address"):
            Lab(country, port=port).start()
        lab.stop()
    lab.stop()
