"""A package holds what is asked for, what proves it, and passes its own check."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from evidence_made import PAGE, damage, write_older_run, write_run

import archive.verify as verifier
from archive.errors import ArchiveError
from archive.package import Wanted, members
from archive.store import Archive


def unpacked(folder: Path, parts: Mapping[str, bytes]) -> Path:
    """The package as a folder, with its list of sums and its program."""
    whole = {**parts, "verify.py": Path(verifier.__file__).read_bytes()}
    for name, body in whole.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    sums = "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in whole.items())
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return folder


def verified(folder: Path) -> tuple[int, list[str]]:
    done = subprocess.run(  # noqa: S603 - a program of ours
        [sys.executable, "-I", "-S", str(folder / "verify.py")],
        capture_output=True,
        check=False,
        env={"PYTHONUTF8": "1"},
    )
    return done.returncode, done.stdout.decode().splitlines()


def kinds(lines: bytes) -> list[str]:
    return [json.loads(line).get("kind", "-") for line in lines.splitlines()]


def test_only_what_is_asked_for_is_told(tmp_path: Path) -> None:
    write_run(tmp_path / "a", "r1")
    wanted = {"r1": Wanted(captures=frozenset({"r1:jyj:0004"}), visits=frozenset({("jyj", 2023)}))}
    parts = dict(members(Archive(tmp_path / "a"), wanted))
    assert list(parts) == ["register.jsonl", "runs/r1.jsonl", "warc/r1-00001.warc.gz"]
    told = ["opened", "file", "-", "-", "-", "capture", "-", "-", "-", "visit"]
    assert kinds(parts["runs/r1.jsonl"]) == told
    assert b"r1:jyj:0002" not in parts["runs/r1.jsonl"]
    folder = unpacked(tmp_path / "p", parts)
    assert verified(folder) == (
        0,
        ["核验通过：1 项存证（含所引用的先前内容）与校验值、记录链和登记簿一致。"],
    )


def test_a_revisit_brings_the_record_that_holds_the_body(tmp_path: Path) -> None:
    for run_id in ("r1", "r2", "r3"):
        write_run(tmp_path / "a", run_id)
    wanted = {"r3": Wanted(captures=frozenset({"r3:jyj:0003", "r3:jyj:0006"}))}
    parts = dict(members(Archive(tmp_path / "a"), wanted))
    assert list(parts) == [
        "register.jsonl",
        "runs/r1.jsonl",
        "warc/r1-00001.warc.gz",
        "runs/r3.jsonl",
        "warc/r3-00001.warc.gz",
    ]
    folder = unpacked(tmp_path / "p", parts)
    assert verified(folder) == (
        0,
        ["核验通过：4 项存证（含所引用的先前内容）与校验值、记录链和登记簿一致。"],
    )
    del parts["runs/r1.jsonl"], parts["warc/r1-00001.warc.gz"]
    status, told = verified(unpacked(tmp_path / "q", parts))
    assert (status, len(told), told[0][:7]) == (1, 3, "缺少校验值为 ")


def test_captures_of_an_older_run(tmp_path: Path) -> None:
    made = write_older_run(tmp_path / "a")
    archive = Archive(tmp_path / "a")
    archive.seal_broken_off()
    write_run(tmp_path / "a", "r1")
    wanted = {
        "r0": Wanted(captures=frozenset({made.capture_id})),
        "r1": Wanted(captures=frozenset({"r1:jyj:0002"})),
    }
    parts = dict(members(archive, wanted))
    assert parts[f"objects/{made.sha256[:2]}/{made.sha256}"] == PAGE
    folder = unpacked(tmp_path / "p", parts)
    assert verified(folder) == (
        0,
        ["核验通过：2 项存证（含所引用的先前内容）与校验值、记录链和登记簿一致。"],
    )


def test_a_run_that_is_not_sealed_is_told(tmp_path: Path) -> None:
    write_run(tmp_path / "a", "r1", ending=None)
    wanted = {"r1": Wanted(captures=frozenset({"r1:jyj:0002"}))}
    parts = dict(members(Archive(tmp_path / "a"), wanted))
    assert verified(unpacked(tmp_path / "p", parts)) == (
        0,
        [
            "运行 r1 在提取证据时尚未封存",
            "核验通过：1 项存证（含所引用的先前内容）与校验值、记录链和登记簿一致。",
        ],
    )


def test_what_is_absent_or_damaged_is_not_packed(tmp_path: Path) -> None:
    write_run(tmp_path, "r1")
    archive = Archive(tmp_path)
    with pytest.raises(ArchiveError, match="存证中没有 r1:jyj:0099"):
        dict(members(archive, {"r1": Wanted(captures=frozenset({"r1:jyj:0099"}))}))
    with pytest.raises(ArchiveError, match="没有这次运行"):
        dict(members(archive, {"r9": Wanted()}))
    damage(tmp_path, hashlib.sha256(PAGE).hexdigest())
    with pytest.raises(ArchiveError, match="存证已损坏"):
        dict(members(archive, {"r1": Wanted(captures=frozenset({"r1:jyj:0002"}))}))


def test_a_folder_that_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "verify.py").write_bytes(Path(verifier.__file__).read_bytes())
    status, told = verified(tmp_path)
    assert (status, told[-1]) == (1, "核验未通过：共 1 处问题。")
    assert told[0].startswith("证据包不完整或已损坏（")
