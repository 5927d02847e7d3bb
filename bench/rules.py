"""Measure how well and how fast reports are judged: ``python bench/rules.py``.

Findings on the real reports beside readers' lists; defects of every kind planted into conforming
reports; the same report in several forms; the time of the rules. Prints tables with what is
required; ends with 1 where a requirement is not met.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

# Run as a script, this file would hide the rooms; the builders of the tests are needed here, too.
ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [
    str(ROOT),
    *(entry for entry in sys.path if entry != str(ROOT / "bench")),
    str(ROOT / "tests"),
]

from audit.case import AuditCase  # noqa: E402
from audit.catalogue import CATALOGUE  # noqa: E402
from bench.bars import Bar  # noqa: E402
from bench.expected import SHARED  # noqa: E402
from bench.metamorphic import Difference, differences, metamorphic_drafts  # noqa: E402
from bench.mutations.bases import any_drafts, lab_drafts, real_drafts  # noqa: E402
from bench.mutations.judged import case_of, reading_of  # noqa: E402
from bench.mutations.kinds import all_kinds, kinds_without_words  # noqa: E402
from bench.output import progress, renew  # noqa: E402
from bench.planting import Base, Trial, bases_of, trials  # noqa: E402
from bench.real_findings import Compared, compared  # noqa: E402
from bench.rule_speed import RuleTimes, rule_times  # noqa: E402
from bench.rule_tables import (  # noqa: E402
    planting_bars,
    planting_tables,
    real_bars,
    real_tables,
    speed_bar,
    speed_table,
)
from bench.tables import Table, bars_table, machine  # noqa: E402

_PARTS = ("real", "planted", "speed")
_DRAFTS, _QUICK_DRAFTS = 24, 3
_SEEDS, _QUICK_SEEDS = 6, 1
_PRINTED_SEEDS, _FORM_SEEDS, _TURNS = 2, 3, 5


def main() -> int:
    """Measure and print; 1 where a requirement is not met."""
    asked = _arguments()
    if not (SHARED / "reports").is_dir():
        sys.stderr.write("The reports are not beside the project (../shared/reports).\n")
        return 2
    logging.disable(logging.WARNING)
    wanted = asked.only or _PARTS
    bars: list[Bar] = []
    tables: list[Table] = []
    real: list[Compared] = []
    if {"real", "speed"} & set(wanted):
        progress("real reports")
        real = list(compared(CATALOGUE))
    if "real" in wanted:
        bars += real_bars(real)
        tables += real_tables(real)
    if "planted" in wanted:
        kinds = all_kinds()
        found = list(_trials(quick=asked.quick))
        others = list(_differences(quick=asked.quick))
        bars += planting_bars(found, CATALOGUE, len(kinds), others)
        tables += planting_tables(found, CATALOGUE, others)
    if "speed" in wanted:
        progress("speed")
        times = _times(real)
        bars.append(speed_bar(times))
        tables.append(speed_table(times))
    tables = [bars_table(bars), *tables]
    if asked.markdown:
        renew(Path(asked.markdown), tables)
    print(f"Machine: {machine()}.\n")
    for table in tables:
        print(table.as_text())
    return 1 if any(bar.is_met is False for bar in bars) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well and how fast rules judge.")
    parser.add_argument("--quick", action="store_true", help="fewer reports to plant defects into")
    parser.add_argument("--only", choices=_PARTS, nargs="+", help="these parts alone")
    parser.add_argument(
        "--markdown", metavar="FILE", help="renew the measured part of FILE, or make it"
    )
    return parser.parse_args()


def _trials(*, quick: bool) -> Iterator[Trial]:
    """Every kind in many reports; at every place in a few; printed and read in some."""
    every, wordless = all_kinds(), kinds_without_words()
    count, seeds = (_QUICK_DRAFTS, _QUICK_SEEDS) if quick else (_DRAFTS, _SEEDS)
    drawn = list(bases_of(any_drafts(count), CATALOGUE, name="any"))
    lab = list(bases_of(lab_drafts(range(1, seeds + 1)), CATALOGUE, name="lab"))
    real = list(bases_of(real_drafts(), CATALOGUE, name="real", is_clean=False))
    for what, kinds, bases, places, is_printed in (
        ("in any report", every, drawn, 1, False),
        ("in reports of the lab", every, lab, 1, False),
        ("in real reports", wordless, real, 1, False),
        ("at every place", every, _few(drawn, lab), 2 if quick else None, False),
        ("in printed reports", every, lab[: 4 * _PRINTED_SEEDS], 1, True),
    ):
        for number, kind in enumerate(kinds, start=1):
            progress(f"{what}: {number}/{len(kinds)} {kind.name}")
            yield from trials([kind], bases, CATALOGUE, places=places, is_printed=is_printed)


def _few(*groups: Sequence[Base]) -> Sequence[Base]:
    """One report of each edition from each group."""
    return [
        next(base for base in group if base.draft.edition.name == name)
        for group in groups
        for name in ("2019", "2021")
    ]


def _differences(*, quick: bool) -> Iterator[Difference]:
    for name, draft in metamorphic_drafts(1 if quick else _FORM_SEEDS):
        progress(f"in every form: {name}")
        yield from differences(name, draft, CATALOGUE)


def _times(real: Sequence[Compared]) -> RuleTimes:
    made = (*any_drafts(_QUICK_DRAFTS), *lab_drafts(range(1, 2)))
    cases: list[AuditCase] = [one.case for one in real if one.case is not None]
    cases += [case_of(draft, reading_of(draft)) for draft in made]
    return rule_times(cases, CATALOGUE, turns=_TURNS)


if __name__ == "__main__":
    status = main()
    progress()
    sys.exit(status)
