from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from evidence_made import AT, PAGE, VISIT, capture, exchanges, write_older_run, write_run

from archive.errors import ArchiveError
from archive.manifest import Location
from archive.register import Ending
from archive.store import Archive
from archive.verification import Condition

BODY = b"\x00\xff\xd5\xfe report"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def keep(archive: Archive, run_id: str, *bodies: bytes) -> None:
    writer = archive.open_run(run_id)
    for number, body in enumerate(bodies):
        writer.capture(capture(run_id, number, body), body)
    writer.seal(Ending.FINISHED)
    writer.close()


def warc(archive: Archive, run_id: str = "r1", number: int = 1) -> Path:
    return archive.root / "warc" / f"{run_id}-{number:05d}.warc.gz"


def locations(archive: Archive, run_id: str) -> list[Location]:
    found = (entry.location for entry in archive.entries(run_id))
    return [location for location in found if location is not None]


def test_what_is_written_is_read_back_whole(archive: Archive) -> None:
    write_run(archive.root, "r1")
    assert archive.runs() == ("r1",)
    assert archive.captures("r1") == tuple(made for made, _ in exchanges("r1"))
    assert archive.visits("r1") == (VISIT,)
    for made, body in exchanges("r1"):
        assert archive.body(made.sha256) == body
    assert archive.verify("r1") == ()
    (run,) = archive.examine().runs
    assert (run.condition, run.captures, run.visits) == (Condition.FINISHED, 7, 1)


def test_a_body_is_kept_once_and_told_of_each_time(archive: Archive) -> None:
    body = b"a report " * 5000
    keep(archive, "r1", body, body)
    keep(archive, "r2", body)
    kept = [location.is_revisit for run in ("r1", "r2") for location in locations(archive, run)]
    assert kept == [False, False, True, False, True]
    assert warc(archive, "r2").stat().st_size < 1500
    assert archive.body(hashlib.sha256(body).hexdigest()) == body
    assert archive.examine().is_sound


def test_a_body_that_was_lost_is_kept_again(archive: Archive) -> None:
    keep(archive, "r1", PAGE)
    path = warc(archive)
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[locations(archive, "r1")[1].offset + 300] ^= 1
    path.write_bytes(content)
    sha256 = hashlib.sha256(PAGE).hexdigest()
    with pytest.raises(
        ArchiveError, match=f"{path}：存证文件缺失或已损坏，取不出校验值为 {sha256}"
    ):
        archive.body(sha256)
    keep(archive, "r2", PAGE)
    assert not locations(archive, "r2")[1].is_revisit
    assert archive.body(sha256) == PAGE


def test_files_are_rolled(tmp_path: Path) -> None:
    archive = Archive(tmp_path, file_limit=2000)
    bodies = [
        bytes([number]) * 10 + hashlib.sha512(bytes([number])).digest() * 20 for number in range(6)
    ]
    keep(archive, "r1", *bodies)
    files = sorted(path.name for path in (tmp_path / "warc").iterdir())
    assert files == [f"r1-{number:05d}.warc.gz" for number in range(1, len(files) + 1)]
    assert len(files) > 2
    assert [archive.body(hashlib.sha256(body).hexdigest()) for body in bodies] == bodies
    assert archive.examine().is_sound


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_a_hash_is_looked_for(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="不是有效的 SHA-256"):
        archive.body(name)


def test_an_absent_body_is_told(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match=f"存证中没有校验值为 {'0' * 64} 的内容"):
        archive.body("0" * 64)
    assert not archive.root.exists()


@pytest.mark.parametrize("name", ["", "../r", "a/b", ".r", "r" * 101, "运行"])
def test_only_a_run_id_makes_a_file(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="运行编号"):
        archive.open_run(name)


def test_an_absent_run_is_told(archive: Archive) -> None:
    assert archive.runs() == ()
    for ask in (archive.visits, archive.captures, archive.verify):
        with pytest.raises(ArchiveError, match="没有这次运行"):
            ask("r1")


def test_a_half_last_line_is_cut_and_the_chain_goes_on(archive: Archive) -> None:
    write_run(archive.root, "r1", ending=None)
    path = archive.run_path("r1")
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"digest":"12')
    assert archive.visits("r1") == (VISIT,)
    writer = archive.open_run("r1")
    second = replace(VISIT, place_id="p2")
    writer.visit(second)
    writer.seal(Ending.FINISHED)
    writer.close()
    assert path.read_bytes().startswith(whole + b'{"digest":"')
    assert archive.visits("r1") == (VISIT, second)
    assert archive.examine().is_sound


def test_half_a_record_is_cut(archive: Archive) -> None:
    write_run(archive.root, "r1", ending=None)
    path = warc(archive)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    (archive.root / "warc" / "r1-00002.warc.gz").write_bytes(b"\x1f\x8b")
    assert archive.seal_broken_off() == ("r1",)
    assert path.read_bytes() == whole
    assert [p.name for p in (archive.root / "warc").iterdir()] == ["r1-00001.warc.gz"]
    examined = archive.examine()
    assert examined.is_sound
    assert [run.condition for run in examined.runs] == [Condition.INTERRUPTED]


def test_a_run_that_is_damaged_is_not_cut(archive: Archive) -> None:
    write_run(archive.root, "r1", ending=None)
    path = warc(archive)
    path.write_bytes(path.read_bytes()[:-1])
    before = path.read_bytes(), archive.run_path("r1").read_bytes()
    assert archive.seal_broken_off() == ()
    with pytest.raises(ArchiveError, match="存证文件缺失或不完整"):
        archive.open_run("r1")
    assert (path.read_bytes(), archive.run_path("r1").read_bytes()) == before
    archive.run_path("r1").write_bytes(b"")
    with pytest.raises(ArchiveError, match="存证记录缺失"):
        archive.open_run("r1")
    assert path.read_bytes() == before[0]


def test_a_run_has_one_writer(archive: Archive) -> None:
    writer = archive.open_run("r1")
    with pytest.raises(ArchiveError, match="另一个采集"):
        archive.open_run("r1")
    assert archive.seal_broken_off() == ()
    assert archive.examine().runs[0].condition is Condition.WRITING
    writer.close()
    archive.open_run("r1").close()


def test_what_is_sealed_is_not_written_again(archive: Archive) -> None:
    write_run(archive.root, "r1")
    with pytest.raises(ArchiveError, match="运行 r1 的存证已封存，不能再写"):
        archive.open_run("r1")


def test_two_runs_side_by_side(archive: Archive) -> None:
    def write(run_id: str) -> None:
        writer = Archive(archive.root).open_run(run_id)
        for number in range(30):
            body = f"{run_id if number % 2 else 'both'} {number}".encode()
            writer.capture(capture(run_id, number, body), body)
            writer.commit()
        writer.seal(Ending.FINISHED)
        writer.close()

    threads = [threading.Thread(target=write, args=(f"r{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    examined = archive.examine()
    assert examined.is_sound, examined
    assert [run.captures for run in examined.runs] == [30] * 4


def test_the_index_may_be_lost_broken_or_wrong(archive: Archive) -> None:
    keep(archive, "r1", BODY, PAGE)
    sha256 = hashlib.sha256(BODY).hexdigest()
    index = archive.root / "index.db"
    index.unlink()
    assert archive.body(sha256) == BODY
    index.write_bytes(b"no database at all, but long enough to be looked at as one" * 10)
    assert archive.body(sha256) == BODY
    other = Archive(archive.root)
    index.unlink()
    keep(other, "r2", b"something else")
    with closing(sqlite3.connect(index, isolation_level=None)) as connection:
        connection.execute("UPDATE bodies SET offset = 0, length = 10")
    assert Archive(archive.root).body(sha256) == BODY


def test_an_archive_of_old_stays_readable_and_is_sealed(archive: Archive) -> None:
    made = write_older_run(archive.root)
    assert archive.captures("r0") == (made,)
    assert archive.body(made.sha256) == PAGE
    (run,) = archive.examine().runs
    assert (run.condition, run.problems) == (Condition.OLDER, ())
    assert archive.examine().is_sound
    assert archive.seal_broken_off() == ("r0",)
    write_run(archive.root, "r1")
    examined = archive.examine()
    assert examined.is_sound, examined
    assert [run.condition for run in examined.runs] == [Condition.ADOPTED, Condition.FINISHED]
    assert not locations(archive, "r1")[2].is_revisit


def test_half_a_surrogate_pair_in_a_title_is_kept(archive: Archive) -> None:
    odd = replace(VISIT, title="年报\ud800")
    writer = archive.open_run("r1")
    writer.visit(odd)
    body = b"x"
    writer.capture(capture("r1", 1, body, final_url="http://a.example/\ud800\r\nX: y"), body)
    writer.seal(Ending.FINISHED)
    writer.close()
    assert archive.visits("r1") == (odd,)
    assert archive.examine().is_sound


def test_a_line_is_a_line_of_json(archive: Archive) -> None:
    write_run(archive.root, "r1")
    lines = archive.run_path("r1").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["kind"] for row in rows] == ["opened", "file", *["capture"] * 7, "visit"]
    assert rows[2]["row"]["record"]["file"] == "r1-00001.warc.gz"
    assert rows[2]["row"]["requested_at"] == AT.replace(day=6, second=1).isoformat()
