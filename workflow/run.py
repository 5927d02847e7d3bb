"""The jobs as the command line, the clock and the demonstration call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from config.clock import Clock, ShiftedClock, local_date
from config.settings import Config
from ledger.model import Run, RunJob
from registry.model import Registry
from spiders.process import run_crawl
from workflow.audit import audit
from workflow.collect import Crawl, collect
from workflow.health import health_of
from workflow.judging import Readers
from workflow.notify import notify
from workflow.progress import SILENT, Progress
from workflow.summary import RunSummary, summarise
from workflow.workplace import Workplace, open_workplace, whole_run


def run_all(
    config: Config,
    clock: Clock,
    progress: Progress = SILENT,
    *,
    registry: Registry | None = None,
    years: tuple[int, ...] = (),
    crawl: Crawl = run_crawl,
    readers: Readers | None = None,
) -> RunSummary:
    """Collect, read, audit, remember, tell.

    Without ``registry`` the configured file is taken, without ``years`` the configured report
    year, else the year before the present one. Without ``readers`` documents are read within the
    configured limits, over all cores.

    Raises:
        InputError: the registry has mistakes.
        DubanError: the job as a whole could not be done; a single agency never ends it.
    """
    with open_workplace(config, clock, progress, registry, years) as workplace:
        with whole_run(workplace, RunJob.RUN) as run:
            problems = collect(workplace, run, crawl)
            problems += audit(workplace, run, readers)
        return _summary(workplace, run, problems, is_telling=True)


def collect_all(
    config: Config,
    clock: Clock,
    progress: Progress = SILENT,
    *,
    registry: Registry | None = None,
    years: tuple[int, ...] = (),
    crawl: Crawl = run_crawl,
) -> RunSummary:
    """Collect only."""
    with open_workplace(config, clock, progress, registry, years) as workplace:
        with whole_run(workplace, RunJob.COLLECT) as run:
            problems = collect(workplace, run, crawl)
        return _summary(workplace, run, problems, is_telling=False)


def audit_all(
    config: Config,
    clock: Clock,
    progress: Progress = SILENT,
    *,
    registry: Registry | None = None,
    years: tuple[int, ...] = (),
    readers: Readers | None = None,
) -> RunSummary:
    """Read and audit again what the archive holds, without the network, and tell."""
    with open_workplace(config, clock, progress, registry, years) as workplace:
        with whole_run(workplace, RunJob.AUDIT) as run:
            problems = audit(workplace, run, readers)
        return _summary(workplace, run, problems, is_telling=True)


def notify_all(
    config: Config,
    clock: Clock,
    progress: Progress = SILENT,
    *,
    registry: Registry | None = None,
    years: tuple[int, ...] = (),
) -> RunSummary:
    """Write drafts and board again from the last finished runs."""
    with open_workplace(config, clock, progress, registry, years) as workplace:
        return _summary(workplace, None, (), is_telling=True)


def run_visits(
    config: Config,
    registry: Registry,
    instants: tuple[datetime, ...],
    set_now: Callable[[datetime], None],
    progress: Progress = SILENT,
    *,
    years: tuple[int, ...] = (),
    crawl: Crawl = run_crawl,
    readers: Readers | None = None,
) -> tuple[RunSummary, ...]:
    """Whole runs at given instants, one after the other: the demonstration.

    ``set_now`` is told each instant before its run, so that the portals can show what was
    published by then.
    """
    summaries = []
    for instant in instants:
        set_now(instant)
        summaries.append(
            run_all(
                config,
                ShiftedClock(instant),
                progress,
                registry=registry,
                years=years,
                crawl=crawl,
                readers=readers,
            )
        )
    return tuple(summaries)


def _summary(
    workplace: Workplace, run: Run | None, problems: tuple[str, ...], *, is_telling: bool
) -> RunSummary:
    written = notify(workplace) if is_telling else ()
    visits = workplace.ledger.visits_in(run.run_id) if run else ()
    labels = Counter(visit.visit_class.label for visit in visits)
    as_of = run.as_of if run else local_date(workplace.clock.now())
    share = workplace.config.health.alarm_share
    health = health_of(workplace.ledger, run.run_id, alarm_share=share) if run and visits else None
    return summarise(run, as_of, written, dict(labels.most_common()), problems, health)
