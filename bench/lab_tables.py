"""What the lab requires of the collector, and what was measured, as bars and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.bars import Bar
from bench.lab_rows import Conduct, Difference, Kind
from bench.lab_speed import Many, Night, Pace, Polite, Turn
from bench.tables import Table
from portal_lab.phases import Phase

_PAGES, _TIMES, _MEGABYTES, _NIGHTLY = 0.85, 1.1, 1024, 2
_GAP_KEPT = 0.9
_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One phase crawled in one way: how many rows there are and which do not hold."""

    phase: Phase
    has_browser: bool
    rows: int
    seconds: float
    requests: int
    differences: tuple[Difference, ...]
    conduct: Conduct

    @property
    def name(self) -> str:
        """The phase and the way in words."""
        return f"{self.phase}, {'with' if self.has_browser else 'without'} a browser"


def row_bars(stages: Sequence[Stage]) -> Iterator[Bar]:
    """Rows that hold, accusations, and conduct."""
    for has_browser in (False, True):
        chosen = [stage for stage in stages if stage.has_browser is has_browser]
        way = "with a browser" if has_browser else "without a browser"
        rows = sum(stage.rows for stage in chosen)
        wrong = sum(len({_row(d) for d in stage.differences}) for stage in chosen)
        yield Bar(
            name=f"rows of truth, all phases, {way}",
            required="all hold",
            measured=f"{rows - wrong} of {rows}" if rows else "—",
            is_met=None if not rows else wrong == 0,
        )
    accused = sum(d.is_accusation for stage in stages for d in stage.differences)
    yield Bar(
        name="absent or late, said where nothing but our way or reader failed",
        required="0",
        measured=str(accused),
        is_met=accused == 0 if stages else None,
    )
    for name, part in (
        ("hosts outside the registry asked", "strangers"),
        ("requests that robots.txt forbids", "disallowed"),
        ("hosts asked before their robots.txt", "robots_not_first"),
        ("agents without a contact", "anonymous"),
        ("requests after two signs of a block", "after_blocks"),
        ("hosts asked beyond the budget", "over_budget"),
    ):
        count = sum(len(getattr(stage.conduct, part)) for stage in stages)
        yield Bar(
            name=name, required="0", measured=str(count), is_met=count == 0 if stages else None
        )
    most = max((stage.conduct.most_at_once for stage in stages), default=0)
    yield Bar(
        name="requests to one host at once",
        required="1",
        measured=str(most),
        is_met=most <= 1 if stages else None,
    )


def speed_bars(
    turns: Sequence[Turn], polite: Polite | None, many: Many | None, night: Night | None
) -> Iterator[Bar]:
    """Speed and size; a part that was not asked for is told as not measured."""
    unread = sorted(turn.unread_ratio for turn in turns)
    yield Bar(
        name="pages a second without pauses, fetched and archived, beside a bare Scrapy spider",
        required=f"≥ {_PAGES:.0%}",
        measured=f"{unread[0]:.0%} … {unread[-1]:.0%}" if unread else "—",
        is_met=unread[len(unread) // 2] >= _PAGES if unread else None,
    )
    yield Bar(
        name="time with pauses, beside the busiest host's requests × pause",
        required=f"≤ {_TIMES:g} ×",
        measured=f"{polite.ratio:.2f} ×" if polite else "—",
        is_met=polite.ratio <= _TIMES if polite else None,
    )
    yield Bar(
        name="shortest time between two requests to a host, beside the pause",
        required=f"≥ {_GAP_KEPT:g} ×",
        measured=f"{polite.smallest_gap / polite.delay:.2f} ×" if polite else "—",
        is_met=polite.smallest_gap >= _GAP_KEPT * polite.delay if polite else None,
    )
    yield Bar(
        name=f"size of a crawl over {many.hosts if many else 5000} hosts",
        required=f"< {_MEGABYTES} MB",
        measured=f"{many.megabytes:.0f} MB, {many.collected} collected" if many else "—",
        is_met=many.megabytes < _MEGABYTES and many.collected == many.hosts if many else None,
    )
    yield Bar(
        name="requests for an unchanged place at night",
        required=f"≤ {_NIGHTLY}",
        measured=f"{night.most} at most, {night.requests / night.places:.2f} in the mean"
        if night
        else "—",
        is_met=night.most <= _NIGHTLY if night else None,
    )


def stages_table(stages: Sequence[Stage]) -> Table:
    """Each phase."""
    return Table(
        title="Rows of truth by phase",
        header=("phase", "rows", "hold", "requests", "seconds"),
        rows=tuple(
            (
                stage.name,
                str(stage.rows),
                str(stage.rows - len({_row(d) for d in stage.differences})),
                str(stage.requests),
                f"{stage.seconds:.0f}",
            )
            for stage in stages
        ),
    )


def differences_table(stages: Sequence[Stage]) -> Table:
    """Rows that do not hold, those of one cause together: this is the list of work."""
    causes: dict[tuple[str, ...], list[tuple[Stage, Difference]]] = defaultdict(list)
    for stage in stages:
        for one in stage.differences:
            causes[_cause(one)].append((stage, one))
    ordered = sorted(causes.items(), key=lambda item: (-len(item[1]), item[0]))
    return Table(
        title="Rows that do not hold, by cause",
        header=("variant", "traps", "what", "wanted", "got", "rows", "for example"),
        rows=tuple((*cause, str(len(found)), _example(found)) for cause, found in ordered),
    )


def speed_table(turns: Sequence[Turn], polite: Polite | None, many: Many | None) -> Table:
    """The numbers behind the bars."""
    rows = [
        (
            f"turn {n}, {name}",
            f"{t.pages} pages",
            f"{_pace(pace)}: {pace.pages / t.bare.pages:.0%}",
            _pace(t.bare),
        )
        for n, t in enumerate(turns, start=1)
        for name, pace in (("whole", t.ours), ("reports not read", t.unread))
    ]
    if polite:
        rows.append(
            (
                f"pauses of {polite.delay:g} s",
                f"{polite.hosts} hosts",
                f"{polite.seconds:.1f} s",
                f"{polite.bound:.1f} s bound",
            )
        )
    if many:
        rows.append(
            (
                "very many hosts",
                f"{many.hosts} hosts",
                f"{many.seconds:.0f} s",
                f"{many.megabytes:.0f} MB",
            )
        )
    return Table(title="Speed", header=("what", "size", "ours", "beside"), rows=tuple(rows))


def _pace(pace: Pace) -> str:
    return f"{pace.pages:.0f} pages/s, {pace.milliseconds:.1f} ms of all cores a page"


def _row(one: Difference) -> tuple[str, int]:
    return one.truth.place_id, one.truth.year


def _cause(one: Difference) -> tuple[str, ...]:
    got = one.got.partition(":")[0] if one.kind is Kind.CLASS else ""
    wanted = one.want if one.kind in (Kind.CLASS, Kind.FLAGS) else ""
    return (one.truth.variant, " ".join(one.truth.traps) or "—", one.kind, wanted, got or "—")


def _example(found: Sequence[tuple[Stage, Difference]]) -> str:
    stage, one = found[0]
    said = one.got[:_LONGEST].replace("|", "/").replace("\n", " ")
    return f"{one.truth.place_id} {one.truth.year} ({stage.name}): {said}"
