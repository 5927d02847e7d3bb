from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.model import Capture, CaptureRole, DateBasis, Visit, VisitClass
from archive.store import Archive

BODY = b"\x00\xff\xd5\xfe report"
AT = datetime(2024, 2, 5, 1, 0, 0, 250, UTC)

CAPTURE = Capture(
    capture_id="r1.p1.0001",
    run_id="r1",
    place_id="p1",
    role=CaptureRole.ARTICLE,
    url="http://jyj.suzhen.gov.cn/a.html",
    final_url="http://jyj.suzhen.gov.cn/b.html",
    status=200,
    requested_at=AT,
    received_at=AT,
    request_headers=(("User-Agent", "DubanReportCollector/0.1"),),
    response_headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
    sha256=hashlib.sha256(BODY).hexdigest(),
    size=len(BODY),
    method="POST",
    request_body="page=2",
    redirects=("http://jyj.suzhen.gov.cn/a.html",),
    derived_from="r1.p1.0000",
)
VISIT = Visit(
    run_id="r1",
    place_id="p1",
    agency_id="jyj",
    year=2023,
    visit_class=VisitClass.COLLECTED,
    started_at=AT,
    ended_at=AT,
    family="trs",
    tried=("读取 robots 规则", "打开首页"),
    title="苏镇市教育局2023年政府信息公开工作年度报告",
    url="http://jyj.suzhen.gov.cn/b.html",
    claimed_dates={DateBasis.LABEL: date(2024, 1, 20), DateBasis.LIST: date(2024, 1, 21)},
    documents=("r1.p1.0001",),
    evidence=("r1.p1.0000", "r1.p1.0001"),
    listed=3,
    declared=3,
    flags=("title_nonstandard",),
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def written(archive: Archive) -> Path:
    archive.put(BODY)
    writer = archive.open_run("r1")
    writer.capture(CAPTURE)
    writer.visit(VISIT)
    writer.close()
    return archive.run_path("r1")


def test_what_is_written_is_read_back_whole(archive: Archive) -> None:
    written(archive)
    assert archive.runs() == ("r1",)
    assert archive.captures("r1") == (CAPTURE,)
    assert archive.visits("r1") == (VISIT,)
    assert archive.body(CAPTURE.sha256) == BODY
    assert archive.verify("r1") == ()


def test_a_body_is_written_once(archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.put(BODY)
    path = tmp_path / "archive" / "objects" / sha256[:2] / sha256
    before = path.stat()
    assert archive.put(BODY) == sha256
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [p.name for p in path.parent.iterdir()] == [sha256]


def test_a_damaged_body_is_told_and_repaired_when_it_comes_again(
    archive: Archive, tmp_path: Path
) -> None:
    sha256 = archive.put(BODY)
    path = tmp_path / "archive" / "objects" / sha256[:2] / sha256
    path.chmod(0o644)
    path.write_bytes(BODY[:-1])
    with pytest.raises(ArchiveError, match="已损坏"):
        archive.body(sha256)
    archive.put(BODY)
    assert archive.body(sha256) == BODY


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_a_hash_makes_a_path(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError):
        archive.body(name)


@pytest.mark.parametrize("name", ["", "../r", "a/b", ".r", "r" * 101, "运行"])
def test_only_a_run_id_makes_a_file(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="运行编号"):
        archive.open_run(name)


def test_an_absent_run_is_told(archive: Archive) -> None:
    assert archive.runs() == ()
    with pytest.raises(ArchiveError, match="没有这次运行"):
        archive.visits("r1")


def test_a_half_last_line_is_cut_and_the_chain_goes_on(archive: Archive) -> None:
    path = written(archive)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"digest":"12')
    assert archive.visits("r1") == (VISIT,)
    writer = archive.open_run("r1")
    second = replace(VISIT, place_id="p2")
    writer.visit(second)
    writer.close()
    assert path.read_bytes().startswith(whole + b'{"digest":"')
    assert archive.visits("r1") == (VISIT, second)
    assert archive.verify("r1") == ()


def test_a_run_has_one_writer(archive: Archive) -> None:
    writer = archive.open_run("r1")
    with pytest.raises(ArchiveError, match="另一个采集"):
        archive.open_run("r1")
    writer.close()
    archive.open_run("r1").close()


def test_a_changed_line_a_missing_line_and_a_lost_body_are_found(
    archive: Archive, tmp_path: Path
) -> None:
    path = written(archive)
    lines = path.read_bytes().splitlines(keepends=True)
    changed = json.loads(lines[1])
    changed["row"]["visit_class"] = "absent_unconfirmed"
    path.write_bytes(lines[0] + json.dumps(changed).encode() + b"\n")
    assert archive.verify("r1") == ("r1.jsonl 第2行：内容被改动，与校验值不符",)
    path.write_bytes(lines[1])
    assert archive.verify("r1") == ("r1.jsonl 第1行：与上一行不相连，其间有记录缺失或被移动",)
    path.write_bytes(lines[0] + b"nonsense\n" + lines[1])
    assert archive.verify("r1") == ("r1.jsonl 第2行：不是有效的存证记录",)
    path.write_bytes(lines[0] + lines[1])
    lost = tmp_path / "archive" / "objects" / CAPTURE.sha256[:2] / CAPTURE.sha256
    lost.unlink()
    assert archive.verify("r1") == (
        f"r1.jsonl 第1行：{lost}：存证文件不存在或打不开（No such file or directory）",
    )


def test_half_a_surrogate_pair_in_a_title_is_kept(archive: Archive) -> None:
    odd = replace(VISIT, title="年报\ud800")
    writer = archive.open_run("r1")
    writer.visit(odd)
    writer.close()
    assert archive.visits("r1") == (odd,)
    assert archive.verify("r1") == ()
