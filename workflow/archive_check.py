"""Verifies the archive, and holds it against what the ledger says was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.store import Archive
from archive.verification import Examination
from config.settings import Config
from ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedArchive:
    """``ledger_problems`` are visits that the ledger tells of and the archive does not."""

    examination: Examination
    ledger_problems: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return self.examination.is_sound and not self.ledger_problems


def check_archive(config: Config, run_id: str | None = None) -> CheckedArchive:
    """Verify everything, or one run; without the run there are no runs in what is given."""
    archive = Archive(config.archive_dir)
    if run_id is None:
        examination = archive.examine()
    else:
        known = {*archive.runs(), *archive.register.read().opened}
        runs = (archive.examine_run(run_id),) if run_id in known else ()
        head = archive.register.read().head
        examination = Examination(runs=runs, problems=(), head=head)
    if not config.ledger_path.is_file():
        return CheckedArchive(examination=examination)
    with Ledger.open(config.ledger_path) as ledger:
        problems = tuple(_absent(archive, ledger, run_id))
    return CheckedArchive(examination=examination, ledger_problems=problems)


def _absent(archive: Archive, ledger: Ledger, run_id: str | None) -> Iterator[str]:
    """What was cut off together with its seal leaves its trace in the ledger."""
    for run in ledger.runs():
        visits = ledger.visits_in(run.run_id) if run_id in (None, run.run_id) else ()
        if not visits:
            continue
        try:
            kept = {(visit.place_id, visit.year) for visit in archive.visits(run.run_id)}
        except ArchiveError as error:
            yield f"台账中有运行 {run.run_id} 的访问结果，存证中没有：{error}"
            continue
        absent = sum((visit.place_id, visit.year) not in kept for visit in visits)
        if absent:
            yield f"台账中运行 {run.run_id} 的访问结果有 {absent} 条在存证中没有"
