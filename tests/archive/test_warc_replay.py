"""The WARC files as the tools of others see them: warcio reads and checks, pywb replays them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_made import GZIPPED, PAGE, PICTURE, SITE, exchanges, write_run
from warcio.archiveiterator import ArchiveIterator

from archive.store import Archive
from archive.warc import target_of

REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
HTTP_ANSWER, HTTP_QUESTION = (
    "application/http; msgtype=response",
    "application/http; msgtype=request",
)
# pywb is run on its own: its imports warn, and warnings are errors here.
REPLAY = """
import io, json, sys
from pywb.apps.frontendapp import FrontEndApp

application = FrontEndApp(config_file=sys.argv[1])
answers = []
for path in json.load(sys.stdin):
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path.partition("?")[0], "REQUEST_URI": path,
        "QUERY_STRING": path.partition("?")[2],
        "SCRIPT_NAME": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    told = {}
    start = lambda status, headers, _=None: told.update(status=status, headers=headers)
    body = b"".join(application(environ, start))
    headers = {name.lower(): value for name, value in told["headers"]}
    answers.append([told["status"], headers, body.hex()])
json.dump(answers, sys.stdout)
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Two runs; nothing changed from the first to the second."""
    root = tmp_path_factory.mktemp("replayed") / "archive"
    write_run(root, "r1")
    write_run(root, "r2")
    return Archive(root)


def warcs(archive: Archive) -> list[Path]:
    return sorted((archive.root / "warc").iterdir())


def records(path: Path) -> list[tuple[dict[str, str], bytes, bytes]]:
    """Headers of each record, the head of the message in it, and the body as it stands there."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=False, check_digests="raise"):
            head = record.http_headers.to_str() if record.http_headers else ""
            fields = dict(record.rec_headers.headers)
            assert record.rec_headers.protocol == "WARC/1.1"
            found.append((fields, head.encode("latin-1"), record.raw_stream.read()))
    return found


def test_warcio_finds_nothing_wrong(archive: Archive) -> None:
    for path in warcs(archive):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done
        told = {line.strip() for line in done.stdout.splitlines() if "digest" in line}
        assert told <= {"digest pass", "digest present but not checked (revisit)"}
        assert "digest pass" in told


def test_every_exchange_is_a_pair_as_sent(archive: Archive) -> None:
    found = records(warcs(archive)[0])
    kinds = [fields["WARC-Type"] for fields, _, _ in found]
    assert kinds == [
        "warcinfo",
        *["response", "request"] * 4,
        "resource",
        "resource",
        "revisit",
        "request",
    ]
    made = dict(exchanges("r1"))
    by_id = {capture.capture_id: capture for capture in made}
    for fields, _, body in found[1:]:
        capture = by_id[fields["Duban-Capture-ID"]]
        assert fields["WARC-Target-URI"] == target_of(capture)
        assert fields["WARC-Date"] == capture.requested_at.strftime("%Y-%m-%dT%H:%M:%S.000250Z")
        if fields["WARC-Type"] in ("response", "resource"):
            assert fields["WARC-Payload-Digest"] == f"sha256:{capture.sha256}"
            assert body == made[capture]
    redirect, asked, search, asked_search = (found[n] for n in (1, 2, 7, 8))
    assert redirect[1] == (
        b"HTTP/1.1 302\r\nLocation: /a.html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
    )
    assert asked[1] == (
        b"GET /old.html?a=1 HTTP/1.1\r\nHost: jyj.suzhen.gov.cn\r\n"
        b"User-Agent: DubanReportCollector/0.1\r\n"
    )
    assert asked[0]["WARC-Concurrent-To"] == redirect[0]["WARC-Record-ID"]
    assert search[1] == b"HTTP/1.0 200\r\nContent-Encoding: gzip\r\nX-Name: \xd6\xd0\r\n"
    assert (search[0]["WARC-IP-Address"], search[2]) == ("192.0.2.7", GZIPPED)
    assert asked_search[1].startswith(b"POST /search HTTP/1.1\r\n")
    assert asked_search[2] == "word=年报".encode()
    assert found[9][0]["WARC-Target-URI"] == f"urn:dom:{SITE}/a.html"
    assert found[10][0]["WARC-Target-URI"] == f"urn:fullPage:{SITE}/a.html"
    assert found[9][0]["Duban-Derived-From"] == "r1:jyj:0002"


def test_what_is_unchanged_is_a_revisit(archive: Archive) -> None:
    found = [one for one in records(warcs(archive)[1]) if one[0]["WARC-Type"] == "revisit"]
    first = {capture.sha256: capture for capture, _ in reversed(exchanges("r1"))}
    again = {capture.capture_id: capture for capture, _ in exchanges("r2")}
    assert [fields["Duban-Capture-ID"] for fields, _, _ in found] == [
        f"r2:jyj:{number:04d}" for number in range(2, 8)
    ]
    for fields, _, body in found:
        sha256 = again[fields["Duban-Capture-ID"]].sha256
        assert fields["WARC-Profile"] == REVISIT
        assert fields["WARC-Payload-Digest"] == f"sha256:{sha256}"
        assert fields["WARC-Refers-To-Target-URI"] == target_of(first[sha256])
        date = first[sha256].requested_at.strftime("%Y-%m-%dT%H:%M:%S.000250Z")
        assert fields["WARC-Refers-To-Date"] == date
        assert body == b""


@pytest.fixture(scope="module")
def replayed(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, dict[str, str], bytes]]:
    """What pywb shows, by run and address."""
    folder = tmp_path_factory.mktemp("pywb")
    index = folder / "index.cdxj"
    paths = [str(path) for path in warcs(archive)]
    subprocess.run(  # noqa: S603 - a program of the tests
        [
            sys.executable,
            "-c",
            "from pywb.indexer.cdxindexer import main; main()",
            *("-j", "-s", "-o", str(index)),
            *paths,
        ],
        check=True,
    )
    config = folder / "config.yaml"
    config.write_text(
        f"collections: {{duban: {{index: {index}, archive_paths: {archive.root / 'warc'}/}}}}\n",
        encoding="utf-8",
    )
    days = {"r1": "20240206", "r2": "20240207"}
    addresses = [
        "01id_/" + f"{SITE}/old.html?a=1",
        "02id_/" + f"{SITE}/a.html",
        "02mp_/" + f"{SITE}/a.html",
        "03id_/" + f"{SITE}/p.png",
        "05id_/" + f"urn:dom:{SITE}/a.html",
        "06id_/" + f"urn:fullPage:{SITE}/a.html",
        "07id_/" + f"{SITE}/copy.html",
    ]
    wanted = {
        f"{run} {address}": f"/duban/{day}0100{address}"
        for run, day in days.items()
        for address in addresses
    }
    done = subprocess.run(  # noqa: S603 - a program of the tests
        [sys.executable, "-c", REPLAY, str(config)],
        input=json.dumps(list(wanted.values())),
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    answers = json.loads(done.stdout)
    return {
        name: (status.split()[0], headers, bytes.fromhex(body))
        for name, (status, headers, body) in zip(wanted, answers, strict=True)
    }


@pytest.mark.parametrize("run", ["r1", "r2"])
def test_pywb_replays_both_runs(
    replayed: dict[str, tuple[str, dict[str, str], bytes]], run: str
) -> None:
    day = {"r1": "Tue, 06 Feb 2024 01:00:0", "r2": "Wed, 07 Feb 2024 01:00:0"}[run]
    status, headers, _ = replayed[f"{run} 01id_/{SITE}/old.html?a=1"]
    assert (status, headers["location"]) == ("302", "/a.html")
    for number, address, body, kind in (
        (2, f"{SITE}/a.html", PAGE, "text/html; charset=utf-8"),
        (3, f"{SITE}/p.png", PICTURE, "image/png"),
        (5, f"urn:dom:{SITE}/a.html", PAGE + b"<p>", "text/html; charset=utf-8"),
        (6, f"urn:fullPage:{SITE}/a.html", PICTURE[::-1], "image/png"),
        (7, f"{SITE}/copy.html", PAGE, "text/html; charset=utf-8"),
    ):
        status, headers, shown = replayed[f"{run} 0{number}id_/{address}"]
        assert (status, headers["content-type"], shown) == ("200", kind, body), address
        assert headers["memento-datetime"] == f"{day}{number} GMT"


def test_pywb_shows_the_page_with_what_is_embedded(
    replayed: dict[str, tuple[str, dict[str, str], bytes]],
) -> None:
    shown = replayed[f"r2 02mp_/{SITE}/a.html"][2].decode()
    assert "政府信息公开年报" in shown
    assert f'<img src="/duban/20240207010002im_/{SITE}/p.png">' in shown
