"""Where a job works: registry, ledger and archive, held by one job at a time; and whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from archive.errors import ArchiveError
from archive.store import Archive
from audit.catalogue import CATALOGUE
from audit.policy import mistakes_in
from config.clock import SHANGHAI, Clock, local_date
from config.errors import InputError
from config.settings import Config
from ledger.model import Run, RunInputs, RunJob, RunState
from ledger.store import Ledger
from registry.loader import load_registry
from registry.model import Registry
from spiders.families.catalogue import FAMILY_NAMES
from workflow.lock import require_writable, sole_job
from workflow.progress import Progress

STOPPED = "运行被人为中断，已采集的访问记录仍然有效"
INTERRUPTED = "运行中途被终止，已采集的访问记录仍然有效"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What every job is given. ``years`` are the report years it works on."""

    config: Config
    clock: Clock
    progress: Progress
    registry: Registry
    years: tuple[int, ...]
    ledger: Ledger
    archive: Archive


def require_sound_settings(config: Config, source: str = "设置") -> None:
    """Hold what is set for the rules against the catalogue.

    Raises:
        InputError: every mistake in it.
    """
    problems = mistakes_in(config.audit, CATALOGUE)
    if problems:
        raise InputError(source, problems)


def watched_registry(config: Config) -> Registry:
    """The configured registry.

    Raises:
        InputError: every mistake in it.
    """
    return load_registry(config.registry, FAMILY_NAMES)


@contextmanager
def open_workplace(
    config: Config,
    clock: Clock,
    progress: Progress,
    registry: Registry | None = None,
    years: tuple[int, ...] = (),
) -> Iterator[Workplace]:
    """Hold the data folder, open the ledger, and put runs to rest that died before.

    Without ``registry`` the configured file is taken, without ``years`` the configured report
    year, else the year before the present one.

    Raises:
        InputError: the registry or what is set for the rules has mistakes.
        BusyError: another job is at work.
        LedgerError: the ledger cannot be used.
    """
    require_sound_settings(config)
    chosen = years or (config.report_year or local_date(clock.now()).year - 1,)
    watched = registry or watched_registry(config)
    require_writable(config.reports_dir, "输出文件夹")
    with sole_job(config.data_dir), Ledger.open(config.ledger_path) as ledger:
        workplace = Workplace(
            config=config,
            clock=clock,
            progress=progress,
            registry=watched,
            years=chosen,
            ledger=ledger,
            archive=Archive(config.archive_dir),
        )
        _bury_dead_runs(workplace)
        ledger.record_registry(watched, chosen, clock.now())
        yield workplace


@contextmanager
def whole_run(workplace: Workplace, job: RunJob) -> Iterator[Run]:
    """A run that shows only when it came to its end.

    Whatever ends it early is written down as its reason and goes on.
    """
    started_at = workplace.clock.now()
    run = Run(
        run_id=_new_run_id(workplace, started_at),
        job=job,
        years=workplace.years,
        as_of=local_date(started_at),
        started_at=started_at,
    )
    workplace.ledger.begin_run(run)
    workplace.ledger.record_inputs(
        run.run_id, RunInputs(registry=workplace.registry, settings=workplace.config.audit)
    )
    try:
        yield run
    except BaseException as error:
        reason = STOPPED if isinstance(error, KeyboardInterrupt) else str(error)
        reason = reason or type(error).__name__
        workplace.ledger.fail_run(run.run_id, workplace.clock.now(), reason)
        raise
    workplace.ledger.finish_run(run.run_id, workplace.clock.now())
    workplace.ledger.index_words()


def _bury_dead_runs(workplace: Workplace) -> None:
    """Runs still called running have died, for this job alone holds the data folder.

    What they had seen lies in the archive and counts.
    """
    for run in workplace.ledger.runs():
        if run.state is not RunState.RUNNING:
            continue
        reason = INTERRUPTED
        try:
            keep_evidence(workplace, run.run_id)
        except ArchiveError as error:
            reason = f"运行中途被终止，存证读取失败：{error}"
        workplace.ledger.fail_run(run.run_id, workplace.clock.now(), reason)


def keep_evidence(workplace: Workplace, run_id: str) -> None:
    """Bring the visits and captures of a run from the archive into the ledger.

    Raises:
        ArchiveError: the run's file is damaged.
    """
    if run_id in workplace.archive.runs():
        workplace.ledger.record_visits(
            workplace.archive.visits(run_id), workplace.archive.captures(run_id)
        )


def _new_run_id(workplace: Workplace, started_at: datetime) -> str:
    """The local time of the start; a number after it where that is taken."""
    taken = {run.run_id for run in workplace.ledger.runs()} | set(workplace.archive.runs())
    stem = started_at.astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    run_id, number = stem, 1
    while run_id in taken:
        number += 1
        run_id = f"{stem}-{number}"
    return run_id
