"""Whatever is changed in an archive, cut from it or added to it is found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_made import write_older_run, write_run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.register import Ending
from archive.store import Archive
from archive.verification import Condition

QUICK = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sealed runs, and one of the older form."""
    root = tmp_path_factory.mktemp("whole") / "archive"
    write_older_run(root)
    Archive(root).seal_broken_off()
    for run_id in ("r1", "r2", "r3"):
        write_run(root, run_id)
    (root / "index.db").unlink()
    assert Archive(root).examine().is_sound
    return root


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Callable[[], Path]:
    def copy() -> Path:
        root = tmp_path / "archive"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(whole, root)
        for path in root.rglob("*"):
            if path.is_file():
                path.chmod(0o644)
        return root

    return copy


def files(root: Path) -> list[Path]:
    return sorted(p for p in root.rglob("*") if p.is_file() and p.name != "index.db")


def is_sound(root: Path) -> bool:
    return Archive(root).examine().is_sound


@QUICK
@given(where=st.floats(0, 1, exclude_max=True), which=st.integers(0), bit=st.integers(0, 7))
def test_no_bit_may_flip(copied: Callable[[], Path], where: float, which: int, bit: int) -> None:
    root = copied()
    paths = files(root)
    path = paths[which % len(paths)]
    content = bytearray(path.read_bytes())
    content[int(where * len(content))] ^= 1 << bit
    path.write_bytes(content)
    assert not is_sound(root), (path.name, int(where * len(content)), bit)


@QUICK
@given(
    where=st.floats(0, 1),
    which=st.integers(0),
    gone=st.integers(0, 600),
    added=st.binary(max_size=5) | st.sampled_from([b" ", b"\n", b"{}\n", b"\x1f\x8b"]),
)
def test_no_byte_may_go_or_come(
    copied: Callable[[], Path], where: float, which: int, gone: int, added: bytes
) -> None:
    root = copied()
    paths = files(root)
    path = paths[which % len(paths)]
    content = path.read_bytes()
    start = int(where * len(content))
    changed = content[:start] + added + content[start + gone :]
    path.write_bytes(changed)
    assert is_sound(root) == (changed == content), (path.name, start, gone, added)


@QUICK
@given(which=st.integers(0), line=st.integers(0), to=st.integers(0))
def test_no_line_may_go_or_move(copied: Callable[[], Path], which: int, line: int, to: int) -> None:
    root = copied()
    paths = [path for path in files(root) if path.suffix == ".jsonl"]
    path = paths[which % len(paths)]
    lines = path.read_bytes().splitlines(keepends=True)
    taken = lines.pop(line % len(lines))
    path.write_bytes(b"".join(lines))
    assert not is_sound(root)
    lines.insert(to % (len(lines) + 1), taken)
    path.write_bytes(b"".join(lines))
    assert is_sound(root) == (to % len(lines) == line % len(lines))


def test_no_file_may_go(copied: Callable[[], Path]) -> None:
    for path in files(copied()):
        root = copied()
        path.unlink()
        assert not is_sound(root), path.name


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "runs/r9.jsonl",
        "runs/r1.jsonl.bak",
        "warc/r9-00001.warc.gz",
        "warc/r1-00002.warc.gz",
        "warc/.hidden",
        f"objects/ab/{'ab' * 32}",
        "objects/ab/x/y",
    ],
)
def test_no_file_may_come(copied: Callable[[], Path], name: str) -> None:
    root = copied()
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    assert not is_sound(root)


def test_runs_may_not_be_swapped(copied: Callable[[], Path]) -> None:
    root = copied()
    one, other = root / "runs/r1.jsonl", root / "runs/r2.jsonl"
    content = one.read_bytes(), other.read_bytes()
    one.write_bytes(content[1])
    other.write_bytes(content[0])
    assert not is_sound(root)


def test_a_run_may_not_go_with_all_that_tells_of_it(copied: Callable[[], Path]) -> None:
    root = copied()
    (root / "runs/r2.jsonl").unlink()
    (root / "warc/r2-00001.warc.gz").unlink()
    register = root / "register.jsonl"
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["row"]["run_id"] != "r2"]
    register.write_text("".join(kept), encoding="utf-8")
    assert Archive(root).examine().problems == (
        "register.jsonl 第5行：与上一行不相连，其间有记录缺失或被移动",
    )


def test_a_run_may_not_come_without_being_registered(
    copied: Callable[[], Path], tmp_path: Path
) -> None:
    root = copied()
    write_older_run(tmp_path / "other", "r9")
    shutil.copy(tmp_path / "other/runs/r9.jsonl", root / "runs/r9.jsonl")
    # What a crawl seals when it begins does not make a stranger one of ours.
    assert Archive(root).seal_broken_off() == ()
    found = {run.run_id: run.problems for run in Archive(root).examine().runs}
    assert found["r9"] == ("r9.jsonl：登记簿中没有这次运行",)


def test_what_is_wrong_is_told(copied: Callable[[], Path]) -> None:
    root = copied()
    path = root / "runs/r1.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    changed = json.loads(lines[-1])
    changed["row"]["visit_class"] = "absent_unconfirmed"
    path.write_bytes(b"".join([*lines[:-1], json.dumps(changed).encode() + b"\n"]))
    assert Archive(root).verify("r1") == ("r1.jsonl 第10行：内容被改动，与校验值不符",)
    path.write_bytes(b"".join(lines[:-1]))
    assert Archive(root).verify("r1") == (
        "r1.jsonl：与封存时不符（封存时 10 行，现有 9 行，末行校验值不同或有增减）",
    )
    path.write_bytes(b"".join([*lines, b"nonsense\n"]))
    assert Archive(root).verify("r1")[0] == "r1.jsonl 第11行：不是有效的存证记录"
    path.write_bytes(b"".join(lines))
    warc = root / "warc/r1-00001.warc.gz"
    content = warc.read_bytes()
    warc.write_bytes(content + b"x")
    assert Archive(root).verify("r1") == (f"{warc}：末尾多出 1 字节",)
    warc.write_bytes(content[:-1])
    (told,) = Archive(root).verify("r1")
    assert told.endswith("缺失或不完整")
    warc.unlink()
    assert Archive(root).verify("r1")[0] == (
        f"r1.jsonl 第2行：{warc}：存证文件不存在或打不开（No such file or directory）"
    )
    assert any("所引用的先前内容" in problem for problem in Archive(root).verify("r2"))


def test_a_run_that_was_broken_off_is_told(tmp_path: Path) -> None:
    write_run(tmp_path, "r1", ending=None)
    examined = Archive(tmp_path).examine()
    assert [(run.condition, run.problems) for run in examined.runs] == [(Condition.UNSEALED, ())]
    assert not examined.is_sound
    assert examined.runs[0].condition.label == "未封存（运行中断）"
    write_run(tmp_path, "r2", ending=Ending.INTERRUPTED)
    assert Archive(tmp_path).seal_broken_off() == ("r1",)
    assert Archive(tmp_path).examine().is_sound


def test_to_verify_changes_nothing(whole: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in files(whole)}
    assert Archive(whole).examine().is_sound
    assert {path: path.stat().st_mtime_ns for path in files(whole)} == before
