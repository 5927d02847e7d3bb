from __future__ import annotations

import pytest

from spiders.robots import RobotsRules, read_robots

AGENT = "DubanReportCollector/0.1 (+https://office.example/duban)"
NB = "http://a.gov.cn/zfxxgk/nb/"


def rules(status: int, body: bytes) -> RobotsRules:
    return read_robots(status, body, AGENT, "c1")


@pytest.mark.parametrize(
    ("status", "body", "is_known", "is_allowed", "delay"),
    [
        (200, b"User-agent: *\nDisallow: /admin/\n", True, True, 0.0),
        (200, b"User-agent: *\nDisallow: /\n", True, False, 0.0),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /zfxxgk\nCrawl-delay: 10", True, False, 10.0),
        (
            200,
            b"User-agent: DubanReportCollector\nAllow: /\n\nUser-agent: *\nDisallow: /",
            True,
            True,
            0.0,
        ),
        (200, b"User-agent: otherbot\nDisallow: /", True, True, 0.0),
        (200, b"<!DOCTYPE html><html>Disallow: /</html>", True, True, 0.0),
        (200, b"\xff\xfe\x00 nonsense", True, True, 0.0),
        (200, b"", True, True, 0.0),
        (404, b"User-agent: *\nDisallow: /", True, True, 0.0),
        (403, b"", True, True, 0.0),
        (500, b"", False, True, 0.0),
        (503, b"User-agent: *\nAllow: /", False, True, 0.0),
        (412, b"", False, True, 0.0),
        (429, b"", False, True, 0.0),
    ],
)
def test_robots(
    status: int,
    body: bytes,
    is_known: bool,
    is_allowed: bool,
    delay: float,
) -> None:
    read = rules(status, body)
    assert (read.is_known, read.allows(NB), read.crawl_delay) == (is_known, is_allowed, delay)
    assert read.capture_id == "c1"
