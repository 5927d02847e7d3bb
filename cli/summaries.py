"""The options that jobs share, and how their end is told."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from workflow.summary import RunSummary, YearSummary

CRASHED, FAILED = 3, 1

YEAR = click.option(
    "--year",
    type=click.IntRange(2008, 2100),
    metavar="年度",
    help="年报年度，默认为配置的年度，未配置则为上一年。",
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)


def echo_summary(summary: RunSummary, form: str) -> int:
    """Print the summary and give the exit status: 0 where nothing of ours went wrong."""
    if form == "json":
        click.echo(json.dumps(summary_row(summary), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(summary.lines()))
    return status_of((summary,))


def status_of(summaries: Sequence[RunSummary]) -> int:
    """The exit status of whole runs: a rule that crashed stands above all else of ours."""
    if any(summary.has_crashed_rules for summary in summaries):
        return CRASHED
    return 0 if all(summary.is_whole for summary in summaries) else FAILED


def summary_row(summary: RunSummary) -> dict[str, object]:
    """The summary for programs."""
    return {
        "run": summary.run_id,
        "as_of": summary.as_of.isoformat(),
        "visits": dict(summary.visits),
        "years": [_year_row(year) for year in summary.years],
        "failures": list(summary.failures),
    }


def _year_row(year: YearSummary) -> dict[str, object]:
    return {
        "year": year.year,
        "states": {state.value: count for state, count in year.states.items()},
        "findings": {severity.value: count for severity, count in year.findings.items()},
        "undetermined": year.undetermined,
        "crashed": year.crashed,
        "aside": {
            "shadow": year.in_shadow,
            "imprecise": year.imprecise,
            "rejected": year.rejected,
            "waived": year.waived,
        },
        "board": str(year.board),
        "notices": [str(path) for path in year.notices],
    }
