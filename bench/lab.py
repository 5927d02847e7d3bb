"""Measure the collector over the portal lab: ``python bench/lab.py``.

Every row of the whole country's truth, phase after phase, with and without a browser; how the
visitor behaved; how fast it is beside a bare spider and how large over very many hosts. Prints
tables with what is required and the rows that do not hold; ends with 1 where a requirement is not
met.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

# Run as a script, this file would hide the rooms.
ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if entry != str(ROOT / "bench"))]

from archive.model import Visit  # noqa: E402
from bench.lab_process import LabProcess  # noqa: E402
from bench.lab_rows import conduct, differences  # noqa: E402
from bench.lab_speed import night, over_many, polite, turns  # noqa: E402
from bench.lab_tables import (  # noqa: E402
    Stage,
    differences_table,
    row_bars,
    speed_bars,
    speed_table,
    stages_table,
)
from bench.lab_visits import QUICK, crawled  # noqa: E402
from bench.output import progress, renew  # noqa: E402
from bench.tables import Table, bars_table, machine  # noqa: E402
from browser.executable import find_browser  # noqa: E402
from config.errors import DubanError  # noqa: E402
from config.settings import CrawlSettings  # noqa: E402
from portal_lab.phases import Phase  # noqa: E402
from portal_lab.whole.country import build_whole_country  # noqa: E402

Measured = TypeVar("Measured")

_PARTS = ("rows", "speed", "polite", "many", "night")
# A browser gets what an office's collector gives it: two cores show many pages at once here.
_PATIENCE = {False: 6.0, True: CrawlSettings().timeout_seconds}
_HOSTS, _QUICK_HOSTS = 5000, 200


def main() -> int:
    """Measure and print; 1 where a requirement is not met."""
    asked = _arguments()
    wanted = asked.only or _PARTS
    with TemporaryDirectory(prefix="duban-lab-") as held:
        folder = Path(held)
        stages = list(_stages(folder, asked)) if "rows" in wanted else []
        progress("speed")
        hosts = _QUICK_HOSTS if asked.quick else _HOSTS
        made = list(turns(folder / "t", hosts=300, count=3)) if "speed" in wanted else []
        pause = 2.0 if asked.quick else 10.0
        part = partial(_part, wanted)
        kept = part("polite", lambda: polite(folder / "p", hosts=60, delay=pause))
        large = part("many", lambda: over_many(folder / "m", hosts=hosts))
        again = part("night", lambda: night(folder / "n", hosts=_QUICK_HOSTS))
    bars = [*row_bars(stages), *speed_bars(made, kept, large, again)]
    tables: list[Table] = [bars_table(bars)]
    if stages:
        tables += [stages_table(stages), differences_table(stages)]
    if made or kept or large:
        tables.append(speed_table(made, kept, large))
    if asked.markdown:
        renew(Path(asked.markdown), tables)
    print(f"Machine: {machine()}.\n")
    for table in tables:
        print(table.as_text())
    return 1 if any(bar.is_met is False for bar in bars) else 0


def _part(wanted: Sequence[str], name: str, measure: Callable[[], Measured]) -> Measured | None:
    """What ``measure`` gives; nothing where it was not asked for or the crawl could not go on."""
    if name not in wanted:
        return None
    progress(name)
    try:
        return measure()
    except DubanError as error:
        sys.stderr.write(f"{name}: {error}\n")
        return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the collector over the portal lab.")
    parser.add_argument("--quick", action="store_true", help="one phase, fewer hosts, no browser")
    parser.add_argument("--only", choices=_PARTS, nargs="+", help="these parts alone")
    parser.add_argument("--phase", choices=[str(p) for p in Phase], nargs="+", help="these phases")
    parser.add_argument("--agencies", nargs="+", help="these agencies alone, such as suzhen-jyj")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    parser.add_argument("--seed", type=int, default=1, help="of the country")
    parser.add_argument(
        "--markdown", metavar="FILE", help="renew the measured part of FILE, or make it"
    )
    return parser.parse_args()


def _stages(folder: Path, asked: argparse.Namespace) -> Iterator[Stage]:
    """Phase after phase in one archive, each knowing the visits before it."""
    phases = [Phase(name) for name in asked.phase] if asked.phase else list(Phase)
    if asked.quick and not asked.phase:
        phases = [Phase.PUBLISHED]
    browser = None if asked.no_browser or asked.quick else find_browser()
    for path in (None, browser) if browser else (None,):
        yield from _way(folder, asked, phases, path)


def _way(
    folder: Path, asked: argparse.Namespace, phases: Sequence[Phase], browser: str | None
) -> Iterator[Stage]:
    has_browser = browser is not None
    keys = tuple(asked.agencies) if asked.agencies else None
    country = build_whole_country(asked.seed, keys)
    registry, robots = country.registry(), country.robots
    settings = replace(QUICK, timeout_seconds=_PATIENCE[has_browser])
    arguments = ("--whole", "--seed", str(asked.seed))
    known: list[Visit] = []
    with LabProcess(*arguments) as lab:
        for phase in phases:
            progress(f"{phase}, {'with' if has_browser else 'without'} a browser")
            run = crawled(
                lab,
                registry,
                folder / ("rendered" if has_browser else "plain"),
                phase=phase,
                earlier=known,
                browser=browser,
                settings=settings,
            )
            alone = not known
            known += run.visits.values()
            wrong = differences(country, run, phase, alone=alone, has_browser=has_browser)
            yield Stage(
                phase=phase,
                has_browser=has_browser,
                rows=sum(1 for _ in country.truth(phase)),
                seconds=run.seconds,
                requests=len(run.log),
                differences=tuple(wrong),
                conduct=conduct(run.log, registry, robots, settings),
            )


if __name__ == "__main__":
    status = main()
    progress()
    sys.exit(status)
