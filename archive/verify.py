"""核验证据包：只需要 Python 3.8 以上，不需要其他软件，不访问网络。

用法：把证据包解压缩到一个文件夹，在其中运行

    python3 verify.py

核验通过时退出码为 0，否则列出问题，退出码为 1。
"""

# The file travels inside every package and runs alone there: the standard library only, nothing
# newer than Python 3.8, nothing of Duban.
from __future__ import annotations

import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START = "0" * 64
SUMS, REGISTER = "SHA256SUMS", "register.jsonl"


class Package:
    """A package in a folder, and what is wrong with it."""

    def __init__(self, root: Path) -> None:
        """Nothing is checked yet."""
        self.root = root
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.captures = 0
        self.held: set[str] = set()
        self.referred: set[str] = set()
        self.places: dict[str, int] = {}

    def check(self) -> None:
        """Check everything."""
        self.check_sums()
        opened, seals = self.check_register()
        for path in sorted((self.root / "runs").glob("*.jsonl")):
            self.check_run(path, opened, seals)
        for name, end in self.places.items():
            if (self.root / "warc" / name).stat().st_size != end:
                self.problems.append(f"warc/{name}：多出没有记录说明的内容")
        self.problems += [f"缺少校验值为 {one} 的内容" for one in sorted(self.referred - self.held)]
        for path in sorted((self.root / "files").glob("*")):
            if sha256(path.read_bytes()) not in self.held:
                self.problems.append(f"files/{path.name}：不是存证中的内容")

    def check_sums(self) -> None:
        """Every file is listed with its hash, and no other file is there."""
        listed: dict[str, str] = {}
        for line in (self.root / SUMS).read_text(encoding="utf-8").splitlines():
            listed[line[66:]] = line[:64]
        there = {
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        } - {SUMS}
        self.problems += [f"{name}：文件缺失" for name in sorted(listed.keys() - there)]
        self.problems += [f"{name}：清单中没有的文件" for name in sorted(there - listed.keys())]
        for name in sorted(there & listed.keys()):
            if sha256((self.root / name).read_bytes()) != listed[name]:
                self.problems.append(f"{name}：内容与清单中的校验值不符")

    def check_register(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The chain of the register; its lines on which runs begin, and its seals, by run."""
        opened: dict[str, str] = {}
        seals: dict[str, Any] = {}
        for digest, kind, row in self.chain(self.root / REGISTER):
            if kind == "sealed":
                seals[row["run_id"]] = row
            else:
                opened[row["run_id"]] = digest
        return opened, seals

    def check_run(self, path: Path, opened: dict[str, str], seals: dict[str, Any]) -> None:
        """The chain of a run up to its seal, and the records that its lines tell of."""
        run_id, last, count = path.stem, START, 0
        for digest, kind, row in self.chain(path):
            last, count = digest, count + 1
            if kind == "opened" and row["register"] != opened.get(run_id):
                self.problems.append(f"{path.name}：与登记簿不符")
            if kind == "capture" and row.get("record") is None:
                self.check_older(row)
            elif kind in ("file", "capture"):
                self.check_records(row, row["record"] if kind == "capture" else row)
        seal = seals.get(run_id)
        if seal is None:
            self.notes.append(f"运行 {run_id} 在提取证据时尚未封存")
        elif (seal["lines"], seal["digest"]) != (count, last):
            self.problems.append(f"{path.name}：与封存时不符")

    def check_records(self, row: dict[str, Any], record: dict[str, Any]) -> None:
        """The records that one line tells of are the next in their file."""
        name, length = record["file"], record["length"]
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.warc\.gz", name):
            raise ValueError(name)
        start = self.places.get(name, 0)
        self.places[name] = start + length
        with (self.root / "warc" / name).open("rb") as file:
            file.seek(start)
            content = file.read(length)
        if len(content) != length or sha256(content) != record["sha256"]:
            self.problems.append(f"warc/{name} 第 {start} 字节起：与校验值不符")
        elif "capture_id" in row:
            self.captures += 1
            self.referred.add(row["sha256"])
            if not record["is_revisit"]:
                self.held.add(sha256(body_in(content, row["size"])))

    def check_older(self, row: dict[str, Any]) -> None:
        """A body that is a file of its own; of such runs all lines are there, not all bodies."""
        if not re.fullmatch("[0-9a-f]{64}", row["sha256"]):
            raise ValueError(row["sha256"])
        path = self.root / "objects" / row["sha256"][:2] / row["sha256"]
        if path.exists():
            self.captures += 1
            self.referred.add(row["sha256"])
            self.held.add(sha256(path.read_bytes()))

    def chain(self, path: Path) -> Iterator[tuple[str, str | None, Any]]:
        """Digest, kind and row of each line; only the digest where the content is left out."""
        previous = START
        for number, text in enumerate(path.read_bytes().split(b"\n")[:-1], start=1):
            line = json.loads(text)
            if set(line) == {"content"}:
                previous = sha256((previous + line["content"]).encode())
                yield previous, None, None
                continue
            content = canonical([line["kind"], line["row"]])
            whole = canonical([line["previous"], line["kind"], line["row"]])
            fitting = (sha256((line["previous"] + sha256(content)).encode()), sha256(whole))
            if line["previous"] != previous or line["digest"] not in fitting:
                self.problems.append(f"{path.name} 第{number}行：内容被改动，或者其间有缺失")
            previous = line["digest"]
            yield previous, line["kind"], line["row"]


def sha256(content: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    """The one way in which a value is written before it is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def body_in(records: bytes, size: int) -> bytes:
    """The body in the first of the records."""
    block = zlib.decompressobj(31).decompress(records, size + (1 << 20))
    start = block.index(b"\r\n\r\n") + 4
    if b"\r\nContent-Type: application/http;" in block[:start]:
        start = block.index(b"\r\n\r\n", start) + 4
    return block[start : start + size]


def main() -> int:
    """Check the package in which this file lies; the exit status."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    package = Package(Path(__file__).resolve().parent)
    try:
        package.check()
    except (OSError, KeyError, TypeError, ValueError, zlib.error) as error:
        package.problems.append(f"证据包不完整或已损坏（{error}）")
    lines = package.notes + package.problems
    if package.problems:
        lines.append(f"核验未通过：共 {len(package.problems)} 处问题。")
    else:
        counted = f"{package.captures} 项存证（含所引用的先前内容）"
        lines.append(f"核验通过：{counted}与校验值、记录链和登记簿一致。")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if package.problems else 0


if __name__ == "__main__":
    sys.exit(main())
