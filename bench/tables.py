"""What was measured as tables, for the terminal and for the documents."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.bars import Bar, is_spoilt, share
from bench.expected import Form, Origin
from bench.memory import Memory
from bench.quality import MEASURES, Score, Tally
from bench.speed import Timing

_WRONG_SHOWN = 20
_WRITTEN_BY_PEOPLE = (Origin.REAL, Origin.SAMPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of texts with its title and what is to be said under it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def as_text(self) -> str:
        """For a terminal."""
        lines = (self.header, *self.rows)
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.header))]
        drawn = (
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )
        note = f"\n{self.note}" if self.note else ""
        return f"== {self.title}\n" + "\n".join(drawn) + note + "\n"

    def as_markdown(self) -> str:
        """For a document."""
        head = ("| " + " | ".join(self.header) + " |", "|---" * len(self.header) + "|")
        rows = ("| " + " | ".join(row) + " |" for row in self.rows)
        note = f"\n{self.note}\n" if self.note else ""
        return f"### {self.title}\n\n" + "\n".join((*head, *rows)) + "\n" + note


def machine() -> str:
    """The machine in plain words."""
    cores = os.cpu_count()
    python = platform.python_version()
    return f"{cores} cores, {platform.machine()}, {platform.system()}, Python {python}"


def bars_table(bars: Iterable[Bar]) -> Table:
    """Requirements and verdicts."""
    return Table(
        title="Required and measured",
        header=("requirement", "required", "measured", "verdict"),
        rows=tuple((bar.name, bar.required, bar.measured, bar.verdict) for bar in bars),
    )


def quality_tables(scores: Sequence[Score]) -> Iterator[Table]:
    """By form and origin; then what is not read, not known, and wrong."""
    compared = [s for s in scores if s.document.expected is not None and s.error is None]
    yield Table(
        title="Cells, parts and facts by form",
        header=("form", "from", "documents", "cells", "right", "wrong", "unread", *MEASURES[1:]),
        rows=tuple(_form_rows(compared)),
        note=_note(compared),
    )
    told = [s for s in compared if s.claims and s.document.origin in _WRITTEN_BY_PEOPLE]
    if told:
        yield claims_table(told)
    refused = [s for s in scores if s.error is not None]
    if refused:
        yield Table(
            title="Not read at all",
            header=("document", "form", "class"),
            rows=tuple(_refused_rows(refused)),
        )
    unknown = [s for s in scores if s.document.expected is None and s.error is None]
    if unknown:
        yield Table(
            title="Read, but nobody has written down what stands in them",
            header=("document", "figures read", "figures unread"),
            rows=tuple(
                (s.document.name, str(s.tally("cells").right), str(s.tally("cells").unread))
                for s in unknown
            ),
            note="Texts whose cells an earlier extraction ran together are left unread, never "
            "split; reports before the format have no figures.",
        )
    wrong = [(s.document.name, told) for s in compared for told in s.wrong]
    if wrong:
        yield Table(
            title=f"Wrong cells ({len(wrong)})",
            header=("document", "read for what stands there"),
            rows=tuple(wrong[:_WRONG_SHOWN]),
        )


def claims_table(scores: Sequence[Score]) -> Table:
    """What the narrative claims, by kind, over reports that people wrote."""
    kinds: dict[str, Tally] = {}
    for score in scores:
        for kind, tally in score.claims.items():
            kinds[kind] = kinds.get(kind, Tally()) + tally
    rows = [(kind, kinds[kind]) for kind in sorted(kinds)]
    return Table(
        title=f"Claims of the narrative in {len(scores)} reports",
        header=("kind", "written down", "right", "wrong", "unread", "precision", "recall"),
        rows=tuple(
            (kind, str(t.right + t.unread), str(t.right), str(t.wrong), str(t.unread),
             _percent(t.right, t.right + t.wrong), _percent(t.right, t.right + t.unread))
            for kind, t in (*rows, ("all", sum(kinds.values(), Tally())))
        ),
        note="Wrong: told as the agency's own claim, though no reader of the document wrote it "
        "down or held it for doubtful. Recall is of the claims written down.",
    )  # fmt: skip


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def speed_table(timings: Sequence[Timing]) -> Table:
    """Each comparison by document."""
    return Table(
        title="Speed",
        header=("what", "document", "ours, ms", "beside", "theirs, ms", "ratio (range)", "limit"),
        rows=tuple(
            (
                t.what,
                t.document.removeprefix("reports/"),
                t.problem or f"{t.ours:.1f}",
                t.baseline or "—",
                "—" if t.theirs is None else f"{t.theirs:.1f}",
                _ratio(t),
                f"{t.limit:g}",
            )
            for t in timings
        ),
        note=f"Medians over up to {max((t.turns for t in timings), default=0)} turns in which ours "
        "and the other alternate; the ratio is that within a turn, its range over all turns. "
        "Before each turn on a page the reader's memory of labels holds another report.",
    )


def _ratio(timing: Timing) -> str:
    if timing.problem is not None:
        return "—"
    if timing.ratio is None:
        return f"{timing.ours:.1f} ms ({timing.lowest:.1f} … {timing.highest:.1f})"
    return f"{timing.ratio:.2f} ({timing.lowest:.2f} … {timing.highest:.2f})"


def memory_table(memory: Memory) -> Table:
    """The size of the process."""
    return Table(
        title="Memory",
        header=("documents", "size of the process, MB"),
        rows=(
            (str(memory.first), f"{memory.megabytes_first:.0f}"),
            (str(memory.documents), f"{memory.megabytes:.0f}"),
        ),
        note=f"Forms: {', '.join(memory.forms)}. {memory.seconds:.0f} s in one process.",
    )


def _form_rows(scores: Sequence[Score]) -> Iterator[tuple[str, ...]]:
    for form in Form:
        for source, origins in (
            ("real", (Origin.REAL, Origin.SAMPLE)),
            ("converted", (Origin.CONVERTED,)),
            ("made", (Origin.MADE,)),
        ):
            mine = [s for s in scores if s.document.form is form and s.document.origin in origins]
            for spoilt in (False, True):
                own = [s for s in mine if is_spoilt(s) is spoilt]
                if not own:
                    continue
                cells = _sum(own, "cells")
                shares = (share(n, cells) for n in (cells.right, cells.wrong, cells.unread))
                others = (_others(_sum(own, name)) for name in MEASURES[1:])
                name = f"{form}, spoilt" if spoilt else form.value
                yield (name, source, str(len(own)), str(cells.all), *shares, *others)


def _refused_rows(scores: Sequence[Score]) -> Iterator[tuple[str, ...]]:
    """Each document of the collection; made ones by form."""
    made: dict[tuple[str, str], int] = {}
    for score in scores:
        document, error = score.document, score.error or ""
        if document.expected is not None and document.expected.is_no_report:
            error += " (rightly)"
        if document.origin is Origin.MADE:
            key = (document.form.value, error)
            made[key] = made.get(key, 0) + 1
        else:
            yield document.name, document.form.value, error
    for (form, error), count in made.items():
        yield f"{count} made documents", form, error


def _others(tally: Tally) -> str:
    """``right/all``, with what is wrong named."""
    if not tally.all:
        return "—"
    return f"{tally.right}/{tally.all}" + (f" ({tally.wrong} wrong)" if tally.wrong else "")


def _sum(scores: Sequence[Score], measure: str) -> Tally:
    return sum((s.tally(measure) for s in scores), Tally())


def _note(scores: Sequence[Score]) -> str:
    hopeless = sum(s.hopeless for s in scores)
    if not hopeless:
        return ""
    return (
        "Spoilt are texts in which an earlier extraction ran cells together or tore labels from "
        f"them. Not counted: {hopeless} cells of theirs that were left unread because nobody can "
        "be sure of them. Missing: cells that the document does not have, told as such."
    )
