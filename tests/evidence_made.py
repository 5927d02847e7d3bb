"""Runs of an archive made by hand: what a crawl would have kept, without the crawl."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from archive.model import Capture, CaptureRole, DateBasis, Visit, VisitClass
from archive.register import Ending
from archive.rows import to_plain
from archive.store import Archive

SITE = "http://jyj.suzhen.gov.cn"
AT = datetime(2024, 2, 5, 1, 0, 0, 250, UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
PAGE = "<html><body><h1>政府信息公开年报</h1><img src='/p.png'></body></html>".encode()
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
GZIPPED = b"\x1f\x8b\x08\x00not really\x00\xff"
VISIT = Visit(
    run_id="r1",
    place_id="jyj",
    agency_id="jyj",
    year=2023,
    visit_class=VisitClass.COLLECTED,
    started_at=AT,
    ended_at=AT,
    family="trs",
    tried=("读取 robots 规则", "打开首页"),
    title="苏镇市教育局2023年政府信息公开工作年度报告",
    url=f"{SITE}/a.html",
    claimed_dates={DateBasis.LABEL: date(2024, 1, 20), DateBasis.LIST: date(2024, 1, 21)},
    documents=("r1:jyj:0001",),
    evidence=("r1:jyj:0000", "r1:jyj:0001"),
    listed=3,
    declared=3,
    flags=("title_nonstandard",),
)


def capture(run_id: str, number: int, body: bytes, **changes: object) -> Capture:
    """The capture of ``body`` that a portal served as a page."""
    plain = Capture(
        capture_id=f"{run_id}:jyj:{number:04d}",
        run_id=run_id,
        place_id="jyj",
        role=CaptureRole.ARTICLE,
        url=f"{SITE}/a.html",
        final_url=f"{SITE}/a.html",
        status=200,
        requested_at=AT + timedelta(seconds=number, days=int(run_id[-1])),
        received_at=AT + timedelta(seconds=number + 1, days=int(run_id[-1])),
        request_headers=(("User-Agent", "DubanReportCollector/0.1"),),
        response_headers=HTML,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        protocol="HTTP/1.1",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def exchanges(run_id: str) -> list[tuple[Capture, bytes]]:
    """One of everything: a redirect, a page, what belongs to it, what a browser made of it."""
    old, picture = f"{SITE}/old.html?a=1", f"{SITE}/p.png"
    page_id = f"{run_id}:jyj:0002"
    png = (("Content-Type", "image/png"),)
    hop_headers = (("Location", "/a.html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
    coded_headers = (("Content-Encoding", "gzip"), ("X-Name", "\xd6\xd0"))
    return [
        (
            capture(
                run_id,
                1,
                b"",
                role=CaptureRole.REDIRECT,
                url=old,
                final_url=old,
                status=302,
                response_headers=hop_headers,
            ),
            b"",
        ),
        (capture(run_id, 2, PAGE, url=old, redirects=(old,)), PAGE),
        (
            capture(run_id, 3, PICTURE, url=picture, final_url=picture, response_headers=png),
            PICTURE,
        ),
        (
            capture(
                run_id,
                4,
                GZIPPED,
                role=CaptureRole.SEARCH,
                final_url=f"{SITE}/search",
                method="POST",
                request_body="word=年报",
                response_headers=coded_headers,
                protocol="HTTP/1.0",
                remote_address="192.0.2.7",
                certificate_sha256="ab" * 32,
            ),
            GZIPPED,
        ),
        (
            capture(run_id, 5, PAGE + b"<p>", role=CaptureRole.DOM, derived_from=page_id),
            PAGE + b"<p>",
        ),
        (
            capture(
                run_id,
                6,
                PICTURE[::-1],
                role=CaptureRole.SCREENSHOT,
                response_headers=png,
                derived_from=page_id,
            ),
            PICTURE[::-1],
        ),
        # The same bytes at another address.
        (capture(run_id, 7, PAGE, final_url=f"{SITE}/copy.html"), PAGE),
    ]


def write_run(root: Path, run_id: str, *, ending: Ending | None = Ending.FINISHED) -> None:
    """A run with all exchanges and a visit; not sealed without an ``ending``."""
    writer = Archive(root).open_run(run_id)
    for made, body in exchanges(run_id):
        writer.capture(made, body)
    writer.visit(replace(VISIT, run_id=run_id))
    if ending is not None:
        writer.seal(ending)
    writer.close()


def write_older_run(root: Path, run_id: str = "r0") -> Capture:
    """A run as it was written before there were WARC files; gives its one capture."""
    made = capture(run_id, 1, PAGE)
    previous, lines = "0" * 64, []
    for kind, row in (
        ("capture", to_plain(made)),
        ("visit", to_plain(replace(VISIT, run_id=run_id))),
    ):
        text = json.dumps([previous, kind, row], ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        plain = {"digest": digest, "previous": previous, "kind": kind, "row": row}
        lines.append(json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n")
        previous = digest
    folder = root / "objects" / made.sha256[:2]
    folder.mkdir(parents=True)
    (folder / made.sha256).write_bytes(PAGE)
    (root / "runs").mkdir()
    (root / "runs" / f"{run_id}.jsonl").write_text("".join(lines), encoding="utf-8")
    return made


def damage(root: Path, sha256: str) -> Path:
    """Change one bit of the records that hold a body; gives their file."""
    kept = Archive(root).place(sha256)
    path = root / "warc" / kept.file
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[kept.offset + kept.length // 2] ^= 1
    path.write_bytes(content)
    return path
