"""How fast the collector is: beside a bare spider, with its pauses, over many hosts, at night."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread

from archive.model import Visit
from bench.lab_process import LabProcess
from bench.lab_visits import QUICK, OpenLab, RunJob, crawled
from portal_lab.conduct import LoggedRequest, by_host, smallest_gap
from portal_lab.many import YEARS, build_many
from portal_lab.phases import Phase
from registry.model import Registry
from spiders.job import CrawlJob
from spiders.process import run_crawl

_ROOT = Path(__file__).resolve().parent.parent
_LOOK_SECONDS = 0.5
_KILOBYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Pages a second, and milliseconds of all cores for each page, the start included."""

    pages: float
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn over the same addresses: the collector and the bare spider.

    ``unread`` is the collector that does all but read the reports.
    """

    pages: int
    ours: Pace
    unread: Pace
    bare: Pace

    @property
    def ratio(self) -> float:
        """Ours as a share of the bare spider's."""
        return self.ours.pages / self.bare.pages

    @property
    def unread_ratio(self) -> float:
        """The same without the reading of reports."""
        return self.unread.pages / self.bare.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Polite:
    """A crawl with pauses: how long it took beside what the busiest host's pauses demand."""

    hosts: int
    seconds: float
    bound: float
    smallest_gap: float
    delay: float

    @property
    def ratio(self) -> float:
        """How many times the bound."""
        return self.seconds / self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A crawl over very many hosts: its largest size, all its processes together, in MB."""

    hosts: int
    seconds: float
    megabytes: float
    collected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """A second visit to places where nothing has changed: requests by place."""

    places: int
    most: int
    requests: int


def turns(folder: Path, *, hosts: int, count: int) -> Iterator[Turn]:
    """Ours, ours without reading, and the bare spider in turn over the same hosts, no pauses."""
    many = build_many(hosts)
    with LabProcess("--many", str(hosts)) as lab:
        for number in range(count):
            asked, ours = _paced(lab, many.registry(), folder / f"ours-{number}", run_crawl)
            _, unread = _paced(lab, many.registry(), folder / f"unread-{number}", _run_unread)
            lab.forget_requests()
            before = _seconds_of_cores()
            _bare(lab, folder / f"bare-{number}", asked)
            bare = _pace(lab.requests, before)
            yield Turn(pages=len(asked), ours=ours, unread=unread, bare=bare)


def _paced(
    lab: LabProcess, registry: Registry, folder: Path, run_job: RunJob
) -> tuple[list[str], Pace]:
    """The addresses that were asked for, and how fast."""
    before = _seconds_of_cores()
    run = crawled(lab, registry, folder, phase=Phase.PUBLISHED, years=YEARS, run_job=run_job)
    return [f"http://{r.host}{r.path}" for r in run.log], _pace(run.log, before)


def _run_unread(job: CrawlJob, on_visit: Callable[[Visit], None]) -> int:
    del on_visit  # nobody looks at what it says
    child = subprocess.run(
        [sys.executable, "-m", "bench.lab_unread"],
        cwd=_ROOT,
        input=job.to_json(),
        text=True,
        encoding="utf-8",
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return child.returncode


def polite(folder: Path, *, hosts: int, delay: float) -> Polite:
    """Every pause kept, no random share."""
    many = build_many(hosts)
    settings = replace(QUICK, delay_seconds=delay, delay_jitter=0.0)
    with LabProcess("--many", str(hosts)) as lab:
        run = crawled(
            lab,
            many.registry(),
            folder,
            phase=Phase.PUBLISHED,
            years=YEARS,
            settings=settings,
        )
    most = max(len(asked) for asked in by_host(run.log).values())
    return Polite(
        hosts=hosts,
        seconds=run.seconds,
        bound=most * delay,
        smallest_gap=smallest_gap(run.log),
        delay=delay,
    )


def over_many(folder: Path, *, hosts: int) -> Many:
    """One year of every host, no pauses; what the crawl's processes hold is looked at all along."""
    many = build_many(hosts)
    watch = _Watch()
    with LabProcess("--many", str(hosts)) as lab, watch.watching():
        run = crawled(lab, many.registry(), folder, phase=Phase.PUBLISHED, years=YEARS[-1:])
    return Many(
        hosts=hosts,
        seconds=run.seconds,
        megabytes=watch.most_kilobytes / _KILOBYTES,
        collected=sum(visit.visit_class.has_report for visit in run.visits.values()),
    )


def night(folder: Path, *, hosts: int) -> Night:
    """The same places a day later, in the same archive, knowing the visits of the day before."""
    many = build_many(hosts)
    known: tuple[Visit, ...] = ()
    with LabProcess("--many", str(hosts)) as lab:
        for number in range(2):
            run = crawled(
                lab,
                many.registry(),
                folder,
                phase=Phase.PUBLISHED,
                years=YEARS[-1:],
                earlier=known,
                run_id=f"night-{number}",
                days_later=number,
            )
            known = tuple(run.visits.values())
    counts = Counter(request.host for request in run.log)
    return Night(
        places=len(many.registry().places),
        most=max(counts.values(), default=0),
        requests=sum(counts.values()),
    )


def _bare(lab: OpenLab, folder: Path, urls: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "bench.lab_bare", lab.proxy_url, str(folder)],
        cwd=_ROOT,
        input="\n".join(urls),
        text=True,
        check=True,
    )


def _pace(log: Sequence[LoggedRequest], before: float) -> Pace:
    """From the first request to the last answer: the start of a process is left."""
    last = max(request.ended_at or request.at for request in log)
    return Pace(
        pages=len(log) / (last - log[0].at),
        milliseconds=1000 * (_seconds_of_cores() - before) / len(log),
    )


def _seconds_of_cores() -> float:
    """What the processes that were started from here and have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(slots=True)
class _Watch:
    """Looks now and then at what the processes started from here hold."""

    most_kilobytes: int = 0
    _end: Event = field(default_factory=Event)

    @contextmanager
    def watching(self) -> Iterator[None]:
        thread = Thread(target=self._look, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._end.set()
            thread.join()

    def _look(self) -> None:
        while not self._end.wait(_LOOK_SECONDS):
            held = sum(_held(number) for number in _crawl_processes())
            self.most_kilobytes = max(self.most_kilobytes, held)


def _crawl_processes() -> list[int]:
    """The crawl that was started from here, and everything it started."""
    parents: dict[int, int] = {}
    crawls: set[int] = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes()
            after = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(after[1])
        if b"spiders.crawl" in words:
            crawls.add(int(entry.name))
    return sorted(_below({os.getpid()}, parents) & _below(crawls, parents))


def _below(found: set[int], parents: Mapping[int, int]) -> set[int]:
    """These processes and all that they started."""
    while more := {n for n, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _held(number: int) -> int:
    """What a process holds, its part of what it shares included, in KB; 0 once it has ended."""
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1])
