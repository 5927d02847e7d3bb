"""Holds an archive against its chains and seals: any changed, missing or added byte is told.

Every byte of a WARC file belongs to the records of exactly one line, whose SHA-256 stands in that
line; every line is tied to the one before it; the last one is named in the register, whose lines
are tied in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.chain import START, decode, line_problems, whole_lines
from archive.checks import Checks
from archive.errors import ArchiveError
from archive.files import contents_of, is_held, require_run_id, run_of_warc
from archive.index import NAME as INDEX_NAME
from archive.manifest import Entry
from archive.recovery import warcs_of
from archive.register import NAME as REGISTER_NAME
from archive.register import Register, Registered, Seal


class Condition(StrEnum):
    """Whether a run has come to its end. ``OLDER`` were written before there were seals."""

    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    ADOPTED = "adopted"
    OLDER = "older"
    WRITING = "writing"
    UNSEALED = "unsealed"

    @property
    def label(self) -> str:
        """What people in the office read."""
        return _LABELS[self]


_LABELS = {
    Condition.FINISHED: "已封存",
    Condition.INTERRUPTED: "已封存（采集曾中断）",
    Condition.ADOPTED: "已封存（旧版存证，补行封存）",
    Condition.OLDER: "旧版存证，尚未封存（下次采集开始时补行封存）",
    Condition.WRITING: "正在采集，尚未封存",
    Condition.UNSEALED: "未封存（运行中断）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedRun:
    """One run: its condition, what it holds, and in Chinese what is wrong with it."""

    run_id: str
    condition: Condition
    captures: int = 0
    visits: int = 0
    problems: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, and the run was not broken off without a seal."""
        return not self.problems and self.condition is not Condition.UNSEALED


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The whole archive. ``problems`` belong to no single run; ``head`` is the register's end."""

    runs: tuple[ExaminedRun, ...]
    problems: tuple[str, ...]
    head: str

    @property
    def is_sound(self) -> bool:
        """Whether every byte is as it was written."""
        return not self.problems and all(run.is_sound for run in self.runs)


def examine(root: Path) -> Examination:
    """Everything under ``root``."""
    registered = Register(root).read()
    present = {path.stem for path in (root / "runs").glob("*.jsonl")}
    checks = Checks(root)
    runs = tuple(
        _settled(root, run_id, registered, checks)
        for run_id in sorted(present | registered.opened.keys() | registered.seals.keys())
    )
    extra = tuple(f"{path}：不属于存证的文件" for path in _strangers(root, checks))
    return Examination(runs=runs, problems=registered.problems + extra, head=registered.head)


def examine_run(root: Path, run_id: str) -> ExaminedRun:
    """One run, with the bodies of other runs that it refers to.

    Raises:
        ArchiveError: there is no such run.
    """
    registered = Register(root).read()
    path = root / "runs" / f"{require_run_id(run_id)}.jsonl"
    if not path.exists() and run_id not in registered.opened:
        raise ArchiveError(f"{path}：没有这次运行的存证记录")
    return _settled(root, run_id, registered, Checks(root))


def _settled(root: Path, run_id: str, registered: Registered, checks: Checks) -> ExaminedRun:
    """A run that seems to be broken off may have been sealed since the register was read."""
    found = _examined(root, run_id, registered, checks)
    if found.condition is Condition.UNSEALED:
        registered = Register(root).read()
        if run_id in registered.seals:
            return _examined(root, run_id, registered, checks)
    return found


def _examined(root: Path, run_id: str, registered: Registered, checks: Checks) -> ExaminedRun:
    # Asked first: a run that ends in between is then told of as being written, which it was.
    is_writing = is_held(root / "runs" / f"{run_id}.jsonl")
    seal = registered.seals.get(run_id)
    walk = _Walk(root, run_id, seal, checks, is_writing=is_writing)
    walk.check_lines(registered.opened.get(run_id))
    walk.check_ends()
    # Before there was a register nothing stood in it; since then every run does.
    is_older = not (registered.opened or registered.problems or walk.is_registered)
    is_known = run_id in registered.opened or (is_older and walk.captures + walk.visits > 0)
    if not (is_known or is_writing):
        walk.problems.append(f"{run_id}.jsonl：登记簿中没有这次运行")
    if is_writing:
        condition = Condition.WRITING
    elif seal is None:
        condition = Condition.OLDER if is_older else Condition.UNSEALED
    else:
        condition = Condition(seal.ending.value)
    return ExaminedRun(
        run_id=run_id,
        condition=condition,
        captures=walk.captures,
        visits=walk.visits,
        problems=tuple(walk.problems),
    )


class _Walk:
    """Goes through the lines of one run and the records that they tell of."""

    def __init__(
        self, root: Path, run_id: str, seal: Seal | None, checks: Checks, *, is_writing: bool
    ) -> None:
        self.problems: list[str] = []
        self.captures = self.visits = 0
        self.is_registered = False
        self._path = root / "runs" / f"{run_id}.jsonl"
        self._warcs = warcs_of(root / "warc", run_id)
        self._run_id = run_id
        self._seal = seal
        self._checks = checks
        self._is_writing = is_writing
        self._digest, self._lines = START, 0
        self._sizes: dict[str, int] = {}

    def check_lines(self, registered: str | None) -> None:
        """Each line by itself, its tie to the one before, and its records."""
        try:
            content = contents_of(self._path)
        except ArchiveError as error:
            self.problems.append(str(error))
            return
        for number, line in enumerate(whole_lines(content), start=1):
            self._lines = number
            where = f"{self._path.name} 第{number}行"
            found: list[str] = []
            try:
                entry = Entry(number=number, link=decode(line))
                found += line_problems(line, entry.link, self._digest)
                self._digest = entry.link.digest
                found += self._row_problems(entry, registered)
            except ArchiveError as error:
                found.append(str(error))
            except AttributeError:
                found.append("不是有效的存证记录")
            self.problems.extend(f"{where}：{problem}" for problem in found)
        if content and not content.endswith(b"\n") and self._seal is not None:
            self.problems.append(f"{self._path.name}：末尾多出内容")

    def _row_problems(self, entry: Entry, registered: str | None) -> Iterator[str]:
        opening = entry.opening
        if entry.number == 1 and opening is not None:
            self.is_registered = True
            if (opening.run_id, opening.register) != (self._run_id, registered):
                yield "与登记簿中该次运行的登记不符"
        capture, visit, location = entry.capture, entry.visit, entry.location
        self.captures += capture is not None
        self.visits += visit is not None
        if location is not None:
            if location.offset != self._sizes.get(location.file, 0):
                yield f"{location.file} 的记录不相连"
            self._sizes[location.file] = location.end
            yield from self._checks.problems(location, capture)
        elif capture is not None:
            yield from self._checks.older_problems(capture)

    def check_ends(self) -> None:
        """What the files hold beyond the lines, and what the seal says of the whole."""
        for name, path in self._warcs.items():
            size, told = path.stat().st_size, self._sizes.get(name)
            if self._is_writing or (self._seal is None and size >= (told or 0)):
                continue  # what was written and not yet told of is no evidence
            if told is None:
                self.problems.append(f"{path}：没有记录提到的文件")
            elif size > told:
                self.problems.append(f"{path}：末尾多出 {size - told} 字节")
        seal = self._seal
        if seal is None:
            return
        if (self._lines, self._digest) != (seal.lines, seal.digest):
            self.problems.append(
                f"{self._path.name}：与封存时不符（封存时 {seal.lines} 行，现有 {self._lines} 行，"
                "末行校验值不同或有增减）"
            )
        if {file.name: file.size for file in seal.files} != self._sizes:
            self.problems.append(f"{self._path.name}：WARC 文件与封存时不符")


def _strangers(root: Path, checks: Checks) -> Iterator[Path]:
    """Files that are no part of an archive, or that no line tells of."""
    if not root.is_dir():
        return
    for path in sorted(root.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        place = path.relative_to(root).parts
        if not _is_known(path, place, root, checks):
            yield path


def _is_known(path: Path, place: tuple[str, ...], root: Path, checks: Checks) -> bool:
    match place:
        case (name,):
            is_index = name in {INDEX_NAME, f"{INDEX_NAME}-journal"}
            return name == REGISTER_NAME or is_index
        case ("runs", _):
            return path.suffix == ".jsonl"
        case ("warc", name):
            run_id = run_of_warc(name)
            return run_id is not None and (root / "runs" / f"{run_id}.jsonl").exists()
        case ("objects", folder, name):
            return name.startswith(folder) and name in checks.older
        case _:
            return False
