"""What a crawl leaves in the archive: every hop, bytes as served, and nothing half."""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import os
import resource
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from crawl_site import (
    COLUMN,
    HOME,
    NB,
    PAGE,
    PLACE,
    ROBOTS,
    TITLE,
    VISIT_ONE,
    captures,
    crawl,
    crawl_site,
    job_for,
    portal,
    report_page,
    serving,
)
from scrapy import Request
from scrapy.http import Response
from tiny_site import Asked, TinySite, answer
from warcio.archiveiterator import ArchiveIterator

from archive.errors import ArchiveError
from archive.model import CaptureRole, VisitClass
from archive.store import Archive
from archive.verification import Condition
from config.clock import FixedClock
from spiders.exchange import Line
from spiders.families.model import Fetch


def moved(to: str, status: int = 302) -> bytes:
    return answer(f"<p>moved to {to}</p>", status=status, headers=(("Location", to), ("X-Hop", to)))


def test_every_hop_is_archived(tmp_path: Path) -> None:
    changes = {
        ROBOTS: moved("/r.txt"),
        "/r.txt": answer("User-agent: *\nDisallow:\n", kind="text/plain"),
        NB: moved("/zfxxgk/nb2/", 301),
        "/zfxxgk/nb2/": moved("/zfxxgk/nb3/", 307),
        "/zfxxgk/nb3/": portal()[NB],
        PAGE: moved("http://elsewhere.example/2023.html"),
    }
    run = crawl(tmp_path, portal(changes))
    kept = list(captures(run).values())
    assert [(c.role, c.url, c.final_url, c.status) for c in kept] == [
        (CaptureRole.REDIRECT, f"{HOME}robots.txt", f"{HOME}robots.txt", 302),
        (CaptureRole.ROBOTS, f"{HOME}robots.txt", f"{HOME}r.txt", 200),
        (CaptureRole.HOME, HOME, HOME, 200),
        (CaptureRole.REDIRECT, COLUMN, COLUMN, 301),
        (CaptureRole.REDIRECT, f"{HOME}zfxxgk/nb2/", f"{HOME}zfxxgk/nb2/", 307),
        (CaptureRole.COLUMN, COLUMN, f"{HOME}zfxxgk/nb3/", 200),
        # What leads away is not followed, and is the proof that it leads away.
        (CaptureRole.REDIRECT, f"{HOME}{PAGE[1:]}", f"{HOME}{PAGE[1:]}", 302),
    ]
    assert run.visit.visit_class is VisitClass.OFF_DOMAIN_LINK
    assert run.visit.evidence == tuple(c.capture_id for c in kept)
    assert kept[5].redirects == (COLUMN, f"{HOME}zfxxgk/nb2/")
    archive = Archive(run.job.archive_root)
    assert archive.verify("run-1") == ()
    (path,) = (archive.root / "warc").iterdir()
    with path.open("rb") as file:
        hops = [
            (record.rec_headers.get_header("WARC-Target-URI"), record.http_headers["Location"])
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_type == "response" and record.http_headers["Location"]
        ]
    assert hops == [
        (f"{HOME}robots.txt", "/r.txt"),
        (COLUMN, "/zfxxgk/nb2/"),
        (f"{HOME}zfxxgk/nb2/", "/zfxxgk/nb3/"),
        (f"{HOME}{PAGE[1:]}", "http://elsewhere.example/2023.html"),
    ]


def test_what_is_compressed_unasked_is_kept_as_served(tmp_path: Path) -> None:
    body = gzip.compress(report_page().encode(), mtime=0)
    served = answer(body, headers=(("Content-Encoding", "gzip"), ("X-A", "1"), ("X-A", "2")))
    run = crawl(tmp_path, portal({PAGE: served}))
    assert (run.visit.visit_class, run.visit.title) == (VisitClass.COLLECTED, TITLE)
    page = captures(run)[run.visit.documents[0]]
    assert [(k, v) for k, v in page.response_headers if k in ("Content-Encoding", "X-A")] == [
        ("Content-Encoding", "gzip"),
        ("X-A", "1"),
        ("X-A", "2"),
    ]
    assert page.protocol == "HTTP/1.1"
    assert Archive(run.job.archive_root).body(page.sha256) == body


def test_the_second_visit_refers_to_the_first(tmp_path: Path) -> None:
    crawl(tmp_path, portal())
    run = crawl(tmp_path, portal(), run_id="run-2")
    archive = Archive(run.job.archive_root)
    kept = [e.location.is_revisit for e in archive.entries("run-2") if e.capture and e.location]
    assert kept == [False, True, True, True]  # robots.txt is absent, and nothing is in its answer
    assert archive.body(archive.captures("run-2")[3].sha256) == report_page().encode()
    assert archive.examine().is_sound


def test_a_full_disk_stops_the_crawl_with_a_clear_message(tmp_path: Path) -> None:
    """The report does not fit; what was seen before stays, and what was not done is told."""
    noise = os.urandom(300_000).hex()
    pages = portal({PAGE: report_page() + f"<!-- {noise} -->"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
    try:
        with pytest.raises(ArchiveError, match="存证写入失败，采集已停止；已写入的存证完好"):
            crawl(tmp_path, pages)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    archive = Archive(tmp_path / "archive")
    (visit,) = archive.visits("run-1")
    assert visit.visit_class is VisitClass.ABORTED
    assert [c.role for c in archive.captures("run-1")] == [
        CaptureRole.ROBOTS,
        CaptureRole.HOME,
        CaptureRole.COLUMN,
    ]
    (examined,) = archive.examine().runs
    assert (examined.condition, examined.problems) == (Condition.INTERRUPTED, ())
    run = crawl(tmp_path, pages, run_id="run-2")
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert archive.examine().is_sound


def test_a_crawl_killed_with_its_caller_is_sealed_by_the_next(tmp_path: Path, root: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def answered(asked: Asked) -> bytes | None:
        if asked.path == PAGE and started:
            started.pop().send_signal(signal.SIGKILL)
            return None
        return serving(portal())(asked)

    with TinySite(answered) as site:
        job = job_for(tmp_path, site.url)
        child = subprocess.Popen(
            [sys.executable, "-m", "spiders.crawl"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        started.append(child)
        child.communicate(job.to_json().encode())
        assert child.returncode == -signal.SIGKILL
        archive = Archive(job.archive_root)
        (examined,) = archive.examine().runs
        assert (examined.condition, examined.problems) == (Condition.UNSEALED, ())
        told = archive.captures("run-1")
        assert len(told) == 3
        run = crawl_site(tmp_path, site, run_id="run-2", places=(replace(PLACE),))
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert archive.captures("run-1") == told
    found = archive.examine()
    assert found.is_sound
    assert [r.condition for r in found.runs] == [Condition.INTERRUPTED, Condition.FINISHED]


CALLER = """
import sys
from spiders.job import CrawlJob
from spiders.process import run_crawl

run_crawl(CrawlJob.from_json(sys.stdin.read()), lambda visit: None)
"""


def test_a_crawl_ends_when_its_caller_is_killed(tmp_path: Path, root: Path) -> None:
    asked = threading.Event()
    killed = threading.Event()

    def answered(question: Asked) -> bytes | None:
        if question.path == PAGE and not killed.is_set():
            asked.set()
            return None
        return serving(portal())(question)

    with TinySite(answered) as site:
        job = job_for(tmp_path, site.url)
        job = replace(job, crawl=replace(job.crawl, timeout_seconds=300.0, deadline_seconds=300))
        caller = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", CALLER],
            stdin=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        assert caller.stdin is not None
        caller.stdin.write(job.to_json().encode())
        caller.stdin.close()
        is_asked = asked.wait(120)
        caller.kill()
        caller.wait()
        killed.set()
        assert is_asked
        # The run is free again once the crawl has ended.
        path = Archive(job.archive_root).run_path("run-1")
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
        run = crawl_site(tmp_path, site, run_id="run-2")
    assert run.visit.visit_class is VisitClass.COLLECTED
    archive = Archive(job.archive_root)
    found = archive.examine()
    assert found.is_sound
    assert [r.condition for r in found.runs] == [Condition.INTERRUPTED, Condition.FINISHED]
    assert [v.visit_class for v in archive.visits("run-1")] == [VisitClass.ABORTED]


@pytest.mark.parametrize(("proxy", "address"), [(None, "192.0.2.7"), ("http://p:3128", None)])
def test_the_server_is_named_where_it_is_met_directly(
    proxy: str | None, address: str | None
) -> None:
    async def answered(request: Request) -> Response:
        met = ip_address("192.0.2.7")
        return Response(request.url, ip_address=met, protocol="HTTP/1.0")

    line = Line(download=answered, clock=FixedClock(VISIT_ONE), proxy=proxy)
    made = asyncio.run(line.ask(Fetch(url=HOME), HOME, {}))
    assert (made.remote_address, made.protocol, made.certificate_sha256) == (
        address,
        "HTTP/1.0",
        None,
    )
