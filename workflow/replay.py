"""Replay (复核): read and audit the archived bytes of a run again and compare with what was kept.

The work is done on a copy of the ledger as it was when the run began to judge, with the registry
and the settings that the run started from: nothing is fetched, and nothing is written that stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import ArchiveError
from archive.store import Archive
from audit.catalogue import CATALOGUE
from audit.rule import Rule
from config.clock import FixedClock
from config.errors import DubanError
from config.settings import Config
from ledger.model import Run, RunInputs, RunState
from ledger.store import Ledger
from workflow.audit import audit
from workflow.comparison import Difference, Kept, changes_between, differences_between, kept_in
from workflow.judging import READER_VERSION, Readers
from workflow.progress import SILENT, Progress
from workflow.workplace import Workplace, watched_registry

_MOST_TOLD = 20


class ReplayError(DubanError):
    """The run is unknown or was never judged, or its evidence is absent or damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of it.

    ``changed`` names the rules and the reader that are not as they were then, ``notes`` what a
    person should know besides.
    """

    run: Run
    cases: int
    differences: tuple[Difference, ...]
    changed: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether outcomes and findings are as they were kept."""
        return not self.differences


def replay(
    config: Config,
    run_id: str,
    progress: Progress = SILENT,
    *,
    readers: Readers | None = None,
    rules: tuple[Rule, ...] = CATALOGUE,
) -> Replay:
    """Judge the run again from the archive.

    Raises:
        ReplayError: there is nothing to judge again, or the evidence for it is not whole.
        InputError: the registry, which is needed for runs of an older Duban, has mistakes.
    """
    if not config.ledger_path.is_file():
        raise ReplayError(f"还没有台账（{config.ledger_path}）；先运行 duban run")
    archive = Archive(config.archive_dir)
    with Ledger.open(config.ledger_path) as ledger, TemporaryDirectory(prefix="duban-") as folder:
        run = _run_named(ledger, run_id)
        before = kept_in(ledger, run_id)
        if not before:
            raise ReplayError(f"运行 {run_id} 没有审核结果，无从复核（只采集的运行不作审核）")
        inputs = ledger.inputs_of(run_id)
        path = Path(folder) / "ledger.db"
        ledger.copy_before(run_id, path)
        with Ledger.open(path) as copy:
            _require_evidence(archive, copy, before)
            given = inputs or RunInputs(registry=watched_registry(config), settings=config.audit)
            copy.record_registry(given.registry, run.years)
            workplace = Workplace(
                config=replace(config, audit=given.settings),
                clock=FixedClock(run.started_at),
                progress=progress,
                registry=given.registry,
                years=run.years,
                ledger=copy,
                archive=archive,
            )
            failures = audit(workplace, run, readers, rules)
            after = kept_in(copy, run_id)
    notes = [f"复核时本系统出错：{failure}" for failure in failures]
    if inputs is None:
        notes.append("该次运行没有留存当时的名录和审核设置，按现行的名录和设置复核")
    return Replay(
        run=run,
        cases=len(before),
        differences=differences_between(before, after),
        changed=changes_between(
            before, after, rules, readers.version if readers else READER_VERSION
        ),
        notes=tuple(notes),
    )


def _run_named(ledger: Ledger, run_id: str) -> Run:
    run = next((run for run in ledger.runs() if run.run_id == run_id), None)
    if run is None:
        raise ReplayError(f"台账中没有运行 {run_id}；运行编号见看板和台账视图“运行记录”")
    if run.state is not RunState.FINISHED:
        raise ReplayError(f"运行 {run_id} {run.state.label}，没有完整的结果可供复核")
    return run


def _require_evidence(archive: Archive, copy: Ledger, before: tuple[Kept, ...]) -> None:
    """Every document that may be looked at is there and whole, and so are the runs' records.

    Raises:
        ReplayError: something is not; it names what, up to a limit.
    """
    problems: list[str] = []
    visited = {kept.case.visit_run_id for kept in before if kept.case.visit_run_id}
    for run_id in sorted(visited):
        try:
            problems += archive.verify(run_id)
        except ArchiveError as error:
            problems.append(str(error))
    for sha256 in copy.document_hashes(visited):
        try:
            archive.body(sha256)
        except ArchiveError as error:
            problems.append(str(error))
    if problems:
        told = "\n".join(f"  {problem}" for problem in problems[:_MOST_TOLD])
        more = f"\n  等 {len(problems)} 处" if len(problems) > _MOST_TOLD else ""
        raise ReplayError(f"存证缺失或已损坏，不能复核：\n{told}{more}")
